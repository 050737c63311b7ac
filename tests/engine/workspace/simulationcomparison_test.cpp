// Two recorded runs beside each other: orders, retries and fleets that differ.
#include "engine/simulation/fleet.h"
#include "engine/workspace/recordedruns.h"
#include "engine/workspace/simulating.h"
#include "engine/workspace/simulationcomparison.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

RecordedItem item(ItemStatus status, std::optional<ReturnCode> code = {}, int attempts = 1, int executions = 1)
{
    return {status, code, attempts, executions, false};
}

const RecordedItem good = item(ItemStatus::succeeded, 0);
const RecordedItem bad = item(ItemStatus::failed, 1603);
const RecordedItem skipped = item(ItemStatus::skipped, {}, 0, 0);

RecordedOutcome outcome(ComputerStatus status, std::vector<RecordedItem> items, int restarts = 0)
{
    return {status, restarts, 1, std::move(items)};
}

std::vector<RecordedPlacement> madeUp(const std::vector<int> &outcomes)
{
    std::vector<RecordedPlacement> computers;
    for (const int index : outcomes)
        computers.push_back({static_cast<int>(computers.size()), {}, index, qint64(computers.size() + 1) * 60});
    return computers;
}

std::vector<RecordedPlacement> named(const QStringList &names)
{
    std::vector<RecordedPlacement> computers;
    for (const QString &name : names)
        computers.push_back({static_cast<int>(computers.size()), name, 0, 1});
    return computers;
}

RunComparison compare(std::vector<RecordedOutcome> outcomes, const std::vector<RecordedPlacement> &first, const std::vector<RecordedPlacement> &second)
{
    FleetComparer comparer(outcomes, outcomes, pairPlaces(1, 1));
    comparer.addFirst(first);
    comparer.addSecond(second);
    return comparer.finish();
}

} // namespace

Q_DECLARE_METATYPE(RecordedOutcome)
Q_DECLARE_METATYPE(Fared)
Q_DECLARE_METATYPE(std::vector<PairedItem>)

class SimulationComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysHowAComputerFared_data();
    void saysHowAComputerFared();
    void pairsMadeUpComputersByNumber();
    void pairsNamedComputersWhereverTheyStand();
    void madeUpAndNamedComputersAreNeverTheSame();
    void sumsUpBothRuns();
    void namesAFewExamplesOnly();
    void anotherOrderIsMatchedByLineItem();
    void keptIdentitiesAreFollowed();
    void addedAndWithdrawnItemsStandAlone();
    void retriesShowInExecutionsAndStatuses();
    void fleetsOfDifferentSize();
    void aRemovedTaskIsMatchedByPlace();
    void cancelledIsSaid();
    void largeFleetsComeInPortions();

private:
    SimulationRun record(const char *rows, int endpoints = 10)
    {
        const QByteArray document = QByteArray("<Scenario>") + rows + "</Scenario>";
        Result<Scenario> scenario = readScenario(document, text("test.xml"));
        SimulationRequest request;
        request.task = m_task.name;
        request.scenario = scenario.value();
        request.scenario.endpoints = endpoints;
        request.record = true;
        const Result<SimulationResult> result = simulateTask(*m_workspace, request);
        return m_workspace->store().simulations().load(*result->recorded).value();
    }
    void save(KeepFinished keep = KeepFinished::no)
    {
        const Result<SaveOutcome> saved = m_workspace->saveTask(m_task, keep);
        QVERIFY2(saved.ok(), saved.ok() ? "" : qPrintable(saved.error().message()));
        m_task = saved->task;
    }
    static std::vector<std::pair<int, int>> places(const RunComparison &comparison)
    {
        std::vector<std::pair<int, int>> places;
        for (const PairedItem &item : comparison.items)
            places.emplace_back(item.first, item.second);
        return places;
    }
    static int count(const RunComparison &comparison, Fared fared)
    {
        const auto found = comparison.fared.find(fared);
        return found == comparison.fared.end() ? 0 : found->second.computers;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    Package m_package{PackageId::mint(), text("Suite")};
    SequentialTask m_task;
};

// Three programs in order; the second and third need the first.
void SimulationComparisonTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    Result<Workspace> created = Workspace::create(m_folder->filePath(text("the.store")));
    QVERIFY(created.ok());
    m_workspace = std::make_unique<Workspace>(std::move(created).value());
    m_package = Package(PackageId::mint(), text("Suite"));
    for (const char *name : {"Core", "Patch", "Tools", "More"}) {
        m_package.programs.emplace_back(ProgramId::mint(), text(name));
        m_package.programs.back().codes.retry = {1618};
    }
    QVERIFY(m_workspace->store().catalogue().save(std::vector{m_package}).ok());
    m_task = SequentialTask(TaskId::mint(), text("Rollout"));
    for (size_t i = 0; i < 3; ++i)
        m_task.items.emplace_back(LineItemId::mint(), m_package.programs[i].id);
    save();
}

void SimulationComparisonTest::saysHowAComputerFared_data()
{
    QTest::addColumn<RecordedOutcome>("first");
    QTest::addColumn<RecordedOutcome>("second");
    QTest::addColumn<std::vector<PairedItem>>("items");
    QTest::addColumn<Fared>("expected");
    const std::vector<PairedItem> two = pairPlaces(2, 2);
    const std::vector<PairedItem> swapped{{1, 2, {}}, {2, 1, {}}};
    const auto fails = [](std::vector<RecordedItem> items) { return outcome(ComputerStatus::failed, std::move(items)); };
    const RecordedOutcome allGood = outcome(ComputerStatus::succeeded, {good, good});
    QTest::newRow("the same") << allGood << allGood << two << Fared::same;
    QTest::newRow("no longer succeeds") << allGood << fails({good, bad}) << two << Fared::worse;
    QTest::newRow("succeeds now") << fails({bad, skipped}) << allGood << two << Fared::better;
    QTest::newRow("gets further") << fails({bad, skipped}) << fails({good, bad}) << two << Fared::better;
    QTest::newRow("does not get so far") << fails({good, bad}) << fails({bad, skipped}) << two << Fared::worse;
    QTest::newRow("fails with another code") << fails({bad, skipped}) << fails({item(ItemStatus::failed, 5), skipped}) << two << Fared::differently;
    QTest::newRow("needs a retry") << allGood << outcome(ComputerStatus::succeeded, {good, item(ItemStatus::succeeded, 0, 2, 2)}) << two << Fared::differently;
    QTest::newRow("restarts") << allGood << outcome(ComputerStatus::succeeded, {good, good}, 1) << two << Fared::differently;
    QTest::newRow("not applicable is as good") << fails({item(ItemStatus::notApplicable), bad}) << fails({good, bad}) << two << Fared::differently;
    QTest::newRow("the other way round, same items") << fails({good, bad}) << fails({bad, good}) << swapped << Fared::same;
    QTest::newRow("without an item that was withdrawn") << fails({good, bad}) << fails({good}) << std::vector<PairedItem>{{1, 1, {}}, {2, 0, {}}} << Fared::same;
    QTest::newRow("nothing received") << RecordedOutcome() << fails({bad, skipped}) << two << Fared::differently;
    QTest::newRow("nothing received before success") << RecordedOutcome() << allGood << two << Fared::better;
}

void SimulationComparisonTest::saysHowAComputerFared()
{
    QFETCH(RecordedOutcome, first);
    QFETCH(RecordedOutcome, second);
    QFETCH(std::vector<PairedItem>, items);
    QFETCH(Fared, expected);
    QCOMPARE(fared(first, second, items), expected);
}

void SimulationComparisonTest::pairsMadeUpComputersByNumber()
{
    const std::vector outcomes{outcome(ComputerStatus::succeeded, {good}), outcome(ComputerStatus::failed, {bad})};
    const RunComparison comparison = compare(outcomes, madeUp({0, 0, 1, 1}), madeUp({0, 1, 0, 1, 0}));
    QCOMPARE(comparison.both, 4);
    QCOMPARE(comparison.onlyFirst, 0);
    QCOMPARE(comparison.onlySecond, 1);
    QCOMPARE(count(comparison, Fared::same), 2);
    QCOMPARE(comparison.fared.at(Fared::better), (FaredCount{1, {text("SIM-000003")}}));
    QCOMPARE(comparison.fared.at(Fared::worse), (FaredCount{1, {text("SIM-000002")}}));
    const std::vector<ComputerTransition> transitions{{ComputerStatus::succeeded, ComputerStatus::failed, 1, {text("SIM-000002")}},
                                                      {ComputerStatus::failed, ComputerStatus::succeeded, 1, {text("SIM-000003")}}};
    QCOMPARE(comparison.transitions, transitions);
    QCOMPARE(comparison.itemTransitions.size(), size_t(1));
    QCOMPARE(comparison.itemTransitions[0].size(), size_t(2));
    QCOMPARE(comparison.itemTransitions[0].at({ItemStatus::failed, ItemStatus::succeeded}), 1);
}

void SimulationComparisonTest::pairsNamedComputersWhereverTheyStand()
{
    const std::vector outcomes{outcome(ComputerStatus::succeeded, {good})};
    FleetComparer comparer(outcomes, outcomes, pairPlaces(1, 1));
    comparer.addFirst(named({text("A"), text("b")}));
    comparer.addSecond(named({text("C"), text("a")}));
    comparer.addFirst(named({text("c"), text("d")}));
    comparer.addSecond(named({text("x")}));
    const RunComparison comparison = comparer.finish();
    QCOMPARE(comparison.both, 2);
    QCOMPARE(comparison.onlyFirst, 2);
    QCOMPARE(comparison.onlySecond, 1);
    QCOMPARE(comparison.first.computers, 4);
}

void SimulationComparisonTest::madeUpAndNamedComputersAreNeverTheSame()
{
    const std::vector outcomes{outcome(ComputerStatus::succeeded, {good})};
    const RunComparison comparison = compare(outcomes, madeUp({0}), named({Fleet::endpointName(0)}));
    QCOMPARE(comparison.both, 0);
    QCOMPARE(comparison.onlyFirst, 1);
    QCOMPARE(comparison.onlySecond, 1);
}

void SimulationComparisonTest::sumsUpBothRuns()
{
    const std::vector outcomes{outcome(ComputerStatus::succeeded, {item(ItemStatus::succeeded, 0, 3, 3)}, 2), outcome(ComputerStatus::failed, {bad}, 1)};
    const RecordedFigures figures = compare(outcomes, madeUp({0, 1, 0}), {}).first;
    QCOMPARE(figures.computers, 3);
    QCOMPARE(figures.count(ComputerStatus::succeeded), 2);
    QCOMPARE(figures.count(ComputerStatus::failed), 1);
    QCOMPARE(figures.count(ComputerStatus::waiting), 0);
    QCOMPARE(figures.restarts, 5);
    QCOMPARE(figures.executions, 7);
    QCOMPARE(figures.reruns, 4);
    QCOMPARE(figures.succeededAfter, (std::vector<quint32>{60, 180}));
    QCOMPARE(figures.items.size(), size_t(1));
    QCOMPARE(figures.items[0].statuses.at(ItemStatus::succeeded), 2);
    QCOMPARE(figures.items[0].reruns, 4);
}

void SimulationComparisonTest::namesAFewExamplesOnly()
{
    const std::vector outcomes{outcome(ComputerStatus::succeeded, {good}), outcome(ComputerStatus::failed, {bad})};
    const RunComparison comparison = compare(outcomes, madeUp(std::vector<int>(100, 0)), madeUp(std::vector<int>(100, 1)));
    QCOMPARE(comparison.transitions.front().computers, 100);
    QCOMPARE(comparison.transitions.front().examples.size(), 5);
    QCOMPARE(comparison.transitions.front().examples.front(), text("SIM-000001"));
}

void SimulationComparisonTest::anotherOrderIsMatchedByLineItem()
{
    const SimulationRun before = record("<Outcome item='3' returnCode='7' computer='SIM-000004' />");
    std::swap(m_task.items[0], m_task.items[2]);
    save();
    const SimulationRun after = record("<Outcome item='1' returnCode='7' computer='SIM-000004' />");
    QVERIFY(before.task != after.task);
    for (const bool forward : {true, false}) {
        const Result<RunComparison> comparison = compareRuns(*m_workspace, forward ? before : after, forward ? after : before);
        QVERIFY(comparison.ok());
        QVERIFY(!comparison->itemsByPlace);
        QCOMPARE(places(*comparison), (std::vector<std::pair<int, int>>{{1, 3}, {2, 2}, {3, 1}}));
        QCOMPARE(comparison->items[0].program, forward ? text("Suite/Core") : text("Suite/Tools"));
        QCOMPARE(count(*comparison, Fared::same), 10); // the same program fails on the same computer
    }
}

void SimulationComparisonTest::keptIdentitiesAreFollowed() // B7: which of two line items of one program it was
{
    m_task.items.emplace_back(LineItemId::mint(), m_package.programs[0].id); // Core once more
    save();
    const SimulationRun before = record("");
    m_task.items.erase(m_task.items.begin());
    save(KeepFinished::yes);
    const SimulationRun after = record("");
    const Result<RunComparison> comparison = compareRuns(*m_workspace, before, after);
    QVERIFY(comparison.ok());
    QCOMPARE(places(*comparison), (std::vector<std::pair<int, int>>{{1, 0}, {2, 1}, {3, 2}, {4, 3}}));
    const Result<RunComparison> backward = compareRuns(*m_workspace, after, before);
    QCOMPARE(places(*backward), (std::vector<std::pair<int, int>>{{1, 2}, {2, 3}, {3, 4}, {0, 1}}));
}

void SimulationComparisonTest::addedAndWithdrawnItemsStandAlone()
{
    const SimulationRun before = record("<Outcome item='2' returnCode='7' computer='SIM-000001' />");
    m_task.items.erase(m_task.items.begin() + 1);
    m_task.items.emplace_back(LineItemId::mint(), m_package.programs[3].id);
    save();
    const SimulationRun after = record("");
    const Result<RunComparison> comparison = compareRuns(*m_workspace, before, after);
    QVERIFY(comparison.ok());
    QCOMPARE(places(*comparison), (std::vector<std::pair<int, int>>{{1, 1}, {2, 0}, {3, 2}, {0, 3}}));
    QCOMPARE(comparison->items[1].program, text("Suite/Patch"));
    QCOMPARE(comparison->items[3].program, text("Suite/More"));
    QCOMPARE(comparison->fared.at(Fared::better).examples, QStringList{text("SIM-000001")});
    QVERIFY(comparison->itemTransitions[1].empty());
}

void SimulationComparisonTest::retriesShowInExecutionsAndStatuses()
{
    const char *busyAtFirst = "<Outcome item='1' attempt='1' returnCode='1618' />";
    const SimulationRun with = record(busyAtFirst);
    m_package.programs[0].retryCount = 0;
    QVERIFY(m_workspace->store().catalogue().save(std::vector{m_package}).ok());
    const SimulationRun without = record(busyAtFirst);
    const Result<RunComparison> comparison = compareRuns(*m_workspace, with, without);
    QVERIFY(comparison.ok());
    QCOMPARE(comparison->first.count(ComputerStatus::succeeded), 10);
    QCOMPARE(comparison->second.count(ComputerStatus::failed), 10);
    QCOMPARE(comparison->first.reruns, 10);
    QCOMPARE(comparison->second.reruns, 0);
    QCOMPARE(count(*comparison, Fared::worse), 10);
    QCOMPARE(comparison->itemTransitions[0].at({ItemStatus::succeeded, ItemStatus::failed}), 10);
    QVERIFY(percentile(comparison->first.succeededAfter, 50) >= 5 * 60u); // the retry's delay
    QVERIFY(comparison->second.succeededAfter.empty());
}

void SimulationComparisonTest::fleetsOfDifferentSize()
{
    const Result<RunComparison> comparison = compareRuns(*m_workspace, record("", 30), record("", 20));
    QVERIFY(comparison.ok());
    QCOMPARE(comparison->both, 20);
    QCOMPARE(comparison->onlyFirst, 10);
    QCOMPARE(comparison->first.computers, 30);
    QCOMPARE(comparison->second.computers, 20);
}

void SimulationComparisonTest::aRemovedTaskIsMatchedByPlace()
{
    const SimulationRun before = record("");
    const SimulationRun after = record("<Outcome item='2' returnCode='7' />");
    QVERIFY(m_workspace->store().tasks().remove(m_task.id, text("me"), 1).ok());
    const Result<RunComparison> comparison = compareRuns(*m_workspace, before, after);
    QVERIFY(comparison.ok());
    QVERIFY(comparison->itemsByPlace);
    QCOMPARE(places(*comparison), (std::vector<std::pair<int, int>>{{1, 1}, {2, 2}, {3, 3}}));
    QCOMPARE(count(*comparison, Fared::worse), 10);
    // And it is still found by the name that it had.
    QCOMPARE(recordedRuns(*m_workspace, text("rollout"))->size(), size_t(2));
    QCOMPARE(recordedRuns(*m_workspace, text("nothing")).error().code, ErrorCode::notFound);
}

void SimulationComparisonTest::cancelledIsSaid()
{
    const SimulationRun run = record("");
    ComparisonWatch watch;
    watch.cancelled = [] { return true; };
    QCOMPARE(compareRuns(*m_workspace, run, run, watch).error().code, ErrorCode::cancelled);
}

void SimulationComparisonTest::largeFleetsComeInPortions()
{
    const SimulationRun before = record("", 25'000);
    const SimulationRun after = record("<Outcome item='1' returnCode='7' computer='SIM-02*' />", 25'000);
    int last = 0;
    ComparisonWatch watch;
    watch.progress = [&](int done, int total) {
        QVERIFY(done >= last);
        QCOMPARE(total, 25'000);
        last = done;
    };
    const Result<RunComparison> comparison = compareRuns(*m_workspace, before, after, watch);
    QVERIFY(comparison.ok());
    QCOMPARE(last, 25'000);
    QCOMPARE(comparison->both, 25'000);
    QCOMPARE(count(*comparison, Fared::worse), 5'001); // SIM-020000 to SIM-025000
}

QTEST_GUILESS_MAIN(SimulationComparisonTest)
#include "simulationcomparison_test.moc"
