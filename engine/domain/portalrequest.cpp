#include "engine/domain/portalrequest.h"

#include <algorithm>
#include <array>

namespace seriatim {

namespace {

constexpr qint64 millisPerDay = 24 * 60 * millisPerMinute;

constexpr std::array stateWords{u"waiting", u"onHold", u"approved", u"denied", u"expired", u"running", u"ended"};
constexpr std::array stepWords{u"made", u"approved", u"denied", u"putOnHold", u"expired", u"started", u"ended"};

QString subjectOf(const PortalRequest &request)
{
    return request.number > 0 ? QStringLiteral("request %1 for '%2'").arg(request.number).arg(request.taskName)
                              : QStringLiteral("request for '%1'").arg(request.taskName);
}

bool isSame(const QString &a, const QString &b)
{
    return a.trimmed().compare(b.trimmed(), Qt::CaseInsensitive) == 0;
}

bool isFor(const PortalAccess &access, const User &user, const std::vector<UserGroup> &groups)
{
    switch (access.kind) {
    case PortalAccess::Kind::user:
        return isSame(access.name, principalName(user.domain, user.name));
    case PortalAccess::Kind::group:
        return std::ranges::any_of(groups, [&](const UserGroup &group) {
            return isSame(access.name, principalName(group.domain, group.name))
                   && std::ranges::find(group.members, user.id) != group.members.end();
        });
    }
    Q_UNREACHABLE();
}

// Why nothing can be decided, in the words that go on after the request's name.
QString whyNot(const PortalRequest &request, Decision decision, RequestState state)
{
    if (!request.currentTask && decision != Decision::deny)
        return QStringLiteral("its task is not in the store any more; it can only be denied");
    switch (state) {
    case RequestState::waiting:
        return {};
    case RequestState::onHold:
        return decision == Decision::hold ? QStringLiteral("is on hold already") : QString();
    case RequestState::approved:
        return decision == Decision::approve ? QStringLiteral("is approved already") : QString();
    case RequestState::denied:
    case RequestState::expired:
        if (decision != Decision::approve)
            return state == RequestState::denied ? QStringLiteral("was denied already; it can only be approved")
                                                 : QStringLiteral("has expired; it can only be approved");
        return request.hasStarted() ? QStringLiteral("has run already; its user can make a new one") : QString();
    case RequestState::running:
        return decision == Decision::deny ? QString()
                                          : QStringLiteral("is running already; it can only be denied, which stops it before its next line item");
    case RequestState::ended:
        return QStringLiteral("has ended; its user can make a new one");
    }
    Q_UNREACHABLE();
}

RequestState stateAfter(Decision decision)
{
    switch (decision) {
    case Decision::approve:
        return RequestState::approved;
    case Decision::deny:
        return RequestState::denied;
    case Decision::hold:
        return RequestState::onHold;
    }
    Q_UNREACHABLE();
}

RequestStep stepOf(Decision decision)
{
    switch (decision) {
    case Decision::approve:
        return RequestStep::approved;
    case Decision::deny:
        return RequestStep::denied;
    case Decision::hold:
        return RequestStep::putOnHold;
    }
    Q_UNREACHABLE();
}

} // namespace

QString toWord(RequestState state) { return QString::fromUtf16(stateWords[static_cast<size_t>(state)]); }
QString toWord(RequestStep step) { return QString::fromUtf16(stepWords[static_cast<size_t>(step)]); }

std::optional<RequestState> requestStateFromWord(QStringView word)
{
    for (size_t i = 0; i < stateWords.size(); ++i) {
        if (word.compare(QStringView(stateWords[i]), Qt::CaseInsensitive) == 0)
            return static_cast<RequestState>(i);
    }
    return std::nullopt;
}

std::vector<RequestState> allRequestStates()
{
    std::vector<RequestState> states;
    for (size_t i = 0; i < stateWords.size(); ++i)
        states.push_back(static_cast<RequestState>(i));
    return states;
}

QString preApproval() { return QStringLiteral("pre-approved"); }
QString expiryClock() { return QStringLiteral("expiry"); }

bool PortalRequest::hasStarted() const
{
    return std::ranges::any_of(history, [](const RequestRecord &record) { return record.step == RequestStep::started; });
}

QString principalName(const QString &domain, const QString &name)
{
    return domain.isEmpty() ? name : domain + u'\\' + name;
}

PortalRights portalRights(const SequentialTask &task, const User &user, const std::vector<UserGroup> &groups)
{
    PortalRights rights;
    if (!task.portal || !task.enabled || task.items.empty())
        return rights;
    for (const PortalAccess &access : task.portal->access) {
        if (!isFor(access, user, groups))
            continue;
        rights.see = rights.see || access.maySee;
        rights.recommended = rights.recommended || access.recommended;
        rights.preApproved = rights.preApproved || access.preApproved;
    }
    return rights.see ? rights : PortalRights{}; // what is not seen is neither recommended nor to be had
}

bool isOpen(RequestState state)
{
    return state == RequestState::waiting || state == RequestState::onHold;
}

bool isUnfinished(RequestState state)
{
    return isOpen(state) || state == RequestState::approved || state == RequestState::running;
}

RequestState stateAt(const PortalRequest &request, Instant now)
{
    return isOpen(request.state) && now >= request.expires ? RequestState::expired : request.state;
}

Result<PortalRequest> newRequest(const RequestWish &wish, Instant now)
{
    const QString name = principalName(wish.user.domain, wish.user.name);
    const PortalRights rights = portalRights(wish.task, wish.user, wish.groups);
    if (!rights.see) {
        return Error{ErrorCode::refused, QStringLiteral("task '%1'").arg(wish.task.name),
                     QStringLiteral("'%1' does not see it in the portal; 'seriatimctl portal list --user' shows what there is").arg(name)};
    }
    for (const PortalRequest &earlier : wish.earlier) {
        const bool sameTask = earlier.task == wish.task.id || earlier.currentTask == wish.task.id;
        const RequestState state = stateAt(earlier, now);
        if (sameTask && earlier.user == wish.user.id && isSame(earlier.computer, wish.computer) && isUnfinished(state)) {
            return Error{ErrorCode::refused, subjectOf(earlier),
                         QStringLiteral("'%1' has asked for it on '%2' already (%3)").arg(name, earlier.computer, toWord(state))};
        }
    }
    PortalRequest request(RequestId::mint(), wish.task.id, wish.user.id);
    request.currentTask = wish.task.id;
    const QString shown = wish.task.portal->displayName.trimmed();
    request.taskName = shown.isEmpty() ? wish.task.name : shown;
    request.userName = name;
    request.computer = wish.computer.trimmed();
    request.made = now;
    request.expires = now + wish.expiryDays * millisPerDay;
    request.history.push_back({RequestStep::made, name, now, {}});
    if (rights.preApproved) {
        request.state = RequestState::approved;
        request.history.push_back({RequestStep::approved, preApproval(), now, {}});
    }
    return request;
}

Result<> mayDecide(const PortalRequest &request, Decision decision, Instant now)
{
    const QString why = whyNot(request, decision, stateAt(request, now));
    return why.isEmpty() ? Result<>(Done{}) : Result<>(Error{ErrorCode::refused, subjectOf(request), why});
}

bool isAllowed(const PortalRequest &request, Decision decision, Instant now)
{
    return mayDecide(request, decision, now).ok();
}

Result<> decide(PortalRequest &request, Decision decision, const QString &who, const QString &comment, Instant now)
{
    if (auto may = mayDecide(request, decision, now); !may)
        return may;
    const QString words = comment.trimmed();
    if (words.size() > longestRequestComment) {
        return Error{ErrorCode::invalidInput, subjectOf(request),
                     QStringLiteral("the comment has %1 characters; use at most %2").arg(words.size()).arg(longestRequestComment)};
    }
    expire(request, now); // so that its history says how it came to be approved afterwards
    request.state = stateAfter(decision);
    request.history.push_back({stepOf(decision), who, now, words});
    return Done{};
}

bool expire(PortalRequest &request, Instant now)
{
    const bool isGone = !request.currentTask && (isOpen(request.state) || request.state == RequestState::approved);
    if (!isGone && stateAt(request, now) == request.state)
        return false;
    request.state = RequestState::expired;
    request.history.push_back({RequestStep::expired, expiryClock(), isGone ? now : request.expires,
                               isGone ? QStringLiteral("The task was removed.") : QString()});
    return true;
}

bool noteStart(PortalRequest &request, Instant when)
{
    if (request.hasStarted() || request.state == RequestState::ended)
        return false;
    request.history.push_back({RequestStep::started, request.computer, when, {}});
    if (request.state != RequestState::denied) // taken back while its computer could not know
        request.state = RequestState::running;
    return true;
}

// What has happened on the computer counts, whatever was decided meanwhile.
bool noteEnd(PortalRequest &request, Instant when, ComputerStatus status, const QString &sentence)
{
    if (request.state == RequestState::ended)
        return false;
    noteStart(request, when);
    request.state = RequestState::ended;
    request.finalStatus = status;
    request.finalSentence = sentence;
    request.history.push_back({RequestStep::ended, request.computer, when, sentence});
    return true;
}

} // namespace seriatim
