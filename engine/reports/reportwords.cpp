#include "engine/reports/reportwords.h"

#include "engine/base/text.h"
#include "engine/domain/returncodemeanings.h"

#include <set>

namespace seriatim {

namespace {

// Names and sentences come from agents and documents: none of them moves a terminal's cursor.
QString oneLine(const QString &text)
{
    QString line = text;
    for (QChar &c : line) {
        if (c == u'\n' || c == u'\r' || c == u'\t')
            c = u' ';
        else if (c.category() == QChar::Other_Control)
            c = QChar::ReplacementCharacter;
    }
    return line;
}

QString codesText(const ReturnCodeCounts &codes)
{
    QStringList parts;
    for (const ReturnCodeCount &one : codes)
        parts.append(QStringLiteral("%1: %2").arg(one.code).arg(one.count));
    return parts.join(QStringLiteral(", "));
}

QString numberText(qint64 number, ReportColumnType type)
{
    if (type == ReportColumnType::duration)
        return durationText(number);
    return type == ReportColumnType::instant ? formatInstant(number) : QString::number(number);
}

} // namespace

QString wordsApart(const QString &word)
{
    QString words;
    for (const QChar c : word) {
        if (c.isUpper())
            words += u' ';
        words += c.toLower();
    }
    return words;
}

QString durationText(qint64 milliseconds)
{
    constexpr qint64 secondsPerMinute = 60;
    constexpr qint64 secondsPerHour = 60 * secondsPerMinute;
    constexpr qint64 secondsPerDay = 24 * secondsPerHour;
    const qint64 tenths = (milliseconds + 50) / 100;
    if (tenths < 10 * secondsPerMinute)
        return QStringLiteral("%1.%2 s").arg(tenths / 10).arg(tenths % 10);
    const qint64 seconds = (milliseconds + millisPerSecond / 2) / millisPerSecond;
    if (seconds < secondsPerHour)
        return QStringLiteral("%1 min %2 s").arg(seconds / secondsPerMinute).arg(seconds % secondsPerMinute);
    if (seconds < secondsPerDay)
        return QStringLiteral("%1 h %2 min").arg(seconds / secondsPerHour).arg(seconds % secondsPerHour / secondsPerMinute);
    return QStringLiteral("%1 d %2 h").arg(seconds / secondsPerDay).arg(seconds % secondsPerDay / secondsPerHour);
}

QString cellText(const ReportCell &cell, ReportColumnType type)
{
    if (const auto *text = std::get_if<QString>(&cell))
        return type == ReportColumnType::word ? wordsApart(*text) : oneLine(*text);
    if (const auto *number = std::get_if<qint64>(&cell))
        return numberText(*number, type);
    if (const auto *share = std::get_if<double>(&cell))
        return QString::number(*share * 100, 'f', 1) + QStringLiteral(" %");
    if (const auto *codes = std::get_if<ReturnCodeCounts>(&cell))
        return codesText(*codes);
    return {};
}

bool isNumeric(ReportColumnType type)
{
    return type == ReportColumnType::count || type == ReportColumnType::share || type == ReportColumnType::duration;
}

QString headingOf(const ReportColumn &column)
{
    return column.type == ReportColumnType::instant ? column.title + QStringLiteral(" (UTC)") : column.title;
}

QString madeText(const Report &report)
{
    return QStringLiteral("Made %1 UTC").arg(formatInstant(report.made));
}

QStringList codeMeanings(const ReturnCodeCounts &codes)
{
    QStringList lines;
    for (const ReturnCodeCount &one : codes) {
        const std::optional<ReturnCodeMeaning> meaning = one.code == 0 ? std::nullopt : meaningOf(one.code);
        if (!meaning)
            continue;
        lines.append(meaning->name.isEmpty() ? QStringLiteral("%1: %2").arg(one.code).arg(meaning->meaning)
                                             : QStringLiteral("%1 (%2): %3").arg(one.code).arg(meaning->name, meaning->meaning));
    }
    return lines;
}

QStringList codeLegend(const Report &report)
{
    std::set<ReturnCode> codes;
    for (const ReportRow &row : report.rows) {
        for (const ReportCell &cell : row.cells) {
            if (const auto *counts = std::get_if<ReturnCodeCounts>(&cell)) {
                for (const ReturnCodeCount &one : *counts)
                    codes.insert(one.code);
            }
        }
    }
    ReturnCodeCounts each;
    for (const ReturnCode code : codes)
        each.push_back({code, 1});
    QStringList lines = codeMeanings(each);
    if (!lines.isEmpty())
        lines.prepend(QStringLiteral("What these codes usually stand for (a program may have its own):"));
    return lines;
}

QStringList footLines(const Report &report)
{
    QStringList lines = codeLegend(report);
    if (report.rows.empty())
        lines.prepend(QStringLiteral("Nothing to report."));
    if (report.leftOut > 0)
        lines.append(QStringLiteral("%1 more rows are left out.").arg(report.leftOut));
    return lines;
}

} // namespace seriatim
