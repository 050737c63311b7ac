#include "engine/agent/agenthome.h"

#include "engine/agent/inbox.h"
#include "engine/agent/inboxfile.h"
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

// What agents that were killed while they replaced a file left beside it.
void removeUnfinishedFiles(const QString &folder)
{
    const QString pattern = QStringLiteral("*") + QLatin1StringView(besideMark) + QStringLiteral("*");
    for (const QString &part : {QString(), QStringLiteral("/Task Synchronization"), QStringLiteral("/Policies"), QStringLiteral("/Events"), QStringLiteral("/Inbox")}) {
        QDir in(folder + part);
        for (const QString &name : in.entryList({pattern}, QDir::Files))
            in.remove(name);
    }
}

// Of an agent that works as root, everybody at the computer may see how its sequences stand, and nobody else what its
// policies and its programs say.
Result<> makeFolders(const HomeFiles &files)
{
    for (const QString &path : {files.folder(), files.journalFolder(), files.policyFolder(), files.logFolder(), files.eventFolder(), files.packageFolder()}) {
        if (auto made = makeFolder(path); !made)
            return made;
    }
    for (const QString &path : {files.policyFolder(), files.logFolder(), files.eventFolder()}) {
        if (auto closed = closeToOthers(path, Others::nothing); !closed)
            return closed;
    }
    if (auto closed = closeToOthers(files.packageFolder(), Others::enterOnly); !closed)
        return closed;
    return Inbox(files).make();
}

} // namespace

Result<AgentHome> AgentHome::open(const QString &folder)
{
    const QString absolute = QDir(folder).absolutePath();
    const HomeFiles files(absolute);
    if (auto made = makeFolders(files); !made)
        return made.error();
    Result<HomeLock> lock = HomeLock::take(absolute);
    if (!lock)
        return lock.error();
    removeUnfinishedFiles(absolute);
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
