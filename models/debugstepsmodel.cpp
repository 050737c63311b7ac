#include "models/debugstepsmodel.h"

#include "models/debugwords.h"
#include "models/timewords.h"

#include <algorithm>

namespace seriatim {

namespace {

// Whether it is the same step: the same moves lead to the same.
bool isSame(const DebugStep &one, const DebugStep &other)
{
    return one.move.kind == other.move.kind && one.action == other.action && one.began == other.began && one.ended == other.ended
           && one.fault == other.fault && one.itemAfter == other.itemAfter && one.phaseAfter == other.phaseAfter;
}

QString offsetText(Instant time, Instant start)
{
    return QStringLiteral("+") + elapsedText(time - start);
}

} // namespace

void DebugStepsModel::show(const std::vector<DebugStep> &steps, int position, Instant start)
{
    m_start = start;
    const auto [mine, theirs] = std::ranges::mismatch(m_steps, steps, isSame);
    const auto same = static_cast<int>(mine - m_steps.begin());
    if (same < rowCount()) {
        beginRemoveRows({}, same, rowCount() - 1);
        m_steps.resize(static_cast<size_t>(same));
        m_position = std::min(m_position, same);
        endRemoveRows();
    }
    if (theirs != steps.end()) {
        beginInsertRows({}, same, static_cast<int>(steps.size()) - 1);
        m_steps.insert(m_steps.end(), theirs, steps.end());
        endInsertRows();
    }
    showPosition(position);
}

void DebugStepsModel::showPosition(int position)
{
    const int first = std::min(m_position, position);
    const int last = std::max(m_position, position) - 1;
    m_position = position;
    if (first <= last && last < rowCount())
        Q_EMIT dataChanged(index(first, 0), index(last, columnCountOfModel - 1));
}

int DebugStepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_steps.size());
}

int DebugStepsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountOfModel;
}

QVariant DebugStepsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const DebugStep &step = m_steps[static_cast<size_t>(index.row())];
    if (role == FutureRole)
        return index.row() >= m_position;
    if (role == FaultRole)
        return step.fault.has_value();
    if (role == Qt::TextAlignmentRole)
        return QVariant((index.column() == Number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return tr("%1 UTC").arg(QDateTime::fromMSecsSinceEpoch(step.ended, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))) + u'\n' + stepText(step);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(index.column())) {
    case Number: return index.row() + 1;
    case Time: return offsetText(step.ended, m_start);
    case What: return stepText(step);
    case Rule: return ruleOf(step.action);
    case columnCountOfModel: break;
    }
    return {};
}

QVariant DebugStepsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Number: return tr("Step");
    case Time: return tr("After");
    case What: return tr("What happened");
    case Rule: return tr("Rule");
    case columnCountOfModel: break;
    }
    return {};
}

} // namespace seriatim
