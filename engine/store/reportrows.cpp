#include "engine/store/reportrows_p.h"

#include "engine/base/percentile.h"
#include "engine/base/text.h"
#include "engine/store/names_p.h"
#include "engine/store/statuscodes_p.h"
#include "engine/store/statusstore.h"

#include <algorithm>
#include <limits>

namespace seriatim {

bool isCredibleDuration(Instant started, Instant finished, Instant reported)
{
    constexpr qint64 longest = 366LL * 24 * 60 * millisPerMinute;
    return started <= finished && finished - started <= longest && finished <= reported + clockTolerance;
}

bool isNamedLike(const QString &computer, const QString &pattern)
{
    const QString folded = sql::text(sql::folded(pattern));
    const bool isWildcard = folded.contains(u'*') || folded.contains(u'?');
    return matchesWildcard(sql::text(sql::folded(computer)), isWildcard ? folded : u'*' + folded + u'*');
}

namespace reportrows {

namespace {

using Text = std::string;
using Time = std::optional<long long>;

constexpr size_t fewEndpoints = 200;

} // namespace

std::vector<ReportedTask> tasksOf(soci::session &session, const ReportScope &scope)
{
    std::vector<ReportedTask> tasks;
    const Text guid = scope.task ? sql::text(*scope.task) : Text();
    sql::forEachRow<std::optional<Key>, Key, Text, Text, int>(
        session,
        Text("SELECT g.reported_key, t.task_key, t.guid, t.name, t.enabled FROM task t LEFT JOIN reported_guid g ON g.guid = t.guid ")
            + (scope.task ? "WHERE t.guid = :guid " : "WHERE :guid = '' ") + "ORDER BY t.folded_name",
        [&](std::optional<Key> reported, Key key, const Text &id, const Text &name, int enabled) {
            tasks.push_back({reported, key, sql::orRefuse(sql::idFrom<TaskId>(sql::text(id))), sql::text(name), enabled != 0});
        },
        guid);
    return tasks;
}

EndpointChoice::EndpointChoice(soci::session &session, const ReportScope &scope)
{
    if (scope.computer.isEmpty() && !scope.among)
        return;
    std::unordered_set<Text> names;
    if (scope.among) {
        names.reserve(static_cast<size_t>(scope.among->size()));
        for (const QString &name : *scope.among)
            names.insert(sql::folded(name));
    }
    m_chosen.emplace();
    sql::forEachRow<Key, Text>(session, "SELECT endpoint_key, folded_name FROM endpoint", [&](Key key, const Text &name) {
        if ((!scope.among || names.contains(name)) && (scope.computer.isEmpty() || isNamedLike(sql::text(name), scope.computer)))
            m_chosen->insert(key);
    });
}

const std::unordered_set<Key> *EndpointChoice::few() const
{
    return m_chosen && m_chosen->size() <= fewEndpoints ? &*m_chosen : nullptr;
}

std::unordered_map<Key, EndpointName> namesOf(soci::session &session, const std::unordered_set<Key> &endpoints)
{
    std::unordered_map<Key, EndpointName> names;
    names.reserve(endpoints.size());
    const auto take = [&](Key key, const Text &name, const Text &folded) {
        if (endpoints.contains(key))
            names.emplace(key, EndpointName{sql::text(name), folded});
    };
    const Text query = "SELECT endpoint_key, name, folded_name FROM endpoint";
    if (endpoints.size() > fewEndpoints) {
        sql::forEachRow<Key, Text, Text>(session, query, take);
    } else {
        for (const Key endpoint : endpoints)
            sql::forEachRow<Key, Text, Text>(session, query + " WHERE endpoint_key = :key", take, endpoint);
    }
    return names;
}

void StopWatch::look()
{
    constexpr unsigned rowsBetween = 4096;
    if (++m_rows % rowsBetween == 0 && m_cancelled && m_cancelled())
        sql::refuse(ErrorCode::cancelled, QString(), QStringLiteral("the report was cancelled"));
}

void forEachStatus(soci::session &session, Key task, const Question &question, const std::function<void(const StatusRow &)> &row,
                   std::optional<ComputerStatus> only)
{
    const auto take = [&](Key key, Key endpoint, int status, int run, int restarts, Time started, Time finished, long long reported) {
        question.stop.look();
        if (question.endpoints.contains(endpoint))
            row({key, endpoint, statuscode::computerStatus(status), run, restarts, started, finished, reported});
    };
    const long long since = question.scope.since.value_or(std::numeric_limits<Instant>::min());
    const long long until = question.scope.until.value_or(forever);
    Text query = "SELECT s.status_key, s.endpoint_key, s.status, s.run, s.restarts, s.started_at, s.finished_at, s.reported_at "
                 "FROM computer_task_status s WHERE s.reported_task_key = :task AND s.reported_at >= :since AND s.reported_at < :until";
    if (only)
        query += " AND s.status = " + std::to_string(static_cast<int>(*only));
    const std::unordered_set<Key> *few = question.endpoints.few();
    if (!few) {
        sql::forEachRow<Key, Key, int, int, int, Time, Time, long long>(session, query, take, task, since, until);
        return;
    }
    for (const Key endpoint : *few) {
        sql::forEachRow<Key, Key, int, int, int, Time, Time, long long>(session, query + " AND s.endpoint_key = :endpoint", take, task, since,
                                                                        until, endpoint);
    }
}

void DurationSample::add(std::optional<Instant> started, std::optional<Instant> finished, Instant reported)
{
    if (started && finished && isCredibleDuration(*started, *finished, reported))
        m_milliseconds.push_back(*finished - *started);
}

DurationFigures DurationSample::figures()
{
    std::ranges::sort(m_milliseconds);
    return {static_cast<qint64>(m_milliseconds.size()), nearestRank(m_milliseconds, 50), nearestRank(m_milliseconds, 90),
            nearestRank(m_milliseconds, 99)};
}

} // namespace reportrows

} // namespace seriatim
