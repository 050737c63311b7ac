#include "models/portalrequestsmodel.h"

#include "models/portalrequestwords.h"
#include "models/timewords.h"

namespace seriatim {

namespace {

using Table = ObjectTableModel<PortalRequest>;

QString expiryText(const PortalRequest &request)
{
    return isOpen(request.state) ? timeText(request.expires) : QString();
}

std::vector<Table::Column> columnsFor(PortalRequestsModel::For whom)
{
    const auto tr = [](const char *text) { return RequestHistoryModel::tr(text); };
    const Table::Column number{QStringLiteral("#"), [](const PortalRequest &r) { return QString::number(r.number); },
                               [](const PortalRequest &r) { return static_cast<int>(r.number); }, 6};
    const Table::Column made{tr("Requested"), [](const PortalRequest &r) { return timeText(r.made); }, {}, 24};
    const Table::Column user{tr("User"), [](const PortalRequest &r) { return r.userName; }, {}, 16};
    const Table::Column task{whom == PortalRequestsModel::For::requester ? tr("Name") : tr("Task"), [](const PortalRequest &r) { return r.taskName; }, {}, 24};
    const Table::Column computer{tr("Computer"), [](const PortalRequest &r) { return r.computer; }, {}, 14};
    const Table::Column state{tr("State"), [](const PortalRequest &r) { return requestStateText(r); }, {}, 18};
    const Table::Column expires{tr("Expires"), expiryText, {}, 24};
    const Table::Column comment{tr("Comment"), [](const PortalRequest &r) { return latestComment(r).simplified(); }, {}, 30};
    if (whom == PortalRequestsModel::For::requester)
        return {number, task, computer, state, made, comment};
    return {number, made, user, task, computer, state, expires, comment};
}

} // namespace

PortalRequestsModel::PortalRequestsModel(For whom, QObject *parent)
    : ObjectTableModel(columnsFor(whom), parent), m_stateColumn(whom == For::administrator ? 5 : 3)
{
}

QVariant PortalRequestsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == LookRole)
        return index.column() == m_stateColumn ? QVariant(static_cast<int>(lookOf(object(index.row())))) : QVariant();
    if (role == Qt::ToolTipRole)
        return requestStanding(object(index.row()));
    return ObjectTableModel::data(index, role);
}

void RequestHistoryModel::setHistory(std::vector<RequestRecord> history)
{
    const bool continues = history.size() >= m_history.size() && std::equal(m_history.begin(), m_history.end(), history.begin());
    if (continues && history.size() == m_history.size())
        return;
    if (continues) {
        beginInsertRows({}, rowCount(), static_cast<int>(history.size()) - 1);
        m_history = std::move(history);
        endInsertRows();
        return;
    }
    beginResetModel();
    m_history = std::move(history);
    endResetModel();
}

int RequestHistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_history.size());
}

int RequestHistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountOfModel;
}

QVariant RequestHistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const RequestRecord &record = m_history[static_cast<size_t>(index.row())];
    switch (static_cast<Column>(index.column())) {
    case When: return timeText(record.when);
    case What: return requestStepText(record);
    case Who: return record.who == preApproval() || record.who == expiryClock() ? QString() : record.who;
    case Comment: return role == Qt::ToolTipRole ? record.comment : record.comment.simplified();
    case columnCountOfModel: break;
    }
    return {};
}

QVariant RequestHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case When: return tr("When");
    case What: return tr("What");
    case Who: return tr("Who");
    case Comment: return tr("Comment");
    case columnCountOfModel: break;
    }
    return {};
}

} // namespace seriatim
