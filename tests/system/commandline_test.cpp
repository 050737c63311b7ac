// The rows of the command line table that the other system tests do not hold.
#include "tests/support/binaries.h"
#include "tests/support/datafile.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace seriatim::test;

class CommandLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void helpNamesEveryCommand();
    void everyCommandHasHelp_data();
    void everyCommandHasHelp();
    void commonOptionsStandAnywhere();
    void storeIsFound();
    void storeIsCheckedAndCopied();
    void packagesAreFound_data();
    void packagesAreFound();
    void tasksAreMadeAndListed();
    void answersAreTheOnlyOutput();

private:
    Sandbox m_sandbox;
};

namespace {

const QStringList commands{QStringLiteral("store init"), QStringLiteral("store check"), QStringLiteral("store repair"), QStringLiteral("store backup"), QStringLiteral("import"), QStringLiteral("export"),
                           QStringLiteral("package search"), QStringLiteral("task list"), QStringLiteral("task show"), QStringLiteral("task create"), QStringLiteral("task rename"),
                           QStringLiteral("task delete"), QStringLiteral("task set"), QStringLiteral("task add"), QStringLiteral("task remove"), QStringLiteral("task move"),
                           QStringLiteral("task depend"), QStringLiteral("task undepend"), QStringLiteral("task impact"), QStringLiteral("task policy"), QStringLiteral("task run"),
                           QStringLiteral("simulate"), QStringLiteral("status"), QStringLiteral("explain")};

} // namespace

void CommandLineTest::initTestCase()
{
    const Outcome imported = m_sandbox.import(dataFile(QStringLiteral("definition/example.seriatim.xml")));
    QVERIFY2(imported.exitCode == 0, told(imported));
}

void CommandLineTest::helpNamesEveryCommand()
{
    const Outcome help = m_sandbox.run(seriatimctl(), {QStringLiteral("--help")});
    QVERIFY2(help.exitCode == 0 && help.err.isEmpty(), told(help));
    for (const QString &command : commands)
        QVERIFY2(help.out.contains("\n  " + command.toUtf8() + ' '), qPrintable(command));
    for (const QString &program : {seriatimctl(), seriatimAgent()}) {
        const Outcome version = m_sandbox.run(program, {QStringLiteral("--version")});
        QVERIFY2(version.exitCode == 0 && version.out.startsWith("seriatim") && version.out.count('\n') == 1, told(version));
    }
    QVERIFY(m_sandbox.run(seriatimAgent(), {QStringLiteral("--help")}).out.contains("--home"));
}

void CommandLineTest::everyCommandHasHelp_data()
{
    QTest::addColumn<QString>("command");
    for (const QString &command : commands)
        QTest::newRow(qPrintable(command)) << command;
}

void CommandLineTest::everyCommandHasHelp()
{
    QFETCH(const QString, command);
    const Outcome help = m_sandbox.run(seriatimctl(), command.split(u' ') + QStringList{QStringLiteral("--help")});
    QVERIFY2(help.exitCode == 0 && help.err.isEmpty(), told(help));
    QVERIFY2(help.out.startsWith("Usage: seriatimctl " + command.toUtf8()) && help.out.contains("--json"), told(help));
}

void CommandLineTest::commonOptionsStandAnywhere()
{
    const QByteArray expected = m_sandbox.run(seriatimctl(), {QStringLiteral("--json"), QStringLiteral("--store"), m_sandbox.store(), QStringLiteral("task"), QStringLiteral("list")}).out;
    QVERIFY(expected.startsWith('{') && expected.contains("Qfiniti rollout"));
    QCOMPARE(m_sandbox.run(seriatimctl(), {QStringLiteral("task"), QStringLiteral("list"), QStringLiteral("--store=") + m_sandbox.store(), QStringLiteral("--json")}).out, expected);
    QCOMPARE(m_sandbox.run(seriatimctl(), {QStringLiteral("task"), QStringLiteral("--json"), QStringLiteral("list"), QStringLiteral("--store"), m_sandbox.store()}).out, expected);
}

void CommandLineTest::storeIsFound() // --store, else SERIATIM_STORE, else the user's data folder
{
    Sandbox sandbox;
    const QStringList list{QStringLiteral("task"), QStringLiteral("list")};
    QCOMPARE(refusalFault(sandbox.run(seriatimctl(), list), 1, {sandbox.path(QStringLiteral("xdg_data_home"))}), QByteArray());
    const Outcome made = sandbox.run(seriatimctl(), {QStringLiteral("store"), QStringLiteral("init")});
    QVERIFY2(made.exitCode == 0 && made.out.contains(sandbox.path(QStringLiteral("xdg_data_home")).toUtf8()), told(made));
    QCOMPARE(sandbox.run(seriatimctl(), list).exitCode, 0);
    sandbox.setVariable(QStringLiteral("SERIATIM_STORE"), m_sandbox.store());
    QVERIFY(sandbox.run(seriatimctl(), list).out.contains("Qfiniti rollout"));
    QVERIFY(sandbox.ctl(list).out.isEmpty());
}

void CommandLineTest::storeIsCheckedAndCopied()
{
    const Outcome sound = m_sandbox.ctl({QStringLiteral("store"), QStringLiteral("check"), QStringLiteral("--json")});
    QVERIFY2(sound.exitCode == 0 && sound.json()[u"sound"].toBool(), told(sound));
    const QString copy = m_sandbox.path(QStringLiteral("copy.store"));
    const Outcome copied = m_sandbox.ctl({QStringLiteral("store"), QStringLiteral("backup"), copy});
    QVERIFY2(copied.exitCode == 0, told(copied));
    QCOMPARE(m_sandbox.run(seriatimctl(), {QStringLiteral("--store"), copy, QStringLiteral("export"), QStringLiteral("-o"), QStringLiteral("-")}).out, m_sandbox.contents());
    // One whose pages are not what they were is no longer sound.
    QByteArray bytes = m_sandbox.read(QStringLiteral("copy.store"));
    for (qsizetype i = bytes.size() / 2; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(bytes[i] ^ 0x5a);
    m_sandbox.write(QStringLiteral("broken.store"), bytes);
    const Outcome broken = m_sandbox.run(seriatimctl(), {QStringLiteral("--store"), m_sandbox.path(QStringLiteral("broken.store")), QStringLiteral("store"), QStringLiteral("check")});
    QVERIFY2(broken.exitCode == 1 && broken.err.contains("broken.store"), told(broken));
}

void CommandLineTest::packagesAreFound_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("found");
    QTest::newRow("all") << QStringList{QString()} << QByteArray("Qfiniti/Install core\nQfiniti/Patch 1\n");
    QTest::newRow("either") << QStringList{QStringLiteral("PATCH")} << QByteArray("Qfiniti/Patch 1\n");
    QTest::newRow("package") << QStringList{QStringLiteral("qfin"), QStringLiteral("--by"), QStringLiteral("package")} << QByteArray("Qfiniti/Install core\nQfiniti/Patch 1\n");
    QTest::newRow("not by package") << QStringList{QStringLiteral("patch"), QStringLiteral("--by"), QStringLiteral("package")} << QByteArray();
    QTest::newRow("not by program") << QStringList{QStringLiteral("qfin"), QStringLiteral("--by"), QStringLiteral("program")} << QByteArray();
    QTest::newRow("limit") << QStringList{QString(), QStringLiteral("--limit"), QStringLiteral("1")} << QByteArray("Qfiniti/Install core\n");
    QTest::newRow("nothing") << QStringList{QStringLiteral("zzz")} << QByteArray();
}

void CommandLineTest::packagesAreFound()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, found);
    const Outcome outcome = m_sandbox.ctl(QStringList{QStringLiteral("package"), QStringLiteral("search")} + arguments);
    QVERIFY2(outcome.exitCode == 0, told(outcome));
    QCOMPARE(outcome.out, found);
}

void CommandLineTest::tasksAreMadeAndListed()
{
    const Sandbox sandbox;
    sandbox.import(dataFile(QStringLiteral("definition/example.seriatim.xml")));
    const QString name = QString::fromUtf8("Größe & \"東京\"");
    QCOMPARE(sandbox.ctl({QStringLiteral("task"), QStringLiteral("create"), name}).exitCode, 0);
    QCOMPARE(sandbox.ctl({QStringLiteral("task"), QStringLiteral("add"), name, QStringLiteral("qfiniti/install core")}).exitCode, 0);
    QCOMPARE(sandbox.task(name)[u"items"][0][u"program"].toString(), QStringLiteral("Install core"));
    QVERIFY(sandbox.ctl({QStringLiteral("task"), QStringLiteral("list")}).out.contains(name.toUtf8()));
    QVERIFY(sandbox.ctl({QStringLiteral("task"), QStringLiteral("show"), name}).out.contains("Install core"));
}

void CommandLineTest::answersAreTheOnlyOutput()
{
    for (const QStringList &command : {QStringList{QStringLiteral("task"), QStringLiteral("list")}, QStringList{QStringLiteral("task"), QStringLiteral("show"), QStringLiteral("Qfiniti rollout")},
                                       QStringList{QStringLiteral("status"), QStringLiteral("Qfiniti rollout")}, QStringList{QStringLiteral("explain"), QStringLiteral("Qfiniti rollout"), QStringLiteral("pc-0001")},
                                       QStringList{QStringLiteral("simulate"), QStringLiteral("Qfiniti rollout")}, QStringList{QStringLiteral("package"), QStringLiteral("search"), QStringLiteral("q")},
                                       QStringList{QStringLiteral("task"), QStringLiteral("impact"), QStringLiteral("Qfiniti rollout"), QStringLiteral("remove"), QStringLiteral("2")}}) {
        const Outcome text = m_sandbox.ctl(command);
        QVERIFY2(text.exitCode == 0 && text.err.isEmpty() && !text.out.isEmpty(), told(text));
        const Outcome json = m_sandbox.ctl(command + QStringList{QStringLiteral("--json")});
        QVERIFY2(json.exitCode == 0 && json.err.isEmpty() && !json.json().isEmpty(), told(json));
    }
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "commandline_test.moc"
