// `runs` and `compare`: recorded simulations beside each other, and beside what the real agent then did (B41).
#include "tests/support/binaries.h"

#include <QTest>

using namespace seriatim::test;

namespace {

// Core may be busy at first; the patch needs it.
QByteArray rollout(int retries)
{
    return definitionOf({{{QStringLiteral("Core"), note(QStringLiteral("core")),
                           QStringLiteral("<RetryCodes>1618</RetryCodes><RetryDelay>5</RetryDelay><RetryCount>%1</RetryCount>").arg(retries)},
                          {QStringLiteral("Patch"), note(QStringLiteral("patch")), {}, dependsOn(1)},
                          {QStringLiteral("Tools"), note(QStringLiteral("tools"))}}});
}

QByteArray busyAtFirst()
{
    return "<Scenario seed=\"3\"><Outcome item=\"1\" attempt=\"1\" returnCode=\"1618\" probability=\"0.5\" /></Scenario>";
}

} // namespace

class ComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsWhatIsRecorded();
    void findsRunsOfATask();
    void removesOne();
    void comparesARetryCount();
    void comparesAnOrder();
    void comparesWithWhatReallyHappened();
    void whatHasNotEndedIsNoDifference();
    void theSameInputGivesTheSameBytes();
    void refusesWithOneLine_data();
    void refusesWithOneLine();

private:
    static void record(const Sandbox &sandbox, const QStringList &more = {}, const QByteArray &scenario = "<Scenario />")
    {
        const QStringList arguments{QStringLiteral("simulate"), QStringLiteral("Rollout"), QStringLiteral("--record"), QStringLiteral("--scenario"),
                                    sandbox.write(QStringLiteral("scenario.xml"), scenario)};
        const Outcome done = sandbox.ctl(arguments + more);
        QVERIFY2(done.exitCode == 0 || done.exitCode == 3, told(done));
    }
    static QJsonArray runs(const Sandbox &sandbox) { return sandbox.ctl({QStringLiteral("runs"), QStringLiteral("--json")}).json()[u"runs"].toArray(); }
    static Outcome compare(const Sandbox &sandbox, const QStringList &arguments) { return sandbox.ctl(QStringList{QStringLiteral("compare")} + arguments); }
    static QStringList words(const char *text) { return QString::fromUtf8(text).split(u' '); }
};

void ComparisonTest::listsWhatIsRecorded()
{
    const Sandbox sandbox;
    QCOMPARE(sandbox.import(rollout(3)).exitCode, 0);
    const Outcome none = sandbox.ctl({QStringLiteral("runs")});
    QVERIFY2(none.exitCode == 0 && none.out.startsWith("no simulated run is recorded"), told(none));
    QCOMPARE(runs(sandbox), QJsonArray());
    record(sandbox, words("--endpoints 10 --seed 5"), busyAtFirst());
    record(sandbox);

    const QJsonArray both = runs(sandbox);
    QCOMPARE(both.size(), 2);
    QCOMPARE(both[0][u"computers"].toInt(), 1); // the newest first
    const QJsonObject first = both[1].toObject();
    QCOMPARE(first.keys(), (QStringList{QStringLiteral("by"), QStringLiteral("computers"), QStringLiteral("failed"), QStringLiteral("name"), QStringLiteral("notReceived"), QStringLiteral("recorded"),
                                        QStringLiteral("revision"), QStringLiteral("run"), QStringLiteral("seed"), QStringLiteral("succeeded"), QStringLiteral("task"), QStringLiteral("waiting")}));
    QCOMPARE(first[u"task"], sandbox.task()[u"guid"]);
    QCOMPARE(first[u"name"].toString(), QStringLiteral("Rollout"));
    QCOMPARE(first[u"revision"].toInt(), 1);
    QCOMPARE(first[u"seed"].toInt(), 5);
    QCOMPARE(first[u"computers"].toInt(), 10);
    QCOMPARE(first[u"succeeded"].toInt(), 10);

    const Outcome text = sandbox.ctl({QStringLiteral("runs")});
    QVERIFY2(text.out.startsWith("simulated: 2 recorded runs"), told(text));
    const QString shortId = first[u"run"].toString().mid(1, 8);
    QVERIFY(text.out.contains(shortId.toUtf8()));
    for (const QString &name : {shortId, shortId.toLower(), first[u"run"].toString(), QStringLiteral("latest~1")}) {
        const Outcome shown = sandbox.ctl({QStringLiteral("runs"), QStringLiteral("show"), name});
        QVERIFY2(shown.exitCode == 0 && shown.out.startsWith("simulated: 'Rollout', revision 1, seed 5") && shown.out.contains("item 1 Suite/Core: 10 succeeded"), told(shown));
        QVERIFY(shown.out.contains(busyAtFirst()));
    }
    const QJsonObject shown = sandbox.ctl({QStringLiteral("runs"), QStringLiteral("show"), shortId, QStringLiteral("--json")}).json();
    QCOMPARE(shown[u"simulated"].toBool(), true);
    QCOMPARE(shown[u"scenario"].toString().toUtf8(), busyAtFirst());
    QCOMPARE(shown[u"result"][u"summary"][u"succeeded"].toInt(), 10);
}

void ComparisonTest::findsRunsOfATask()
{
    const Sandbox sandbox;
    QCOMPARE(sandbox.import(rollout(3)).exitCode, 0);
    record(sandbox);
    QCOMPARE(sandbox.ctl({QStringLiteral("task"), QStringLiteral("move"), QStringLiteral("Rollout"), QStringLiteral("3"), QStringLiteral("--to"), QStringLiteral("1")}).exitCode, 0);
    record(sandbox);
    QCOMPARE(sandbox.ctl({QStringLiteral("task"), QStringLiteral("create"), QStringLiteral("Another")}).exitCode, 0);
    const auto listed = [&](const QString &task) { return sandbox.ctl({QStringLiteral("runs"), task, QStringLiteral("--json")}).json()[u"runs"].toArray(); };
    QCOMPARE(listed(QStringLiteral("rollout")).size(), 2); // under both identities
    QCOMPARE(listed(sandbox.task()[u"guid"].toString()).size(), 2);
    QCOMPARE(listed(QStringLiteral("Another")), QJsonArray());
    QCOMPARE(refusalFault(sandbox.ctl({QStringLiteral("runs"), QStringLiteral("show"), QStringLiteral("latest"), QStringLiteral("--task"), QStringLiteral("Another")}), 1,
                          {QStringLiteral("latest"), QStringLiteral("--record")}), QByteArray());
    // The task goes, its runs stay.
    QCOMPARE(sandbox.ctl({QStringLiteral("task"), QStringLiteral("delete"), QStringLiteral("Rollout")}).exitCode, 0);
    QCOMPARE(listed(QStringLiteral("Rollout")).size(), 2);
    const Outcome compared = compare(sandbox, words("latest~1 latest"));
    QVERIFY2(compared.exitCode == 0 && compared.out.contains("matched by place"), told(compared));
    QCOMPARE(refusalFault(compare(sandbox, words("latest --with-status")), 1, {QStringLiteral("Rollout")}), QByteArray());
}

void ComparisonTest::removesOne()
{
    const Sandbox sandbox;
    QCOMPARE(sandbox.import(rollout(3)).exitCode, 0);
    record(sandbox);
    record(sandbox, words("--endpoints 3"));
    const Outcome removed = sandbox.ctl({QStringLiteral("runs"), QStringLiteral("remove"), QStringLiteral("latest")});
    QVERIFY2(removed.exitCode == 0 && removed.out.startsWith("removed the simulated run"), told(removed));
    QCOMPARE(runs(sandbox).size(), 1);
    QCOMPARE(runs(sandbox)[0][u"computers"].toInt(), 1);
    const QString id = runs(sandbox)[0][u"run"].toString();
    QCOMPARE(sandbox.ctl({QStringLiteral("runs"), QStringLiteral("remove"), id, QStringLiteral("--json")}).json()[u"removed"].toString(), id);
    QCOMPARE(refusalFault(sandbox.ctl({QStringLiteral("runs"), QStringLiteral("remove"), id}), 1, {id}), QByteArray());
}

void ComparisonTest::comparesARetryCount()
{
    const Sandbox sandbox;
    QCOMPARE(sandbox.import(rollout(3)).exitCode, 0);
    record(sandbox, words("--endpoints 100"), busyAtFirst());
    QCOMPARE(sandbox.import(rollout(0)).exitCode, 0);
    record(sandbox, words("--endpoints 100"), busyAtFirst());

    const QJsonObject compared = compare(sandbox, words("latest~1 latest --json")).json();
    QCOMPARE(compared[u"simulated"].toBool(), true);
    QCOMPARE(compared[u"itemsMatchedBy"].toString(), QStringLiteral("identity"));
    QCOMPARE(compared[u"first"][u"statuses"][u"succeeded"].toInt(), 100);
    const int failed = compared[u"second"][u"statuses"][u"failed"].toInt();
    QVERIFY(failed > 20 && failed < 80); // half of them, as drawn
    QCOMPARE(compared[u"first"][u"reruns"].toInt(), failed);
    QCOMPARE(compared[u"second"][u"reruns"].toInt(), 0);
    QCOMPARE(compared[u"difference"][u"statuses"][u"succeeded"].toInt(), -failed);
    QVERIFY(compared[u"difference"][u"succeededAfter"][u"p90"].toInt() <= -5 * 60); // nobody waits for the retry
    QCOMPARE(compared[u"computers"][u"both"].toInt(), 100);
    QCOMPARE(compared[u"computers"][u"worse"][u"computers"].toInt(), failed);
    QCOMPARE(compared[u"computers"][u"same"].toInt(), 100 - failed);
    const QJsonObject transition = compared[u"transitions"][0].toObject();
    QCOMPARE(transition[u"from"].toString(), QStringLiteral("succeeded"));
    QCOMPARE(transition[u"to"].toString(), QStringLiteral("failed"));
    QCOMPARE(transition[u"examples"].toArray().size(), 5);
    QCOMPARE(compared[u"items"][1][u"transitions"][0][u"to"].toString(), QStringLiteral("skipped"));
    QCOMPARE(compared[u"items"][2][u"transitions"].toArray(), QJsonArray());

    const Outcome text = compare(sandbox, words("latest~1 latest"));
    QVERIFY2(text.exitCode == 0 && text.err.isEmpty() && text.out.startsWith("simulated: 'Rollout', two runs beside each other"), told(text));
    QVERIFY2(text.out.contains(QStringLiteral("succeeded → failed: %1 computers").arg(failed).toUtf8()), told(text));
}

void ComparisonTest::comparesAnOrder()
{
    const Sandbox sandbox;
    QCOMPARE(sandbox.import(rollout(3)).exitCode, 0);
    record(sandbox, words("--endpoints 20"), "<Scenario><Outcome item=\"3\" returnCode=\"9\" computer=\"SIM-000007\" /></Scenario>");
    QCOMPARE(sandbox.ctl({QStringLiteral("task"), QStringLiteral("move"), QStringLiteral("Rollout"), QStringLiteral("3"), QStringLiteral("--to"), QStringLiteral("1")}).exitCode, 0);
    record(sandbox, words("--endpoints 30"), "<Scenario><Outcome item=\"1\" returnCode=\"9\" computer=\"SIM-000007\" /></Scenario>");
    const QJsonObject compared = compare(sandbox, words("latest~1 latest --json")).json();
    QVERIFY(compared[u"first"][u"task"] != compared[u"second"][u"task"]);
    const QJsonArray items = compared[u"items"].toArray();
    QCOMPARE(items.size(), 3);
    QCOMPARE(items[0][u"program"].toString(), QStringLiteral("Suite/Core"));
    QCOMPARE(items[0][u"second"][u"item"].toInt(), 2);
    QCOMPARE(items[2][u"second"][u"item"].toInt(), 1);
    QCOMPARE(items[2][u"second"][u"statuses"][u"failed"].toInt(), 1);
    QCOMPARE(compared[u"computers"][u"same"].toInt(), 20); // Tools fails on the same computer, wherever it stands
    QCOMPARE(compared[u"computers"][u"onlySecond"].toInt(), 10);
    QVERIFY(compare(sandbox, words("latest~1 latest")).out.contains("item 3, in the second 1, Suite/Tools"));
}

void ComparisonTest::comparesWithWhatReallyHappened()
{
    const Sandbox sandbox;
    QCOMPARE(sandbox.import(definitionOf({{{QStringLiteral("Core"), note(QStringLiteral("core"))},
                                           {QStringLiteral("Patch"), note(QStringLiteral("patch"), 5)},
                                           {QStringLiteral("Tools"), note(QStringLiteral("tools")), {}, dependsOn(2)}}})).exitCode, 0);
    record(sandbox, {}, "<Scenario><Outcome item=\"2\" returnCode=\"5\" /></Scenario>");
    record(sandbox);
    QCOMPARE(sandbox.agent().exitCode, 3);
    const QJsonObject before = sandbox.status();

    // The one that assumed it is right.
    const QJsonObject expected = compare(sandbox, words("latest~1 --with-status --json")).json();
    QCOMPARE(expected[u"counts"][u"same"].toInt(), 1);
    QCOMPARE(expected[u"computers"].toArray(), QJsonArray());

    const QJsonObject compared = compare(sandbox, words("latest --with-status --json")).json();
    QCOMPARE(compared[u"sameOrder"].toBool(), true);
    QCOMPARE(compared[u"counts"][u"result"].toInt(), 1);
    const QJsonObject computer = compared[u"computers"][0].toObject();
    QCOMPARE(computer[u"computer"].toString(), QString::fromLatin1(Sandbox::computer));
    QCOMPARE(computer[u"agreement"].toString(), QStringLiteral("result"));
    const QJsonObject step = computer[u"firstDifference"].toObject();
    QCOMPARE(step[u"item"].toInt(), 2);
    QCOMPARE(step[u"program"].toString(), QStringLiteral("Suite/Patch"));
    QCOMPARE(step[u"simulated"].toObject(), (QJsonObject{{QStringLiteral("status"), QStringLiteral("succeeded")}, {QStringLiteral("returnCode"), 0}, {QStringLiteral("attempts"), 1}}));
    QCOMPARE(step[u"real"].toObject(), (QJsonObject{{QStringLiteral("status"), QStringLiteral("failed")}, {QStringLiteral("returnCode"), 5}, {QStringLiteral("attempts"), 1}}));
    const QByteArray sentence = "Item 2, Suite/Patch: simulated succeeded (0), really failed (5).";
    QCOMPARE(computer[u"explanation"].toString().toUtf8(), sentence);
    const Outcome text = compare(sandbox, words("latest --with-status"));
    QVERIFY2(text.exitCode == 0 && text.out.startsWith("simulated: 'Rollout'") && text.out.contains("PC-1  " + sentence), told(text));
    QCOMPARE(sandbox.status(), before); // B41
}

void ComparisonTest::whatHasNotEndedIsNoDifference()
{
    const Sandbox sandbox;
    QCOMPARE(sandbox.import(rollout(3)).exitCode, 0);
    record(sandbox);
    const QJsonObject compared = compare(sandbox, words("latest --with-status --json")).json();
    QCOMPARE(compared[u"counts"][u"notYet"].toInt(), 1);
    QCOMPARE(compared[u"counts"][u"result"].toInt(), 0);
    QCOMPARE(compared[u"computers"][0][u"firstDifference"], QJsonValue());
    // Made-up computers are no real ones.
    record(sandbox, words("--endpoints 5"));
    const Outcome madeUp = compare(sandbox, words("latest --with-status"));
    QVERIFY2(madeUp.out.contains("5 only simulated"), told(madeUp));
}

void ComparisonTest::theSameInputGivesTheSameBytes()
{
    const Sandbox sandbox;
    QCOMPARE(sandbox.import(rollout(0)).exitCode, 0);
    record(sandbox, words("--endpoints 500"), busyAtFirst());
    record(sandbox, words("--endpoints 400 --seed 8"), busyAtFirst());
    for (const char *arguments : {"latest latest~1", "latest latest~1 --json", "latest --with-status --json"}) {
        const Outcome once = compare(sandbox, words(arguments));
        QVERIFY2(once.exitCode == 0, told(once));
        QCOMPARE(compare(sandbox, words(arguments)).out, once.out);
    }
}

void ComparisonTest::refusesWithOneLine_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QStringList>("mentions");
    const auto row = [](const char *arguments, int exitCode, const QStringList &mentions) {
        QTest::newRow(arguments) << QString::fromUtf8(arguments) << exitCode << mentions;
    };
    row("compare latest", 2, {QStringLiteral("latest"), QStringLiteral("--with-status")});
    row("compare latest latest --with-status", 2, {QStringLiteral("--with-status")});
    row("compare", 2, {QStringLiteral("usage")});
    row("compare a b c", 2, {QStringLiteral("usage")});
    row("compare latest latest~1", 1, {QStringLiteral("latest~1"), QStringLiteral("'runs'")});
    row("compare latest 0000000", 1, {QStringLiteral("0000000"), QStringLiteral("'runs'")});
    row("compare latest newest", 1, {QStringLiteral("newest"), QStringLiteral("latest~1")});
    row("compare latest latest --task Nothing", 1, {QStringLiteral("Nothing")});
    row("runs Nothing", 1, {QStringLiteral("Nothing")});
    row("runs show", 2, {QStringLiteral("usage"), QStringLiteral("runs show RUN")});
    row("runs show abc", 1, {QStringLiteral("abc"), QStringLiteral("digits")});
    row("runs remove latest~9", 1, {QStringLiteral("latest~9")});
    row("runs Rollout more", 2, {QStringLiteral("usage")});
}

void ComparisonTest::refusesWithOneLine()
{
    QFETCH(QString, arguments);
    QFETCH(int, exitCode);
    QFETCH(QStringList, mentions);
    const Sandbox sandbox;
    QCOMPARE(sandbox.import(rollout(3)).exitCode, 0);
    record(sandbox);
    QCOMPARE(refusalFault(sandbox.ctl(arguments.split(u' ')), exitCode, mentions), QByteArray());
    QCOMPARE(runs(sandbox).size(), 1);
}

QTEST_GUILESS_MAIN(ComparisonTest)
#include "comparison_test.moc"
