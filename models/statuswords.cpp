#include "models/statuswords.h"

#include "models/timewords.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct StatusWords {
    Q_DECLARE_TR_FUNCTIONS(StatusWords)
};

} // namespace

QString statusText(ItemStatus status)
{
    switch (status) {
    case ItemStatus::notStarted: return StatusWords::tr("not started");
    case ItemStatus::waiting: return StatusWords::tr("waiting");
    case ItemStatus::running: return StatusWords::tr("running");
    case ItemStatus::verifying: return StatusWords::tr("verifying");
    case ItemStatus::succeeded: return StatusWords::tr("succeeded");
    case ItemStatus::alreadyPresent: return StatusWords::tr("already present");
    case ItemStatus::carriedOver: return StatusWords::tr("carried over");
    case ItemStatus::notApplicable: return StatusWords::tr("not applicable");
    case ItemStatus::skipped: return StatusWords::tr("skipped");
    case ItemStatus::failed: return StatusWords::tr("failed");
    case ItemStatus::timedOut: return StatusWords::tr("timed out");
    case ItemStatus::notVerified: return StatusWords::tr("not verified");
    case ItemStatus::interrupted: return StatusWords::tr("interrupted");
    }
    Q_UNREACHABLE();
}

QString statusText(ComputerStatus status)
{
    switch (status) {
    case ComputerStatus::notReceived: return StatusWords::tr("not received");
    case ComputerStatus::waiting: return StatusWords::tr("waiting");
    case ComputerStatus::running: return StatusWords::tr("running");
    case ComputerStatus::restartPending: return StatusWords::tr("restart pending");
    case ComputerStatus::succeeded: return StatusWords::tr("succeeded");
    case ComputerStatus::failed: return StatusWords::tr("failed");
    case ComputerStatus::withdrawn: return StatusWords::tr("withdrawn");
    }
    Q_UNREACHABLE();
}

QString reasonText(WaitReason reason)
{
    switch (reason) {
    case WaitReason::none: return {};
    case WaitReason::schedule: return StatusWords::tr("for its schedule");
    case WaitReason::window: return StatusWords::tr("for a maintenance window");
    case WaitReason::validPeriod: return StatusWords::tr("for the valid period");
    case WaitReason::download: return StatusWords::tr("for the download");
    case WaitReason::user: return StatusWords::tr("for a user");
    case WaitReason::deferral: return StatusWords::tr("deferred by the user");
    case WaitReason::dependency: return StatusWords::tr("for what it depends on");
    case WaitReason::retry: return StatusWords::tr("to try again");
    case WaitReason::package: return StatusWords::tr("for its package");
    }
    Q_UNREACHABLE();
}

QString statusText(const ComputerTaskStatus &computer)
{
    const QString reason = computer.status == ComputerStatus::waiting ? reasonText(computer.waitReason) : QString();
    return reason.isEmpty() ? statusText(computer.status) : statusText(computer.status) + u' ' + reason;
}

QString statusText(const LineItemStatus &item)
{
    QString text = statusText(item.status);
    if (item.status == ItemStatus::waiting && item.waitReason != WaitReason::none)
        text += u' ' + reasonText(item.waitReason);
    if (item.returnCode)
        text += u' ' + QString::number(*item.returnCode);
    return text;
}

QString eventText(const StatusEvent &event, const QStringList &programNames)
{
    switch (event.kind) {
    case StatusEvent::Kind::runStarted: return StatusWords::tr("Run %1 started").arg(event.run);
    case StatusEvent::Kind::runEnded: return StatusWords::tr("Run %1 ended: %2").arg(event.run).arg(statusText(event.computerStatus));
    case StatusEvent::Kind::computerChanged: return StatusWords::tr("Computer: %1").arg(statusText(event.computerStatus));
    case StatusEvent::Kind::problem: return StatusWords::tr("Problem");
    case StatusEvent::Kind::detail: return StatusWords::tr("Item %1, detail").arg(event.place);
    case StatusEvent::Kind::requestStarted: return StatusWords::tr("A portal request is being answered");
    case StatusEvent::Kind::requestEnded: return StatusWords::tr("Portal request ended: %1").arg(statusText(event.computerStatus));
    case StatusEvent::Kind::itemChanged: {
        const QString program = programNames.value(event.place - 1).section(u'/', -1);
        QString text = StatusWords::tr("Item %1 %2: %3").arg(QString::number(event.place), program, statusText(event.itemStatus));
        if (event.returnCode)
            text += u' ' + QString::number(*event.returnCode);
        return text.simplified();
    }
    }
    Q_UNREACHABLE();
}

QString statusReport(const QString &task, const ComputerTaskStatus &computer, const QStringList &programNames)
{
    QStringList lines{StatusWords::tr("%1 on %2: %3").arg(task, computer.computer, statusText(computer))};
    if (computer.started)
        lines.append(StatusWords::tr("Run %1, started %2, restarts: %3").arg(computer.run).arg(timeText(*computer.started)).arg(computer.restarts));
    if (!computer.explanation.isEmpty())
        lines.append(computer.explanation);
    if (!computer.problem.isEmpty())
        lines.append(StatusWords::tr("Problem: %1").arg(computer.problem));
    for (const LineItemStatus &item : computer.items) {
        QString line = QString::number(item.place) + u'\t' + programNames.value(item.place - 1) + u'\t' + statusText(item);
        if (item.attempts > 0)
            line += u'\t' + StatusWords::tr("attempts: %1").arg(item.attempts);
        if (item.started && item.finished)
            line += u'\t' + elapsedText(*item.finished - *item.started);
        lines.append(line + u'\t' + item.explanation);
        if (!item.output.isEmpty())
            lines.append(item.output.trimmed());
    }
    return lines.join(u'\n');
}

} // namespace seriatim
