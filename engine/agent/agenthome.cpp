#include "engine/agent/agenthome.h"

#include "engine/agent/computerfacts.h"
#include "engine/base/files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
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

QString keyFile(const QString &folder)
{
    return folder + QStringLiteral("/store.key.pub");
}

QByteArray simulatedRestarts(const QString &folder)
{
    const Result<QByteArray> bytes = readFile(restartFile(folder), 64);
    return bytes ? bytes->trimmed() : QByteArray("0");
}

Result<AgentId> agentIdentity(const QString &folder)
{
    const QString path = agentFile(folder);
    const Result<QByteArray> bytes = readFile(path, 256);
    if (!bytes && bytes.error().code != ErrorCode::notFound)
        return bytes.error();
    if (bytes) {
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

// What agents that were killed while they replaced a file left beside it.
void removeUnfinishedFiles(const QString &folder)
{
    const QString pattern = QStringLiteral("*") + QLatin1StringView(besideMark) + QStringLiteral("*");
    for (const QString &part : {QString(), QStringLiteral("/Task Synchronization"), QStringLiteral("/Policies"), QStringLiteral("/Events")}) {
        QDir in(folder + part);
        for (const QString &name : in.entryList({pattern}, QDir::Files))
            in.remove(name);
    }
}

} // namespace

Result<AgentHome> AgentHome::open(const QString &folder)
{
    const QString absolute = QDir(folder).absolutePath();
    for (const QString &path : {absolute, absolute + QStringLiteral("/Task Synchronization"), absolute + QStringLiteral("/Policies"),
                                absolute + QStringLiteral("/Logs")}) {
        if (auto made = makeFolder(path); !made)
            return made.error();
    }
    Result<HomeLock> lock = HomeLock::take(absolute);
    if (!lock)
        return lock.error();
    removeUnfinishedFiles(absolute);
    const Result<AgentId> agent = agentIdentity(absolute);
    if (!agent)
        return agent.error();
    return AgentHome(absolute, *agent, std::move(lock).value());
}

Result<std::optional<PublicKey>> AgentHome::trustedKey() const
{
    const QString path = keyFile(m_folder);
    const Result<QByteArray> text = readFile(path, 4096);
    if (!text)
        return text.error().code == ErrorCode::notFound ? Result<std::optional<PublicKey>>(std::nullopt) : text.error();
    const Result<PublicKey> key = PublicKey::parse(QString::fromLatin1(*text));
    if (!key)
        return Error{key.error().code, path, key.error().detail};
    return std::optional(*key);
}

Result<> AgentHome::setTrustedKey(const PublicKey &key)
{
    return replaceFileDurably(keyFile(m_folder), key.toText().toLatin1() + '\n');
}

bool AgentHome::isEnrolled(const QString &folder)
{
    return QFile::exists(keyFile(folder));
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
