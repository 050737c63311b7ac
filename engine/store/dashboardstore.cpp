#include "engine/store/dashboardstore.h"

#include "engine/store/activitytotals_p.h"
#include "engine/store/session_p.h"
#include "engine/store/statuscodes_p.h"

#include <algorithm>
#include <numeric>

namespace seriatim {

namespace {

using sql::Key;
using Text = std::string;

template <typename IdType>
IdType idOf(const Text &guid)
{
    return sql::orRefuse(sql::idFrom<IdType>(sql::text(guid)));
}

struct Candidate {
    Rollout rollout;
    std::optional<Key> reported; // absent: nothing has been heard of its present identity
    bool hasWork = false; // line items, and collections that they are for
    long long lastMinute = 0;
};

std::vector<Candidate> candidatesOf(soci::session &session)
{
    std::vector<Candidate> candidates;
    sql::forEachRow<Text, Text, int, long long, std::optional<Key>, int>(
        session,
        "SELECT t.guid, t.name, t.enabled, t.saved_at, g.reported_key, CASE WHEN EXISTS (SELECT 1 FROM line_item i WHERE i.task_key = t.task_key) "
        "AND EXISTS (SELECT 1 FROM task_collection c WHERE c.task_key = t.task_key) THEN 1 ELSE 0 END "
        "FROM task t LEFT JOIN reported_guid g ON g.guid = t.guid ORDER BY t.folded_name",
        [&](const Text &guid, const Text &name, int enabled, long long saved, std::optional<Key> reported, int hasWork) {
            Candidate &candidate = candidates.emplace_back(Candidate{Rollout(idOf<TaskId>(guid)), reported, hasWork != 0});
            candidate.rollout.name = sql::text(name);
            candidate.rollout.enabled = enabled != 0;
            candidate.rollout.savedAt = saved;
        });
    return candidates;
}

// The newest minute of a status is one look into the index.
void countComputers(soci::session &session, Candidate &candidate)
{
    sql::forEachRow<int, long long, std::optional<long long>>(
        session,
        "SELECT c.status, c.computers, (SELECT MAX(m.minute) FROM task_minute_total m "
        "WHERE m.reported_task_key = c.reported_task_key AND m.status = c.status) "
        "FROM task_status_total c WHERE c.reported_task_key = :task AND c.computers > 0",
        [&](int status, long long computers, std::optional<long long> minute) {
            candidate.rollout.computers[statuscode::computerStatus(status)] = computers;
            candidate.lastMinute = std::max(candidate.lastMinute, minute.value_or(0));
        },
        *candidate.reported);
    if (candidate.lastMinute > 0)
        candidate.rollout.lastReport = candidate.lastMinute * millisPerMinute;
}

bool isShown(const Candidate &candidate, Instant now)
{
    const Rollout &rollout = candidate.rollout;
    const Instant recent = now - DashboardStore::recently;
    if (rollout.lastReport)
        return *rollout.lastReport >= recent || (rollout.enabled && rollout.underWay() > 0);
    return rollout.enabled && candidate.hasWork && rollout.savedAt >= recent;
}

enum class Stage { notHeardOf, over, underWay };

Stage stageOf(const Rollout &rollout)
{
    if (!rollout.lastReport)
        return Stage::notHeardOf;
    return rollout.enabled && rollout.underWay() > 0 ? Stage::underWay : Stage::over;
}

// Greater is shown first.
std::pair<Stage, Instant> rankOf(const Candidate &candidate)
{
    return {stageOf(candidate.rollout), candidate.rollout.lastReport.value_or(candidate.rollout.savedAt)};
}

// Succeeded and failed by minute.
using Ends = std::map<long long, std::pair<qint64, qint64>>;

Ends endsOf(soci::session &session, Key task)
{
    Ends ends;
    const auto read = [&](ComputerStatus status, auto part) {
        sql::forEachRow<long long, long long>(
            session, "SELECT minute, computers FROM task_minute_total WHERE reported_task_key = :task AND status = :status",
            [&](long long minute, long long computers) { ends[minute].*part += computers; }, task, static_cast<int>(status));
    };
    read(ComputerStatus::succeeded, &Ends::mapped_type::first);
    read(ComputerStatus::failed, &Ends::mapped_type::second);
    return ends;
}

// As many minutes in one point as there have to be; each point is at the end of its minutes, the first one before them all.
std::vector<FinishPoint> curveOf(const Ends &ends)
{
    std::vector<FinishPoint> curve;
    if (ends.empty())
        return curve;
    const long long first = ends.begin()->first;
    const long long end = ends.rbegin()->first + 1;
    constexpr auto most = static_cast<long long>(DashboardStore::mostCurvePoints) - 1;
    const long long width = (end - first + most - 1) / most;
    curve.push_back({first * millisPerMinute, 0, 0});
    for (const auto &[minute, finished] : ends) {
        const Instant at = std::min(first + ((minute - first) / width + 1) * width, end) * millisPerMinute;
        if (curve.back().at != at)
            curve.push_back({at, curve.back().succeeded, curve.back().failed});
        curve.back().succeeded += finished.first;
        curve.back().failed += finished.second;
    }
    return curve;
}

void addSilent(soci::session &session, Instant now, std::vector<RolloutProblem> &problems)
{
    const long long before = minuteOf(now - DashboardStore::silentAfter);
    const auto look = [&](ComputerStatus status, RolloutProblem::Kind kind) {
        sql::forEachRow<Text, Text, long long>(
            session,
            "SELECT guid, name, computers FROM (SELECT t.guid, t.name, t.folded_name, (SELECT SUM(m.computers) FROM reported_guid g "
            "JOIN task_minute_total m ON m.reported_task_key = g.reported_key WHERE g.guid = t.guid AND m.status = :status AND m.minute < :before) "
            "AS computers FROM task t WHERE t.enabled <> 0) silent WHERE computers > 0 ORDER BY folded_name",
            [&](const Text &guid, const Text &name, long long computers) {
                RolloutProblem &problem = problems.emplace_back(idOf<TaskId>(guid));
                problem.kind = kind;
                problem.taskName = sql::text(name);
                problem.computers = computers;
            },
            static_cast<int>(status), before);
    };
    look(ComputerStatus::restartPending, RolloutProblem::Kind::restartPending);
    look(ComputerStatus::running, RolloutProblem::Kind::runningSilent);
}

void addClocks(soci::session &session, std::vector<RolloutProblem> &problems)
{
    sql::forEachRow<Text, Text, long long>(
        session,
        "SELECT guid, name, computers FROM (SELECT t.guid, t.name, t.folded_name, (SELECT COUNT(*) FROM (SELECT 1 FROM reported_guid g "
        "JOIN computer_task_status s ON s.reported_task_key = g.reported_key AND s.clock_ahead <> 0 WHERE g.guid = t.guid LIMIT :most) counted) "
        "AS computers FROM task t WHERE t.enabled <> 0) ahead WHERE computers > 0 ORDER BY folded_name",
        [&](const Text &guid, const Text &name, long long computers) {
            RolloutProblem &problem = problems.emplace_back(idOf<TaskId>(guid));
            problem.kind = RolloutProblem::Kind::clockAhead;
            problem.taskName = sql::text(name);
            problem.computers = computers;
        },
        static_cast<long long>(RolloutProblem::mostClocks));
}

void addEmpty(soci::session &session, std::vector<RolloutProblem> &problems)
{
    sql::forEachRow<Text, Text>(
        session,
        "SELECT t.guid, t.name FROM task t WHERE t.enabled <> 0 AND NOT EXISTS (SELECT 1 FROM line_item i WHERE i.task_key = t.task_key) "
        "ORDER BY t.folded_name",
        [&](const Text &guid, const Text &name) {
            RolloutProblem &problem = problems.emplace_back(idOf<TaskId>(guid));
            problem.kind = RolloutProblem::Kind::nothingToRun;
            problem.taskName = sql::text(name);
        });
}

} // namespace

qint64 Rollout::of(ComputerStatus status) const
{
    const auto found = computers.find(status);
    return found == computers.end() ? 0 : found->second;
}

qint64 Rollout::reported() const
{
    return std::accumulate(computers.begin(), computers.end(), qint64(0), [](qint64 sum, const auto &one) { return sum + one.second; });
}

qint64 Rollout::underWay() const
{
    return of(ComputerStatus::waiting) + of(ComputerStatus::running) + of(ComputerStatus::restartPending);
}

Result<RolloutList> DashboardStore::rollouts(Instant now, size_t atMost) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<Candidate> candidates = candidatesOf(session);
        for (Candidate &candidate : candidates) {
            if (candidate.reported)
                countComputers(session, candidate);
        }
        std::erase_if(candidates, [&](const Candidate &candidate) { return !isShown(candidate, now); });
        std::ranges::stable_sort(candidates, std::greater(), rankOf); // by name where they are equal
        RolloutList list;
        for (Candidate &candidate : candidates) {
            if (list.rollouts.size() == atMost)
                break;
            if (candidate.reported)
                candidate.rollout.curve = curveOf(endsOf(session, *candidate.reported));
            list.rollouts.push_back(std::move(candidate.rollout));
        }
        list.more = static_cast<qint64>(candidates.size() - list.rollouts.size());
        return list;
    });
}

Result<std::vector<PortalRequest>> DashboardStore::openRequests(Instant now, int atMost) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<PortalRequest> requests;
        sql::forEachRow<Key, Text, Text, Text, Text, Text, Text, long long, long long, int>(
            session,
            "SELECT request_key, guid, task_guid, task_name, user_guid, user_name, computer, made_at, expires_at, state FROM portal_request "
            "WHERE state IN (:waiting, :held) AND expires_at > :now ORDER BY made_at, request_key LIMIT :most",
            [&](Key key, const Text &guid, const Text &task, const Text &taskName, const Text &user, const Text &userName, const Text &computer,
                long long made, long long expires, int state) {
                PortalRequest &request = requests.emplace_back(idOf<RequestId>(guid), idOf<TaskId>(task), idOf<UserId>(user));
                request.number = key;
                request.taskName = sql::text(taskName);
                request.userName = sql::text(userName);
                request.computer = sql::text(computer);
                request.made = made;
                request.expires = expires;
                request.state = state == static_cast<int>(RequestState::onHold) ? RequestState::onHold : RequestState::waiting;
            },
            static_cast<int>(RequestState::waiting), static_cast<int>(RequestState::onHold), static_cast<long long>(now), atMost);
        return requests;
    });
}

Result<std::vector<RolloutProblem>> DashboardStore::problems(Instant now) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<RolloutProblem> problems;
        addSilent(session, now, problems);
        addClocks(session, problems);
        addEmpty(session, problems);
        return problems;
    });
}

} // namespace seriatim
