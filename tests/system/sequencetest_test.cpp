// `crash-matrix`, `trouble` and `test`: what they answer, what they export, and that it comes again (formats.md, B19, B42).
#include "tests/support/binaries.h"

#include <QFile>
#include <QTest>

using namespace seriatim::test;

namespace {

const QString rollout = QStringLiteral("Rollout");

// 1 has a detection rule; 2 needs 1 and has none.
QByteArray twoSteps()
{
    const QString rule = QStringLiteral("<DetectionRule><FileExists path=\"/nowhere\" /></DetectionRule>");
    return definitionOf({{{QStringLiteral("one"), QStringLiteral("exit 99"), rule + QStringLiteral("<RestartCodes>3010</RestartCodes>")},
                          {QStringLiteral("two"), QStringLiteral("exit 99"), {}, dependsOn(1)}}});
}

QByteArray expecting(const char *rows, const char *attributes = "")
{
    return QByteArray("<Scenario ") + attributes + ">\n" + rows + "\n</Scenario>";
}

} // namespace

class SequenceTestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theMatrixIsATable();
    void theMatrixAsJson();
    void aSequenceWithoutItems();
    void theMatrixOfTheClassicAgent();
    void theWorstCellComesAgain();
    void nothingBadIsNotExported();
    void troubleIsFoundAndComesAgain();
    void nothingFound();
    void expectationsHold();
    void expectationsFail();
    void whichTask();
    void theAnswerInAFile();
    void coverageIsSaidBeside();
    void aDefinitionNeedsNoStore();
    void refusals_data();
    void refusals();

private:
    Outcome ctl(const QStringList &arguments) const { return m_sandbox->ctl(arguments); }
    Outcome test(const QByteArray &scenario, const QStringList &more = {}) const
    {
        return ctl(QStringList{QStringLiteral("test"), m_sandbox->write(QStringLiteral("pilot.xml"), scenario)} + more);
    }

    std::unique_ptr<Sandbox> m_sandbox;
};

void SequenceTestTest::init()
{
    m_sandbox = std::make_unique<Sandbox>();
    const Outcome imported = m_sandbox->import(twoSteps());
    QVERIFY2(imported.exitCode == 0, told(imported));
}

void SequenceTestTest::theMatrixIsATable()
{
    const Outcome done = ctl({QStringLiteral("crash-matrix"), rollout});
    QVERIFY2(done.exitCode == 3 && done.err.isEmpty(), told(done)); // item 2 cannot tell whether its installer is done
    const QList<QByteArray> lines = done.out.split('\n');
    QCOMPARE(lines[0], QByteArray("crash matrix: 'Rollout', 2 items, agent ours"));
    QVERIFY2(lines[2].endsWith("Suite/one") && lines[3].endsWith("Suite/two"), told(done));
    QVERIFY2(lines[4].startsWith("bad   item 2: installer-restart at running, every time: lost: item 2. Item 1 goes as it does undisturbed. Item 2 starts."), told(done));
    QCOMPARE(lines[5], QByteArray("not every run ends without loss"));
}

void SequenceTestTest::theMatrixAsJson()
{
    const Outcome done = ctl({QStringLiteral("crash-matrix"), rollout, QStringLiteral("--json"), QStringLiteral("--pairs")});
    QVERIFY2(done.exitCode == 3, told(done));
    const QJsonObject all = done.json();
    QCOMPARE(all.keys(), (QStringList{QStringLiteral("cells"), QStringLiteral("good"), QStringLiteral("items"), QStringLiteral("name"), QStringLiteral("pairs"),
                                      QStringLiteral("profile"), QStringLiteral("task"), QStringLiteral("undisturbed")}));
    QCOMPARE(all[u"task"], m_sandbox->task()[u"guid"]);
    QCOMPARE(all[u"good"].toBool(true), false);
    QCOMPARE(all[u"undisturbed"].toObject(), (QJsonObject{{QStringLiteral("ending"), QStringLiteral("ended")}, {QStringLiteral("status"), QStringLiteral("succeeded")},
                                                          {QStringLiteral("restarts"), 0}, {QStringLiteral("reruns"), QJsonArray()}, {QStringLiteral("lost"), QJsonArray()},
                                                          {QStringLiteral("begun"), QJsonArray{1, 1}}}));
    int cells = 0;
    for (const QJsonValue item : all[u"items"].toArray()) {
        QCOMPARE(item[u"cells"].toInt(), item[u"ended"].toInt()); // B19
        cells += item[u"cells"].toInt();
    }
    QCOMPARE(all[u"cells"].toArray().size(), cells);
    int bad = 0;
    for (const QJsonValue cell : all[u"cells"].toArray()) {
        const QJsonObject fault = cell[u"faults"][0].toObject();
        QCOMPARE(fault.keys(), (QStringList{QStringLiteral("at"), QStringLiteral("fault"), QStringLiteral("item"), QStringLiteral("occurrence"), QStringLiteral("run")}));
        const bool isBad = !cell[u"lost"].toArray().isEmpty();
        bad += isBad ? 1 : 0;
        QCOMPARE(cell[u"trace"].toArray().isEmpty(), !isBad);
        if (isBad) {
            QCOMPARE(fault[u"occurrence"].toString(), QStringLiteral("*"));
            QCOMPARE(cell[u"lost"].toArray(), QJsonArray{2});
        }
    }
    QCOMPARE(bad, 1);
    QVERIFY(all[u"pairs"][u"tried"].toInt() > cells);
    QVERIFY(!all[u"pairs"][u"worse"].toArray().isEmpty());
    QCOMPARE(all[u"pairs"][u"worse"][0][u"faults"].toArray().size(), 2);
}

void SequenceTestTest::aSequenceWithoutItems()
{
    ctl({QStringLiteral("task"), QStringLiteral("create"), QStringLiteral("Empty")});
    const Outcome matrix = ctl({QStringLiteral("crash-matrix"), QStringLiteral("Empty"), QStringLiteral("--pairs")});
    QVERIFY2(matrix.exitCode == 0, told(matrix));
    const Outcome trouble = ctl({QStringLiteral("trouble"), QStringLiteral("Empty")});
    QVERIFY2(trouble.exitCode == 0, told(trouble));
}

void SequenceTestTest::theMatrixOfTheClassicAgent()
{
    const Outcome done = ctl({QStringLiteral("crash-matrix"), rollout, QStringLiteral("--profile"), QStringLiteral("pre-sp3"), QStringLiteral("--item"), QStringLiteral("2")});
    QVERIFY2(done.exitCode == 3, told(done));
    QVERIFY2(done.out.contains("item 2: installer-restart at running, every time: does not end."), told(done));
    QVERIFY2(done.out.contains("The agent starts, knows nothing of the run and begins it anew."), told(done));
}

void SequenceTestTest::theWorstCellComesAgain()
{
    const QString file = m_sandbox->path(QStringLiteral("worst.xml"));
    const Outcome done = ctl({QStringLiteral("crash-matrix"), rollout, QStringLiteral("--json"), QStringLiteral("--export"), file});
    QVERIFY2(done.exitCode == 3, told(done));
    QCOMPARE(done.json()[u"file"].toString(), file);
    const Outcome again = ctl({QStringLiteral("test"), file, QStringLiteral("--store"), QStringLiteral("/nowhere.store")});
    QVERIFY2(again.exitCode == 0 && again.err.isEmpty(), told(again));
    QVERIFY2(again.out.contains("item 2 of every computer: status interrupted, attempts 2, executions 2, runs 2"), told(again));
    // Whoever gives item 2 a rule sees that it does not come any more.
    QByteArray cured = m_sandbox->read(QStringLiteral("worst.xml"));
    cured.replace("name=\"two\">", "name=\"two\"><DetectionRule><FileExists path=\"/nowhere\" /></DetectionRule>");
    const Outcome mended = ctl({QStringLiteral("test"), m_sandbox->write(QStringLiteral("mended.xml"), cured)});
    QVERIFY2(mended.exitCode == 3, told(mended));
    QVERIFY2(mended.out.contains("PC-1: ") || mended.out.contains("SIM-000001: status is alreadyPresent, not interrupted"), told(mended));
}

void SequenceTestTest::nothingBadIsNotExported()
{
    const QString file = m_sandbox->path(QStringLiteral("worst.xml"));
    const Outcome done = ctl({QStringLiteral("crash-matrix"), rollout, QStringLiteral("--item"), QStringLiteral("1"), QStringLiteral("--export"), file});
    QVERIFY2(done.exitCode == 0, told(done));
    QVERIFY2(done.out.contains("nothing to export"), told(done));
    QVERIFY(!QFile::exists(file));
}

void SequenceTestTest::troubleIsFoundAndComesAgain()
{
    const QString file = m_sandbox->path(QStringLiteral("found.xml"));
    const Outcome done = ctl({QStringLiteral("trouble"), rollout, QStringLiteral("--export"), file, QStringLiteral("--bound"), QStringLiteral("500")});
    QVERIFY2(done.exitCode == 3, told(done));
    QVERIFY2(done.out.contains("Item 2 is skipped when item 1 returns 1603.\n"), told(done));
    QVERIFY2(done.out.contains("The computer restarts once when item 1 returns 3010.\n"), told(done));
    QVERIFY2(done.out.contains("the search ended at its bound of 500 simulated runs"), told(done));
    const Outcome again = ctl({QStringLiteral("test"), file});
    QVERIFY2(again.exitCode == 0, told(again));

    const QJsonObject all = ctl({QStringLiteral("trouble"), rollout, QStringLiteral("--json"), QStringLiteral("--restarts"), QStringLiteral("5")}).json();
    QCOMPARE(all.keys(), (QStringList{QStringLiteral("bound"), QStringLiteral("boundReached"), QStringLiteral("found"), QStringLiteral("name"),
                                      QStringLiteral("restartsAllowed"), QStringLiteral("runs"), QStringLiteral("searched"), QStringLiteral("task")}));
    QCOMPARE(all[u"restartsAllowed"].toInt(), 5);
    for (const QJsonValue found : all[u"found"].toArray()) {
        QVERIFY(found[u"trouble"].toString() != u"tooManyRestarts" && found[u"trouble"].toString() != u"neverEnds");
        QVERIFY(found[u"scenario"].toString().startsWith(u"<Scenario"));
        QVERIFY(!found[u"deviations"].toArray().isEmpty());
    }
}

void SequenceTestTest::nothingFound()
{
    const QString rule = QStringLiteral("<DetectionRule><FileExists path=\"/nowhere\" /></DetectionRule><MaximumAttempts>1</MaximumAttempts>");
    Sandbox sandbox;
    sandbox.import(definitionOf({{{QStringLiteral("one"), QStringLiteral("exit 99"), rule}}}));
    const Outcome done = sandbox.ctl({QStringLiteral("trouble"), rollout, QStringLiteral("--bound"), QStringLiteral("2"), QStringLiteral("--restarts"), QStringLiteral("9")});
    QVERIFY2(done.exitCode == 0, told(done));
    QVERIFY2(done.out.contains("nothing found\n"), told(done));
}

void SequenceTestTest::expectationsHold()
{
    const Outcome done = test(expecting("<Outcome item=\"1\" returnCode=\"1603\" />\n<Expect status=\"failed\" />\n<Expect item=\"2\" computer=\"pc-*\" status=\"skipped\" />"));
    QVERIFY2(done.exitCode == 0 && done.err.isEmpty(), told(done));
    QVERIFY2(done.out.contains("tests=\"2\" failures=\"0\""), told(done));
    QVERIFY2(done.out.contains("name=\"item 2 of pc-*: status skipped\""), told(done));
    QCOMPARE(test(expecting("<Expect status=\"succeeded\" />", "endpoints=\"30\"")).exitCode, 0);
}

void SequenceTestTest::expectationsFail()
{
    const Outcome done = test(expecting("<Expect item=\"1\" status=\"failed\" />\n<Expect computer=\"nobody\" status=\"failed\" />\n<Expect item=\"9\" status=\"failed\" />\n<Expect status=\"succeeded\" />"));
    QVERIFY2(done.exitCode == 3 && done.err.isEmpty(), told(done));
    QVERIFY2(done.out.contains("tests=\"4\" failures=\"3\""), told(done));
    QVERIFY2(done.out.contains("message=\"PC-1: status is succeeded, not failed\""), told(done));
    QVERIFY2(done.out.contains("no computer of the simulation is meant by this row"), told(done));
    QVERIFY2(done.out.contains("there is no item 9; the sequence has 2"), told(done));
    QVERIFY2(done.out.contains("pilot.xml:3:1"), told(done));
}

void SequenceTestTest::whichTask()
{
    ctl({QStringLiteral("task"), QStringLiteral("create"), QStringLiteral("Another")});
    const QByteArray rows = "<Expect item=\"2\" status=\"succeeded\" />";
    QCOMPARE(refusalFault(test(expecting(rows)), 1, {QStringLiteral("pilot.xml"), QStringLiteral("which of the 2 tasks"), QStringLiteral("--task")}), QByteArray());
    QCOMPARE(test(expecting(rows), {QStringLiteral("--task"), rollout}).exitCode, 0);
    QCOMPARE(test(expecting(rows, "task=\"Rollout\""), {QStringLiteral("--task"), QStringLiteral("Another")}).exitCode, 0); // the scenario's own goes first
}

void SequenceTestTest::theAnswerInAFile()
{
    const QString target = m_sandbox->path(QStringLiteral("junit.xml"));
    const Outcome done = test(expecting("<Expect item=\"1\" status=\"failed\" />"), {QStringLiteral("-o"), target});
    QVERIFY2(done.exitCode == 3, told(done));
    QVERIFY2(m_sandbox->read(QStringLiteral("junit.xml")).contains("failures=\"1\""), told(done));
    QVERIFY2(done.out.contains("1 expectation in 1 scenario: 1 failed\n"), told(done));
    const QJsonObject json = test(expecting("<Expect item=\"1\" status=\"failed\" />"), {QStringLiteral("--json")}).json();
    QCOMPARE(json[u"failures"].toInt(), 1);
    QCOMPARE(json[u"scenarios"][0][u"expectations"][0][u"failures"][0].toString(), QStringLiteral("PC-1: status is succeeded, not failed"));
}

void SequenceTestTest::coverageIsSaidBeside()
{
    const Outcome done = test(expecting("<Expect status=\"succeeded\" />"), {QStringLiteral("--coverage")});
    QVERIFY2(done.exitCode == 0, told(done));
    const QByteArray text = "coverage: 3 of 13 outcomes and dependency branches reached\n"
                            "item 1 Suite/one: never failed, timed out, interrupted, already present or not verified\n"
                            "item 2 Suite/two: never failed, timed out, interrupted, skipped or with item 1 not met";
    QCOMPARE(done.err, text + '\n');
    QVERIFY2(done.out.contains("<system-out>" + text + "</system-out>"), told(done));
}

void SequenceTestTest::aDefinitionNeedsNoStore()
{
    QByteArray whole = twoSteps();
    whole.insert(whole.lastIndexOf("</Seriatim>"), expecting("<Expect status=\"succeeded\" />") + expecting("<Outcome item=\"2\" returnCode=\"9\" />\n<Expect status=\"failed\" />", "task=\"rollout\""));
    const QByteArray before = m_sandbox->contents();
    const Outcome done = test(whole, {QStringLiteral("--store"), QStringLiteral("/nowhere.store")});
    QVERIFY2(done.exitCode == 0, told(done));
    QVERIFY2(done.out.contains("scenario 2 of 2: Rollout") && done.out.contains("tests=\"2\" failures=\"0\""), told(done));
    QCOMPARE(m_sandbox->contents(), before);
}

void SequenceTestTest::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QStringList>("mentions");
    const auto row = [](const char *name, const QStringList &arguments, int exitCode, const QStringList &mentions) {
        QTest::newRow(name) << arguments << exitCode << mentions;
    };
    const QString silent = QStringLiteral("silent.xml");
    row("no such file", {QStringLiteral("test"), QStringLiteral("none.xml")}, 1, {QStringLiteral("none.xml")});
    row("nothing expected", {QStringLiteral("test"), silent}, 1, {silent, QStringLiteral("<Expect status=")});
    row("the second file is wrong", {QStringLiteral("test"), QStringLiteral("good.xml"), silent}, 1, {silent});
    row("no scenario", {QStringLiteral("test"), QStringLiteral("definition.xml")}, 1, {QStringLiteral("definition.xml"), QStringLiteral("no scenario")});
    row("no such task", {QStringLiteral("test"), QStringLiteral("good.xml"), QStringLiteral("--task"), QStringLiteral("Nowhere")}, 1, {QStringLiteral("good.xml"), QStringLiteral("Nowhere")});
    row("no file", {QStringLiteral("test")}, 2, {QStringLiteral("usage")});
    row("no such profile", {QStringLiteral("crash-matrix"), rollout, QStringLiteral("--profile"), QStringLiteral("sp7")}, 2, {QStringLiteral("sp7"), QStringLiteral("pre-sp3")});
    row("no such item", {QStringLiteral("crash-matrix"), rollout, QStringLiteral("--item"), QStringLiteral("3")}, 1, {QStringLiteral("there is no item 3; the sequence has 2")});
    row("the classic agent's is no file", {QStringLiteral("crash-matrix"), rollout, QStringLiteral("--profile"), QStringLiteral("pre-sp3"), QStringLiteral("--export"), QStringLiteral("x.xml")}, 2, {QStringLiteral("--export")});
    row("no task", {QStringLiteral("crash-matrix"), QStringLiteral("Nowhere")}, 1, {QStringLiteral("Nowhere")});
    row("bound", {QStringLiteral("trouble"), rollout, QStringLiteral("--bound"), QStringLiteral("0")}, 2, {QStringLiteral("--bound")});
}

void SequenceTestTest::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QStringList, mentions);
    m_sandbox->write(QStringLiteral("silent.xml"), "<Scenario><Outcome returnCode=\"1\" /></Scenario>");
    m_sandbox->write(QStringLiteral("good.xml"), expecting("<Expect status=\"succeeded\" />"));
    m_sandbox->write(QStringLiteral("definition.xml"), twoSteps());
    for (QString &argument : arguments) {
        if (argument.endsWith(u".xml"))
            argument = m_sandbox->path(argument);
    }
    QCOMPARE(refusalFault(ctl(arguments), exitCode, mentions), QByteArray());
}

QTEST_GUILESS_MAIN(SequenceTestTest)
#include "sequencetest_test.moc"
