#include "models/changesmodel.h"

#include "engine/base/text.h"
#include "models/historymodel.h"
#include "models/timewords.h"

namespace seriatim {

QString auditObjectText(AuditObject object)
{
    switch (object) {
    case AuditObject::task: return ChangesModel::tr("sequential task");
    case AuditObject::package: return ChangesModel::tr("package");
    case AuditObject::program: return ChangesModel::tr("program");
    case AuditObject::computer: return ChangesModel::tr("computer");
    case AuditObject::collection: return ChangesModel::tr("collection");
    case AuditObject::user: return ChangesModel::tr("user");
    case AuditObject::userGroup: return ChangesModel::tr("group");
    case AuditObject::agentSettings: return ChangesModel::tr("agent settings");
    case AuditObject::store: return ChangesModel::tr("store");
    case AuditObject::portalRequest: return ChangesModel::tr("portal request");
    }
    Q_UNREACHABLE();
}

Result<std::vector<AuditRecord>> recordsAfter(Workspace &workspace, qint64 after)
{
    std::vector<AuditRecord> all;
    while (true) {
        Result<std::vector<AuditRecord>> page = workspace.store().audit().all(after);
        if (!page)
            return page;
        if (page->empty())
            return all;
        after = page->back().number;
        all.insert(all.end(), std::make_move_iterator(page->begin()), std::make_move_iterator(page->end()));
    }
}

void ChangesModel::addNewer(const std::vector<AuditRecord> &oldestFirst)
{
    std::vector<AuditRecord> records(oldestFirst.rbegin(), oldestFirst.rend());
    std::vector<QString> words;
    std::vector<size_t> shown;
    for (size_t i = 0; i < records.size(); ++i) {
        words.push_back(folded(records[i]));
        if (words.back().contains(m_filter))
            shown.push_back(i);
    }
    if (!shown.empty())
        beginInsertRows({}, 0, static_cast<int>(shown.size()) - 1);
    for (size_t &index : m_shown)
        index += records.size();
    m_shown.insert(m_shown.begin(), shown.begin(), shown.end());
    m_records.insert(m_records.begin(), std::make_move_iterator(records.begin()), std::make_move_iterator(records.end()));
    m_folded.insert(m_folded.begin(), std::make_move_iterator(words.begin()), std::make_move_iterator(words.end()));
    if (!shown.empty())
        endInsertRows();
}

void ChangesModel::setFilter(const QString &text)
{
    const QString filter = foldForSearch(QStringView(text).trimmed());
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    m_shown.clear();
    for (size_t i = 0; i < m_records.size(); ++i) {
        if (m_folded[i].contains(m_filter))
            m_shown.push_back(i);
    }
    endResetModel();
}

QString ChangesModel::folded(const AuditRecord &record) const
{
    QString words;
    for (int column = 0; column < columnCountOfModel; ++column)
        words += text(record, column) + u'\n';
    return foldForSearch(words);
}

ReportChart ChangesModel::chart() const
{
    std::vector<ChangeKind> kinds;
    for (const size_t shown : m_shown)
        kinds.emplace_back(m_records[shown].object, m_records[shown].action);
    return chartOfChanges(kinds);
}

QString ChangesModel::asText(int row) const
{
    QStringList cells;
    for (int column = 0; column < columnCountOfModel; ++column)
        cells.append(text(record(row), column));
    return cells.join(u'\t');
}

int ChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int ChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountOfModel;
}

QString ChangesModel::text(const AuditRecord &record, int column) const
{
    switch (static_cast<Column>(column)) {
    case When: return timeText(record.when);
    case Who: return record.who;
    case Kind: return auditObjectText(record.object);
    case Name: return record.name;
    case Action: return record.revision > 0 && record.action == AuditAction::saved ? tr("%1, revision %2").arg(actionText(record.action)).arg(record.revision) : actionText(record.action);
    case Changes: return record.changes.join(QStringLiteral("; "));
    case columnCountOfModel: break;
    }
    return {};
}

QVariant ChangesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const AuditRecord &shown = record(index.row());
    if (role == Qt::DisplayRole)
        return text(shown, index.column());
    if (role == Qt::ToolTipRole && index.column() == Changes)
        return shown.changes.join(u'\n');
    return {};
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case When: return tr("When");
    case Who: return tr("Who");
    case Kind: return tr("Kind");
    case Name: return tr("Name");
    case Action: return tr("Done");
    case Changes: return tr("What changed");
    case columnCountOfModel: break;
    }
    return {};
}

} // namespace seriatim
