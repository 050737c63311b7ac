// The agent settings that an agent goes by (B28): what it takes, refuses, keeps and remembers.
#include "engine/agent/heldsettings.h"

#include "engine/base/files.h"
#include "engine/policy/settingspolicy.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

class HeldSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("Policies")));
        m_key.emplace(SigningKey::create(m_folder->filePath(QStringLiteral("a.key"))).value());
        m_settings = AgentSettings(AgentSettingsId::mint(), QStringLiteral("Night shift"));
        m_settings.options.warnMinutes = 7;
        m_settings.refreshIntervalMinutes = 11;
    }

    void whatItsStoreHandsOutHolds_B28()
    {
        HeldSettings held = make();
        QVERIFY(held.options() == DeliveryOptions{});
        QVERIFY(!held.refreshMinutes());
        const QByteArray document = issue(m_settings, 5);
        QCOMPARE(take(held, {task(3), document}), QString());
        QVERIFY(held.options() == m_settings.options);
        QCOMPARE(held.refreshMinutes().value_or(0), 11);
        QCOMPARE(held.document(), document);
    }

    void withoutAnyTheBuiltInValuesHold_B28()
    {
        HeldSettings held = make();
        QCOMPARE(take(held, {issue(m_settings, 5)}), QString());
        QCOMPARE(take(held, {task(3)}), QString());
        QVERIFY(held.options() == DeliveryOptions{});
        QVERIFY(held.document().isEmpty());
    }

    void whatIsNotTrustedIsRefused_data()
    {
        QTest::addColumn<int>("attack");
        QTest::addColumn<QString>("why");
        QTest::newRow("altered") << 0 << QStringLiteral("altered");
        QTest::newRow("unsigned") << 1 << QStringLiteral("not signed");
        QTest::newRow("another store's") << 2 << QStringLiteral("another store");
        QTest::newRow("older") << 3 << QStringLiteral("older");
        QTest::newRow("signed as a task's") << 4 << QStringLiteral("another kind");
        QTest::newRow("signed for others") << 5 << QStringLiteral("other agent settings");
    }
    void whatIsNotTrustedIsRefused() // and what was in force before stays
    {
        QFETCH(const int, attack);
        QFETCH(const QString, why);
        HeldSettings held = make();
        QCOMPARE(take(held, {issue(m_settings, 5)}), QString());
        const QString said = take(held, {forged(attack)});
        QVERIFY2(said.contains(why), qPrintable(said));
        QVERIFY(held.options() == m_settings.options);
        HeldSettings another = make(); // the next start of the agent, which has none at hand
        QVERIFY(take(another, {forged(attack)}).contains(why));
        QVERIFY(another.options() == DeliveryOptions{});
    }

    void whatAnEarlierStartHadIsGoneBackTo_B28()
    {
        const QByteArray good = issue(m_settings, 5);
        HeldSettings held = make();
        QVERIFY(take(held, {forged(0)}, {task(3), good}).contains(QStringLiteral("altered")));
        QVERIFY(held.options() == m_settings.options);
        QCOMPARE(held.document(), good);
    }

    void numbersAreRememberedByTheNextStart()
    {
        {
            HeldSettings held = make();
            QCOMPARE(take(held, {issue(m_settings, 5)}), QString());
            AgentSettings others(AgentSettingsId::mint(), QStringLiteral("Others"));
            QCOMPARE(take(held, {issue(others, 2)}), QString()); // of others the number counts by itself
            QCOMPARE(take(held, {issue(m_settings, 5)}), QString());
        }
        HeldSettings held = make();
        QVERIFY(take(held, {issue(m_settings, 4)}).contains(QStringLiteral("older")));
        QCOMPARE(take(held, {issue(m_settings, 6)}), QString());
        QVERIFY(replaceFileAtomically(HomeFiles(m_folder->path()).settingsNumbersFile(), "nonsense"));
        HeldSettings forgetful = make();
        QCOMPARE(take(forgetful, {issue(m_settings, 6)}), QString());
    }

    void ofSeveralTheHighestCounts_B28()
    {
        AgentSettings higher(AgentSettingsId::mint(), QStringLiteral("Higher"));
        higher.priority = 1;
        higher.options.restartFirst = true;
        HeldSettings held = make();
        QCOMPARE(take(held, {issue(higher, 1), issue(m_settings, 2)}), QString());
        QVERIFY(held.options() == higher.options);
    }

    void unsignedOnesWhereThatIsAllowed()
    {
        HeldSettings held(HomeFiles(m_folder->path()), std::nullopt, true);
        QCOMPARE(take(held, {writeSettingsPolicy(m_settings)}), QString());
        QVERIFY(held.options() == m_settings.options);
        HeldSettings homeless(HomeFiles(m_folder->path()), std::nullopt, false);
        QVERIFY(take(homeless, {issue(m_settings, 5)}).contains(QStringLiteral("belongs to no store")));
    }

private:
    HeldSettings make() const { return HeldSettings(HomeFiles(m_folder->path()), m_key->publicKey(), false); }

    static QString take(HeldSettings &held, const std::vector<QByteArray> &documents, const std::vector<QByteArray> &kept = {})
    {
        return held.take(documents, [&] { return kept; }).join(u' ');
    }

    QByteArray issue(const AgentSettings &settings, qint64 number) const
    {
        PolicyIssue about(settings.id);
        about.number = number;
        return *signPolicies(writeSettingsPolicy(settings), about, *m_key);
    }

    QByteArray task(qint64 number) const // which mentions agent settings, but is none
    {
        PolicyIssue about(*TaskId::parse(u"{78939175-0C4A-4A55-A164-60DC888BDDC2}"));
        about.number = number;
        return *signPolicies("<Policy guid=\"{78939175-0C4A-4A55-A164-60DC888BDDC2}\" name=\"Seriatim.AgentSettings\"><ClientPolicy agentClsid=\"Altiris.Synch\"/></Policy>",
                             about, *m_key);
    }

    QByteArray forged(int attack) const
    {
        AgentSettings evil = m_settings;
        evil.options.warnMinutes = 99;
        QByteArray document = issue(evil, 9);
        switch (attack) {
        case 0: return document.replace("<WarnMinutes>99<", "<WarnMinutes>98<");
        case 1: return writeSettingsPolicy(evil);
        case 2: {
            PolicyIssue about(evil.id);
            about.number = 9;
            const SigningKey other = SigningKey::create(m_folder->filePath(QStringLiteral("%1.key").arg(++m_others))).value();
            return *signPolicies(writeSettingsPolicy(evil), about, other);
        }
        case 3: return issue(evil, 4);
        case 4: {
            PolicyIssue about(*TaskId::parse(evil.id.toString()));
            about.number = 9;
            return *signPolicies(writeSettingsPolicy(evil), about, *m_key);
        }
        default: {
            PolicyIssue about(AgentSettingsId::mint());
            about.number = 9;
            return *signPolicies(writeSettingsPolicy(evil), about, *m_key);
        }
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<SigningKey> m_key;
    AgentSettings m_settings;
    mutable int m_others = 0;
};

QTEST_GUILESS_MAIN(HeldSettingsTest)
#include "heldsettings_test.moc"
