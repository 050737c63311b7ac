#include "models/debugwords.h"

#include "models/timewords.h"
#include "models/statuswords.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::Debugger)
};

QString savedText(StatusPoint point, const QString &item)
{
    switch (point) {
    case StatusPoint::runStarted: return Words::tr("the run has begun");
    case StatusPoint::beforeStart: return Words::tr("item %1 is about to start").arg(item);
    case StatusPoint::codeRecorded: return Words::tr("the return code of item %1, which is verified after the restart").arg(item);
    case StatusPoint::itemEnded: return Words::tr("item %1 has ended").arg(item);
    case StatusPoint::retryWait: return Words::tr("item %1 waits to be tried again").arg(item);
    case StatusPoint::beforeRestart: return Words::tr("the computer is about to restart");
    case StatusPoint::recovered: return Words::tr("item %1 was interrupted").arg(item);
    case StatusPoint::runEnded: return Words::tr("the run has ended");
    }
    Q_UNREACHABLE();
}

QString detectionText(const DebugStep &step, const QString &item)
{
    switch (step.action.moment) {
    case DetectionMoment::beforeStart:
        return step.itemAfter.status == ItemStatus::alreadyPresent ? Words::tr("Detection rule of item %1: holds already, so it is not run").arg(item)
                                                                   : Words::tr("Detection rule of item %1: does not hold yet").arg(item);
    case DetectionMoment::afterEnd:
        return step.itemAfter.status == ItemStatus::notVerified ? Words::tr("Detection rule of item %1: does not hold, so it is not verified").arg(item)
                                                                : Words::tr("Detection rule of item %1: holds").arg(item);
    case DetectionMoment::recovery:
        return step.itemAfter.status == ItemStatus::alreadyPresent ? Words::tr("Detection rule of item %1 after the interruption: holds, so it is there").arg(item)
                                                                   : Words::tr("Detection rule of item %1 after the interruption: does not hold").arg(item);
    }
    Q_UNREACHABLE();
}

QString endText(const DebugStep &step, const QString &item)
{
    if (step.itemAfter.status == ItemStatus::timedOut)
        return Words::tr("Item %1 was ended after %2: it timed out").arg(item, elapsedText(step.ended - step.began));
    return Words::tr("Item %1 returned %2 after %3").arg(item, QString::number(step.itemAfter.returnCode), elapsedText(step.ended - step.began));
}

QString preparedText(const DebugStep &step, const QString &item)
{
    if (step.itemAfter.status == ItemStatus::failed)
        return Words::tr("Item %1 can never start here").arg(item);
    if (step.phaseAfter == Phase::preparationWait)
        return Words::tr("Item %1 cannot start yet: it waits %2").arg(item, reasonText(step.waitAfter));
    if (step.phaseAfter == Phase::warning)
        return Words::tr("Item %1 is ready; people are warned").arg(item);
    return Words::tr("Item %1 is ready to start").arg(item);
}

// Without what struck.
QString plainText(const DebugStep &step)
{
    const QString item = QString::number(step.item + 1);
    switch (step.action.kind) {
    case Action::Kind::none: return Words::tr("Run %1 begins").arg(step.run);
    case Action::Kind::save: return Words::tr("Written to disk: %1").arg(savedText(step.action.point, item));
    case Action::Kind::evaluateCondition:
        return step.itemAfter.status == ItemStatus::notApplicable ? Words::tr("Item %1 does not apply to this computer").arg(item)
                                                                  : Words::tr("Item %1 applies to this computer").arg(item);
    case Action::Kind::evaluateDetection: return detectionText(step, item);
    case Action::Kind::askRestartNeeded:
        return step.phaseAfter == Phase::countdown ? Words::tr("The computer needs a restart first") : Words::tr("The computer needs no restart first");
    case Action::Kind::prepare: return preparedText(step, item);
    case Action::Kind::startProgram: return Words::tr("Item %1 started, attempt %2").arg(item).arg(step.action.attempt);
    case Action::Kind::awaitProgram: return endText(step, item);
    case Action::Kind::endLeftover: return Words::tr("What was left of item %1 was ended").arg(item);
    case Action::Kind::wait: return Words::tr("Waited for %1").arg(elapsedText(step.ended - step.began));
    case Action::Kind::restart: return Words::tr("The computer restarted");
    case Action::Kind::logOff: return Words::tr("The user was logged off");
    }
    Q_UNREACHABLE();
}

QString struckText(const DebugStep &step)
{
    const QString item = QString::number(step.item + 1);
    const QString what = faultText(*step.fault);
    if (step.move.kind == DebugMove::Kind::strikeAfterExit)
        return Words::tr("%1 after item %2 had ended, before anything was written").arg(what, item);
    if (step.action.kind == Action::Kind::awaitProgram)
        return Words::tr("%1 while item %2 was running").arg(what, item);
    if (step.action.kind == Action::Kind::startProgram)
        return Words::tr("%1 before item %2 did anything").arg(what, item);
    if (step.action.kind == Action::Kind::save)
        return Words::tr("%1 before it was written: %2").arg(what, savedText(step.action.point, item));
    if (step.action.kind == Action::Kind::wait)
        return Words::tr("%1 while item %2 waited").arg(what, item);
    return Words::tr("%1 at item %2").arg(what, item);
}

} // namespace

QString faultText(FaultKind kind)
{
    switch (kind) {
    case FaultKind::powerLoss: return Words::tr("Power lost");
    case FaultKind::agentCrash: return Words::tr("Agent killed");
    case FaultKind::installerRestart: return Words::tr("Restarted by the installer");
    }
    Q_UNREACHABLE();
}

QString stepText(const DebugStep &step)
{
    return step.fault ? struckText(step) : plainText(step);
}

QString nextText(const Action &action, bool isOver, int nextRun)
{
    const QString item = QString::number(action.item + 1);
    switch (action.kind) {
    case Action::Kind::none: return isOver ? Words::tr("Nothing: it is over") : Words::tr("Run %1 begins").arg(nextRun);
    case Action::Kind::save: return Words::tr("Write to disk: %1").arg(savedText(action.point, item));
    case Action::Kind::evaluateCondition: return Words::tr("Look whether item %1 applies").arg(item);
    case Action::Kind::evaluateDetection: return Words::tr("Look at the detection rule of item %1").arg(item);
    case Action::Kind::askRestartNeeded: return Words::tr("Look whether the computer needs a restart first");
    case Action::Kind::prepare: return Words::tr("See whether item %1 can start").arg(item);
    case Action::Kind::startProgram: return Words::tr("Start item %1, attempt %2").arg(item).arg(action.attempt);
    case Action::Kind::awaitProgram: return Words::tr("Let item %1 run to its end").arg(item);
    case Action::Kind::endLeftover: return Words::tr("End what is left of item %1").arg(item);
    case Action::Kind::wait: return action.waitReason == WaitReason::none ? Words::tr("Count down to the restart") : Words::tr("Wait %1").arg(reasonText(action.waitReason));
    case Action::Kind::restart: return Words::tr("Restart the computer");
    case Action::Kind::logOff: return Words::tr("Log the user off");
    }
    Q_UNREACHABLE();
}

QString ruleOf(const Action &action)
{
    switch (action.kind) {
    case Action::Kind::none: return QString();
    case Action::Kind::save: return QStringLiteral("B18");
    case Action::Kind::evaluateCondition: return QStringLiteral("B11a");
    case Action::Kind::evaluateDetection:
        return action.moment == DetectionMoment::beforeStart ? QStringLiteral("B14")
               : action.moment == DetectionMoment::afterEnd  ? QStringLiteral("B13")
                                                             : QStringLiteral("B19");
    case Action::Kind::askRestartNeeded: return QStringLiteral("B28");
    case Action::Kind::prepare: return QStringLiteral("B25, B28, B30, B31");
    case Action::Kind::startProgram: return QStringLiteral("B10");
    case Action::Kind::awaitProgram: return QStringLiteral("B15, B33");
    case Action::Kind::endLeftover: return QStringLiteral("B19");
    case Action::Kind::wait:
        switch (action.waitReason) {
        case WaitReason::retry: return QStringLiteral("B15");
        case WaitReason::none: return QStringLiteral("B17");
        case WaitReason::deferral: return QStringLiteral("B28");
        case WaitReason::window: return QStringLiteral("B25");
        case WaitReason::user: return QStringLiteral("B31");
        case WaitReason::download:
        case WaitReason::package: return QStringLiteral("B30");
        case WaitReason::schedule:
        case WaitReason::validPeriod:
        case WaitReason::dependency: return QStringLiteral("B38");
        }
        Q_UNREACHABLE();
    case Action::Kind::restart: return QStringLiteral("B17, B19a");
    case Action::Kind::logOff: return QStringLiteral("B17");
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
