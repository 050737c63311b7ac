// Documents in and out, through the real seriatimctl.
#include "tests/support/binaries.h"
#include "tests/support/datafile.h"
#include "tests/support/samexml.h"

#include <QTest>

using namespace seriatim::test;

namespace {

QStringList strings(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue value : array.toArray())
        list.append(value.toString());
    return list;
}

// A document with something in every field that formats.md names.
QByteArray fullDefinition()
{
    return definitionOf({
        {{QStringLiteral("Install <core> & more"), QStringLiteral("msiexec /i \"core.msi\" /qn REBOOT=ReallySuppress"),
          QStringLiteral("<WorkingDirectory>sub folder</WorkingDirectory><SuccessCodes>0,1707</SuccessCodes><FailureCodes>5</FailureCodes>"
                         "<RestartCodes>3010</RestartCodes><RestartStartedCodes>1641</RestartStartedCodes><RetryCodes>1618</RetryCodes>"
                         "<RetryDelay>7</RetryDelay><RetryCount>2</RetryCount><MaximumAttempts>4</MaximumAttempts>"
                         "<EstimatedDiskSpace>100</EstimatedDiskSpace><EstimatedRunTime>4</EstimatedRunTime><TerminateAfter>30</TerminateAfter>"
                         "<AfterRunning>restart</AfterRunning><RestartDelay>3</RestartDelay><StartingWindow>hidden</StartingWindow>"
                         "<RunWithRights>loggedInUser</RunWithRights><CanRun>loggedOn</CanRun><MinimumConnectionSpeed>56</MinimumConnectionSpeed>"
                         "<Environment><Variable name=\"MODE\" value=\"quiet\" /></Environment>"
                         "<DetectionRule><All><FileExists path=\"/opt/core\" minVersion=\"4.0\" sha256=\"%1\" /><Not><FolderExists path=\"/opt/old\" /></Not>"
                         "<Any><CommandExits command=\"core --version\" code=\"0\" /><PackageInstalled manager=\"dpkg\" name=\"core\" minVersion=\"4.0\" /></Any></All></DetectionRule>"
                         "<Notes>Größe 東京</Notes>").arg(QString(64, u'a'))},
         {QStringLiteral("Patch"), QStringLiteral("p"), {}, dependsOn(1, QStringLiteral("0,3010"))
              + QStringLiteral("<AppliesWhen><Fact name=\"operatingSystem\" operator=\"contains\" value=\"Linux\" /></AppliesWhen>")}},
        QStringLiteral("<Source type=\"local\" location=\"/srv/suite\" />"),
        QStringLiteral("<ValidPeriod after=\"2006-10-25 00:00:00\" before=\"2030-01-01 00:00:00\" /><RepeatUntilSuccessful maximumRuns=\"4\" rerunDelay=\"30\" />"
                       "<Portal><DisplayName>Suite</DisplayName><Access user=\"CORP\\alice\" recommended=\"true\" /></Portal>"),
        QStringLiteral("<Schedule ScheduleRetry=\"true\"><Trigger Type=\"3\" Description=\"x\"><BeginDate>2026-02-10 09:00:00</BeginDate><Days>5</Days><Months>3</Months></Trigger></Schedule>")});
}

} // namespace

class DocumentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void policyOfFormatsComesOutAsItWentIn_data();
    void policyOfFormatsComesOutAsItWentIn();
    void policyWithoutSiblingsMakesMarkedPlaceholders();
    void policyKeepsItsGuids();
    void policyOfAnEditedTaskFollowsTheEdit();
    void issuedPolicyRoundTripsThroughAnotherStore();
    void issuedPolicyHasADeliveryPolicyForEachLineItem();
    void definitionRoundTripsByteForByte_data();
    void definitionRoundTripsByteForByte();
    void importTwiceChangesNothing();
    void importSaysWhatChanged();
    void importOfAnotherOrderMintsNewGuids();
    void importIsAllFilesOrNone();
    void exportOfOneTaskHasWhatItNeedsAndNoMore();
};

void DocumentsTest::policyOfFormatsComesOutAsItWentIn_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("name");
    QTest::newRow("formats.md") << QStringLiteral("policy/example.xml") << QStringLiteral("Sequential Task");
    QTest::newRow("call recording") << QStringLiteral("policy/two-items.xml") << QStringLiteral("Call recording suite");
}

void DocumentsTest::policyOfFormatsComesOutAsItWentIn()
{
    QFETCH(const QString, file);
    QFETCH(const QString, name);
    const QByteArray input = dataFile(file);
    const Sandbox sandbox;
    const Outcome imported = sandbox.import(input);
    QVERIFY2(imported.exitCode == 0, told(imported));
    QVERIFY(imported.err.isEmpty());
    const Outcome policy = sandbox.ctl({QStringLiteral("task"), QStringLiteral("policy"), name});
    QVERIFY2(policy.exitCode == 0, told(policy));
    QVERIFY(xmlContent(input).size() >= 18);
    QCOMPARE(xmlContent(withoutSignatures(policy.out)), xmlContent(input));
}

void DocumentsTest::policyKeepsItsGuids()
{
    const Sandbox sandbox;
    sandbox.import(dataFile(QStringLiteral("policy/example.xml")));
    const QJsonObject task = sandbox.task(QStringLiteral("Sequential Task"));
    QCOMPARE(task.keys(), (QStringList{QStringLiteral("enabled"), QStringLiteral("guid"), QStringLiteral("items"), QStringLiteral("name"), QStringLiteral("revision")}));
    QCOMPARE(task[u"guid"].toString(), QStringLiteral("{78939175-0C4A-4A55-A164-60DC888BDDC2}"));
    QCOMPARE(task[u"enabled"].toBool(), true);
    const QJsonArray items = task[u"items"].toArray();
    QCOMPARE(items.size(), 2);
    QCOMPARE(items[1].toObject().keys(), (QStringList{QStringLiteral("dependsOn"), QStringLiteral("guid"), QStringLiteral("item"), QStringLiteral("package"), QStringLiteral("program")}));
    QCOMPARE(items[0][u"guid"].toString(), QStringLiteral("{28193450-BE96-46F7-954B-5EA2762A28F1}"));
    QCOMPARE(items[1][u"guid"].toString(), QStringLiteral("{C34568C9-DFC6-4E70-8FCD-11FC7440986C}"));
    QCOMPARE(items[1][u"item"].toInt(), 2);
    QCOMPARE(items[0][u"dependsOn"].toArray(), QJsonArray());
    const QJsonObject dependency{{QStringLiteral("item"), 1}, {QStringLiteral("returnCodes"), QJsonArray{0}}};
    QCOMPARE(items[1][u"dependsOn"].toArray(), QJsonArray{dependency});
    // Found by its GUID in any case, with or without braces.
    QCOMPARE(sandbox.task(QStringLiteral("78939175-0c4a-4a55-a164-60dc888bddc2")), task);
}

void DocumentsTest::policyWithoutSiblingsMakesMarkedPlaceholders()
{
    const Sandbox sandbox;
    sandbox.import(dataFile(QStringLiteral("policy/example.xml")));
    const Outcome found = sandbox.ctl({QStringLiteral("package"), QStringLiteral("search"), QStringLiteral("28193450"), QStringLiteral("--json")});
    QCOMPARE(found.json()[u"total"].toInt(), 1);
    QVERIFY(found.json()[u"matches"][0][u"program"].toString().contains(QStringLiteral("28193450-BE96-46F7-954B-5EA2762A28F1"), Qt::CaseInsensitive));
    QCOMPARE(sandbox.contents().count("<Placeholder>true</Placeholder>"), 2);
}

void DocumentsTest::policyOfAnEditedTaskFollowsTheEdit()
{
    const Sandbox sandbox;
    sandbox.import(dataFile(QStringLiteral("policy/example.xml")));
    const QString name = QStringLiteral("Sequential Task");
    QCOMPARE(sandbox.ctl({QStringLiteral("task"), QStringLiteral("undepend"), name, QStringLiteral("2"), QStringLiteral("--on"), QStringLiteral("1")}).exitCode, 0);
    const QByteArray policy = sandbox.ctl({QStringLiteral("task"), QStringLiteral("policy"), name}).out;
    QVERIFY(!policy.contains("<Dependency"));
    QVERIFY(policy.contains("2006-10-25 00:00:00")); // all else is kept
    QVERIFY(policy.contains("version=\"6.0.6074.0\""));
}

void DocumentsTest::issuedPolicyRoundTripsThroughAnotherStore()
{
    const Sandbox first;
    QCOMPARE(first.import(fullDefinition()).exitCode, 0);
    const Outcome policy = first.ctl({QStringLiteral("task"), QStringLiteral("policy"), QStringLiteral("Rollout")});
    QVERIFY2(policy.exitCode == 0, told(policy));
    const Sandbox second;
    const Outcome imported = second.import(policy.out);
    QVERIFY2(imported.exitCode == 0, told(imported));
    const Outcome again = second.ctl({QStringLiteral("task"), QStringLiteral("policy"), QStringLiteral("Rollout")});
    QCOMPARE(xmlContent(withoutSignatures(again.out)), xmlContent(withoutSignatures(policy.out)));
    QVERIFY(withoutSignatures(policy.out) != policy.out); // each store signs with its own key
    for (const char *field : {"1641", "1618", "RetryDelay", "TerminateAfter", "loggedInUser", "quiet", "CommandExits", "dpkg"})
        QVERIFY2(again.out.contains(field), field);
}

void DocumentsTest::issuedPolicyHasADeliveryPolicyForEachLineItem()
{
    const Sandbox sandbox;
    sandbox.import(dataFile(QStringLiteral("definition/example.seriatim.xml")));
    const QString name = QStringLiteral("Qfiniti rollout");
    const QJsonArray items = sandbox.task(name)[u"items"].toArray();
    const QByteArray policy = sandbox.ctl({QStringLiteral("task"), QStringLiteral("policy"), name}).out;
    QCOMPARE(policy.count("agentClsid=\"Altiris.Synch\""), 1);
    QCOMPARE(policy.count("agentClsid=\"Altiris.SWD\""), 2);
    for (const QJsonValue item : items)
        QVERIFY(policy.contains("<Policy guid=\"" + item[u"guid"].toString().toUtf8() + "\" name=\"Software Delivery Task for program : " + item[u"program"].toString().toUtf8()));
    // As a computer of the task receives it; another one does not.
    QCOMPARE(sandbox.ctl({QStringLiteral("task"), QStringLiteral("policy"), name, QStringLiteral("--computer"), QStringLiteral("pc-0001")}).out, policy);
    QCOMPARE(refusalFault(sandbox.ctl({QStringLiteral("task"), QStringLiteral("policy"), name, QStringLiteral("--computer"), QStringLiteral("PC-9")}), 1,
                          {QStringLiteral("PC-9"), name}), QByteArray());
}

void DocumentsTest::definitionRoundTripsByteForByte_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::newRow("formats.md") << dataFile(QStringLiteral("definition/example.seriatim.xml"));
    QTest::newRow("every field") << fullDefinition();
    QTest::newRow("a policy") << dataFile(QStringLiteral("policy/example.xml"));
    QTest::newRow("a policy with unknown parts") << dataFile(QStringLiteral("policy/unknown-parts.xml"));
}

void DocumentsTest::definitionRoundTripsByteForByte()
{
    QFETCH(const QByteArray, document);
    const Sandbox first;
    const Outcome imported = first.import(document);
    QVERIFY2(imported.exitCode == 0, told(imported));
    const QByteArray exported = first.contents();
    QVERIFY(exported.contains("<SequentialTask"));
    const Sandbox second;
    const Outcome again = second.import(exported);
    QVERIFY2(again.exitCode == 0, told(again));
    QCOMPARE(second.contents(), exported);
    for (const char *text : {"Größe 東京", "1641", "<Fact ", "CORP\\alice", "RepeatUntilSuccessful"}) {
        if (document.contains(text))
            QVERIFY2(exported.contains(text), text);
    }
}

void DocumentsTest::importTwiceChangesNothing()
{
    const Sandbox sandbox;
    const Outcome first = sandbox.ctl({QStringLiteral("import"), sandbox.write(QStringLiteral("a.xml"), fullDefinition()), QStringLiteral("--json")});
    QVERIFY2(first.exitCode == 0, told(first));
    QCOMPARE(strings(first.json()[u"added"]).size(), 4);
    const QByteArray before = sandbox.contents();
    const QJsonObject task = sandbox.task();
    for (const QByteArray &document : {fullDefinition(), before}) { // with and without GUIDs
        const Outcome again = sandbox.ctl({QStringLiteral("import"), sandbox.write(QStringLiteral("a.xml"), document), QStringLiteral("--json")});
        QVERIFY2(again.exitCode == 0, told(again));
        QCOMPARE(strings(again.json()[u"added"]), QStringList());
        QCOMPARE(strings(again.json()[u"changed"]), QStringList());
        QCOMPARE(strings(again.json()[u"unchanged"]).size(), 4);
        QCOMPARE(sandbox.task(), task);
        QCOMPARE(sandbox.contents(), before);
    }
    // A policy likewise.
    sandbox.import(dataFile(QStringLiteral("policy/example.xml")));
    const QByteArray withPolicy = sandbox.contents();
    const Outcome policyAgain = sandbox.import(dataFile(QStringLiteral("policy/example.xml")));
    QVERIFY2(policyAgain.exitCode == 0 && policyAgain.out.contains("unchanged"), told(policyAgain));
    QCOMPARE(sandbox.contents(), withPolicy);
}

void DocumentsTest::importSaysWhatChanged()
{
    const Sandbox sandbox;
    sandbox.import(definitionOf({{{QStringLiteral("A"), QStringLiteral("true")}}}));
    const QJsonObject before = sandbox.task();
    const Outcome changed = sandbox.import(definitionOf({{{QStringLiteral("A"), QStringLiteral("false")}}}));
    QVERIFY2(changed.exitCode == 0 && changed.out.contains("changed    package 'Suite'"), told(changed));
    QVERIFY(changed.out.contains("unchanged  sequential task 'Rollout'"));
    QCOMPARE(sandbox.task(), before); // B6: editing a program changes no GUID
    QVERIFY(sandbox.ctl({QStringLiteral("task"), QStringLiteral("policy"), QStringLiteral("Rollout")}).out.contains("<CommandLine>false<"));
}

void DocumentsTest::importOfAnotherOrderMintsNewGuids() // B5, last sentence
{
    const Sandbox sandbox;
    const QList<Step> steps{{QStringLiteral("A"), QStringLiteral("true")}, {QStringLiteral("B"), QStringLiteral("true")}};
    sandbox.import(definitionOf({steps}));
    const QJsonObject before = sandbox.task();
    const Outcome imported = sandbox.import(definitionOf({{steps[1], steps[0]}}));
    QVERIFY2(imported.exitCode == 0 && imported.out.contains("changed    sequential task 'Rollout'"), told(imported));
    const QJsonObject after = sandbox.task();
    QVERIFY(after[u"guid"] != before[u"guid"]);
    for (const QJsonValue item : after[u"items"].toArray()) {
        for (const QJsonValue old : before[u"items"].toArray())
            QVERIFY(item[u"guid"] != old[u"guid"]);
    }
    QCOMPARE(after[u"revision"].toInt(), before[u"revision"].toInt() + 1);
}

void DocumentsTest::importIsAllFilesOrNone()
{
    const Sandbox sandbox;
    const QString good = sandbox.write(QStringLiteral("good.xml"), definitionOf({{{QStringLiteral("A"), QStringLiteral("true")}}}));
    const QString bad = sandbox.write(QStringLiteral("bad.xml"), "<Seriatim version=\"1\">");
    QCOMPARE(refusalFault(sandbox.ctl({QStringLiteral("import"), good, bad}), 1, {QStringLiteral("bad.xml:1:")}), QByteArray());
    QVERIFY(!sandbox.contents().contains("Suite"));
}

void DocumentsTest::exportOfOneTaskHasWhatItNeedsAndNoMore()
{
    const Sandbox sandbox;
    sandbox.import(fullDefinition());
    sandbox.import(dataFile(QStringLiteral("definition/example.seriatim.xml")));
    const QString file = sandbox.path(QStringLiteral("one.xml"));
    const Outcome exported = sandbox.ctl({QStringLiteral("export"), QStringLiteral("Qfiniti rollout"), QStringLiteral("-o"), file});
    QVERIFY2(exported.exitCode == 0, told(exported));
    const QByteArray document = sandbox.read(QStringLiteral("one.xml"));
    QVERIFY(document.contains("Qfiniti") && document.contains("PC-0001") && document.contains("Pilot"));
    QVERIFY(!document.contains("Suite"));
    const Sandbox other;
    QCOMPARE(other.import(document).exitCode, 0);
    QCOMPARE(other.task(QStringLiteral("Qfiniti rollout")), sandbox.task(QStringLiteral("Qfiniti rollout")));
}

QTEST_GUILESS_MAIN(DocumentsTest)
#include "documents_test.moc"
