// B39: the exact sentence for every status.
#include "engine/sequence/explain.h"

#include <QTest>

using namespace seriatim;

Q_DECLARE_METATYPE(seriatim::PlanItem)
Q_DECLARE_METATYPE(seriatim::ItemState)
Q_DECLARE_METATYPE(seriatim::ItemWords)

namespace {

ItemState ended(ItemStatus status, std::optional<ReturnCode> code = std::nullopt)
{
    ItemState item;
    item.status = status;
    item.attempts = 1;
    item.hasReturnCode = code.has_value();
    item.returnCode = code.value_or(0);
    return item;
}

ItemWords words(const char *rule, const char *problem = "", const char *condition = "")
{
    return {QString::fromUtf8(rule), QString::fromUtf8(condition), QString::fromUtf8(problem)};
}

} // namespace

class ExplainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void item_data()
    {
        QTest::addColumn<PlanItem>("plan");
        QTest::addColumn<ItemState>("state");
        QTest::addColumn<ItemWords>("words");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const PlanItem &plan, const ItemState &state, const ItemWords &itemWords, const char *sentence) {
            QTest::newRow(name) << plan << state << itemWords << QString::fromUtf8(sentence);
        };
        PlanItem plain;
        PlanItem detecting;
        detecting.detects = true;
        PlanItem installer;
        installer.codes = ReturnCodeRules::windowsInstaller();
        ItemState running = ended(ItemStatus::running);
        running.attempts = 2;
        ItemState present = ended(ItemStatus::alreadyPresent, 0);
        present.attempts = 0;
        ItemState presentOnRecovery = ended(ItemStatus::alreadyPresent, 0);
        presentOnRecovery.interruptions = 1;
        ItemState interrupted = ended(ItemStatus::interrupted);
        interrupted.interruptions = 2;
        ItemState cutOff = ended(ItemStatus::interrupted);
        cutOff.interruptions = 1;
        PlanItem onceOnly;
        onceOnly.maximumAttempts = 1;
        PlanItem oneRetry = installer;
        oneRetry.retryCount = 1;
        PlanItem shortLimit;
        shortLimit.timeLimit = millisPerMinute;
        const char *const fileRule = "file 'C:\\x' exists";

        row("not started", plain, {}, {}, "Item 1 not started: its turn has not come.");
        row("running", plain, running, {}, "Item 1 running: start 2.");
        row("verifying", detecting, ended(ItemStatus::verifying, 3010), words(fileRule),
            "Item 1 verifying: it returned 3010; its detection rule, file 'C:\\x' exists, is looked at after the restart.");
        row("verifying, no words", detecting, ended(ItemStatus::verifying, 3010), {},
            "Item 1 verifying: it returned 3010; its detection rule is looked at after the restart.");
        row("succeeded", plain, ended(ItemStatus::succeeded, 0), {}, "Item 1 succeeded: it returned 0, which means success.");
        row("succeeded, restart", installer, ended(ItemStatus::succeeded, 3010), {},
            "Item 1 succeeded: it returned 3010, which means success, restart needed.");
        row("succeeded, verified", detecting, ended(ItemStatus::succeeded, 0), words(fileRule),
            "Item 1 succeeded: it returned 0, which means success, and its detection rule, file 'C:\\x' exists, holds.");
        row("already present", detecting, present, words(fileRule),
            "Item 1 already present: its detection rule, file 'C:\\x' exists, holds, so it was not run.");
        row("already present on recovery", detecting, presentOnRecovery, words(fileRule),
            "Item 1 already present: its detection rule, file 'C:\\x' exists, holds, so it was not run again after the interruption.");
        row("already present after a retry's wait", detecting, ended(ItemStatus::alreadyPresent, 0), words(fileRule),
            "Item 1 already present: its detection rule, file 'C:\\x' exists, holds, so it was not run again.");
        row("carried over", plain, ended(ItemStatus::carriedOver, 7), {},
            "Item 1 carried over: it returned 7 before the order was changed, and finished steps are kept.");
        row("not applicable", plain, ended(ItemStatus::notApplicable), words("", "", "operatingSystem equals 'Windows 7'"),
            "Item 1 not applicable: its condition, operatingSystem equals 'Windows 7', does not hold on this computer.");
        row("failed", installer, ended(ItemStatus::failed, 1603), {}, "Item 1 failed: it returned 1603; success is 0, 1707, 3010 or 1641.");
        row("retries used up", installer, ended(ItemStatus::failed, 1618), {},
            "Item 1 failed: it returned 1618, which means try again later, and its 3 retries were used up.");
        row("one retry used up", oneRetry, ended(ItemStatus::failed, 1618), {},
            "Item 1 failed: it returned 1618, which means try again later, and its 1 retry was used up.");
        row("could not start", plain, ended(ItemStatus::failed), words("", "no such file"),
            "Item 1 failed: it could not be started: no such file.");
        row("timed out", plain, ended(ItemStatus::timedOut), {}, "Item 1 timed out: it was ended after 360 minutes, its time limit.");
        row("timed out after one minute", shortLimit, ended(ItemStatus::timedOut), {},
            "Item 1 timed out: it was ended after 1 minute, its time limit.");
        row("not verified", detecting, ended(ItemStatus::notVerified, 0), words(fileRule),
            "Item 1 not verified: it returned 0, but its detection rule, file 'C:\\x' exists, does not hold.");
        row("not verified, cannot be evaluated (B13)", detecting, ended(ItemStatus::notVerified, 0), words(fileRule, "no right to read C:\\"),
            "Item 1 not verified: it returned 0, but its detection rule, file 'C:\\x' exists, does not hold (no right to read C:\\).");
        row("interrupted", plain, interrupted, {}, "Item 1 interrupted: it was cut off 2 times, and 2 is its maximum.");
        row("interrupted once", onceOnly, cutOff, {}, "Item 1 interrupted: it was cut off once, and 1 is its maximum.");
        row("interrupted and withdrawn", plain, cutOff, {},
            "Item 1 interrupted: it was cut off once, and the run was ended before it could be started again.");
    }
    void item()
    {
        QFETCH(PlanItem, plan);
        QFETCH(ItemState, state);
        QFETCH(ItemWords, words);
        QFETCH(QString, sentence);
        Plan sequence;
        sequence.items = {plan};
        SequenceState whole;
        whole.phase = Phase::running;
        whole.items = {state};
        QCOMPARE(explainItem(sequence, whole, 0, {words}), sentence);
    }

    // What item 2 did, and what item 3, which needs 0 or 3010 of it, says of it.
    void skipped_data()
    {
        QTest::addColumn<ItemState>("second");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const ItemState &second, const char *what) {
            QTest::newRow(what) << second << QStringLiteral("Item 3 skipped: it needs item 2 to return 0 or 3010; ") + QString::fromUtf8(what);
        };
        row(ended(ItemStatus::failed, 1603), "it returned 1603.");
        row(ended(ItemStatus::succeeded, 1641), "it returned 1641.");
        row(ended(ItemStatus::failed), "it could not be started.");
        row(ended(ItemStatus::skipped), "it was skipped.");
        row(ended(ItemStatus::timedOut), "it timed out.");
        row(ended(ItemStatus::interrupted), "it was interrupted.");
        row(ended(ItemStatus::notVerified, 0), "it returned 0 but was not verified.");
        row(ItemState{}, "it has not run to its end.");
    }
    void skipped()
    {
        QFETCH(ItemState, second);
        QFETCH(QString, sentence);
        Plan plan;
        plan.items.resize(3);
        plan.items[2].dependencies = {{0, {0}}, {1, {0, 3010}}};
        SequenceState state;
        state.items = {ended(ItemStatus::succeeded, 0), second, ended(ItemStatus::skipped)};
        QCOMPARE(explainItem(plan, state, 2, {}), sentence);
    }

    void skippedBecauseNotApplicableStandsForAnotherCode()
    {
        Plan plan;
        plan.items.resize(2);
        plan.items[1].dependencies = {{0, {7}}};
        SequenceState state;
        state.items = {ended(ItemStatus::notApplicable), ended(ItemStatus::skipped)};
        QCOMPARE(explainItem(plan, state, 1, {}), QStringLiteral("Item 2 skipped: it needs item 1 to return 7; it was not applicable."));
    }

    void waiting()
    {
        Plan plan;
        plan.items.resize(1);
        plan.items[0].codes = ReturnCodeRules::windowsInstaller();
        SequenceState state;
        state.phase = Phase::retryWait;
        state.until = 1767600000000;
        state.items = {ended(ItemStatus::waiting, 1618)};
        state.items[0].retries = 2;
        QCOMPARE(explainItem(plan, state, 0, {}),
                 QStringLiteral("Item 1 waiting: it returned 1618, which means try again later; retry 2 comes at 2026-01-05 08:00:00 UTC."));
        state.phase = Phase::preparationWait;
        state.waitReason = WaitReason::package;
        state.items = {ended(ItemStatus::waiting)};
        QCOMPARE(explainItem(plan, state, 0, {words("", "setup.exe does not match its snapshot")}),
                 QStringLiteral("Item 1 waiting for its package (setup.exe does not match its snapshot); looked at again at 2026-01-05 08:00:00 UTC."));
        state.phase = Phase::finished;
        state.end = RunEnd::withdrawn;
        state.waitReason = WaitReason::none;
        state.items[0].attempts = 0;
        QCOMPARE(explainItem(plan, state, 0, {}), QStringLiteral("Item 1 waiting: the run was ended before it could be started."));
        state.items = {ended(ItemStatus::waiting, 1618)};
        QCOMPARE(explainItem(plan, state, 0, {}), QStringLiteral("Item 1 waiting: the run was ended before it could be started again."));
    }

    void codes()
    {
        QCOMPARE(codesInWords({0}), QStringLiteral("0"));
        QCOMPARE(codesInWords({0, 3010}), QStringLiteral("0 or 3010"));
        QCOMPARE(codesInWords({0, 1707, 3010}), QStringLiteral("0, 1707 or 3010"));
        QCOMPARE(codesInWords({-1}), QStringLiteral("-1"));
        QCOMPARE(codesInWords({}), QStringLiteral("a code that cannot come"));
    }

    void warnings_B28()
    {
        Plan plan;
        plan.items.resize(2);
        SequenceState state;
        state.items = {ended(ItemStatus::succeeded, 0), ended(ItemStatus::waiting)};
        state.current = 1;
        state.phase = Phase::warning;
        state.until = 1767600300000;
        state.deadline = state.until;
        QCOMPARE(explainItem(plan, state, 1, {}), QStringLiteral("Item 2 waiting: people have been warned, and it comes at 2026-01-05 08:05:00 UTC."));
        QCOMPARE(explainComputer(state), QStringLiteral("Waiting: people have been warned, and it comes at 2026-01-05 08:05:00 UTC."));
        state.deferred = true;
        state.deadline += 60 * millisPerMinute;
        QCOMPARE(explainComputer(state), QStringLiteral("Waiting: somebody has put it off until 2026-01-05 08:05:00 UTC; it can be put off until 2026-01-05 09:05:00 UTC."));
        state.deferred = false;
        state.session = SessionState::locked;
        QCOMPARE(explainComputer(state), QStringLiteral("Waiting: the session is locked, so the time of the warning stands still."));
        state.session = SessionState::attended;
        state.deadline = state.until;
        state.phase = Phase::countdown;
        state.pending = Pending::restart;
        QCOMPARE(explainComputer(state), QStringLiteral("Restart pending after item 2: people have been warned, and it comes at 2026-01-05 08:05:00 UTC."));
        state.pending = Pending::restartFirst;
        QCOMPARE(explainComputer(state), QStringLiteral("Restart pending before item 2, because the computer needed one already: people have been warned, and it comes at 2026-01-05 08:05:00 UTC."));
    }

    void computer()
    {
        SequenceState state;
        state.items = {ended(ItemStatus::failed, 1), ended(ItemStatus::skipped), ended(ItemStatus::succeeded, 0)};
        state.phase = Phase::running;
        state.current = 1;
        QCOMPARE(explainComputer(state), QStringLiteral("Running step 2 of 3."));
        state.phase = Phase::savingItemEnd;
        state.pending = Pending::restart;
        QCOMPARE(explainComputer(state), QStringLiteral("Restart pending after item 2."));
        state.pending = Pending::none;
        state.phase = Phase::finished;
        state.end = RunEnd::completed;
        QCOMPARE(explainComputer(state), QStringLiteral("Failed: 1 of 3 line items failed, 1 skipped."));
        state.items[0] = ended(ItemStatus::notApplicable);
        QCOMPARE(explainComputer(state), QStringLiteral("Succeeded: no line item failed; 1 skipped."));
        state.end = RunEnd::withdrawn;
        QCOMPARE(explainComputer(state), QStringLiteral("Withdrawn: the task was disabled or taken away."));
        state.end = RunEnd::superseded;
        QCOMPARE(explainComputer(state), QStringLiteral("Withdrawn: a newer execution order has taken its place."));
    }
};

QTEST_GUILESS_MAIN(ExplainTest)
#include "explain_test.moc"
