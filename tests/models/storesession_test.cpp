#include "engine/workspace/exchange.h"
#include "tests/support/consolestore.h"

#include <QSignalSpy>

using namespace seriatim;

class StoreSessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noticesWhatAnotherProcessSaves();
    void reportedStatusesMakeNobodyReadTheCatalogueAgain();
    void runsJobsOffThisThreadOneAfterTheOther();
    void whatIsSlowHoldsUpNothing();
    void cancelsWhatRunsWhenItGoes();
    void readOnlySessionWritesNothing();
};

void StoreSessionTest::noticesWhatAnotherProcessSaves()
{
    ConsoleStore store(1);
    QSignalSpy tasks(store.session.get(), &StoreSession::tasksChanged);
    QSignalSpy catalogue(store.session.get(), &StoreSession::catalogueChanged);
    auto other = Workspace::open(store.path(), Access::readWrite);
    QVERIFY(other.ok());
    QVERIFY(other->saveTask(store.task(QStringLiteral("T"), 1), KeepFinished::no).ok());
    QTRY_COMPARE(tasks.count(), 1);
    QCOMPARE(catalogue.count(), 0);

    Package package = store.packages[0];
    package.description = QStringLiteral("changed elsewhere");
    QVERIFY(saveObject(*other, std::optional(store.packages[0]), package).ok());
    QTRY_COMPARE(catalogue.count(), 1);
    QCOMPARE(tasks.count(), 1);

    QVERIFY(fillWithDemo(*other, 10, 1).ok());
    QTRY_COMPARE(catalogue.count(), 2);
    QVERIFY(tasks.count() > 1);
}

void StoreSessionTest::reportedStatusesMakeNobodyReadTheCatalogueAgain()
{
    ConsoleStore store(1);
    QSignalSpy tasks(store.session.get(), &StoreSession::tasksChanged);
    QSignalSpy catalogue(store.session.get(), &StoreSession::catalogueChanged);
    QSignalSpy statuses(store.session.get(), &StoreSession::statusesChanged);
    auto other = Workspace::open(store.path(), Access::readWrite);
    QVERIFY(other.ok());
    StatusEvent event(EventId::mint(), AgentId::mint(), TaskId::mint());
    event.computer = QStringLiteral("PC-1");
    QVERIFY(other->store().statuses().apply({event}, 1000).ok());
    QTRY_COMPARE(statuses.count(), 1);
    QCOMPARE(catalogue.count(), 0);
    QCOMPARE(tasks.count(), 0);
}

void StoreSessionTest::runsJobsOffThisThreadOneAfterTheOther()
{
    ConsoleStore store(3);
    QStringList order;
    const auto count = [&](const QString &name) {
        store.session->run<size_t>([](Workspace &workspace, JobControl &) -> Result<size_t> {
            const auto packages = workspace.store().catalogue().packages();
            return packages ? Result<size_t>(packages->size()) : packages.error();
        }).then(this, [&order, name](const Result<size_t> &size) { order.append(name + QString::number(*size)); });
    };
    count(QStringLiteral("a"));
    count(QStringLiteral("b"));
    QTRY_COMPARE(order, (QStringList{QStringLiteral("a3"), QStringLiteral("b3")}));
}

void StoreSessionTest::whatIsSlowHoldsUpNothing()
{
    ConsoleStore store;
    const auto control = std::make_shared<JobControl>();
    const auto slow = store.session->run<int>([](Workspace &, JobControl &own) -> Result<int> {
        while (!own.isCancelled())
            QThread::yieldCurrentThread();
        return 1;
    }, control, Lane::slow);
    const auto quick = store.session->run<int>([](Workspace &, JobControl &) -> Result<int> { return 2; });
    QCOMPARE(*quick.result(), 2);
    QVERIFY(!slow.isFinished());
    control->cancel();
    QCOMPARE(*slow.result(), 1);
}

void StoreSessionTest::cancelsWhatRunsWhenItGoes()
{
    ConsoleStore store;
    std::atomic<bool> begun = false;
    std::atomic<bool> ended = false;
    auto job = store.session->run<int>([&](Workspace &, JobControl &control) -> Result<int> {
        begun = true;
        while (!control.isCancelled())
            QThread::yieldCurrentThread();
        ended = true;
        return 1;
    });
    QTRY_VERIFY(begun);
    store.session.reset();
    QVERIFY(ended);
}

void StoreSessionTest::readOnlySessionWritesNothing()
{
    ConsoleStore store(1);
    const SequentialTask task = store.save(store.task(QStringLiteral("T"), 1));
    auto session = StoreSession::open(store.path(), Access::readOnly);
    QVERIFY(session.ok());
    QVERIFY((*session)->isReadOnly());
    SequentialTask renamed = task;
    renamed.name = QStringLiteral("U");
    const auto saved = (*session)->workspace().saveTask(renamed, KeepFinished::no);
    QVERIFY(!saved.ok());
    QCOMPARE(saved.error().code, ErrorCode::readOnly);
}

QTEST_GUILESS_MAIN(StoreSessionTest)
#include "storesession_test.moc"
