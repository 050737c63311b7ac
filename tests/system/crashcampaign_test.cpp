// The agent, killed and starved of its disk at every call that changes a file and at random instants, over a sequence
// with restarts, retries, dependencies, detection and a time-out, and over two tasks of which the one takes the other away
// or changes it in the middle (B7, B18, B19, B19a, B20, B26, B26a, B33, B40).
// SERIATIM_CAMPAIGN=N makes it N random instants and every call; without it a sample that fits into the daily run.
// SERIATIM_SEED=S repeats a run.
#include "tests/system/faults/campaign.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace seriatim::test;

namespace {

constexpr int sampledStrikes = 24; // of each kind, where not every call is struck
constexpr int sampledInstants = 40;

const QString rule = QStringLiteral("<DetectionRule><FileExists path=\"${SERIATIM_HOME}/proof\" /></DetectionRule>");

QString says(const QString &name, const QString &then)
{
    return QStringLiteral("echo %1 >> \"$SERIATIM_HOME/ran\"; %2").arg(name, then);
}

QList<CampaignItem> rollout()
{
    return {{{QStringLiteral("plain"), note(QStringLiteral("plain"))}, QStringLiteral("succeeded")},
            {{QStringLiteral("restarts"), note(QStringLiteral("restarts")), QStringLiteral("<AfterRunning>restart</AfterRunning>"),
              dependsOn(1)},
             QStringLiteral("succeeded")},
            {{QStringLiteral("retries"),
              says(QStringLiteral("retries"), QStringLiteral("[ $(grep -c retries \"$SERIATIM_HOME/ran\") -ge 3 ] || exit 75")),
              QStringLiteral("<RetryCodes>75</RetryCodes><RetryDelay>0</RetryDelay>")},
             QStringLiteral("succeeded"), 3},
            {{QStringLiteral("fails"), note(QStringLiteral("fails"), 7)}, QStringLiteral("failed")},
            {{QStringLiteral("cleans up"), note(QStringLiteral("cleans up")), {}, dependsOn(4, QStringLiteral("7"))},
             QStringLiteral("succeeded")},
            {{QStringLiteral("skipped"), note(QStringLiteral("skipped")), {}, dependsOn(4)}, QStringLiteral("skipped"), 0},
            {{QStringLiteral("restart code"), says(QStringLiteral("restart code"), QStringLiteral("touch \"$SERIATIM_HOME/proof\"; exit 10")),
              QStringLiteral("<RestartCodes>10</RestartCodes>") + rule},
             QStringLiteral("succeeded")},
            {{QStringLiteral("present"), note(QStringLiteral("present")), rule}, QStringLiteral("alreadyPresent"), 0}};
}

QList<CampaignItem> withTimeOut()
{
    return {{{QStringLiteral("plain"), note(QStringLiteral("plain"))}, QStringLiteral("succeeded")},
            {{QStringLiteral("late"), says(QStringLiteral("late"), QStringLiteral("sleep 600 & wait")),
              QStringLiteral("<TerminateAfter>1</TerminateAfter>")},
             QStringLiteral("timedOut")},
            {{QStringLiteral("after"), note(QStringLiteral("after")), {}, dependsOn(2)}, QStringLiteral("skipped"), 0},
            {{QStringLiteral("last"), note(QStringLiteral("last"))}, QStringLiteral("succeeded")}};
}

// "Rollout" brings in "Urgent", of a higher priority, which does something to it. Programs last a moment, so that one that
// outlives its agent is still there when the next one starts.
QList<CampaignTask> twoTasks(const QString &what, const CampaignTask &rollout)
{
    const QString bringIn = QStringLiteral("\"$CTL\" --store \"$STORE\" task set Urgent enabled=true; sleep 0.1");
    CampaignTask first = rollout;
    first.items.first().step.commandLine = noted(first.items.first().step.name, bringIn);
    const CampaignTask urgent{QStringLiteral("Urgent"),
                              {{{QStringLiteral("u one"), noted(QStringLiteral("u one"), QStringLiteral("\"$CTL\" --store \"$STORE\" %1; sleep 0.1").arg(what))},
                                QStringLiteral("succeeded")},
                               {{QStringLiteral("u two"), noted(QStringLiteral("u two"), QStringLiteral("sleep 0.1"))}, QStringLiteral("succeeded")}},
                              {}, QStringLiteral("succeeded"), QStringLiteral("enabled=\"false\"><Priority>high</Priority>")};
    return {first, urgent};
}

QList<CampaignTask> withWithdrawal()
{
    const CampaignTask rollout{QStringLiteral("Rollout"),
                               {{{QStringLiteral("one"), {}}, QStringLiteral("succeeded"), 1, QStringLiteral("interrupted")},
                                {{QStringLiteral("two"), noted(QStringLiteral("two"))}, QStringLiteral("notStarted"), 0},
                                {{QStringLiteral("three"), noted(QStringLiteral("three"))}, QStringLiteral("notStarted"), 0}},
                               {}, QStringLiteral("withdrawn"), QStringLiteral("enabled=\"true\">")};
    return twoTasks(QStringLiteral("task set Rollout enabled=false"), rollout);
}

// What has finished is kept; an item that was interrupted by the strike has not.
QList<CampaignTask> withSupersession()
{
    const CampaignTask rollout{QStringLiteral("Rollout"),
                               {{{QStringLiteral("one"), {}}, QStringLiteral("carriedOver"), 1, QStringLiteral("succeeded")},
                                {{QStringLiteral("two"), noted(QStringLiteral("two"), QStringLiteral("sleep 0.1"))}, QStringLiteral("succeeded")}},
                               {{QStringLiteral("three"), noted(QStringLiteral("three"))}},
                               QStringLiteral("succeeded"), QStringLiteral("enabled=\"true\">")};
    return twoTasks(QStringLiteral("task remove Rollout 3 --keep-finished"), rollout);
}

bool isFull()
{
    return qEnvironmentVariableIntValue("SERIATIM_CAMPAIGN") > 0;
}

quint32 seed()
{
    return qEnvironmentVariableIsSet("SERIATIM_SEED") ? static_cast<quint32>(qEnvironmentVariable("SERIATIM_SEED").toUInt()) : 20061025;
}

} // namespace

class CrashCampaignTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCall_data();
    void everyCall();
    void randomInstants_data();
    void randomInstants();
    void storms();

private:
    static void sequences();
    static Campaign &campaign(const QString &name);
    void report(const QStringList &faults, int trials) const;
};

void CrashCampaignTest::sequences()
{
    QTest::addColumn<QString>("sequence");
}

// Made once: each measures an undisturbed run of its sequence, which must keep every promise too.
Campaign &CrashCampaignTest::campaign(const QString &name)
{
    static std::map<QString, std::unique_ptr<Campaign>> campaigns;
    std::unique_ptr<Campaign> &found = campaigns[name];
    if (!found)
        found = name == u"withdrawal" ? std::make_unique<Campaign>(withWithdrawal())
                : name == u"supersession" ? std::make_unique<Campaign>(withSupersession())
                                          : std::make_unique<Campaign>(name == u"time-out" ? withTimeOut() : rollout());
    return *found;
}

void CrashCampaignTest::report(const QStringList &faults, int trials) const
{
    QVERIFY2(trials > 0, "nothing was struck");
    QVERIFY2(faults.isEmpty(), qPrintable(QStringLiteral("%1 of %2 trials broke a promise (seed %3):\n%4")
                                              .arg(faults.size()).arg(trials).arg(seed()).arg(faults.mid(0, 8).join(QStringLiteral("\n---\n")))));
    qInfo("%d trials, seed %u", trials, seed());
}

void CrashCampaignTest::everyCall_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("sequence");
    for (const char *kind : {"kill", "killAfter", "torn", "eio", "enospc", "eacces", "full", "readonly", "short"})
        QTest::addRow("%s", kind) << QString::fromLatin1(kind) << QStringLiteral("rollout");
    QTest::addRow("power cut") << QStringLiteral("power cut") << QStringLiteral("rollout");
    for (const char *sequence : {"withdrawal", "supersession"}) {
        for (const char *kind : {"kill", "enospc", "power cut"})
            QTest::addRow("%s around a %s", kind, sequence) << QString::fromLatin1(kind) << QString::fromLatin1(sequence);
    }
    QTest::addRow("kill around a time-out") << QStringLiteral("kill") << QStringLiteral("time-out");
}

void CrashCampaignTest::everyCall()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, sequence);
    const Campaign &struck = campaign(sequence);
    QVERIFY(struck.calls() > 20);
    // Where the disk stays full the agent tries for two seconds.
    const bool slow = sequence == u"time-out" || kind == u"full" || kind == u"readonly";
    const int samples = slow ? sampledStrikes / 4 : sequence == u"rollout" ? sampledStrikes : sampledStrikes / 2;
    const int stride = isFull() ? 1 : std::max(1, struck.calls() / samples);
    QStringList faults;
    int trials = 0;
    for (int call = 1 + static_cast<int>(seed() % static_cast<quint32>(stride)); call <= struck.calls(); call += stride) {
        const QByteArray &about = struck.callLog()[call - 1];
        if ((kind == u"torn" || kind == u"short") && !about.contains(" write "))
            continue; // only a write can be cut in two
        if (kind == u"eacces" && (about.contains(" write ") || about.contains("sync ") || about.contains(" ftruncate ")))
            continue; // what is open stays open
        const bool powerCut = kind == u"power cut";
        const QString fault = struck.trial({{QStringLiteral("%1@%2").arg(powerCut ? QStringLiteral("kill") : kind).arg(call), std::nullopt, powerCut}});
        ++trials;
        if (!fault.isEmpty())
            faults.append(QStringLiteral("%1@%2 (%3): %4").arg(kind).arg(call).arg(QString::fromUtf8(about), fault));
    }
    report(faults, trials);
}

void CrashCampaignTest::randomInstants_data()
{
    QTest::addColumn<QString>("sequence");
    QTest::newRow("rollout") << QStringLiteral("rollout");
    for (const char *sequence : {"withdrawal", "supersession", "time-out"})
        QTest::newRow(sequence) << QString::fromLatin1(sequence);
}

void CrashCampaignTest::randomInstants()
{
    QFETCH(const QString, sequence);
    const bool slow = sequence == u"time-out";
    const Campaign &struck = campaign(sequence);
    const int wanted = isFull() ? qEnvironmentVariableIntValue("SERIATIM_CAMPAIGN") : sampledInstants;
    const int trials = slow ? std::max(5, wanted / 20) : sequence == u"rollout" ? wanted : wanted / 2;
    QRandomGenerator random(seed());
    QStringList faults;
    for (int n = 0; n < trials; ++n) {
        const qint64 instant = random.bounded(struck.microseconds());
        const QString fault = struck.trial({{QString(), instant, n % 2 == 1}}); // the agent alone, or the computer
        if (!fault.isEmpty())
            faults.append(QStringLiteral("killed after %1 us: %2").arg(instant).arg(fault));
    }
    report(faults, trials);
}

void CrashCampaignTest::storms() // struck several times in a row: bounded all the same
{
    const Campaign &struck = campaign(QStringLiteral("rollout"));
    QRandomGenerator random(seed());
    QStringList faults;
    const int trials = isFull() ? qEnvironmentVariableIntValue("SERIATIM_CAMPAIGN") / 10 : sampledInstants / 4;
    for (int n = 0; n < trials; ++n) {
        QList<Strike> strikes;
        for (int k = 0; k < 4; ++k)
            strikes.append({QString(), random.bounded(struck.microseconds()), k % 2 == 1});
        const QString fault = struck.trial(strikes);
        if (!fault.isEmpty())
            faults.append(QStringLiteral("storm %1: %2").arg(n).arg(fault));
    }
    report(faults, trials);
}

QTEST_GUILESS_MAIN(CrashCampaignTest)
#include "crashcampaign_test.moc"
