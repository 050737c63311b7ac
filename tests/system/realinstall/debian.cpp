#include "tests/system/realinstall/debian.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QSysInfo>

#include <algorithm>
#include <stdexcept>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace seriatim::test {

namespace {

constexpr auto lockFile = "/run/lock/seriatim-realinstall"; // of all checkouts on this machine
const QString dpkgLog = QStringLiteral("/var/log/dpkg.log");
const QString restoreScript = QStringLiteral(SERIATIM_SOURCE_DIR "/tests/system/realinstall/restore.sh");

// Small, without services, triggers of their own, alternatives or anything that they need.
const QStringList &candidates()
{
    static const QStringList names{QStringLiteral("hello"), QStringLiteral("sl"), QStringLiteral("rolldice"), QStringLiteral("pwgen"),
                                   QStringLiteral("nyancat"), QStringLiteral("ncal"), QStringLiteral("hexcurse"), QStringLiteral("pv"),
                                   QStringLiteral("tree"), QStringLiteral("unrtf"), QStringLiteral("dc"), QStringLiteral("cmatrix")};
    return names;
}

} // namespace

QString DebianMachine::refusal()
{
    if (qEnvironmentVariable("SERIATIM_REALINSTALL") != u"1")
        return QStringLiteral("installs packages on this machine for a while: set SERIATIM_REALINSTALL=1 where it may");
    if (QSysInfo::productType() != u"debian")
        return QStringLiteral("this is no Debian");
    if (::geteuid() != 0)
        return QStringLiteral("only root can install packages");
    for (const char *tool : {"apt-get", "apt-mark", "dpkg", "dpkg-query"}) {
        if (QStandardPaths::findExecutable(QString::fromLatin1(tool)).isEmpty())
            return QStringLiteral("there is no %1 here").arg(QString::fromLatin1(tool));
    }
    return {};
}

DebianMachine::DebianMachine(Sandbox &sandbox)
    : m_sandbox(sandbox), m_lock(::open(lockFile, O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600))
{
    if (m_lock < 0 || ::flock(m_lock, LOCK_EX) != 0)
        throw std::runtime_error(std::string(lockFile) + " cannot be locked");
    QDir().mkpath(m_sandbox.path(QStringLiteral("apt/archives/partial")));
    QDir().mkpath(m_sandbox.path(QStringLiteral("apt/lists/partial")));
    m_sandbox.setVariable(QStringLiteral("APT_CONFIG"), m_sandbox.path(QStringLiteral("apt.conf")));
    m_sandbox.setVariable(QStringLiteral("DEBIAN_FRONTEND"), QStringLiteral("noninteractive"));
    configureApt(false);
}

DebianMachine::~DebianMachine()
{
    (void)restore();
    ::close(m_lock);
}

void DebianMachine::configureApt(bool ownLists) const
{
    QString settings = QStringLiteral("Dir::Cache \"%1\";\nAPT::Sandbox::User \"root\";\nDPkg::Lock::Timeout \"120\";\n")
                           .arg(m_sandbox.path(QStringLiteral("apt")));
    if (ownLists)
        settings += QStringLiteral("Dir::State::lists \"%1\";\n").arg(m_sandbox.path(QStringLiteral("apt/lists")));
    m_sandbox.write(QStringLiteral("apt.conf"), settings.toUtf8());
}

QString DebianMachine::obtain(int count)
{
    Outcome outcome;
    for (const bool ownLists : {false, true}) { // the machine's own lists may be missing or old, and stay as they are
        configureApt(ownLists);
        if (ownLists)
            outcome = m_sandbox.run(QStringLiteral("apt-get"), {QStringLiteral("update")});
        const QStringList chosen = choose(count);
        if (chosen.size() < count)
            continue;
        outcome = m_sandbox.run(QStringLiteral("apt-get"), QStringList{QStringLiteral("install"), QStringLiteral("--yes"), QStringLiteral("--download-only"),
                                                                       QStringLiteral("--no-install-recommends")} + chosen);
        if (outcome.exitCode != 0)
            continue;
        m_packages = chosen;
        m_logStart = QFileInfo(dpkgLog).size();
        startGuard();
        return {};
    }
    return QStringLiteral("%1 small packages that are not here cannot be had: %2").arg(count).arg(outcome.error().trimmed());
}

QStringList DebianMachine::choose(int count) const
{
    QStringList chosen;
    for (const QString &candidate : candidates()) {
        if (chosen.size() < count && !isKnown(candidate) && bringsNothingElse(candidate))
            chosen.append(candidate);
    }
    return chosen;
}

// Also one that was removed and has left its settings: purging would take those away.
bool DebianMachine::isKnown(const QString &package) const
{
    return m_sandbox.run(QStringLiteral("dpkg-query"), {QStringLiteral("-W"), package}).exitCode == 0;
}

bool DebianMachine::isInstalled(const QString &package) const
{
    const QStringList question{QStringLiteral("-W"), QStringLiteral("-f"), QStringLiteral("${db:Status-Abbrev}"), package};
    return m_sandbox.run(QStringLiteral("dpkg-query"), question).out == "ii ";
}

bool DebianMachine::bringsNothingElse(const QString &package) const
{
    const Outcome plan = m_sandbox.run(QStringLiteral("apt-get"), {QStringLiteral("install"), QStringLiteral("--simulate"),
                                                                   QStringLiteral("--no-install-recommends"), package});
    QByteArrayList changes = plan.out.split('\n');
    changes.removeIf([](const QByteArray &line) { return !line.startsWith("Inst ") && !line.startsWith("Remv "); });
    return plan.exitCode == 0 && changes.size() == 1 && changes.front().startsWith("Inst " + package.toUtf8() + ' ');
}

void DebianMachine::startGuard() const
{
    QProcess guard;
    guard.setProgram(restoreScript);
    guard.setArguments(QStringList{QStringLiteral("after"), QString::number(QCoreApplication::applicationPid()), m_sandbox.path(QString())} + m_packages);
    guard.setProcessEnvironment(m_sandbox.environment());
    guard.setWorkingDirectory(QStringLiteral("/"));
    guard.setStandardInputFile(QProcess::nullDevice());
    guard.setStandardOutputFile(QProcess::nullDevice());
    guard.setStandardErrorFile(QProcess::nullDevice());
    ::fcntl(m_lock, F_SETFD, 0); // it alone inherits the lock, so that nobody else begins before it has put things right
    const bool started = guard.startDetached();
    ::fcntl(m_lock, F_SETFD, FD_CLOEXEC);
    if (!started)
        throw std::runtime_error("without the guard, nothing is installed");
}

void DebianMachine::watch(const QProcess &agent) const
{
    m_sandbox.write(QStringLiteral("agent.pid"), QByteArray::number(agent.processId()));
}

QStringList DebianMachine::installedInOrder() const
{
    QStringList names;
    QFile log(dpkgLog);
    if (!log.open(QIODevice::ReadOnly) || !log.seek(m_logStart))
        return names;
    for (const QByteArray &line : log.readAll().split('\n')) {
        const QByteArrayList words = line.split(' '); // DATE TIME install NAME:ARCHITECTURE OLD NEW
        if (words.size() == 6 && words[2] == "install")
            names.append(QString::fromUtf8(words[3].split(':').front()));
    }
    return names;
}

QByteArray DebianMachine::damage(const QStringList &packages) const
{
    return m_sandbox.run(QStringLiteral("dpkg"), QStringList{QStringLiteral("--verify")} + packages).out;
}

QByteArrayList DebianMachine::inventory() const
{
    const Outcome packages = m_sandbox.run(QStringLiteral("dpkg-query"), {QStringLiteral("-W"), QStringLiteral("-f"),
                                                                          QStringLiteral("${db:Status-Abbrev} ${Package}:${Architecture} ${Version}\\n")});
    const Outcome byHand = m_sandbox.run(QStringLiteral("apt-mark"), {QStringLiteral("showmanual")});
    if (packages.exitCode != 0 || byHand.exitCode != 0)
        throw std::runtime_error((told(packages) + told(byHand)).toStdString());
    QByteArrayList lines = packages.out.split('\n');
    for (const QByteArray &name : byHand.out.split('\n'))
        lines.append("by hand: " + name);
    std::ranges::sort(lines);
    return lines;
}

QByteArray DebianMachine::restore()
{
    if (m_packages.isEmpty())
        return {};
    const Outcome restored = m_sandbox.run(restoreScript, QStringList{QStringLiteral("now")} + m_packages);
    if (restored.exitCode != 0)
        return told(restored);
    m_sandbox.write(QStringLiteral("restored"), "done");
    m_packages.clear();
    return {};
}

} // namespace seriatim::test
