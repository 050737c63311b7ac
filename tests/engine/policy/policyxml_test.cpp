#include "engine/policy/policybuilder.h"
#include "engine/policy/policyxml.h"

#include "tests/support/datafile.h"
#include "tests/support/richvalues.h"
#include "tests/support/samexml.h"

#include <QTest>

using namespace seriatim;

namespace {

PolicyDocument readOrFail(const QByteArray &bytes)
{
    auto document = readPolicies(bytes, QStringLiteral("p.xml"));
    if (!document)
        QTest::qFail(qPrintable(document.error().message()), __FILE__, __LINE__);
    return document ? *document : PolicyDocument{};
}

QByteArray synchWith(const QByteArray &inner, const QByteArray &attributes = {})
{
    return "<Policy guid='{6b0e0f7a-94d3-4a0c-8f2e-0c7d1a5b9e11}' name='x' version='1'><ClientPolicy agentClsid='Altiris.Synch' "
           + attributes + ">" + inner + "</ClientPolicy></Policy>";
}

const QByteArray first = "<Task guid='{0f3a1c52-7f0b-4c5e-9b7a-53a1d4f2c601}' priority='1'/>";

} // namespace

class PolicyXmlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExampleIsReadAndWrittenUnchanged()
    {
        const QByteArray received = test::dataFile(QStringLiteral("policy/two-items.xml"));
        const PolicyDocument document = readOrFail(received);
        QCOMPARE(document.sequences.size(), size_t(1));
        const SynchPolicy &synch = document.sequences[0].synch;
        QCOMPARE(synch.taskName, QStringLiteral("Call recording suite"));
        QCOMPARE(synch.version, QStringLiteral("6.0.6074.0"));
        QCOMPARE(synch.revision, 1);
        QCOMPARE(synch.tasks.size(), size_t(2));
        QCOMPARE(synch.tasks[1].dependencies, (std::vector<SynchDependency>{{synch.tasks[0].guid, {0}}}));
        QCOMPARE(synch.reportFinalStatusToServer, std::optional(false));
        QCOMPARE(synch.schedule.validPeriod.after, parseWallTime(u"2006-10-25 00:00:00"));

        const QByteArray written = writePolicies(document.sequences[0]);
        QCOMPARE(test::xmlContent(written), test::xmlContent(received));
        QVERIFY(written.contains("{0F3A1C52-7F0B-4C5E-9B7A-53A1D4F2C602}"));
        QVERIFY(!written.contains("{0f3a1c52"));
    }

    void aPolicyWithoutItsReceivedTextIsWrittenAsTheClassicProductDid()
    {
        const QByteArray received = test::dataFile(QStringLiteral("policy/two-items.xml"));
        ClientPolicies policies = readOrFail(received).sequences[0];
        policies.synch.received.clear();
        QCOMPARE(test::xmlContent(writePolicies(policies)), test::xmlContent(received));
    }

    void whatIsNotUnderstoodIsKept()
    {
        const QByteArray received = test::dataFile(QStringLiteral("policy/unknown-parts.xml"));
        const PolicyDocument document = readOrFail(received);
        QCOMPARE(document.sequences.size(), size_t(1));
        QCOMPARE(document.sequences[0].synch.taskName, QStringLiteral("Office"));
        QCOMPARE(document.sequences[0].deliveries.size(), size_t(1));
        QCOMPARE(document.notUnderstood, QStringList{QStringLiteral("policy 'Inventory' (for agent Altiris.Inventory)")});
        const DeliveryPolicy &delivery = document.sequences[0].deliveries[0];
        QVERIFY(delivery.program.placeholder);
        QCOMPARE(delivery.program.name, QStringLiteral("Silent install"));
        QCOMPARE(delivery.package.version, QStringLiteral("11.0"));

        QStringList expected = test::xmlContent(received);
        expected[0] = QStringLiteral("<ClientPolicies ");
        expected.remove(expected.indexOf(QStringLiteral("<Policy guid={0f3a1c52-7f0b-4c5e-9b7a-53a1d4f2c799}|name=Inventory|version=6")), 4);
        QCOMPARE(test::xmlContent(writePolicies(document.sequences[0])), expected);
    }

    void aChangedPartAloneIsWrittenAnew()
    {
        ClientPolicies policies = readOrFail(test::dataFile(QStringLiteral("policy/unknown-parts.xml"))).sequences[0];
        policies.synch.revision = 2;
        policies.synch.taskName = QStringLiteral("Office 2003");
        policies.synch.tasks[0].exeName = QStringLiteral("new.exe");
        policies.synch.schedule.retryMissed = false;
        policies.deliveries[0].program.commandLine = QStringLiteral("setup /q");
        const QByteArray written = writePolicies(policies);
        QVERIFY2(written.contains("revision=\"2\""), written.constData());
        QVERIFY(written.contains("Sequential Software Delivery Task : Office 2003\""));
        QVERIFY(written.contains("ScheduleRetry=\"false\""));
        QVERIFY(written.contains("<Note>kept</Note>")); // Task 2 still says the same
        QVERIFY(written.contains("<Inner a=\"1\">text &amp; more</Inner>"));
        QVERIFY(written.contains("<Comment>also kept</Comment>"));
        QVERIFY(written.contains("userPolicy=\"0\""));
        QVERIFY(written.contains("<Advertisement Name=\"kept\" />"));

        ClientPolicies back = readOrFail(written).sequences[0];
        back.synch.received = policies.synch.received;
        back.deliveries[0].received = policies.deliveries[0].received;
        // The classic package had no GUID; from here on it carries ours.
        QVERIFY(back == policies);
    }

    void aSignatureIsNotTakenOver()
    {
        const QByteArray signedPolicy = synchWith(first).replace("</Policy>", "<Signature>abc</Signature></Policy>");
        QVERIFY(!writePolicies(readOrFail(signedPolicy).sequences[0]).contains("Signature"));
    }

    void ourOwnPoliciesComeBackWhole_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 100; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void ourOwnPoliciesComeBackWhole()
    {
        QFETCH(quint32, seed);
        test::RichValues values(seed);
        const std::vector<Package> packages{values.package(3), values.package(2)};
        std::vector<ProgramId> programs;
        for (const Package &package : packages) {
            for (const Program &program : package.programs)
                programs.push_back(program.id);
        }
        const SequentialTask task = values.task(programs, 6);
        const auto policies = policiesOf(task, ProgramIndex(packages));
        QVERIFY(policies.ok());
        QCOMPARE(policies->deliveries.size(), task.items.size());
        const QByteArray written = writePolicies(*policies);
        ClientPolicies back = readOrFail(written).sequences[0];
        // Written again from what was received, it is the same document.
        QCOMPARE(test::xmlContent(writePolicies(back)), test::xmlContent(written));
        back.synch.received.clear();
        for (DeliveryPolicy &delivery : back.deliveries)
            delivery.received.clear();
        QVERIFY2(back.synch.schedule == policies->synch.schedule, written.constData());
        QVERIFY2(back == *policies, written.constData());
    }

    // B26a: what a computer may still be walking is known by its GUID, whatever the task is called.
    void earlierOrdersAreNamed()
    {
        Package package;
        package.programs.emplace_back(ProgramId::mint(), QStringLiteral("p"));
        const std::vector<Package> packages{package};
        SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
        task.items.emplace_back(LineItemId::mint(), package.programs[0].id);
        QVERIFY(!writePolicies(*policiesOf(task, ProgramIndex(packages), {task.id})).contains("Supersedes"));

        const std::vector<TaskId> older{TaskId::mint(), TaskId::mint()};
        const QByteArray written = writePolicies(*policiesOf(task, ProgramIndex(packages), {older[0], older[1], task.id}));
        const ClientPolicies back = readOrFail(written).sequences[0];
        QCOMPARE(back.synch.supersedes, older);
        QCOMPARE(writePolicies(back), written);

        // Brought into another store, which knows nothing of them, and given a new order there.
        task.receivedPolicy = back.synch.received;
        QCOMPARE(writePolicies(*policiesOf(task, ProgramIndex(packages), {task.id})), written);
        const TaskId brought = task.id;
        task.id = TaskId::mint();
        QCOMPARE(policiesOf(task, ProgramIndex(packages), {brought, task.id})->synch.supersedes, (std::vector{older[0], older[1], brought}));

        std::vector<TaskId> many;
        for (int n = 0; n < 150; ++n)
            many.push_back(TaskId::mint());
        task.receivedPolicy.clear();
        const std::vector<TaskId> kept = policiesOf(task, ProgramIndex(packages), many)->synch.supersedes;
        QVERIFY(kept.size() == 100 && kept.back() == many.back());
    }

    // B3: default codes follow the program; written ones stay.
    void dependencyCodesAreWrittenOut()
    {
        Package package;
        Program installer(ProgramId::mint(), QStringLiteral("install"));
        installer.codes = ReturnCodeRules::windowsInstaller();
        package.programs = {installer};
        SequentialTask task;
        for (int i = 0; i < 3; ++i)
            task.items.emplace_back(LineItemId::mint(), installer.id);
        task.items[1].dependencies = {{task.items[0].id, std::nullopt}};
        task.items[2].dependencies = {{task.items[0].id, ReturnCodeList{1603}}};
        const std::vector<Package> packages{package};
        const auto standing = policiesOf(task, ProgramIndex(packages));
        QVERIFY(standing.ok());
        QCOMPARE(standing->synch.tasks[1].dependencies[0].codes, (ReturnCodeList{0, 1707, 3010, 1641}));
        QCOMPARE(standing->synch.tasks[2].dependencies[0].codes, (ReturnCodeList{1603}));
    }

    void aMissingProgramIsNamed()
    {
        SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
        task.items.emplace_back(LineItemId::mint(), ProgramId::mint());
        const std::vector<Package> none;
        const auto policies = policiesOf(task, ProgramIndex(none));
        QVERIFY(!policies.ok());
        QVERIFY(policies.error().message().contains(task.items[0].program.toString()));
        QVERIFY(policies.error().message().contains(QStringLiteral("'Rollout', item 1")));
    }

    void aPlaceholderHasNoDelivery()
    {
        Package package;
        package.programs.emplace_back(ProgramId::mint(), QStringLiteral("p"));
        package.programs[0].placeholder = true;
        SequentialTask task;
        task.items.emplace_back(LineItemId::mint(), package.programs[0].id);
        const std::vector<Package> packages{package};
        QVERIFY(policiesOf(task, ProgramIndex(packages))->deliveries.empty());
    }

    void wrongPoliciesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("says");
        const auto task = [](int number, int priority, const QByteArray &inner = {}) {
            return "\n<Task guid='{0f3a1c52-7f0b-4c5e-9b7a-53a1d4f2c60" + QByteArray::number(number) + "}' priority='"
                   + QByteArray::number(priority) + "'>" + inner + "</Task>";
        };
        QTest::newRow("another root") << QByteArray("<Seriatim/>") << QStringLiteral("p.xml:1:1: <Seriatim> is no client policy");
        QTest::newRow("no GUID") << QByteArray("<Policy><ClientPolicy agentClsid='Altiris.Synch'/></Policy>") << QStringLiteral("no guid");
        QTest::newRow("GUID torn") << synchWith(QByteArray(first).replace("601}", "60}")) << QStringLiteral("expected a GUID");
        QTest::newRow("gap (B2)") << synchWith(task(1, 1) + task(2, 3)) << QStringLiteral("p.xml:3:1: Task {0F3A1C52-7F0B-4C5E-9B7A-53A1D4F2C602} has priority 3; expected 2");
        QTest::newRow("twice the same priority (B2)") << synchWith(task(1, 1) + task(2, 1)) << QStringLiteral("has priority 1; expected 2");
        QTest::newRow("no priority") << synchWith(QByteArray(first).replace("priority='1'", "")) << QStringLiteral("no priority");
        QTest::newRow("twice the same GUID") << synchWith(task(1, 1) + task(1, 2)) << QStringLiteral("stands twice");
        QTest::newRow("dependency on a later one (B3)")
            << synchWith(task(1, 1, "<Dependency guid='{0f3a1c52-7f0b-4c5e-9b7a-53a1d4f2c602}'/>") + task(2, 2)) << QStringLiteral("no earlier Task");
        QTest::newRow("dependency on itself") << synchWith(task(1, 1, "<Dependency guid='{0f3a1c52-7f0b-4c5e-9b7a-53a1d4f2c601}'/>")) << QStringLiteral("itself");
        QTest::newRow("codes") << synchWith(task(1, 1) + task(2, 2, "<Dependency guid='{0f3a1c52-7f0b-4c5e-9b7a-53a1d4f2c601}' returncodes='0;1'/>"))
                               << QStringLiteral("'0;1' is not a return code");
        QTest::newRow("trigger type") << synchWith(first + "<Schedule><Schedule><Trigger Type='5'/></Schedule></Schedule>") << QStringLiteral("Type '5'");
        QTest::newRow("date") << synchWith(first + "<ValidPeriod after='yesterday'/>") << QStringLiteral("after 'yesterday'");
        QTest::newRow("revision") << synchWith(first, "revision='0'") << QStringLiteral("revision '0'");
        QTest::newRow("two policies, one GUID")
            << ("<ClientPolicies>" + synchWith(first) + synchWith(first) + "</ClientPolicies>") << QStringLiteral("a second policy has the GUID");
        QByteArray many;
        for (int i = 1; i <= 10'001; ++i)
            many += "<Task guid='" + LineItemId::mint().toString().toLatin1() + "' priority='1'/>";
        QTest::newRow("too many items") << synchWith(many) << QStringLiteral("at most 10000");
    }

    void wrongPoliciesAreRefused()
    {
        QFETCH(QByteArray, document);
        QFETCH(QString, says);
        const auto read = readPolicies(document, QStringLiteral("p.xml"));
        QVERIFY(!read.ok());
        QVERIFY2(read.error().message().contains(says), qPrintable(read.error().message()));
        QVERIFY(read.error().message().startsWith(QStringLiteral("p.xml:")));
    }

    void deliveriesWithoutTheirSequenceAreStray()
    {
        const QByteArray alone = "<Policy guid='0f3a1c52-7f0b-4c5e-9b7a-53a1d4f2c601' name='Software Delivery Task for program : x'>"
                                 "<ClientPolicy agentClsid='Altiris.SWD'/></Policy>";
        const PolicyDocument document = readOrFail(alone);
        QVERIFY(document.sequences.empty());
        QCOMPARE(document.strayDeliveries.size(), size_t(1));
        QCOMPARE(document.strayDeliveries[0].program.name, QStringLiteral("x"));
        QVERIFY(readOrFail(alone).strayDeliveries == document.strayDeliveries);
    }
};

QTEST_GUILESS_MAIN(PolicyXmlTest)
#include "policyxml_test.moc"
