#include "engine/simulation/faultmoments.h"

#include "engine/simulation/scenariowords_p.h"

#include <algorithm>

namespace seriatim {

FaultMoment beforeSaving(StatusPoint point)
{
    switch (point) {
    case StatusPoint::runStarted: return FaultMoment::beforeSavingRunStart;
    case StatusPoint::beforeStart: return FaultMoment::beforeSavingStart;
    case StatusPoint::codeRecorded: return FaultMoment::beforeSavingCode;
    case StatusPoint::itemEnded: return FaultMoment::beforeSavingItemEnd;
    case StatusPoint::retryWait: return FaultMoment::beforeSavingRetry;
    case StatusPoint::beforeRestart: return FaultMoment::beforeSavingRestart;
    case StatusPoint::recovered: return FaultMoment::beforeSavingRecovery;
    case StatusPoint::runEnded: return FaultMoment::beforeSavingRunEnd;
    }
    Q_UNREACHABLE();
}

std::optional<FaultMoment> afterSaving(StatusPoint point)
{
    switch (point) {
    case StatusPoint::runStarted: return FaultMoment::afterSavingRunStart;
    case StatusPoint::beforeStart: return std::nullopt;
    case StatusPoint::codeRecorded: return FaultMoment::afterSavingCode;
    case StatusPoint::itemEnded: return FaultMoment::afterSavingItemEnd;
    case StatusPoint::retryWait: return FaultMoment::afterSavingRetry;
    case StatusPoint::beforeRestart: return FaultMoment::afterSavingRestart;
    case StatusPoint::recovered: return FaultMoment::afterSavingRecovery;
    case StatusPoint::runEnded: return FaultMoment::afterSavingRunEnd;
    }
    Q_UNREACHABLE();
}

std::optional<FaultMoment> momentOf(const Action &action, Phase phase)
{
    switch (action.kind) {
    case Action::Kind::save:
        return beforeSaving(action.point);
    case Action::Kind::startProgram:
        return FaultMoment::beforeStart;
    case Action::Kind::awaitProgram:
        return FaultMoment::running;
    case Action::Kind::wait:
        if (phase == Phase::installerRestartWait)
            return std::nullopt; // it comes at once
        return phase == Phase::countdown ? FaultMoment::countdown : FaultMoment::waiting;
    case Action::Kind::none:
    case Action::Kind::evaluateCondition:
    case Action::Kind::evaluateDetection:
    case Action::Kind::askRestartNeeded:
    case Action::Kind::prepare:
    case Action::Kind::endLeftover:
    case Action::Kind::restart:
    case Action::Kind::logOff:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

QString toWord(FaultKind kind)
{
    return scenarioWord(kind, faultKindWords);
}

QString toWord(FaultMoment moment)
{
    return scenarioWord(moment, faultMomentWords);
}

QString inWords(FaultKind kind)
{
    switch (kind) {
    case FaultKind::powerLoss: return QStringLiteral("the power is lost");
    case FaultKind::agentCrash: return QStringLiteral("the agent crashes");
    case FaultKind::installerRestart: return QStringLiteral("the program restarts the computer by itself");
    }
    Q_UNREACHABLE();
}

QString inWords(FaultMoment moment, int item)
{
    const auto of = [item](const char16_t *words) { return QString::fromUtf16(words).arg(item); };
    switch (moment) {
    case FaultMoment::beforeStart: return of(u"right before item %1 starts");
    case FaultMoment::running: return of(u"while item %1 runs");
    case FaultMoment::afterExit: return of(u"right after item %1 has ended");
    case FaultMoment::countdown: return of(u"while the restart of item %1 is counted down");
    case FaultMoment::waiting: return of(u"while item %1 waits");
    case FaultMoment::beforeSavingRunStart: return QStringLiteral("right before the run's start is on disk");
    case FaultMoment::afterSavingRunStart: return QStringLiteral("right after the run's start is on disk");
    case FaultMoment::beforeSavingStart: return of(u"right before it is on disk that item %1 runs");
    case FaultMoment::beforeSavingCode: return of(u"right before the code of item %1 is on disk");
    case FaultMoment::afterSavingCode: return of(u"right after the code of item %1 is on disk");
    case FaultMoment::beforeSavingItemEnd: return of(u"right before the end of item %1 is on disk");
    case FaultMoment::afterSavingItemEnd: return of(u"right after the end of item %1 is on disk");
    case FaultMoment::beforeSavingRetry: return of(u"right before the retry of item %1 is on disk");
    case FaultMoment::afterSavingRetry: return of(u"right after the retry of item %1 is on disk");
    case FaultMoment::beforeSavingRestart: return of(u"right before the restart of item %1 is on disk");
    case FaultMoment::afterSavingRestart: return of(u"right after the restart of item %1 is on disk");
    case FaultMoment::beforeSavingRecovery: return of(u"right before the interruption of item %1 is on disk");
    case FaultMoment::afterSavingRecovery: return of(u"right after the interruption of item %1 is on disk");
    case FaultMoment::beforeSavingRunEnd: return QStringLiteral("right before the run's end is on disk");
    case FaultMoment::afterSavingRunEnd: return QStringLiteral("right after the run's end is on disk");
    }
    Q_UNREACHABLE();
}

int MomentCounts::arrive(FaultMoment moment, int item)
{
    const size_t items = m_counts.size() / faultMoments;
    if (items == 0)
        return 1;
    const size_t index = std::min(static_cast<size_t>(item), items - 1);
    return ++m_counts[index * faultMoments + static_cast<size_t>(moment)];
}

} // namespace seriatim
