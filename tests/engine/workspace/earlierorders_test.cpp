// B5: what computers reported on an order stays readable after a save has replaced it.
#include "engine/workspace/earlierorders.h"
#include "engine/workspace/statusview.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

class EarlierOrdersTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;

    SequentialTask save(const SequentialTask &task)
    {
        const auto saved = m_workspace->saveTask(task, KeepFinished::no);
        if (!saved)
            qFatal("the task cannot be saved");
        return saved->task;
    }

    SequentialTask saveNew()
    {
        Package package(PackageId::mint(), QStringLiteral("Tools"));
        for (const QString &name : {QStringLiteral("One"), QStringLiteral("Two")}) {
            package.programs.emplace_back(ProgramId::mint(), name);
            package.programs.back().commandLine = QStringLiteral("true");
        }
        if (!m_workspace->store().catalogue().save(std::vector{package}).ok())
            qFatal("the package cannot be saved");
        SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
        for (const Program &program : package.programs)
            task.items.emplace_back(LineItemId::mint(), program.id);
        return save(task);
    }

    void report(const SequentialTask &task, const QString &computer)
    {
        StatusEvent event(EventId::mint(), AgentId::fromName(QUuid(), computer.toUtf8()), task.id);
        event.number = 1;
        event.computer = computer;
        event.kind = StatusEvent::Kind::runStarted;
        QVERIFY(m_workspace->store().statuses().apply({event}, 1000).ok());
    }

private Q_SLOTS:
    void init();
    void aNewTaskHasNone();
    void everyOrderKeepsItsRevisionsAndReports();
    void itsStatusIsOfThoseThatReportedOnIt();
};

void EarlierOrdersTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    auto workspace = Workspace::create(m_folder->filePath(QStringLiteral("a.store")));
    QVERIFY(workspace.ok());
    m_workspace = std::make_unique<Workspace>(std::move(workspace).value());
}

void EarlierOrdersTest::aNewTaskHasNone()
{
    SequentialTask task = saveNew();
    task.description = QStringLiteral("the order stays");
    task = save(task);
    QCOMPARE(task.revision, 2);
    const auto orders = earlierOrders(*m_workspace, task.id);
    QVERIFY(orders.ok());
    QVERIFY(orders->empty());
}

void EarlierOrdersTest::everyOrderKeepsItsRevisionsAndReports()
{
    const SequentialTask first = saveNew();
    report(first, QStringLiteral("PC-1"));
    report(first, QStringLiteral("PC-2"));
    SequentialTask second = first;
    second.description = QStringLiteral("revision 2 has the first order still");
    second = save(second);
    std::swap(second.items[0], second.items[1]);
    second = save(second);
    QVERIFY(second.id != first.id);
    report(second, QStringLiteral("PC-1"));
    SequentialTask third = second;
    third.items.pop_back();
    third = save(third);
    QCOMPARE(third.revision, 4);

    for (const TaskId id : {first.id, second.id, third.id}) { // any of its identities
        const auto orders = earlierOrders(*m_workspace, id);
        QVERIFY(orders.ok());
        QCOMPARE(orders->size(), size_t(2));
        const EarlierOrder &latest = orders->front();
        QVERIFY(latest.id == second.id);
        QCOMPARE(latest.firstRevision, 3);
        QCOMPARE(latest.lastRevision, 3);
        QCOMPARE(latest.computers, 1);
        QCOMPARE(latest.replacedBy, currentUser());
        QVERIFY(latest.replacedAt > 0);
        const EarlierOrder &oldest = orders->back();
        QVERIFY(oldest.id == first.id);
        QCOMPARE(oldest.firstRevision, 1);
        QCOMPARE(oldest.lastRevision, 2);
        QCOMPARE(oldest.computers, 2);
        const auto then = taskInOrder(*m_workspace, oldest);
        QVERIFY(then.ok());
        QVERIFY(then->id == first.id);
        QVERIFY(then->items == first.items);
        QCOMPARE(then->revision, 2);
    }
}

void EarlierOrdersTest::itsStatusIsOfThoseThatReportedOnIt()
{
    const SequentialTask first = saveNew();
    report(first, QStringLiteral("PC-1"));
    SequentialTask second = first;
    std::swap(second.items[0], second.items[1]);
    second = save(second);
    report(second, QStringLiteral("PC-2"));
    const auto then = statusOf(*m_workspace, first.name, std::nullopt, 1);
    QVERIFY(then.ok() && !then->inForce);
    QCOMPARE(then->computers.size(), size_t(1));
    QCOMPARE(then->computers[0].computer, QStringLiteral("PC-1"));
    QVERIFY(statusOf(*m_workspace, first.name, std::nullopt, 2)->inForce);
    const auto other = statusOf(*m_workspace, first.name, QStringLiteral("PC-2"), 1);
    QCOMPARE(other.error().message(), QStringLiteral("computer 'PC-2': it reported nothing on the order that 'Rollout' had in revision 1; "
                                                     "without --computer those that did are listed"));
    const auto none = statusOf(*m_workspace, first.name, std::nullopt, 3);
    QCOMPARE(none.error().code, ErrorCode::notFound);
    QCOMPARE(none.error().message(), QStringLiteral("'Rollout': has no revision 3; its newest is 2"));
}

QTEST_GUILESS_MAIN(EarlierOrdersTest)
#include "earlierorders_test.moc"
