// B33: a program past its time limit. The limit is counted in minutes, so this takes one.
#include "tests/support/binaries.h"

#include <QFile>
#include <QTest>

#include <csignal>

using namespace seriatim::test;

class AgentTimeoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timeLimitEndsTheWholeTree();
};

void AgentTimeoutTest::timeLimitEndsTheWholeTree()
{
    const Sandbox sandbox;
    // A child, a grandchild in a session of its own, and a parent that does not want to go.
    const QString stubborn = QStringLiteral("trap '' TERM INT HUP; sleep 900 & setsid sh -c 'echo $$ >> \"$SERIATIM_HOME/pids\"; exec sleep 900' & "
                                            "echo $$ $! >> \"$SERIATIM_HOME/pids\"; while :; do wait; done");
    const QByteArray definition = definitionOf({{{QStringLiteral("one"), stubborn, QStringLiteral("<TerminateAfter>1</TerminateAfter>")},
                                                 {QStringLiteral("two"), note(QStringLiteral("two")), {}, dependsOn(1)},
                                                 {QStringLiteral("three"), note(QStringLiteral("three"))}}});
    QCOMPARE(sandbox.import(definition).exitCode, 0);
    const Outcome done = sandbox.agent();
    QVERIFY2(done.exitCode == 3, told(done));
    QCOMPARE(sandbox.itemStatuses(), QStringLiteral("timedOut,skipped,succeeded"));
    const QJsonValue first = sandbox.status()[u"items"][0];
    QVERIFY(first[u"returnCode"].isNull());
    QCOMPARE(first[u"explanation"].toString(), QStringLiteral("Item 1 timed out: it was ended after 1 minute, its time limit."));
    const QByteArrayList processes = sandbox.read(QStringLiteral("agent home/pids")).simplified().split(' ');
    QVERIFY(processes.size() >= 3);
    for (const QByteArray &process : processes) {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(process)));
        const bool alive = ::kill(static_cast<pid_t>(process.toLongLong()), 0) == 0
                           && (!stat.open(QIODevice::ReadOnly) || !stat.readAll().contains(") Z "));
        QVERIFY2(!alive, process);
    }
}

QTEST_GUILESS_MAIN(AgentTimeoutTest)
#include "agenttimeout_test.moc"
