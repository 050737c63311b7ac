// What a return code means, and its verification (B13, B15, B16a).
#include "tests/support/rehearsaltable.h"

using namespace seriatim;
using namespace seriatim::test;
using Plans = PlanBuilder;

class MachineCodesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verification_B13_data()
    {
        addRehearsalColumns();
        addRehearsal("verified", Plans().item().detects(), Script(),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 0 | look 1 after: yes"
                     "| save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("not verified keeps its code", Plans().item().codes(succeedsWith({0, 7})).detects(),
                     Script().returns(1, 7).holds(1, DetectionMoment::afterEnd, false),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 7 | look 1 after: no"
                     "| save 1 itemEnded notVerified 7 | save runEnded failed");
        addRehearsal("a failure is not looked at", Plans().item().detects(), Script().returns(1, 1603),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 1603"
                     "| save 1 itemEnded failed 1603 | save runEnded failed");
        addRehearsal("after a restart code: the code first, then the restart, then the look", Plans().item().codes(msi()).detects(),
                     Script().returns(1, 3010),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 3010 | save 1 codeRecorded"
                     "| wait 1 restart 60s | save 1 beforeRestart | restart | agent started, new boot | look 1 after: yes"
                     "| save 1 itemEnded succeeded 3010 | save runEnded succeeded");
        addRehearsal("not verified after its restart", Plans().item().codes(msi()).detects(),
                     Script().returns(1, 3010).holds(1, DetectionMoment::afterEnd, false),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 3010 | save 1 codeRecorded"
                     "| wait 1 restart 60s | save 1 beforeRestart | restart | agent started, new boot | look 1 after: no"
                     "| save 1 itemEnded notVerified 3010 | save runEnded failed");
        addRehearsal("a verifying item is not running: power lost in its look starts nothing again (B19)",
                     Plans().item().codes(msi()).detects(),
                     Script().returns(1, 3010).when(QStringLiteral("look 1 after: yes"), Happening::powerLoss),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 3010 | save 1 codeRecorded"
                     "| wait 1 restart 60s | save 1 beforeRestart | restart | agent started, new boot | look 1 after: yes"
                     "| power loss | agent started, new boot | look 1 after: yes | save 1 itemEnded succeeded 3010 | save runEnded succeeded");
        addRehearsal("verifying over an agent crash before its restart", Plans().item().codes(msi()).detects(),
                     Script().returns(1, 3010).when(QStringLiteral("save 1 codeRecorded"), Happening::agentCrash),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 3010 | save 1 codeRecorded"
                     "| agent crash | agent started, same boot | wait 1 restart 60s | save 1 beforeRestart | restart"
                     "| agent started, new boot | look 1 after: yes | save 1 itemEnded succeeded 3010 | save runEnded succeeded");
    }
    void verification_B13() { checkRehearsal(); }

    void classes_B15_data()
    {
        addRehearsalColumns();
        addRehearsal("restart needed", Plans().item().codes(msi()).item(), Script().returns(1, 3010),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 3010 | save 1 itemEnded succeeded 3010"
                     "| wait 1 restart 60s | save 1 beforeRestart | restart | agent started, new boot"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("restart started, which comes by itself", Plans().item().codes(msi()),
                     Script().returns(1, 1641).when(QStringLiteral("wait 1 restart 60s"), Happening::installerRestart),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1641 | save 1 itemEnded succeeded 1641"
                     "| wait 1 restart 60s | installer restarts | agent started, new boot | save runEnded succeeded");
        addRehearsal("restart started, which does not come: brought about after the restart delay",
                     Plans().item().codes(msi()).restartDelay(7), Script().returns(1, 1641),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1641 | save 1 itemEnded succeeded 1641"
                     "| wait 1 restart 420s | save 1 beforeRestart | restart | agent started, new boot | save runEnded succeeded");
        addRehearsal("restart started comes before its code is on disk: interrupted (B19)", Plans().item().codes(msi()).detects(),
                     Script().returns(1, 1641).holds(1, DetectionMoment::recovery)
                         .when(QStringLiteral("1 ended 1641"), Happening::installerRestart),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 1641 | installer restarts"
                     "| agent started, new boot | save 1 recovered | end leftover 1 | look 1 recovery: yes"
                     "| save 1 itemEnded alreadyPresent 0 | save runEnded succeeded");
        addRehearsal("one restart for code and after running together", Plans().item().codes(msi()).restarts(),
                     Script().returns(1, 3010),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 3010 | save 1 itemEnded succeeded 3010"
                     "| wait 1 restart 60s | save 1 beforeRestart | restart | agent started, new boot | save runEnded succeeded");
        addRehearsal("one restart for code, rule and after running together", Plans().item().codes(msi()).detects().restarts(),
                     Script().returns(1, 1641),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 1641 | save 1 codeRecorded"
                     "| wait 1 restart 60s | save 1 beforeRestart | restart | agent started, new boot | look 1 after: yes"
                     "| save 1 itemEnded succeeded 1641 | save runEnded succeeded");
        addRehearsal("a code in no list is a failure", Plans().item().codes(msi()), Script().returns(1, 42),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 42 | save 1 itemEnded failed 42 | save runEnded failed");
        addRehearsal("the failure list wins over all others",
                     Plans().item().codes({.success = {0, 5}, .failure = {5}, .restart = {5}, .restartStarted = {5}, .retry = {5}}),
                     Script().returns(1, 5),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 5 | save 1 itemEnded failed 5 | save runEnded failed");
        addRehearsal("restart needed wins over try again and success",
                     Plans().item().codes({.success = {0, 5}, .failure = {}, .restart = {5}, .restartStarted = {5}, .retry = {5}}),
                     Script().returns(1, 5),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 5 | save 1 itemEnded succeeded 5"
                     "| wait 1 restart 60s | save 1 beforeRestart | restart | agent started, new boot | save runEnded succeeded");
        addRehearsal("try again wins over success",
                     Plans().item().codes({.success = {0, 5}, .failure = {}, .restart = {}, .restartStarted = {}, .retry = {5}}).retries(0, 1),
                     Script().returns(1, 5),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 5 | save 1 itemEnded failed 5 | save runEnded failed");
    }
    void classes_B15() { checkRehearsal(); }

    void tryAgain_B15_data()
    {
        addRehearsalColumns();
        addRehearsal("then success; the earlier code does not show", Plans().item().codes(msi()).retries(3, 2),
                     Script().returns(1, 1618, 1).returns(1, 1618, 2),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1618 | save 1 retryWait | wait 1 retry 120s"
                     "| save 1 beforeStart | start 1 #2 | 1 ended 1618 | save 1 retryWait | wait 1 retry 120s"
                     "| save 1 beforeStart | start 1 #3 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("used up: fails with that code", Plans().item().codes(msi()).retries(1, 5), Script().returns(1, 1618),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1618 | save 1 retryWait | wait 1 retry 300s"
                     "| save 1 beforeStart | start 1 #2 | 1 ended 1618 | save 1 itemEnded failed 1618 | save runEnded failed");
        addRehearsal("then a time-out: no code is left", Plans().item().codes(msi()), Script().returns(1, 1618, 1).timesOut(1, 2),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1618 | save 1 retryWait | wait 1 retry 300s"
                     "| save 1 beforeStart | start 1 #2 | 1 timed out | save 1 itemEnded timedOut | save runEnded failed");
        addRehearsal("the rule is looked at before each start (B14)", Plans().item().codes(msi()).detects(),
                     Script().returns(1, 1618, 1),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 1618 | save 1 retryWait"
                     "| wait 1 retry 300s | look 1 before: no | save 1 beforeStart | start 1 #2 | 1 ended 0 | look 1 after: yes"
                     "| save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("the wait goes on after a crash in it", Plans().item().codes(msi()),
                     Script().returns(1, 1618, 1).when(QStringLiteral("wait 1 retry 300s"), Happening::agentCrash),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1618 | save 1 retryWait | wait 1 retry 300s"
                     "| agent crash | agent started, same boot | wait 1 retry 150s"
                     "| save 1 beforeStart | start 1 #2 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded");
    }
    void tryAgain_B15() { checkRehearsal(); }

    void couldNotStart_B16a_data()
    {
        addRehearsalColumns();
        addRehearsal("found out at the start", Plans().item().restarts(), Script().cannotStart(1),
                     "save runStarted | save 1 beforeStart | 1 could not start | save 1 itemEnded failed | save runEnded failed");
        addRehearsal("found out while preparing: no attempt is written", Plans().item().prepares(), Script().cannotPrepare(1),
                     "save runStarted | prepare 1: cannot | save 1 itemEnded failed | save runEnded failed");
        addRehearsal("after a retry: the earlier code does not show", Plans().item().codes(msi()), Script().returns(1, 1618, 1).cannotStart(1, 2),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1618 | save 1 retryWait | wait 1 retry 300s"
                     "| save 1 beforeStart | 1 could not start | save 1 itemEnded failed | save runEnded failed");
    }
    void couldNotStart_B16a() { checkRehearsal(); }

    void attemptsAndExecutionsAreCounted()
    {
        const Plan plan = Plans().item().codes(msi());
        Script script = Script().returns(1, 1618, 1).returns(1, 1618, 2).cannotStart(1, 3);
        Rehearsal rehearsal(plan, script);
        QVERIFY(rehearsal.run());
        QCOMPARE(int(rehearsal.state.items[0].attempts), 3);
        QCOMPARE(int(rehearsal.state.items[0].executions), 2); // the third never began
        QCOMPARE(int(rehearsal.state.items[0].retries), 2);
        QVERIFY(rehearsal.state.items[0].couldNotStart);
    }
};

QTEST_GUILESS_MAIN(MachineCodesTest)
#include "machine_codes_test.moc"
