#include "engine/agent/agenthome.h"

#include "engine/base/files.h"

#include <QDir>
#include <QFile>

namespace seriatim {

namespace {

QString keyFile(const QString &folder)
{
    return folder + QStringLiteral("/store.key.pub");
}

Result<AgentId> agentIdentity(const HomeFiles &files)
{
    const Result<std::optional<AgentId>> known = files.identity();
    if (!known)
        return known.error();
    if (*known)
        return **known;
    const AgentId fresh = AgentId::mint();
    if (auto written = replaceFileDurably(files.identityFile(), fresh.toString().toLatin1() + '\n'); !written)
        return written.error();
    return fresh;
}

// Policies, what was done and what installers printed are for administrators. In a home that is another user's they are as
// that user wants them.
Result<> makeOwnersFolder(const QString &path)
{
    if (auto made = makeFolder(path); !made)
        return made;
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    if ((QFile::permissions(path) & others) != QFile::Permissions())
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return Done{};
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
    if (auto made = makeFolder(absolute); !made)
        return made.error();
    // The home itself may be passed through, for the package files of programs that run as another user.
    for (const char *part : {"/Task Synchronization", "/Policies", "/Events", "/Logs"}) {
        if (auto made = makeOwnersFolder(absolute + QString::fromLatin1(part)); !made)
            return made.error();
    }
    Result<HomeLock> lock = HomeLock::take(absolute);
    if (!lock)
        return lock.error();
    removeUnfinishedFiles(absolute);
    const HomeFiles files(absolute);
    const Result<AgentId> agent = agentIdentity(files);
    if (!agent)
        return agent.error();
    return AgentHome(files, *agent, std::move(lock).value());
}

Result<std::optional<PublicKey>> AgentHome::trustedKey() const
{
    const QString path = keyFile(folder());
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
    return replaceFileDurably(keyFile(folder()), key.toText().toLatin1() + '\n');
}

bool AgentHome::isEnrolled(const QString &folder)
{
    return QFile::exists(keyFile(folder));
}

Result<> AgentHome::simulateRestart()
{
    return replaceFileDurably(restartFile(), QByteArray::number(simulatedRestarts() + 1) + '\n');
}

} // namespace seriatim
