#include "engine/workspace/portal.h"

#include "engine/agent/computerfacts.h"
#include "engine/workspace/catalogueobjects_p.h"

#include <algorithm>

namespace seriatim {

namespace {

QString titleOf(const PortalRequest &request)
{
    return QStringLiteral("%1 for %2 on %3").arg(request.taskName, request.userName, request.computer);
}

QString sentenceOf(const RequestRecord &record)
{
    switch (record.step) {
    case RequestStep::made:
        return QStringLiteral("requested by %1").arg(record.who);
    case RequestStep::approved:
        return record.who == preApproval() ? QStringLiteral("approved at once: it is pre-approved") : QStringLiteral("approved");
    case RequestStep::denied:
        return QStringLiteral("denied");
    case RequestStep::putOnHold:
        return QStringLiteral("put on hold");
    case RequestStep::expired:
        return QStringLiteral("expired");
    case RequestStep::started:
        return QStringLiteral("started on %1").arg(record.who);
    case RequestStep::ended:
        return QStringLiteral("ended on %1").arg(record.who);
    }
    Q_UNREACHABLE();
}

// Of what its history has from the step at `from` on.
Result<> audit(Workspace &workspace, const PortalRequest &request, size_t from)
{
    QStringList sentences;
    for (size_t i = from; i < request.history.size(); ++i) {
        const RequestRecord &record = request.history[i];
        sentences += record.comment.isEmpty() ? sentenceOf(record) : sentenceOf(record) + QStringLiteral(": ") + record.comment;
    }
    const AuditAction action = from == 0 ? AuditAction::created : AuditAction::saved;
    return editing::append(workspace, {editing::recordOf(AuditObject::portalRequest, action, request.id.toString(), titleOf(request), sentences)});
}

Result<> makeKnown(Workspace &workspace, const QString &name)
{
    CatalogueStore &catalogue = workspace.store().catalogue();
    const Result<std::optional<Computer>> known = catalogue.findComputer(name);
    if (!known)
        return known.error();
    if (*known)
        return Done{};
    const Computer here = thisComputer();
    if (here.name.compare(name, Qt::CaseInsensitive) == 0)
        return catalogue.save(std::vector{here});
    return Error{ErrorCode::notFound, QStringLiteral("computer '%1'").arg(name), QStringLiteral("is not in the store; add it to the computers first")};
}

Result<std::vector<UserGroup>> groupsOf(Workspace &workspace, const User &user)
{
    return workspace.store().catalogue().groupsWith({user.id});
}

// Reads it, changes it, writes and audits what has changed.
template <typename Change>
Result<PortalRequest> changeRequest(Workspace &workspace, RequestId id, Change change)
{
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    Result<PortalRequest> request = workspace.store().portal().load(id);
    if (!request)
        return request.error();
    const size_t known = request->history.size();
    if (auto changed = change(*request); !changed)
        return changed.error();
    if (auto updated = workspace.store().portal().update(*request); !updated)
        return updated.error();
    if (auto audited = audit(workspace, *request, known); !audited)
        return audited.error();
    if (auto committed = transaction->commit(); !committed)
        return committed.error();
    return request;
}

} // namespace

Result<User> findUser(Workspace &workspace, const QString &nameOrGuid)
{
    const Result<std::vector<User>> users = workspace.store().catalogue().users();
    if (!users)
        return users.error();
    const auto guid = UserId::parse(nameOrGuid);
    std::vector<const User *> whole;
    std::vector<const User *> byName;
    for (const User &user : *users) {
        if (user.id == guid || principalName(user.domain, user.name).compare(nameOrGuid, Qt::CaseInsensitive) == 0)
            whole.push_back(&user);
        else if (user.name.compare(nameOrGuid, Qt::CaseInsensitive) == 0)
            byName.push_back(&user);
    }
    if (whole.size() == 1 || (whole.empty() && byName.size() == 1))
        return whole.empty() ? *byName.front() : *whole.front();
    const QString subject = QStringLiteral("user '%1'").arg(nameOrGuid);
    if (whole.empty() && byName.empty())
        return Error{ErrorCode::notFound, subject, QStringLiteral("is not in the store; add it to the users first")};
    return Error{ErrorCode::invalidInput, subject, QStringLiteral("several users have this name; write DOMAIN\\NAME")};
}

QString portalName(const SequentialTask &task)
{
    const QString shown = task.portal ? task.portal->displayName.trimmed() : QString();
    return shown.isEmpty() ? task.name : shown;
}

Result<std::vector<PortalOffer>> portalFor(Workspace &workspace, const User &user)
{
    const Result<std::vector<UserGroup>> groups = groupsOf(workspace, user);
    if (!groups)
        return groups.error();
    Result<std::vector<SequentialTask>> tasks = workspace.store().tasks().tasksInPortal();
    if (!tasks)
        return tasks.error();
    std::vector<PortalOffer> offers;
    for (SequentialTask &task : *tasks) {
        const PortalRights rights = portalRights(task, user, *groups);
        if (rights.see)
            offers.push_back({std::move(task), rights});
    }
    std::ranges::stable_sort(offers, [](const PortalOffer &a, const PortalOffer &b) {
        if (a.rights.recommended != b.rights.recommended)
            return a.rights.recommended;
        return portalName(a.task).compare(portalName(b.task), Qt::CaseInsensitive) < 0;
    });
    return offers;
}

Result<PortalRequest> makeRequest(Workspace &workspace, TaskId task, const User &user, const QString &computer, Instant now)
{
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    const Result<SequentialTask> stored = workspace.store().tasks().load(task);
    if (!stored)
        return stored.error();
    const Result<std::vector<UserGroup>> groups = groupsOf(workspace, user);
    if (!groups)
        return groups.error();
    const Result<std::vector<PortalRequest>> earlier = workspace.store().portal().list({.user = user.id, .task = task});
    if (!earlier)
        return earlier.error();
    const Result<int> days = workspace.store().portal().expiryDays();
    if (!days)
        return days.error();
    const Result<PortalRequest> request = newRequest({*stored, user, *groups, computer, *earlier, *days}, now);
    if (!request)
        return request;
    if (auto known = makeKnown(workspace, request->computer); !known)
        return known.error();
    Result<PortalRequest> added = workspace.store().portal().add(*request);
    if (!added)
        return added;
    if (auto audited = audit(workspace, *added, 0); !audited)
        return audited.error();
    if (auto committed = transaction->commit(); !committed)
        return committed.error();
    return added;
}

Result<PortalRequest> decideRequest(Workspace &workspace, RequestId id, Decision decision, const QString &comment, Instant now)
{
    return changeRequest(workspace, id, [&](PortalRequest &request) { return decide(request, decision, currentUser(), comment, now); });
}

Result<std::vector<PortalRequest>> requestsOf(Workspace &workspace, const RequestQuery &query)
{
    Result<std::vector<PortalRequest>> requests = workspace.store().portal().list(query);
    if (requests) {
        for (PortalRequest &request : *requests)
            request.state = stateAt(request, query.now);
    }
    return requests;
}

Result<int> expireRequests(Workspace &workspace, Instant now)
{
    std::vector<RequestId> over;
    for (const RequestState state : {RequestState::waiting, RequestState::onHold, RequestState::approved}) {
        Result<std::vector<PortalRequest>> requests = workspace.store().portal().list({.state = state}); // as it is written down
        if (!requests)
            return requests.error();
        for (PortalRequest &request : *requests) {
            if (expire(request, now))
                over.push_back(request.id);
        }
    }
    int expired = 0;
    for (const RequestId id : over) {
        bool changed = false;
        const Result<PortalRequest> request = changeRequest(workspace, id, [&](PortalRequest &current) {
            changed = expire(current, now);
            return changed ? Result<>(Done{}) : Result<>(Error{ErrorCode::cancelled, {}, {}}); // decided by somebody meanwhile
        });
        if (!request && changed)
            return request.error();
        expired += changed ? 1 : 0;
    }
    return expired;
}

Result<> setRequestExpiry(Workspace &workspace, int days)
{
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    const Result<int> before = workspace.store().portal().expiryDays();
    if (!before)
        return before.error();
    if (*before == days)
        return Done{};
    if (auto set = workspace.store().portal().setExpiryDays(days); !set)
        return set;
    const QString sentence = QStringLiteral("portal requests expire after %1 days; it was %2").arg(days).arg(*before);
    if (auto audited = editing::append(workspace, {editing::recordOf(AuditObject::store, AuditAction::saved, {}, QStringLiteral("portal"), {sentence})}); !audited)
        return audited;
    return transaction->commit();
}

} // namespace seriatim
