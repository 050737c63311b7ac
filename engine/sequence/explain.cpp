#include "engine/sequence/explain.h"

#include "engine/base/text.h"

#include <QStringList>

namespace seriatim {

namespace {

QString minutesInWords(qint64 millis)
{
    const qint64 minutes = millis / millisPerMinute;
    return minutes == 1 ? QStringLiteral("1 minute") : QStringLiteral("%1 minutes").arg(minutes);
}

QString timesInWords(int count)
{
    return count == 1 ? QStringLiteral("once") : QStringLiteral("%1 times").arg(count);
}

QString because(const QString &problem)
{
    return problem.isEmpty() ? QString() : QStringLiteral(" (") + problem + u')';
}

QString ruleInWords(const QString &rule)
{
    return rule.isEmpty() ? QStringLiteral("its detection rule") : QStringLiteral("its detection rule, ") + rule + u',';
}

// What the item that was needed did instead of returning one of the codes.
QString whatItDid(const ItemState &on)
{
    switch (on.status) {
    case ItemStatus::succeeded:
    case ItemStatus::alreadyPresent:
    case ItemStatus::carriedOver:
    case ItemStatus::failed:
        if (on.hasReturnCode)
            return QStringLiteral("it returned %1").arg(on.returnCode);
        return QStringLiteral("it could not be started");
    case ItemStatus::notApplicable:
        return QStringLiteral("it was not applicable");
    case ItemStatus::skipped:
        return QStringLiteral("it was skipped");
    case ItemStatus::timedOut:
        return QStringLiteral("it timed out");
    case ItemStatus::notVerified:
        return QStringLiteral("it returned %1 but was not verified").arg(on.returnCode);
    case ItemStatus::interrupted:
        return QStringLiteral("it was interrupted");
    case ItemStatus::notStarted:
    case ItemStatus::waiting:
    case ItemStatus::running:
    case ItemStatus::verifying:
        return QStringLiteral("it has not run to its end");
    }
    Q_UNREACHABLE();
}

QString skippedSentence(const Plan &plan, const SequenceState &state, int item)
{
    const std::optional<int> unmet = SequenceMachine(plan).unmetDependency(state, item);
    if (!unmet)
        return QStringLiteral("Item %1 skipped: a dependency was not met.").arg(item + 1);
    const PlanDependency &dependency = plan.items[static_cast<size_t>(item)].dependencies[static_cast<size_t>(*unmet)];
    return QStringLiteral("Item %1 skipped: it needs item %2 to return %3; %4.")
        .arg(QString::number(item + 1), QString::number(dependency.on + 1), codesInWords(dependency.codes),
             whatItDid(state.items[static_cast<size_t>(dependency.on)]));
}

QString meaning(ReturnCodeClass codeClass)
{
    switch (codeClass) {
    case ReturnCodeClass::failure:
        return QStringLiteral("a failure");
    case ReturnCodeClass::restartNeeded:
        return QStringLiteral("success, restart needed");
    case ReturnCodeClass::restartStarted:
        return QStringLiteral("success, the installer has started the restart");
    case ReturnCodeClass::tryAgain:
        return QStringLiteral("try again later");
    case ReturnCodeClass::success:
        return QStringLiteral("success");
    }
    Q_UNREACHABLE();
}

QString failedSentence(const PlanItem &plan, const ItemState &state, const QString &number, const ItemWords &words)
{
    if (!state.hasReturnCode) {
        return QStringLiteral("Item %1 failed: it could not be started%2.")
            .arg(number, words.problem.isEmpty() ? QString() : QStringLiteral(": ") + words.problem);
    }
    if (plan.codes.classify(state.returnCode) == ReturnCodeClass::tryAgain) {
        return QStringLiteral("Item %1 failed: it returned %2, which means try again later, and %3 used up.")
            .arg(number, QString::number(state.returnCode),
                 plan.retryCount == 1 ? QStringLiteral("its 1 retry was") : QStringLiteral("its %1 retries were").arg(plan.retryCount));
    }
    return QStringLiteral("Item %1 failed: it returned %2%3; success is %4.")
        .arg(number, QString::number(state.returnCode), because(words.problem), codesInWords(plan.codes.successCodes()));
}

QString succeededSentence(const PlanItem &plan, const ItemState &state, const QString &number, const ItemWords &words)
{
    const QString proof = plan.detects ? QStringLiteral(", and %1 holds").arg(ruleInWords(words.detectionRule)) : QString();
    return QStringLiteral("Item %1 succeeded: it returned %2, which means %3%4.")
        .arg(number, QString::number(state.returnCode), meaning(plan.codes.classify(state.returnCode)), proof);
}

// While people are warned of programs or of a restart.
QString warningInWords(const SequenceState &state)
{
    if (state.session == SessionState::locked && !state.deferred)
        return QStringLiteral("the session is locked, so the time of the warning stands still");
    const QString until = state.deferred ? QStringLiteral("somebody has put it off until %1 UTC").arg(formatInstant(state.until))
                                         : QStringLiteral("people have been warned, and it comes at %1 UTC").arg(formatInstant(state.until));
    return state.deadline > state.until ? until + QStringLiteral("; it can be put off until %1 UTC").arg(formatInstant(state.deadline)) : until;
}

QString restartPendingSentence(const SequenceState &state)
{
    const QString when = state.phase == Phase::countdown ? QStringLiteral(": ") + warningInWords(state) : QString();
    return state.pending == Pending::restartFirst
               ? QStringLiteral("Restart pending before item %1, because the computer needed one already%2.").arg(QString::number(state.current + 1), when)
               : QStringLiteral("Restart pending after item %1%2.").arg(QString::number(state.current + 1), when);
}

QString waitingSentence(const SequenceState &state, const ItemState &item, const QString &number, const ItemWords &words)
{
    if (state.end != RunEnd::notYet)
        return QStringLiteral("Item %1 waiting: the run was ended before it could be started%2.")
            .arg(number, item.attempts > 0 ? QStringLiteral(" again") : QString());
    if (state.phase == Phase::warning)
        return QStringLiteral("Item %1 waiting: %2.").arg(number, warningInWords(state));
    if (state.waitReason == WaitReason::none && item.hasReturnCode) {
        return QStringLiteral("Item %1 waiting: it returned %2, which means try again later; retry %3 comes at %4 UTC.")
            .arg(number, QString::number(item.returnCode), QString::number(item.retries), formatInstant(state.until));
    }
    return QStringLiteral("Item %1 waiting for its %2%3; looked at again at %4 UTC.")
        .arg(number, toWord(state.waitReason), because(words.problem), formatInstant(state.until));
}

} // namespace

QString codesInWords(const ReturnCodeList &codes)
{
    QStringList words;
    for (const ReturnCode code : codes)
        words.append(QString::number(code));
    return words.isEmpty() ? QStringLiteral("a code that cannot come") : joinWords(words, QStringLiteral("or"));
}

QString explainItem(const Plan &plan, const SequenceState &state, int item, const std::vector<ItemWords> &allWords)
{
    const size_t index = static_cast<size_t>(item);
    const PlanItem &planItem = plan.items[index];
    const ItemState &itemState = state.items[index];
    const ItemWords words = index < allWords.size() ? allWords[index] : ItemWords{};
    const QString number = QString::number(item + 1);
    const QString code = QString::number(itemState.returnCode);
    switch (itemState.status) {
    case ItemStatus::notStarted:
        return QStringLiteral("Item %1 not started: its turn has not come.").arg(number);
    case ItemStatus::waiting:
        return waitingSentence(state, itemState, number, words);
    case ItemStatus::running:
        return QStringLiteral("Item %1 running: start %2.").arg(number).arg(itemState.attempts);
    case ItemStatus::verifying:
        return QStringLiteral("Item %1 verifying: it returned %2; %3 is looked at after the restart.")
            .arg(number, code, ruleInWords(words.detectionRule));
    case ItemStatus::succeeded:
        return succeededSentence(planItem, itemState, number, words);
    case ItemStatus::alreadyPresent:
        return QStringLiteral("Item %1 already present: %2 holds, so it was not run%3.")
            .arg(number, ruleInWords(words.detectionRule),
                 itemState.interruptions > 0 ? QStringLiteral(" again after the interruption")
                 : itemState.attempts > 0    ? QStringLiteral(" again")
                                             : QString());
    case ItemStatus::carriedOver:
        return QStringLiteral("Item %1 carried over: it returned %2 before the order was changed, and finished steps are kept.")
            .arg(number, code);
    case ItemStatus::notApplicable:
        return QStringLiteral("Item %1 not applicable: its condition%2 does not hold on this computer.")
            .arg(number, words.condition.isEmpty() ? QString() : QStringLiteral(", ") + words.condition + u',');
    case ItemStatus::skipped:
        return skippedSentence(plan, state, item);
    case ItemStatus::failed:
        return failedSentence(planItem, itemState, number, words);
    case ItemStatus::timedOut:
        return QStringLiteral("Item %1 timed out: it was ended after %2, its time limit.")
            .arg(number, minutesInWords(planItem.timeLimit));
    case ItemStatus::notVerified:
        return QStringLiteral("Item %1 not verified: it returned %2, but %3 does not hold%4.")
            .arg(number, code, ruleInWords(words.detectionRule), because(words.problem));
    case ItemStatus::interrupted:
        if (itemState.interruptions == 0)
            return QStringLiteral("Item %1 interrupted: its task was withdrawn while it ran, so it was ended.").arg(number);
        if (itemState.interruptions < planItem.maximumAttempts)
            return QStringLiteral("Item %1 interrupted: it was cut off %2, and the run was ended before it could be started again.")
                .arg(number, timesInWords(itemState.interruptions));
        return QStringLiteral("Item %1 interrupted: it was cut off %2, and %3 is its maximum.")
            .arg(number, timesInWords(itemState.interruptions), QString::number(planItem.maximumAttempts));
    }
    Q_UNREACHABLE();
}

QString explainComputer(const SequenceState &state)
{
    int failed = 0;
    int skipped = 0;
    for (const ItemState &item : state.items) {
        failed += countsAsFailure(item.status) ? 1 : 0;
        skipped += item.status == ItemStatus::skipped ? 1 : 0;
    }
    switch (SequenceMachine::computerStatus(state)) {
    case ComputerStatus::notReceived:
        return QStringLiteral("Not received: this computer has not reported yet.");
    case ComputerStatus::waiting:
        if (state.phase == Phase::warning)
            return QStringLiteral("Waiting: %1.").arg(warningInWords(state));
        return QStringLiteral("Waiting (%1).").arg(toWord(state.waitReason));
    case ComputerStatus::running:
        return QStringLiteral("Running step %1 of %2.").arg(state.current + 1).arg(state.items.size());
    case ComputerStatus::restartPending:
        return restartPendingSentence(state);
    case ComputerStatus::succeeded:
        return skipped == 0 ? QStringLiteral("Succeeded: no line item failed.")
                            : QStringLiteral("Succeeded: no line item failed; %1 skipped.").arg(skipped);
    case ComputerStatus::failed:
        return QStringLiteral("Failed: %1 of %2 line items failed%3.")
            .arg(QString::number(failed), QString::number(state.items.size()),
                 skipped == 0 ? QString() : QStringLiteral(", %1 skipped").arg(skipped));
    case ComputerStatus::withdrawn:
        return state.end == RunEnd::superseded ? QStringLiteral("Withdrawn: a newer execution order has taken its place.")
                                               : QStringLiteral("Withdrawn: the task was disabled or taken away.");
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
