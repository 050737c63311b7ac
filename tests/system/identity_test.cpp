// When GUIDs change and when they do not (B4–B9), through the real seriatimctl.
#include "tests/support/binaries.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace seriatim::test;

namespace {

const QString rollout = QStringLiteral("Rollout");

// An underscore stands for a space within a word.
QStringList words(const QString &text)
{
    QStringList all = text.split(u' ', Qt::SkipEmptyParts);
    return all.replaceInStrings(QStringLiteral("_"), QStringLiteral(" "));
}

// The task's GUID, then its line items' in order.
QStringList guids(const QJsonObject &task)
{
    QStringList all{task[u"guid"].toString()};
    for (const QJsonValue item : task[u"items"].toArray())
        all.append(item[u"guid"].toString());
    return all;
}

QStringList programs(const QJsonObject &task)
{
    QStringList all;
    for (const QJsonValue item : task[u"items"].toArray())
        all.append(item[u"program"].toString());
    return all;
}

bool anyInCommon(const QStringList &a, const QStringList &b)
{
    return QSet<QString>(a.begin(), a.end()).intersects(QSet<QString>(b.begin(), b.end()));
}

QStringList changes(const Outcome &saved)
{
    QStringList all;
    for (const QJsonValue line : saved.json()[u"changes"].toArray())
        all.append(line.toString());
    return all;
}

// The Succeeds GUIDs of each line item, from the policy.
QList<QStringList> ancestors(const Sandbox &sandbox)
{
    QList<QStringList> all;
    const QString policy = QString::fromUtf8(sandbox.ctl({QStringLiteral("task"), QStringLiteral("policy"), rollout}).out);
    for (const QString &line : policy.split(u'\n')) {
        const QString text = line.trimmed();
        if (text.startsWith(u"<Task "))
            all.append(QStringList());
        else if (text.startsWith(u"<Succeeds "))
            all.last().append(text.section(u'"', 1, 1));
    }
    return all;
}

// Four items; 2 and 3 depend on 1.
QByteArray fourItems()
{
    return definitionOf({{{QStringLiteral("A"), QStringLiteral("true")},
                          {QStringLiteral("B"), QStringLiteral("true"), {}, dependsOn(1)},
                          {QStringLiteral("C"), QStringLiteral("true"), {}, dependsOn(1, QStringLiteral("0,3010"))},
                          {QStringLiteral("D"), QStringLiteral("true")}}});
}

} // namespace

class IdentityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saveOfAnotherOrderRenewsEveryGuid_data();
    void saveOfAnotherOrderRenewsEveryGuid();
    void otherSavesKeepEveryGuid_data();
    void otherSavesKeepEveryGuid();
    void savesThatChangeNothingMakeNoRevision_data();
    void savesThatChangeNothingMakeNoRevision();
    void movingBackInAnotherSaveRenewsAgain();
    void addingTheRemovedProgramAnewIsAChange();
    void editingAPackageKeepsEveryGuid();
    void breakingEditIsRefused_data();
    void breakingEditIsRefused();
    void droppingDependenciesDropsExactlyThose();
    void sameProgramTwiceAreTwoItems();
    void keptStepsNameEveryAncestor();
    void withoutKeepingTheChainIsCut();
    void itemWithAChangedDependencyIsNotKept();
    void staleSaveIsRefused();
    void twoSavesAtOnceLoseNothing();
    void impactTellsTheCostAndSavesNothing();
    void statusOfAReplacedOrderStaysReadable();
    void deletedTaskIsGoneAndItsNameFree();

private:
    Outcome task(const QString &commandLine) const { return m_sandbox->ctl(QStringList{QStringLiteral("task")} + words(commandLine)); }

    std::unique_ptr<Sandbox> m_sandbox;
};

void IdentityTest::init()
{
    m_sandbox = std::make_unique<Sandbox>();
    const Outcome imported = m_sandbox->import(fourItems());
    QVERIFY2(imported.exitCode == 0, told(imported));
}

void IdentityTest::saveOfAnotherOrderRenewsEveryGuid_data() // B5
{
    QTest::addColumn<QString>("edit");
    QTest::addColumn<QString>("order");
    QTest::newRow("add at the end") << QStringLiteral("add Rollout Suite/A") << QStringLiteral("A,B,C,D,A");
    QTest::newRow("add in front") << QStringLiteral("add Rollout Suite/D --at 1") << QStringLiteral("D,A,B,C,D");
    QTest::newRow("remove") << QStringLiteral("remove Rollout 4") << QStringLiteral("A,B,C");
    QTest::newRow("move down") << QStringLiteral("move Rollout 2 --to 4") << QStringLiteral("A,C,D,B");
    QTest::newRow("move up") << QStringLiteral("move Rollout 4 --to 1") << QStringLiteral("D,A,B,C");
    QTest::newRow("keeping finished steps") << QStringLiteral("move Rollout 4 --to 1 --keep-finished") << QStringLiteral("D,A,B,C");
    QTest::newRow("dropping dependencies") << QStringLiteral("remove Rollout 1 --drop-dependencies") << QStringLiteral("B,C,D");
}

void IdentityTest::saveOfAnotherOrderRenewsEveryGuid()
{
    QFETCH(const QString, edit);
    QFETCH(const QString, order);
    const QJsonObject before = m_sandbox->task();
    const Outcome saved = task(edit + QStringLiteral(" --json"));
    QVERIFY2(saved.exitCode == 0, told(saved));
    QVERIFY2(saved.err.isEmpty(), told(saved));
    const QJsonObject after = m_sandbox->task();
    QCOMPARE(programs(after).join(u','), order);
    QVERIFY(!anyInCommon(guids(before), guids(after)));
    const QStringList fresh = guids(after);
    QCOMPARE(QSet<QString>(fresh.begin(), fresh.end()).size(), fresh.size());
    QCOMPARE(after[u"revision"].toInt(), before[u"revision"].toInt() + 1);
    QCOMPARE(saved.json()[u"guid"], after[u"guid"]);
    QCOMPARE(saved.json()[u"identity"].toString(), QStringLiteral("renewed"));
    // B9: what changed, not that every item became another.
    QCOMPARE(changes(saved).filter(QStringLiteral(" added")).size(), order.count(u',') > 3 ? 1 : 0);
    QCOMPARE(changes(saved).filter(QRegularExpression(QStringLiteral(" removed$"))).size(), order.count(u',') < 3 ? 1 : 0);
}

void IdentityTest::otherSavesKeepEveryGuid_data() // B6
{
    QTest::addColumn<QString>("edit");
    QTest::addColumn<QString>("name");
    for (const char *edit : {"depend Rollout 4 --on 1", "depend Rollout 4 --on 3 --codes 0,1603,-1", "undepend Rollout 2 --on 1",
                             "set Rollout description=Text", "set Rollout folder=A/B", "set Rollout enabled=false", "set Rollout priority=high",
                             "set Rollout appliesTo=", "set Rollout schedule=atStartup", "set Rollout scheduleRetry=true", "set Rollout utc=true",
                             "set Rollout validAfter=2026-02-10_09:00", "set Rollout validBefore=2030-02-10_09:00", "set Rollout repeatUntilSuccessful=true",
                             "set Rollout maximumRuns=3 rerunDelay=5"}) {
        QTest::newRow(edit) << QString::fromLatin1(edit) << rollout;
    }
    QTest::newRow("rename") << QStringLiteral("rename Rollout Renamed") << QStringLiteral("Renamed");
    QTest::newRow("set name") << QStringLiteral("set Rollout name=Renamed") << QStringLiteral("Renamed");
}

void IdentityTest::otherSavesKeepEveryGuid()
{
    QFETCH(const QString, edit);
    QFETCH(const QString, name);
    const QJsonObject before = m_sandbox->task();
    const QByteArray contents = m_sandbox->contents();
    const Outcome saved = task(edit + QStringLiteral(" --json"));
    QVERIFY2(saved.exitCode == 0 && saved.err.isEmpty(), told(saved));
    const QJsonObject after = m_sandbox->task(name);
    QCOMPARE(guids(after), guids(before));
    QCOMPARE(after[u"revision"].toInt(), before[u"revision"].toInt() + 1);
    QCOMPARE(saved.json()[u"identity"].toString(), QStringLiteral("kept"));
    QVERIFY(m_sandbox->contents() != contents);
}

void IdentityTest::savesThatChangeNothingMakeNoRevision_data()
{
    QTest::addColumn<QString>("edit");
    for (const char *edit : {"move Rollout 2 --to 2", "depend Rollout 2 --on 1", "rename Rollout Rollout", "set Rollout enabled=true", "set Rollout priority=normal"})
        QTest::newRow(edit) << QString::fromLatin1(edit);
}

void IdentityTest::savesThatChangeNothingMakeNoRevision()
{
    QFETCH(const QString, edit);
    const QByteArray before = m_sandbox->contents();
    const Outcome saved = task(edit);
    QVERIFY2(saved.exitCode == 0, told(saved));
    QCOMPARE(m_sandbox->contents(), before);
}

void IdentityTest::movingBackInAnotherSaveRenewsAgain() // each command is a save of its own
{
    const QJsonObject first = m_sandbox->task();
    QCOMPARE(task(QStringLiteral("move Rollout 4 --to 1")).exitCode, 0);
    const QJsonObject second = m_sandbox->task();
    QCOMPARE(task(QStringLiteral("move Rollout 1 --to 4")).exitCode, 0);
    const QJsonObject third = m_sandbox->task();
    QCOMPARE(programs(third), programs(first));
    QVERIFY(!anyInCommon(guids(first), guids(second)));
    QVERIFY(!anyInCommon(guids(second), guids(third)));
    QVERIFY(!anyInCommon(guids(first), guids(third)));
    QCOMPARE(third[u"items"][1][u"dependsOn"], first[u"items"][1][u"dependsOn"]);
    QCOMPARE(third[u"items"][2][u"dependsOn"], first[u"items"][2][u"dependsOn"]);
}

void IdentityTest::addingTheRemovedProgramAnewIsAChange()
{
    const QJsonObject first = m_sandbox->task();
    QCOMPARE(task(QStringLiteral("remove Rollout 4 --keep-finished")).exitCode, 0);
    QCOMPARE(task(QStringLiteral("add Rollout Suite/D --keep-finished")).exitCode, 0);
    const QJsonObject after = m_sandbox->task();
    QCOMPARE(programs(after), programs(first));
    QVERIFY(!anyInCommon(guids(first), guids(after)));
    const QList<QStringList> chains = ancestors(*m_sandbox);
    QCOMPARE(chains.size(), 4);
    QCOMPARE(chains[0].size(), 2);
    QVERIFY(chains[3].isEmpty()); // the new one succeeds nobody
}

void IdentityTest::editingAPackageKeepsEveryGuid() // B6
{
    const QJsonObject before = m_sandbox->task();
    QByteArray document = fourItems();
    document.replace("<CommandLine>true", "<Notes>n</Notes><TerminateAfter>9</TerminateAfter><CommandLine>false");
    const Outcome imported = m_sandbox->import(document);
    QVERIFY2(imported.exitCode == 0 && imported.out.contains("changed    package 'Suite'"), told(imported));
    QCOMPARE(guids(m_sandbox->task()), guids(before));
}

void IdentityTest::breakingEditIsRefused_data() // B4
{
    QTest::addColumn<QString>("edit");
    QTest::addColumn<QStringList>("mentions");
    const QString drop = QStringLiteral("--drop-dependencies");
    QTest::newRow("remove") << QStringLiteral("remove Rollout 1")
                            << QStringList{rollout, QStringLiteral("item 2 on item 1"), QStringLiteral("item 3 on item 1"), drop};
    QTest::newRow("move above") << QStringLiteral("move Rollout 3 --to 1") << QStringList{rollout, QStringLiteral("item 3 on item 1"), drop};
    QTest::newRow("move below") << QStringLiteral("move Rollout 1 --to 2") << QStringList{rollout, QStringLiteral("item 2 on item 1"), drop};
    QTest::newRow("keep finished does not mean drop") << QStringLiteral("remove Rollout 1 --keep-finished") << QStringList{drop};
    QTest::newRow("depend on a later item") << QStringLiteral("depend Rollout 1 --on 2") << QStringList{QStringLiteral("item 1"), QStringLiteral("item 2"), QStringLiteral("earlier")};
    QTest::newRow("depend on itself") << QStringLiteral("depend Rollout 2 --on 2") << QStringList{QStringLiteral("item 2")};
}

void IdentityTest::breakingEditIsRefused()
{
    QFETCH(const QString, edit);
    QFETCH(const QStringList, mentions);
    const QByteArray before = m_sandbox->contents();
    QCOMPARE(refusalFault(task(edit), 1, mentions), QByteArray());
    QCOMPARE(m_sandbox->contents(), before);
}

void IdentityTest::droppingDependenciesDropsExactlyThose()
{
    QCOMPARE(task(QStringLiteral("depend Rollout 4 --on 3")).exitCode, 0);
    const Outcome saved = task(QStringLiteral("move Rollout 1 --to 2 --drop-dependencies --json"));
    QVERIFY2(saved.exitCode == 0, told(saved));
    const QJsonObject after = m_sandbox->task();
    QCOMPARE(programs(after).join(u','), QStringLiteral("B,A,C,D"));
    QCOMPARE(after[u"items"][0][u"dependsOn"].toArray().size(), 0);
    QCOMPARE(after[u"items"][2][u"dependsOn"][0][u"item"].toInt(), 2);
    QCOMPARE(after[u"items"][2][u"dependsOn"][0][u"returnCodes"].toArray(), (QJsonArray{0, 3010}));
    QCOMPARE(after[u"items"][3][u"dependsOn"][0][u"item"].toInt(), 3);
    // B4, B9: never silent, so the save says what it dropped, and nothing else.
    QCOMPARE(changes(saved), (QStringList{QStringLiteral("item 1 Suite/B moved from place 2"), QStringLiteral("item 1 no longer depends on item 2"),
                                      QStringLiteral("every computer runs everything again")}));
}

void IdentityTest::sameProgramTwiceAreTwoItems() // B1
{
    QCOMPARE(task(QStringLiteral("add Rollout Suite/A")).exitCode, 0);
    const QJsonArray items = m_sandbox->task()[u"items"].toArray();
    QCOMPARE(items[0][u"program"], items[4][u"program"]);
    QVERIFY(items[0][u"guid"] != items[4][u"guid"]);
}

void IdentityTest::keptStepsNameEveryAncestor() // B7
{
    QCOMPARE(ancestors(*m_sandbox), (QList<QStringList>{{}, {}, {}, {}}));
    QHash<QString, QStringList> chain; // by program, oldest first
    for (const char *edit : {"move Rollout 4 --to 1 --keep-finished", "add Rollout Suite/A --keep-finished", "remove Rollout 5 --keep-finished",
                             "move Rollout 1 --to 4 --keep-finished"}) {
        const QJsonObject before = m_sandbox->task();
        for (int i = 0; i < 4; ++i)
            chain[programs(before)[i]].append(guids(before)[i + 1]);
        const Outcome saved = task(QString::fromLatin1(edit));
        QVERIFY2(saved.exitCode == 0, told(saved));
        const QList<QStringList> chains = ancestors(*m_sandbox);
        const QStringList names = programs(m_sandbox->task());
        for (int i = 0; i < 4; ++i) {
            QStringList found = chains[i];
            QStringList expected = chain[names[i]];
            found.sort();
            expected.sort();
            QCOMPARE(found, expected);
        }
        // A save that changes no order leaves the chains.
        QCOMPARE(task(QStringLiteral("set Rollout description=") + QString::number(chain[names[0]].size())).exitCode, 0);
        QCOMPARE(ancestors(*m_sandbox), chains);
    }
}

void IdentityTest::withoutKeepingTheChainIsCut() // B7: unbroken chain
{
    QCOMPARE(task(QStringLiteral("move Rollout 4 --to 1 --keep-finished")).exitCode, 0);
    QCOMPARE(ancestors(*m_sandbox)[0].size(), 1);
    QCOMPARE(task(QStringLiteral("move Rollout 1 --to 4")).exitCode, 0);
    QCOMPARE(ancestors(*m_sandbox), (QList<QStringList>{{}, {}, {}, {}}));
    const QStringList cut = guids(m_sandbox->task());
    QCOMPARE(task(QStringLiteral("move Rollout 4 --to 1 --keep-finished")).exitCode, 0);
    QCOMPARE(ancestors(*m_sandbox), (QList<QStringList>{{cut[4]}, {cut[1]}, {cut[2]}, {cut[3]}}));
}

void IdentityTest::itemWithAChangedDependencyIsNotKept() // B7: and every line item it depends on is unchanged
{
    QCOMPARE(task(QStringLiteral("remove Rollout 1 --drop-dependencies --keep-finished")).exitCode, 0);
    QCOMPARE(programs(m_sandbox->task()).join(u','), QStringLiteral("B,C,D"));
    const QList<QStringList> chains = ancestors(*m_sandbox);
    QVERIFY(!chains[2].isEmpty()); // D depends on nothing
}

void IdentityTest::staleSaveIsRefused() // B8
{
    QCOMPARE(task(QStringLiteral("set Rollout description=theirs")).exitCode, 0);
    const QByteArray before = m_sandbox->contents();
    for (const char *edit : {"rename Rollout Mine --revision 1", "set Rollout description=mine --revision 1", "remove Rollout 4 --revision 1",
                             "move Rollout 4 --to 1 --revision 1", "add Rollout Suite/A --revision 1", "depend Rollout 4 --on 1 --revision 1"}) {
        const Outcome refused = task(QString::fromLatin1(edit));
        QCOMPARE(refusalFault(refused, 1, {rollout, QStringLiteral("revision 2 was saved by"), QStringLiteral("theirs")}), QByteArray());
        QCOMPARE(m_sandbox->contents(), before);
    }
    // One that has never been is told as such.
    QCOMPARE(refusalFault(task(QStringLiteral("rename Rollout Mine --revision 9")), 1, {rollout, QStringLiteral("revision 2"), QStringLiteral("9")}), QByteArray());
    QCOMPARE(task(QStringLiteral("rename Rollout Mine --revision 2")).exitCode, 0);
}

void IdentityTest::twoSavesAtOnceLoseNothing() // B8
{
    constexpr int rounds = 12;
    for (int round = 0; round < rounds; ++round) {
        const int before = m_sandbox->task()[u"revision"].toInt();
        const QString value = QStringLiteral("round %1").arg(round);
        const QStringList start{QStringLiteral("--store"), m_sandbox->store(), QStringLiteral("task")};
        const auto describe = m_sandbox->start(seriatimctl(), start + QStringList{QStringLiteral("set"), rollout, QStringLiteral("description=") + value});
        const auto file = m_sandbox->start(seriatimctl(), start + QStringList{QStringLiteral("set"), rollout, QStringLiteral("folder=") + value});
        const Outcome first = finish(*describe);
        const Outcome second = finish(*file);
        for (const Outcome &outcome : {first, second}) {
            if (outcome.exitCode != 0)
                QCOMPARE(refusalFault(outcome, 1, {rollout}), QByteArray());
        }
        const QByteArray contents = m_sandbox->contents();
        const int saves = (first.exitCode == 0 ? 1 : 0) + (second.exitCode == 0 ? 1 : 0);
        QVERIFY(saves >= 1);
        QCOMPARE(m_sandbox->task()[u"revision"].toInt(), before + saves);
        QCOMPARE(contents.contains("<Description>" + value.toUtf8() + "</Description>"), first.exitCode == 0);
        QCOMPARE(contents.contains("folder=\"" + value.toUtf8() + '"'), second.exitCode == 0);
    }
}

void IdentityTest::impactTellsTheCostAndSavesNothing() // B7
{
    const QByteArray before = m_sandbox->contents();
    const Outcome none = task(QStringLiteral("impact Rollout depend 4 --on 1 --json"));
    QVERIFY2(none.exitCode == 0 && none.err.isEmpty(), told(none));
    QCOMPARE(none.json()[u"orderChanged"].toBool(), false);

    const Outcome ran = m_sandbox->agent();
    QVERIFY2(ran.exitCode == 0, told(ran));
    const Outcome move = task(QStringLiteral("impact Rollout move 4 --to 1 --json"));
    QCOMPARE(move.json()[u"orderChanged"].toBool(), true);
    QCOMPARE(move.json()[u"computers"][u"succeeded"].toInt(), 1);
    QCOMPARE(move.json()[u"runAgain"].toInt(), 1);
    QCOMPARE(move.json()[u"items"].toArray().size(), 4);
    QCOMPARE(move.json()[u"items"][0][u"finishedOn"].toInt(), 1);
    QCOMPARE(refusalFault(task(QStringLiteral("impact Rollout remove 1")), 1, {QStringLiteral("--drop-dependencies")}), QByteArray());
    QCOMPARE(m_sandbox->contents(), before);
}

void IdentityTest::statusOfAReplacedOrderStaysReadable() // B5
{
    const int before = m_sandbox->task()[u"revision"].toInt();
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(task(QStringLiteral("move Rollout 4 --to 1")).exitCode, 0);
    const auto status = [&](const QString &options) { return m_sandbox->ctl(QStringList{QStringLiteral("status"), rollout} + words(options)); };
    const auto first = [](const Outcome &outcome) { return outcome.json()[u"computers"].toArray().first().toObject()[u"status"].toString(); };
    QCOMPARE(first(status(QStringLiteral("--json"))), QStringLiteral("notReceived"));
    const Outcome old = status(QStringLiteral("--json --revision %1").arg(before));
    QVERIFY2(old.exitCode == 0, told(old));
    QCOMPARE(first(old), QStringLiteral("succeeded"));
    QCOMPARE(old.json()[u"revision"].toInt(), before);
    QCOMPARE(refusalFault(status(QStringLiteral("--revision 99")), 1, {QStringLiteral("99")}), QByteArray());
    QCOMPARE(refusalFault(status(QStringLiteral("--revision 0")), 2, {QStringLiteral("--revision")}), QByteArray());
}

void IdentityTest::deletedTaskIsGoneAndItsNameFree()
{
    QCOMPARE(task(QStringLiteral("delete Rollout")).exitCode, 0);
    QCOMPARE(refusalFault(task(QStringLiteral("show Rollout")), 1, {rollout}), QByteArray());
    QCOMPARE(task(QStringLiteral("create Rollout")).exitCode, 0);
    QCOMPARE(m_sandbox->task()[u"items"].toArray().size(), 0);
}

QTEST_GUILESS_MAIN(IdentityTest)
#include "identity_test.moc"
