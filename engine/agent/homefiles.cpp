#include "engine/agent/homefiles.h"

#include "engine/agent/computerfacts.h"
#include "engine/base/files.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace seriatim {

QString HomeFiles::logFolder(TaskId task) const
{
    return logFolder() + u'/' + task.uuid().toString(QUuid::WithoutBraces);
}

QString HomeFiles::logFile(TaskId task, int run, int place, int attempt) const
{
    return logFolder(task) + QStringLiteral("/run-%1-item-%2-attempt-%3.log").arg(run).arg(place).arg(attempt);
}

Result<std::optional<AgentId>> HomeFiles::identity() const
{
    const Result<QByteArray> bytes = readFile(identityFile(), 256);
    if (!bytes)
        return bytes.error().code == ErrorCode::notFound ? Result<std::optional<AgentId>>(std::nullopt) : bytes.error();
    if (const auto id = AgentId::parse(QString::fromLatin1(*bytes)))
        return std::optional(*id);
    return Error{ErrorCode::invalidInput, identityFile(),
                 QStringLiteral("does not hold an agent's GUID; restore it, or remove it to start as a new agent")};
}

qint64 HomeFiles::simulatedRestarts() const
{
    const Result<QByteArray> bytes = readFile(restartFile(), 64);
    return bytes ? bytes->trimmed().toLongLong() : 0;
}

quint64 HomeFiles::boot() const
{
    const QByteArray digest = QCryptographicHash::hash(bootIdentity().toUtf8() + '/' + QByteArray::number(simulatedRestarts()),
                                                       QCryptographicHash::Sha256);
    return qFromBigEndian<quint64>(digest.constData());
}

} // namespace seriatim
