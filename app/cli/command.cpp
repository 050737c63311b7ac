#include "app/cli/command.h"

#include "engine/base/text.h"

#include <QJsonDocument>

#include <cstdio>

namespace seriatim {

void Command::addOptions(QCommandLineParser &) const {}

QString counted(qint64 count, const QString &singular)
{
    return QString::number(count) + u' ' + singular + (count == 1 ? QString() : QStringLiteral("s"));
}

std::optional<QString> Invocation::optionalValue(const QString &option) const
{
    return isSet(option) ? std::optional(value(option)) : std::nullopt;
}

Error Invocation::usageError(const QString &detail)
{
    m_usageError = true;
    return {ErrorCode::invalidInput, QString(), detail};
}

Result<int> Invocation::number(const QString &text, const QString &name, int least, int most)
{
    const std::optional<qint64> value = parseInteger(text);
    if (!value || *value < least || *value > most)
        return usageError(QStringLiteral("%1 is '%2'; use a whole number from %3 to %4").arg(name, text).arg(least).arg(most));
    return static_cast<int>(*value);
}

Result<std::optional<int>> Invocation::optionalNumber(const QString &option, int least, int most)
{
    if (!isSet(option))
        return std::optional<int>();
    const Result<int> value_ = number(value(option), QStringLiteral("--") + option, least, most);
    return value_ ? Result<std::optional<int>>(std::optional(*value_)) : Result<std::optional<int>>(value_.error());
}

Result<Workspace> Invocation::open(Access access) const
{
    Result<Workspace> workspace = Workspace::open(m_store, access);
    // A store of an older schema is brought forward by the first who comes and may write; a backup stays beside it.
    if (access == Access::readOnly && !workspace && workspace.error().code == ErrorCode::readOnly && Workspace::open(m_store, Access::readWrite))
        return Workspace::open(m_store, access);
    return workspace;
}

void Invocation::write(const QByteArray &bytes) const
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout);
}

void Invocation::print(const QString &line) const
{
    write(line.toUtf8() + '\n');
}

void Invocation::print(const QJsonObject &object) const
{
    write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

} // namespace seriatim
