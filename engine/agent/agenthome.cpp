#include "engine/agent/agenthome.h"

#include "engine/agent/computerfacts.h"
#include "engine/base/files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QtEndian>

namespace seriatim {

namespace {

QString agentFile(const QString &folder)
{
    return folder + QStringLiteral("/agent.id");
}

QString restartFile(const QString &folder)
{
    return folder + QStringLiteral("/simulated-restarts");
}

QByteArray simulatedRestarts(const QString &folder)
{
    const Result<QByteArray> bytes = readFile(restartFile(folder), 64);
    return bytes ? bytes->trimmed() : QByteArray("0");
}

Result<AgentId> agentIdentity(const QString &folder)
{
    const QString path = agentFile(folder);
    if (const Result<QByteArray> bytes = readFile(path, 256)) {
        if (const auto id = AgentId::parse(QString::fromLatin1(*bytes)))
            return *id;
        return Error{ErrorCode::invalidInput, path,
                     QStringLiteral("does not hold an agent's GUID; restore it, or remove it to start as a new agent")};
    }
    const AgentId fresh = AgentId::mint();
    if (auto written = replaceFileDurably(path, fresh.toString().toLatin1() + '\n'); !written)
        return written.error();
    return fresh;
}

Error inUse(const QString &folder, const QLockFile &lock)
{
    qint64 pid = 0;
    QString host;
    QString application;
    QString holder;
    if (lock.getLockInfo(&pid, &host, &application))
        holder = QStringLiteral(" (%1, process %2)").arg(application).arg(pid);
    if (lock.error() == QLockFile::PermissionError)
        return {ErrorCode::readOnly, folder, QStringLiteral("the agent's home cannot be written; check its rights")};
    return {ErrorCode::busy, folder,
            QStringLiteral("another agent works in this home%1; wait for it, end it, or use another home").arg(holder)};
}

} // namespace

AgentHome::AgentHome(QString folder, AgentId agent, std::unique_ptr<QLockFile> lock)
    : m_folder(std::move(folder)), m_agent(agent), m_lock(std::move(lock))
{
}

AgentHome::AgentHome(AgentHome &&) noexcept = default;
AgentHome &AgentHome::operator=(AgentHome &&) noexcept = default;
AgentHome::~AgentHome() = default;

Result<AgentHome> AgentHome::open(const QString &folder)
{
    const QString absolute = QDir(folder).absolutePath();
    for (const QString &path : {absolute, absolute + QStringLiteral("/Task Synchronization"), absolute + QStringLiteral("/Policies"),
                                absolute + QStringLiteral("/Logs")}) {
        if (auto made = makeFolder(path); !made)
            return made.error();
    }
    auto lock = std::make_unique<QLockFile>(absolute + QStringLiteral("/agent.lock"));
    lock->setStaleLockTime(0); // held as long as its process lives, however long that is
    if (!lock->tryLock(0))
        return inUse(absolute, *lock);
    const Result<AgentId> agent = agentIdentity(absolute);
    if (!agent)
        return agent.error();
    return AgentHome(absolute, *agent, std::move(lock));
}

quint64 AgentHome::boot() const
{
    const QByteArray digest = QCryptographicHash::hash(bootIdentity().toUtf8() + '/' + simulatedRestarts(m_folder),
                                                       QCryptographicHash::Sha256);
    return qFromBigEndian<quint64>(digest.constData());
}

Result<> AgentHome::simulateRestart()
{
    return replaceFileDurably(restartFile(m_folder), QByteArray::number(simulatedRestarts(m_folder).toLongLong() + 1) + '\n');
}

} // namespace seriatim
