// Interrupted line items: once more, already there, or given up (B19).
#include "tests/support/rehearsaltable.h"

using namespace seriatim;
using namespace seriatim::test;
using Plans = PlanBuilder;

class MachineRecoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void interrupted_B19_data()
    {
        addRehearsalColumns();
        const QString started = QStringLiteral("start 1 #1");
        const QString startedAgain = QStringLiteral("start 1 #2");
        addRehearsal("started again: what is left is ended first", Plans().item(), Script().when(started, Happening::agentCrash),
                     "save runStarted | save 1 beforeStart | start 1 #1 | agent crash | agent started, same boot"
                     "| save 1 recovered | end leftover 1 | save 1 beforeStart | start 1 #2 | 1 ended 0"
                     "| save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("before it acted is an interruption too", Plans().item(),
                     Script().when(QStringLiteral("save 1 beforeStart"), Happening::powerLoss),
                     "save runStarted | save 1 beforeStart | power loss | agent started, new boot | save 1 recovered | end leftover 1"
                     "| save 1 beforeStart | start 1 #2 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("its code is not known: started again although it had ended", Plans().item(),
                     Script().when(QStringLiteral("1 ended 0"), Happening::powerLoss),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | power loss | agent started, new boot"
                     "| save 1 recovered | end leftover 1 | save 1 beforeStart | start 1 #2 | 1 ended 0"
                     "| save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("maximum attempts, and the walk goes on", Plans().item().item(),
                     Script().when(started, Happening::powerLoss).when(startedAgain, Happening::installerRestart),
                     "save runStarted | save 1 beforeStart | start 1 #1 | power loss | agent started, new boot | save 1 recovered | end leftover 1"
                     "| save 1 beforeStart | start 1 #2 | installer restarts | agent started, new boot | save 1 recovered | end leftover 1"
                     "| save 1 itemEnded interrupted"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0 | save runEnded failed");
        addRehearsal("one attempt is one attempt", Plans().item().attempts(1), Script().when(started, Happening::powerLoss),
                     "save runStarted | save 1 beforeStart | start 1 #1 | power loss | agent started, new boot | save 1 recovered"
                     "| end leftover 1 | save 1 itemEnded interrupted | save runEnded failed");
        addRehearsal("the rule holds: already present, although attempts are used up", Plans().item().attempts(1).detects(),
                     Script().holds(1, DetectionMoment::recovery).when(started, Happening::installerRestart),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | installer restarts | agent started, new boot"
                     "| save 1 recovered | end leftover 1 | look 1 recovery: yes | save 1 itemEnded alreadyPresent 0 | save runEnded succeeded");
        addRehearsal("the rule does not hold: started again without a second look", Plans().item().detects(),
                     Script().when(started, Happening::powerLoss),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | power loss | agent started, new boot"
                     "| save 1 recovered | end leftover 1 | look 1 recovery: no | save 1 beforeStart | start 1 #2 | 1 ended 0"
                     "| look 1 after: yes | save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("prepared again before it is started again", Plans().item().prepares(), Script().when(started, Happening::powerLoss),
                     "save runStarted | prepare 1: ready | save 1 beforeStart | start 1 #1 | power loss | agent started, new boot"
                     "| save 1 recovered | end leftover 1 | prepare 1: ready | save 1 beforeStart | start 1 #2 | 1 ended 0"
                     "| save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("the code of an earlier attempt does not show", Plans().item().codes(msi()).attempts(1),
                     Script().returns(1, 1618).when(startedAgain, Happening::powerLoss),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1618 | save 1 retryWait | wait 1 retry 300s"
                     "| save 1 beforeStart | start 1 #2 | power loss | agent started, new boot | save 1 recovered | end leftover 1"
                     "| save 1 itemEnded interrupted | save runEnded failed");
    }
    void interrupted_B19() { checkRehearsal(); }

    void notInterrupted_B19_data()
    {
        addRehearsalColumns();
        addRehearsal("before the item's turn", Plans().item().detects(), Script().when(QStringLiteral("look 1 before: no"), Happening::powerLoss),
                     "save runStarted | look 1 before: no | power loss | agent started, new boot | look 1 before: no"
                     "| save 1 beforeStart | start 1 #1 | 1 ended 0 | look 1 after: yes | save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("right after the run's start", Plans().item(), Script().when(QStringLiteral("save runStarted"), Happening::powerLoss),
                     "save runStarted | power loss | agent started, new boot | save 1 beforeStart | start 1 #1 | 1 ended 0"
                     "| save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("after the item's end: passed, not run again", Plans().item().item(),
                     Script().when(QStringLiteral("save 1 itemEnded succeeded 0"), Happening::agentCrash),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| agent crash | agent started, same boot"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("after a failed item's end: passed too", Plans().item().item(),
                     Script().returns(1, 1).when(QStringLiteral("save 1 itemEnded failed 1"), Happening::powerLoss),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1 | save 1 itemEnded failed 1"
                     "| power loss | agent started, new boot"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0 | save runEnded failed");
        addRehearsal("after the run's end", Plans().item(), Script().when(QStringLiteral("save runEnded succeeded"), Happening::powerLoss),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| save runEnded succeeded | power loss | agent started, new boot | save runEnded succeeded");
        addRehearsal("in the wait of a retry", Plans().item().codes(msi()).attempts(1),
                     Script().returns(1, 1618, 1).when(QStringLiteral("save 1 retryWait"), Happening::powerLoss),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1618 | save 1 retryWait | power loss | agent started, new boot"
                     "| wait 1 retry 300s | save 1 beforeStart | start 1 #2 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("in the wait for a user", Plans().item().attempts(1).prepares(),
                     Script().waitsForUser(1, 1).when(QStringLiteral("wait 1 user 60s"), Happening::powerLoss),
                     "save runStarted | prepare 1: not yet | wait 1 user 60s | power loss | agent started, new boot | prepare 1: ready"
                     "| save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded");
    }
    void notInterrupted_B19() { checkRehearsal(); }

    void interruptionsAndRetriesAreCountedApart_B19()
    {
        const Plan plan = Plans().item().codes(msi()).retries(2, 1);
        Script script = Script().returns(1, 1618, 1).returns(1, 1618, 3).when(QStringLiteral("start 1 #2"), Happening::powerLoss);
        Rehearsal rehearsal(plan, script);
        QVERIFY(rehearsal.run());
        QCOMPARE(rehearsal.log.last(), QStringLiteral("save runEnded succeeded"));
        const ItemState &item = rehearsal.state.items[0];
        QCOMPARE(int(item.attempts), 4);
        QCOMPARE(int(item.executions), 4);
        QCOMPARE(int(item.interruptions), 1);
        QCOMPARE(int(item.retries), 2);
    }

    // executions: how often the program truly began (formats.md)
    void executionsAfterFaults_data()
    {
        QTest::addColumn<QString>("at");
        QTest::addColumn<QString>("then");
        QTest::addColumn<int>("executions");
        QTest::newRow("cut off before it began") << QStringLiteral("save 1 beforeStart") << QString() << 1;
        QTest::newRow("cut off while it ran") << QStringLiteral("start 1 #1") << QString() << 2;
        QTest::newRow("cut off after its end") << QStringLiteral("1 ended 0") << QString() << 2;
        QTest::newRow("an agent that dies again while it recovers finds the same start") << QStringLiteral("start 1 #1") << QStringLiteral("save 1 recovered") << 2;
        QTest::newRow("and a little later") << QStringLiteral("start 1 #1") << QStringLiteral("end leftover 1") << 2;
    }
    void executionsAfterFaults()
    {
        QFETCH(QString, at);
        QFETCH(QString, then);
        QFETCH(int, executions);
        const Plan plan = Plans().item().attempts(5);
        Script script = Script().when(at, Happening::agentCrash).when(then, Happening::agentCrash);
        Rehearsal rehearsal(plan, script);
        QVERIFY(rehearsal.run());
        QCOMPARE(int(rehearsal.state.items[0].attempts), 2);
        QCOMPARE(int(rehearsal.state.items[0].executions), executions);
    }

    void aRuleThatBringsTheComputerDownIsNotLookedAtForEver_B19()
    {
        const Plan plan = Plans().item().detects();
        struct Deadly final : World {
            ProgramAnswer program(int, int) override { return {}; }
            bool detects(int, DetectionMoment) override { return false; }
            bool applies(int) override { return true; }
            PrepareAnswer prepare(int) override { return PrepareAnswer::ready; }
            std::optional<Happening> after(const QString &line) override
            {
                const bool strikes = line.startsWith(u"start") || line.startsWith(u"look 1 recovery");
                return strikes ? std::optional(Happening::powerLoss) : std::nullopt;
            }
        } world;
        Rehearsal rehearsal(plan, world);
        QVERIFY(rehearsal.run());
        QCOMPARE(rehearsal.log.last(), QStringLiteral("save runEnded failed"));
        QVERIFY(rehearsal.log.count(QStringLiteral("power loss")) <= 3);
    }

    // Marked running and not begun: nothing of that stays, and it is no interruption.
    void aStartThatIsPutOff_B18()
    {
        const Plan plan = Plans().item().item();
        const SequenceMachine machine(plan);
        SequenceState state;
        machine.startRun(state, {}, 1);
        Event event;
        event.kind = Event::Kind::saved;
        machine.apply(state, event);
        QCOMPARE(machine.next(state).point, StatusPoint::beforeStart);
        const auto putOff = [&] {
            event.kind = Event::Kind::putOff;
            machine.apply(state, event);
        };
        putOff();
        QCOMPARE(state.items[0], ItemState());
        QCOMPARE(machine.next(state).kind, Action::Kind::prepare); // what was ready is looked at again
        SequenceState withdrawn = state;
        event.kind = Event::Kind::withdrawn;
        machine.apply(withdrawn, event);
        QCOMPARE(machine.next(withdrawn).point, StatusPoint::runEnded); // B26: it is before its start again

        event.kind = Event::Kind::prepared;
        machine.apply(state, event);
        event.kind = Event::Kind::saved;
        machine.apply(state, event);
        event.kind = Event::Kind::began;
        machine.apply(state, event);
        const SequenceState running = state;
        putOff();
        QCOMPARE(state, running); // what runs cannot be put off
        QCOMPARE(state.items[0].attempts, quint16(1));
    }
};

QTEST_GUILESS_MAIN(MachineRecoveryTest)
#include "machine_recovery_test.moc"
