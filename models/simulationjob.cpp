#include "models/simulationjob.h"

#include "engine/simulation/scenariowriter.h"
#include "models/assumptionrows.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::Simulation)
};

QString itemWords(const SimulatedItemTotals &totals)
{
    const std::pair<int, ItemStatus> counts[]{
        {totals.succeeded, ItemStatus::succeeded},         {totals.alreadyPresent, ItemStatus::alreadyPresent}, {totals.carriedOver, ItemStatus::carriedOver},
        {totals.notApplicable, ItemStatus::notApplicable}, {totals.failed, ItemStatus::failed},                 {totals.timedOut, ItemStatus::timedOut},
        {totals.notVerified, ItemStatus::notVerified},     {totals.interrupted, ItemStatus::interrupted},       {totals.skipped, ItemStatus::skipped},
    };
    QStringList words;
    for (const auto &[count, status] : counts) {
        if (count > 0)
            words.append(QStringLiteral("%1 %2").arg(count).arg(toText(status)));
    }
    return words.join(QStringLiteral(", "));
}

} // namespace

QString simulationSummary(int succeeded, int failed, qint64 virtualSeconds)
{
    const auto minutes = static_cast<int>((virtualSeconds + 59) / 60);
    return Words::tr("%1 succeeded, %2 failed, all done after %n virtual minute(s)", nullptr, minutes).arg(succeeded).arg(failed);
}

Result<SimulationOutcome> simulate(Workspace &workspace, const SimulationWish &wish, JobControl &control)
{
    SimulationRequest request;
    request.task = wish.taskGuid;
    request.scenario = wish.assumed;
    request.scenario.endpoints = wish.computers;
    request.scenario.seed = wish.seed;
    if (!assumesNothing(request.scenario))
        request.scenarioText = QString::fromUtf8(writeScenario(request.scenario));
    request.record = wish.record;
    const SimulationWatch watch{{}, [&control](int done, int total) { control.report(done, total); },
                                [&control] { return control.isCancelled().load(); }};
    const Result<SimulationResult> result = simulateTask(workspace, request, watch);
    if (!result)
        return result.error();
    const SimulationTotals &totals = result->totals;
    SimulationOutcome outcome{simulationSummary(totals.succeeded, totals.failed, totals.virtualMillis / millisPerSecond), {}, result->recorded};
    for (size_t i = 0; i < totals.items.size(); ++i)
        outcome.items.append(QStringLiteral("%1  %2: %3").arg(QString::number(i + 1), result->programNames.value(static_cast<qsizetype>(i)), itemWords(totals.items[i])));
    return outcome;
}

} // namespace seriatim
