#include "models/statusmodel.h"

#include <algorithm>
#include <unordered_set>

namespace seriatim {

namespace {

// Up to here a list is read whole each time, and changes row by row; a longer one shows its beginning first, is read again
// now and then, and begins anew where it changed.
constexpr int shortList = 20'000;
constexpr int mostFirstRows = 1000; // of a list, that come with it
constexpr int leastPauseMs = 2000;
constexpr int pauseFactor = 10; // a tenth of the time at most goes into reading a long list

// A long list is shown from its beginning while the whole of it is read, which takes a second or more: neither rows that are
// scrolled to nor another filter wait for that.
Result<StatusSnapshot> readShortOrBeginning(Workspace &workspace, const StatusQuestion &question)
{
    Result<StatusSnapshot> first = readStatusBeginning(workspace, question);
    return first && first->summary.computers > shortList ? first : readStatusSnapshot(workspace, question);
}

// Of the columns after the items.
StatusSort sortOf(int afterItems)
{
    switch (afterItems) {
    case 0: return StatusSort::started;
    case 1: return StatusSort::took;
    default: return StatusSort::restarts;
    }
}

} // namespace

StatusModel::StatusModel(StoreSession &session, QObject *parent) : QAbstractTableModel(parent), m_session(session),
      m_snapshot(this, [this] { return ask(m_loaded ? readStatusSnapshot : readShortOrBeginning, Lane::quick); },
                 [this](Result<StatusSnapshot> snapshot) { take(std::move(snapshot)); }),
      m_longList(this, [this] { return ask(readStatusSnapshot, Lane::slow); }, [this](Result<StatusSnapshot> snapshot) { take(std::move(snapshot)); })
{
    m_wantedTimer.setSingleShot(true);
    m_wantedTimer.setInterval(0);
    m_later.setSingleShot(true);
    connect(&m_wantedTimer, &QTimer::timeout, this, &StatusModel::loadWanted);
    connect(&m_later, &QTimer::timeout, &m_later, [this] { m_longList.refresh(); });
    connect(&m_session, &StoreSession::statusesChanged, this, &StatusModel::refresh);
    connect(&m_session, &StoreSession::catalogueChanged, this, &StatusModel::refresh);
}

StatusModel::~StatusModel()
{
    m_control->cancel();
}

void StatusModel::setTask(const SequentialTask &saved, OrderInForce inForce)
{
    if (saved == m_task && inForce == m_inForce)
        return refresh();
    beginResetModel();
    const bool same = m_task.id == saved.id && saved.revision > 0;
    m_task = saved;
    m_inForce = inForce;
    if (!same)
        forget();
    m_rows.forgetItems();
    forgetQuestions();
    endResetModel();
    refresh();
}

void StatusModel::setQuery(const StatusListQuery &query)
{
    StatusListQuery sorted = query;
    sorted.sort = m_query.sort;
    sorted.sortItem = m_query.sortItem;
    sorted.descending = m_query.descending;
    setList(sorted);
}

void StatusModel::sort(int column, Qt::SortOrder order)
{
    StatusListQuery sorted = m_query;
    const int item = column - firstItemColumn;
    sorted.sortItem.reset();
    if (column <= computerColumn)
        sorted.sort = StatusSort::computer;
    else if (column == statusColumn)
        sorted.sort = StatusSort::status;
    else if (item < itemCount())
        sorted.sort = StatusSort::item;
    else
        sorted.sort = sortOf(item - itemCount());
    if (sorted.sort == StatusSort::item)
        sorted.sortItem = m_task.items[static_cast<size_t>(item)].id;
    sorted.descending = order == Qt::DescendingOrder;
    setList(sorted);
}

void StatusModel::setList(const StatusListQuery &query)
{
    if (query == m_query)
        return;
    m_query = query;
    forgetQuestions();
    m_loaded = false;
    m_whole = false;
    refresh();
}

void StatusModel::forget()
{
    m_entries.clear();
    m_silent.clear();
    m_rows.clear();
    m_summary = {};
    m_programNames.clear();
    m_followedKey.reset();
    m_loaded = false;
    m_whole = false;
}

void StatusModel::forgetQuestions()
{
    ++m_generation;
    m_later.stop();
    m_snapshot.drop();
    m_longList.drop();
}

bool StatusModel::isLong() const
{
    return m_summary.computers > shortList; // however few of them the filter shows: all have to be looked at
}

Answer<Result<StatusSnapshot>> StatusModel::ask(Question read, Lane lane)
{
    const auto job = [read, question = StatusQuestion{m_task, m_query, m_inForce, m_followed}](Workspace &workspace, JobControl &control) {
        return control.isCancelled() ? Result<StatusSnapshot>(Error{ErrorCode::cancelled, {}, {}}) : read(workspace, question);
    };
    return m_session.run<StatusSnapshot>(job, m_control, lane);
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
    if (!m_loaded || !isLong()) {
        m_snapshot.refresh();
        return;
    }
    m_rows.outdate();
    loadWanted();
    if (!m_later.isActive())
        m_later.start(static_cast<int>(std::max<qint64>(leastPauseMs, m_tookMs * pauseFactor)));
}

void StatusModel::setActive(bool active)
{
    m_active = active;
    if (m_active && m_stale)
        refresh();
}

void StatusModel::readAllAgain()
{
    m_rows.outdate();
    m_later.stop();
    if (m_task.revision > 0)
        (isLong() ? m_longList : m_snapshot).refresh();
}

void StatusModel::follow(const QString &computer)
{
    m_followed = computer;
    m_followedKey.reset();
    refresh();
}

void StatusModel::takeSnapshot(StatusSnapshot snapshot)
{
    const bool isFirst = !m_loaded;
    takeNames(snapshot);
    m_rows.outdate();
    const std::unordered_set<StatusKey> changed = keep(std::move(snapshot.rows));
    m_followedKey = snapshot.followed;
    m_summary = std::move(snapshot.summary);
    Entries entries = std::move(snapshot.listing.entries);
    for (StatusKey &entry : entries) {
        if (entry < 0)
            entry = m_silent.entryOf(snapshot.listing.silent[static_cast<qsizetype>(~entry)]);
    }
    m_whole = snapshot.isWhole;
    if (m_whole)
        m_tookMs = snapshot.tookMs;
    takeEntries(std::move(entries));
    tellChanged(changed, 0, std::min(rowCount(), mostFirstRows) - 1);
    loadWanted();
    Q_EMIT loaded();
    if (isFirst && !m_whole)
        m_longList.refresh();
}

void StatusModel::takeNames(StatusSnapshot &snapshot)
{
    if (m_programNames == snapshot.programNames)
        return;
    m_programNames = std::move(snapshot.programNames);
    if (itemCount() > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, firstItemColumn, firstItemColumn + itemCount() - 1);
}

// Another filter or order shows another list: nothing in it is told row by row. Nor is that worth its time in a long one.
void StatusModel::takeEntries(Entries entries)
{
    const bool beginsAnew = !m_loaded || std::max(entries.size(), m_entries.size()) > shortList;
    m_loaded = true;
    if (entries == m_entries)
        return;
    if (beginsAnew) {
        beginResetModel();
        m_entries = std::move(entries);
        endResetModel();
    } else {
        replaceRows(entries);
    }
}

QString StatusModel::computerName(int row) const
{
    const StatusKey entry = m_entries[static_cast<size_t>(row)];
    if (entry < 0)
        return m_silent.name(entry);
    const ComputerTaskStatus *computer = m_rows.find(entry);
    return computer ? computer->computer : QString();
}

int StatusModel::rowOf(const QString &computer) const
{
    std::optional<StatusKey> entry = m_rows.keyOf(computer);
    if (!entry && m_followed.compare(computer, Qt::CaseInsensitive) == 0)
        entry = m_followedKey;
    if (!entry)
        entry = m_silent.knownEntryOf(computer);
    const auto found = entry ? std::ranges::find(m_entries, *entry) : m_entries.end();
    return found != m_entries.end() ? static_cast<int>(found - m_entries.begin()) : -1;
}

void StatusModel::wantRow(int row) const
{
    m_rows.want(row);
    if (!m_wantedTimer.isActive())
        m_wantedTimer.start();
}

void StatusModel::loadWanted()
{
    std::vector<StatusKey> keys;
    size_t first = 0;
    size_t end = 0;
    while (!m_loadingRows && keys.empty()) {
        const std::optional<int> piece = m_rows.takeWanted();
        if (!piece)
            return;
        first = std::min(static_cast<size_t>(*piece) * StatusRowCache::chunkRows, m_entries.size());
        end = std::min(first + StatusRowCache::chunkRows, m_entries.size());
        for (size_t i = first; i < end; ++i) {
            if (m_entries[i] >= 0 && !m_rows.isFresh(m_entries[i]))
                keys.push_back(m_entries[i]);
        }
    }
    if (keys.empty())
        return;
    for (const StatusKey key : keys)
        m_rows.markAsked(key);
    m_loadingRows = true;
    m_session.run<StatusRows>([keys](Workspace &workspace, JobControl &) { return StatusList(workspace.store().database()).rows(keys); })
        .then(this, [this, generation = m_generation, first, end](Result<StatusRows> rows) {
            m_loadingRows = false;
            if (rows && generation == m_generation)
                takeRows(std::move(rows).value(), static_cast<int>(first), static_cast<int>(end) - 1);
            else if (!rows)
                Q_EMIT failed(rows.error().message());
            loadWanted();
        });
}

Result<> StatusModel::readNow(const std::vector<int> &rows)
{
    constexpr size_t pieceRows = 256;
    m_rows.makeRoom(rows.size()); // before it is looked at which of them are here
    std::vector<StatusKey> keys;
    for (const int row : rows) {
        const StatusKey entry = m_entries[static_cast<size_t>(row)];
        if (entry >= 0 && !m_rows.isRead(entry))
            keys.push_back(entry);
    }
    const StatusList list(m_session.workspace().store().database());
    for (size_t first = 0; first < keys.size(); first += pieceRows) {
        const auto begin = keys.begin() + static_cast<qptrdiff>(first);
        Result<StatusRows> read = list.rows({begin, begin + static_cast<qptrdiff>(std::min(pieceRows, keys.size() - first))});
        if (!read)
            return read.error();
        tellChanged(keep(std::move(read).value()), 0, rowCount() - 1);
    }
    return Done{};
}

// `first` to `last` is where they were asked for; what has moved meanwhile is painted where it is now, when it is painted.
void StatusModel::takeRows(StatusRows rows, int first, int last)
{
    tellChanged(keep(std::move(rows)), first, std::min(last, rowCount() - 1));
}

// Which of them are others than before.
std::unordered_set<StatusKey> StatusModel::keep(StatusRows rows)
{
    std::unordered_set<StatusKey> changed;
    for (auto &[key, row] : rows) {
        row.items = everyPlace(m_task, std::move(row.items));
        if (m_rows.put(key, std::move(row)))
            changed.insert(key);
    }
    return changed;
}

void StatusModel::tellChanged(const std::unordered_set<StatusKey> &changed, int first, int last)
{
    if (changed.empty())
        return;
    while (first <= last && !changed.contains(m_entries[static_cast<size_t>(first)]))
        ++first;
    while (last >= first && !changed.contains(m_entries[static_cast<size_t>(last)]))
        --last;
    if (first > last)
        return;
    Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Vertical, first, last);
}

} // namespace seriatim
