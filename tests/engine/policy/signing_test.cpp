// Policies are signed by their store: nothing can be altered, left out, mixed or taken from another store.
#include "engine/policy/signing.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

namespace {

const QString taskGuid = QStringLiteral("{78939175-0C4A-4A55-A164-60DC888BDDC2}");

PolicyIssue issueOf(int revision, qint64 number)
{
    PolicyIssue issue(*TaskId::parse(taskGuid));
    issue.revision = revision;
    issue.number = number;
    return issue;
}

// A sequence of two line items with a delivery policy for one of them.
QByteArray document(const QByteArray &command = "setup.exe")
{
    return "<ClientPolicies>"
           "<Policy guid=\"" + taskGuid.toLatin1() + "\" name=\"Rollout\" version=\"1\"><ClientPolicy agentClsid=\"Altiris.Synch\" revision=\"3\">"
           "<Task guid=\"{28193450-BE96-46F7-954B-5EA2762A28F1}\" priority=\"1\"/></ClientPolicy></Policy>\n"
           "<Policy guid=\"{28193450-BE96-46F7-954B-5EA2762A28F1}\" name=\"Install\"><ClientPolicy agentClsid=\"Altiris.SWD\">"
           "<SoftPkgs><SoftPkg Name=\"Suite\"><Program name=\"Install\"><CommandLine>" + command + "</CommandLine></Program></SoftPkg></SoftPkgs>"
           "</ClientPolicy></Policy></ClientPolicies>";
}

} // namespace

class SigningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_key.emplace(SigningKey::create(m_folder->filePath(QStringLiteral("a.key"))).value());
    }

    void whatWasSignedIsTrusted()
    {
        const QByteArray issued = sign(document());
        const Result<PolicyIssue> verified = verifyPolicies(issued, m_key->publicKey());
        QVERIFY2(verified, verified ? "" : qPrintable(verified.error().message()));
        QCOMPARE(*verified, issueOf(3, 7));
        QCOMPARE(issued.count("<Signature "), 2);
        QVERIFY(claimedTask(issued) == TaskId::parse(taskGuid));
    }

    void whiteSpaceAndCommentsSayNothing()
    {
        QByteArray issued = sign(document());
        issued.replace("<SoftPkgs>", "\n   <SoftPkgs> <!-- a remark -->\n");
        QVERIFY(verifyPolicies(issued, m_key->publicKey()));
    }

    void anythingElseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("was");
        QTest::addColumn<QByteArray>("becomes");
        QTest::addColumn<QString>("why");
        const QString altered = QStringLiteral("altered");
        QTest::newRow("another command") << QByteArray("setup.exe") << QByteArray("evil.exe") << altered;
        QTest::newRow("space in a text") << QByteArray(">setup.exe<") << QByteArray("> setup.exe<") << altered;
        QTest::newRow("another element") << QByteArray("<CommandLine>") << QByteArray("<WorkingDirectory>/</WorkingDirectory><CommandLine>") << altered;
        QTest::newRow("another attribute") << QByteArray("Name=\"Suite\"") << QByteArray("Name=\"Suite\" CleanupAfter=\"0\"") << altered;
        QTest::newRow("another case") << QByteArray("<SoftPkgs>") << QByteArray("<softpkgs>") << altered;
        QTest::newRow("another priority") << QByteArray("priority=\"1\"") << QByteArray("priority=\"2\"") << altered;
        QTest::newRow("another revision") << QByteArray("revision=\"3\" number") << QByteArray("revision=\"4\" number") << altered;
        QTest::newRow("another number") << QByteArray("number=\"7\"") << QByteArray("number=\"8\"") << altered;
        QTest::newRow("fewer policies") << QByteArray("policies=\"2\"") << QByteArray("policies=\"1\"") << altered;
        QTest::newRow("a foreign key's name") << QByteArray(" key=\"") << QByteArray(" key=\"0") << QStringLiteral("another store");
        QTest::newRow("no signature") << QByteArray("<Signature ") << QByteArray("<Signatura ") << QStringLiteral("not signed");
    }
    void anythingElseIsRefused()
    {
        QFETCH(const QByteArray, was);
        QFETCH(QByteArray, becomes);
        QFETCH(const QString, why);
        QByteArray issued = sign(document());
        QVERIFY(issued.contains(was));
        issued.replace(was, becomes);
        if (was == "<Signature ")
            issued.replace("</Signature>", "</Signatura>");
        if (was == "<SoftPkgs>" && becomes == "<softpkgs>")
            issued.replace("</SoftPkgs>", "</softpkgs>");
        const Result<PolicyIssue> verified = verifyPolicies(issued, m_key->publicKey());
        QVERIFY(!verified);
        QVERIFY2(verified.error().message().contains(why), qPrintable(verified.error().message()));
    }

    void aPolicyThatIsMissingIsNoticed()
    {
        const QByteArray issued = sign(document());
        const qsizetype second = issued.indexOf("<Policy ", issued.indexOf("<Policy ") + 1);
        const QByteArray halved = issued.left(second) + "</ClientPolicies>";
        const Result<PolicyIssue> verified = verifyPolicies(halved, m_key->publicKey());
        QVERIFY(!verified && verified.error().message().contains(QStringLiteral("1 of its 2 policies")));
    }

    void issuesAreNotMixed() // a new order with an old program
    {
        const QByteArray now = sign(document("new.exe"), 8);
        const QByteArray old = sign(document("old.exe"), 7);
        const auto second = [](const QByteArray &text) { return text.indexOf("<Policy ", text.indexOf("<Policy ") + 1); };
        const QByteArray mixed = now.left(second(now)) + old.mid(second(old));
        const Result<PolicyIssue> verified = verifyPolicies(mixed, m_key->publicKey());
        QVERIFY(!verified && verified.error().message().contains(QStringLiteral("another issue")));
    }

    void noKindPassesForAnother() // agent settings and the policies of a task
    {
        const auto settingsId = *AgentSettingsId::parse(taskGuid);
        const QByteArray settings = "<Policy guid=\"" + taskGuid.toLatin1() + "\" name=\"Agent Settings : x\">"
                                    "<ClientPolicy agentClsid=\"Seriatim.AgentSettings\"/></Policy>";
        PolicyIssue ofSettings(settingsId);
        ofSettings.number = 7;
        const PolicyIssue ofTask = issueOf(0, 7);
        const auto fault = [&](const QByteArray &issued) {
            const Result<PolicyIssue> verified = verifyPolicies(issued, m_key->publicKey());
            return verified ? QString() : verified.error().message();
        };
        const QByteArray issued = *signPolicies(settings, ofSettings, *m_key);
        QCOMPARE(fault(issued), QString());
        QVERIFY(verifyPolicies(issued, m_key->publicKey())->agentSettings() == settingsId);
        QVERIFY(!verifyPolicies(issued, m_key->publicKey())->task());
        QVERIFY(isSettingsDocument(issued));
        QVERIFY(!isSettingsDocument(sign(document("Seriatim.AgentSettings"))));

        // The kind is signed, not only written beside.
        QByteArray renamed = issued;
        QVERIFY(renamed.contains(" agentSettings=\""));
        QVERIFY(fault(renamed.replace(" agentSettings=\"", " task=\"")).contains(QStringLiteral("altered")));
        QByteArray both = issued;
        QVERIFY(fault(both.replace(" agentSettings=\"", " task=\"" + taskGuid.toLatin1() + "\" agentSettings=\"")).contains(QStringLiteral("cannot be read")));
        // And it has to be that of the policy.
        const QString another = QStringLiteral("another kind");
        QVERIFY(fault(*signPolicies(settings, ofTask, *m_key)).contains(another));
        QVERIFY(fault(*signPolicies(document(), ofSettings, *m_key)).contains(another));
        QByteArray mixed = document();
        mixed.replace("</ClientPolicies>", settings + "</ClientPolicies>");
        QVERIFY(fault(*signPolicies(mixed, ofTask, *m_key)).contains(another));
        QVERIFY(fault(*signPolicies("<ClientPolicies>" + settings + settings + "</ClientPolicies>", ofSettings, *m_key)).contains(another));
        QByteArray others = settings;
        others.replace("{7893", "{7894");
        QVERIFY(fault(*signPolicies(others, ofSettings, *m_key)).contains(QStringLiteral("other agent settings")));
    }

    void anotherStoresPolicyIsRefused()
    {
        const SigningKey other = SigningKey::create(m_folder->filePath(QStringLiteral("b.key"))).value();
        const QByteArray issued = *signPolicies(document(), issueOf(3, 7), other);
        const Result<PolicyIssue> verified = verifyPolicies(issued, m_key->publicKey());
        QVERIFY(!verified && verified.error().message().contains(QStringLiteral("another store")));
        // Also where it pretends.
        QByteArray pretending = issued;
        pretending.replace(other.publicKey().fingerprint().toLatin1(), m_key->publicKey().fingerprint().toLatin1());
        QVERIFY(!verifyPolicies(pretending, m_key->publicKey()));
    }

    void signingAgainReplacesTheSignature()
    {
        const QByteArray twice = *signPolicies(sign(document()), issueOf(4, 9), *m_key);
        QCOMPARE(twice.count("<Signature "), 2);
        QCOMPARE(*verifyPolicies(twice, m_key->publicKey()), issueOf(4, 9));
    }

    void theKeyIsItsOwnersAlone()
    {
        const QString path = m_folder->filePath(QStringLiteral("a.key"));
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const Result<SigningKey> loaded = SigningKey::load(path);
        QVERIFY(loaded);
        QCOMPARE(loaded->publicKey(), m_key->publicKey());
        QCOMPARE(loaded->sign("x"), m_key->sign("x"));
        QCOMPARE(SigningKey::create(path).error().code, ErrorCode::alreadyExists);
        QVERIFY(QFile::setPermissions(path, QFile::permissions(path) | QFile::ReadOther));
        QVERIFY(SigningKey::load(path).error().message().contains(QStringLiteral("others may read")));
        QCOMPARE(SigningKey::load(m_folder->filePath(QStringLiteral("none.key"))).error().code, ErrorCode::notFound);
    }

    void damagedKeysAreRefused()
    {
        for (const QByteArray &text : {QByteArray(), QByteArray("hello"), QByteArray("Seriatim signing key 1\nAAAA\n")}) {
            QFile file(m_folder->filePath(QStringLiteral("broken.key")));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
            file.close();
            QCOMPARE(SigningKey::load(file.fileName()).error().code, ErrorCode::invalidInput);
        }
        for (const char *text : {"", "ed25519:", "ed25519:AAAA", "rsa:6tudNPO1ocCXASHinVTe4bnwAJh+h7kahddhIeMKaLk="})
            QVERIFY(!PublicKey::parse(QString::fromLatin1(text)));
        QCOMPARE(*PublicKey::parse(m_key->publicKey().toText() + u'\n'), m_key->publicKey());
    }

private:
    QByteArray sign(const QByteArray &policies, qint64 number = 7) const { return *signPolicies(policies, issueOf(3, number), *m_key); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<SigningKey> m_key;
};

QTEST_GUILESS_MAIN(SigningTest)
#include "signing_test.moc"
