#include "engine/reports/reportformats.h"

#include "engine/base/csv.h"
#include "engine/base/isotime.h"
#include "engine/base/textcolumns.h"
#include "engine/domain/returncodemeanings.h"
#include "engine/reports/reportwords.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace seriatim {

namespace {

double seconds(qint64 milliseconds)
{
    return static_cast<double>(milliseconds) / millisPerSecond;
}

QString csvCodes(const ReturnCodeCounts &codes)
{
    QStringList parts;
    for (const ReturnCodeCount &one : codes)
        parts.append(QStringLiteral("%1: %2").arg(one.code).arg(one.count));
    return parts.join(QStringLiteral("; "));
}

QString csvCell(const ReportCell &cell, ReportColumnType type)
{
    if (const auto *text = std::get_if<QString>(&cell))
        return *text;
    if (const auto *share = std::get_if<double>(&cell))
        return QString::number(*share, 'f', 4);
    if (const auto *codes = std::get_if<ReturnCodeCounts>(&cell))
        return csvCodes(*codes);
    const auto *number = std::get_if<qint64>(&cell);
    if (!number)
        return {};
    if (type == ReportColumnType::instant)
        return isoTime(*number);
    return type == ReportColumnType::duration ? QString::number(seconds(*number), 'f', 3) : QString::number(*number);
}

QJsonArray codesJson(const ReturnCodeCounts &codes)
{
    QJsonArray list;
    for (const ReturnCodeCount &one : codes) {
        const std::optional<ReturnCodeMeaning> meaning = meaningOf(one.code);
        list.append(QJsonObject{{QStringLiteral("code"), one.code},
                                {QStringLiteral("count"), one.count},
                                {QStringLiteral("name"), meaning && !meaning->name.isEmpty() ? QJsonValue(meaning->name) : QJsonValue()},
                                {QStringLiteral("meaning"), meaning ? QJsonValue(meaning->meaning) : QJsonValue()}});
    }
    return list;
}

QJsonValue cellJson(const ReportCell &cell, ReportColumnType type)
{
    if (const auto *text = std::get_if<QString>(&cell))
        return *text;
    if (const auto *share = std::get_if<double>(&cell))
        return *share;
    if (const auto *codes = std::get_if<ReturnCodeCounts>(&cell))
        return codesJson(*codes);
    const auto *number = std::get_if<qint64>(&cell);
    if (!number)
        return {};
    if (type == ReportColumnType::instant)
        return isoTime(*number);
    return type == ReportColumnType::duration ? QJsonValue(seconds(*number)) : QJsonValue(*number);
}

QString typeWord(ReportColumnType type)
{
    switch (type) {
    case ReportColumnType::text:
        return QStringLiteral("text");
    case ReportColumnType::word:
        return QStringLiteral("word");
    case ReportColumnType::count:
        return QStringLiteral("count");
    case ReportColumnType::share:
        return QStringLiteral("share");
    case ReportColumnType::duration:
        return QStringLiteral("duration");
    case ReportColumnType::instant:
        return QStringLiteral("instant");
    case ReportColumnType::returnCodes:
        return QStringLiteral("returnCodes");
    }
    Q_UNREACHABLE();
}

QJsonObject chartJson(const ReportChart &chart)
{
    QJsonArray series;
    for (const ReportSeries &one : chart.series) {
        QJsonArray values;
        for (const double value : one.values)
            values.append(value);
        series.append(QJsonObject{{QStringLiteral("name"), one.name}, {QStringLiteral("values"), values}});
    }
    return {{QStringLiteral("title"), chart.title},
            {QStringLiteral("categories"), QJsonArray::fromStringList(chart.categories)},
            {QStringLiteral("series"), series}};
}

} // namespace

QString reportText(const Report &report)
{
    std::vector<QStringList> lines{QStringList()};
    for (const ReportColumn &column : report.columns)
        lines.front().append(column.title);
    for (const ReportRow &row : report.rows) {
        QStringList &texts = lines.emplace_back();
        for (size_t c = 0; c < row.cells.size(); ++c)
            texts.append(cellText(row.cells[c], report.columns[c].type));
    }
    QString text = report.title + (report.filter.isEmpty() ? QString() : QStringLiteral(": ") + report.filter.join(QStringLiteral(", "))) + u'\n';
    if (report.rows.empty())
        return text + QStringLiteral("nothing to report\n");
    std::vector<bool> isRight;
    for (const ReportColumn &column : report.columns)
        isRight.push_back(isNumeric(column.type));
    for (const QString &line : inColumns(lines, isRight))
        text += line + u'\n';
    for (const QString &line : codeLegend(report))
        text += line + u'\n';
    if (report.leftOut > 0)
        text += QStringLiteral("… and %1 more\n").arg(report.leftOut);
    return text;
}

QByteArray reportCsv(const Report &report)
{
    QStringList keys;
    for (const ReportColumn &column : report.columns)
        keys.append(column.key);
    QByteArray csv = csvLine(keys);
    for (const ReportRow &row : report.rows) {
        QStringList fields;
        for (size_t c = 0; c < row.cells.size(); ++c)
            fields.append(csvCell(row.cells[c], report.columns[c].type));
        csv += csvLine(fields);
    }
    return csv;
}

QJsonObject reportJson(const Report &report)
{
    QJsonArray columns;
    for (const ReportColumn &column : report.columns) {
        columns.append(QJsonObject{{QStringLiteral("name"), column.key}, {QStringLiteral("title"), column.title}, {QStringLiteral("type"), typeWord(column.type)}});
    }
    QJsonArray rows;
    for (const ReportRow &row : report.rows) {
        QJsonObject object;
        for (size_t c = 0; c < row.cells.size(); ++c)
            object.insert(report.columns[c].key, cellJson(row.cells[c], report.columns[c].type));
        rows.append(object);
    }
    return {{QStringLiteral("report"), report.name},
            {QStringLiteral("title"), report.title},
            {QStringLiteral("filter"), QJsonArray::fromStringList(report.filter)},
            {QStringLiteral("made"), isoTime(report.made)},
            {QStringLiteral("columns"), columns},
            {QStringLiteral("rows"), rows},
            {QStringLiteral("leftOut"), report.leftOut},
            {QStringLiteral("chart"), report.chart.isEmpty() ? QJsonValue() : QJsonValue(chartJson(report.chart))}};
}

QByteArray reportBytes(const Report &report, ReportFormat format)
{
    switch (format) {
    case ReportFormat::text:
        return reportText(report).toUtf8();
    case ReportFormat::csv:
        return reportCsv(report);
    case ReportFormat::json:
        return QJsonDocument(reportJson(report)).toJson(QJsonDocument::Compact) + '\n';
    case ReportFormat::html:
        return reportHtml(report);
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
