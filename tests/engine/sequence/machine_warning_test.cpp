// What people are told before programs run and before a restart, how they put it off, and restarting first (B25–B28).
#include "tests/support/rehearsaltable.h"

using namespace seriatim;
using namespace seriatim::test;
using Plans = PlanBuilder;

namespace {

constexpr Instant start = 1'000'000;

// A machine that stands in the warning of its first item, begun at `start`.
SequenceState warned(const SequenceMachine &machine)
{
    SequenceState state;
    machine.startRun(state, {}, 1);
    Event event;
    event.time = start;
    machine.apply(state, event); // saved
    event.kind = Event::Kind::prepared;
    machine.apply(state, event);
    return state;
}

void see(const SequenceMachine &machine, SequenceState &state, SessionState session, qint64 minute)
{
    Event seen;
    seen.kind = Event::Kind::sessionSeen;
    seen.session = session;
    seen.time = start + minute * millisPerMinute;
    machine.apply(state, seen);
}

void choose(const SequenceMachine &machine, SequenceState &state, qint64 until, qint64 minute)
{
    Event chose;
    chose.kind = Event::Kind::userChose;
    chose.until = start + until * millisPerMinute;
    chose.time = start + minute * millisPerMinute;
    machine.apply(state, chose);
}

// "5 of 60": minutes from the beginning of the warning to its end and to its deadline.
QString times(const SequenceMachine &machine, const SequenceState &state)
{
    const Instant until = machine.next(state).until;
    const QString end = until == forever ? QStringLiteral("never") : QString::number((until - start) / millisPerMinute);
    return QStringLiteral("%1 of %2").arg(end).arg((state.deadline - start) / millisPerMinute);
}

} // namespace

class MachineWarningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void warnings_B28_data()
    {
        addRehearsalColumns();
        addRehearsal("no warning unless it is asked for", Plans().item(), Script(),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("once for each run, N minutes before the first program", Plans().item().item().warns(5), Script(),
                     "save runStarted | prepare 1: ready | wait 1 deferral 300s | prepare 1: ready | save 1 beforeStart | start 1 #1"
                     "| 1 ended 0 | save 1 itemEnded succeeded 0 | prepare 2: ready | save 2 beforeStart | start 2 #1 | 2 ended 0"
                     "| save 2 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("nobody is warned of what is there already", Plans().item().detects().item().warns(5),
                     Script().holds(1, DetectionMoment::beforeStart).cannotPrepare(2),
                     "save runStarted | look 1 before: yes | save 1 itemEnded alreadyPresent 0 | prepare 2: cannot | save 2 itemEnded failed"
                     "| save runEnded failed");
        addRehearsal("put off", Plans().item().warns(5, 60), Script().putsOff(20),
                     "save runStarted | prepare 1: ready | put off 1 | wait 1 deferral 1500s | prepare 1: ready | save 1 beforeStart"
                     "| start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("put off as long as is allowed, not longer", Plans().item().warns(5, 60), Script().putsOff(600),
                     "save runStarted | prepare 1: ready | put off 1 | wait 1 deferral 3600s | prepare 1: ready"
                     "| save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("not deferrable", Plans().item().warns(5, 0), Script().putsOff(20),
                     "save runStarted | prepare 1: ready | put off 1 | wait 1 deferral 300s | prepare 1: ready | save 1 beforeStart"
                     "| start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("what waits again after the warning is warned of again", Plans().item().warns(5), Script().waitsForUser(1, 1),
                     "save runStarted | prepare 1: not yet | wait 1 user 60s | prepare 1: ready | wait 1 deferral 300s | prepare 1: ready"
                     "| save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("a warning is taken up again by an agent that merely died", Plans().item().warns(5),
                     Script().when(QStringLiteral("wait 1 deferral 300s"), Happening::agentCrash),
                     "save runStarted | prepare 1: ready | wait 1 deferral 300s | agent crash | agent started, same boot | prepare 1: ready"
                     "| wait 1 deferral 300s | prepare 1: ready | save 1 beforeStart | start 1 #1 | 1 ended 0"
                     "| save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("a task that is taken away while people are warned ends", Plans().item().warns(5),
                     Script().when(QStringLiteral("wait 1 deferral 300s"), Happening::withdrawn),
                     "save runStarted | prepare 1: ready | wait 1 deferral 300s | withdrawn | save runEnded withdrawn");
        addRehearsal("a restart's countdown is put off too", Plans().item().restarts().restartDelay(2).item().warns(1, 30),
                     Script().putsOff(0).putsOff(90),
                     "save runStarted | prepare 1: ready | put off 1 | wait 1 deferral 60s | prepare 1: ready"
                     "| save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | put off 1 | wait 1 restart 1800s"
                     "| save 1 beforeRestart | restart | agent started, new boot | prepare 2: ready | save 2 beforeStart | start 2 #1"
                     "| 2 ended 0 | save 2 itemEnded succeeded 0 | save runEnded succeeded");
    }
    void warnings_B28() { checkRehearsal(); }

    void restartFirst_B28_data()
    {
        addRehearsalColumns();
        addRehearsal("not asked unless it is wanted", Plans().item(), Script().needsRestart(),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("no restart is needed", Plans().item().restartsFirst(), Script(),
                     "save runStarted | restart needed: no | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| save runEnded succeeded");
        addRehearsal("restarted before the first item, after a countdown", Plans().item().restartsFirst(), Script().needsRestart(),
                     "save runStarted | restart needed: yes | wait 1 restart 60s | save 1 beforeRestart | restart"
                     "| agent started, new boot | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| save runEnded succeeded");
        addRehearsal("once for each run, whatever the computer says then", Plans().item().restartsFirst(), Script().needsRestart(9),
                     "save runStarted | restart needed: yes | wait 1 restart 60s | save 1 beforeRestart | restart"
                     "| agent started, new boot | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| save runEnded succeeded");
        addRehearsal("a restart that does not come is not waited for for ever (B19)", Plans().item().restartsFirst(), Script().needsRestart().restartsInVain(),
                     "save runStarted | restart needed: yes | wait 1 restart 60s | save 1 beforeRestart | restart | agent started, same boot"
                     "| wait 1 restart 0s | save 1 beforeRestart | restart | agent started, same boot | wait 1 restart 0s"
                     "| save 1 beforeRestart | restart | agent started, same boot | save 1 beforeStart | start 1 #1 | 1 ended 0"
                     "| save 1 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("cancelled with its task (B26)", Plans().item().restartsFirst(),
                     Script().needsRestart().when(QStringLiteral("wait 1 restart 60s"), Happening::withdrawn),
                     "save runStarted | restart needed: yes | wait 1 restart 60s | withdrawn | save runEnded withdrawn");
        addRehearsal("and with an order that a newer one replaces, as nothing has begun (B26a)", Plans().item().restartsFirst(),
                     Script().needsRestart().when(QStringLiteral("wait 1 restart 60s"), Happening::superseded),
                     "save runStarted | restart needed: yes | wait 1 restart 60s | superseded | save runEnded withdrawn");
    }
    void restartFirst_B28() { checkRehearsal(); }

    void byHandNobodyIsWarned_B27()
    {
        const Plan plan = Plans().item().warns(5);
        Script script;
        Rehearsal rehearsal(plan, script);
        RunStart byHand;
        byHand.byHand = true;
        QVERIFY(rehearsal.run(byHand));
        QCOMPARE(rehearsal.log.join(u'\n'),
                 Rehearsal::lines("save runStarted | prepare 1: ready | save 1 beforeStart | start 1 #1 | 1 ended 0"
                                  "| save 1 itemEnded succeeded 0 | save runEnded succeeded").join(u'\n'));
    }

    void aLockedSessionUsesUpNothing_B28()
    {
        const Plan plan = Plans().item().warns(5, 60);
        const SequenceMachine machine(plan);
        SequenceState state = warned(machine);
        QCOMPARE(times(machine, state), QStringLiteral("5 of 60"));
        see(machine, state, SessionState::attended, 2);
        QCOMPARE(times(machine, state), QStringLiteral("5 of 60"));
        see(machine, state, SessionState::locked, 3);
        QCOMPARE(times(machine, state), QStringLiteral("never of 60")); // the time stands still
        see(machine, state, SessionState::locked, 23);
        see(machine, state, SessionState::attended, 33);
        QCOMPARE(times(machine, state), QStringLiteral("35 of 90"));
    }

    void timeReachedWhileLockedStartsNothing_B28()
    {
        const Plan plan = Plans().item().warns(5, 60);
        const SequenceMachine machine(plan);
        SequenceState state = warned(machine);
        see(machine, state, SessionState::locked, 1);
        Event reached;
        reached.kind = Event::Kind::timeReached;
        reached.time = start + 10 * millisPerMinute;
        machine.apply(state, reached);
        QCOMPARE(state.phase, Phase::warning);
    }

    void nobodyThereNeedsNoWarning_B28()
    {
        const Plan plan = Plans().item().warns(5, 60);
        const SequenceMachine machine(plan);
        SequenceState state = warned(machine);
        see(machine, state, SessionState::empty, 1);
        QCOMPARE(times(machine, state), QStringLiteral("1 of 60"));
    }

    void whatSomebodyChoseStaysWhenTheyLeave_B28_data()
    {
        QTest::addColumn<SessionState>("session");
        QTest::newRow("locked") << SessionState::locked;
        QTest::newRow("empty") << SessionState::empty;
    }
    void whatSomebodyChoseStaysWhenTheyLeave_B28()
    {
        QFETCH(SessionState, session);
        const Plan plan = Plans().item().warns(5, 60);
        const SequenceMachine machine(plan);
        SequenceState state = warned(machine);
        choose(machine, state, 30, 1);
        QCOMPARE(times(machine, state), QStringLiteral("30 of 60"));
        see(machine, state, session, 10);
        see(machine, state, SessionState::attended, 20);
        QCOMPARE(times(machine, state), QStringLiteral("30 of 70")); // ten minutes of deferral given back
    }

    void atOnceOrAtTheDeadlineAtTheLatest_B28()
    {
        const Plan plan = Plans().item().warns(5, 60);
        const SequenceMachine machine(plan);
        SequenceState state = warned(machine);
        choose(machine, state, 600, 2);
        QCOMPARE(times(machine, state), QStringLiteral("60 of 60"));
        choose(machine, state, 0, 10); // a time that has gone by
        QCOMPARE(times(machine, state), QStringLiteral("10 of 60"));
    }

    void theDeadlineOutlivesWhatWaitsInBetween_B28()
    {
        const Plan plan = Plans().item().warns(5, 60);
        const SequenceMachine machine(plan);
        SequenceState state = warned(machine);
        choose(machine, state, 60, 1);
        Event event;
        event.kind = Event::Kind::timeReached;
        event.time = start + 60 * millisPerMinute;
        machine.apply(state, event);
        QCOMPARE(machine.next(state).kind, Action::Kind::prepare);
        event.kind = Event::Kind::notPrepared; // its window has closed
        event.waitReason = WaitReason::window;
        event.until = start + 600 * millisPerMinute;
        machine.apply(state, event);
        event.kind = Event::Kind::timeReached;
        event.time = event.until;
        machine.apply(state, event);
        event.kind = Event::Kind::prepared;
        machine.apply(state, event);
        QCOMPARE(times(machine, state), QStringLiteral("605 of 605")); // warned again, and no new time to put it off
    }

    void statusWhileWarned_B38()
    {
        const Plan plan = Plans().item().warns(5, 60);
        const SequenceMachine machine(plan);
        const SequenceState state = warned(machine);
        QCOMPARE(SequenceMachine::computerStatus(state), ComputerStatus::waiting);
        QCOMPARE(state.waitReason, WaitReason::deferral);
        QCOMPARE(state.items[0].status, ItemStatus::waiting);
    }
};

QTEST_APPLESS_MAIN(MachineWarningTest)
#include "machine_warning_test.moc"
