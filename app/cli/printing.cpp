#include "app/cli/printing.h"

#include "engine/base/isotime.h"
#include "engine/base/textcolumns.h"

namespace seriatim {

void printAligned(const Invocation &invocation, const std::vector<QStringList> &rows, const std::vector<Align> &aligned)
{
    std::vector<bool> isRight;
    for (const Align align : aligned)
        isRight.push_back(align == Align::right);
    for (const QString &line : inColumns(rows, isRight))
        invocation.print(line);
}

QString isoTime(const std::optional<Instant> &instant)
{
    return instant && *instant != 0 ? isoTime(*instant) : QString();
}

QJsonValue timeJson(const std::optional<Instant> &instant)
{
    const QString text = isoTime(instant);
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString signedText(qint64 difference)
{
    return difference > 0 ? QStringLiteral("+%1").arg(difference) : QString::number(difference);
}

} // namespace seriatim
