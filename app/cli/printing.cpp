#include "app/cli/printing.h"

#include <QDateTime>

#include <algorithm>

namespace seriatim {

void printAligned(const Invocation &invocation, const std::vector<QStringList> &rows, const std::vector<Align> &aligned)
{
    std::vector<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), static_cast<size_t>(row.size())), 0);
        for (qsizetype c = 0; c < row.size(); ++c)
            widths[static_cast<size_t>(c)] = std::max(widths[static_cast<size_t>(c)], row[c].size());
    }
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype c = 0; c < row.size(); ++c) {
            const auto column = static_cast<size_t>(c);
            const bool right = column < aligned.size() && aligned[column] == Align::right;
            line += (right ? row[c].rightJustified(widths[column]) : row[c].leftJustified(widths[column])) + QStringLiteral("  ");
        }
        while (line.endsWith(u' '))
            line.chop(1);
        invocation.print(line);
    }
}

QString isoTime(const std::optional<Instant> &instant)
{
    return instant && *instant != 0 ? QDateTime::fromMSecsSinceEpoch(*instant, Qt::UTC).toString(Qt::ISODate) : QString();
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
