// Restarts, log off and the status points around them (B17, B18, B19a).
#include "tests/support/rehearsaltable.h"

using namespace seriatim;
using namespace seriatim::test;
using Plans = PlanBuilder;

class MachineRestartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void afterRunning_B17_data()
    {
        addRehearsalColumns();
        addRehearsal("end on disk, countdown, restart, next item", Plans().item().restarts().item(), Script(),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| wait 1 restart 60s | save 1 beforeRestart | restart | agent started, new boot"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("after the last item too, with its own delay", Plans().item().item().restarts().restartDelay(10), Script(),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0"
                     "| wait 2 restart 600s | save 2 beforeRestart | restart | agent started, new boot | save runEnded succeeded");
        addRehearsal("not after a failure", Plans().item().restarts(), Script().returns(1, 1),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1 | save 1 itemEnded failed 1 | save runEnded failed");
        addRehearsal("not after a time-out", Plans().item().restarts(), Script().timesOut(1),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 timed out | save 1 itemEnded timedOut | save runEnded failed");
        addRehearsal("not where it is not verified", Plans().item().detects().restarts(), Script().holds(1, DetectionMoment::afterEnd, false),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 0 | look 1 after: no"
                     "| save 1 itemEnded notVerified 0 | save runEnded failed");
        addRehearsal("verified first: without a restart code the rule is looked at before the restart", Plans().item().detects().restarts(), Script(),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 0 | look 1 after: yes"
                     "| save 1 itemEnded succeeded 0 | wait 1 restart 60s | save 1 beforeRestart | restart | agent started, new boot"
                     "| save runEnded succeeded");
        addRehearsal("not where it is not applicable", Plans().item().conditional().restarts(), Script().doesNotApply(1),
                     "save runStarted | ask 1: no | save 1 itemEnded notApplicable | save runEnded succeeded");
        addRehearsal("log off", Plans().item().logsOff().item(), Script(),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0 | log off"
                     "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0 | save runEnded succeeded");
        addRehearsal("no log off after a failure", Plans().item().logsOff(), Script().returns(1, 1),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 1 | save 1 itemEnded failed 1 | save runEnded failed");
        addRehearsal("a log off that an agent crash cut off is carried out", Plans().item().logsOff(),
                     Script().when(QStringLiteral("save 1 itemEnded succeeded 0"), Happening::agentCrash),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| agent crash | agent started, same boot | log off | save runEnded succeeded");
        addRehearsal("nobody is logged on after a power loss", Plans().item().logsOff(),
                     Script().when(QStringLiteral("save 1 itemEnded succeeded 0"), Happening::powerLoss),
                     "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0"
                     "| power loss | agent started, new boot | save runEnded succeeded");
    }
    void afterRunning_B17() { checkRehearsal(); }

    void recoveredSuccess_B17_data()
    {
        addRehearsalColumns();
        addRehearsal("by an agent crash: after running is still carried out", Plans().item().detects().restarts(),
                     Script().holds(1, DetectionMoment::recovery).when(QStringLiteral("1 ended 0"), Happening::agentCrash),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 0 | agent crash"
                     "| agent started, same boot | save 1 recovered | end leftover 1 | look 1 recovery: yes"
                     "| save 1 itemEnded alreadyPresent 0 | wait 1 restart 60s | save 1 beforeRestart | restart"
                     "| agent started, new boot | save runEnded succeeded");
        addRehearsal("by an agent crash: log off too", Plans().item().detects().logsOff(),
                     Script().holds(1, DetectionMoment::recovery).when(QStringLiteral("1 ended 0"), Happening::agentCrash),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 0 | agent crash"
                     "| agent started, same boot | save 1 recovered | end leftover 1 | look 1 recovery: yes"
                     "| save 1 itemEnded alreadyPresent 0 | log off | save runEnded succeeded");
        addRehearsal("by a power loss: the computer has started anew", Plans().item().detects().restarts(),
                     Script().holds(1, DetectionMoment::recovery).when(QStringLiteral("1 ended 0"), Happening::powerLoss),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 0 | power loss"
                     "| agent started, new boot | save 1 recovered | end leftover 1 | look 1 recovery: yes"
                     "| save 1 itemEnded alreadyPresent 0 | save runEnded succeeded");
        addRehearsal("by both, the power loss in the recovery", Plans().item().detects().restarts(),
                     Script().holds(1, DetectionMoment::recovery).when(QStringLiteral("1 ended 0"), Happening::agentCrash)
                         .when(QStringLiteral("end leftover 1"), Happening::powerLoss),
                     "save runStarted | look 1 before: no | save 1 beforeStart | start 1 #1 | 1 ended 0 | agent crash"
                     "| agent started, same boot | save 1 recovered | end leftover 1 | power loss | agent started, new boot"
                     "| save 1 recovered | end leftover 1 | look 1 recovery: yes | save 1 itemEnded alreadyPresent 0 | save runEnded succeeded");
    }
    void recoveredSuccess_B17() { checkRehearsal(); }

    void pendingRestart_B19a_data()
    {
        addRehearsalColumns();
        const char *const untilCountdown = "save runStarted | save 1 beforeStart | start 1 #1 | 1 ended 0 | save 1 itemEnded succeeded 0";
        const auto row = [&](const char *name, const Script &script, const char *rest) {
            const QByteArray log = QByteArray(untilCountdown) + rest;
            addRehearsal(name, Plans().item().restarts().item(), script, log.constData());
        };
        const char *const second = "| save 2 beforeStart | start 2 #1 | 2 ended 0 | save 2 itemEnded succeeded 0 | save runEnded succeeded";
        const auto with = [&](const char *middle) { return QByteArray(middle) + second; };

        row("an agent crash in the countdown takes it up again", Script().when(QStringLiteral("wait 1 restart 60s"), Happening::agentCrash),
            with("| wait 1 restart 60s | agent crash | agent started, same boot | wait 1 restart 30s"
                 "| save 1 beforeRestart | restart | agent started, new boot").constData());
        row("an agent crash before the countdown does not lose it", Script().when(QStringLiteral("save 1 itemEnded succeeded 0"), Happening::agentCrash),
            with("| agent crash | agent started, same boot | wait 1 restart 60s | save 1 beforeRestart | restart"
                 "| agent started, new boot").constData());
        row("a power loss in the countdown is the restart", Script().when(QStringLiteral("wait 1 restart 60s"), Happening::powerLoss),
            with("| wait 1 restart 60s | power loss | agent started, new boot").constData());
        row("a power loss right after the end is the restart", Script().when(QStringLiteral("save 1 itemEnded succeeded 0"), Happening::powerLoss),
            with("| power loss | agent started, new boot").constData());
        row("a power loss after the status point is the restart", Script().when(QStringLiteral("save 1 beforeRestart"), Happening::powerLoss),
            with("| wait 1 restart 60s | save 1 beforeRestart | power loss | agent started, new boot").constData());
        row("an agent crash after the status point asks again", Script().when(QStringLiteral("save 1 beforeRestart"), Happening::agentCrash),
            with("| wait 1 restart 60s | save 1 beforeRestart | agent crash | agent started, same boot | wait 1 restart 0s"
                 "| save 1 beforeRestart | restart | agent started, new boot").constData());
        row("a restart that never comes is given up, not asked for for ever (B19)", Script().restartsInVain(),
            with("| wait 1 restart 60s | save 1 beforeRestart | restart | agent started, same boot"
                 "| wait 1 restart 0s | save 1 beforeRestart | restart | agent started, same boot"
                 "| wait 1 restart 0s | save 1 beforeRestart | restart | agent started, same boot").constData());
    }
    void pendingRestart_B19a() { checkRehearsal(); }

    // B18: what stands on disk at the points that are not in the log of every other test.
    void whatIsOnDisk_B18()
    {
        const Plan plan = Plans().item().codes(msi()).restarts();
        struct Observer final : World {
            Rehearsal *rehearsal = nullptr;
            QStringList seen;
            ProgramAnswer program(int, int attempt) override { return {ProgramAnswer::Kind::returns, attempt == 1 ? 1618 : 0}; }
            bool detects(int, DetectionMoment) override { return false; }
            bool applies(int) override { return true; }
            PrepareAnswer prepare(int) override { return PrepareAnswer::ready; }
            std::optional<Happening> after(const QString &line) override
            {
                const ItemState &item = rehearsal->disk.items[0];
                if (line.startsWith(u"save"))
                    seen.append(QStringLiteral("%1: %2 %3, %4 attempts, %5 retries")
                                    .arg(line, toWord(item.status), item.hasReturnCode ? QString::number(item.returnCode) : QStringLiteral("null"))
                                    .arg(item.attempts).arg(item.retries));
                return std::nullopt;
            }
        } world;
        Rehearsal rehearsal(plan, world);
        world.rehearsal = &rehearsal;
        QVERIFY(rehearsal.run());
        const QStringList expected{QStringLiteral("save runStarted: notStarted null, 0 attempts, 0 retries"),
                                   QStringLiteral("save 1 beforeStart: running null, 1 attempts, 0 retries"),
                                   QStringLiteral("save 1 retryWait: waiting 1618, 1 attempts, 1 retries"),
                                   QStringLiteral("save 1 beforeStart: running null, 2 attempts, 1 retries"),
                                   QStringLiteral("save 1 itemEnded succeeded 0: succeeded 0, 2 attempts, 1 retries"),
                                   QStringLiteral("save 1 beforeRestart: succeeded 0, 2 attempts, 1 retries"),
                                   QStringLiteral("save runEnded succeeded: succeeded 0, 2 attempts, 1 retries")};
        QCOMPARE(world.seen, expected);
        QCOMPARE(rehearsal.state.restarts, 1);
    }

    void everyRestartIsCountedWhoeverCausedIt()
    {
        const Plan plan = Plans().item().restarts().item();
        Script script = Script().when(QStringLiteral("start 1 #1"), Happening::powerLoss).when(QStringLiteral("start 2 #1"), Happening::installerRestart);
        Rehearsal rehearsal(plan, script);
        QVERIFY(rehearsal.run());
        QCOMPARE(rehearsal.state.restarts, 3);
    }
};

QTEST_GUILESS_MAIN(MachineRestartTest)
#include "machine_restart_test.moc"
