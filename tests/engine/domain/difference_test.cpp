// B8, B9: what differs between two states of a task, as sentences.
#include "engine/domain/difference.h"
#include "engine/domain/executionorder.h"
#include "engine/domain/identity.h"

#include <QTest>

#include <functional>

using namespace seriatim;

class DifferenceTest : public QObject
{
    Q_OBJECT

    std::vector<Package> m_packages;
    SequentialTask m_task{TaskId::mint(), QStringLiteral("rollout")};

    [[nodiscard]] QString difference(const SequentialTask &after) const
    {
        return describeDifferences(m_task, after, ProgramIndex(m_packages)).join(u'|');
    }
    [[nodiscard]] QString difference(const std::function<void(SequentialTask &)> &edit) const
    {
        SequentialTask after = m_task;
        edit(after);
        return difference(after);
    }

private Q_SLOTS:
    void initTestCase()
    {
        Package package(PackageId::mint(), QStringLiteral("Qfiniti"));
        for (const char *name : {"Core", "Patch 1", "Patch 2"}) {
            package.programs.emplace_back(ProgramId::mint(), QString::fromUtf8(name));
            m_task.items.emplace_back(LineItemId::mint(), package.programs.back().id);
        }
        m_packages = {package};
        QVERIFY(addDependency(m_task, 2, 1, std::nullopt).ok());
    }

    void nothing()
    {
        QCOMPARE(difference(m_task), QString());
        QCOMPARE(difference([](auto &t) { t.revision = 7; }), QString());
    }

    void fields()
    {
        QCOMPARE(difference([](auto &t) { t.name = QStringLiteral("x %1 %2"); }), QStringLiteral("name: 'rollout' became 'x %1 %2'"));
        QCOMPARE(difference([](auto &t) { t.description = QStringLiteral("d"); }), QStringLiteral("description: '' became 'd'"));
        QCOMPARE(difference([](auto &t) { t.folder = QStringLiteral("f"); }), QStringLiteral("folder: '' became 'f'"));
        QCOMPARE(difference([](auto &t) { t.enabled = false; }), QStringLiteral("enabled: 'yes' became 'no'"));
        QCOMPARE(difference([](auto &t) { t.priority = TaskPriority::high; }), QStringLiteral("priority changed"));
        QCOMPARE(difference([](auto &t) { t.appliesTo = {CollectionId::mint()}; }), QStringLiteral("collections changed"));
        QCOMPARE(difference([](auto &t) { t.schedule.utc = true; }), QStringLiteral("schedule changed"));
        QCOMPARE(difference([](auto &t) { t.options = DeliveryOptions{}; }), QStringLiteral("advanced options changed"));
        QCOMPARE(difference([](auto &t) { t.portal = PortalEntry{}; }), QStringLiteral("portal entry changed"));
        QCOMPARE(difference([](auto &t) { t.items[2].appliesWhen = Rule{}; }), QStringLiteral("condition of item 3 changed"));
    }

    void order()
    {
        QCOMPARE(difference([](auto &t) { QVERIFY(moveItem(t, 1, 3, OnBreak::dropDependencies).ok()); }),
                 QStringLiteral("item 1 no longer depends on item 3|item 3 Qfiniti/Core moved from place 1"));
        QCOMPARE(difference([](auto &t) { QVERIFY(removeItem(t, 3, OnBreak::refuse).ok()); }), QStringLiteral("item 3 Qfiniti/Patch 2 removed"));
        const ProgramId patch = m_task.items[2].program;
        QCOMPARE(difference([&](auto &t) { QVERIFY(addItem(t, LineItem(LineItemId::mint(), patch), 4).ok()); }),
                 QStringLiteral("item 4 Qfiniti/Patch 2 added"));
        const ProgramId unknown = ProgramId::mint();
        QCOMPARE(difference([&](auto &t) { t.items[2].program = unknown; }),
                 QStringLiteral("program of item 3: 'Qfiniti/Patch 2' became '%1'").arg(unknown.toString()));
    }

    void dependencies()
    {
        QCOMPARE(difference([](auto &t) { QVERIFY(addDependency(t, 3, 2, ReturnCodeList{0, 3010}).ok()); }),
                 QStringLiteral("item 3 depends on item 2 (0,3010)"));
        QCOMPARE(difference([](auto &t) { QVERIFY(addDependency(t, 2, 1, ReturnCodeList{0}).ok()); }), // written down is not the default (B3)
                 QStringLiteral("item 2 no longer depends on item 1|item 2 depends on item 1 (0)"));
    }

    void renewedGuidsAreNoDifference()
    {
        SequentialTask draft = m_task;
        QVERIFY(moveItem(draft, 3, 1, OnBreak::refuse).ok());
        const SequentialTask after = renewIdentities(m_task, draft, KeepFinished::yes).task;
        const QString text = difference(after);
        QVERIFY2(!text.contains(u"added") && !text.contains(u"removed"), qPrintable(text));
        QVERIFY2(text.contains(u"moved from place"), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(DifferenceTest)
#include "difference_test.moc"
