// Wrong input: one line that names the thing, exit 1 or 2, standard output empty, the store as it was.
#include "tests/support/binaries.h"
#include "tests/support/datafile.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

#include <sqlite3.h>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace seriatim::test;

namespace {

QByteArray good()
{
    return dataFile(QStringLiteral("definition/example.seriatim.xml"));
}

QByteArray replaced(const QByteArray &from, const QByteArray &to)
{
    QByteArray document = good();
    if (!document.contains(from))
        qFatal("the example has no %s", from.constData());
    return document.replace(from, to);
}

bool execute(const QString &store, const char *statements)
{
    sqlite3 *database = nullptr;
    const bool done = sqlite3_open(store.toUtf8().constData(), &database) == SQLITE_OK
                      && sqlite3_exec(database, statements, nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return done;
}

} // namespace

class WrongInputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void documentIsRefused_data();
    void documentIsRefused();
    void commandLineIsRefused_data();
    void commandLineIsRefused();
    void agentCommandLineIsRefused_data();
    void agentCommandLineIsRefused();
    void storeIsRefused_data();
    void storeIsRefused();
    void olderStoreIsBroughtForward();
    void readOnlyStoreIsRefused();
    void fullDiskIsSaid();
    void failedExportLeavesTheOldFile();
    void answerThatCannotBeWrittenIsAFailure();

private:
    Sandbox m_sandbox;
    QByteArray m_before;
};

void WrongInputTest::initTestCase()
{
    const Outcome imported = m_sandbox.import(good());
    QVERIFY2(imported.exitCode == 0, told(imported));
    m_before = m_sandbox.contents();
    QVERIFY(m_before.contains("Qfiniti"));
}

void WrongInputTest::documentIsRefused_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QStringList>("mentions");
    const auto row = [](const char *name, const QByteArray &document, std::initializer_list<const char *> mentions) {
        QStringList all{QStringLiteral("wrong.xml")};
        for (const char *mention : mentions)
            all.append(QString::fromUtf8(mention));
        QTest::newRow(name) << document << all;
    };
    row("not XML", "hello", {":1:1:"});
    row("empty", "", {":1:1:", "empty"});
    row("truncated", good().left(300), {":7:"});
    row("entity bomb", "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]><Seriatim version=\"1\">&lol2;</Seriatim>", {":1:", "DOCTYPE"});
    row("duplicate attribute", "<Seriatim version=\"1\"><Package name=\"A\" name=\"B\" /></Seriatim>", {":1:", "'name'", "twice"});
    row("broken UTF-8", "<Seriatim version=\"1\"><Package name=\"A\xff\" /></Seriatim>", {":1:", "UTF-8"});
    row("second root", good() + "<Seriatim version=\"1\" />", {"root"});
    row("text after the root", good() + "more", {"root"});
    row("unknown root", "<Other />", {"<Other>", "<Seriatim>", "<Policy>"});
    row("too deep", "<Seriatim version=\"1\">" + QByteArray("<a>").repeated(300) + QByteArray("</a>").repeated(300) + "</Seriatim>", {"256"});
    row("version of the future", "<Seriatim version=\"99\" />", {"99"});
    row("dependency on itself", replaced("item=\"1\"", "item=\"2\""), {":17:", "item 2", "earlier"});
    row("dependency on an unknown item", replaced("item=\"1\"", "item=\"7\""), {":17:", "item 7"});
    row("dependency on no number", replaced("item=\"1\"", "item=\"x\""), {":17:", "'x'"});
    row("dependency on nothing", replaced(" item=\"1\"", ""), {":17:", "item"});
    row("return codes", replaced("0,3010\"", "0,many\""), {"many"});
    row("return code out of range", replaced("0,3010\"", "99999999999\""), {"99999999999"});
    row("unknown program", replaced("program=\"Patch 1\"", "program=\"Patch 9\""), {"Patch 9", "Qfiniti"});
    row("unknown package", replaced("<LineItem package=\"Qfiniti\" program=\"Patch 1\"", "<LineItem package=\"Nope\" program=\"Patch 1\""), {"Nope"});
    row("unknown collection", replaced("<AppliesTo collection=\"Pilot\"", "<AppliesTo collection=\"Nope\""), {"Nope"});
    row("unknown computer", replaced("<Member computer=\"PC-0001\"", "<Member computer=\"PC-X\""), {"PC-X"});
    row("duplicate GUID", replaced("<LineItem package", "<LineItem guid=\"{28193450-be96-46f7-954b-5ea2762a28f1}\" package"), {"28193450", "GUID"});
    row("no GUID", replaced("<SequentialTask name", "<SequentialTask guid=\"{x}\" name"), {"{x}", "GUID"});
    row("loggedInUser and always", replaced("<EstimatedRunTime>4</EstimatedRunTime>", "<RunWithRights>loggedInUser</RunWithRights><CanRun>always</CanRun>"),
        {"Install core", "loggedInUser", "always", "loggedOn"});
    row("number below its range", replaced("<EstimatedRunTime>4", "<EstimatedRunTime>-4"), {"EstimatedRunTime", "-4"});
    row("no number", replaced("<EstimatedRunTime>4", "<EstimatedRunTime>four"), {"EstimatedRunTime", "four"});
    row("unknown word", replaced("<AfterRunning>restart", "<AfterRunning>explode"), {"AfterRunning", "explode", "restart"});
    row("unknown trigger", replaced("Type=\"-1\"", "Type=\"5\""), {"5"});
    row("nameless task", replaced("<SequentialTask name=\"Qfiniti rollout\"", "<SequentialTask name=\"\""), {"name"});
    row("policy with a dependency on a later item",
        dataFile(QStringLiteral("policy/example.xml")).replace("<Dependency guid=\"{28193450-be96-46f7-954b-5ea2762a28f1}\"", "<Dependency guid=\"{c34568c9-dfc6-4e70-8fcd-11fc7440986c}\""),
        {"C34568C9"});
    row("policy with an unknown dependency",
        dataFile(QStringLiteral("policy/example.xml")).replace("<Dependency guid=\"{28193450", "<Dependency guid=\"{00000450"), {"00000450"});
    row("policy with a duplicate GUID", dataFile(QStringLiteral("policy/example.xml")).replace("c34568c9-dfc6-4e70-8fcd-11fc7440986c", "28193450-be96-46f7-954b-5ea2762a28f1"),
        {"28193450"});
}

void WrongInputTest::documentIsRefused()
{
    QFETCH(const QByteArray, document);
    QFETCH(const QStringList, mentions);
    const QString file = m_sandbox.write(QStringLiteral("wrong.xml"), document);
    const Outcome outcome = m_sandbox.ctl({QStringLiteral("import"), file});
    QCOMPARE(refusalFault(outcome, 1, mentions), QByteArray());
    QCOMPARE(m_sandbox.contents(), m_before);
}

void WrongInputTest::commandLineIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QStringList>("mentions");
    // An underscore stands for a space.
    const auto row = [](const char *words, int exitCode, std::initializer_list<const char *> mentions) {
        QStringList all;
        for (const char *mention : mentions)
            all.append(QString::fromUtf8(mention));
        QTest::newRow(words) << QString::fromUtf8(words).split(u' ').replaceInStrings(QStringLiteral("_"), QStringLiteral(" ")) << exitCode << all;
    };
    const auto onTask = [](const char *name, const QStringList &words, int exitCode, const QStringList &mentions) {
        QStringList all{QStringLiteral("task"), words.first(), QStringLiteral("Qfiniti rollout")};
        QTest::newRow(name) << all + words.mid(1) << exitCode << mentions;
    };
    row("fly", 2, {"'fly'", "--help"});
    row("task", 2, {"task list", "task move"});
    row("task fly", 2, {"task fly", "task list"});
    row("task list extra", 2, {"usage: seriatimctl task list"});
    row("task list --bogus", 2, {"bogus"});
    row("task list --store", 2, {"store"});
    row("task show", 2, {"usage: seriatimctl task show"});
    row("task show Nope", 1, {"Nope", "task list"});
    row("task delete Nope", 1, {"Nope"});
    row("task run Nope", 1, {"Nope"});
    row("task policy Nope", 1, {"Nope"});
    row("status Nope", 1, {"Nope"});
    row("explain Nope PC-0001", 1, {"Nope"});
    row("simulate Nope", 1, {"Nope"});
    row("export Nope -o x.xml", 1, {"Nope"});
    row("export", 2, {"-o"});
    row("export -o /nowhere/x.xml", 1, {"/nowhere/x.xml"});
    row("import", 2, {"usage: seriatimctl import"});
    row("import nowhere.xml", 1, {"nowhere.xml"});
    row("package search x --by colour", 2, {"--by", "colour", "program"});
    row("package search x --limit -1", 2, {"--limit", "-1"});
    row("store init", 1, {"the.store", "exists"});
    row("store backup the.store", 1, {"the.store", "exists"});
    row("task create qfiniti_ROLLOUT", 1, {"Qfiniti rollout"});
    onTask("remove x", {QStringLiteral("remove"), QStringLiteral("x")}, 2, {QStringLiteral("'x'")});
    onTask("remove 0", {QStringLiteral("remove"), QStringLiteral("0")}, 2, {QStringLiteral("'0'")});
    onTask("remove 9", {QStringLiteral("remove"), QStringLiteral("9")}, 1, {QStringLiteral("item 9"), QStringLiteral("1 to 2")});
    onTask("move nowhere", {QStringLiteral("move"), QStringLiteral("1")}, 2, {QStringLiteral("--to")});
    onTask("move to 9", {QStringLiteral("move"), QStringLiteral("1"), QStringLiteral("--to"), QStringLiteral("9")}, 1, {QStringLiteral("item 9")});
    onTask("add nothing", {QStringLiteral("add")}, 2, {QStringLiteral("usage: seriatimctl task add")});
    onTask("add unknown", {QStringLiteral("add"), QStringLiteral("Nope/Install")}, 1, {QStringLiteral("Nope/Install"), QStringLiteral("package search")});
    onTask("add far out", {QStringLiteral("add"), QStringLiteral("Qfiniti/Patch 1"), QStringLiteral("--at"), QStringLiteral("9")}, 1, {QStringLiteral("9")});
    onTask("depend without on", {QStringLiteral("depend"), QStringLiteral("2")}, 2, {QStringLiteral("--on")});
    onTask("depend on later", {QStringLiteral("depend"), QStringLiteral("1"), QStringLiteral("--on"), QStringLiteral("2")}, 1, {QStringLiteral("item 1"), QStringLiteral("item 2")});
    onTask("depend with wrong codes", {QStringLiteral("depend"), QStringLiteral("2"), QStringLiteral("--on"), QStringLiteral("1"), QStringLiteral("--codes"), QStringLiteral("99999999999")},
           2, {QStringLiteral("99999999999")});
    onTask("undepend what is not there", {QStringLiteral("undepend"), QStringLiteral("1"), QStringLiteral("--on"), QStringLiteral("2")}, 1, {QStringLiteral("item 1")});
    onTask("impact of nothing", {QStringLiteral("impact"), QStringLiteral("fly"), QStringLiteral("1")}, 2, {QStringLiteral("'fly'"), QStringLiteral("remove")});
    onTask("rename to nothing", {QStringLiteral("rename"), QString()}, 1, {QStringLiteral("name")});
    onTask("unknown field", {QStringLiteral("set"), QStringLiteral("color=red")}, 2, {QStringLiteral("'color'"), QStringLiteral("priority")});
    onTask("no value", {QStringLiteral("set"), QStringLiteral("enabled")}, 2, {QStringLiteral("'enabled'"), QStringLiteral("FIELD=VALUE")});
    onTask("wrong word", {QStringLiteral("set"), QStringLiteral("priority=5")}, 1, {QStringLiteral("priority"), QStringLiteral("'5'"), QStringLiteral("high")});
    onTask("wrong boolean", {QStringLiteral("set"), QStringLiteral("enabled=maybe")}, 1, {QStringLiteral("enabled"), QStringLiteral("maybe")});
    onTask("below its range", {QStringLiteral("set"), QStringLiteral("maximumRuns=-1")}, 1, {QStringLiteral("maximumRuns"), QStringLiteral("-1")});
    onTask("above its range", {QStringLiteral("set"), QStringLiteral("rerunDelay=99999999999")}, 1, {QStringLiteral("rerunDelay"), QStringLiteral("99999999999")});
    onTask("second field wrong, first not set", {QStringLiteral("set"), QStringLiteral("description=x"), QStringLiteral("validAfter=tomorrow")}, 1, {QStringLiteral("validAfter"), QStringLiteral("tomorrow")});
    onTask("valid period the wrong way round", {QStringLiteral("set"), QStringLiteral("validAfter=2030-01-01 00:00"), QStringLiteral("validBefore=2029-01-01 00:00")}, 1, {QStringLiteral("2029")});
    onTask("unknown collection", {QStringLiteral("set"), QStringLiteral("appliesTo=Nope")}, 1, {QStringLiteral("Nope")});
    onTask("wrong schedule", {QStringLiteral("set"), QStringLiteral("schedule=often")}, 1, {QStringLiteral("often"), QStringLiteral("daily")});
    onTask("run from nowhere", {QStringLiteral("run"), QStringLiteral("--from"), QStringLiteral("9")}, 1, {QStringLiteral("item 9")});
    onTask("policy of an unknown computer", {QStringLiteral("policy"), QStringLiteral("--computer"), QStringLiteral("PC-X")}, 1, {QStringLiteral("PC-X")});
    const QString name = QStringLiteral("Qfiniti rollout");
    QTest::newRow("status of an unknown computer") << QStringList{QStringLiteral("status"), name, QStringLiteral("--computer"), QStringLiteral("PC-X")} << 1 << QStringList{QStringLiteral("PC-X")};
    QTest::newRow("status in two forms") << QStringList{QStringLiteral("status"), name, QStringLiteral("--json"), QStringLiteral("--csv")} << 2 << QStringList{QStringLiteral("--csv")};
    QTest::newRow("explain item 9") << QStringList{QStringLiteral("explain"), name, QStringLiteral("PC-0001"), QStringLiteral("9")} << 2 << QStringList{QStringLiteral("'9'")};
    QTest::newRow("no endpoints") << QStringList{QStringLiteral("simulate"), name, QStringLiteral("--endpoints"), QStringLiteral("0")} << 2 << QStringList{QStringLiteral("--endpoints"), QStringLiteral("'0'")};
    QTest::newRow("negative seed") << QStringList{QStringLiteral("simulate"), name, QStringLiteral("--seed=-1")} << 2 << QStringList{QStringLiteral("--seed"), QStringLiteral("'-1'")};
    QTest::newRow("no scenario") << QStringList{QStringLiteral("simulate"), name, QStringLiteral("--scenario"), QStringLiteral("nowhere")} << 1 << QStringList{QStringLiteral("nowhere")};
    QTest::newRow("no command") << QStringList() << 2 << QStringList{QStringLiteral("--help")};
    QTest::newRow("empty store") << QStringList{QStringLiteral("task"), QStringLiteral("list"), QStringLiteral("--store=")} << 2 << QStringList{QStringLiteral("--store")};
}

void WrongInputTest::commandLineIsRefused()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, exitCode);
    QFETCH(const QStringList, mentions);
    QCOMPARE(refusalFault(m_sandbox.ctl(arguments), exitCode, mentions), QByteArray());
    QCOMPARE(m_sandbox.contents(), m_before);
}

void WrongInputTest::agentCommandLineIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QStringList>("mentions");
    const QStringList usual{QStringLiteral("--home"), QStringLiteral("h"), QStringLiteral("--computer"), QStringLiteral("PC-0001"), QStringLiteral("--once")};
    QTest::newRow("nothing") << QStringList() << 2 << QStringList{QStringLiteral("--home"), QStringLiteral("--computer")};
    QTest::newRow("unknown option") << usual + QStringList{QStringLiteral("--bogus")} << 2 << QStringList{QStringLiteral("bogus")};
    QTest::newRow("a word too many") << usual + QStringList{QStringLiteral("now")} << 2 << QStringList{QStringLiteral("'now'")};
    QTest::newRow("refresh") << usual + QStringList{QStringLiteral("--refresh"), QStringLiteral("0")} << 2 << QStringList{QStringLiteral("--refresh"), QStringLiteral("'0'")};
    QTest::newRow("unknown computer") << QStringList{QStringLiteral("--home"), QStringLiteral("h"), QStringLiteral("--computer"), QStringLiteral("PC-X"), QStringLiteral("--once")}
                                      << 1 << QStringList{QStringLiteral("PC-X")};
    QTest::newRow("no store") << usual + QStringList{QStringLiteral("--store"), QStringLiteral("nowhere.store")} << 1 << QStringList{QStringLiteral("nowhere.store")};
    QTest::newRow("home that is a file") << QStringList{QStringLiteral("--home"), QStringLiteral("the.store"), QStringLiteral("--computer"), QStringLiteral("PC-0001"), QStringLiteral("--once")}
                                         << 1 << QStringList{QStringLiteral("the.store")};
}

void WrongInputTest::agentCommandLineIsRefused()
{
    QFETCH(QStringList, arguments);
    QFETCH(const int, exitCode);
    QFETCH(const QStringList, mentions);
    if (!arguments.contains(QStringLiteral("--store")))
        arguments.prepend(QStringLiteral("--store=") + m_sandbox.store());
    QCOMPARE(refusalFault(m_sandbox.run(seriatimAgent(), arguments), exitCode, mentions), QByteArray());
    QCOMPARE(m_sandbox.contents(), m_before);
}

void WrongInputTest::storeIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("mention");
    QTest::newRow("text file") << QStringLiteral("text.store") << QStringLiteral("not a Seriatim store");
    QTest::newRow("empty file") << QStringLiteral("empty.store") << QStringLiteral("not a Seriatim store");
    QTest::newRow("other database") << QStringLiteral("other.store") << QStringLiteral("not a Seriatim store");
    QTest::newRow("future version") << QStringLiteral("future.store") << QStringLiteral("schema 999");
    QTest::newRow("cut off") << QStringLiteral("cut.store") << QString();
    QTest::newRow("nowhere") << QStringLiteral("nowhere.store") << QStringLiteral("store init");
}

void WrongInputTest::storeIsRefused()
{
    QFETCH(const QString, name);
    QFETCH(const QString, mention);
    m_sandbox.write(QStringLiteral("text.store"), "dear diary\n");
    m_sandbox.write(QStringLiteral("empty.store"), "");
    QByteArray store = m_sandbox.read(QStringLiteral("the.store"));
    m_sandbox.write(QStringLiteral("cut.store"), store.left(store.size() / 2));
    QByteArray other = store;
    m_sandbox.write(QStringLiteral("other.store"), other.replace(68, 4, QByteArray(4, '\x01'))); // application_id
    m_sandbox.write(QStringLiteral("future.store"), store);
    QVERIFY(execute(m_sandbox.path(QStringLiteral("future.store")), "UPDATE schema_version SET version = 999 WHERE version = (SELECT MAX(version) FROM schema_version)"));
    const QByteArray before = m_sandbox.read(name);
    for (const QStringList &command : {QStringList{QStringLiteral("task"), QStringLiteral("list")}, QStringList{QStringLiteral("task"), QStringLiteral("create"), QStringLiteral("x")},
                                       QStringList{QStringLiteral("export"), QStringLiteral("-o"), QStringLiteral("x.xml")}}) {
        const Outcome outcome = m_sandbox.run(seriatimctl(), QStringList{QStringLiteral("--store"), m_sandbox.path(name)} + command);
        QCOMPARE(refusalFault(outcome, 1, {name, mention}), QByteArray());
        QCOMPARE(m_sandbox.read(name), before);
    }
    QCOMPARE(QFile::exists(m_sandbox.path(QStringLiteral("nowhere.store"))), false);
}

// By a command that only reads, too; what was there before stays beside it.
void WrongInputTest::olderStoreIsBroughtForward()
{
    const Sandbox sandbox;
    const QString old = sandbox.path(QStringLiteral("old.store"));
    QVERIFY(execute(old, dataFile(QStringLiteral("store/schema-1.sql")).constData()));
    const Outcome listed = sandbox.run(seriatimctl(), {QStringLiteral("--store"), old, QStringLiteral("task"), QStringLiteral("list")});
    QVERIFY2(listed.exitCode == 0 && !listed.out.isEmpty(), told(listed));
    QCOMPARE(QDir(QFileInfo(old).path()).entryList({QStringLiteral("old.store.before-schema-*.bak")}).size(), 1);
    const Outcome sound = sandbox.run(seriatimctl(), {QStringLiteral("--store"), old, QStringLiteral("store"), QStringLiteral("check")});
    QVERIFY2(sound.exitCode == 0, told(sound));
}

void WrongInputTest::readOnlyStoreIsRefused()
{
#ifdef Q_OS_UNIX
    Sandbox sandbox;
    QCOMPARE(sandbox.import(good()).exitCode, 0);
    QString program = seriatimctl();
    QStringList prefix;
    if (::geteuid() == 0) { // to whom permissions mean nothing
        const QString setpriv = QStandardPaths::findExecutable(QStringLiteral("setpriv"));
        if (setpriv.isEmpty())
            QSKIP("root needs setpriv to be somebody else");
        prefix = {QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"), QStringLiteral("--clear-groups"), program};
        program = setpriv;
        if (sandbox.run(program, prefix + QStringList{QStringLiteral("--version")}).exitCode != 0)
            QSKIP("nobody cannot run the executable here");
    }
    const QString folder = QFileInfo(sandbox.store()).absolutePath();
    const auto readable = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
    QVERIFY(QFile::setPermissions(sandbox.store(), readable));
    QVERIFY(QFile::setPermissions(folder, readable | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther));
    const QStringList store = prefix + QStringList{QStringLiteral("--store"), sandbox.store()};
    const Outcome refused = sandbox.run(program, store + QStringList{QStringLiteral("task"), QStringLiteral("create"), QStringLiteral("x")});
    const Outcome listed = sandbox.run(program, store + QStringList{QStringLiteral("task"), QStringLiteral("list")});
    QFile::setPermissions(folder, readable | QFile::WriteOwner | QFile::ExeOwner);
    QCOMPARE(refusalFault(refused, 1, {QStringLiteral("the.store"), QStringLiteral("writ")}), QByteArray());
    QVERIFY2(listed.exitCode == 0 && listed.out.contains("Qfiniti rollout"), told(listed)); // reading is allowed
#else
    QSKIP("permissions of Unix");
#endif
}

void WrongInputTest::fullDiskIsSaid()
{
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("needs /dev/full");
    const Outcome exported = m_sandbox.ctl({QStringLiteral("export"), QStringLiteral("-o"), QStringLiteral("/dev/full/x.xml")});
    QCOMPARE(refusalFault(exported, 1, {QStringLiteral("/dev/full")}), QByteArray());

    // A store on a disk of 256 KiB.
    const QString disk = m_sandbox.path(QStringLiteral("disk"));
    QDir().mkpath(disk);
    if (m_sandbox.run(QStringLiteral("mount"), {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"), QStringLiteral("size=768k"), QStringLiteral("tmpfs"), disk}).exitCode != 0)
        QSKIP("needs the right to mount a small disk");
    const QStringList store{QStringLiteral("--store"), disk + QStringLiteral("/small.store")};
    const Outcome made = m_sandbox.run(seriatimctl(), store + QStringList{QStringLiteral("store"), QStringLiteral("init")});
    QList<Step> steps;
    for (int i = 0; i < 3000; ++i)
        steps.append({QStringLiteral("program %1").arg(i), QString(300, u'x')});
    const QString big = m_sandbox.write(QStringLiteral("big.xml"), definitionOf({steps}));
    const Outcome refused = m_sandbox.run(seriatimctl(), store + QStringList{QStringLiteral("import"), big});
    const Outcome listed = m_sandbox.run(seriatimctl(), store + QStringList{QStringLiteral("task"), QStringLiteral("list")});
    m_sandbox.run(QStringLiteral("umount"), {disk});
    QVERIFY2(made.exitCode == 0, told(made));
    QCOMPARE(refusalFault(refused, 1, {QStringLiteral("full")}), QByteArray());
    QVERIFY2(listed.exitCode == 0 && listed.out.isEmpty(), told(listed));
}

void WrongInputTest::failedExportLeavesTheOldFile()
{
    const QString file = m_sandbox.write(QStringLiteral("kept.xml"), "old");
    QCOMPARE(m_sandbox.ctl({QStringLiteral("export"), QStringLiteral("Nope"), QStringLiteral("-o"), file}).exitCode, 1);
    QCOMPARE(m_sandbox.read(QStringLiteral("kept.xml")), QByteArray("old"));
}

void WrongInputTest::answerThatCannotBeWrittenIsAFailure()
{
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("needs /dev/full");
    const QString command = QStringLiteral("\"%1\" --store \"%2\" export -o - > /dev/full").arg(seriatimctl(), m_sandbox.store());
    QCOMPARE(refusalFault(m_sandbox.run(QStringLiteral("sh"), {QStringLiteral("-c"), command}), 1, {QStringLiteral("standard output")}), QByteArray());
}

QTEST_GUILESS_MAIN(WrongInputTest)
#include "wronginput_test.moc"
