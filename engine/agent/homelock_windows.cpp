#include "engine/agent/homelock.h"

#include <QLockFile>

namespace seriatim {

namespace {

QString lockFile(const QString &homeFolder)
{
    return homeFolder + QStringLiteral("/agent.lock");
}

} // namespace

// Windows deletes the file with its process, so nothing stale stays behind.
struct HomeLock::Held {
    explicit Held(const QString &path) : file(path) { file.setStaleLockTime(0); }
    QLockFile file;
};

HomeLock::HomeLock(std::unique_ptr<Held> held) : m_held(std::move(held)) {}
HomeLock::HomeLock(HomeLock &&) noexcept = default;
HomeLock &HomeLock::operator=(HomeLock &&) noexcept = default;
HomeLock::~HomeLock() = default;

Result<HomeLock> HomeLock::take(const QString &homeFolder)
{
    auto held = std::make_unique<Held>(lockFile(homeFolder));
    if (held->file.tryLock(0))
        return HomeLock(std::move(held));
    if (held->file.error() == QLockFile::PermissionError)
        return Error{ErrorCode::readOnly, homeFolder, QStringLiteral("the agent's home cannot be written; check its rights")};
    qint64 pid = 0;
    QString host;
    QString application;
    const QString who = held->file.getLockInfo(&pid, &host, &application) ? QStringLiteral(" (%1, process %2)").arg(application).arg(pid) : QString();
    return Error{ErrorCode::busy, homeFolder,
                 QStringLiteral("another agent works in this home%1; wait for it, end it, or use another home").arg(who)};
}

std::optional<qint64> HomeLock::holder(const QString &homeFolder)
{
    const QLockFile file(lockFile(homeFolder));
    qint64 pid = 0;
    QString host;
    QString application;
    return file.getLockInfo(&pid, &host, &application) ? std::optional(pid) : std::nullopt;
}

} // namespace seriatim
