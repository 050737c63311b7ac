// The client policy of agent settings, both ways (B28, B29).
#include "engine/policy/settingspolicy.h"

#include "engine/policy/policyxml.h"
#include "tests/support/richvalues.h"

#include <QTest>

using namespace seriatim;

namespace {

Result<AgentSettings> readBack(const QByteArray &document)
{
    const Result<PolicyDocument> read = readPolicies(document, QStringLiteral("a.xml"));
    if (!read)
        return read.error();
    if (read->agentSettings.size() != 1 || !read->sequences.empty() || !read->notUnderstood.isEmpty())
        return Error{ErrorCode::invalidInput, {}, QStringLiteral("not one agent settings alone")};
    return read->agentSettings.front();
}

QByteArray policyWith(const QByteArray &clientPolicy)
{
    return "<Policy guid=\"{78939175-0C4A-4A55-A164-60DC888BDDC2}\" name=\"Agent Settings : Night shift\" version=\"1\">" + clientPolicy + "</Policy>";
}

} // namespace

class SettingsPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldGoesBothWays_B28()
    {
        for (quint32 seed = 0; seed < 200; ++seed) {
            test::RichValues rich(seed);
            AgentSettings settings(rich.id<AgentSettingsId>(), rich.name(QStringLiteral("Settings")));
            settings.priority = rich.number(-1000, 1000);
            settings.refreshIntervalMinutes = rich.number(1, 44640);
            settings.options = rich.options();
            for (MaintenanceWindow &window : settings.options.maintenanceWindows)
                window.daysOfTheWeek = rich.number(1, 127);
            const QByteArray written = writeSettingsPolicy(settings);
            const Result<AgentSettings> read = readBack(written);
            QVERIFY2(read, read ? "" : qPrintable(read.error().message()));
            QVERIFY2(*read == settings, written.constData());
            QCOMPARE(writeSettingsPolicy(*read), written);
        }
    }

    void isWrittenAsDocumented()
    {
        AgentSettings settings(*AgentSettingsId::parse(u"{78939175-0C4A-4A55-A164-60DC888BDDC2}"), QStringLiteral("Night shift"));
        settings.priority = 5;
        settings.refreshIntervalMinutes = 15;
        settings.options.verboseStatusEvents = true;
        settings.options.maintenanceWindows = {{127, QTime(22, 0), 480}};
        const QByteArray written = writeSettingsPolicy(settings);
        for (const char *part : {"<Policy guid=\"{78939175-0C4A-4A55-A164-60DC888BDDC2}\" name=\"Agent Settings : Night shift\"",
                                 "<ClientPolicy agentClsid=\"Seriatim.AgentSettings\" priority=\"5\" refreshInterval=\"15\">",
                                 "<VerboseStatusEvents>true</VerboseStatusEvents>", "<MaintenanceWindow start=\"22:00:00\" duration=\"480\""})
            QVERIFY2(written.contains(part), part);
    }

    void whatIsLeftOutHasItsDefault()
    {
        const Result<AgentSettings> read = readBack(policyWith("<ClientPolicy agentclsid=\"seriatim.agentsettings\"/>"));
        QVERIFY2(read, read ? "" : qPrintable(read.error().message()));
        QCOMPARE(read->name, QStringLiteral("Night shift"));
        QCOMPARE(read->priority, 0);
        QCOMPARE(read->refreshIntervalMinutes, 60);
        QVERIFY(read->options == DeliveryOptions{});
        QVERIFY(read->appliesTo.empty());
    }

    void standsBesideSequences()
    {
        const QByteArray both = "<ClientPolicies><Policy guid=\"{28193450-BE96-46F7-954B-5EA2762A28F1}\" name=\"x\"><ClientPolicy agentClsid=\"Altiris.Synch\"/></Policy>"
                                + policyWith("<ClientPolicy agentClsid=\"Seriatim.AgentSettings\" priority=\"3\"/>") + "</ClientPolicies>";
        const Result<PolicyDocument> read = readPolicies(both, QStringLiteral("a.xml"));
        QVERIFY(read);
        QCOMPARE(read->sequences.size(), size_t(1));
        QCOMPARE(read->agentSettings.size(), size_t(1));
        QCOMPARE(read->agentSettings.front().priority, 3);
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("clientPolicy");
        QTest::addColumn<QString>("named");
        QTest::newRow("both ways off") << QByteArray("<Options><RunFromServer>off</RunFromServer><DownloadAndRun>off</DownloadAndRun></Options>") << QStringLiteral("both off");
        QTest::newRow("a window without a start") << QByteArray("<Options><MaintenanceWindow duration=\"5\"/></Options>") << QStringLiteral("maintenance window");
        QTest::newRow("warned for years") << QByteArray("<Options><WarnMinutes>100000</WarnMinutes></Options>") << QStringLiteral("WarnMinutes");
        QTest::newRow("a word for a number") << QByteArray("<Priority>urgent</Priority>") << QStringLiteral("priority");
        QTest::newRow("fetched never") << QByteArray("<RefreshInterval>0</RefreshInterval>") << QStringLiteral("refreshInterval");
        QTest::newRow("fetched once a year") << QByteArray("<RefreshInterval>500000</RefreshInterval>") << QStringLiteral("RefreshInterval");
    }
    void nonsenseIsRefused()
    {
        QFETCH(const QByteArray, clientPolicy);
        QFETCH(const QString, named);
        const Result<AgentSettings> read = readBack(policyWith("<ClientPolicy agentClsid=\"Seriatim.AgentSettings\">" + clientPolicy + "</ClientPolicy>"));
        QVERIFY(!read);
        QVERIFY2(read.error().message().startsWith(QStringLiteral("a.xml:1:")), qPrintable(read.error().message()));
        QVERIFY2(read.error().message().contains(named, Qt::CaseInsensitive), qPrintable(read.error().message()));
    }

    void aGuidComesOnce()
    {
        const QByteArray one = policyWith("<ClientPolicy agentClsid=\"Seriatim.AgentSettings\"/>");
        QVERIFY(!readPolicies("<ClientPolicies>" + one + one + "</ClientPolicies>", QStringLiteral("a.xml")));
    }
};

QTEST_GUILESS_MAIN(SettingsPolicyTest)
#include "settingspolicy_test.moc"
