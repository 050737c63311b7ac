// What each option makes a real agent do with real programs (B25, B27, B28, B30, B31).
#include "engine/agent/inbox.h"
#include "engine/agent/snapshot.h"
#include "tests/support/agentdesk.h"
#include "tests/support/fileserver.h"

#include <QTest>

using namespace seriatim;
using namespace seriatim::test;

namespace {

void write(const QString &path, const QByteArray &bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

ClientPolicies with(ClientPolicies policies, const std::function<void(DeliveryOptions &)> &change)
{
    DeliveryOptions options;
    change(options);
    policies.synch.options = options;
    return policies;
}

} // namespace

class AgentOptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<AgentDesk>(); }
    void cleanup() { m_desk.reset(); }

    void withoutOptionsItRunsAtOnce()
    {
        m_desk->hand(m_desk->task(m_desk->program()));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->said(), QStringLiteral("running, succeeded"));
        QCOMPARE(m_desk->ran().size(), 1);
    }

    void warning_B28()
    {
        m_desk->hand(with(m_desk->task(m_desk->program()), [](auto &o) { o.warnBeforeRunning = true; o.warnMinutes = 5; }));
        QVERIFY(m_desk->run()); // once: it does not wait for that
        QCOMPARE(m_desk->said(), QStringLiteral("running, waiting deferral"));
        QVERIFY(m_desk->ran().isEmpty());
        const Instant warned = m_desk->clock.last();
        m_desk->goOnUntil(hasEnded);
        QVERIFY(m_desk->run()); // an agent that starts again takes the warning up
        QCOMPARE(m_desk->ran().size(), 1);
        const Instant ended = m_desk->sink.events.back().time;
        QVERIFY2(ended - warned >= 4 * millisPerMinute && ended - warned < 15 * millisPerMinute, qPrintable(QString::number(ended - warned)));
    }

    void whatSomebodyChoseIsReported_B39()
    {
        const ClientPolicies policies = with(m_desk->task(m_desk->program()), [](auto &o) { o.warnBeforeRunning = true; o.warnMinutes = 5; o.deferrableUpToMinutes = 600; });
        m_desk->hand(policies);
        QVERIFY(m_desk->run());
        Wish wish(policies.synch.guid, Wish::Kind::putOff);
        wish.until = m_desk->clock.last() + 300 * millisPerMinute;
        QVERIFY(Inbox(m_desk->home()).leave(wish));
        m_desk->sink.events.clear();
        QVERIFY(m_desk->run());
        QStringList sentences;
        for (const StatusEvent &event : m_desk->sink.events)
            sentences.append(event.explanation);
        QVERIFY2(sentences.filter(QStringLiteral("somebody has put it off")).size() == 2, qPrintable(sentences.join(u'|'))); // the item and the computer
    }

    void aLockedSessionStopsTheWarning_B28()
    {
        int looks = 0;
        m_desk->senses.sessionNow = [&] { return ++looks < 12 ? SessionState::locked : SessionState::attended; };
        m_desk->hand(with(m_desk->task(m_desk->program()), [](auto &o) { o.warnBeforeRunning = true; o.warnMinutes = 1; }));
        m_desk->goOnUntil(hasEnded);
        QVERIFY(m_desk->run());
        QVERIFY(looks >= 12); // it did not run before somebody was there
        QCOMPARE(m_desk->ran().size(), 1);
    }

    void nobodyThereIsNotWarned_B28()
    {
        m_desk->senses.sessionNow = [] { return SessionState::empty; };
        m_desk->hand(with(m_desk->task(m_desk->program()), [](auto &o) { o.warnBeforeRunning = true; o.warnMinutes = 500; }));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->ran().size(), 1);
    }

    void byHandNothingIsWaitedFor_B27()
    {
        const ClientPolicies policies = with(m_desk->task(m_desk->program()), [](auto &o) {
            o.warnBeforeRunning = true;
            o.maintenanceWindows = {{127, QTime(3, 0), 60}};
        });
        m_desk->hand(policies);
        QVERIFY(m_desk->run(ManualRun{policies.synch.guid, {}}));
        QCOMPARE(m_desk->ran().size(), 1);
    }

    void maintenanceWindow_B25()
    {
        Program program = m_desk->program();
        program.estimatedRunTimeMinutes = 30;
        const QTime soon = QDateTime::fromMSecsSinceEpoch(m_desk->clock.last() + 10 * millisPerMinute).time(); // by this computer's zone
        m_desk->hand(with(m_desk->task(program), [&](auto &o) { o.maintenanceWindows = {{127, soon, 40}}; }));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->said(), QStringLiteral("running, waiting window"));
        m_desk->goOnUntil(hasEnded);
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->ran().size(), 1);
    }

    void canRun_B31()
    {
        Program program = m_desk->program();
        program.canRun = CanRun::loggedOn;
        bool there = false;
        m_desk->senses.sessionNow = [&] { return there ? SessionState::attended : SessionState::empty; };
        m_desk->hand(m_desk->task(program));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->said(), QStringLiteral("running, waiting user"));
        there = true;
        m_desk->goOnUntil(hasEnded);
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->ran().size(), 1);
    }

    void restartFirst_B28()
    {
        m_desk->senses.needsRestart = true;
        const quint64 boot = m_desk->home().boot();
        m_desk->hand(with(m_desk->task(m_desk->program()), [](auto &o) { o.restartFirst = true; }));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->said(), QStringLiteral("running, restartPending, running, succeeded"));
        QVERIFY(m_desk->home().boot() != boot);
        QCOMPARE(m_desk->ran().size(), 1);
        QCOMPARE(m_desk->sink.events.back().restarts, 1);
    }

    void noRestartUnlessItIsWanted_B28()
    {
        m_desk->senses.needsRestart = true;
        m_desk->hand(m_desk->task(m_desk->program()));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->sink.events.back().restarts, 0);
    }

    void assumedConnection_B28_data()
    {
        QTest::addColumn<int>("kbps");
        QTest::addColumn<QString>("said");
        QTest::newRow("fast enough") << 50 << QStringLiteral("running, succeeded");
        QTest::newRow("too slow") << 49 << QStringLiteral("running, waiting download");
    }
    void assumedConnection_B28()
    {
        QFETCH(int, kbps);
        QFETCH(QString, said);
        FileServer server;
        m_desk->senses.kbps = kbps;
        m_desk->hand(with(m_desk->task(m_desk->program(), webPackage(server, 1000)), [](auto &o) { o.downloadAndRunKbps = 50; }));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->said(), said);
    }

    void measuredConnection_B28()
    {
        FileServer server;
        m_desk->hand(with(m_desk->task(m_desk->program(), webPackage(server, 1 << 20)), [](auto &o) { o.downloadAndRunKbps = 1 << 30; }));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->said(), QStringLiteral("running, waiting download"));
        const QString why = m_desk->sink.events.back().explanation;
        const qint64 before = server.bytesSent();
        QVERIFY2(before > 0 && before < 2 << 20, qPrintable(QString::number(before)));
        // What was fetched to measure is not fetched again.
        m_desk->source.documents.clear();
        m_desk->hand(with(m_desk->task(m_desk->program(), m_package), [](auto &o) { o.downloadAndRunKbps = 1; }));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->ran().size(), 1);
        QVERIFY2(server.bytesSent() < (1 << 20) + (64 << 10), qPrintable(QString::number(server.bytesSent()) + why));
    }

    void runFromServer_B28()
    {
        const Package package = sharePackage();
        const Program program = m_desk->program(QStringLiteral("\"$SERIATIM_PACKAGE\""));
        m_desk->hand(with(m_desk->task(program, package), [](auto &o) { o.runFromServerKbps = 0; }));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->ran(), QStringList(m_desk->path(QStringLiteral("shares/server/share"))));
        QVERIFY(QDir(m_desk->home().packageFolder()).isEmpty()); // nothing was copied
    }

    void downloadFromAShareByDefault_B28()
    {
        m_desk->hand(m_desk->task(m_desk->program(QStringLiteral("\"$SERIATIM_PACKAGE\"")), sharePackage()));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->ran().size(), 1);
        QVERIFY(m_desk->ran().front().startsWith(m_desk->home().packageFolder()));
    }

    void startingWindow_B31()
    {
        Program program = m_desk->program(QStringLiteral("$SERIATIM_STARTING_WINDOW"));
        program.startingWindow = StartingWindow::minimized;
        m_desk->hand(m_desk->task(program));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->ran(), QStringList(QStringLiteral("minimized")));
    }

    void destination_B30()
    {
        Package package = sharePackage();
        package.destination = m_desk->path(QStringLiteral("apps/tool"));
        m_desk->hand(m_desk->task(m_desk->program(QStringLiteral("\"$PWD\"")), package));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->ran(), QStringList(package.destination));
        QVERIFY(checkSnapshot(package.destination, package.snapshot));
    }

    void aDestinationIsNotReachedThroughALink_B30_data()
    {
        QTest::addColumn<QString>("link");
        QTest::newRow("the destination itself") << QStringLiteral("apps/tool");
        QTest::newRow("a file in it") << QStringLiteral("apps/tool/setup.sh");
    }
    void aDestinationIsNotReachedThroughALink_B30()
    {
        QFETCH(QString, link);
        Package package = sharePackage();
        package.destination = m_desk->path(QStringLiteral("apps/tool"));
        write(m_desk->path(QStringLiteral("precious/setup.sh")), "precious");
        QVERIFY(QDir().mkpath(QFileInfo(m_desk->path(link)).absolutePath()));
        const bool folder = link.endsWith(QStringLiteral("tool"));
        QVERIFY(QFile::link(m_desk->path(folder ? QStringLiteral("precious") : QStringLiteral("precious/setup.sh")), m_desk->path(link)));
        m_desk->hand(m_desk->task(m_desk->program(), package));
        QVERIFY(m_desk->run());
        QFile precious(m_desk->path(QStringLiteral("precious/setup.sh")));
        QVERIFY(precious.open(QIODevice::ReadOnly));
        QCOMPARE(precious.readAll(), QByteArray("precious"));
        QCOMPARE(m_desk->ran().size(), folder ? 0 : 1); // a link to a file is replaced by the file
    }

    void whatRunsFromTheServerIsCheckedThere_B30()
    {
        const Package package = sharePackage();
        write(m_desk->path(QStringLiteral("shares/server/share/setup.sh")), "something else");
        m_desk->hand(with(m_desk->task(m_desk->program(), package), [](auto &o) { o.runFromServerKbps = 0; }));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->said(), QStringLiteral("running, waiting package"));
        QVERIFY(m_desk->ran().isEmpty());
    }

    void minimumConnectionSpeed_B31()
    {
        Program program = m_desk->program();
        program.minimumConnectionSpeedKbps = 100;
        m_desk->senses.kbps = 99;
        m_desk->hand(m_desk->task(program, sharePackage()));
        QVERIFY(m_desk->run());
        QCOMPARE(m_desk->said(), QStringLiteral("running, waiting download"));
    }

    void downloadAsSoonAsPossible_B28_data()
    {
        QTest::addColumn<bool>("option");
        QTest::newRow("on") << true;
        QTest::newRow("off") << false;
    }
    void downloadAsSoonAsPossible_B28()
    {
        QFETCH(bool, option);
        ClientPolicies policies = with(m_desk->task(m_desk->program(), sharePackage()), [&](auto &o) { o.downloadAsSoonAsPossible = option; });
        policies.synch.schedule.triggers[0].type = TriggerType::once;
        policies.synch.schedule.triggers[0].begin = parseWallTime(u"2030-01-01 09:00:00");
        m_desk->hand(policies);
        QVERIFY(m_desk->run());
        QVERIFY(m_desk->ran().isEmpty()); // it is not due
        QCOMPARE(PackageCache(m_desk->home().packageFolder()).isAtHand(m_package), option);
    }

private:
    Package webPackage(FileServer &server, int size)
    {
        const QByteArray contents(size, 'x');
        server.serve(QStringLiteral("/p/setup.bin"), contents);
        write(m_desk->path(QStringLiteral("made/setup.bin")), contents);
        m_package = Package(PackageId::mint(), QStringLiteral("Web"));
        m_package.snapshot = *takeSnapshot(m_desk->path(QStringLiteral("made")));
        m_package.source = {SourceType::url, server.address() + QStringLiteral("/p")};
        return m_package;
    }

    Package sharePackage()
    {
        const QString share = m_desk->path(QStringLiteral("shares/server/share"));
        write(share + QStringLiteral("/setup.sh"), "#!/bin/sh\n");
        m_desk->options.sharesFolder = m_desk->path(QStringLiteral("shares"));
        m_package = Package(PackageId::mint(), QStringLiteral("Share"));
        m_package.snapshot = *takeSnapshot(share);
        m_package.source = {SourceType::unc, QStringLiteral("\\\\server\\share")};
        return m_package;
    }

    std::unique_ptr<AgentDesk> m_desk;
    Package m_package;
};

QTEST_APPLESS_MAIN(AgentOptionsTest)
#include "agentoptions_test.moc"
