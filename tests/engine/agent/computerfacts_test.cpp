#include "engine/agent/computerfacts.h"

#include <QProcess>
#include <QTest>

using namespace seriatim;

namespace {

QString answerOf(const QString &command)
{
    QProcess process;
    process.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
    return process.waitForFinished() ? QString::fromUtf8(process.readAllStandardOutput()).trimmed() : QString();
}

} // namespace

class ComputerFactsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatTheSystemTells()
    {
        const Computer computer = thisComputer();
        QCOMPARE(computer.name, answerOf(QStringLiteral("uname -n | cut -d. -f1")));
        QCOMPARE(computer.user, answerOf(QStringLiteral("id -un")));
        QVERIFY(!computer.operatingSystem.isEmpty());
        QVERIFY(!computer.architecture.isEmpty());
        QVERIFY(computer.memoryMb > 64);
    }

    void theSameNameIsTheSameComputer()
    {
        QVERIFY(thisComputer(QStringLiteral("PC-1")).id == thisComputer(QStringLiteral("pc-1")).id);
        QVERIFY(!(thisComputer(QStringLiteral("PC-1")).id == thisComputer(QStringLiteral("PC-2")).id));
        QCOMPARE(thisComputer(QStringLiteral("PC-1")).name, QStringLiteral("PC-1"));
    }

    void theBootStaysTheSame_B19a()
    {
        QVERIFY(!bootIdentity().isEmpty());
        QCOMPARE(bootIdentity(), bootIdentity());
#ifdef Q_OS_LINUX
        QCOMPARE(bootIdentity(), answerOf(QStringLiteral("cat /proc/sys/kernel/random/boot_id")));
#endif
    }

    void usersAreNamedOnce()
    {
        QStringList users = loggedOnUsers();
        const QStringList expected = answerOf(QStringLiteral("who | cut -d' ' -f1 | sort -u")).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(users, expected);
    }
};

QTEST_GUILESS_MAIN(ComputerFactsTest)
#include "computerfacts_test.moc"
