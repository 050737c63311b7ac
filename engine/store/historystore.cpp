#include "engine/store/historystore.h"

#include "engine/base/text.h"
#include "engine/store/dialect_p.h"
#include "engine/store/historysteps_p.h"
#include "engine/store/names_p.h"
#include "engine/store/session_p.h"
#include "engine/store/statusrows_p.h"
#include "engine/store/statusverification_p.h"

#include <chrono>
#include <thread>

namespace seriatim {

namespace {

using sql::Key;
using Text = std::string;

constexpr auto daysSetting = "history days";
constexpr auto completeSetting = "history complete since";

std::optional<qint64> numberSetting(soci::session &session, const char *name)
{
    const auto value = sql::firstValue<Text>(session, "SELECT value FROM store_setting WHERE name = :name", Text(name));
    return value ? parseInteger(sql::text(*value)) : std::nullopt;
}

void setNumber(soci::session &session, const char *name, qint64 value)
{
    sql::run(session, sql::upsertInto("store_setting", {"name"}, {"value"}), Text(name), std::to_string(value));
}

// From the first write on, so that nobody takes what is left for all there was.
void noteRemoval(soci::session &session, Instant before)
{
    if (numberSetting(session, completeSetting).value_or(0) < before)
        setNumber(session, completeSetting, before);
}

// Others that wait for their turn to write get it, however long a step takes here.
void rest(std::chrono::steady_clock::duration worked)
{
    constexpr auto longest = std::chrono::milliseconds(200);
    std::this_thread::sleep_for(std::min<std::chrono::steady_clock::duration>(worked, longest));
}

struct Extent {
    Key last = 0;
    qint64 events = 0;
};

Result<Extent> extentOf(Database &database)
{
    return sql::reading(database, [](soci::session &session) {
        const auto extent = sql::firstRow<Key, long long>(session, "SELECT COALESCE(MAX(event_key), 0), COUNT(*) FROM status_event");
        return extent ? Extent{std::get<0>(*extent), std::get<1>(*extent)} : Extent();
    });
}

// Ends at the key of an event, so that gaps cost nothing.
Result<Extent> nextStep(Database &database, Key after, int events, Key last)
{
    return sql::reading(database, [&](soci::session &session) {
        Extent step{last, 0};
        sql::forEachRow<Key>(session, "SELECT event_key FROM status_event WHERE event_key > :after ORDER BY event_key LIMIT :most",
                             [&](Key key) {
                                 step.last = key;
                                 ++step.events;
                             },
                             after, events);
        return step;
    });
}

// Looks first, so that nobody is kept from writing where there is nothing to do.
Result<historysteps::Old> removeOld(Database &database, const historysteps::Range &range, Instant before)
{
    const Result<historysteps::Old> old = sql::reading(database, [&](soci::session &session) { return historysteps::look(session, range, before); });
    if (!old || old->removable == 0)
        return old;
    return sql::writing(database, [&](soci::session &session) {
        noteRemoval(session, before);
        return historysteps::remove(session, range, before);
    });
}

// By the day; of the events that are there those of each day together. `ofTask` is a condition on either table.
std::string allCounts(const std::string &ofTask)
{
    return "SELECT c.day, t.guid, c.kind, g.guid, c.status, c.has_code, c.return_code, SUM(c.events) FROM ("
           "SELECT day, reported_task_key, reported_item_key, kind, status, has_code, return_code, events FROM history_day_total " + ofTask
           + "UNION ALL SELECT received_at / 86400000, reported_task_key, CASE WHEN kind = 1 THEN COALESCE(reported_item_key, 0) ELSE 0 END, kind, "
             "CASE WHEN kind = 1 THEN item_status ELSE computer_status END, CASE WHEN return_code IS NULL THEN 0 ELSE 1 END, "
             "COALESCE(return_code, 0), COUNT(*) FROM status_event " + ofTask + "GROUP BY 1, 2, 3, 4, 5, 6, 7) c "
             "JOIN reported_guid t ON t.reported_key = c.reported_task_key LEFT JOIN reported_guid g ON g.reported_key = c.reported_item_key "
             "WHERE c.day >= :since AND c.day < :until "
             "GROUP BY c.day, t.guid, c.reported_task_key, c.kind, g.guid, c.reported_item_key, c.status, c.has_code, c.return_code "
             "ORDER BY c.day, c.reported_task_key, c.kind, c.reported_item_key, c.status, c.has_code, c.return_code";
}

static_assert(millisPerDay == 86'400'000);

} // namespace

Result<std::optional<int>> HistoryStore::keptDays() const
{
    return sql::reading(*m_database, [](soci::session &session) {
        const std::optional<qint64> days = numberSetting(session, daysSetting);
        return days && *days >= 1 && *days <= mostHistoryDays ? std::optional(static_cast<int>(*days)) : std::nullopt;
    });
}

Result<> HistoryStore::setKeptDays(std::optional<int> days)
{
    if (days && (*days < 1 || *days > mostHistoryDays)) {
        return Error{ErrorCode::invalidInput, QStringLiteral("%1 days").arg(*days),
                     QStringLiteral("history can be kept for 1 to %1 days, or for ever").arg(mostHistoryDays)};
    }
    return sql::writing(*m_database, [&](soci::session &session) {
        if (days)
            setNumber(session, daysSetting, *days);
        else
            sql::run(session, "DELETE FROM store_setting WHERE name = :name", Text(daysSetting));
        return Done{};
    });
}

Result<std::optional<Instant>> HistoryStore::completeSince() const
{
    return sql::reading(*m_database, [](soci::session &session) -> std::optional<Instant> { return numberSetting(session, completeSetting); });
}

Result<qint64> HistoryStore::removedEvents(TaskId task, const QString &computer) const
{
    return sql::reading(*m_database, [&](soci::session &session) -> qint64 {
        return sql::firstValue<long long>(session,
                                          "SELECT s.forgotten_events FROM computer_task_status s JOIN endpoint n ON n.endpoint_key = s.endpoint_key "
                                          "WHERE s.reported_task_key = :task AND n.folded_name = :name",
                                          statusrows::reportedKey(session, task).value_or(0), sql::folded(computer))
            .value_or(0);
    });
}

Result<CompactOutcome> HistoryStore::compact(Instant before, const CompactOptions &options)
{
    const Result<Extent> all = extentOf(*m_database);
    if (!all)
        return all.error();
    CompactOutcome outcome;
    CompactProgress progress;
    progress.all = all->events;
    historysteps::Range range;
    while (outcome.isComplete && range.last < all->last) {
        const auto begun = std::chrono::steady_clock::now();
        const Result<Extent> next = nextStep(*m_database, range.last, options.eventsPerStep, all->last);
        if (!next)
            return next.error();
        range = {range.last, next->last};
        const Result<historysteps::Old> old = removeOld(*m_database, range, before);
        if (!old)
            return old.error();
        outcome.removed += old->removable;
        outcome.kept += old->needed;
        progress.seen += next->events;
        progress.removed = outcome.removed;
        if (options.goOn && !options.goOn(progress) && range.last < all->last)
            outcome.isComplete = false;
        else if (old->removable > 0)
            rest(std::chrono::steady_clock::now() - begun);
    }
    const Result<qint64> free = sql::reading(*m_database, [](soci::session &session) { return dialect::freeBytes(session); });
    if (!free)
        return free.error();
    outcome.freeBytes = *free;
    return outcome;
}

Result<std::vector<HistoryCount>> HistoryStore::counts(const HistoryScope &scope) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<HistoryCount> counts;
        const auto add = [&](long long day, const Text &task, int kind, const std::optional<Text> &item, int word, int hasCode, int code,
                             long long events) {
            HistoryCount count(sql::orRefuse(sql::idFrom<TaskId>(sql::text(task))));
            count.day = day * millisPerDay;
            count.kind = statuscode::kind(kind);
            if (item) {
                count.item = statusrows::lineItem(*item);
                count.itemStatus = statuscode::itemStatus(word);
            } else {
                count.computerStatus = statuscode::computerStatus(word);
            }
            if (hasCode != 0)
                count.returnCode = code;
            count.events = events;
            counts.push_back(std::move(count));
        };
        constexpr long long farAway = 1LL << 40;
        const long long since = scope.since ? *scope.since / millisPerDay : -farAway;
        const long long until = scope.until ? (*scope.until + millisPerDay - 1) / millisPerDay : farAway;
        const std::string ofTask = scope.task ? "WHERE reported_task_key = " + std::to_string(statusrows::reportedKey(session, *scope.task).value_or(0)) + ' '
                                              : std::string();
        sql::forEachRow<long long, Text, int, std::optional<Text>, int, int, int, long long>(session, allCounts(ofTask), add, since, until);
        return counts;
    });
}

Result<HistoryFaults> HistoryStore::faults() const
{
    return sql::reading(*m_database, [](soci::session &session) {
        HistoryFaults faults;
        faults.statuses = static_cast<qint64>(statusverification::differing(session).size());
        faults.counts = statusverification::wrongCounts(session);
        return faults;
    });
}

// Looks first, as most stores need nothing, and looking takes long.
Result<qint64> HistoryStore::repairStatuses()
{
    const Result<bool> isNeeded = sql::reading(*m_database, [](soci::session &session) { return !statusverification::differing(session).empty(); });
    if (!isNeeded)
        return isNeeded.error();
    if (!*isNeeded)
        return 0;
    return sql::writing(*m_database, [](soci::session &session) -> qint64 { return statusverification::repair(session); });
}

} // namespace seriatim
