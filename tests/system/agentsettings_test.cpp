// Agent settings from a policy file to the work of an agent (B28), by the real programs.
#include "tests/support/binaries.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sqlite3.h>

using namespace seriatim::test;

namespace {

constexpr int patience = 60'000;

// Verbose status events are what is seen of them here: with a condition every item has one detail.
QByteArray settingsPolicy(bool verbose, const QByteArray &more = {}, const QByteArray &name = "Pilot settings")
{
    return "<Policy guid=\"{11111111-2222-4333-8444-555555555555}\" name=\"Agent Settings : " + name + "\" version=\"1.0.0.0\">"
           "<ClientPolicy agentClsid=\"Seriatim.AgentSettings\" priority=\"5\" refreshInterval=\"15\"><Options>"
           "<VerboseStatusEvents>" + (verbose ? "true" : "false") + "</VerboseStatusEvents>" + more + "</Options></ClientPolicy></Policy>";
}

Step step(const QString &name, const QString &commandLine = {})
{
    return {name, commandLine.isEmpty() ? note(name) : commandLine, {}, QStringLiteral("<AppliesWhen><FolderExists path=\"/\" /></AppliesWhen>")};
}

// What the store has issued, changed behind its back.
void plantSettings(const QString &store, const QByteArray &document)
{
    sqlite3 *database = nullptr;
    QCOMPARE(sqlite3_open(store.toUtf8().constData(), &database), SQLITE_OK);
    const QByteArray update = "UPDATE issued_settings SET document = '" + qCompress(document).toBase64() + '\'';
    QCOMPARE(sqlite3_exec(database, update.constData(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
}

} // namespace

class AgentSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_sandbox = std::make_unique<Sandbox>(); }
    void theAgentGoesByThem_B28();
    void changesCountFromTheNextItemOn_B26a();
    void holdWithoutTheStore_B28();
    void alteredOnesAreRefused();
    void replayedOnesAreRefused();
    void aRunByHandGoesByThem_B27();
    void areShownAndPrinted();
    void goRoundThroughAPolicyFile();
    void eventsNeedAComputer();
    void downloadsAreDetails_B28();

private:
    // The rollout, and settings for its computers that the policy then says more of.
    void load(const QList<Step> &steps, bool verbose)
    {
        const Outcome imported = m_sandbox->import(definitionOf({steps}));
        QVERIFY2(imported.exitCode == 0, told(imported));
        const QByteArray settings = "<Seriatim version=\"1\"><AgentSettings guid=\"{11111111-2222-4333-8444-555555555555}\" name=\"Pilot settings\">"
                                    "<AppliesTo collection=\"Pilot\" /></AgentSettings></Seriatim>";
        const Outcome made = m_sandbox->import(settings);
        QVERIFY2(made.exitCode == 0, told(made));
        set(verbose);
    }
    void set(bool verbose)
    {
        const Outcome imported = m_sandbox->import(settingsPolicy(verbose));
        QVERIFY2(imported.exitCode == 0, told(imported));
    }
    QByteArray policy() const { return ctl({QStringLiteral("agent-settings"), QStringLiteral("policy"), QStringLiteral("Pilot settings")}).out; }
    Outcome ctl(const QStringList &arguments) const { return m_sandbox->ctl(arguments); }
    QByteArray ran() const { return m_sandbox->lines(QStringLiteral("agent home/ran")).join(','); }
    QString problem() const { return m_sandbox->status()[u"problem"].toString(); }
    // The items that details were reported of.
    QString details() const
    {
        const QJsonArray events = ctl({QStringLiteral("status"), QStringLiteral("Rollout"), QStringLiteral("--computer"), QString::fromLatin1(Sandbox::computer),
                                       QStringLiteral("--events"), QStringLiteral("--json")}).json()[u"events"].toArray();
        QStringList places;
        for (const QJsonValue &event : events) {
            if (event[u"kind"].toString() == u"detail")
                places.append(QString::number(event[u"item"].toInt()));
        }
        return places.join(u',');
    }

    std::unique_ptr<Sandbox> m_sandbox;
};

void AgentSettingsTest::theAgentGoesByThem_B28()
{
    load({step(QStringLiteral("one")), step(QStringLiteral("two"))}, true);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(details(), QStringLiteral("1,2"));
    // Not for computers of other collections.
    m_sandbox = std::make_unique<Sandbox>();
    load({step(QStringLiteral("one"))}, true);
    QCOMPARE(m_sandbox->import("<Seriatim version=\"1\"><Collection name=\"Others\" /><AgentSettings guid=\"{11111111-2222-4333-8444-555555555555}\" name=\"Pilot settings\">"
                               "<AppliesTo collection=\"Others\" /><Options><VerboseStatusEvents>true</VerboseStatusEvents></Options></AgentSettings></Seriatim>").exitCode, 0);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded"));
    QCOMPARE(details(), QString());
}

void AgentSettingsTest::changesCountFromTheNextItemOn_B26a()
{
    const QString file = m_sandbox->write(QStringLiteral("settings.xml"), settingsPolicy(true));
    const QString change = QStringLiteral("\"%1\" --store \"%2\" import \"%3\" && ").arg(seriatimctl(), m_sandbox->store(), file) + note(QStringLiteral("one"));
    load({step(QStringLiteral("one"), change), step(QStringLiteral("two"))}, false);
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(ran(), QByteArray("one,two"));
    QCOMPARE(details(), QStringLiteral("2"));
    QCOMPARE(m_sandbox->status()[u"run"].toInt(), 1);
}

void AgentSettingsTest::holdWithoutTheStore_B28() // an agent that starts while it is away
{
    load({step(QStringLiteral("one"), QStringLiteral("echo one >> \"$SERIATIM_HOME/ran\"; kill -TERM $PPID")), step(QStringLiteral("two"))}, true);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
    QVERIFY(QFile::rename(m_sandbox->store(), m_sandbox->path(QStringLiteral("away"))));
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent({});
    QTRY_COMPARE_WITH_TIMEOUT(ran(), QByteArray("one,two"), patience);
    QVERIFY(QFile::rename(m_sandbox->path(QStringLiteral("away")), m_sandbox->store()));
    agent->terminate();
    QCOMPARE(finish(*agent).exitCode, 0);
    QCOMPARE(details(), QStringLiteral("1,2"));
}

void AgentSettingsTest::alteredOnesAreRefused() // and support staff see it
{
    load({step(QStringLiteral("one"))}, false);
    QByteArray document = policy();
    QVERIFY(document.contains("refreshInterval=\"15\""));
    document.replace("refreshInterval=\"15\"", "refreshInterval=\"16\"");
    plantSettings(m_sandbox->store(), document);
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QVERIFY2(done.error().contains(QStringLiteral("settings were refused")) && done.error().contains(QStringLiteral("altered")), told(done));
    QVERIFY2(problem().contains(QStringLiteral("altered")), qPrintable(problem()));
    QCOMPARE(ran(), QByteArray("one")); // the work is done all the same
}

void AgentSettingsTest::replayedOnesAreRefused()
{
    load({step(QStringLiteral("one"), QStringLiteral("echo one >> \"$SERIATIM_HOME/ran\"; kill -TERM $PPID")), step(QStringLiteral("two"))}, true);
    const QByteArray old = policy();
    set(false);
    QVERIFY(policy() != old);
    QCOMPARE(m_sandbox->agent().exitCode, 0); // it has seen the new ones
    plantSettings(m_sandbox->store(), old);
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.error().contains(QStringLiteral("older")), told(done));
    QCOMPARE(ran(), QByteArray("one,two"));
    QCOMPARE(details(), QString()); // the new ones are still in force
}

void AgentSettingsTest::aRunByHandGoesByThem_B27()
{
    load({step(QStringLiteral("one"))}, true);
    const Outcome done = ctl({QStringLiteral("task"), QStringLiteral("run"), QStringLiteral("Rollout"), QStringLiteral("--computer"),
                              QString::fromLatin1(Sandbox::computer), QStringLiteral("--home"), m_sandbox->home()});
    QVERIFY2(done.exitCode == 0, told(done));
    QCOMPARE(details(), QStringLiteral("1"));
}

void AgentSettingsTest::areShownAndPrinted()
{
    load({step(QStringLiteral("one"))}, true);
    QCOMPARE(m_sandbox->import("<Seriatim version=\"1\"><AgentSettings name=\"Everybody\" priority=\"-3\" /></Seriatim>").exitCode, 0);
    const QJsonArray all = ctl({QStringLiteral("agent-settings"), QStringLiteral("list"), QStringLiteral("--json")}).json()[u"agentSettings"].toArray();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[0][u"name"].toString(), QStringLiteral("Pilot settings")); // the one that counts first
    QCOMPARE(all[1][u"priority"].toInt(), -3);
    const QJsonArray own = ctl({QStringLiteral("agent-settings"), QStringLiteral("list"), QStringLiteral("--json"), QStringLiteral("--computer"),
                                QString::fromLatin1(Sandbox::computer)}).json()[u"agentSettings"].toArray();
    QCOMPARE(own.size(), 1);
    QCOMPARE(own[0][u"name"].toString(), QStringLiteral("Pilot settings"));

    const QJsonObject shown = ctl({QStringLiteral("agent-settings"), QStringLiteral("show"), QStringLiteral("pilot SETTINGS"), QStringLiteral("--json")}).json();
    QCOMPARE(shown[u"refreshInterval"].toInt(), 15);
    QCOMPARE(shown[u"appliesTo"].toArray(), QJsonArray{QStringLiteral("Pilot")});
    QVERIFY(shown[u"options"][u"verboseStatusEvents"].toBool());
    const Outcome words = ctl({QStringLiteral("agent-settings"), QStringLiteral("show"), QStringLiteral("Pilot settings")});
    QVERIFY2(words.out.contains("verboseStatusEvents: yes"), told(words));

    QVERIFY(policy().contains("<Signature algorithm=\"Ed25519\""));
    QVERIFY(policy().contains(" agentSettings=\"{11111111-2222-4333-8444-555555555555}\""));
    QCOMPARE(refusalFault(ctl({QStringLiteral("agent-settings"), QStringLiteral("show"), QStringLiteral("Nowhere")}), 1, {QStringLiteral("'Nowhere'")}), QByteArray());
    QCOMPARE(refusalFault(ctl({QStringLiteral("agent-settings"), QStringLiteral("list"), QStringLiteral("--computer"), QStringLiteral("PC-77")}), 1, {QStringLiteral("PC-77")}), QByteArray());
    QCOMPARE(ctl({QStringLiteral("store"), QStringLiteral("issue"), QStringLiteral("--json")}).json()[u"agentSettings"].toInt(), 2);
}

void AgentSettingsTest::goRoundThroughAPolicyFile()
{
    const QByteArray full = settingsPolicy(true, "<RunFromServer>256</RunFromServer><DownloadAndRun>off</DownloadAndRun><DownloadAsSoonAsPossible>true</DownloadAsSoonAsPossible>"
                                                 "<Multicast>true</Multicast><NotifyWhenAvailable>true</NotifyWhenAvailable><WarnBeforeRunning>true</WarnBeforeRunning>"
                                                 "<WarnMinutes>9</WarnMinutes><DeferrableUpTo>77</DeferrableUpTo><RestartFirst>true</RestartFirst>"
                                                 "<MaintenanceWindow start=\"22:30:00\" duration=\"90\" daysOfTheWeek=\"62\" />");
    const Outcome first = m_sandbox->import(full);
    QVERIFY2(first.exitCode == 0 && first.out.contains("added"), told(first));
    const QByteArray printed = policy();
    const Sandbox other;
    QCOMPARE(other.import(printed).exitCode, 0);
    QCOMPARE(other.contents(), m_sandbox->contents());
    const Outcome again = m_sandbox->import(printed);
    QVERIFY2(again.exitCode == 0 && again.out.contains("unchanged  agent settings 'Pilot settings'"), told(again));
    const QJsonObject options = ctl({QStringLiteral("agent-settings"), QStringLiteral("show"), QStringLiteral("Pilot settings"), QStringLiteral("--json")}).json()[u"options"].toObject();
    QCOMPARE(options[u"runFromServer"].toInt(), 256);
    QCOMPARE(options[u"downloadAndRun"].toString(), QStringLiteral("off"));
    QCOMPARE(options[u"deferrableUpTo"].toInt(), 77);
    QCOMPARE(options[u"maintenanceWindows"][0][u"daysOfTheWeek"].toInt(), 62);
}

void AgentSettingsTest::eventsNeedAComputer()
{
    load({step(QStringLiteral("one"))}, false);
    QCOMPARE(refusalFault(ctl({QStringLiteral("status"), QStringLiteral("Rollout"), QStringLiteral("--events")}), 2, {QStringLiteral("--computer")}), QByteArray());
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    const Outcome words = ctl({QStringLiteral("status"), QStringLiteral("Rollout"), QStringLiteral("--computer"), QString::fromLatin1(Sandbox::computer), QStringLiteral("--events")});
    QVERIFY2(words.out.contains("run 1 started") && words.out.contains("Item 1 succeeded"), told(words));
}

void AgentSettingsTest::downloadsAreDetails_B28()
{
    QVERIFY(QDir().mkpath(m_sandbox->path(QStringLiteral("source"))));
    m_sandbox->write(QStringLiteral("source/data"), "12345");
    const QString options = QStringLiteral("<Options><VerboseStatusEvents>true</VerboseStatusEvents></Options>");
    const QString source = QStringLiteral("<Source type=\"local\" location=\"%1\" />").arg(m_sandbox->path(QStringLiteral("source")));
    const QStringList arguments{QStringLiteral("status"), QStringLiteral("Rollout"), QStringLiteral("--computer"), QString::fromLatin1(Sandbox::computer), QStringLiteral("--events")};
    QCOMPARE(m_sandbox->import(definitionOf({{{QStringLiteral("one"), note(QStringLiteral("one"))}}, source, options})).exitCode, 0);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    const Outcome shown = ctl(arguments);
    QVERIFY2(shown.out.contains("the download of 1 files, 5 bytes, from '" + m_sandbox->path(QStringLiteral("source")).toUtf8() + "' has begun"), told(shown));
    QVERIFY2(shown.out.contains("5 bytes from") && shown.out.contains("have come in"), told(shown));
    QCOMPARE(details(), QStringLiteral("1,1"));
    // A package that reports no status events keeps quiet about it, and about the start.
    m_sandbox = std::make_unique<Sandbox>();
    QVERIFY(QDir().mkpath(m_sandbox->path(QStringLiteral("source"))));
    const QString quiet = QStringLiteral("<StatusEventsEnabled>false</StatusEventsEnabled><Source type=\"local\" location=\"%1\" />").arg(m_sandbox->path(QStringLiteral("source")));
    QCOMPARE(m_sandbox->import(definitionOf({{{QStringLiteral("one"), note(QStringLiteral("one"))}}, quiet, options})).exitCode, 0);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(details(), QString());
    const QByteArray events = ctl(arguments).out;
    QVERIFY2(events.contains("Item 1 succeeded") && !events.contains("Item 1 running"), events.constData());
}

QTEST_GUILESS_MAIN(AgentSettingsTest)
#include "agentsettings_test.moc"
