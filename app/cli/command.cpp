#include "app/cli/command.h"

#include "app/shared/openstore.h"

#include <QJsonDocument>

#include <cstdio>

namespace seriatim {

void Command::addOptions(QCommandLineParser &) const {}

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
    const Result<int> parsed = wholeNumber(text, name, least, most);
    return parsed ? parsed : usageError(parsed.error().message());
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
    return openStore(m_store, access);
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
