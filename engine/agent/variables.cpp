#include "engine/agent/variables.h"

#include <QRegularExpression>

namespace seriatim {

std::optional<QString> variableValue(const QString &name, const std::vector<EnvironmentVariable> &added)
{
#ifdef Q_OS_WIN
    constexpr Qt::CaseSensitivity sensitivity = Qt::CaseInsensitive;
#else
    constexpr Qt::CaseSensitivity sensitivity = Qt::CaseSensitive;
#endif
    for (auto variable = added.rbegin(); variable != added.rend(); ++variable) {
        if (variable->name.compare(name, sensitivity) == 0)
            return variable->value;
    }
    const QByteArray encoded = name.toLocal8Bit();
    return qEnvironmentVariableIsSet(encoded.constData()) ? std::optional(qEnvironmentVariable(encoded.constData()))
                                                          : std::nullopt;
}

Result<QString> expandVariables(const QString &text, const std::vector<EnvironmentVariable> &added)
{
    static const QRegularExpression pattern(
        QStringLiteral("%([A-Za-z_][A-Za-z0-9_()]*)%|\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}"));
    QString expanded;
    qsizetype done = 0;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString name = match.captured(match.capturedLength(1) > 0 ? 1 : 2);
        const auto value = variableValue(name, added);
        if (!value) {
            return Error{ErrorCode::notFound, text,
                         QStringLiteral("the environment variable '%1' is not set on this computer").arg(name)};
        }
        expanded += text.mid(done, match.capturedStart() - done) + *value;
        done = match.capturedEnd();
    }
    return expanded + text.mid(done);
}

} // namespace seriatim
