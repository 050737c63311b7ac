// B5, B6, B7: which GUIDs a save gives.
#include "engine/domain/executionorder.h"
#include "engine/domain/identity.h"

#include <QTest>

using namespace seriatim;

namespace {

SequentialTask taskOf(int items)
{
    SequentialTask task(TaskId::mint(), QStringLiteral("rollout"));
    for (int i = 0; i < items; ++i)
        task.items.emplace_back(LineItemId::mint(), ProgramId::mint());
    return task;
}

SequentialTask saved(const SequentialTask &before, const SequentialTask &draft, KeepFinished keep = KeepFinished::yes)
{
    return renewIdentities(before, draft, keep).task;
}

// The draft that an editor makes of a saved task: the first item moved to the end.
SequentialTask rotated(SequentialTask task)
{
    std::rotate(task.items.begin(), task.items.begin() + 1, task.items.end());
    return task;
}

} // namespace

class IdentityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyGuidIsNewWhenTheOrderChanged_B5_data()
    {
        QTest::addColumn<int>("edit");
        QTest::newRow("moved") << 0;
        QTest::newRow("added") << 1;
        QTest::newRow("removed") << 2;
        QTest::newRow("removed and the same program added anew") << 3;
    }
    void everyGuidIsNewWhenTheOrderChanged_B5()
    {
        QFETCH(int, edit);
        const SequentialTask before = taskOf(3);
        SequentialTask draft = before;
        const ProgramId second = draft.items[1].program;
        if (edit == 0)
            QVERIFY(moveItem(draft, 1, 2, OnBreak::refuse).ok());
        if (edit == 1)
            QVERIFY(addItem(draft, LineItem(LineItemId::mint(), ProgramId::mint()), 4).ok());
        if (edit >= 2)
            QVERIFY(removeItem(draft, 2, OnBreak::refuse).ok());
        if (edit == 3)
            QVERIFY(addItem(draft, LineItem(LineItemId::mint(), second), 2).ok());
        for (const KeepFinished keep : {KeepFinished::no, KeepFinished::yes}) { // both choices mint new ones (B7)
            const IdentityOutcome outcome = renewIdentities(before, draft, keep);
            QVERIFY(outcome.orderChanged);
            QVERIFY(!(outcome.task.id == before.id));
            for (size_t i = 0; i < outcome.task.items.size(); ++i) {
                QCOMPARE(before.indexOf(outcome.task.items[i].id), -1);
                QCOMPARE(draft.indexOf(outcome.task.items[i].id), -1);
                QVERIFY(outcome.task.items[i].program == draft.items[i].program);
                QCOMPARE(outcome.task.indexOf(outcome.task.items[i].id), int(i)); // no two alike
            }
        }
    }

    void nothingElseChangesAGuid_B6()
    {
        const SequentialTask before = taskOf(3);
        SequentialTask draft = before;
        draft.name = QStringLiteral("renamed");
        draft.description = QStringLiteral("d");
        draft.folder = QStringLiteral("f");
        draft.enabled = false;
        draft.priority = TaskPriority::high;
        draft.appliesTo = {CollectionId::mint()};
        draft.schedule.triggers[0].type = TriggerType::daily;
        draft.options = DeliveryOptions{};
        draft.portal = PortalEntry{};
        draft.items[1].appliesWhen = Rule{};
        QVERIFY(addDependency(draft, 3, 1, ReturnCodeList{0, 3010}).ok());
        const IdentityOutcome outcome = renewIdentities(before, draft, KeepFinished::yes);
        QVERIFY(!outcome.orderChanged);
        QVERIFY(outcome.task == draft);
    }

    void movedDownAndBackIsNoChange_B5()
    {
        const SequentialTask before = taskOf(4);
        SequentialTask draft = before;
        QVERIFY(moveItem(draft, 1, 3, OnBreak::refuse).ok());
        QVERIFY(executionOrderChanged(before, draft));
        QVERIFY(moveItem(draft, 3, 1, OnBreak::refuse).ok());
        QVERIFY(!executionOrderChanged(before, draft));
        QVERIFY(renewIdentities(before, draft, KeepFinished::no).task == before);
    }

    void dependenciesFollowTheirItems()
    {
        SequentialTask before = taskOf(3);
        QVERIFY(addDependency(before, 3, 1, ReturnCodeList{7}).ok());
        SequentialTask draft = before;
        QVERIFY(moveItem(draft, 2, 3, OnBreak::refuse).ok());
        const SequentialTask after = saved(before, draft);
        QCOMPARE(after.items[1].dependencies.size(), size_t(1));
        QVERIFY(after.items[1].dependencies[0].on == after.items[0].id);
        QVERIFY(after.items[1].dependencies[0].codes == ReturnCodeList{7});
    }

    void keepFinishedNamesTheAncestor_B7()
    {
        const SequentialTask before = taskOf(3);
        SequentialTask draft = rotated(before);
        draft.items.insert(draft.items.begin(), LineItem(LineItemId::mint(), ProgramId::mint()));
        const SequentialTask after = saved(before, draft);
        QVERIFY(after.items[0].succeeds.empty()); // added
        QVERIFY(after.items[1].succeeds == std::vector{before.items[1].id});
        QVERIFY(after.items[2].succeeds == std::vector{before.items[2].id});
        QVERIFY(after.items[3].succeeds == std::vector{before.items[0].id});
    }

    void runEverythingAgainNamesNone_B7()
    {
        const SequentialTask before = taskOf(3);
        for (const LineItem &item : saved(before, rotated(before), KeepFinished::no).items)
            QVERIFY(item.succeeds.empty());
    }

    void theChainGrowsWithEverySave_B7()
    {
        const SequentialTask first = taskOf(2);
        const SequentialTask second = saved(first, rotated(first));
        SequentialTask renamed = second; // a save that changes no order keeps the chain
        renamed.name = QStringLiteral("x");
        const SequentialTask third = saved(second, renamed);
        const SequentialTask fourth = saved(third, rotated(third));
        QVERIFY(third.items == second.items);
        const std::vector<LineItemId> chain{first.items[0].id, second.items[1].id}; // oldest first
        QVERIFY(fourth.items[0].program == first.items[0].program);
        QVERIFY(fourth.items[0].succeeds == chain);
    }

    void theChainBreaksWhenEverythingRunsAgain_B7()
    {
        const SequentialTask first = taskOf(2);
        const SequentialTask second = saved(first, rotated(first));
        const SequentialTask third = saved(second, rotated(second), KeepFinished::no);
        const SequentialTask fourth = saved(third, rotated(third));
        QVERIFY(fourth.items[0].succeeds == std::vector{third.items[1].id});
        QVERIFY(fourth.items[1].succeeds == std::vector{third.items[0].id});
    }

    void aDraftsOwnChainIsNotTrusted()
    {
        const SequentialTask first = taskOf(2);
        SequentialTask draft = rotated(first);
        draft.items[0].succeeds = {LineItemId::mint()};
        QVERIFY(saved(first, draft).items[0].succeeds == std::vector{first.items[1].id});
    }

    void unchanged_B7()
    {
        SequentialTask before = taskOf(5);
        QVERIFY(addDependency(before, 2, 1, std::nullopt).ok());
        QVERIFY(addDependency(before, 3, 2, std::nullopt).ok());
        QVERIFY(addDependency(before, 5, 4, std::nullopt).ok());
        QCOMPARE(unchangedItems(before, before), (std::vector{true, true, true, true, true}));

        SequentialTask otherProgram = before; // what depends on a changed item is changed, through the whole chain
        otherProgram.items[0].program = ProgramId::mint();
        QCOMPARE(unchangedItems(before, otherProgram), (std::vector{false, false, false, true, true}));

        SequentialTask replaced = before; // removed, and the same program added anew
        replaced.items[3] = LineItem(LineItemId::mint(), replaced.items[3].program);
        replaced.items[4].dependencies[0].on = replaced.items[3].id;
        QCOMPARE(unchangedItems(before, replaced), (std::vector{true, true, true, false, false}));

        SequentialTask edited = before; // other codes, a dropped dependency, another condition: the item itself is the same
        edited.items[1].dependencies[0].codes = ReturnCodeList{5};
        edited.items[4].dependencies.clear();
        edited.items[3].appliesWhen = Rule{};
        QCOMPARE(unchangedItems(before, edited), (std::vector{true, true, true, true, true}));
    }
};

QTEST_GUILESS_MAIN(IdentityTest)
#include "identity_test.moc"
