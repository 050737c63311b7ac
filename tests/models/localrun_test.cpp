#include "models/localrun.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

class LocalRunTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreSession> m_session;

    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    SequentialTask makeTask(const QStringList &commandLines);

private Q_SLOTS:
    void init();
    void runsATaskAndTellsHowItEnded();
    void runsFromAnItemOn();
    void stopsAtAStatusPointAndGoesOn();
    void refusesAReadOnlyStoreAndASecondRun();
    void endsCleanlyWhenItIsDestroyed();
};

void LocalRunTest::init()
{
    m_session.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    auto session = StoreSession::create(path(QStringLiteral("a.store")));
    QVERIFY(session.ok());
    m_session = std::move(session).value();
}

SequentialTask LocalRunTest::makeTask(const QStringList &commandLines)
{
    Package package(PackageId::mint(), QStringLiteral("Tools"));
    SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
    for (const QString &commandLine : commandLines) {
        package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Step %1").arg(package.programs.size() + 1));
        package.programs.back().commandLine = commandLine;
        task.items.emplace_back(LineItemId::mint(), package.programs.back().id);
    }
    [&] { QVERIFY(m_session->workspace().store().catalogue().save(std::vector{package}).ok()); }();
    auto saved = m_session->workspace().saveTask(task, KeepFinished::no);
    [&] { QVERIFY(saved.ok()); }();
    return saved->task;
}

void LocalRunTest::runsATaskAndTellsHowItEnded() // B27
{
    const SequentialTask task = makeTask({QStringLiteral("echo hello"), QStringLiteral("exit 3")});
    LocalRun run(*m_session);
    QSignalSpy lines(&run, &LocalRun::progressed);
    QSignalSpy places(&run, &LocalRun::placeReached);
    QSignalSpy statuses(m_session.get(), &StoreSession::statusesChanged);
    std::optional<AgentEnd> ended;
    connect(&run, &LocalRun::finished, this, [&](const Result<AgentEnd> &end) {
        QVERIFY2(end.ok(), end.ok() ? "" : qPrintable(end.error().message()));
        ended = *end;
    });
    QVERIFY(run.start(task).ok());
    QVERIFY(run.isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(ended.has_value(), 20'000);
    QVERIFY(!run.isRunning());
    QCOMPARE(ended->kind, AgentEnd::Kind::nothingLeft);
    QVERIFY(ended->anyFailed);
    QVERIFY(lines.count() >= 4);
    QCOMPARE(places.back().front().toInt(), 2);
    QVERIFY(statuses.count() >= 1);
    QVERIFY(run.lastStatus().has_value());
    QCOMPARE(run.lastStatus()->status, ComputerStatus::failed);

    const auto stored = m_session->workspace().store().statuses().statusOf(task.id, LocalRun::thisComputerName());
    QVERIFY(stored.ok() && stored->has_value());
    QCOMPARE((*stored)->items.at(0).output.trimmed(), QStringLiteral("hello"));
    QCOMPARE((*stored)->items.at(1).returnCode, std::optional<ReturnCode>(3));
    const auto computer = m_session->workspace().store().catalogue().findComputer(LocalRun::thisComputerName());
    QVERIFY(computer.ok() && computer->has_value()); // it was added, as `seriatimctl task run` does
}

void LocalRunTest::runsFromAnItemOn() // B27
{
    const QString log = path(QStringLiteral("log"));
    const SequentialTask task = makeTask({QStringLiteral("echo 1 >> '%1'").arg(log), QStringLiteral("echo 2 >> '%1'").arg(log)});
    LocalRun run(*m_session);
    QSignalSpy finished(&run, &LocalRun::stateChanged);
    QVERIFY(run.start(task, 2).ok());
    QTRY_VERIFY_WITH_TIMEOUT(!run.isRunning(), 20'000);
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("2\n"));
}

void LocalRunTest::stopsAtAStatusPointAndGoesOn() // B18
{
    const QString go = path(QStringLiteral("go"));
    const QString log = path(QStringLiteral("log"));
    const SequentialTask task = makeTask({QStringLiteral("while [ ! -e '%1' ]; do sleep 0.05; done; echo 1 >> '%2'").arg(go, log),
                                          QStringLiteral("echo 2 >> '%1'").arg(log)});
    LocalRun run(*m_session);
    std::optional<AgentEnd> ended;
    connect(&run, &LocalRun::finished, this, [&](const Result<AgentEnd> &end) { ended = *end; });
    QSignalSpy places(&run, &LocalRun::placeReached);
    QVERIFY(run.start(task).ok());
    QTRY_VERIFY_WITH_TIMEOUT(places.count() >= 1, 20'000);
    run.stop();
    QCOMPARE(run.state(), LocalRun::State::stopping);
    QFile(go).open(QIODevice::WriteOnly);
    QTRY_VERIFY_WITH_TIMEOUT(ended.has_value(), 20'000);
    QCOMPARE(ended->kind, AgentEnd::Kind::stopped);
    ended.reset();

    QVERIFY(run.start(task).ok());
    QTRY_VERIFY_WITH_TIMEOUT(ended.has_value(), 20'000);
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("1\n2\n")); // the first one is not run twice
    QCOMPARE(run.lastStatus()->status, ComputerStatus::succeeded);
}

void LocalRunTest::refusesAReadOnlyStoreAndASecondRun()
{
    const SequentialTask task = makeTask({QStringLiteral("sleep 0.3")});
    {
        LocalRun run(*m_session);
        QVERIFY(run.start(task).ok());
        const Result<> second = run.start(task);
        QVERIFY(!second.ok());
        QCOMPARE(second.error().code, ErrorCode::busy);
        QTRY_VERIFY_WITH_TIMEOUT(!run.isRunning(), 20'000);
    }
    const QString store = m_session->path();
    m_session.reset();
    auto session = StoreSession::open(store, Access::readOnly);
    QVERIFY(session.ok());
    LocalRun run(**session);
    const Result<> refused = run.start(task);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::readOnly);
}

void LocalRunTest::endsCleanlyWhenItIsDestroyed()
{
    const SequentialTask task = makeTask({QStringLiteral("sleep 0.3"), QStringLiteral("exit 9")});
    {
        LocalRun run(*m_session);
        QSignalSpy places(&run, &LocalRun::placeReached);
        QVERIFY(run.start(task).ok());
        QTRY_VERIFY_WITH_TIMEOUT(places.count() >= 1, 20'000);
    }
    const auto status = m_session->workspace().store().statuses().statusOf(task.id, LocalRun::thisComputerName());
    QVERIFY(status.ok() && status->has_value());
    QVERIFY((*status)->status != ComputerStatus::failed); // the second item has not been run
}

QTEST_GUILESS_MAIN(LocalRunTest)
#include "localrun_test.moc"
