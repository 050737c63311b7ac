// Several runs, parts of runs, and runs that are stopped (B7, B16, B21, B23, B26, B26a, B27).
#include "tests/support/rehearsaltable.h"

using namespace seriatim;
using namespace seriatim::test;
using Plans = PlanBuilder;

namespace {

QString secondRun(const Plan &plan, Script &first, Script &second, const RunStart &start)
{
    Rehearsal before(plan, first);
    if (!before.run())
        return QStringLiteral("the first run did not end");
    Rehearsal rehearsal(plan, second);
    rehearsal.state = before.state;
    if (!rehearsal.run(start))
        return QStringLiteral("the second run did not end");
    return rehearsal.log.join(u'\n');
}

QString lines(const char *text)
{
    return Rehearsal::lines(text).join(u'\n');
}

} // namespace

class MachineRunsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNextRunKeepsSuccesses_B21()
    {
        const Plan plan = Plans().item().item().item().needs(2).item().detects().item().conditional().repeats();
        Script first = Script().returns(2, 1603).holds(4, DetectionMoment::beforeStart).doesNotApply(5);
        Script second;
        QCOMPARE(secondRun(plan, first, second, {.mode = RunStart::Mode::keepSuccesses, .fromItem = 0, .carried = {}}),
                 lines("save runStarted"
                       "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0"
                       "| save 3 beforeStart | start 3 #1 | 3 ended 0 | save 3 itemEnded succeeded 0"
                       "| ask 5: yes | save 5 beforeStart | start 5 #1 | 5 ended 0 | save 5 itemEnded succeeded 0"
                       "| save runEnded succeeded"));
    }

    void aKeptItemKeepsItsCodeAndHasNoAttempts_B21()
    {
        const Plan plan = Plans().item().codes(succeedsWith({0, 7})).item().needs(1, {7}).repeats();
        Script script = Script().returns(1, 7).returns(2, 1);
        Rehearsal rehearsal(plan, script);
        QVERIFY(rehearsal.run());
        QCOMPARE(int(rehearsal.state.items[0].attempts), 1);
        QVERIFY(rehearsal.run({.mode = RunStart::Mode::keepSuccesses, .fromItem = 0, .carried = {}}));
        const ItemState &kept = rehearsal.state.items[0];
        QCOMPARE(kept.status, ItemStatus::succeeded);
        QCOMPARE(kept.returnCode, 7);
        QVERIFY(kept.kept && kept.hasReturnCode);
        QCOMPARE(int(kept.attempts) + int(kept.executions), 0);
        QCOMPARE(int(rehearsal.state.items[1].attempts), 1); // counted anew, and item 1 still satisfies it
        QCOMPARE(rehearsal.state.run, 2);
    }

    void plainRunsBeginAnew_B23()
    {
        const Plan plan = Plans().item();
        Script first;
        Script second;
        QCOMPARE(secondRun(plan, first, second, {}),
                 lines("save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded"));
    }

    void anotherRunIsWanted_B21_data()
    {
        QTest::addColumn<Plan>("plan");
        QTest::addColumn<Script>("script");
        QTest::addColumn<QVector<bool>>("wanted"); // after each run
        QTest::newRow("not without repeating") << Plan(Plans().item()) << Script().returns(1, 1) << QVector<bool>{false};
        QTest::newRow("until it has succeeded") << Plan(Plans().item().repeats()) << Script() << QVector<bool>{false};
        QTest::newRow("no limit") << Plan(Plans().item().repeats()) << Script().returns(1, 1) << QVector<bool>{true, true, true, true};
        QTest::newRow("three runs") << Plan(Plans().item().repeats(3)) << Script().returns(1, 1) << QVector<bool>{true, true, false};
        QTest::newRow("one run") << Plan(Plans().item().repeats(1)) << Script().returns(1, 1) << QVector<bool>{false};
        QTest::newRow("a skipped item is no failure") << Plan(Plans().item().item().needs(1, {9}).repeats()) << Script() << QVector<bool>{false};
    }
    void anotherRunIsWanted_B21()
    {
        QFETCH(Plan, plan);
        QFETCH(Script, script);
        QFETCH(QVector<bool>, wanted);
        Rehearsal rehearsal(plan, script);
        for (const bool want : wanted) {
            QVERIFY(rehearsal.run({.mode = RunStart::Mode::keepSuccesses, .fromItem = 0, .carried = {}}));
            QCOMPARE(SequenceMachine(plan).wantsAnotherRun(rehearsal.state), want);
        }
    }

    void fromAnItemOn_B27()
    {
        const Plan plan = Plans().item().item().item().needs(1).item().needs(2, {5}).item().needs(2);
        Script first = Script().returns(2, 5);
        Script second;
        QCOMPARE(secondRun(plan, first, second, {.mode = RunStart::Mode::fromItem, .fromItem = 2, .carried = {}}),
                 lines("save runStarted"
                       "| save 3 beforeStart | start 3 #1 | 3 ended 0 | save 3 itemEnded succeeded 0"
                       "| save 4 beforeStart | start 4 #1 | 4 ended 0 | save 4 itemEnded succeeded 0" // item 2's failure code was kept
                       "| save 5 itemEnded skipped | save runEnded failed"));                          // and so was its failure (B16)
    }

    void fromAnItemOnWhereNothingRanBefore_B27()
    {
        const Plan plan = Plans().item().item().needs(1).item();
        Script script;
        Rehearsal rehearsal(plan, script);
        QVERIFY(rehearsal.run({.mode = RunStart::Mode::fromItem, .fromItem = 1, .carried = {}}));
        QCOMPARE(rehearsal.log.join(u'\n'), lines("save runStarted | save 2 itemEnded skipped"
                                                  "| save 3 beforeStart | start 3 #1 | 3 ended 0 | save 3 itemEnded succeeded 0"
                                                  "| save runEnded succeeded"));
        QCOMPARE(rehearsal.state.items[0].status, ItemStatus::notStarted);
    }

    void carriedOver_B7()
    {
        const Plan plan = Plans().item().codes(succeedsWith({0, 3010})).restarts().item().needs(1, {3010}).item().needs(1, {0});
        Script script;
        Rehearsal rehearsal(plan, script);
        QVERIFY(rehearsal.run({.mode = RunStart::Mode::anew, .fromItem = 0, .carried = {3010, std::nullopt, std::nullopt}}));
        QCOMPARE(rehearsal.log.join(u'\n'), lines("save runStarted"
                                                  "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0"
                                                  "| save 3 itemEnded skipped | save runEnded succeeded"));
        QCOMPARE(rehearsal.state.items[0].status, ItemStatus::carriedOver);
    }

    void withdrawn_B26_data()
    {
        addRehearsalColumns();
        const auto at = [](const char *line) { return QString::fromUtf8(line); };
        addRehearsal("stops before the next item; what ran stays", Plans().item().item(), Script().when(at("start 1 #1"), Happening::withdrawn),
                     "save runStarted | save 1 beforeStart | start 1 #1 | withdrawn | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| save runEnded withdrawn");
        addRehearsal("before the first item", Plans().item(), Script().when(at("save runStarted"), Happening::withdrawn),
                     "save runStarted | withdrawn | save runEnded withdrawn");
        addRehearsal("between two items", Plans().item().item(), Script().when(at("save 1 itemEnded succeeded 0"), Happening::withdrawn),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | withdrawn"
                     "| save runEnded withdrawn");
        addRehearsal("while an item waits for a user", Plans().item().prepares(),
                     Script().waitsForUser(1, 99).when(at("wait 1 user 60s"), Happening::withdrawn),
                     "save runStarted | prepare 1: not yet | wait 1 user 60s | withdrawn | save runEnded withdrawn");
        addRehearsal("cancels a pending countdown", Plans().item().restarts().item(), Script().when(at("wait 1 restart 60s"), Happening::withdrawn),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | wait 1 restart 60s"
                     "| withdrawn | save runEnded withdrawn");
        addRehearsal("cancels a countdown to come", Plans().item().restarts(), Script().when(at("start 1 #1"), Happening::withdrawn),
                     "save runStarted | save 1 beforeStart | start 1 #1 | withdrawn | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| save runEnded withdrawn");
        addRehearsal("cancels it over an agent crash too", Plans().item().restarts(),
                     Script().when(at("start 1 #1"), Happening::withdrawn).when(at("save 1 itemEnded succeeded 0"), Happening::agentCrash),
                     "save runStarted | save 1 beforeStart | start 1 #1 | withdrawn | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| agent crash | agent started, same boot | save runEnded withdrawn");
        addRehearsal("no retry is waited for over an agent crash", Plans().item().codes(msi()),
                     Script().returns(1, 1618).when(at("start 1 #1"), Happening::withdrawn).when(at("save 1 retryWait"), Happening::agentCrash),
                     "save runStarted | save 1 beforeStart | start 1 #1 | withdrawn | 1 ended 1618 | save 1 retryWait"
                     "| agent crash | agent started, same boot | save runEnded withdrawn");
        addRehearsal("an interrupted item is not started again", Plans().item().item(),
                     Script().when(at("save 1 beforeStart"), Happening::powerLoss).when(at("save 1 recovered"), Happening::withdrawn),
                     "save runStarted | save 1 beforeStart | power loss | agent started, new boot | save 1 recovered | withdrawn"
                     "| end leftover 1 | save 1 itemEnded interrupted | save runEnded withdrawn");
        addRehearsal("after the run's end it changes nothing", Plans().item(), Script().when(at("save runEnded succeeded"), Happening::withdrawn),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded | withdrawn");
    }
    void withdrawn_B26() { checkRehearsal(); }

    void superseded_B26a_data()
    {
        addRehearsalColumns();
        const auto at = [](const char *line) { return QString::fromUtf8(line); };
        addRehearsal("ends after its current item", Plans().item().item(), Script().when(at("start 1 #1"), Happening::superseded),
                     "save runStarted | save 1 beforeStart | start 1 #1 | superseded | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| save runEnded withdrawn");
        addRehearsal("the current item's restart belongs to it", Plans().item().restarts().item(), Script().when(at("start 1 #1"), Happening::superseded),
                     "save runStarted | save 1 beforeStart | start 1 #1 | superseded | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| wait 1 restart 60s | save 1 beforeRestart | restart | agent started, new boot | save runEnded withdrawn");
        addRehearsal("between two items", Plans().item().item(), Script().when(at("save 1 itemEnded succeeded 0"), Happening::superseded),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | superseded"
                     "| save runEnded withdrawn");
    }
    void superseded_B26a() { checkRehearsal(); }

    void aStoppedRunIsNeverRepeated_B26()
    {
        const Plan plan = Plans().item().item().repeats();
        Script script = Script().returns(1, 1).when(QStringLiteral("start 1 #1"), Happening::withdrawn);
        Rehearsal rehearsal(plan, script);
        QVERIFY(rehearsal.run());
        QCOMPARE(rehearsal.state.end, RunEnd::withdrawn);
        QCOMPARE(rehearsal.state.items[0].status, ItemStatus::failed);
        QVERIFY(!SequenceMachine(plan).wantsAnotherRun(rehearsal.state));
    }
};

QTEST_GUILESS_MAIN(MachineRunsTest)
#include "machine_runs_test.moc"
