#include "engine/store/statuslist.h"

#include "engine/base/text.h"
#include "engine/store/names_p.h"
#include "engine/store/session_p.h"
#include "engine/store/statusrows_p.h"
#include "engine/store/statustotals_p.h"

#include <algorithm>
#include <unordered_set>

namespace seriatim {

namespace {

using sql::Key;

// 0, which is no row's: nothing was reported of it.
template <typename Tag>
Key keyOrNone(soci::session &session, const Id<Tag> &id)
{
    return statusrows::reportedKey(session, id).value_or(0);
}

bool asksItems(const StatusListQuery &query)
{
    return query.itemStatus || query.returnCode;
}

// Numbers stand in the query itself, so that only texts are bound: :computer, :text, :text. Nothing is named that is not asked
// for: an index alone answers then.
std::string whereOf(soci::session &session, TaskId task, const StatusListQuery &query)
{
    const auto number = [](long long value) { return std::to_string(value); };
    std::string where = "s.reported_task_key = " + number(keyOrNone(session, task));
    if (query.status)
        where += " AND s.status = " + number(static_cast<int>(*query.status));
    if (query.reportedSince)
        where += " AND s.reported_at >= " + number(*query.reportedSince);
    if (asksItems(query)) {
        where += " AND EXISTS (SELECT 1 FROM item_status f WHERE f.status_key = s.status_key";
        if (query.item)
            where += " AND f.reported_item_key = " + number(keyOrNone(session, *query.item));
        if (query.itemStatus)
            where += " AND f.status = " + number(static_cast<int>(*query.itemStatus));
        if (query.returnCode)
            where += " AND f.return_code = " + number(*query.returnCode);
        where += ')';
    }
    if (!query.computer.isEmpty())
        where += " AND s.folded_name LIKE :computer ESCAPE '\\'";
    if (!query.text.isEmpty())
        where += " AND (s.explanation LIKE :text ESCAPE '\\' OR s.problem LIKE :text2 ESCAPE '\\')";
    return where;
}

std::vector<std::string> sortColumns(const StatusListQuery &query)
{
    switch (query.sort) {
    case StatusSort::computer: return {};
    case StatusSort::status: return {"s.status"};
    case StatusSort::started: return {"s.started_at"};
    case StatusSort::took: return {"s.finished_at - s.started_at"};
    case StatusSort::restarts: return {"s.restarts"};
    case StatusSort::reported: return {"s.reported_at"};
    case StatusSort::item: return {"o.status", "o.return_code"};
    }
    Q_UNREACHABLE();
}

std::string listQuery(soci::session &session, TaskId task, const StatusListQuery &query, const std::string &columns, std::optional<int> atMost = {})
{
    std::string select = "SELECT " + columns + " FROM computer_task_status s";
    if (query.sort == StatusSort::item) {
        const Key item = query.sortItem ? keyOrNone(session, *query.sortItem) : 0;
        select += " LEFT JOIN item_status o ON o.status_key = s.status_key AND o.reported_item_key = " + std::to_string(item);
    }
    const std::string direction = query.descending ? " DESC" : "";
    std::string order;
    for (const std::string &column : sortColumns(query))
        order += column + direction + ", ";
    return select + " WHERE " + whereOf(session, task, query) + " ORDER BY " + order + "s.folded_name" + direction
           + (atMost ? " LIMIT " + std::to_string(*atMost) : std::string());
}

// `add` takes the columns.
template <typename... Types, typename Add>
void readList(soci::session &session, const std::string &select, const StatusListQuery &query, const Add &add)
{
    const std::string computer = statusrows::likePattern(query.computer);
    const std::string text = statusrows::containsPattern(query.text);
    if (query.computer.isEmpty() && query.text.isEmpty())
        sql::forEachRow<Types...>(session, select, add);
    else if (query.text.isEmpty())
        sql::forEachRow<Types...>(session, select, add, computer);
    else if (query.computer.isEmpty())
        sql::forEachRow<Types...>(session, select, add, text, text);
    else
        sql::forEachRow<Types...>(session, select, add, computer, text, text);
}

// Those of them that the filter lets through, by name.
std::vector<std::pair<std::string, StatusKey>> wantedSilent(const StatusListQuery &query, const QStringList &silent, const ComputerNames *among)
{
    StatusListQuery rest = query;
    rest.computer.clear();
    rest.status.reset();
    rest.collection.reset();
    std::vector<std::pair<std::string, StatusKey>> wanted;
    if (rest.isFiltered() || query.status.value_or(ComputerStatus::notReceived) != ComputerStatus::notReceived)
        return wanted;
    for (qsizetype i = 0; i < silent.size(); ++i) {
        if ((query.computer.isEmpty() || isComputerMeant(silent[i], query.computer)) && (!among || among->contains(silent[i])))
            wanted.emplace_back(sql::folded(silent[i]), ~static_cast<StatusKey>(i));
    }
    if (query.descending)
        std::ranges::sort(wanted, std::greater());
    else
        std::ranges::sort(wanted);
    return wanted;
}

std::string listed(const std::vector<StatusKey> &keys)
{
    std::string list;
    for (const StatusKey key : keys)
        list += (list.empty() ? "" : ", ") + std::to_string(key);
    return list;
}

} // namespace

ComputerNames::ComputerNames(const QStringList &names)
{
    for (const QString &name : names)
        m_folded.insert(sql::folded(name));
}

bool ComputerNames::contains(const QString &name) const
{
    return containsFolded(sql::folded(name));
}

bool isComputerMeant(const QString &name, const QString &pattern)
{
    const bool wildcards = pattern.contains(u'*') || pattern.contains(u'?');
    return wildcards ? matchesWildcard(name, pattern) : name.contains(pattern, Qt::CaseInsensitive);
}

bool StatusListQuery::isFiltered() const
{
    StatusListQuery sorted;
    sorted.sort = sort;
    sorted.sortItem = sortItem;
    sorted.descending = descending;
    sorted.item = item;
    return *this != sorted;
}

Result<std::vector<StatusKey>> StatusList::keys(TaskId task, const StatusListQuery &query, std::optional<int> atMost, const ComputerNames *among) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<StatusKey> keys;
        if (!among) {
            readList<Key>(session, listQuery(session, task, query, "s.status_key", atMost), query, [&](Key key) { keys.push_back(key); });
            return keys;
        }
        readList<Key, std::string>(session, listQuery(session, task, query, "s.status_key, s.folded_name"), query, [&](Key key, const std::string &name) {
            const bool isFull = atMost && keys.size() >= static_cast<size_t>(*atMost);
            if (!isFull && among->containsFolded(name))
                keys.push_back(key);
        });
        return keys;
    });
}

Result<StatusListing> StatusList::list(TaskId task, const StatusListQuery &query, const QStringList &silent, const ComputerNames *among) const
{
    const std::vector<std::pair<std::string, StatusKey>> wanted = wantedSilent(query, silent, among);
    return sql::reading(*m_database, [&](soci::session &session) {
        StatusListing listing{{}, silent};
        std::vector<StatusKey> &entries = listing.entries;
        auto next = wanted.begin();
        const auto addUpTo = [&](auto end) {
            for (; next != end; ++next)
                entries.push_back(next->second);
        };
        const bool isByName = query.sort == StatusSort::computer && !wanted.empty();
        const auto isBefore = [&](const std::string &silentName, const std::string &name) {
            return query.descending ? silentName > name : silentName < name;
        };
        if (!isByName && !query.descending)
            addUpTo(wanted.end());
        if (isByName || among) {
            readList<Key, std::string>(session, listQuery(session, task, query, "s.status_key, s.folded_name"), query,
                                       [&](Key key, const std::string &name) {
                                           if (among && !among->containsFolded(name))
                                               return;
                                           while (isByName && next != wanted.end() && isBefore(next->first, name))
                                               addUpTo(next + 1);
                                           entries.push_back(key);
                                       });
        } else {
            readList<Key>(session, listQuery(session, task, query, "s.status_key"), query, [&](Key key) { entries.push_back(key); });
        }
        addUpTo(wanted.end());
        return listing;
    });
}

Result<std::vector<std::pair<StatusKey, ComputerTaskStatus>>> StatusList::rows(const std::vector<StatusKey> &keys) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<std::pair<StatusKey, ComputerTaskStatus>> inOrder;
        if (keys.empty())
            return inOrder;
        const std::string condition = "s.status_key IN (" + listed(keys) + ')';
        statusrows::Rows rows = statusrows::readComputers(session, condition);
        statusrows::addItems(session, condition, false, rows);
        for (const StatusKey key : keys) {
            const auto found = rows.indexes.constFind(key);
            if (found != rows.indexes.constEnd())
                inOrder.emplace_back(key, std::move(rows.computers[*found]));
        }
        return inOrder;
    });
}

Result<std::optional<StatusKey>> StatusList::keyOf(TaskId task, const QString &computer) const
{
    return sql::reading(*m_database, [&](soci::session &session) -> std::optional<StatusKey> {
        return sql::firstValue<Key>(session,
                                    "SELECT s.status_key FROM computer_task_status s JOIN reported_guid g "
                                    "ON g.reported_key = s.reported_task_key WHERE g.guid = :guid AND s.folded_name = :name",
                                    sql::text(task), sql::folded(computer));
    });
}

Result<QStringList> StatusList::silentOf(TaskId task, const QStringList &computers) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::unordered_set<std::string> reported;
        sql::forEachRow<std::string>(
            session, "SELECT folded_name FROM computer_task_status WHERE reported_task_key = :task",
            [&](const std::string &name) { reported.insert(name); }, keyOrNone(session, task));
        QStringList silent;
        for (const QString &computer : computers) {
            if (!reported.contains(sql::folded(computer)))
                silent.append(computer);
        }
        return silent;
    });
}

Result<qint64> StatusList::wrongTotals() const
{
    return sql::reading(*m_database, [](soci::session &session) -> qint64 {
        const TotalsDifference wrong = seriatim::wrongTotals(session);
        return wrong.computers + wrong.items;
    });
}

Result<> StatusList::recountTotals()
{
    return sql::writing(*m_database, [](soci::session &session) {
        recomputeTotals(session);
        return Done{};
    });
}

} // namespace seriatim
