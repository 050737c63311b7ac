// The console's own binary, without a screen: how it starts, what it refuses, and that it leaves a store alone that it only
// looks at.
#include "tests/support/binaries.h"

#include <QFileInfo>
#include <QTest>

using namespace seriatim::test;

class ConsoleSystemTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatIsNoOption();
    void namesAStoreAndATaskThatAreNotThere();
    void isReadyOnAStoreBesideASecondConsole();
    void readOnlyLeavesNothingBeside();

private:
    static void prepare(Sandbox &sandbox);
    static bool waitUntilReady(QProcess &console);
};

void ConsoleSystemTest::prepare(Sandbox &sandbox)
{
    sandbox.setVariable(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    sandbox.setVariable(QStringLiteral("SERIATIM_SETTINGS"), sandbox.path(QStringLiteral("settings")));
    sandbox.setVariable(QStringLiteral("SERIATIM_REPORT_READY"), QStringLiteral("1"));
}

bool ConsoleSystemTest::waitUntilReady(QProcess &console)
{
    console.setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("ready ") && console.waitForReadyRead(30'000))
        said += console.readAllStandardError();
    return said.contains("ready ");
}

void ConsoleSystemTest::refusesWhatIsNoOption()
{
    Sandbox sandbox;
    prepare(sandbox);
    QCOMPARE(refusalFault(sandbox.run(seriatimConsole(), {QStringLiteral("--sotre")}), 2, {QStringLiteral("sotre")}), QByteArray());
    QCOMPARE(refusalFault(sandbox.run(seriatimConsole(), {QStringLiteral("--theme"), QStringLiteral("pink")}), 2, {QStringLiteral("pink")}), QByteArray());
    QCOMPARE(refusalFault(sandbox.run(seriatimConsole(), {QStringLiteral("--minimized")}), 2, {QStringLiteral("--agent")}), QByteArray());
    QCOMPARE(refusalFault(sandbox.run(seriatimConsole(), {QStringLiteral("--agent"), sandbox.home(), QStringLiteral("--store"), sandbox.store()}), 2, {QStringLiteral("--store")}), QByteArray());
    QCOMPARE(sandbox.run(seriatimConsole(), {QStringLiteral("--version")}).exitCode, 0);
}

void ConsoleSystemTest::namesAStoreAndATaskThatAreNotThere()
{
    Sandbox sandbox;
    prepare(sandbox);
    const QString missing = sandbox.path(QStringLiteral("missing.store"));
    QCOMPARE(refusalFault(sandbox.run(seriatimConsole(), {QStringLiteral("--store"), missing}), 1, {QStringLiteral("missing.store")}), QByteArray());
    QVERIFY(!QFileInfo::exists(missing));
    QCOMPARE(refusalFault(sandbox.run(seriatimConsole(), {QStringLiteral("--store"), sandbox.store(), QStringLiteral("--task"), QStringLiteral("Nobody")}), 1,
                          {QStringLiteral("Nobody")}),
             QByteArray());
}

void ConsoleSystemTest::isReadyOnAStoreBesideASecondConsole()
{
    Sandbox sandbox;
    prepare(sandbox);
    QCOMPARE(sandbox.ctl({QStringLiteral("task"), QStringLiteral("create"), QStringLiteral("Rollout")}).exitCode, 0);
    const QStringList arguments{QStringLiteral("--store"), sandbox.store(), QStringLiteral("--task"), QStringLiteral("Rollout")};
    const std::unique_ptr<QProcess> first = sandbox.start(seriatimConsole(), arguments);
    const std::unique_ptr<QProcess> second = sandbox.start(seriatimConsole(), arguments);
    QVERIFY(waitUntilReady(*first));
    QVERIFY(waitUntilReady(*second));
    QCOMPARE(sandbox.ctl({QStringLiteral("task"), QStringLiteral("set"), QStringLiteral("Rollout"), QStringLiteral("description=meanwhile")}).exitCode, 0);
    QCOMPARE(first->state(), QProcess::Running);
    QCOMPARE(second->state(), QProcess::Running);
}

void ConsoleSystemTest::readOnlyLeavesNothingBeside()
{
    Sandbox sandbox;
    prepare(sandbox);
    const QByteArray before = sandbox.contents();
    const std::unique_ptr<QProcess> console = sandbox.start(seriatimConsole(), {QStringLiteral("--store"), sandbox.store(), QStringLiteral("--read-only")});
    QVERIFY(waitUntilReady(*console));
    QVERIFY(!QFileInfo::exists(sandbox.store() + QStringLiteral("-wal")));
    QVERIFY(!QFileInfo::exists(sandbox.store() + QStringLiteral("-shm")));
    console->kill();
    QVERIFY(console->waitForFinished());
    QCOMPARE(sandbox.contents(), before);
}

QTEST_GUILESS_MAIN(ConsoleSystemTest)
#include "console_test.moc"
