// A recorded run beside what computers then reported: the first differing step of each.
#include "engine/simulation/fleet.h"
#include "engine/workspace/simulating.h"
#include "engine/workspace/statuscomparison.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

RecordedItem simulated(ItemStatus status, std::optional<ReturnCode> code = {}, int attempts = 1)
{
    return {status, code, attempts, attempts, false};
}

LineItemStatus real(ItemStatus status, std::optional<ReturnCode> code = {}, int attempts = 1)
{
    LineItemStatus item(LineItemId::mint());
    item.status = status;
    item.returnCode = code;
    item.attempts = attempts;
    return item;
}

struct Case {
    RecordedOutcome outcome{ComputerStatus::succeeded, 0, 1, {}};
    ComputerTaskStatus status;
    std::vector<PairedItem> items = pairPlaces(2, 2);

    Case(ComputerStatus simulatedStatus, std::vector<RecordedItem> simulatedItems, ComputerStatus realStatus, std::vector<LineItemStatus> realItems)
    {
        outcome.status = simulatedStatus;
        outcome.items = std::move(simulatedItems);
        status.status = realStatus;
        status.items = std::move(realItems);
        items[0].program = text("P/a");
        items[1].program = text("P/b");
    }
    Case() = default;
};

constexpr auto ok = ItemStatus::succeeded;
constexpr auto failed = ItemStatus::failed;

} // namespace

Q_DECLARE_METATYPE(Case)
Q_DECLARE_METATYPE(Agreement)

class StatusComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheFirstDifferingStep_data();
    void findsTheFirstDifferingStep();
    void countsAlikeDifferencesTogether();
    void everyKindHasItsOwnWords();
    void init();
    void laysARunBesideItsReports();
    void realAndSimulatedStayApart();
    void laterOrdersAreMatchedByLineItem();
    void ofTheOrderThatWasSimulatedWhereThatWasReported();
    void madeUpComputersAreInNeither();
    void withoutTheTaskNothingTellsWhatIsWhat();

private:
    struct Report {
        ItemStatus status = ok;
        std::optional<ReturnCode> code = 0;
    };

    void save()
    {
        const Result<SaveOutcome> saved = m_workspace->saveTask(m_task, KeepFinished::no);
        QVERIFY2(saved.ok(), saved.ok() ? "" : qPrintable(saved.error().message()));
        m_task = saved->task;
    }
    SimulationRun record(const char *rows = "", std::optional<int> endpoints = {})
    {
        SimulationRequest request;
        request.task = m_task.name;
        request.scenario = readScenario(QByteArray("<Scenario>") + rows + "</Scenario>", text("test.xml")).value();
        if (endpoints)
            request.scenario.endpoints = *endpoints;
        request.record = true;
        const Result<SimulationResult> result = simulateTask(*m_workspace, request);
        return m_workspace->store().simulations().load(*result->recorded).value();
    }
    void report(const QString &computer, ComputerStatus status, const std::vector<Report> &items)
    {
        std::vector<StatusEvent> events;
        const AgentId agent = AgentId::fromName(QUuid(text("{2a7d6d0e-6d64-4f0c-9a3c-1f2c63e0a001}")), computer.toUtf8());
        for (size_t i = 0; i <= items.size(); ++i) {
            StatusEvent event(EventId::mint(), agent, m_task.id);
            event.number = ++m_number;
            event.computer = computer;
            event.taskRevision = m_task.revision;
            event.computerStatus = ComputerStatus::running;
            if (i < items.size()) {
                event.item = m_task.items[i].id;
                event.place = static_cast<int>(i) + 1;
                event.itemStatus = items[i].status;
                event.returnCode = items[i].code;
                event.attempts = event.executions = items[i].status == ItemStatus::skipped ? 0 : 1;
            } else {
                event.kind = status == ComputerStatus::running ? StatusEvent::Kind::computerChanged : StatusEvent::Kind::runEnded;
                event.computerStatus = status;
            }
            events.push_back(event);
        }
        QVERIFY(m_workspace->store().statuses().apply(events, 1).ok());
    }
    static const ComparedComputer *find(const StatusComparison &comparison, const char *name)
    {
        for (const ComparedComputer &computer : comparison.computers) {
            if (computer.name == text(name))
                return &computer;
        }
        return nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    SequentialTask m_task;
    Collection m_collection{CollectionId::mint(), text("All")};
    qint64 m_number = 0;
};

void StatusComparisonTest::findsTheFirstDifferingStep_data()
{
    QTest::addColumn<Case>("both");
    QTest::addColumn<Agreement>("agreement");
    QTest::addColumn<int>("item");
    QTest::addColumn<QString>("said");
    const auto succeededBoth = [](std::vector<RecordedItem> first, std::vector<LineItemStatus> second) {
        return Case(ComputerStatus::succeeded, std::move(first), ComputerStatus::succeeded, std::move(second));
    };
    const std::vector<RecordedItem> allWell{simulated(ok, 0), simulated(ok, 0)};
    QTest::newRow("as simulated") << succeededBoth(allWell, {real(ok, 0), real(ok, 0)}) << Agreement::same << -1 << text("It went as simulated.");
    QTest::newRow("fails at the second") << Case(ComputerStatus::succeeded, allWell, ComputerStatus::failed, {real(ok, 0), real(failed, 1603)}) << Agreement::result << 1
                                         << text("Item 2, P/b: simulated succeeded (0), really failed (1603).");
    QTest::newRow("fails at the first, so skips the second") << Case(ComputerStatus::succeeded, allWell, ComputerStatus::failed, {real(failed, 5), real(ItemStatus::skipped, {}, 0)})
                                                            << Agreement::result << 0 << text("Item 1, P/a: simulated succeeded (0), really failed (5).");
    QTest::newRow("timed out") << Case(ComputerStatus::succeeded, allWell, ComputerStatus::failed, {real(ItemStatus::timedOut), real(ok, 0)}) << Agreement::result << 0
                               << text("Item 1, P/a: simulated succeeded (0), really timed out.");
    QTest::newRow("another code that succeeds too") << succeededBoth(allWell, {real(ok, 0), real(ok, 3010)}) << Agreement::returnCode << 1
                                                    << text("Item 2, P/b: simulated succeeded (0), really succeeded (3010).");
    QTest::newRow("a retry") << succeededBoth(allWell, {real(ok, 0, 2), real(ok, 0)}) << Agreement::attempts << 0
                             << text("Item 1, P/a: succeeded (0), simulated after 1 attempt, really after 2 attempts.");
    QTest::newRow("a result counts before earlier attempts") << Case(ComputerStatus::succeeded, allWell, ComputerStatus::failed, {real(ok, 0, 2), real(failed, 1)}) << Agreement::result << 1
                                                             << text("Item 2, P/b: simulated succeeded (0), really failed (1).");
    Case restarts = succeededBoth(allWell, {real(ok, 0), real(ok, 0)});
    restarts.status.restarts = 1;
    QTest::newRow("a restart more") << restarts << Agreement::restarts << -1 << text("Every line item went as simulated; simulated with 0 restarts, really with 1 restart.");
    QTest::newRow("not ended") << Case(ComputerStatus::succeeded, allWell, ComputerStatus::running, {real(failed, 5), real(ItemStatus::notStarted)}) << Agreement::notYet << -1
                               << text("It has not really ended yet (running); simulated succeeded.");
    QTest::newRow("waiting") << Case(ComputerStatus::failed, allWell, ComputerStatus::waiting, {}) << Agreement::notYet << -1
                             << text("It has not really ended yet (waiting); simulated failed.");
    QTest::newRow("restart pending") << Case(ComputerStatus::failed, allWell, ComputerStatus::restartPending, {}) << Agreement::notYet << -1 << QString();
    QTest::newRow("withdrawn") << Case(ComputerStatus::succeeded, allWell, ComputerStatus::withdrawn, {real(ok, 0), real(ItemStatus::interrupted)}) << Agreement::withdrawn << -1
                               << text("The task was withdrawn before it had really ended; simulated succeeded.");
    QTest::newRow("received against expectation") << Case(ComputerStatus::notReceived, {}, ComputerStatus::succeeded, {real(ok, 0), real(ok, 0)}) << Agreement::result << 0
                                                  << text("Item 1, P/a: simulated not started, really succeeded (0).");
    QTest::newRow("not applicable has no code") << succeededBoth({simulated(ItemStatus::notApplicable), simulated(ok, 0)}, {real(ItemStatus::notApplicable, 0), real(ok, 0)})
                                                << Agreement::same << -1 << QString();
    Case moved(ComputerStatus::succeeded, allWell, ComputerStatus::failed, {real(failed, 5), real(ok, 0)});
    moved.items = {{1, 2, text("P/a")}, {2, 1, text("P/b")}};
    QTest::newRow("in another order") << moved << Agreement::result << 1 << text("Item 2 (really 1), P/b: simulated succeeded (0), really failed (5).");
    Case withdrawnItem(ComputerStatus::succeeded, allWell, ComputerStatus::succeeded, {real(ok, 0)});
    withdrawnItem.items = {{1, 1, text("P/a")}, {2, 0, text("P/b")}};
    QTest::newRow("an item is gone") << withdrawnItem << Agreement::same << -1 << QString();
    Case newItemFails(ComputerStatus::succeeded, {simulated(ok, 0)}, ComputerStatus::failed, {real(ok, 0), real(failed, 5)});
    newItemFails.items = {{1, 1, text("P/a")}, {0, 2, text("P/b")}};
    QTest::newRow("a new item fails") << newItemFails << Agreement::result << -1
                                      << text("Simulated succeeded, really failed, with the same result of every line item that both have.");
}

void StatusComparisonTest::findsTheFirstDifferingStep()
{
    QFETCH(Case, both);
    QFETCH(Agreement, agreement);
    QFETCH(int, item);
    QFETCH(QString, said);
    const ComparedComputer computer = compareComputer(text("PC"), both.outcome, both.status, both.items);
    QCOMPARE(computer.agreement, agreement);
    QCOMPARE(computer.item, item);
    if (!said.isEmpty())
        QCOMPARE(sentence(computer, both.items), said);
}

void StatusComparisonTest::countsAlikeDifferencesTogether()
{
    ComparedComputer failsAtTwo;
    failsAtTwo.agreement = Agreement::result;
    failsAtTwo.item = 1;
    failsAtTwo.simulatedStep = {ok, 0, 1};
    failsAtTwo.realStep = {failed, 1603, 1};
    ComparedComputer afterRetries = failsAtTwo;
    afterRetries.realStep.attempts = 4;
    ComparedComputer otherCode = failsAtTwo;
    otherCode.realStep.returnCode = 5;
    ComparedComputer notYet;
    notYet.agreement = Agreement::notYet;
    const std::vector<StepDifference> steps = differencesByStep({otherCode, failsAtTwo, notYet, afterRetries});
    QCOMPARE(steps.size(), size_t(2));
    QCOMPARE(steps[0], (StepDifference{1, Agreement::result, {ok, 0, 0}, {failed, 1603, 0}, 2}));
    QCOMPARE(steps[1].computers, 1);
}

void StatusComparisonTest::everyKindHasItsOwnWords()
{
    QSet<QString> words, texts;
    for (int i = 0; i <= static_cast<int>(Agreement::onlyReal); ++i) {
        words.insert(toWord(static_cast<Agreement>(i)));
        texts.insert(toText(static_cast<Agreement>(i)));
    }
    QCOMPARE(words.size(), 9);
    QCOMPARE(texts.size(), 9);
}

// Two programs for PC-1 to PC-4; the second needs the first.
void StatusComparisonTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    Result<Workspace> created = Workspace::create(m_folder->filePath(text("the.store")));
    QVERIFY(created.ok());
    m_workspace = std::make_unique<Workspace>(std::move(created).value());
    std::vector<Computer> computers;
    m_collection.members.clear();
    for (int i = 1; i <= 4; ++i) {
        computers.emplace_back(ComputerId::mint(), text("PC-%1").arg(i));
        m_collection.members.push_back(computers.back().id);
    }
    Package package(PackageId::mint(), text("P"));
    for (const char *name : {"a", "b"})
        package.programs.emplace_back(ProgramId::mint(), text(name));
    QVERIFY(m_workspace->store().catalogue().save(std::vector{package}).ok());
    QVERIFY(m_workspace->store().catalogue().save(computers).ok());
    QVERIFY(m_workspace->store().catalogue().save(std::vector{m_collection}).ok());
    m_task = SequentialTask(TaskId::mint(), text("Rollout"));
    for (const Program &program : package.programs)
        m_task.items.emplace_back(LineItemId::mint(), program.id);
    m_task.items[1].dependencies.push_back({m_task.items[0].id, std::nullopt});
    m_task.appliesTo = {m_collection.id};
    save();
}

void StatusComparisonTest::laysARunBesideItsReports()
{
    const SimulationRun run = record("<Outcome computer='PC-3' item='1' returnCode='7' />");
    report(text("pc-1"), ComputerStatus::succeeded, {{}, {}});
    report(text("PC-2"), ComputerStatus::failed, {{}, {failed, 1603}});
    report(text("PC-3"), ComputerStatus::running, {{}});
    report(text("PC-X"), ComputerStatus::succeeded, {{}, {}}); // outside the task's collections by now
    const Result<StatusComparison> comparison = compareWithStatus(*m_workspace, run);
    QVERIFY(comparison.ok());
    QVERIFY(comparison->sameOrder);
    QCOMPARE(comparison->realRevision, m_task.revision);
    QCOMPARE(comparison->simulatedComputers, 4);
    QCOMPARE(comparison->realComputers, 4);
    QCOMPARE(comparison->differences(), 1);
    QCOMPARE(comparison->counts, (std::map<Agreement, int>{{Agreement::same, 1}, {Agreement::result, 1}, {Agreement::notYet, 2}, {Agreement::onlyReal, 1}}));
    QStringList names;
    for (const ComparedComputer &computer : comparison->computers)
        names.append(computer.name);
    QCOMPARE(names, (QStringList{text("PC-2"), text("PC-3"), text("PC-4"), text("PC-X")})); // the same ones are only counted
    QCOMPARE(find(*comparison, "PC-2")->item, 1);
    QCOMPARE(sentence(*find(*comparison, "PC-2"), comparison->items), text("Item 2, P/b: simulated succeeded (0), really failed (1603)."));
    QCOMPARE(find(*comparison, "PC-3")->simulated, ComputerStatus::failed);
    QCOMPARE(find(*comparison, "PC-4")->agreement, Agreement::notYet); // it has not even begun
    QCOMPARE(comparison->steps.size(), size_t(1));
    QCOMPARE(comparison->simulatedSucceededAfter.size(), size_t(3));
    QCOMPARE(comparison->realSucceededAfter.size(), size_t(2));
}

void StatusComparisonTest::realAndSimulatedStayApart() // B41
{
    const SimulationRun run = record();
    QVERIFY(m_workspace->store().statuses().statuses(m_task.id)->empty());
    report(text("PC-1"), ComputerStatus::succeeded, {{}, {}});
    const auto before = m_workspace->store().statuses().statuses(m_task.id);
    QVERIFY(compareWithStatus(*m_workspace, run).ok());
    QCOMPARE(*m_workspace->store().statuses().statuses(m_task.id), *before);
    QCOMPARE(m_workspace->store().simulations().list()->size(), size_t(1));
}

void StatusComparisonTest::laterOrdersAreMatchedByLineItem()
{
    const SimulationRun run = record();
    m_task.items[1].dependencies.clear();
    std::swap(m_task.items[0], m_task.items[1]);
    save();
    report(text("PC-1"), ComputerStatus::failed, {{failed, 5}, {}}); // b, then a
    const Result<StatusComparison> comparison = compareWithStatus(*m_workspace, run);
    QVERIFY(comparison.ok());
    QVERIFY(!comparison->sameOrder);
    QCOMPARE(comparison->realTask, m_task.id);
    QCOMPARE(sentence(*find(*comparison, "PC-1"), comparison->items), text("Item 2 (really 1), P/b: simulated succeeded (0), really failed (5)."));
}

void StatusComparisonTest::ofTheOrderThatWasSimulatedWhereThatWasReported()
{
    const SimulationRun run = record();
    report(text("PC-1"), ComputerStatus::succeeded, {{}, {}});
    m_task.items[1].dependencies.clear();
    std::swap(m_task.items[0], m_task.items[1]);
    save();
    report(text("PC-1"), ComputerStatus::failed, {{failed, 5}, {}});
    const Result<StatusComparison> comparison = compareWithStatus(*m_workspace, run);
    QVERIFY(comparison.ok());
    QVERIFY(comparison->sameOrder);
    QCOMPARE(comparison->count(Agreement::same), 1);
    QCOMPARE(comparison->differences(), 0);
}

void StatusComparisonTest::madeUpComputersAreInNeither()
{
    const SimulationRun run = record("", 5);
    report(text("PC-1"), ComputerStatus::succeeded, {{}, {}});
    const Result<StatusComparison> comparison = compareWithStatus(*m_workspace, run);
    QVERIFY(comparison.ok());
    QCOMPARE(comparison->count(Agreement::onlySimulated), 5);
    QCOMPARE(comparison->count(Agreement::onlyReal), 1);
    QCOMPARE(comparison->computers.front().name, text("PC-1"));
    QCOMPARE(comparison->computers.back().name, Fleet::endpointName(4));
}

void StatusComparisonTest::withoutTheTaskNothingTellsWhatIsWhat()
{
    const SimulationRun run = record();
    QVERIFY(m_workspace->store().tasks().remove(m_task.id, text("me"), 1).ok());
    const Result<StatusComparison> comparison = compareWithStatus(*m_workspace, run);
    QCOMPARE(comparison.error().code, ErrorCode::notFound);
    QVERIFY(comparison.error().subject.contains(text("Rollout")));
}

QTEST_GUILESS_MAIN(StatusComparisonTest)
#include "statuscomparison_test.moc"
