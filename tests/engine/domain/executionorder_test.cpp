// B4: an edit that would break a dependency says so, and does nothing unless it is told to drop exactly those.
#include "engine/domain/executionorder.h"

#include <QTest>

using namespace seriatim;

namespace {

// A to E; C needs A and B, E needs C.
SequentialTask sample()
{
    SequentialTask task(TaskId::mint(), QStringLiteral("rollout"));
    for (const char *name : {"A", "B", "C", "D", "E"}) {
        task.items.emplace_back(LineItemId::mint(), ProgramId::mint());
        task.items.back().exeName = QString::fromUtf8(name);
    }
    task.items[2].dependencies = {{task.items[0].id, std::nullopt}, {task.items[1].id, ReturnCodeList{0, 5}}};
    task.items[4].dependencies = {{task.items[2].id, std::nullopt}};
    return task;
}

// "A B C(A,B) D E(C)"
QString shape(const SequentialTask &task)
{
    QStringList words;
    for (const LineItem &item : task.items) {
        QStringList on;
        for (const Dependency &dependency : item.dependencies)
            on.append(task.items.at(static_cast<size_t>(task.indexOf(dependency.on))).exeName);
        words.append(item.exeName + (on.isEmpty() ? QString() : u'(' + on.join(u',') + u')'));
    }
    return words.join(u' ');
}

} // namespace

class ExecutionOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void move_data()
    {
        QTest::addColumn<int>("place");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("dropped"); // with consent
        QTest::addColumn<QString>("refusal"); // without; empty: nothing breaks
        const auto row = [](int place, int to, const char *dropped, const char *refusal) {
            QTest::addRow("%d to %d", place, to) << place << to << QString::fromUtf8(dropped) << QString::fromUtf8(refusal);
        };
        row(1, 1, "A B C(A,B) D E(C)", "");
        row(1, 2, "B A C(A,B) D E(C)", "");
        row(4, 1, "D A B C(A,B) E(C)", "");
        row(3, 4, "A B D C(A,B) E(C)", "");
        row(1, 3, "B C(B) A D E(C)", "the dependency of item 3 on item 1;");
        row(1, 5, "B C(B) D E(C) A", "the dependency of item 3 on item 1;");
        row(3, 2, "A C(A) B D E(C)", "the dependency of item 3 on item 2;");
        row(3, 1, "C A B D E(C)", "the dependency of item 3 on item 1 and of item 3 on item 2;");
        row(3, 5, "A B D E C(A,B)", "the dependency of item 5 on item 3;");
        row(5, 3, "A B E C(A,B) D", "the dependency of item 5 on item 3;");
        row(5, 4, "A B C(A,B) E(C) D", "");
    }
    void move()
    {
        QFETCH(int, place);
        QFETCH(int, to);
        QFETCH(QString, dropped);
        QFETCH(QString, refusal);
        SequentialTask task = sample();
        const SequentialTask before = task;
        const Result<> refused = moveItem(task, place, to, OnBreak::refuse);
        QCOMPARE(refused.ok(), refusal.isEmpty());
        if (!refused) {
            QCOMPARE(refused.error().code, ErrorCode::refused);
            QVERIFY2(refused.error().message().contains(refusal), qPrintable(refused.error().message()));
            QVERIFY2(refused.error().message().contains(u"--drop-dependencies"), qPrintable(refused.error().message()));
            QVERIFY(task == before);
        }
        task = before;
        QVERIFY(moveItem(task, place, to, OnBreak::dropDependencies).ok());
        QCOMPARE(shape(task), dropped);
    }

    void remove_data()
    {
        QTest::addColumn<int>("place");
        QTest::addColumn<QString>("dropped");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("a middle one") << 3 << QStringLiteral("A B D E") << QStringLiteral("removing item 3 would break the dependency of item 5 on item 3;");
        QTest::newRow("one of two") << 2 << QStringLiteral("A C(A) D E(C)") << QStringLiteral("removing item 2 would break the dependency of item 3 on item 2;");
        QTest::newRow("one that nothing needs") << 4 << QStringLiteral("A B C(A,B) E(C)") << QString();
        QTest::newRow("the last") << 5 << QStringLiteral("A B C(A,B) D") << QString();
    }
    void remove()
    {
        QFETCH(int, place);
        QFETCH(QString, dropped);
        QFETCH(QString, refusal);
        SequentialTask task = sample();
        const SequentialTask before = task;
        const Result<> refused = removeItem(task, place, OnBreak::refuse);
        QCOMPARE(refused.ok(), refusal.isEmpty());
        if (!refused) {
            QVERIFY2(refused.error().message().contains(refusal), qPrintable(refused.error().message()));
            QVERIFY(task == before);
        }
        task = before;
        QVERIFY(removeItem(task, place, OnBreak::dropDependencies).ok());
        QCOMPARE(shape(task), dropped);
    }

    void thereIsNoSuchPlace()
    {
        SequentialTask task = sample();
        const SequentialTask before = task;
        const LineItem fresh(LineItemId::mint(), ProgramId::mint());
        const Result<> results[]{removeItem(task, 0, OnBreak::dropDependencies), removeItem(task, 6, OnBreak::dropDependencies),
                                 moveItem(task, 0, 1, OnBreak::refuse), moveItem(task, 1, 6, OnBreak::refuse), addItem(task, fresh, 0),
                                 addItem(task, fresh, 7), addDependency(task, 6, 1, std::nullopt), removeDependency(task, 3, 9)};
        for (const Result<> &result : results) {
            QVERIFY(!result.ok());
            QVERIFY2(result.error().message().contains(u"use a place from 1 to"), qPrintable(result.error().message()));
        }
        QVERIFY(task == before);
        SequentialTask empty(TaskId::mint(), QStringLiteral("empty"));
        QVERIFY(removeItem(empty, 1, OnBreak::refuse).error().message().contains(u"is empty"));
        QVERIFY(addItem(empty, fresh, 1).ok());
    }

    void add()
    {
        for (const int place : {1, 3, 6}) {
            SequentialTask task = sample();
            const LineItem fresh(LineItemId::mint(), ProgramId::mint());
            QVERIFY(addItem(task, fresh, place).ok());
            QCOMPARE(task.indexOf(fresh.id), place - 1);
            QCOMPARE(task.items.size(), size_t(6));
        }
    }

    void dependencies()
    {
        SequentialTask task = sample();
        QVERIFY(addDependency(task, 4, 1, std::nullopt).ok());
        QCOMPARE(shape(task), QStringLiteral("A B C(A,B) D(A) E(C)"));
        QVERIFY(addDependency(task, 4, 1, ReturnCodeList{3010}).ok()); // a second time replaces the codes
        QCOMPARE(task.items[3].dependencies.size(), size_t(1));
        QVERIFY(task.items[3].dependencies[0].codes == ReturnCodeList{3010});
        for (const int on : {4, 5}) { // itself, a later one
            const Result<> refused = addDependency(task, 4, on, std::nullopt);
            QVERIFY(!refused.ok());
            QVERIFY2(refused.error().message().contains(u"names an earlier item"), qPrintable(refused.error().message()));
        }
        QVERIFY(removeDependency(task, 4, 1).ok());
        QCOMPARE(removeDependency(task, 4, 1).error().code, ErrorCode::notFound);
        QCOMPARE(shape(task), QStringLiteral("A B C(A,B) D E(C)"));
    }
};

QTEST_GUILESS_MAIN(ExecutionOrderTest)
#include "executionorder_test.moc"
