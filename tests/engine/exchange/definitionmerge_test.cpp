#include "engine/exchange/definitionmerge.h"

#include "engine/domain/identity.h"
#include "engine/policy/policybuilder.h"
#include "tests/support/datafile.h"
#include "tests/support/samexml.h"

#include <QTest>

#include <algorithm>

using namespace seriatim;

namespace {

struct Store {
    Catalogue catalogue;
    std::vector<SequentialTask> tasks;

    // What a store does with a plan, without its rules about revisions.
    void take(const ImportPlan &plan)
    {
        for (const Package &package : plan.catalogue.packages)
            put(catalogue.packages, package);
        for (const Computer &computer : plan.catalogue.computers)
            put(catalogue.computers, computer);
        for (const Collection &collection : plan.catalogue.collections)
            put(catalogue.collections, collection);
        for (const ImportPlan::ImportedTask &task : plan.tasks)
            put(tasks, task.task);
    }

    template <typename Value>
    static void put(std::vector<Value> &values, const Value &value)
    {
        const auto old = std::ranges::find(values, value.id, &Value::id);
        if (old == values.end())
            values.push_back(value);
        else
            *old = value;
    }
};

ImportPlan planOf(const Result<ImportPlan> &plan)
{
    if (!plan)
        QTest::qFail(qPrintable(plan.error().message()), __FILE__, __LINE__);
    return plan ? *plan : ImportPlan{};
}

ImportPlan plan(const QByteArray &document, const Store &store)
{
    const auto definition = readDefinition(document, QStringLiteral("d.xml"));
    if (!definition) {
        QTest::qFail(qPrintable(definition.error().message()), __FILE__, __LINE__);
        return {};
    }
    return planOf(mergeDefinition(*definition, store.catalogue, store.tasks));
}

QString mergeError(const QByteArray &document, const Store &store)
{
    const auto definition = readDefinition(document, QStringLiteral("d.xml"));
    if (!definition)
        return QStringLiteral("not read: ") + definition.error().message();
    const auto merged = mergeDefinition(*definition, store.catalogue, store.tasks);
    return merged ? QString() : merged.error().message();
}

ImportPlan planPolicies(const QByteArray &document, const Store &store)
{
    const auto policies = readPolicies(document, QStringLiteral("p.xml"));
    if (!policies) {
        QTest::qFail(qPrintable(policies.error().message()), __FILE__, __LINE__);
        return {};
    }
    return planOf(mergePolicies(*policies, store.catalogue, store.tasks));
}

QByteArray example()
{
    return test::dataFile(QStringLiteral("definition/example.seriatim.xml"));
}

Store exampleStore()
{
    Store store;
    store.take(plan(example(), store));
    store.tasks.at(0).revision = 1;
    return store;
}

std::vector<LineItemId> idsOf(const SequentialTask &task)
{
    std::vector<LineItemId> ids;
    for (const LineItem &item : task.items)
        ids.push_back(item.id);
    return ids;
}

} // namespace

class DefinitionMergeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewDocumentIsAdded()
    {
        const ImportPlan first = plan(example(), {});
        QCOMPARE(first.added.size(), 4);
        QVERIFY(first.changed.isEmpty() && first.unchanged.isEmpty());
        QCOMPARE(first.catalogue.collections[0].members, std::vector<ComputerId>{first.catalogue.computers[0].id});
        const SequentialTask &task = first.tasks[0].task;
        QVERIFY(first.tasks[0].isNew);
        QCOMPARE(task.items[1].program, first.catalogue.packages[0].programs[1].id);
        QCOMPARE(task.appliesTo, std::vector<CollectionId>{first.catalogue.collections[0].id});
    }

    // B5: the same document again is no change, though it carries no GUIDs.
    void theSameDocumentAgainChangesNothing()
    {
        const Store store = exampleStore();
        const ImportPlan again = plan(example(), store);
        QCOMPARE(again.unchanged.size(), 4);
        QVERIFY(again.added.isEmpty() && again.changed.isEmpty() && again.tasks.empty());
        QVERIFY(again.catalogue == Catalogue{});
    }

    // B6: what is not the order keeps the GUIDs and the store's revision.
    void anotherScheduleKeepsTheLineItems()
    {
        const Store store = exampleStore();
        const ImportPlan next = plan(example().replace("Type=\"-1\"", "Type=\"1\""), store);
        QCOMPARE(next.tasks.size(), size_t(1));
        QVERIFY(!next.tasks[0].isNew);
        QCOMPARE(next.tasks[0].task.id, store.tasks[0].id);
        QCOMPARE(next.tasks[0].task.revision, 1);
        QCOMPARE(idsOf(next.tasks[0].task), idsOf(store.tasks[0]));
        QVERIFY(!executionOrderChanged(store.tasks[0], next.tasks[0].task));
    }

    // B5: a line item more is a changed order; the others stay what they were (the save then mints).
    void aNewLineItemIsANewOne()
    {
        const Store store = exampleStore();
        const QByteArray longer = example().replace("</ExecutionOrder>",
            "<LineItem guid=\"{28193450-BE96-46F7-954B-5EA2762A28F1}\" package=\"QFINITI\" program=\"install CORE\"/></ExecutionOrder>");
        const SequentialTask draft = plan(longer, store).tasks.at(0).task;
        QCOMPARE(draft.items.size(), size_t(3));
        QCOMPARE(draft.items[0].id, store.tasks[0].items[0].id);
        QCOMPARE(draft.items[1].id, store.tasks[0].items[1].id);
        QVERIFY(draft.items[2].id.toString() != QStringLiteral("{28193450-BE96-46F7-954B-5EA2762A28F1}"));
        QVERIFY(executionOrderChanged(store.tasks[0], draft));
    }

    void swappedLineItemsKeepTheirIdentityAndDependenciesFollow()
    {
        const Store store = exampleStore();
        const QByteArray swapped = example()
            .replace("<LineItem package=\"Qfiniti\" program=\"Install core\" />", "")
            .replace("<DependsOn item=\"1\" returnCodes=\"0,3010\" /></LineItem>",
                     "</LineItem><LineItem package=\"Qfiniti\" program=\"Install core\"><DependsOn item=\"1\"/></LineItem>");
        const SequentialTask draft = plan(swapped, store).tasks.at(0).task;
        QCOMPARE(draft.items[0].id, store.tasks[0].items[1].id);
        QCOMPARE(draft.items[1].id, store.tasks[0].items[0].id);
        QCOMPARE(draft.items[1].dependencies, (std::vector<Dependency>{{draft.items[0].id, std::nullopt}}));
    }

    // B1: the same program twice is matched in order.
    void theSameProgramTwiceKeepsItsOrder()
    {
        const QByteArray twice = "<Seriatim><Package name='P'><Program name='p'/></Package><SequentialTask name='T'><ExecutionOrder>"
                                 "<LineItem package='P' program='p'/><LineItem package='P' program='p'/></ExecutionOrder></SequentialTask></Seriatim>";
        Store store;
        store.take(plan(twice, store));
        QCOMPARE(plan(twice, store).unchanged.size(), 2);
    }

    void byGuidARenameIsARename()
    {
        const Store store = exampleStore();
        const QByteArray id = store.catalogue.packages[0].id.toString().toLower().toLatin1();
        const ImportPlan renamed = plan("<Seriatim><Package guid='" + id + "' name='Recorder' version='4.0'/><Package name='Qfiniti' version='4.0'/></Seriatim>", store);
        QCOMPARE(renamed.catalogue.packages[0].id, store.catalogue.packages[0].id);
        QCOMPARE(renamed.catalogue.packages[0].name, QStringLiteral("Recorder"));
        // Programs that the document does not mention stay.
        QVERIFY(renamed.catalogue.packages[0].programs == store.catalogue.packages[0].programs);
        QVERIFY(renamed.catalogue.packages[1].id != store.catalogue.packages[0].id);
        QCOMPARE(renamed.added.size(), 1);
        QCOMPARE(renamed.changed.size(), 1);
    }

    void anUnknownGuidIsMatchedByName()
    {
        const Store store = exampleStore();
        const ImportPlan merged = plan("<Seriatim><Package guid='{28193450-BE96-46F7-954B-5EA2762A28F1}' name='qfiniti' version='4.0'>"
                                       "<Program name='Patch 2'/></Package></Seriatim>", store);
        QCOMPARE(merged.catalogue.packages.at(0).id, store.catalogue.packages[0].id);
        QCOMPARE(merged.catalogue.packages[0].programs.size(), size_t(3));
    }

    void aNewTaskKeepsTheDocumentsGuidsAndRevision()
    {
        const QByteArray document = "<Seriatim><Package name='P'><Program name='p'/></Package>"
            "<SequentialTask guid='28193450-be96-46f7-954b-5ea2762a28f1' name='T' revision='7'><ExecutionOrder>"
            "<LineItem guid='28193450-be96-46f7-954b-5ea2762a28f2' package='P' program='p'/></ExecutionOrder></SequentialTask></Seriatim>";
        const SequentialTask task = plan(document, {}).tasks.at(0).task;
        QCOMPARE(task.id.toString(), QStringLiteral("{28193450-BE96-46F7-954B-5EA2762A28F1}"));
        QCOMPARE(task.items[0].id.toString(), QStringLiteral("{28193450-BE96-46F7-954B-5EA2762A28F2}"));
        QCOMPARE(task.revision, 7);

        Store store;
        store.take(plan(document, store));
        const QByteArray copy = QByteArray(document).replace("guid='28193450-be96-46f7-954b-5ea2762a28f1' name='T'", "name='Copy'");
        QVERIFY2(mergeError(copy, store).contains(QStringLiteral("which the store has in sequential task 'T'")), qPrintable(mergeError(copy, store)));
    }

    void unknownReferencesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("says");
        const auto task = [](const QByteArray &inner) { return "<Seriatim>\n<SequentialTask name='T'>" + inner + "</SequentialTask></Seriatim>"; };
        QTest::newRow("package") << task("<ExecutionOrder>\n<LineItem package='No' program='p'/></ExecutionOrder>")
                                 << QStringLiteral("d.xml:3:1: sequential task 'T', item 1, runs 'p' of package 'No', which is neither");
        QTest::newRow("program") << task("<ExecutionOrder><LineItem package='Qfiniti' program='p'/></ExecutionOrder>")
                                 << QStringLiteral("runs 'p', but package 'Qfiniti' has no program");
        QTest::newRow("version") << task("<ExecutionOrder><LineItem package='Qfiniti' version='5' program='p'/></ExecutionOrder>")
                                 << QStringLiteral("package 'Qfiniti' version '5', which is neither");
        QTest::newRow("collection") << task("<AppliesTo collection='Nobody'/>") << QStringLiteral("names the collection 'Nobody', which is neither");
        QTest::newRow("computer") << QByteArray("<Seriatim><Collection name='C'><Member computer='PC-9'/></Collection></Seriatim>")
                                  << QStringLiteral("collection 'C' names the computer 'PC-9'");
    }

    void unknownReferencesAreNamed()
    {
        QFETCH(QByteArray, document);
        QFETCH(QString, says);
        const QString error = mergeError(document, exampleStore());
        QVERIFY2(error.contains(says), qPrintable(error));
    }

    void aComputerMayBeNamedWithItsDomain()
    {
        const Store store = exampleStore();
        const ImportPlan merged = plan("<Seriatim><Collection name='C'><Member computer='corp\\pc-0001'/></Collection></Seriatim>", store);
        QCOMPARE(merged.catalogue.collections.at(0).members, std::vector<ComputerId>{store.catalogue.computers[0].id});
    }

    void aPackageInTwoVersionsNeedsTheVersion()
    {
        Store store = exampleStore();
        store.take(plan("<Seriatim><Package name='Qfiniti' version='5.0'><Program name='Install core'/></Package></Seriatim>", store));
        const QByteArray task = "<Seriatim><SequentialTask name='T'><ExecutionOrder><LineItem package='Qfiniti' program='Install core'/>"
                                "</ExecutionOrder></SequentialTask></Seriatim>";
        QVERIFY(mergeError(task, store).contains(QStringLiteral("'4.0', '5.0'; write the version")));
        const ImportPlan merged = plan(QByteArray(task).replace("program=", "version='5.0' program="), store);
        QCOMPARE(merged.tasks.at(0).task.items[0].program, store.catalogue.packages[1].programs[0].id);
    }

    void aPolicyWithoutDeliveriesMakesPlaceholders()
    {
        const QByteArray received = test::dataFile(QStringLiteral("policy/two-items.xml"));
        Store store;
        const ImportPlan imported = planPolicies(received, store);
        QCOMPARE(imported.catalogue.packages.size(), size_t(1));
        const Package &placeholders = imported.catalogue.packages[0];
        QCOMPARE(placeholders.name, QStringLiteral("Placeholders"));
        QCOMPARE(placeholders.programs.size(), size_t(2));
        QCOMPARE(placeholders.programs[0].name, QStringLiteral("{0F3A1C52-7F0B-4C5E-9B7A-53A1D4F2C601}"));
        QVERIFY(placeholders.programs[0].placeholder);
        const SequentialTask &task = imported.tasks.at(0).task;
        QCOMPARE(task.name, QStringLiteral("Call recording suite"));
        QCOMPARE(task.policyVersion, QStringLiteral("6.0.6074.0"));
        QCOMPARE(task.items[1].dependencies, (std::vector<Dependency>{{task.items[0].id, ReturnCodeList{0}}}));

        store.take(imported);
        const auto policies = policiesOf(store.tasks[0], ProgramIndex(store.catalogue.packages));
        QVERIFY(policies.ok());
        QCOMPARE(test::xmlContent(writePolicies(*policies)), test::xmlContent(received));
        const ImportPlan again = planPolicies(received, store);
        QCOMPARE(again.added + again.changed, QStringList());
    }

    void aClassicDeliveryIsKeptAsItCame()
    {
        Store store;
        const ImportPlan imported = planPolicies(test::dataFile(QStringLiteral("policy/unknown-parts.xml")), store);
        QCOMPARE(imported.notBroughtOver.size(), 1);
        store.take(imported);
        const auto policies = policiesOf(store.tasks.at(0), ProgramIndex(store.catalogue.packages));
        QVERIFY(policies.ok());
        QCOMPARE(policies->deliveries.size(), size_t(1));
        const QByteArray written = writePolicies(*policies);
        QVERIFY2(written.contains("Id=\"PKG00017\"") && written.contains("Vendor=\"x\""), written.constData());
        QVERIFY(written.contains("Software Delivery Task for program: Silent install"));
    }

    // A policy that the store wrote comes back without a change, default codes included (B3).
    void ourOwnPolicyComesBackUnchanged()
    {
        Store store = exampleStore();
        store.tasks[0].items[1].dependencies[0].codes.reset();
        const auto policies = policiesOf(store.tasks[0], ProgramIndex(store.catalogue.packages));
        const ImportPlan again = planPolicies(writePolicies(*policies), store);
        QCOMPARE(again.added + again.changed, QStringList());
        QCOMPARE(again.unchanged.size(), 2);
    }

    // A sequence alone does not turn known line items into placeholders.
    void aKnownLineItemKeepsItsProgram()
    {
        Store store = exampleStore();
        auto policies = policiesOf(store.tasks[0], ProgramIndex(store.catalogue.packages));
        policies->deliveries.clear();
        const ImportPlan again = planPolicies(writePolicies(*policies), store);
        QVERIFY(again.catalogue.packages.empty());
        QCOMPARE(again.added + again.changed, QStringList());
    }
};

QTEST_GUILESS_MAIN(DefinitionMergeTest)
#include "definitionmerge_test.moc"
