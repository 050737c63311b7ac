#include "models/portalrequestwords.h"

#include "models/statuswords.h"
#include "models/timewords.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

struct RequestWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::RequestWords)
};

const RequestRecord *latest(const PortalRequest &request, RequestStep step)
{
    const auto found = std::find_if(request.history.rbegin(), request.history.rend(), [&](const RequestRecord &record) { return record.step == step; });
    return found == request.history.rend() ? nullptr : &*found;
}

QString endedSentence(const PortalRequest &request)
{
    switch (request.finalStatus.value_or(ComputerStatus::failed)) {
    case ComputerStatus::succeeded:
        return RequestWords::tr("Installed on %1.").arg(request.computer);
    case ComputerStatus::withdrawn:
        return RequestWords::tr("Stopped on %1 before it was done.").arg(request.computer);
    case ComputerStatus::failed:
    case ComputerStatus::notReceived:
    case ComputerStatus::waiting:
    case ComputerStatus::running:
    case ComputerStatus::restartPending:
        break;
    }
    return RequestWords::tr("It did not work on %1. %2").arg(request.computer, request.finalSentence).trimmed();
}

} // namespace

RequestLook lookOf(const PortalRequest &request)
{
    switch (request.state) {
    case RequestState::waiting: return RequestLook::open;
    case RequestState::onHold: return RequestLook::held;
    case RequestState::approved:
    case RequestState::running: return RequestLook::underWay;
    case RequestState::denied: return RequestLook::bad;
    case RequestState::expired: return RequestLook::over;
    case RequestState::ended:
        if (request.finalStatus == ComputerStatus::succeeded)
            return RequestLook::good;
        return request.finalStatus == ComputerStatus::withdrawn ? RequestLook::over : RequestLook::bad;
    }
    Q_UNREACHABLE();
}

QString requestStateText(RequestState state)
{
    switch (state) {
    case RequestState::waiting: return RequestWords::tr("waiting");
    case RequestState::onHold: return RequestWords::tr("on hold");
    case RequestState::approved: return RequestWords::tr("approved");
    case RequestState::denied: return RequestWords::tr("denied");
    case RequestState::expired: return RequestWords::tr("expired");
    case RequestState::running: return RequestWords::tr("running");
    case RequestState::ended: return RequestWords::tr("ended");
    }
    Q_UNREACHABLE();
}

QString requestStateText(const PortalRequest &request)
{
    return request.state == RequestState::ended && request.finalStatus ? statusText(*request.finalStatus) : requestStateText(request.state);
}

QString requestStepText(const RequestRecord &record)
{
    switch (record.step) {
    case RequestStep::made: return RequestWords::tr("Requested");
    case RequestStep::approved: return record.who == preApproval() ? RequestWords::tr("Approved beforehand") : RequestWords::tr("Approved");
    case RequestStep::denied: return RequestWords::tr("Denied");
    case RequestStep::putOnHold: return RequestWords::tr("Put on hold");
    case RequestStep::expired: return RequestWords::tr("Expired");
    case RequestStep::started: return RequestWords::tr("Started");
    case RequestStep::ended: return RequestWords::tr("Ended");
    }
    Q_UNREACHABLE();
}

QString latestComment(const PortalRequest &request)
{
    for (auto record = request.history.rbegin(); record != request.history.rend(); ++record) {
        switch (record->step) {
        case RequestStep::approved:
        case RequestStep::denied:
        case RequestStep::putOnHold:
            return record->comment;
        case RequestStep::made:
        case RequestStep::expired:
        case RequestStep::started:
        case RequestStep::ended:
            break;
        }
    }
    return {};
}

QString requestStanding(const PortalRequest &request)
{
    switch (request.state) {
    case RequestState::waiting:
        return RequestWords::tr("An administrator has to approve it. It expires on %1.").arg(timeText(request.expires).left(10));
    case RequestState::onHold:
        return RequestWords::tr("An administrator has put it on hold.");
    case RequestState::approved:
        return RequestWords::tr("Approved: it starts on %1 as soon as that computer asks for its work.").arg(request.computer);
    case RequestState::denied:
        return RequestWords::tr("An administrator has denied it.");
    case RequestState::expired: {
        const RequestRecord *expired = latest(request, RequestStep::expired);
        if (expired && !expired->comment.isEmpty())
            return expired->comment;
        return RequestWords::tr("Nobody decided in time. You can request it again.");
    }
    case RequestState::running:
        return RequestWords::tr("It is being installed on %1.").arg(request.computer);
    case RequestState::ended:
        return endedSentence(request);
    }
    Q_UNREACHABLE();
}

QString decisionStanding(const PortalRequest &request)
{
    QString text;
    if (request.state == RequestState::ended)
        text = request.finalSentence;
    else if (isOpen(request.state))
        text = RequestWords::tr("To be decided; it expires on %1.").arg(timeText(request.expires));
    else
        text = requestStanding(request);
    return request.currentTask ? text : text + u' ' + RequestWords::tr("The task is not in the store any more.");
}

QString cardStanding(const PortalRequest &request)
{
    switch (request.state) {
    case RequestState::waiting: return RequestWords::tr("Requested; waiting for an approval");
    case RequestState::onHold: return RequestWords::tr("Requested; on hold");
    case RequestState::approved: return RequestWords::tr("Approved; starts soon");
    case RequestState::running: return RequestWords::tr("Being installed now");
    case RequestState::denied:
    case RequestState::expired:
    case RequestState::ended: return {};
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
