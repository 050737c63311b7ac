#include "models/statussources.h"

#include "engine/workspace/recordedruns.h"
#include "models/timewords.h"

#include <QCoreApplication>
#include <QLocale>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(StatusSources)
};

QString text(const EarlierOrder &order)
{
    return order.firstRevision == order.lastRevision ? Words::tr("Order of revision %1").arg(order.firstRevision)
                                                    : Words::tr("Order of revisions %1 to %2").arg(order.firstRevision).arg(order.lastRevision);
}

QString text(const SimulationRun &run)
{
    return Words::tr("Simulated %1, revision %2").arg(timeText(run.recordedAt)).arg(run.taskRevision);
}

QString sentence(const EarlierOrder &order)
{
    return Words::tr("What computers reported on the order of %1, which %2 replaced %3. No computer runs it any more.")
        .arg(order.firstRevision == order.lastRevision ? Words::tr("revision %1").arg(order.firstRevision)
                                                      : Words::tr("revisions %1 to %2").arg(order.firstRevision).arg(order.lastRevision),
             order.replacedBy, timeText(order.replacedAt));
}

QString sentence(const SimulationRun &run)
{
    return Words::tr("Simulated: nothing below happened on a real computer. Revision %1 on %2 simulated computers, seed %3, recorded %4 by %5.")
        .arg(QString::number(run.taskRevision), QLocale().toString(run.endpoints), QString::number(run.seed), timeText(run.recordedAt), run.recordedBy);
}

} // namespace

Result<StatusSources> readStatusSources(Workspace &workspace, TaskId task)
{
    Result<std::vector<EarlierOrder>> orders = earlierOrders(workspace, task);
    if (!orders)
        return orders.error();
    Result<std::vector<SimulationRun>> runs = recordedRuns(workspace, task.toString());
    if (!runs)
        return runs.error();
    std::erase_if(*orders, [](const EarlierOrder &order) { return order.computers == 0; });
    return StatusSources{std::move(orders).value(), std::move(runs).value()};
}

QString sourceText(const StatusSource &source)
{
    if (const auto *order = std::get_if<EarlierOrder>(&source))
        return text(*order);
    if (const auto *run = std::get_if<SimulationRun>(&source))
        return text(*run);
    return Words::tr("Live");
}

QString sourceSentence(const StatusSource &source)
{
    if (const auto *order = std::get_if<EarlierOrder>(&source))
        return sentence(*order);
    if (const auto *run = std::get_if<SimulationRun>(&source))
        return sentence(*run);
    return {};
}

QString sourceKey(const StatusSource &source)
{
    if (const auto *order = std::get_if<EarlierOrder>(&source))
        return order->id.toString();
    if (const auto *run = std::get_if<SimulationRun>(&source))
        return run->id.toString();
    return {};
}

} // namespace seriatim
