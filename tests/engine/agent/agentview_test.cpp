// What can be seen of an agent from outside its home: all of it, without its lock, and without a trace.
#include "engine/agent/agentview.h"

#include "engine/agent/agenthome.h"
#include "engine/agent/computerfacts.h"
#include "engine/policy/policyxml.h"
#include "engine/workspace/localagent.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace seriatim;

namespace {

// Every file below a folder with its contents and its time.
QMap<QString, QByteArray> fingerprint(const QString &folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator walk(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        const QByteArray time = QByteArray::number(walk.fileInfo().lastModified().toMSecsSinceEpoch());
        files[file.fileName()] = time + (file.open(QIODevice::ReadOnly) ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256) : QByteArray());
    }
    return files;
}

ClientPolicies policiesFor(const JournalSequence &record, const QStringList &programs)
{
    SynchPolicy synch(record.guid);
    synch.taskName = record.name;
    synch.revision = record.revision;
    std::vector<DeliveryPolicy> deliveries;
    for (size_t i = 0; i < record.items.size(); ++i) {
        synch.tasks.emplace_back(record.items[i].guid);
        Program program(ProgramId::mint(), programs.value(static_cast<qsizetype>(i)));
        program.commandLine = QStringLiteral("true");
        deliveries.emplace_back(record.items[i].guid, Package(PackageId::mint(), QStringLiteral("Tools")), program);
    }
    ClientPolicies policies(synch);
    policies.deliveries = std::move(deliveries);
    return policies;
}

} // namespace

class AgentViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("seriatim.agent=false")); }
    void init();
    void aRealRunIsReadWithNamesCodesAndReasons_B39();
    void theAgentThatWorksHereIsNamedAndNotDisturbed();
    void readingLeavesNoTrace_data();
    void readingLeavesNoTrace();
    void whatIsNoHomeIsRefused();
    void aDamagedMemoryIsNeverShownInPart_B20();
    void aNewHomeHasNoMemoryYet();
    void waitingEventsAreCountedFromTheOldest_B40();
    void theCachedPolicyOfTheSameItemsExplains();
    void aPolicyThatChangesIsReadAgain();
    void theStoreIsAskedOnceForWhatTheHomeHasNot();
    void whatHasNotBegunSaysWhatItWaitsFor();
    void aLogBelongsToTheRunThatIsShown();
    void anOlderBootIsTold_B19a();

private:
    [[nodiscard]] QString home() const { return m_folder->filePath(QStringLiteral("home")); }
    [[nodiscard]] HomeFiles files() const { return HomeFiles(home()); }
    void makeHome() { QVERIFY(AgentHome::open(home()).ok()); }
    static void write(const QString &path, const QByteArray &bytes);
    void write(const Journal &journal) const { write(files().journalFile(), writeJournal(journal)); }
    static Journal journalWith(int items);
    static Result<AgentView> look(const QString &folder) { return AgentViewReader(folder).read(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void AgentViewTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void AgentViewTest::write(const QString &path, const QByteArray &bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

Journal AgentViewTest::journalWith(int items)
{
    Journal journal;
    journal.computer = QStringLiteral("PC-1");
    JournalSequence &sequence = journal.sequences.emplace_back(TaskId::mint());
    sequence.name = QStringLiteral("Rollout");
    sequence.revision = 3;
    for (int i = 0; i < items; ++i)
        sequence.items.emplace_back(LineItemId::mint());
    sequence.state.items.resize(static_cast<size_t>(items));
    sequence.state.run = 1;
    return journal;
}

void AgentViewTest::aRealRunIsReadWithNamesCodesAndReasons_B39()
{
    Result<Workspace> workspace = Workspace::create(m_folder->filePath(QStringLiteral("a.store")));
    QVERIFY(workspace.ok());
    Package package(PackageId::mint(), QStringLiteral("Tools"));
    SequentialTask draft(TaskId::mint(), QStringLiteral("Rollout"));
    for (const QString &commandLine : {QStringLiteral("echo hello"), QStringLiteral("exit 3")}) {
        package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Step %1").arg(package.programs.size() + 1));
        package.programs.back().commandLine = commandLine;
        draft.items.emplace_back(LineItemId::mint(), package.programs.back().id);
    }
    QVERIFY(workspace->store().catalogue().save(std::vector{package}).ok());
    const auto saved = workspace->saveTask(draft, KeepFinished::no);
    QVERIFY(saved.ok());
    LocalAgentRequest request;
    request.home = home();
    request.computer = QStringLiteral("PC-1");
    const std::atomic<bool> stop = false;
    QVERIFY(runTaskNow(*workspace, request, saved->task, {}, stop).ok());

    AgentViewReader reader(home(), [&](TaskId task) -> Result<std::optional<QByteArray>> {
        const auto issued = workspace->store().policies().find(task);
        return issued && *issued ? std::optional((*issued)->document) : std::nullopt;
    });
    const Result<AgentView> view = reader.read();
    QVERIFY2(view.ok(), view ? "" : qPrintable(view.error().message()));
    QCOMPARE(view->computer, QStringLiteral("PC-1"));
    QVERIFY(view->agent.has_value());
    QCOMPARE(view->memory, AgentView::Memory::read);
    QVERIFY(!view->process);
    QCOMPARE(view->bootIsCurrent, std::optional(true));
    QCOMPARE(view->eventsWaiting, 0);
    QVERIFY(view->problems.isEmpty());
    QCOMPARE(view->sequences.size(), size_t(1));
    const AgentSequenceView &sequence = view->sequences.front();
    QCOMPARE(sequence.name, QStringLiteral("Rollout"));
    QCOMPARE(sequence.status, ComputerStatus::failed);
    QVERIFY(sequence.ended >= sequence.started && sequence.started > 0);
    QCOMPARE(sequence.items[0].program, QStringLiteral("Tools/Step 1"));
    QCOMPARE(sequence.items[0].state.status, ItemStatus::succeeded);
    QCOMPARE(sequence.items[1].state.returnCode, 3);
    QCOMPARE(sequence.items[1].explanation, QStringLiteral("Item 2 failed: it returned 3; success is 0."));
    const Result<LogEnd> log = readLogEnd(sequence.items[0].log.path);
    QVERIFY(log.ok());
    QCOMPARE(log->text, QStringLiteral("hello\n"));
    QVERIFY(log->isWhole);
}

void AgentViewTest::theAgentThatWorksHereIsNamedAndNotDisturbed()
{
    {
        const Result<AgentHome> working = AgentHome::open(home());
        QVERIFY(working.ok());
        QCOMPARE(look(home())->process, std::optional(qint64(::getpid())));
        QVERIFY(!AgentHome::open(home()).ok()); // it still has its home
    }
    QVERIFY(!look(home())->process);
    QVERIFY(AgentHome::open(home()).ok());
}

void AgentViewTest::readingLeavesNoTrace_data()
{
    QTest::addColumn<bool>("readOnly");
    QTest::newRow("a home that could be written") << false;
    QTest::newRow("a home for reading only") << true;
}

// EventQueue::open cuts off torn lines and keeps damaged ones aside; who only looks leaves that to the agent.
void AgentViewTest::readingLeavesNoTrace()
{
    QFETCH(bool, readOnly);
    makeHome();
    write(journalWith(2));
    auto queue = EventQueue::open(files().eventFolder());
    QVERIFY(queue.ok());
    QVERIFY((*queue)->append(StatusEvent(EventId::mint(), AgentId::mint(), TaskId::mint())).ok());
    QFile log(files().eventFolder() + QStringLiteral("/queue.jsonl"));
    QVERIFY(log.open(QIODevice::Append));
    log.write("0000000000000000 {\"event\":{}}\n0123456789abcdef {\"eve");
    log.close();
    const auto before = fingerprint(home());
    if (readOnly)
        QVERIFY(QFile::setPermissions(files().eventFolder(), QFile::ReadOwner | QFile::ExeOwner));
    AgentViewReader reader(home());
    const Result<AgentView> first = reader.read();
    const Result<AgentView> second = reader.read();
    QFile::setPermissions(files().eventFolder(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QVERIFY(first.ok() && second.ok());
    QCOMPARE(*first, *second);
    QCOMPARE(first->eventsWaiting, 1);
    QCOMPARE(fingerprint(home()), before);
}

void AgentViewTest::whatIsNoHomeIsRefused()
{
    const Result<AgentView> missing = look(home());
    QVERIFY(!missing.ok());
    QCOMPARE(missing.error().code, ErrorCode::notFound);
    const Result<AgentView> other = look(m_folder->path());
    QVERIFY(!other.ok());
    QCOMPARE(other.error().code, ErrorCode::invalidInput);
    QVERIFY(other.error().message().contains(QStringLiteral("agent.id")));
}

void AgentViewTest::aDamagedMemoryIsNeverShownInPart_B20()
{
    makeHome();
    QByteArray bytes = writeJournal(journalWith(2));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    write(files().journalFile(), bytes);
    write(files().journalFile() + QStringLiteral(".damaged-1"), "older");
    const Result<AgentView> view = look(home());
    QVERIFY(view.ok());
    QCOMPARE(view->memory, AgentView::Memory::unreadable);
    QVERIFY2(view->memoryProblem.contains(QStringLiteral("checksum")), qPrintable(view->memoryProblem));
    QVERIFY(view->sequences.empty());
    QCOMPARE(view->setAside, QStringList{files().journalFile() + QStringLiteral(".damaged-1")});
}

void AgentViewTest::aNewHomeHasNoMemoryYet()
{
    makeHome();
    const Result<AgentView> view = look(home());
    QVERIFY(view.ok());
    QCOMPARE(view->memory, AgentView::Memory::none);
    QCOMPARE(view->changed, 0);
    QVERIFY(view->problems.isEmpty() && view->setAside.isEmpty());
}

void AgentViewTest::waitingEventsAreCountedFromTheOldest_B40()
{
    makeHome();
    auto queue = EventQueue::open(files().eventFolder());
    QVERIFY(queue.ok());
    const TaskId task = TaskId::mint();
    std::vector<EventId> ids;
    for (const Instant time : {1000, 2000, 3000}) {
        StatusEvent event(EventId::mint(), AgentId::mint(), task);
        event.time = time;
        event.kind = time == 3000 ? StatusEvent::Kind::problem : StatusEvent::Kind::itemChanged;
        event.explanation = QStringLiteral("A policy was refused.");
        ids.push_back(event.id);
        QVERIFY((*queue)->append(event).ok());
    }
    AgentViewReader reader(home());
    QCOMPARE(reader.read()->eventsWaiting, 3);
    QVERIFY((*queue)->acknowledge({ids[0]}).ok());
    const Result<AgentView> view = reader.read();
    QCOMPARE(view->eventsWaiting, 2);
    QCOMPARE(view->oldestEvent, 2000);
    QCOMPARE(view->reported, (std::vector<AgentProblem>{{3000, QStringLiteral("A policy was refused.")}}));
}

void AgentViewTest::theCachedPolicyOfTheSameItemsExplains()
{
    makeHome();
    Journal journal = journalWith(2);
    JournalSequence &record = journal.sequences.front();
    write(files().policyFolder() + QStringLiteral("/b.xml"), writePolicies(policiesFor(record, {QStringLiteral("One"), QStringLiteral("Two")})));
    JournalSequence older = record;
    older.revision = 2;
    older.items.pop_back();
    write(files().policyFolder() + QStringLiteral("/a.xml"), writePolicies(policiesFor(older, {QStringLiteral("Old")})));
    record.state.items[1].status = ItemStatus::failed;
    record.items[1].problem = QStringLiteral("no such file");
    write(journal);
    const Result<AgentView> view = look(home());
    const std::vector<AgentItemView> &items = view->sequences.front().items;
    QVERIFY(view->sequences.front().policyAtHand);
    QCOMPARE(items[0].program, QStringLiteral("Tools/One"));
    QCOMPARE(items[1].explanation, QStringLiteral("Item 2 failed: it could not be started: no such file."));

    // With the older one alone nothing is guessed: it may mean something else by "item 2".
    QVERIFY(QFile::remove(files().policyFolder() + QStringLiteral("/b.xml")));
    const Result<AgentView> without = look(home());
    QVERIFY(!without->sequences.front().policyAtHand);
    QCOMPARE(without->sequences.front().items[0].program, QStringLiteral("Tools/Old")); // its GUID says so
    QVERIFY(without->sequences.front().items[1].program.isEmpty());
    QCOMPARE(without->sequences.front().items[1].explanation, QStringLiteral("no such file"));
}

void AgentViewTest::aPolicyThatChangesIsReadAgain()
{
    makeHome();
    const Journal journal = journalWith(1);
    write(journal);
    const QString path = files().policyFolder() + QStringLiteral("/a.xml");
    write(path, writePolicies(policiesFor(journal.sequences.front(), {QStringLiteral("One")})));
    AgentViewReader reader(home());
    QCOMPARE(reader.read()->sequences.front().items[0].program, QStringLiteral("Tools/One"));
    write(path, writePolicies(policiesFor(journal.sequences.front(), {QStringLiteral("Another")})));
    QCOMPARE(reader.read()->sequences.front().items[0].program, QStringLiteral("Tools/Another"));
    write(path, "<Policy");
    const Result<AgentView> broken = reader.read();
    QCOMPARE(broken->problems.size(), 1);
    QVERIFY(broken->problems.front().contains(QStringLiteral("a.xml")));
    QVERIFY(QFile::remove(path));
    QVERIFY(reader.read()->problems.isEmpty());
}

void AgentViewTest::theStoreIsAskedOnceForWhatTheHomeHasNot()
{
    makeHome();
    const Journal journal = journalWith(1);
    write(journal);
    int asked = 0;
    bool locked = true;
    AgentViewReader reader(home(), [&](TaskId) -> Result<std::optional<QByteArray>> {
        ++asked;
        if (locked)
            return Error{ErrorCode::busy, QStringLiteral("store"), QStringLiteral("is locked")};
        return std::optional(writePolicies(policiesFor(journal.sequences.front(), {QStringLiteral("One")})));
    });
    QVERIFY(!reader.read()->sequences.front().policyAtHand);
    locked = false;
    QVERIFY(reader.read()->sequences.front().policyAtHand);
    QVERIFY(reader.read()->sequences.front().policyAtHand);
    QCOMPARE(asked, 2);
}

void AgentViewTest::whatHasNotBegunSaysWhatItWaitsFor()
{
    makeHome();
    Journal journal = journalWith(1);
    JournalSequence &record = journal.sequences.front();
    record.state.run = 0;
    write(journal);
    QCOMPARE(look(home())->sequences.front().explanation, QStringLiteral("Waiting: it has not been started on this computer yet."));
    auto queue = EventQueue::open(files().eventFolder());
    QVERIFY(queue.ok());
    for (const auto kind : {StatusEvent::Kind::computerChanged, StatusEvent::Kind::problem}) {
        StatusEvent event(EventId::mint(), AgentId::mint(), record.guid);
        event.run = 0;
        event.kind = kind;
        event.waitReason = WaitReason::schedule;
        event.explanation = kind == StatusEvent::Kind::problem ? QStringLiteral("A policy was refused.") : QStringLiteral("Waiting for its schedule.");
        QVERIFY((*queue)->append(event).ok());
    }
    const Result<AgentView> view = look(home());
    QCOMPARE(view->sequences.front().status, ComputerStatus::waiting);
    QCOMPARE(view->sequences.front().waitReason, WaitReason::schedule);
    QCOMPARE(view->sequences.front().explanation, QStringLiteral("Waiting for its schedule."));
}

void AgentViewTest::aLogBelongsToTheRunThatIsShown()
{
    makeHome();
    Journal journal = journalWith(4);
    JournalSequence &record = journal.sequences.front();
    record.state.run = 2;
    record.state.items[0].attempts = 10;
    record.state.items[1].kept = true;
    record.state.items[2].attempts = 1; // its log is gone
    write(journal);
    const auto log = [&](int run, int place, int attempt) { return files().logFile(record.guid, run, place, attempt); };
    for (const auto &path : {log(1, 1, 1), log(2, 1, 9), log(2, 1, 10), log(1, 2, 1), log(1, 3, 1), log(1, 4, 1), log(3, 1, 1)})
        write(path, "x");
    const Result<AgentView> view = look(home());
    const std::vector<AgentItemView> &items = view->sequences.front().items;
    QCOMPARE(items[0].log, (AgentLog{log(2, 1, 10), 2, 10}));
    QCOMPARE(items[1].log, (AgentLog{log(1, 2, 1), 1, 1}));
    QCOMPARE(items[2].log, AgentLog{});
    QCOMPARE(items[3].log, AgentLog{});
}

void AgentViewTest::anOlderBootIsTold_B19a()
{
    Result<AgentHome> agent = AgentHome::open(home());
    QVERIFY(agent.ok());
    Journal journal = journalWith(1);
    journal.sequences.front().state.boot = agent->boot();
    write(journal);
    QCOMPARE(look(home())->bootIsCurrent, std::optional(true));
    QVERIFY(agent->simulateRestart().ok());
    QCOMPARE(look(home())->bootIsCurrent, std::optional(false));
    journal.sequences.front().state.run = 0;
    write(journal);
    QVERIFY(!look(home())->bootIsCurrent);
}

QTEST_GUILESS_MAIN(AgentViewTest)
#include "agentview_test.moc"
