#include "models/recordedcomputersmodel.h"

#include "engine/simulation/fleet.h"
#include "models/runapart.h"
#include "models/statuswords.h"
#include "models/timewords.h"

#include <algorithm>
#include <numeric>

namespace seriatim {

namespace {

enum AfterItems { doneAfter, restarts, runs, columnsAfterItems };

QString nameOf(const RecordedFleet &fleet, int computer)
{
    return fleet.names.empty() ? Fleet::endpointName(computer) : fleet.names[static_cast<size_t>(computer)];
}

// What outcomes are sorted by in a column; nothing where it is another thing of each computer.
std::optional<std::vector<qint64>> outcomeKeys(const RecordedFleet &fleet, int column, int itemCount)
{
    const int item = column - RecordedComputersModel::firstItemColumn;
    const auto keyOf = [&](const RecordedOutcome &outcome) -> qint64 {
        if (column == RecordedComputersModel::statusColumn)
            return static_cast<qint64>(outcome.status);
        if (item == itemCount + restarts)
            return outcome.restarts;
        if (item == itemCount + runs)
            return outcome.runs;
        if (item >= static_cast<int>(outcome.items.size()))
            return -1;
        constexpr qint64 codes = qint64(1) << 33;
        const RecordedItem &of = outcome.items[static_cast<size_t>(item)];
        return static_cast<qint64>(of.status) * codes + of.returnCode.value_or(0);
    };
    if (column == RecordedComputersModel::computerColumn || item == itemCount + doneAfter)
        return std::nullopt;
    std::vector<qint64> keys;
    std::ranges::transform(fleet.outcomes, std::back_inserter(keys), keyOf);
    return keys;
}

void sortRows(const RecordedFleet &fleet, std::vector<int> &rows, int column, int itemCount, Qt::SortOrder order)
{
    const auto by = [&](auto less) {
        std::ranges::stable_sort(rows, [&](int a, int b) { return order == Qt::AscendingOrder ? less(a, b) : less(b, a); });
    };
    if (const auto keys = outcomeKeys(fleet, column, itemCount)) {
        const auto key = [&](int computer) { return (*keys)[static_cast<size_t>(fleet.outcomeOf[static_cast<size_t>(computer)])]; };
        by([&](int a, int b) { return key(a) < key(b); });
    } else if (column != RecordedComputersModel::computerColumn) {
        by([&](int a, int b) { return fleet.finishedAfter[static_cast<size_t>(a)] < fleet.finishedAfter[static_cast<size_t>(b)]; });
    } else if (fleet.names.empty()) { // named after their numbers
        by(std::less<>());
    } else {
        by([&](int a, int b) { return fleet.names[static_cast<size_t>(a)].compare(fleet.names[static_cast<size_t>(b)], Qt::CaseInsensitive) < 0; });
    }
}

std::vector<int> matchingRows(const RecordedFleet &fleet, const RecordedComputersFilter &filter)
{
    std::vector<int> rows;
    rows.reserve(fleet.outcomeOf.size());
    for (int computer = 0; computer < static_cast<int>(fleet.outcomeOf.size()); ++computer) {
        const RecordedOutcome &outcome = fleet.outcomes[static_cast<size_t>(fleet.outcomeOf[static_cast<size_t>(computer)])];
        if (filter.status && outcome.status != *filter.status)
            continue;
        if (filter.computer.isEmpty() || isComputerMeant(nameOf(fleet, computer), filter.computer))
            rows.push_back(computer);
    }
    return rows;
}

} // namespace

RecordedComputersModel::RecordedComputersModel(QObject *parent)
    : QAbstractTableModel(parent), m_fleet(std::make_shared<RecordedFleet>())
    , m_arranging(this, [this] { return ask(); }, [this](Order order) { take(std::move(order)); })
{
}

void RecordedComputersModel::setFleet(std::shared_ptr<const RecordedFleet> fleet, QStringList programNames)
{
    beginResetModel();
    m_fleet = std::move(fleet);
    m_programNames = std::move(programNames);
    m_itemCount = static_cast<int>(m_programNames.size());
    m_rows.clear();
    m_arranging.drop();
    endResetModel();
    m_arranging.refresh();
}

void RecordedComputersModel::setFilter(const RecordedComputersFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_arranging.refresh();
}

void RecordedComputersModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount() || (column == m_sortColumn && order == m_sortOrder))
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    m_arranging.refresh();
}

Answer<RecordedComputersModel::Order> RecordedComputersModel::ask() const
{
    return runApart<Order>([fleet = m_fleet, filter = m_filter, column = m_sortColumn, order = m_sortOrder, items = m_itemCount](JobControl &) {
        Order rows = matchingRows(*fleet, filter);
        sortRows(*fleet, rows, column, items, order);
        return rows;
    });
}

void RecordedComputersModel::take(Order order)
{
    beginResetModel();
    m_rows = std::move(order);
    endResetModel();
    if (!m_arranging.isOutdated())
        Q_EMIT arranged();
}

QString RecordedComputersModel::computerName(int row) const
{
    return nameOf(*m_fleet, m_rows[static_cast<size_t>(row)]);
}

const RecordedOutcome &RecordedComputersModel::outcome(int row) const
{
    const int number = m_fleet->outcomeOf[static_cast<size_t>(m_rows[static_cast<size_t>(row)])];
    return m_fleet->outcomes[static_cast<size_t>(number)];
}

int RecordedComputersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RecordedComputersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : firstItemColumn + m_itemCount + columnsAfterItems;
}

QVariant RecordedComputersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RecordedOutcome &of = outcome(index.row());
    const int item = index.column() - firstItemColumn;
    if (item >= 0 && item < m_itemCount)
        return item < static_cast<int>(of.items.size()) ? itemData(of.items[static_cast<size_t>(item)], role) : QVariant();
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == Qt::TextAlignmentRole && item >= m_itemCount)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == ComputerStatusRole && index.column() == statusColumn)
        return static_cast<int>(of.status);
    return {};
}

QString RecordedComputersModel::text(int row, int column) const
{
    const RecordedOutcome &of = outcome(row);
    if (column == computerColumn)
        return computerName(row);
    if (column == statusColumn)
        return statusText(of.status);
    switch (column - firstItemColumn - m_itemCount) {
    case doneAfter: return of.runs > 0 ? elapsedText(m_fleet->finishedAfter[static_cast<size_t>(m_rows[static_cast<size_t>(row)])] * millisPerSecond) : QString();
    case restarts: return QString::number(of.restarts);
    case runs: return QString::number(of.runs);
    default: return {};
    }
}

QVariant RecordedComputersModel::itemData(const RecordedItem &item, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return item.returnCode ? statusText(item.status) + u' ' + QString::number(*item.returnCode) : statusText(item.status);
    case Qt::ToolTipRole: {
        const QString counts = tr("Attempts: %1, its program began: %2").arg(item.attempts).arg(item.executions);
        return item.couldNotStart ? tr("It could not be started.") + u'\n' + counts : counts;
    }
    case ItemStatusRole:
        return static_cast<int>(item.status);
    default:
        return {};
    }
}

QVariant RecordedComputersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    if (orientation == Qt::Vertical)
        return section < rowCount() ? computerName(section) : QVariant();
    const int item = section - firstItemColumn;
    if (item >= 0 && item < m_itemCount) {
        const QString program = m_programNames.value(item);
        return role == Qt::ToolTipRole ? tr("%1. %2").arg(item + 1).arg(program) : (QString::number(item + 1) + u' ' + program.section(u'/', -1)).trimmed();
    }
    if (role == Qt::ToolTipRole)
        return item - m_itemCount == doneAfter ? QVariant(tr("From the start of the simulation to the end of its last run")) : QVariant();
    if (section == computerColumn)
        return tr("Computer");
    if (section == statusColumn)
        return tr("Status");
    switch (item - m_itemCount) {
    case doneAfter: return tr("Done after");
    case restarts: return tr("Restarts");
    case runs: return tr("Runs");
    default: return {};
    }
}

} // namespace seriatim
