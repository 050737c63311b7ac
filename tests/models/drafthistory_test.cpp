#include "models/taskeditor.h"

#include <QTest>

using namespace seriatim;

namespace {

SequentialTask taskWith(int items)
{
    SequentialTask task(TaskId::mint(), QStringLiteral("T"));
    for (int i = 0; i < items; ++i)
        task.items.emplace_back(LineItemId::mint(), ProgramId::mint());
    return task;
}

} // namespace

class DraftHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walksBackAndForthThroughEqualDrafts();
    void typingInOneFieldIsOneStep();
    void aNewStepForgetsWhatWasUndone();
    void aStepThatChangesNothingIsNone();
};

void DraftHistoryTest::walksBackAndForthThroughEqualDrafts()
{
    DraftHistory<SequentialTask> history(taskWith(6));
    std::vector<SequentialTask> states{history.draft()};
    const auto step = [&](auto change) {
        SequentialTask next = history.draft();
        change(next);
        QVERIFY(history.push(QStringLiteral("step"), next));
        states.push_back(next);
    };
    step([](SequentialTask &task) { std::rotate(task.items.begin() + 1, task.items.begin() + 2, task.items.begin() + 5); });
    step([](SequentialTask &task) { task.items.erase(task.items.begin() + 2); });
    step([](SequentialTask &task) { task.items.emplace(task.items.begin(), LineItemId::mint(), ProgramId::mint()); });
    step([](SequentialTask &task) { task.items[3].dependencies.push_back({task.items[0].id, std::nullopt}); task.name = QStringLiteral("U"); });
    step([](SequentialTask &task) { task.items.push_back(task.items.front()); task.items.erase(task.items.begin()); });
    step([](SequentialTask &task) { task.items.clear(); });

    for (size_t i = states.size(); i-- > 1;) {
        QVERIFY(history.canUndo());
        history.undo();
        QVERIFY(history.draft() == states[i - 1]);
    }
    QVERIFY(!history.canUndo());
    for (size_t i = 1; i < states.size(); ++i) {
        QVERIFY(history.canRedo());
        history.redo();
        QVERIFY(history.draft() == states[i]);
    }
    QVERIFY(!history.canRedo());
}

void DraftHistoryTest::typingInOneFieldIsOneStep()
{
    DraftHistory<QString> history(QStringLiteral(""));
    for (const QString &text : {QStringLiteral("a"), QStringLiteral("ab"), QStringLiteral("abc")})
        history.push(QStringLiteral("Rename"), text, QStringLiteral("name"));
    QCOMPARE(history.stepCount(), 1);
    history.endMerging();
    history.push(QStringLiteral("Rename"), QStringLiteral("abcd"), QStringLiteral("name"));
    QCOMPARE(history.stepCount(), 2);
    history.undo();
    QCOMPARE(history.draft(), QStringLiteral("abc"));
    history.undo();
    QCOMPARE(history.draft(), QString());
    QCOMPARE(history.redoText(), QStringLiteral("Rename"));
}

void DraftHistoryTest::aNewStepForgetsWhatWasUndone()
{
    DraftHistory<QString> history(QStringLiteral("a"));
    history.push(QStringLiteral("one"), QStringLiteral("b"));
    history.push(QStringLiteral("two"), QStringLiteral("c"));
    history.undo();
    history.push(QStringLiteral("three"), QStringLiteral("d"));
    QVERIFY(!history.canRedo());
    QCOMPARE(history.undoText(), QStringLiteral("three"));
    history.undo();
    QCOMPARE(history.draft(), QStringLiteral("b"));
}

void DraftHistoryTest::aStepThatChangesNothingIsNone()
{
    DraftHistory<QString> history(QStringLiteral("a"));
    QVERIFY(!history.push(QStringLiteral("nothing"), QStringLiteral("a")));
    QVERIFY(!history.canUndo());
}

QTEST_GUILESS_MAIN(DraftHistoryTest)
#include "drafthistory_test.moc"
