#include "models/statusmodel.h"

#include "models/statuswords.h"
#include "models/timewords.h"

#include <algorithm>
#include <tuple>

namespace seriatim {

namespace {

constexpr int chunkRows = 64;
constexpr size_t mostWantedChunks = 8; // scrolled past since then is not worth reading

bool sameButForItems(const ComputerTaskStatus &a, const ComputerTaskStatus &b)
{
    const auto parts = [](const ComputerTaskStatus &s) {
        return std::tie(s.computer, s.taskRevision, s.status, s.waitReason, s.run, s.restarts, s.place, s.started, s.finished,
                        s.reported, s.clockAhead, s.explanation, s.problem);
    };
    return parts(a) == parts(b);
}

} // namespace

StatusModel::StatusModel(StoreSession &session, QObject *parent) : QAbstractTableModel(parent), m_session(session),
      m_snapshot(session, this, [this] { return question(); }, [this](Result<StatusSnapshot> snapshot) { take(std::move(snapshot)); })
{
    m_wantedTimer.setSingleShot(true);
    m_wantedTimer.setInterval(0);
    connect(&m_wantedTimer, &QTimer::timeout, this, &StatusModel::loadWanted);
    connect(&m_session, &StoreSession::statusesChanged, this, &StatusModel::refresh);
    connect(&m_session, &StoreSession::catalogueChanged, this, &StatusModel::refresh);
}

void StatusModel::setTask(const SequentialTask &saved)
{
    if (saved == m_task)
        return refresh();
    beginResetModel();
    const bool same = m_task.id == saved.id && saved.revision > 0;
    m_task = saved;
    if (!same)
        forget();
    for (Row &row : m_rows) {
        row.items = Items::unknown;
        row.status.items.clear();
    }
    forgetQuestions();
    endResetModel();
    refresh();
}

void StatusModel::setFilter(const StatusFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    forgetQuestions();
    m_loaded = false;
    refresh();
}

void StatusModel::forget()
{
    m_rows.clear();
    m_summary = {};
    m_programNames.clear();
    m_wanted.clear();
    m_loaded = false;
}

void StatusModel::forgetQuestions()
{
    ++m_generation;
    m_snapshot.drop();
}

std::function<Result<StatusSnapshot>(Workspace &, JobControl &)> StatusModel::question() const
{
    return [task = m_task, filter = m_filter](Workspace &workspace, JobControl &) { return readStatusSnapshot(workspace, task, filter); };
}

void StatusModel::take(Result<StatusSnapshot> snapshot)
{
    if (snapshot)
        takeSnapshot(std::move(snapshot).value());
    else
        Q_EMIT failed(snapshot.error().message());
}

void StatusModel::refresh()
{
    if (m_task.revision == 0)
        return;
    m_stale = !m_active;
    if (!m_active)
        return;
    m_snapshot.refresh();
}

void StatusModel::setActive(bool active)
{
    m_active = active;
    if (m_active && m_stale)
        refresh();
}

void StatusModel::readAllAgain()
{
    for (Row &row : m_rows) {
        if (row.items == Items::asked)
            row.items = Items::unknown;
    }
    refresh();
}

void StatusModel::takeSnapshot(StatusSnapshot snapshot)
{
    m_summary = std::move(snapshot.summary);
    if (m_programNames != snapshot.programNames) {
        m_programNames = std::move(snapshot.programNames);
        if (itemCount() > 0)
            Q_EMIT headerDataChanged(Qt::Horizontal, firstItemColumn, firstItemColumn + itemCount() - 1);
    }
    // Another filter shows another list: nothing in it is told row by row.
    if (m_loaded) {
        replaceRows(std::move(snapshot.computers));
    } else {
        beginResetModel();
        m_rows.clear();
        m_wanted.clear();
        for (ComputerTaskStatus &computer : snapshot.computers) {
            QString key = computer.computer.toCaseFolded();
            m_rows.push_back({std::move(computer), std::move(key)});
        }
        m_loaded = true;
        endResetModel();
    }
    Q_EMIT loaded();
}

void StatusModel::replaceRows(std::vector<ComputerTaskStatus> computers)
{
    QSet<QString> keys;
    keys.reserve(static_cast<qsizetype>(computers.size()));
    for (const ComputerTaskStatus &computer : computers)
        keys.insert(computer.computer.toCaseFolded());
    removeMissing(keys);
    insertNew(computers);
    updateChanged(computers);
}

void StatusModel::removeMissing(const QSet<QString> &keys)
{
    const auto isMissing = [&](size_t row) { return !keys.contains(m_rows[row].key); };
    for (size_t end = m_rows.size(); end > 0; --end) {
        if (!isMissing(end - 1))
            continue;
        size_t begin = end - 1;
        while (begin > 0 && isMissing(begin - 1))
            --begin;
        beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
        m_rows.erase(m_rows.begin() + static_cast<qptrdiff>(begin), m_rows.begin() + static_cast<qptrdiff>(end));
        endRemoveRows();
        end = begin + 1;
    }
}

// Every row that is left is in `computers`, in the same order.
void StatusModel::insertNew(std::vector<ComputerTaskStatus> &computers)
{
    for (size_t row = 0; row < computers.size(); ++row) {
        const auto isNew = [&](size_t i) {
            return row >= m_rows.size() || m_rows[row].key != computers[i].computer.toCaseFolded();
        };
        if (!isNew(row))
            continue;
        std::vector<Row> added;
        for (size_t i = row; i < computers.size() && isNew(i); ++i)
            added.push_back({computers[i], computers[i].computer.toCaseFolded()});
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(row + added.size()) - 1);
        m_rows.insert(m_rows.begin() + static_cast<qptrdiff>(row), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
        endInsertRows();
        row += added.size() - 1;
    }
}

void StatusModel::updateChanged(const std::vector<ComputerTaskStatus> &computers)
{
    const auto update = [&](size_t i) {
        if (sameButForItems(m_rows[i].status, computers[i]))
            return false;
        // What is known of its items is shown until the new state of them is read.
        std::vector<LineItemStatus> items = std::move(m_rows[i].status.items);
        m_rows[i].status = computers[i];
        m_rows[i].status.items = std::move(items);
        m_rows[i].items = Items::unknown;
        return true;
    };
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (!update(i))
            continue;
        const size_t first = i;
        while (i + 1 < m_rows.size() && update(i + 1))
            ++i;
        Q_EMIT dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(i), columnCount() - 1));
    }
}

int StatusModel::rowOf(const QString &computer) const
{
    const QString key = computer.toCaseFolded();
    const auto found = std::ranges::lower_bound(m_rows, key, {}, &Row::key);
    return found != m_rows.end() && found->key == key ? static_cast<int>(found - m_rows.begin()) : -1;
}

void StatusModel::wantItems(int row) const
{
    const int chunk = row / chunkRows;
    if (!m_wanted.empty() && m_wanted.back() == chunk)
        return;
    std::erase(m_wanted, chunk);
    m_wanted.push_back(chunk);
    if (m_wanted.size() > mostWantedChunks)
        m_wanted.erase(m_wanted.begin());
    if (!m_wantedTimer.isActive())
        m_wantedTimer.start();
}

void StatusModel::loadWanted()
{
    if (m_loadingItems || m_wanted.empty())
        return;
    const size_t first = static_cast<size_t>(m_wanted.back()) * chunkRows;
    m_wanted.pop_back();
    const size_t end = std::min(first + chunkRows, m_rows.size());
    StatusQuery query;
    query.computer = m_filter.computer;
    query.status = m_filter.status;
    query.atMost = 0;
    for (size_t i = first; i < end; ++i) {
        query.atMost += m_rows[i].status.reported != 0 ? 1 : 0;
        if (m_rows[i].items == Items::unknown)
            m_rows[i].items = Items::asked;
    }
    if (query.atMost == 0)
        return loadWanted();
    if (first > 0)
        query.after = m_rows[first - 1].status.computer;
    m_loadingItems = true;
    m_session.run<std::vector<ComputerTaskStatus>>([task = m_task.id, query](Workspace &workspace, JobControl &) {
                 return workspace.store().statuses().statuses(task, query);
             })
        .then(this, [this, generation = m_generation](Result<std::vector<ComputerTaskStatus>> computers) {
            m_loadingItems = false;
            if (generation == m_generation) {
                if (computers)
                    takeItems(std::move(computers).value());
                else
                    Q_EMIT failed(computers.error().message());
            }
            loadWanted();
        });
}

void StatusModel::takeItems(std::vector<ComputerTaskStatus> computers)
{
    int first = -1;
    int last = -1;
    for (ComputerTaskStatus &computer : computers) {
        const int row = rowOf(computer.computer);
        if (row < 0)
            continue;
        Row &shown = m_rows[static_cast<size_t>(row)];
        shown.status = std::move(computer);
        shown.status.items = everyPlace(m_task, std::move(shown.status.items));
        shown.items = Items::known;
        first = first < 0 ? row : std::min(first, row);
        last = std::max(last, row);
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

int StatusModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StatusModel::columnCount(const QModelIndex &parent) const
{
    constexpr int columnsAfterItems = 3;
    return parent.isValid() ? 0 : firstItemColumn + itemCount() + columnsAfterItems;
}

QVariant StatusModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<size_t>(index.row())];
    const int item = index.column() - firstItemColumn;
    if (item >= 0 && item < itemCount())
        return itemData(row, item, role);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == computerColumn)
            return row.status.computer;
        return index.column() == statusColumn ? statusText(row.status) : timeCell(row.status, item - itemCount());
    case Qt::ToolTipRole:
        return row.status.problem.isEmpty() ? row.status.explanation : row.status.explanation + u'\n' + row.status.problem;
    case Qt::TextAlignmentRole:
        return item == itemCount() + 2 ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case ComputerStatusRole:
        return index.column() == statusColumn ? QVariant(static_cast<int>(row.status.status)) : QVariant();
    case ClockAheadRole:
        return row.status.clockAhead;
    default:
        return {};
    }
}

QVariant StatusModel::itemData(const Row &row, int item, int role) const
{
    if (row.status.reported == 0)
        return {};
    const bool asks = role == Qt::DisplayRole || role == ItemStatusRole;
    if (asks && row.items == Items::unknown)
        wantItems(static_cast<int>(&row - m_rows.data()));
    const auto place = static_cast<size_t>(item);
    if (place >= row.status.items.size())
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("…")) : QVariant();
    const LineItemStatus &status = row.status.items[place];
    switch (role) {
    case Qt::DisplayRole:
        return statusText(status);
    case Qt::ToolTipRole:
        return status.explanation;
    case ItemStatusRole:
        return static_cast<int>(status.status);
    default:
        return {};
    }
}

QString StatusModel::timeCell(const ComputerTaskStatus &computer, int column) const
{
    switch (column) {
    case 0: return computer.started ? timeText(*computer.started) : QString();
    case 1: return computer.started && computer.finished ? elapsedText(*computer.finished - *computer.started) : QString();
    default: return computer.reported != 0 ? QString::number(computer.restarts) : QString();
    }
}

// "succeeded: 31, failed: 4"
QString StatusModel::itemCounts(int item) const
{
    const auto counts = m_summary.items.find(m_task.items[static_cast<size_t>(item)].id);
    if (counts == m_summary.items.end())
        return tr("No computer has reported on it yet.");
    QStringList parts;
    for (const auto &[status, count] : counts->second)
        parts.append(tr("%1: %2").arg(statusText(status)).arg(count));
    return parts.join(QStringLiteral(", "));
}

QVariant StatusModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    if (orientation == Qt::Vertical)
        return section < rowCount() ? m_rows[static_cast<size_t>(section)].status.computer : QVariant();
    const int item = section - firstItemColumn;
    if (item >= 0 && item < itemCount()) {
        const QString program = m_programNames.value(item);
        if (role == Qt::ToolTipRole)
            return tr("%1. %2").arg(item + 1).arg(program) + u'\n' + itemCounts(item);
        return QString::number(item + 1) + u' ' + program.section(u'/', -1);
    }
    if (role == Qt::ToolTipRole)
        return {};
    if (section == computerColumn)
        return tr("Computer");
    if (section == statusColumn)
        return tr("Status");
    switch (item - itemCount()) {
    case 0: return tr("Started");
    case 1: return tr("Took");
    case 2: return tr("Restarts");
    default: return {};
    }
}

} // namespace seriatim
