#include "models/historymodel.h"

#include "engine/base/text.h"
#include "models/timewords.h"

#include <algorithm>

namespace seriatim {

QString actionText(AuditAction action)
{
    switch (action) {
    case AuditAction::created: return HistoryModel::tr("Created");
    case AuditAction::saved: return HistoryModel::tr("Saved");
    case AuditAction::removed: return HistoryModel::tr("Removed");
    }
    Q_UNREACHABLE();
}

void HistoryModel::setRecords(std::vector<AuditRecord> oldestFirst)
{
    beginResetModel();
    m_records = std::move(oldestFirst);
    std::ranges::reverse(m_records);
    m_folded.clear();
    for (const AuditRecord &record : m_records) {
        QString words;
        for (int column = 0; column < columnCountOfModel; ++column)
            words += text(record, column) + u'\n';
        m_folded.push_back(foldForSearch(words));
    }
    applyFilter();
    endResetModel();
}

void HistoryModel::setFilter(const QString &text)
{
    beginResetModel();
    m_filter = foldForSearch(text.trimmed());
    applyFilter();
    endResetModel();
}

void HistoryModel::applyFilter()
{
    m_shown.clear();
    for (size_t i = 0; i < m_records.size(); ++i) {
        if (m_folded[i].contains(m_filter))
            m_shown.push_back(i);
    }
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountOfModel;
}

QString HistoryModel::text(const AuditRecord &record, int column) const
{
    switch (static_cast<Column>(column)) {
    case When: return timeText(record.when);
    case Who: return record.who;
    case Action: return actionText(record.action);
    case Revision: return record.revision > 0 ? QString::number(record.revision) : QString();
    case Identity:
        if (!record.identity)
            return {};
        return *record.identity == IdentityChange::kept ? tr("kept") : tr("renewed");
    case Changes: return record.changes.join(QStringLiteral("; "));
    case columnCountOfModel: break;
    }
    return {};
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AuditRecord &shown = record(index.row());
    if (role == Qt::DisplayRole)
        return text(shown, index.column());
    if (role == Qt::ToolTipRole) {
        if (index.column() == Identity && shown.identity) {
            return *shown.identity == IdentityChange::kept
                ? tr("The Task GUIDs stayed the same: computers that had run it did not run it again.")
                : tr("The execution order changed, so all Task GUIDs were renewed: computers ran it again.");
        }
        if (index.column() == Changes)
            return shown.changes.join(u'\n');
    }
    if (role == Qt::TextAlignmentRole && index.column() == Revision)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case When: return tr("When");
    case Who: return tr("Who");
    case Action: return tr("What");
    case Revision: return tr("Revision");
    case Identity: return tr("Task GUIDs");
    case Changes: return tr("Changes");
    case columnCountOfModel: break;
    }
    return {};
}

QString HistoryModel::asText(int row) const
{
    const AuditRecord &shown = record(row);
    QStringList parts{text(shown, When), text(shown, Who), text(shown, Action)};
    if (shown.revision > 0)
        parts.append(tr("revision %1").arg(shown.revision));
    if (shown.identity)
        parts.append(tr("Task GUIDs %1").arg(text(shown, Identity)));
    QString lines = parts.join(u'\t');
    for (const QString &change : shown.changes)
        lines += QStringLiteral("\n\t") + change;
    return lines;
}

} // namespace seriatim
