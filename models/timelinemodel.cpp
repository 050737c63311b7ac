#include "models/timelinemodel.h"

#include "models/statuswords.h"
#include "models/timewords.h"

#include <algorithm>

namespace seriatim {

void TimelineModel::setEvents(std::vector<ReportedEvent> events, const QStringList &programNames)
{
    const auto sameEvent = [](const ReportedEvent &a, const ReportedEvent &b) { return a.event.id == b.event.id; };
    const bool goesOn = programNames == m_programNames && events.size() >= m_events.size()
        && std::equal(m_events.begin(), m_events.end(), events.begin(), sameEvent);
    if (!goesOn) {
        beginResetModel();
        m_programNames = programNames;
        m_events = std::move(events);
        endResetModel();
        return;
    }
    if (events.size() == m_events.size())
        return;
    beginInsertRows({}, rowCount(), static_cast<int>(events.size()) - 1);
    m_events = std::move(events);
    endInsertRows();
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int TimelineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountOfModel;
}

QString TimelineModel::sinceRunStarted(int row) const
{
    const StatusEvent &event = m_events[static_cast<size_t>(row)].event;
    for (int i = row; i >= 0; --i) {
        const StatusEvent &earlier = m_events[static_cast<size_t>(i)].event;
        if (earlier.run != event.run || earlier.agent != event.agent)
            break;
        if (earlier.kind == StatusEvent::Kind::runStarted)
            return i == row ? QString() : u'+' + elapsedText(event.time - earlier.time);
    }
    return {};
}

QString TimelineModel::text(int row, int column) const
{
    const ReportedEvent &reported = m_events[static_cast<size_t>(row)];
    switch (static_cast<Column>(column)) {
    case Time: return reported.clockAhead ? tr("%1 (its clock is ahead)").arg(timeText(reported.event.time)) : timeText(reported.event.time);
    case After: return sinceRunStarted(row);
    case What: return eventText(reported.event, m_programNames);
    case Explanation: return reported.event.explanation;
    case columnCountOfModel: break;
    }
    return {};
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ReportedEvent &reported = m_events[static_cast<size_t>(index.row())];
    const bool ofItem = reported.event.kind == StatusEvent::Kind::itemChanged;
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        if (index.column() == Time)
            return tr("By the computer's own clock. It came in at %1.").arg(timeText(reported.received));
        return index.column() == Explanation ? text(index.row(), Explanation) : QVariant();
    case ItemStatusRole:
        return index.column() == What && ofItem ? QVariant(static_cast<int>(reported.event.itemStatus)) : QVariant();
    case ComputerStatusRole:
        return index.column() == What && tellsOfTheRun(reported.event.kind)
            ? QVariant(static_cast<int>(reported.event.computerStatus)) : QVariant();
    default:
        return {};
    }
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == After)
        return tr("Time since the run started");
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Time: return tr("Time");
    case After: return tr("Into the run");
    case What: return tr("What");
    case Explanation: return tr("Why");
    case columnCountOfModel: break;
    }
    return {};
}

} // namespace seriatim
