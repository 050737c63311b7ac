// The real agent with real programs and granted portal requests: each runs once, whatever happens in between (B19, B36),
// and its end reaches the requester (B37).
#include "engine/agent/agent.h"
#include "engine/agent/grantfile.h"
#include "engine/policy/policybuilder.h"
#include "engine/policy/policyxml.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

namespace {

const QString computerName = QStringLiteral("PC-1");

// A server that says what the test wants it to say.
class Source final : public PolicySource
{
public:
    Result<FetchedPolicies> fetch(const QString &) override
    {
        changed = false;
        return away ? Result<FetchedPolicies>(Error{ErrorCode::io, QStringLiteral("server"), QStringLiteral("is away")}) : policies;
    }
    bool mayHaveChanged() override
    {
        if (onAsked)
            onAsked(*this);
        return changed;
    }

    FetchedPolicies policies;
    bool away = false;
    bool changed = false;
    std::function<void(Source &)> onAsked; // between line items
};

class Sink final : public EventSink
{
public:
    Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &received) override
    {
        if (away)
            return Error{ErrorCode::io, QStringLiteral("server"), QStringLiteral("is away")};
        std::vector<EventId> ids;
        for (const StatusEvent &event : received) {
            ids.push_back(event.id);
            if (std::ranges::find(events, event.id, &StatusEvent::id) == events.end()) // applied once (B40)
                events.push_back(event);
        }
        return ids;
    }
    bool takeForgotten() override { return std::exchange(forgotten, false); }

    [[nodiscard]] QStringList kinds(TaskId task) const
    {
        QStringList kinds;
        for (const StatusEvent &event : events) {
            if (event.task == task)
                kinds += QString::number(static_cast<int>(event.kind));
        }
        return kinds;
    }
    [[nodiscard]] std::vector<StatusEvent> of(StatusEvent::Kind kind) const
    {
        std::vector<StatusEvent> found;
        std::ranges::copy_if(events, std::back_inserter(found), [&](const StatusEvent &event) { return event.kind == kind; });
        return found;
    }

    std::vector<StatusEvent> events;
    bool away = false;
    bool forgotten = false;
};

} // namespace

class PortalRunsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("seriatim.*=false")); }
    void init();
    void aGrantRunsOnceWhateverTheSchedule_B36();
    void withoutAGrantItDoesNotRunHere_B36();
    void anotherRequestRunsAgain_B36();
    void onlyTheEndIsReportedWhereTheTaskSaysSo_B37();
    void bothAreReportedWhereTheTaskSaysSo_B37();
    void aRunThatThePolicyWantsTooIsReported_B37();
    void whatWasKeptIsToldOnceThePolicyApplies_B37();
    void aStoreThatHasForgottenIsNotToldWhatIsKept_B37();
    void aGrantInTheMiddleOfARunIsAnsweredByItsEnd_B36();
    void aFailedRunIsReportedAsSuch_B37();
    void aCrashNeitherLosesNorRepeatsIt_B19();
    void aCrashBeforeTheEndWasReported_B37();
    void aDamagedJournalRepeatsNothing_B20();
    void runsWithoutTheServer_B36();
    void aDamagedGrantFileStartsNothing();
    void aGrantThatIsTakenBackStopsBeforeTheNextItem_B26();
    void aNewerOrderAnswersTheRequest_B26a();
    void aRunByHandAnswersItToo_B27();
    void aRunForARequestNeedsOne();
    void grantsComeBackAsTheyWere();

private:
    QString home() const { return m_folder->filePath(QStringLiteral("home")); }
    QString ran() const
    {
        QFile file(home() + QStringLiteral("/ran"));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).simplified() : QString();
    }
    // Steps of a task: each adds its name to `ran`, and does what else it is told.
    SequentialTask makeTask(const QString &name, const QStringList &lines)
    {
        Package package(PackageId::mint(), name);
        SequentialTask task(TaskId::mint(), name);
        task.revision = 1;
        task.portal.emplace();
        for (const QString &line : lines) {
            Program program(ProgramId::mint(), QStringLiteral("step %1").arg(package.programs.size() + 1));
            program.commandLine = QStringLiteral("echo %1.%2 >> \"$SERIATIM_HOME/ran\"; %3").arg(name).arg(package.programs.size() + 1).arg(line);
            task.items.emplace_back(LineItemId::mint(), program.id);
            package.programs.push_back(program);
        }
        m_packages.push_back(package);
        return task;
    }
    QByteArray documentOf(const SequentialTask &task) const { return writePolicies(policiesOf(task, ProgramIndex(m_packages)).value()); }
    static PortalGrant grant(const SequentialTask &task, RequestId request = RequestId::mint())
    {
        PortalGrant grant(request, task.id);
        grant.user = QStringLiteral("alice");
        return grant;
    }
    // The task is on this computer only because of the grant.
    void give(const SequentialTask &task, const PortalGrant &granted)
    {
        m_source.policies.documents = {documentOf(task)};
        m_source.policies.grants = {granted};
        m_source.policies.onlyByRequest = {task.id};
    }
    AgentEnd runAgentOnce(std::optional<ManualRun> manual = {})
    {
        AgentHome agentHome = AgentHome::open(home()).value();
        AgentOptions options;
        options.once = true;
        options.allowUnsigned = true;
        const std::atomic<bool> stop = false;
        m_end = runAgent({agentHome, Computer(ComputerId::mint(), computerName), m_source, m_sink, m_runner, m_clock, stop, {}}, options, manual);
        return m_end ? *m_end : AgentEnd{};
    }
    QString journalFile() const { return HomeFiles(home()).journalFile(); }
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot be written");
    }
    // Puts a copy that a program made of the home in its place: as the disk was when the power failed.
    void powerFailed(const QString &copy)
    {
        QVERIFY(QDir(home()).removeRecursively());
        QVERIFY(QDir().rename(copy, home()));
    }
    QString copiesHome(const QString &to) const { return QStringLiteral("[ -e \"%1\" ] || cp -a \"$SERIATIM_HOME\" \"%1\"").arg(to); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<Package> m_packages;
    Source m_source;
    Sink m_sink;
    SystemProgramRunner m_runner;
    SystemClock m_clock;
    Result<AgentEnd> m_end{AgentEnd{}};
};

void PortalRunsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_packages.clear();
    m_source = Source();
    m_sink = Sink();
}

void PortalRunsTest::aGrantRunsOnceWhateverTheSchedule_B36()
{
    SequentialTask task = makeTask(QStringLiteral("A"), {QString(), QString()});
    task.schedule.triggers.clear(); // its schedule never brings it
    const PortalGrant granted = grant(task);
    give(task, granted);
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1 A.2"));
    runAgentOnce(); // the server may not have heard of the end yet
    QCOMPARE(ran(), QStringLiteral("A.1 A.2"));
    const auto ended = m_sink.of(StatusEvent::Kind::requestEnded);
    QCOMPARE(ended.size(), size_t(1));
    QCOMPARE(*ended.front().request, granted.request);
    QCOMPARE(ended.front().computerStatus, ComputerStatus::succeeded);
    QCOMPARE(ended.front().explanation, QStringLiteral("Succeeded: no line item failed."));
    QCOMPARE(m_sink.of(StatusEvent::Kind::requestStarted).size(), size_t(1));
}

void PortalRunsTest::withoutAGrantItDoesNotRunHere_B36()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString()}); // as soon as possible, but not on this computer
    give(task, grant(task));
    m_source.policies.grants.clear();
    runAgentOnce();
    QCOMPARE(ran(), QString());
    QVERIFY(m_sink.events.empty());
    m_source.policies.onlyByRequest.clear(); // now it applies
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1"));
}

void PortalRunsTest::anotherRequestRunsAgain_B36()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString()});
    const PortalGrant first = grant(task);
    give(task, first);
    runAgentOnce();
    const PortalGrant second = grant(task);
    m_source.policies.grants = {first, second}; // the server is slow to hear of the first one's end
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1 A.1"));
    QCOMPARE(m_sink.of(StatusEvent::Kind::requestEnded).size(), size_t(2));
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1 A.1"));
}

void PortalRunsTest::onlyTheEndIsReportedWhereTheTaskSaysSo_B37()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString(), QStringLiteral("exit 3")});
    give(task, grant(task));
    QVERIFY(runAgentOnce().anyFailed);
    QCOMPARE(m_sink.kinds(task.id), (QStringList{QStringLiteral("5"), QStringLiteral("6")})); // requestStarted, requestEnded
}

void PortalRunsTest::bothAreReportedWhereTheTaskSaysSo_B37()
{
    SequentialTask task = makeTask(QStringLiteral("A"), {QString()});
    task.portal->reportFinalStatusToServer = true;
    give(task, grant(task));
    runAgentOnce();
    QCOMPARE(m_sink.of(StatusEvent::Kind::runStarted).size(), size_t(1));
    QCOMPARE(m_sink.of(StatusEvent::Kind::runEnded).size(), size_t(1));
    QCOMPARE(m_sink.of(StatusEvent::Kind::requestEnded).size(), size_t(1));
}

void PortalRunsTest::aRunThatThePolicyWantsTooIsReported_B37() // it is the once-only run of this computer (B23)
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString()});
    give(task, grant(task));
    m_source.policies.onlyByRequest.clear();
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1")); // one run for both
    QCOMPARE(m_sink.of(StatusEvent::Kind::runEnded).size(), size_t(1));
    QCOMPARE(m_sink.of(StatusEvent::Kind::requestEnded).size(), size_t(1));
}

void PortalRunsTest::whatWasKeptIsToldOnceThePolicyApplies_B37()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString(), QString()});
    give(task, grant(task));
    runAgentOnce();
    QVERIFY(m_sink.of(StatusEvent::Kind::runEnded).empty());
    m_source.policies.grants.clear();
    m_source.policies.onlyByRequest.clear();
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1 A.2")); // it has run
    QCOMPARE(m_sink.of(StatusEvent::Kind::runStarted).size(), size_t(1));
    QCOMPARE(m_sink.of(StatusEvent::Kind::itemChanged).size(), size_t(2));
    QCOMPARE(m_sink.of(StatusEvent::Kind::runEnded).size(), size_t(1));
    QCOMPARE(m_sink.of(StatusEvent::Kind::requestEnded).size(), size_t(1));
    const size_t events = m_sink.events.size();
    runAgentOnce();
    QCOMPARE(m_sink.events.size(), events);
}

void PortalRunsTest::aStoreThatHasForgottenIsNotToldWhatIsKept_B37()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString()});
    give(task, grant(task));
    runAgentOnce();
    m_sink.events.clear();
    m_sink.forgotten = true; // an older copy was put in its place
    runAgentOnce();
    QCOMPARE(m_sink.kinds(task.id), (QStringList{QStringLiteral("5"), QStringLiteral("6")}));
}

void PortalRunsTest::aGrantInTheMiddleOfARunIsAnsweredByItsEnd_B36()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString(), QString(), QString()});
    m_source.policies.documents = {documentOf(task)}; // by policy
    const PortalGrant granted = grant(task);
    m_source.onAsked = [&](Source &source) {
        if (!ran().isEmpty() && source.policies.grants.empty()) {
            source.policies.grants = {granted};
            source.changed = true;
        }
    };
    runAgentOnce();
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1 A.2 A.3"));
    QCOMPARE(m_sink.of(StatusEvent::Kind::runEnded).size(), size_t(1)); // a run by policy is always reported
    const auto ended = m_sink.of(StatusEvent::Kind::requestEnded);
    QCOMPARE(ended.size(), size_t(1));
    QCOMPARE(*ended.front().request, granted.request);
}

void PortalRunsTest::aFailedRunIsReportedAsSuch_B37()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QStringLiteral("exit 9")});
    give(task, grant(task));
    runAgentOnce();
    const auto ended = m_sink.of(StatusEvent::Kind::requestEnded);
    QCOMPARE(ended.front().computerStatus, ComputerStatus::failed);
    QCOMPARE(ended.front().explanation, QStringLiteral("Failed: 1 of 1 line items failed."));
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1")); // asked for once, tried once
}

void PortalRunsTest::aCrashNeitherLosesNorRepeatsIt_B19()
{
    const QString copy = m_folder->filePath(QStringLiteral("copy"));
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString(), copiesHome(copy), QString()});
    const PortalGrant granted = grant(task);
    give(task, granted);
    m_sink.away = true;
    runAgentOnce();
    powerFailed(copy); // in the middle of the second step
    m_sink.away = false;
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1 A.2 A.2 A.3")); // the second anew (B19), nothing else
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1 A.2 A.2 A.3"));
    QCOMPARE(m_sink.kinds(task.id), (QStringList{QStringLiteral("5"), QStringLiteral("6")})); // still for the requester alone
    QCOMPARE(*m_sink.of(StatusEvent::Kind::requestEnded).front().request, granted.request);
}

void PortalRunsTest::aCrashBeforeTheEndWasReported_B37()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString()});
    give(task, grant(task));
    runAgentOnce();
    const StatusEvent before = m_sink.of(StatusEvent::Kind::requestEnded).front();
    m_sink.events.clear();
    QVERIFY(QDir(HomeFiles(home()).eventFolder()).removeRecursively()); // the journal has the end, nothing else has
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1"));
    const auto again = m_sink.of(StatusEvent::Kind::requestEnded);
    QCOMPARE(again.size(), size_t(1));
    QCOMPARE(again.front().id, before.id); // the same event, which a store that has it passes over (B40)

    m_sink.events.clear();
    QVERIFY(QDir(HomeFiles(home()).eventFolder()).removeRecursively());
    m_source.policies = {}; // and the grant was taken back meanwhile
    runAgentOnce();
    QCOMPARE(m_sink.of(StatusEvent::Kind::requestEnded).size(), size_t(1));
}

void PortalRunsTest::aDamagedJournalRepeatsNothing_B20()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString()});
    give(task, grant(task));
    runAgentOnce();
    write(journalFile(), "<Synchronization");
    runAgentOnce(); // the grant is still delivered
    QCOMPARE(ran(), QStringLiteral("A.1"));
    QCOMPARE(m_sink.of(StatusEvent::Kind::requestEnded).size(), size_t(1));

    // In the middle of a run: what was done is not done again, and the rest is for the requester alone.
    const QString copy = m_folder->filePath(QStringLiteral("copy"));
    const SequentialTask other = makeTask(QStringLiteral("B"), {QString(), copiesHome(copy), QString()});
    give(other, grant(other));
    runAgentOnce();
    powerFailed(copy);
    write(journalFile(), "<Synchronization");
    m_sink.events.clear();
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1 B.1 B.2 B.2 B.3"));
    QVERIFY(m_sink.of(StatusEvent::Kind::runEnded).empty());
    QCOMPARE(m_sink.of(StatusEvent::Kind::requestEnded).size(), size_t(1));
}

void PortalRunsTest::runsWithoutTheServer_B36()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString()});
    const QString copy = m_folder->filePath(QStringLiteral("copy"));
    SequentialTask urgent = makeTask(QStringLiteral("B"), {copiesHome(copy)}); // by policy, and before the other
    urgent.priority = TaskPriority::high;
    give(task, grant(task));
    m_source.policies.documents.push_back(documentOf(urgent));
    runAgentOnce();
    powerFailed(copy); // what was granted is known, and has not been begun
    m_source.away = true;
    runAgentOnce();
    QVERIFY2(ran().endsWith(QStringLiteral("A.1")), qPrintable(ran()));
    QCOMPARE(ran().count(QStringLiteral("A.1")), 1);
    QVERIFY(m_sink.of(StatusEvent::Kind::runEnded).size() == 1); // of the one by policy
    QCOMPARE(m_sink.of(StatusEvent::Kind::requestEnded).size(), size_t(1));
}

void PortalRunsTest::aDamagedGrantFileStartsNothing()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString()});
    give(task, grant(task));
    m_source.policies.grants.clear();
    runAgentOnce();
    write(HomeFiles(home()).grantFile(), "{\"version\":1,\"grants\":[{}]}");
    m_source.away = true;
    runAgentOnce();
    QCOMPARE(ran(), QString()); // not even by its schedule, which is not this computer's
    m_source.away = false;
    m_source.policies.grants = {grant(task)};
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1"));
}

void PortalRunsTest::aGrantThatIsTakenBackStopsBeforeTheNextItem_B26()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString(), QString()});
    give(task, grant(task));
    m_source.onAsked = [&](Source &source) {
        if (!ran().isEmpty() && !source.policies.documents.empty()) {
            source.policies = {};
            source.changed = true;
        }
    };
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1"));
    const auto ended = m_sink.of(StatusEvent::Kind::requestEnded);
    QCOMPARE(ended.size(), size_t(1));
    QCOMPARE(ended.front().computerStatus, ComputerStatus::withdrawn);
}

void PortalRunsTest::aNewerOrderAnswersTheRequest_B26a()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString(), QString()});
    SequentialTask renewed = makeTask(QStringLiteral("B"), {QString()});
    renewed.name = task.name; // the same task with another order (B5)
    const PortalGrant granted = grant(task);
    give(task, granted);
    m_source.onAsked = [&](Source &source) {
        if (ran() == QStringLiteral("A.1") && source.policies.grants.front().task == task.id) {
            give(renewed, grant(renewed, granted.request));
            source.changed = true;
        }
    };
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1 B.1"));
    const auto ended = m_sink.of(StatusEvent::Kind::requestEnded);
    QCOMPARE(ended.size(), size_t(1));
    QCOMPARE(*ended.front().request, granted.request);
    QCOMPARE(ended.front().task, renewed.id);
    QCOMPARE(ended.front().computerStatus, ComputerStatus::succeeded);
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1 B.1"));
}

void PortalRunsTest::aRunByHandAnswersItToo_B27()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString()});
    give(task, grant(task));
    runAgentOnce(ManualRun{task.id, std::nullopt});
    QCOMPARE(ran(), QStringLiteral("A.1"));
    QCOMPARE(m_sink.of(StatusEvent::Kind::runEnded).size(), size_t(1)); // by hand, so it is reported
    QCOMPARE(m_sink.of(StatusEvent::Kind::requestEnded).size(), size_t(1));
    runAgentOnce();
    QCOMPARE(ran(), QStringLiteral("A.1"));
}

void PortalRunsTest::aRunForARequestNeedsOne()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString()});
    give(task, grant(task));
    m_source.policies.grants.clear();
    ManualRun manual{task.id, std::nullopt};
    manual.byRequest = true;
    runAgentOnce(manual);
    QVERIFY(!m_end);
    QCOMPARE(m_end.error().code, ErrorCode::refused);
    m_source.policies.grants = {grant(task)};
    runAgentOnce(manual);
    QVERIFY(m_end);
    QCOMPARE(ran(), QStringLiteral("A.1"));
    QCOMPARE(m_sink.kinds(task.id), (QStringList{QStringLiteral("5"), QStringLiteral("6")}));
}

void PortalRunsTest::grantsComeBackAsTheyWere()
{
    const SequentialTask task = makeTask(QStringLiteral("A"), {QString()});
    KeptGrants kept;
    kept.grants = {grant(task), grant(task)};
    kept.grants.front().user = QStringLiteral("CORP\\älice \"the\" boss");
    kept.grants.front().approved = 1'767'600'000'123;
    kept.onlyByRequest = {task.id, TaskId::mint()};
    const auto read = readGrants(writeGrants(kept), QStringLiteral("grants.json"));
    QVERIFY(read);
    QVERIFY(*read == kept);
    QVERIFY(!readGrants("", QStringLiteral("grants.json")));
    QVERIFY(!readGrants("{\"version\":2}", QStringLiteral("grants.json")));
    QVERIFY(!readGrants("{\"version\":1,\"onlyByRequest\":[\"x\"]}", QStringLiteral("grants.json")));
}

QTEST_GUILESS_MAIN(PortalRunsTest)
#include "portalruns_test.moc"
