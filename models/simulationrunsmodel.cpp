#include "models/simulationrunsmodel.h"

#include "models/timewords.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace seriatim {

void SimulationRunsModel::setRuns(std::vector<SimulationRun> newestFirst)
{
    if (std::ranges::equal(newestFirst, m_runs, {}, {}, &Row::run))
        return;
    beginResetModel();
    m_runs.clear();
    for (SimulationRun &run : newestFirst) {
        const QJsonObject summary = QJsonDocument::fromJson(run.summary.toUtf8()).object();
        const QJsonObject counts = summary.value(u"summary").toObject();
        m_runs.push_back({std::move(run), counts.value(u"succeeded").toInt(), counts.value(u"failed").toInt(), summary.value(u"virtualSeconds").toInteger()});
    }
    endResetModel();
}

int SimulationRunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int SimulationRunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountOfModel;
}

QVariant SimulationRunsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_runs[static_cast<size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::TextAlignmentRole) {
        const bool number = column == Revision || column == Computers || column == Succeeded || column == Failed || column == Seed;
        return QVariant(number ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole)
        return row.run.parameters.isEmpty() ? tr("Nothing but the rules of the agent was assumed.") : row.run.parameters.left(4000);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case When: return timeText(row.run.recordedAt);
    case Task: return row.run.taskName;
    case Revision: return row.run.taskRevision;
    case Computers: return row.run.endpoints;
    case Succeeded: return row.succeeded;
    case Failed: return row.failed;
    case Took: return elapsedText(row.virtualSeconds * millisPerSecond);
    case Seed: return QString::number(row.run.seed);
    case Who: return row.run.recordedBy;
    case columnCountOfModel: break;
    }
    return {};
}

QVariant SimulationRunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (static_cast<Column>(section)) {
    case When: return tip ? tr("When it was recorded") : tr("Recorded");
    case Task: return tr("Task");
    case Revision: return tip ? tr("The task's revision that was simulated") : tr("Revision");
    case Computers: return tip ? tr("Simulated computers") : tr("Computers");
    case Succeeded: return tip ? tr("Computers on which it would succeed") : tr("Succeeded");
    case Failed: return tip ? tr("Computers on which it would fail") : tr("Failed");
    case Took: return tip ? tr("Until the last computer is done, in simulated time") : tr("Simulated time");
    case Seed: return tip ? tr("The same seed gives the same result") : tr("Seed");
    case Who: return tr("By");
    case columnCountOfModel: break;
    }
    return {};
}

} // namespace seriatim
