// The walk itself: order, dependencies, conditions, what is already there, and the result (B2, B3, B10–B12, B14, B16).
#include "tests/support/rehearsaltable.h"

using namespace seriatim;
using namespace seriatim::test;
using Plans = PlanBuilder;

class MachineOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void order_B2_B10_data()
    {
        addRehearsalColumns();
        addRehearsal("no items", Plan{}, Script(), "save runStarted | save runEnded succeeded");
        addRehearsal("ascending, one at a time", Plans().item().item().item(), Script(),
                     "save runStarted"
                     "| save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0"
                     "| save 3 beforeStart | start 3 #1 | 3 ended 0 | save 3 itemEnded succeeded 0"
                     "| save runEnded succeeded");
        addRehearsal("a failure does not stop the walk (B12)", Plans().item().item(), Script().returns(1, 5),
                     "save runStarted"
                     "| save 1 beforeStart | start 1 #1 | 1 ended 5 | save 1 itemEnded failed 5"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0"
                     "| save runEnded failed");
        addRehearsal("no more does a time-out (B12, B33)", Plans().item().item(), Script().timesOut(1),
                     "save runStarted"
                     "| save 1 beforeStart | start 1 #1 | 1 timed out | save 1 itemEnded timedOut"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0"
                     "| save runEnded failed");
        addRehearsal("what has to be waited for is waited for before the start",
                     Plans().item().prepares(), Script().waitsForUser(1, 2),
                     "save runStarted | prepare 1: not yet | wait 1 user 60s | prepare 1: not yet | wait 1 user 60s"
                     "| prepare 1: ready | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| save runEnded succeeded");
    }
    void order_B2_B10() { checkRehearsal(); }

    // B11: which end of item 1 satisfies item 2.
    void dependency_B11_data()
    {
        addRehearsalColumns();
        const char *const skippedAfter = "| save 2 itemEnded skipped | save runEnded failed";
        const char *const ranAfter = "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0";
        const auto row = [](const char *name, const Plan &plan, const Script &script, const char *first, const char *then,
                            const char *end = "") {
            const QByteArray log = QByteArray("save runStarted |") + first + then + end;
            addRehearsal(name, plan, script, log.constData());
        };
        const char *const succeeded = "| save runEnded succeeded";
        const char *const failed = "| save runEnded failed";

        row("the code holds", Plans().item().item().needs(1), Script(),
            "save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0", ranAfter, succeeded);
        row("another success code does not", Plans().item().codes(succeedsWith({0, 7})).item().needs(1, {0}), Script().returns(1, 7),
            "save 1 beforeStart | start 1 #1 | 1 ended 7 | save 1 itemEnded succeeded 7",
            "| save 2 itemEnded skipped | save runEnded succeeded");
        row("a failure does not", Plans().item().item().needs(1), Script().returns(1, 1603),
            "save 1 beforeStart | start 1 #1 | 1 ended 1603 | save 1 itemEnded failed 1603", skippedAfter);
        row("a failure code holds where it is asked for", Plans().item().item().needs(1, {1603}), Script().returns(1, 1603),
            "save 1 beforeStart | start 1 #1 | 1 ended 1603 | save 1 itemEnded failed 1603", ranAfter, failed);
        row("a time-out satisfies nothing", Plans().item().item().needs(1, {0, 1}), Script().timesOut(1),
            "save 1 beforeStart | start 1 #1 | 1 timed out | save 1 itemEnded timedOut", skippedAfter);
        row("not verified satisfies nothing", Plans().item().detects().item().needs(1),
            Script().holds(1, DetectionMoment::afterEnd, false),
            "look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 0 | look 1 after: no | save 1 itemEnded notVerified 0",
            skippedAfter);
        row("could not start satisfies nothing", Plans().item().item().needs(1, {0, 1}), Script().cannotStart(1),
            "save 1 beforeStart | 1 could not start | save 1 itemEnded failed", skippedAfter);
        row("interrupted satisfies nothing", Plans().item().attempts(1).item().needs(1),
            Script().when(QStringLiteral("start 1 #1"), Happening::powerLoss),
            "save 1 beforeStart | start 1 #1 | power loss | agent started, new boot | save 1 recovered | end leftover 1"
            "| save 1 itemEnded interrupted", skippedAfter);
        row("already present holds, with its first success code", Plans().item().codes(succeedsWith({7, 0})).detects().item().needs(1, {7}),
            Script().holds(1, DetectionMoment::beforeStart), "look 1 before: yes | save 1 itemEnded alreadyPresent 7", ranAfter, succeeded);
        row("already present with another code does not", Plans().item().codes(succeedsWith({7, 0})).detects().item().needs(1, {0}),
            Script().holds(1, DetectionMoment::beforeStart), "look 1 before: yes | save 1 itemEnded alreadyPresent 7",
            "| save 2 itemEnded skipped | save runEnded succeeded");
    }
    void dependency_B11() { checkRehearsal(); }

    void dependencies_B3_B11_data()
    {
        addRehearsalColumns();
        addRehearsal("skipped satisfies nothing: the chain behind it is skipped, the independent item runs",
                     Plans().item().item().needs(1).item().needs(2).item(), Script().returns(1, 1603),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1603 | save 1 itemEnded failed 1603"
                     "| save 2 itemEnded skipped | save 3 itemEnded skipped"
                     "| save 4 beforeStart | start 4 #1 | 4 ended 0 | save 4 itemEnded succeeded 0 | save runEnded failed");
        addRehearsal("all of several have to hold", Plans().item().item().item().needs(1).needs(2), Script().returns(2, 9),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 9 | save 2 itemEnded failed 9"
                     "| save 3 itemEnded skipped | save runEnded failed");
        addRehearsal("the code is compared as 32 bits (B16a)", Plans().item().item().needs(1, {-1}),
                     Script().returns(1, static_cast<ReturnCode>(4294967295U)),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended -1 | save 1 itemEnded failed -1"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0 | save runEnded failed");
        addRehearsal("an unmet dependency is not looked into further: neither condition nor rule nor package",
                     Plans().item().item().needs(1).conditional().detects().prepares(), Script().returns(1, 1),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1 | save 1 itemEnded failed 1"
                     "| save 2 itemEnded skipped | save runEnded failed");
    }
    void dependencies_B3_B11() { checkRehearsal(); }

    void condition_B11a_data()
    {
        addRehearsalColumns();
        addRehearsal("holds", Plans().item().conditional(), Script(),
                     "save runStarted | ask 1: yes | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| save runEnded succeeded");
        addRehearsal("does not hold: not run, no failure, no rule looked at", Plans().item().conditional().detects(),
                     Script().doesNotApply(1), "save runStarted | ask 1: no | save 1 itemEnded notApplicable | save runEnded succeeded");
        addRehearsal("not applicable satisfies what the first success code satisfies",
                     Plans().item().codes(succeedsWith({7, 0})).conditional().item().needs(1, {7}).item().needs(1, {0}),
                     Script().doesNotApply(1),
                     "save runStarted | ask 1: no | save 1 itemEnded notApplicable"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0"
                     "| save 3 itemEnded skipped | save runEnded succeeded");
        addRehearsal("asked once, not again before a retry", Plans().item().codes(msi()).conditional(), Script().returns(1, 1618, 1),
                     "save runStarted | ask 1: yes | save 1 beforeStart | start 1 #1 | 1 ended 1618 | save 1 retryWait | wait 1 retry 300s"
                     "| save 1 beforeStart | start 1 #2 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded");
    }
    void condition_B11a() { checkRehearsal(); }

    void alreadyPresent_B14_data()
    {
        addRehearsalColumns();
        addRehearsal("not run, prepared or restarted after (B17)", Plans().item().detects().prepares().restarts(),
                     Script().holds(1, DetectionMoment::beforeStart),
                     "save runStarted | look 1 before: yes | save 1 itemEnded alreadyPresent 0 | save runEnded succeeded");
        addRehearsal("its code asks for no restart either", Plans().item().codes({.success = {3010}, .failure = {}, .restart = {3010}, .restartStarted = {}, .retry = {}}).detects(),
                     Script().holds(1, DetectionMoment::beforeStart),
                     "save runStarted | look 1 before: yes | save 1 itemEnded alreadyPresent 3010 | save runEnded succeeded");
    }
    void alreadyPresent_B14() { checkRehearsal(); }

    void result_B16_data()
    {
        QTest::addColumn<Plan>("plan");
        QTest::addColumn<Script>("script");
        QTest::addColumn<QString>("end");
        const QString failed = QStringLiteral("save runEnded failed");
        const QString succeeded = QStringLiteral("save runEnded succeeded");
        QTest::newRow("failed") << Plan(Plans().item()) << Script().returns(1, 1) << failed;
        QTest::newRow("timed out") << Plan(Plans().item()) << Script().timesOut(1) << failed;
        QTest::newRow("could not start") << Plan(Plans().item()) << Script().cannotStart(1) << failed;
        QTest::newRow("not verified") << Plan(Plans().item().detects()) << Script().holds(1, DetectionMoment::afterEnd, false) << failed;
        QTest::newRow("interrupted") << Plan(Plans().item().attempts(1))
                                     << Script().when(QStringLiteral("start 1 #1"), Happening::agentCrash) << failed;
        QTest::newRow("interrupted once, then succeeded") << Plan(Plans().item())
                                                          << Script().when(QStringLiteral("start 1 #1"), Happening::agentCrash) << succeeded;
        QTest::newRow("a clean-up that was not needed") << Plan(Plans().item().item().needs(1, {1603})) << Script() << succeeded;
        QTest::newRow("not applicable") << Plan(Plans().item().conditional()) << Script().doesNotApply(1) << succeeded;
        QTest::newRow("already present") << Plan(Plans().item().detects()) << Script().holds(1, DetectionMoment::beforeStart) << succeeded;
    }
    void result_B16()
    {
        QFETCH(Plan, plan);
        QFETCH(Script, script);
        QFETCH(QString, end);
        Rehearsal rehearsal(plan, script);
        QVERIFY(rehearsal.run());
        QCOMPARE(rehearsal.log.last(), end);
    }
};

QTEST_GUILESS_MAIN(MachineOrderTest)
#include "machine_order_test.moc"
