// Programs that run with the rights of another user (B31, B32, B16a): for real where this test is root, refused where not.
#include "engine/agent/useraccount.h"

#include "engine/agent/agenthome.h"
#include "engine/agent/computerfacts.h"
#include "engine/agent/softwaredelivery.h"
#include "engine/agent/systemfacts.h"
#include "engine/policy/plancompiler.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

#include <algorithm>
#include <cstring>

#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmpx.h>

using namespace seriatim;

namespace {

// A user that every system has, and who may nothing.
const QString nobody = QStringLiteral("nobody");

bool mayChangeUsers()
{
    return !whyNotAsOthers();
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

template <size_t size>
void setField(char (&field)[size], const char *text)
{
    std::strncpy(field, text, size);
}

} // namespace

class UserAccountTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { ::utmpxname("/var/run/utmp"); }
    void whoSitsAtTheComputerComesFirst_B31();
    void sessionsAreRead();
    void unknownUserIsRefused_B16a();
    void otherThanRootIsRefused_B16a();
    void withoutSetprivIsRefused_B16a();
    void aFolderThatIsClosedIsRefused_B16a();
    void runsAsTheUser_B31();
    void theEnvironmentIsTheUsers();
    void aNameIsNeverACommand();
    void leftoversAreFound_B19();
    void theLimitHoldsForItsChildren_B33();
    void theUserReadsThePackage_B30();
    void withoutAPackageItWorksAtHome();
    void loggedInUserWaitsForOne_B32();
    void runsAsTheLoggedInUser_B32();
    void theAgentsOwnFoldersAreItsOwn();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] ProgramStart startAs(const QString &user, const QString &line) const;
    [[nodiscard]] DeliveryPolicy deliveryAs(RunWithRights rights, const QString &user, const QString &line) const;
    [[nodiscard]] Preparation prepare(const DeliveryPolicy &delivery);
    [[nodiscard]] ProgramEnd deliver(const DeliveryPolicy &delivery);
    [[nodiscard]] StartIdentity identityOf(const DeliveryPolicy &delivery) const { return {m_task, delivery.guid, QStringLiteral("Rollout"), 1, 1, 1}; }
    void logOn(const char *user, const char *line, const char *host, int since);

    std::unique_ptr<QTemporaryDir> m_folder; // that everybody may enter
    std::optional<AgentHome> m_home;
    std::optional<SoftwareDelivery> m_delivery;
    Computer m_computer = thisComputer(QStringLiteral("PC-1"));
    SystemProgramRunner m_runner;
    SystemSenses m_senses;
    TaskId m_task = TaskId::mint();
};

void UserAccountTest::init()
{
    m_delivery.reset();
    m_home.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0755), 0);
    m_home.emplace(AgentHome::open(path(QStringLiteral("home"))).value());
    m_delivery.emplace(*m_home, m_computer, m_runner, m_senses);
    // Nobody is logged on but who is in here.
    QFile sessions(path(QStringLiteral("utmp")));
    QVERIFY(sessions.open(QIODevice::WriteOnly));
    ::utmpxname(QFile::encodeName(sessions.fileName()).constData());
}

void UserAccountTest::logOn(const char *user, const char *line, const char *host, int since)
{
    utmpx entry{};
    entry.ut_type = USER_PROCESS;
    entry.ut_pid = ::getpid();
    setField(entry.ut_user, user);
    setField(entry.ut_line, line);
    setField(entry.ut_host, host);
    setField(entry.ut_id, line + std::max<size_t>(std::strlen(line), 4) - 4);
    entry.ut_tv.tv_sec = since;
    ::setutxent();
    QVERIFY(::pututxline(&entry) != nullptr);
    ::endutxent();
}

ProgramStart UserAccountTest::startAs(const QString &user, const QString &line) const
{
    ProgramStart start;
    start.commandLine = line;
    start.user = findAccount(user).value();
    start.workingDirectory = m_folder->path();
    start.logFile = path(QStringLiteral("log"));
    start.timeLimitMs = 60'000;
    start.token = QUuid::createUuid().toString();
    return start;
}

DeliveryPolicy UserAccountTest::deliveryAs(RunWithRights rights, const QString &user, const QString &line) const
{
    Program program(ProgramId::mint(), QStringLiteral("Install"));
    program.commandLine = line;
    program.rights = rights;
    program.specifiedUser = user;
    program.canRun = rights == RunWithRights::loggedInUser ? CanRun::loggedOn : CanRun::always;
    return DeliveryPolicy(LineItemId::mint(), Package(PackageId::mint(), QStringLiteral("Suite")), program);
}

Preparation UserAccountTest::prepare(const DeliveryPolicy &delivery)
{
    ClientPolicies policies{SynchPolicy(m_task)};
    policies.synch.tasks.emplace_back(delivery.guid);
    policies.deliveries.push_back(delivery);
    const Plan plan = compilePlan(policies, {});
    return m_delivery->prepare(delivery, {plan, plan.items.front(), false}, 1, {});
}

ProgramEnd UserAccountTest::deliver(const DeliveryPolicy &delivery)
{
    return m_delivery->run(delivery, identityOf(delivery), [] {}, [] { return false; });
}

void UserAccountTest::whoSitsAtTheComputerComesFirst_B31()
{
    const auto chosen = [](const std::vector<UserSession> &sessions) { return loggedInUser(sessions).value_or(QStringLiteral("none")); };
    const UserSession remote{QStringLiteral("remote"), QStringLiteral("pts/0"), QStringLiteral("192.0.2.7"), 900};
    const UserSession desktop{QStringLiteral("desktop"), QStringLiteral("tty2"), QStringLiteral("tty2"), 100};
    const UserSession display{QStringLiteral("display"), QStringLiteral(":0"), QStringLiteral(":0"), 200};
    const UserSession console{QStringLiteral("console"), QStringLiteral("tty1"), QString(), 300};
    QCOMPARE(chosen({}), QStringLiteral("none"));
    QCOMPARE(chosen({remote}), QStringLiteral("remote"));
    QCOMPARE(chosen({remote, desktop}), QStringLiteral("desktop"));
    QCOMPARE(chosen({display, remote, desktop}), QStringLiteral("display"));
    QCOMPARE(chosen({display, console, remote}), QStringLiteral("console"));
    UserSession later = remote;
    later.user = QStringLiteral("later");
    later.since = 901;
    QCOMPARE(chosen({later, remote}), QStringLiteral("later"));
}

void UserAccountTest::sessionsAreRead()
{
    QVERIFY(userSessions().empty());
    logOn("nobody", "pts/7", "192.0.2.7", 50);
    logOn("root", "tty1", "", 40);
    const std::vector<UserSession> sessions = userSessions();
    QCOMPARE(sessions.size(), size_t(2));
    QCOMPARE(sessions[0].user, nobody);
    QCOMPARE(sessions[0].line, QStringLiteral("pts/7"));
    QCOMPARE(sessions[0].host, QStringLiteral("192.0.2.7"));
    QCOMPARE(sessions[0].since, qint64(50));
    QCOMPARE(loggedInUser(sessions).value(), QStringLiteral("root"));
}

void UserAccountTest::unknownUserIsRefused_B16a()
{
    for (const QString &name : {QStringLiteral("no-such-user-here"), QStringLiteral("CORP\\setup"), QString(), QStringLiteral("root; true")}) {
        const DeliveryPolicy delivery = deliveryAs(RunWithRights::specifiedUser, name, QStringLiteral("touch ran"));
        const Preparation preparation = prepare(delivery);
        QCOMPARE(preparation.kind, Preparation::Kind::cannot);
        QVERIFY2(preparation.why.contains(u'\'' + name + u'\'') && preparation.why.contains(QStringLiteral("no such user")), qPrintable(preparation.why));
        QCOMPARE(deliver(delivery).kind, ProgramEnd::Kind::couldNotStart);
    }
}

void UserAccountTest::otherThanRootIsRefused_B16a()
{
    if (::geteuid() != 0) {
        const Preparation preparation = prepare(deliveryAs(RunWithRights::specifiedUser, QStringLiteral("root"), QStringLiteral("true")));
        QCOMPARE(preparation.kind, Preparation::Kind::cannot);
        QVERIFY2(preparation.why.contains(QStringLiteral("not possible here")) && preparation.why.contains(systemUser()), qPrintable(preparation.why));
        return;
    }
    // The same in a child that has given its rights up.
    const pid_t child = ::fork();
    if (child == 0) {
        const bool gone = ::setuid(findAccount(nobody)->uid) == 0;
        const auto why = whyNotAsOthers();
        ::_exit(gone && why && why->contains(QStringLiteral("not possible here")) && why->contains(nobody) ? 0 : 1);
    }
    int status = -1;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
}

void UserAccountTest::withoutSetprivIsRefused_B16a()
{
    if (::geteuid() != 0)
        QSKIP("only root comes as far as that");
    for (const QString &switcher : {QString(), path(QStringLiteral("setpriv"))}) {
        SystemProgramRunner runner(switcher);
        const ProgramEnd end = runner.run(startAs(nobody, QStringLiteral("true")), {});
        QCOMPARE(end.kind, ProgramEnd::Kind::couldNotStart);
        QVERIFY2(end.reason.contains(QStringLiteral("setpriv")) && end.reason.contains(QStringLiteral("not possible here")), qPrintable(end.reason));
    }
    // One that does not do what it is asked for leaves no code that passes for the program's (B16a).
    QFile broken(path(QStringLiteral("setpriv")));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("#!/bin/sh\necho 'setresuid failed' >&2; env >&2; exit 1\n") > 0);
    broken.close();
    QVERIFY(broken.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    SystemProgramRunner runner(broken.fileName());
    ::setenv("SECRET_OF_ROOT", "s3cr3t", 1);
    const ProgramEnd end = runner.run(startAs(nobody, QStringLiteral("true")), {});
    ::unsetenv("SECRET_OF_ROOT");
    QCOMPARE(end.kind, ProgramEnd::Kind::couldNotStart);
    QVERIFY2(!end.reason.contains(QStringLiteral("s3cr3t")), qPrintable(end.reason)); // the try is the user's already
    QVERIFY2(end.reason.contains(QStringLiteral("setresuid failed")) && end.reason.contains(nobody), qPrintable(end.reason));
}

void UserAccountTest::aFolderThatIsClosedIsRefused_B16a()
{
    if (!mayChangeUsers())
        QSKIP("needs root and setpriv");
    ProgramStart start = startAs(nobody, QStringLiteral("true"));
    start.workingDirectory = path(QStringLiteral("closed"));
    QVERIFY(QDir().mkpath(start.workingDirectory));
    QCOMPARE(::chmod(QFile::encodeName(start.workingDirectory).constData(), 0700), 0);
    const ProgramEnd end = m_runner.run(start, {});
    QCOMPARE(end.kind, ProgramEnd::Kind::couldNotStart);
    QVERIFY2(end.reason.contains(start.workingDirectory) && end.reason.contains(nobody), qPrintable(end.reason));
    QVERIFY(!QFile::exists(start.logFile)); // nothing was begun
}

void UserAccountTest::runsAsTheUser_B31()
{
    if (!mayChangeUsers())
        QSKIP("needs root and setpriv");
    const gid_t groups[] = {0, 4}; // of the agent's, not of the user's
    QCOMPARE(::setgroups(2, groups), 0);
    const ProgramEnd end = m_runner.run(startAs(nobody, QStringLiteral("id -un; id -ru; id -G; pwd; grep -c 'Cap\\(Inh\\|Prm\\|Eff\\).*[1-9a-f]' /proc/self/status; exit 7")), {});
    QCOMPARE(end.kind, ProgramEnd::Kind::exited);
    QCOMPARE(static_cast<int>(end.code), 7);
    const UserAccount account = *findAccount(nobody);
    QCOMPARE(end.outputTail, QStringLiteral("nobody\n%1\n%2\n%3\n0\n").arg(account.uid).arg(account.gid).arg(m_folder->path()).toUtf8());
}

void UserAccountTest::theEnvironmentIsTheUsers() // and root's is not shown to it
{
    if (!mayChangeUsers())
        QSKIP("needs root and setpriv");
    ::setenv("SECRET_OF_ROOT", "s3cr3t", 1);
    ProgramStart start = startAs(nobody, QStringLiteral("echo \"$HOME|$USER|$LOGNAME|$SHELL|$SERIATIM_X|$SERIATIM_START_TOKEN\"; env"));
    start.environment = {{QStringLiteral("SERIATIM_X"), QStringLiteral("x")}};
    const ProgramEnd end = m_runner.run(start, {});
    ::unsetenv("SECRET_OF_ROOT");
    const UserAccount account = *findAccount(nobody);
    const QByteArray first = QStringLiteral("%1|nobody|nobody|%2|x|%3").arg(account.home, account.shell, start.token).toUtf8();
    QVERIFY2(end.outputTail.startsWith(first + '\n'), end.outputTail.constData());
    QVERIFY(!end.outputTail.contains("s3cr3t"));
    QVERIFY(end.outputTail.contains("\nPATH="));
}

void UserAccountTest::aNameIsNeverACommand()
{
    const std::vector<QString> words = wordsToRunAs({QStringLiteral("x; touch /tmp/evil"), 7, 8, {}, {}}, QStringLiteral("/usr/bin/setpriv"));
    for (const QString &word : words)
        QVERIFY2(!word.contains(QStringLiteral("evil")), qPrintable(word));
    QVERIFY(std::ranges::find(words, QStringLiteral("--reuid=7")) != words.end());
    QVERIFY(std::ranges::find(words, QStringLiteral("--regid=8")) != words.end());
    QCOMPARE(words.back(), QStringLiteral("--"));
}

void UserAccountTest::leftoversAreFound_B19() // the token goes through the change of user
{
    if (!mayChangeUsers())
        QSKIP("needs root and setpriv");
    const ProgramStart start = startAs(nobody, QStringLiteral("setsid sleep 600 & echo $!"));
    const ProgramEnd end = m_runner.run(start, {});
    const qint64 left = end.outputTail.trimmed().toLongLong();
    QVERIFY(identifyProcess(left));
    QVERIFY(endLeftoverProcesses(start.token).value() >= 1);
    QVERIFY(!identifyProcess(left));
}

void UserAccountTest::theLimitHoldsForItsChildren_B33()
{
    if (!mayChangeUsers())
        QSKIP("needs root and setpriv");
    ProgramStart start = startAs(nobody, QStringLiteral("sleep 600 & echo $!; wait"));
    start.timeLimitMs = 1'000;
    const ProgramEnd end = m_runner.run(start, {});
    QCOMPARE(end.kind, ProgramEnd::Kind::timedOut);
    QVERIFY(!identifyProcess(end.outputTail.trimmed().toLongLong()));
}

void UserAccountTest::theUserReadsThePackage_B30()
{
    if (!mayChangeUsers())
        QSKIP("needs root and setpriv");
    // As an agent with a strict umask leaves it.
    const QString source = path(QStringLiteral("source"));
    QVERIFY(QDir().mkpath(source + QStringLiteral("/sub")));
    QFile file(source + QStringLiteral("/sub/data"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("the data\n") > 0);
    file.close();
    DeliveryPolicy delivery = deliveryAs(RunWithRights::specifiedUser, nobody, QStringLiteral("id -un; cat sub/data; echo x >> sub/data || echo cannot write"));
    delivery.package.source = {SourceType::local, source};
    const mode_t umaskBefore = ::umask(077);
    const Preparation preparation = prepare(delivery);
    ::umask(umaskBefore);
    QVERIFY2(preparation.kind == Preparation::Kind::ready, qPrintable(preparation.why));
    const ProgramEnd end = deliver(delivery);
    QVERIFY2(end.outputTail.startsWith("nobody\nthe data\n") && end.outputTail.endsWith("cannot write\n"), (end.outputTail + end.reason.toUtf8()).constData());
    const QString copy = m_delivery->packages().folderOf(delivery.package.id);
    QCOMPARE(contents(copy + QStringLiteral("/sub/data")), QByteArray("the data\n"));
    // Also who is in root's group, whose rights go before those of everybody.
    struct stat info{};
    QCOMPARE(::stat(QFile::encodeName(copy).constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777, mode_t(0755));
}

void UserAccountTest::withoutAPackageItWorksAtHome()
{
    if (!mayChangeUsers())
        QSKIP("needs root and setpriv");
    const ProgramEnd end = deliver(deliveryAs(RunWithRights::specifiedUser, nobody, QStringLiteral("pwd")));
    const UserAccount account = *findAccount(nobody);
    const QString expected = QFileInfo(account.home).isDir() ? account.home : QStringLiteral("/");
    QCOMPARE(end.outputTail, expected.toUtf8() + '\n');
}

void UserAccountTest::loggedInUserWaitsForOne_B32()
{
    const DeliveryPolicy delivery = deliveryAs(RunWithRights::loggedInUser, {}, QStringLiteral("true"));
    const Preparation preparation = prepare(delivery);
    QCOMPARE(preparation.kind, Preparation::Kind::notYet);
    QCOMPARE(preparation.reason, WaitReason::user);
    // One who has logged off again between the look and the start.
    const ProgramEnd end = deliver(delivery);
    QCOMPARE(end.kind, ProgramEnd::Kind::couldNotStart);
    QVERIFY2(end.reason.contains(QStringLiteral("nobody is logged on")), qPrintable(end.reason));
}

void UserAccountTest::runsAsTheLoggedInUser_B32()
{
    if (!mayChangeUsers())
        QSKIP("needs root and setpriv");
    logOn("nobody", "tty1", "", 40);
    logOn("root", "pts/7", "192.0.2.7", 50);
    const DeliveryPolicy delivery = deliveryAs(RunWithRights::loggedInUser, {}, QStringLiteral("id -un"));
    QCOMPARE(prepare(delivery).kind, Preparation::Kind::ready);
    QCOMPARE(deliver(delivery).outputTail, QByteArray("nobody\n"));
    // The agent's own user needs no change.
    logOn("root", "tty2", "", 60);
    QCOMPARE(deliver(delivery).outputTail, QByteArray("root\n"));
}

void UserAccountTest::theAgentsOwnFoldersAreItsOwn() // others pass through the home, to package files alone
{
    for (const QString &folder : {m_home->policyFolder(), m_home->eventFolder(), m_home->logFolder()}) {
        struct stat info{};
        QCOMPARE(::stat(QFile::encodeName(folder).constData(), &info), 0);
        QVERIFY2((info.st_mode & 077) == 0, qPrintable(folder));
    }
}

QTEST_GUILESS_MAIN(UserAccountTest)
#include "useraccount_test.moc"
