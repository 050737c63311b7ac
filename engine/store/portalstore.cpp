#include "engine/store/portalstore.h"

#include "engine/base/text.h"
#include "engine/store/names_p.h"
#include "engine/store/portalrows_p.h"
#include "engine/store/session_p.h"
#include "engine/store/statuscodes_p.h"
#include "engine/store/statusstore.h"
#include "engine/store/taskrows_p.h"

#include <map>

namespace seriatim {

namespace {

using sql::Key;
using Text = std::string;

constexpr auto expirySetting = "portal request days";

static_assert(static_cast<int>(RequestState::waiting) == 0 && static_cast<int>(RequestState::onHold) == 1
              && static_cast<int>(RequestState::approved) == 2 && static_cast<int>(RequestState::denied) == 3
              && static_cast<int>(RequestState::expired) == 4 && static_cast<int>(RequestState::running) == 5
              && static_cast<int>(RequestState::ended) == 6);
static_assert(static_cast<int>(RequestStep::made) == 0 && static_cast<int>(RequestStep::approved) == 1
              && static_cast<int>(RequestStep::denied) == 2 && static_cast<int>(RequestStep::putOnHold) == 3
              && static_cast<int>(RequestStep::expired) == 4 && static_cast<int>(RequestStep::started) == 5
              && static_cast<int>(RequestStep::ended) == 6);

constexpr int lastState = 6;
constexpr int lastStep = 6;

// The task's identity today comes from its lineage.
constexpr auto columns = "r.request_key, r.guid, r.task_guid, COALESCE(t.guid, ''), r.task_name, r.user_guid, r.user_name, "
                         "r.computer, r.made_at, r.expires_at, r.state, r.final_status, r.final_sentence";
constexpr auto tables = " FROM portal_request r LEFT JOIN task t ON t.task_key = r.task_key ";

template <typename IdType>
IdType idOf(const Text &guid)
{
    return sql::orRefuse(sql::idFrom<IdType>(sql::text(guid)));
}

template <typename... Parameters>
std::vector<PortalRequest> read(soci::session &session, const Text &condition, const Parameters &...parameters)
{
    std::vector<PortalRequest> requests;
    const auto add = [&](Key key, const Text &guid, const Text &task, const Text &current, const Text &taskName, const Text &user,
                         const Text &userName, const Text &computer, long long made, long long expires, int state,
                         std::optional<int> finalStatus, const Text &sentence) {
        PortalRequest request(idOf<RequestId>(guid), idOf<TaskId>(task), idOf<UserId>(user));
        request.number = key;
        if (!current.empty())
            request.currentTask = idOf<TaskId>(current);
        request.taskName = sql::text(taskName);
        request.userName = sql::text(userName);
        request.computer = sql::text(computer);
        request.made = made;
        request.expires = expires;
        request.state = statuscode::decode<RequestState>(state, lastState);
        if (finalStatus)
            request.finalStatus = statuscode::computerStatus(*finalStatus);
        request.finalSentence = sql::text(sentence);
        requests.push_back(std::move(request));
    };
    sql::forEachRow<Key, Text, Text, Text, Text, Text, Text, Text, long long, long long, int, std::optional<int>, Text>(
        session, Text("SELECT ") + columns + tables + condition, add, parameters...);
    return requests;
}

// One statement for all of them, whatever lies between the first and the last.
void readHistories(soci::session &session, std::vector<PortalRequest> &requests)
{
    if (requests.empty())
        return;
    std::map<Key, PortalRequest *> byKey;
    for (PortalRequest &request : requests)
        byKey.emplace(request.number, &request);
    const Key first = byKey.begin()->first;
    const Key last = byKey.rbegin()->first;
    sql::forEachRow<Key, int, Text, long long, Text>(
        session,
        "SELECT request_key, step, who, happened_at, comment FROM portal_request_step "
        "WHERE request_key >= :first AND request_key <= :last ORDER BY request_key, number",
        [&](Key key, int step, const Text &who, long long when, const Text &comment) {
            if (const auto found = byKey.find(key); found != byKey.end()) {
                found->second->history.push_back({statuscode::decode<RequestStep>(step, lastStep), sql::text(who), when,
                                                  sql::text(comment)});
            }
        },
        first, last);
}

template <typename... Parameters>
std::vector<PortalRequest> readWhole(soci::session &session, const Text &condition, const Parameters &...parameters)
{
    std::vector<PortalRequest> requests = read(session, condition, parameters...);
    readHistories(session, requests);
    return requests;
}

[[noreturn]] void refuseUnknown(const QString &what)
{
    sql::refuse(ErrorCode::notFound, what,
                QStringLiteral("there is no such request in the store; 'seriatimctl portal requests' shows them all"));
}

PortalRequest requireOne(soci::session &session, RequestId id)
{
    std::vector<PortalRequest> found = readWhole(session, "WHERE r.guid = :guid", sql::text(id));
    if (found.empty())
        refuseUnknown(id.toString());
    return std::move(found.front());
}

void writeSteps(soci::session &session, Key key, const std::vector<RequestRecord> &history, size_t from)
{
    std::vector<Key> keys;
    std::vector<int> numbers, steps;
    std::vector<Text> people, comments;
    std::vector<long long> times;
    for (size_t i = from; i < history.size(); ++i) {
        keys.push_back(key);
        numbers.push_back(static_cast<int>(i) + 1);
        steps.push_back(static_cast<int>(history[i].step));
        people.push_back(sql::text(history[i].who));
        times.push_back(history[i].when);
        comments.push_back(sql::text(history[i].comment));
    }
    sql::runForEach(session, sql::insertInto("portal_request_step", {"request_key", "number", "step", "who", "happened_at", "comment"}),
                    keys, numbers, steps, people, times, comments);
}

void write(soci::session &session, const PortalRequest &request)
{
    const Key key = request.number;
    const auto known = sql::firstValue<int>(session, "SELECT COUNT(*) FROM portal_request_step WHERE request_key = :key", key);
    const int state = static_cast<int>(request.state);
    const int finalStatus = request.finalStatus ? static_cast<int>(*request.finalStatus) : 0;
    soci::indicator finalState = request.finalStatus ? soci::i_ok : soci::i_null;
    const Text sentence = sql::text(request.finalSentence);
    session << "UPDATE portal_request SET state = :state, final_status = :status, final_sentence = :sentence "
               "WHERE request_key = :key",
        soci::use(state), soci::use(finalStatus, finalState), soci::use(sentence), soci::use(key);
    writeSteps(session, key, request.history, static_cast<size_t>(known.value_or(0)));
}

// A state as it is written down stands for another one where the time of an open request is over.
Text stateCondition(const RequestQuery &query)
{
    const auto number = [](RequestState state) { return std::to_string(static_cast<int>(state)); };
    const Text open = "r.state IN (" + number(RequestState::waiting) + ", " + number(RequestState::onHold) + ")";
    const Text over = "r.expires_at <= " + std::to_string(query.now);
    if (query.state == RequestState::expired)
        return " AND (r.state = " + number(RequestState::expired) + " OR (" + open + " AND " + over + "))";
    Text condition = " AND r.state = " + number(*query.state);
    if (isOpen(*query.state))
        condition += " AND NOT " + over;
    return condition;
}

} // namespace

Result<int> PortalStore::expiryDays() const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        const auto value = sql::firstValue<Text>(session, "SELECT value FROM store_setting WHERE name = :name", Text(expirySetting));
        const std::optional<qint64> days = value ? parseInteger(sql::text(*value)) : std::nullopt;
        return days && *days >= 1 && *days <= mostRequestDays ? static_cast<int>(*days) : defaultRequestDays;
    });
}

Result<> PortalStore::setExpiryDays(int days)
{
    if (days < 1 || days > mostRequestDays) {
        return Error{ErrorCode::invalidInput, QStringLiteral("%1 days").arg(days),
                     QStringLiteral("a request can be open for 1 to %1 days").arg(mostRequestDays)};
    }
    return sql::writing(*m_database, [&](soci::session &session) {
        sql::run(session, sql::upsertInto("store_setting", {"name"}, {"value"}), Text(expirySetting), std::to_string(days));
        return Done{};
    });
}

Result<std::vector<PortalRequest>> PortalStore::list(const RequestQuery &query) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        Text condition = "WHERE (:user1 = '' OR r.user_guid = :user2) AND (:task1 < 0 OR r.task_key = :task2)";
        if (query.state)
            condition += stateCondition(query);
        condition += " ORDER BY r.request_key DESC LIMIT :most";
        const Text user = query.user ? sql::text(*query.user) : Text();
        Key task = -1;
        if (query.task) // a lineage that is gone is found by what its requests say
            task = taskrows::keyOfAnyIdentity(session, *query.task)
                       .value_or(sql::firstValue<Key>(session, "SELECT task_key FROM portal_request WHERE task_guid = :guid",
                                                      sql::text(*query.task))
                                     .value_or(0));
        return readWhole(session, condition, user, user, task, task, query.atMost);
    });
}

Result<PortalRequest> PortalStore::load(RequestId id) const
{
    return sql::reading(*m_database, [&](soci::session &session) { return requireOne(session, id); });
}

Result<PortalRequest> PortalStore::find(const QString &numberOrGuid) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        if (const auto id = RequestId::parse(numberOrGuid))
            return requireOne(session, *id);
        const std::optional<qint64> number = parseInteger(numberOrGuid);
        std::vector<PortalRequest> found;
        if (number)
            found = readWhole(session, "WHERE r.request_key = :key", static_cast<Key>(*number));
        if (found.empty())
            refuseUnknown(QStringLiteral("request '%1'").arg(numberOrGuid));
        return std::move(found.front());
    });
}

Result<int> PortalStore::openCount(Instant now) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        return sql::firstValue<int>(session,
                                    "SELECT COUNT(*) FROM portal_request WHERE state IN (:waiting, :held) AND expires_at > :now",
                                    static_cast<int>(RequestState::waiting), static_cast<int>(RequestState::onHold),
                                    static_cast<long long>(now))
            .value_or(0);
    });
}

Result<PortalRequest> PortalStore::add(const PortalRequest &request)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const std::optional<Key> task = taskrows::keyOfAnyIdentity(session, request.task);
        if (!task)
            sql::refuse(ErrorCode::notFound, request.task.toString(), QStringLiteral("there is no such task in the store"));
        PortalRequest stored = request;
        stored.number = sql::takeKeys(session, "portal_request");
        sql::run(session,
                 sql::insertInto("portal_request", {"request_key", "guid", "task_key", "task_guid", "task_name", "user_guid", "user_name",
                                                    "computer", "folded_computer", "made_at", "expires_at", "state", "final_sentence"}),
                 static_cast<Key>(stored.number), sql::text(request.id), *task, sql::text(request.task), sql::text(request.taskName),
                 sql::text(request.user), sql::text(request.userName), sql::text(request.computer), sql::folded(request.computer),
                 static_cast<long long>(request.made), static_cast<long long>(request.expires), static_cast<int>(request.state),
                 sql::text(request.finalSentence));
        writeSteps(session, stored.number, request.history, 0);
        return stored;
    });
}

Result<> PortalStore::update(const PortalRequest &request)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        write(session, request);
        return Done{};
    });
}

Result<std::vector<PortalGrant>> PortalStore::grantsFor(const QString &computer) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<PortalGrant> grants;
        sql::forEachRow<Text, Text, Text, long long>(
            session,
            "SELECT r.guid, t.guid, r.user_name, (SELECT MAX(s.happened_at) FROM portal_request_step s "
            "WHERE s.request_key = r.request_key AND s.step = :step) "
            "FROM portal_request r JOIN task t ON t.task_key = r.task_key "
            "WHERE r.folded_computer = :computer AND r.state IN (:approved, :running) AND t.enabled <> 0 ORDER BY r.request_key",
            [&](const Text &request, const Text &task, const Text &user, long long approved) {
                PortalGrant grant(idOf<RequestId>(request), idOf<TaskId>(task));
                grant.user = sql::text(user);
                grant.approved = approved;
                grants.push_back(std::move(grant));
            },
            static_cast<int>(RequestStep::approved), sql::folded(computer), static_cast<int>(RequestState::approved),
            static_cast<int>(RequestState::running));
        return grants;
    });
}

void portalrows::apply(soci::session &session, const StatusEvent &event, Instant receivedAt)
{
    if (!event.request)
        return;
    std::vector<PortalRequest> found = readWhole(session, "WHERE r.guid = :guid AND r.folded_computer = :computer", sql::text(*event.request),
                                                 sql::folded(event.computer));
    if (found.empty())
        return;
    PortalRequest &request = found.front();
    const Instant when = event.time > receivedAt + clockTolerance ? receivedAt : event.time; // a wrong clock (B40)
    const bool isNew = event.kind == StatusEvent::Kind::requestEnded ? noteEnd(request, when, event.computerStatus, event.explanation)
                                                                     : noteStart(request, when);
    if (isNew)
        write(session, request);
}

} // namespace seriatim
