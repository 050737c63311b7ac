// The crash matrix: every run ends whatever strikes it, and wherever (B16–B20, B42).
#include "engine/simulation/crashmatrix.h"
#include "tests/support/randomplan.h"
#include "tests/support/rehearsal.h"

#include <QElapsedTimer>
#include <QTest>

using namespace seriatim;
using Plans = seriatim::test::PlanBuilder;
using Ending = StruckRun::Ending;

namespace {

const EndpointFacts computer{QStringLiteral("SIM-000001"), {}, {}};
const Schedule schedule;

CrashMatrix matrixOf(const Plan &plan, const CrashMatrixRequest &request = {}, const Scenario &scenario = {})
{
    return crashMatrix(Fleet(plan, schedule, scenario), computer, request);
}

const MatrixCell *find(const CrashMatrix &matrix, FaultKind kind, FaultMoment at, int item)
{
    for (const MatrixCell &cell : matrix.cells) {
        const Strike &strike = cell.strikes.front();
        if (strike.kind == kind && strike.at == at && strike.item == item)
            return &cell;
    }
    return nullptr;
}

QString told(const MatrixCell &cell)
{
    QStringList text;
    for (const Strike &strike : cell.strikes)
        text.append(toWord(strike.kind) + u' ' + toWord(strike.at) + u' ' + QString::number(strike.item + 1));
    return text.join(QStringLiteral(", then ")) + QStringLiteral(":\n") + cell.trace.join(u'\n');
}

CrashMatrixRequest preSp3()
{
    CrashMatrixRequest request;
    request.profile = AgentProfile::preSp3;
    return request;
}

} // namespace

class CrashMatrixTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStatusPointIsStruckOnBothSides_B18()
    {
        const CrashMatrix matrix = matrixOf(Plans().item().codes(ReturnCodeRules::windowsInstaller()).retries(1, 1).detects().restarts(), {}, [] {
            Scenario scenario;
            scenario.outcomes = {{{QStringLiteral("*"), 1, 1, {}, 1}, 1618, {}}, {{QStringLiteral("*"), 1, 2, {}, 1}, 3010, {}}};
            return scenario;
        }());
        using M = FaultMoment;
        for (const M moment : {M::beforeSavingRunStart, M::afterSavingRunStart, M::beforeSavingStart, M::beforeStart, M::running, M::afterExit,
                               M::beforeSavingRetry, M::afterSavingRetry, M::waiting, M::beforeSavingCode, M::afterSavingCode, M::countdown,
                               M::beforeSavingRestart, M::afterSavingRestart, M::beforeSavingItemEnd, M::afterSavingItemEnd,
                               M::beforeSavingRunEnd, M::afterSavingRunEnd}) {
            for (const FaultKind kind : {FaultKind::powerLoss, FaultKind::agentCrash})
                QVERIFY2(find(matrix, kind, moment, 0), qPrintable(toWord(kind) + u' ' + toWord(moment)));
        }
        QVERIFY(find(matrix, FaultKind::installerRestart, M::running, 0));
        QVERIFY(!find(matrix, FaultKind::powerLoss, M::beforeSavingRecovery, 0)); // nothing was interrupted: it never comes
        QCOMPARE(matrix.cells.size(), size_t(18 * 2 + 1));
    }

    void aPlainItem()
    {
        const CrashMatrix matrix = matrixOf(Plans().item());
        QVERIFY(matrix.undisturbed == StruckResult{});
        const MatrixCell *running = find(matrix, FaultKind::powerLoss, FaultMoment::running, 0);
        QVERIFY(running);
        QVERIFY((running->result == StruckResult{Ending::ended, ComputerStatus::succeeded, 1, {0}, {}}));
        const MatrixCell *before = find(matrix, FaultKind::agentCrash, FaultMoment::beforeStart, 0);
        QVERIFY((before->result == StruckResult{})); // its first start never began
        const MatrixCell *after = find(matrix, FaultKind::powerLoss, FaultMoment::afterSavingItemEnd, 0);
        QVERIFY((after->result == StruckResult{Ending::ended, ComputerStatus::succeeded, 1, {}, {}})); // it is on disk
        // An installer that always restarts the computer is given up (B19); what it has done, nobody can tell.
        const MatrixCell *installer = find(matrix, FaultKind::installerRestart, FaultMoment::running, 0);
        QVERIFY((installer->result == StruckResult{Ending::ended, ComputerStatus::failed, 2, {0}, {0}}));
        QVERIFY(!matrix.isGood());
        QCOMPARE(matrix.worst(), installer);
        QCOMPARE(installer->trace, (QStringList{
            QStringLiteral("Item 1 starts."),
            QStringLiteral("While item 1 runs, the program restarts the computer by itself, now and whenever it runs."),
            QStringLiteral("The agent starts and finds that item 1 was interrupted, for the 1. time."),
            QStringLiteral("Item 1 starts again."),
            QStringLiteral("The program restarts the computer by itself again."),
            QStringLiteral("The agent starts and finds that item 1 was interrupted, for the 2. time."),
            QStringLiteral("Item 1 is recorded as interrupted."),
            QStringLiteral("The run ends: failed.")}));
    }

    void aDetectionRuleLosesNothing_B19()
    {
        const CrashMatrix matrix = matrixOf(Plans().item().detects().item().detects().needs(1).restarts());
        QVERIFY2(matrix.isGood(), matrix.worst() ? qPrintable(told(*matrix.worst())) : "");
        for (const MatrixCell &cell : matrix.cells)
            QVERIFY2(cell.result.status == ComputerStatus::succeeded && cell.trace.isEmpty(), qPrintable(told(cell)));
    }

    void whatNeverRanIsLost()
    {
        const CrashMatrix matrix = matrixOf(Plans().item().attempts(1).item().needs(1));
        const MatrixCell *cell = find(matrix, FaultKind::powerLoss, FaultMoment::running, 0);
        QVERIFY((cell->result == StruckResult{Ending::ended, ComputerStatus::failed, 1, {}, {1}}));
        QVERIFY2(cell->trace.contains(QStringLiteral("Item 2 is recorded as skipped.")), qPrintable(told(*cell)));
    }

    void oneItemAlone()
    {
        CrashMatrixRequest request;
        request.item = 1;
        const CrashMatrix matrix = matrixOf(Plans().item().item().item(), request);
        QVERIFY(!matrix.cells.empty());
        for (const MatrixCell &cell : matrix.cells)
            QCOMPARE(cell.strikes.front().item, 1);
    }

    // The classic agent before its third service pack: the installer restarts, the agent has forgotten, the order begins anew.
    void theClassicLoop()
    {
        const CrashMatrix matrix = matrixOf(Plans().item().item(), preSp3());
        QCOMPARE(matrix.undisturbed.ending, Ending::ended);
        const MatrixCell *installer = find(matrix, FaultKind::installerRestart, FaultMoment::running, 1);
        QVERIFY(installer);
        QVERIFY2(installer->result.ending == Ending::loops, qPrintable(told(*installer)));
        QVERIFY2(installer->trace.contains(QStringLiteral("The agent starts, knows nothing of the run and begins it anew.")), qPrintable(told(*installer)));
        // A loss of power that comes once costs a repetition, no loop.
        const MatrixCell *once = find(matrix, FaultKind::powerLoss, FaultMoment::running, 1);
        QVERIFY((once->result == StruckResult{Ending::ended, ComputerStatus::succeeded, 1, {0, 1}, {}}));
        // Ours ends in the same place.
        const CrashMatrix ours = matrixOf(Plans().item().item());
        QCOMPARE(find(ours, FaultKind::installerRestart, FaultMoment::running, 1)->result.ending, Ending::ended);
    }

    void aRestartOfItsOwnLoopedToo()
    {
        QCOMPARE(matrixOf(Plans().item().restarts(), preSp3()).undisturbed.ending, Ending::loops);
        QCOMPARE(matrixOf(Plans().item().restarts()).undisturbed.ending, Ending::ended);
        // Where a rule says that it is there already, not even the classic one runs it again.
        const CrashMatrix detecting = matrixOf(Plans().item().restarts().detects(), preSp3());
        QCOMPARE(detecting.undisturbed.ending, Ending::ended);
        QCOMPARE(find(detecting, FaultKind::powerLoss, FaultMoment::countdown, 0)->result.ending, Ending::ended);
        // A fault that stands: the scenario's own loss of power at every start.
        Scenario standing;
        standing.faults = {{{}, FaultKind::powerLoss, FaultMoment::running, FaultRow::everyTime}};
        QCOMPARE(matrixOf(Plans().item().restarts().detects(), preSp3(), standing).undisturbed.ending, Ending::loops);
        QCOMPARE(matrixOf(Plans().item().restarts().detects(), {}, standing).undisturbed.ending, Ending::ended);
    }

    void noPlanLoops_data()
    {
        QTest::addColumn<bool>("pairs");
        QTest::newRow("one fault") << false;
        QTest::newRow("two faults") << true;
    }
    void noPlanLoops() // B19
    {
        QFETCH(bool, pairs);
        CrashMatrixRequest request;
        request.pairs = pairs;
        qint64 cells = 0;
        for (quint64 seed = 1; seed <= (pairs ? 60 : 1500); ++seed) {
            test::PlanDice dice(seed);
            const Plan plan = dice.plan(1, pairs ? 4 : 12);
            Scenario scenario;
            scenario.seed = seed;
            for (int item = 1; item <= static_cast<int>(plan.items.size()); ++item) {
                scenario.outcomes.push_back({{QStringLiteral("*"), item, {}, {}, 0.6}, dice.number(0, 3), 60.0});
                scenario.outcomes.push_back({{QStringLiteral("*"), item, {}, {}, 0.2}, 0, 1e9});
                scenario.detections.push_back({{QStringLiteral("*"), item, {}, {}, 0.3}, dice.chance(30), dice.chance(70)});
                scenario.applies.push_back({{QStringLiteral("*"), item, {}, {}, 1}, dice.chance(70)});
            }
            const CrashMatrix matrix = matrixOf(plan, request, scenario);
            QVERIFY(!matrix.cells.empty());
            QCOMPARE(matrix.undisturbed.ending, Ending::ended);
            cells += static_cast<qint64>(matrix.cells.size()) + matrix.pairs;
            for (const std::vector<MatrixCell> *list : {&matrix.cells, &matrix.worsePairs}) {
                for (const MatrixCell &cell : *list)
                    QVERIFY2(cell.result.ending == Ending::ended, qPrintable(QStringLiteral("seed %1: ").arg(seed) + told(cell)));
            }
        }
        QVERIFY2(cells > 50'000, qPrintable(QString::number(cells)));
    }

    // What a cell says, a scenario with its faults says too: the export reproduces it (B42).
    void aScenarioStrikesAsTheMatrixDoes()
    {
        for (quint64 seed = 1; seed <= 60; ++seed) {
            test::PlanDice dice(seed);
            const Plan plan = dice.plan(1, 5);
            CrashMatrixRequest request;
            request.pairs = seed <= 20;
            const CrashMatrix matrix = matrixOf(plan, request);
            for (const std::vector<MatrixCell> *list : {&matrix.cells, &matrix.worsePairs}) {
                for (const MatrixCell &cell : *list) {
                    const Scenario scenario = withStrikes({}, cell.strikes);
                    const SimulatedComputer simulated = Fleet(plan, schedule, scenario).simulate(computer);
                    const QString which = QStringLiteral("seed %1: ").arg(seed) + told(cell);
                    QVERIFY2(simulated.status == cell.result.status && simulated.restarts == cell.result.restarts, qPrintable(which));
                    for (const int item : cell.result.reruns)
                        QVERIFY2(simulated.begun[static_cast<size_t>(item)] > 1, qPrintable(which));
                }
            }
        }
    }

    // Each run has moments of its own, and a fault belongs to one of them (B21).
    void aScenarioOfSeveralRunsStrikesInTheSameOne()
    {
        Schedule repeating;
        repeating.repeat = RepeatUntilSuccessful{};
        Scenario scenario;
        scenario.runs = 3;
        scenario.outcomes = {{{QStringLiteral("*"), 2, {}, 1, 1}, 5, {}}};
        const Plan plan = Plans().item().item().restarts().item().needs(2).repeats();
        const CrashMatrix matrix = crashMatrix(Fleet(plan, repeating, scenario), computer);
        QVERIFY(std::ranges::any_of(matrix.cells, [](const MatrixCell &cell) { return cell.strikes.front().run == 2; }));
        for (const MatrixCell &cell : matrix.cells) {
            QVERIFY2(cell.result.ending == Ending::ended, qPrintable(told(cell)));
            const Scenario struck = withStrikes(scenario, cell.strikes);
            const SimulatedComputer simulated = Fleet(plan, repeating, struck).simulate(computer);
            QVERIFY2(simulated.status == cell.result.status && simulated.restarts == cell.result.restarts, qPrintable(told(cell)));
        }
    }

    void aPairIsWorseThanItsFaults()
    {
        CrashMatrixRequest request;
        request.pairs = true;
        const CrashMatrix matrix = matrixOf(Plans().item().item().needs(1), request);
        const auto twice = [](const MatrixCell &cell) {
            return cell.strikes[0] == Strike{FaultKind::powerLoss, FaultMoment::running, 0, 1, false}
                   && cell.strikes[1] == Strike{FaultKind::powerLoss, FaultMoment::running, 0, 2, false};
        };
        const auto found = std::ranges::find_if(matrix.worsePairs, twice);
        QVERIFY(found != matrix.worsePairs.end()); // given up after two interruptions, so item 2 is skipped
        QVERIFY((found->result == StruckResult{Ending::ended, ComputerStatus::failed, 2, {0}, {1}}));
        QVERIFY(matrix.badPairs >= static_cast<qint64>(matrix.worsePairs.size()));
        QVERIFY(matrix.pairs > matrix.badPairs);
    }

    void twentyItemsTakeWellUnderASecond()
    {
        Plans builder;
        for (int i = 0; i < 20; ++i) {
            builder.item().detects();
            if (i > 0)
                builder.needs(i);
            if (i % 5 == 4)
                builder.restarts();
        }
        QElapsedTimer timer;
        timer.start();
        const CrashMatrix matrix = matrixOf(builder);
        QVERIFY2(timer.elapsed() < 900, qPrintable(QString::number(timer.elapsed())));
        qInfo("%zu cells in %lld ms", matrix.cells.size(), timer.elapsed());
        QVERIFY(matrix.cells.size() > 250);
        QVERIFY(matrix.isGood());
    }
};

QTEST_GUILESS_MAIN(CrashMatrixTest)
#include "crashmatrix_test.moc"
