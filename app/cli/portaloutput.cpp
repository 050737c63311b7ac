#include "app/cli/portaloutput.h"

#include "engine/base/text.h"

#include <QJsonArray>

#include <algorithm>

namespace seriatim {

namespace {

QString isoTime(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant, Qt::UTC).toString(Qt::ISODate);
}

QString stateText(const PortalRequest &request)
{
    switch (request.state) {
    case RequestState::waiting:
        return QStringLiteral("waiting for an administrator");
    case RequestState::onHold:
        return QStringLiteral("on hold");
    case RequestState::approved:
        return QStringLiteral("approved");
    case RequestState::denied:
        return QStringLiteral("denied");
    case RequestState::expired:
        return QStringLiteral("expired");
    case RequestState::running:
        return QStringLiteral("running");
    case RequestState::ended:
        return request.finalStatus ? toText(*request.finalStatus) : QStringLiteral("ended");
    }
    Q_UNREACHABLE();
}

} // namespace

QJsonObject requestJson(const PortalRequest &request)
{
    QJsonArray history;
    for (const RequestRecord &record : request.history) {
        history.append(QJsonObject{{QStringLiteral("step"), toWord(record.step)},
                                   {QStringLiteral("who"), record.who},
                                   {QStringLiteral("when"), isoTime(record.when)},
                                   {QStringLiteral("comment"), record.comment}});
    }
    return {{QStringLiteral("number"), request.number},
            {QStringLiteral("request"), request.id.toString()},
            {QStringLiteral("task"), request.task.toString()},
            {QStringLiteral("currentTask"), request.currentTask ? QJsonValue(request.currentTask->toString()) : QJsonValue()},
            {QStringLiteral("name"), request.taskName},
            {QStringLiteral("user"), request.userName},
            {QStringLiteral("computer"), request.computer},
            {QStringLiteral("state"), toWord(request.state)},
            {QStringLiteral("made"), isoTime(request.made)},
            {QStringLiteral("expires"), isoTime(request.expires)},
            {QStringLiteral("finalStatus"), request.finalStatus ? QJsonValue(toWord(*request.finalStatus)) : QJsonValue()},
            {QStringLiteral("explanation"), request.finalSentence},
            {QStringLiteral("history"), history}};
}

QJsonObject offerJson(const PortalOffer &offer)
{
    return {{QStringLiteral("guid"), offer.task.id.toString()},
            {QStringLiteral("name"), offer.task.name},
            {QStringLiteral("displayName"), portalName(offer.task)},
            {QStringLiteral("description"), offer.task.portal ? offer.task.portal->description : QString()},
            {QStringLiteral("recommended"), offer.rights.recommended},
            {QStringLiteral("preApproved"), offer.rights.preApproved}};
}

void printRequest(const Invocation &invocation, const PortalRequest &request)
{
    invocation.print(QStringLiteral("%1  %2  %3 on %4: %5")
                         .arg(QString::number(request.number), request.taskName, request.userName, request.computer, stateText(request)));
    if (!request.finalSentence.isEmpty())
        invocation.print(QStringLiteral("   ") + request.finalSentence);
    for (const RequestRecord &record : request.history) {
        const bool isDecision = record.step == RequestStep::approved || record.step == RequestStep::denied || record.step == RequestStep::putOnHold;
        if (isDecision && !record.comment.isEmpty())
            invocation.print(QStringLiteral("   %1 UTC, %2: %3").arg(formatInstant(record.when), record.who, record.comment));
    }
}

void printOffer(const Invocation &invocation, const PortalOffer &offer)
{
    QString line = portalName(offer.task);
    if (line != offer.task.name)
        line += QStringLiteral(" (task '%1')").arg(offer.task.name);
    if (offer.rights.recommended)
        line += QStringLiteral(", recommended");
    if (offer.rights.preApproved)
        line += QStringLiteral(", starts without an approval");
    invocation.print(line);
}

} // namespace seriatim
