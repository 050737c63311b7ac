// The HTML page of a report. Everything that comes from a store is escaped, and a content security policy lets nothing but
// the page's own style work, should that ever fail.
#include "engine/reports/reportformats.h"
#include "engine/reports/reportwords.h"

#include <algorithm>
#include <numeric>

namespace seriatim {

namespace {

constexpr auto style = R"(:root{color-scheme:light dark;--page:#fff;--text:#1c2126;--faint:#5b6670;--line:#d5dade;--head:#f1f3f5;
--good:#2e7d4f;--bad:#b3261e;--busy:#2563ac;--waiting:#9a6a00;--quiet:#79838c}
@media(prefers-color-scheme:dark){:root{--page:#16191c;--text:#e4e8eb;--faint:#9aa5ae;--line:#353c42;--head:#22272b;
--good:#5fbf87;--bad:#f0776d;--busy:#6aa9ee;--waiting:#dfae4a;--quiet:#8d979f}}
body{margin:2rem auto;max-width:90rem;padding:0 1rem;background:var(--page);color:var(--text);font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:1.5rem 0 .3rem}p{margin:.3rem 0}.faint{color:var(--faint)}
.scroll{overflow-x:auto;margin:1.5rem 0}table{border-collapse:collapse;width:100%}
th,td{padding:.35rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{background:var(--head);white-space:nowrap}.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.t{white-space:nowrap}
svg{max-width:100%;height:auto}svg text{fill:var(--text);font:13px system-ui,sans-serif}
.good{fill:var(--good)}.bad{fill:var(--bad)}.busy{fill:var(--busy)}.waiting{fill:var(--waiting)}.quiet{fill:var(--quiet)}
@media print{body{margin:0;max-width:none}.scroll{overflow:visible})"
                       "}";

QString escaped(const QString &text)
{
    QString clean = text;
    for (QChar &c : clean) {
        if (c.category() == QChar::Other_Control)
            c = QChar::ReplacementCharacter; // most of them are not allowed in HTML at all
    }
    return clean.toHtmlEscaped();
}

QString toneClass(SeriesTone tone)
{
    switch (tone) {
    case SeriesTone::good:
        return QStringLiteral("good");
    case SeriesTone::bad:
        return QStringLiteral("bad");
    case SeriesTone::busy:
        return QStringLiteral("busy");
    case SeriesTone::waiting:
        return QStringLiteral("waiting");
    case SeriesTone::quiet:
        return QStringLiteral("quiet");
    }
    Q_UNREACHABLE();
}

QString number(double value)
{
    return QString::number(value, 'g', 12);
}

// Horizontal bars under a legend. Every part says in words what it is when it is pointed at, and what a bar comes to stands behind it.
class BarChartSvg
{
public:
    explicit BarChartSvg(const ReportChart &chart) : m_chart(chart)
    {
        for (qsizetype i = 0; i < chart.categories.size(); ++i)
            m_longest = std::max(m_longest, total(i));
    }

    [[nodiscard]] QString svg() const
    {
        const int height = top + static_cast<int>(m_chart.categories.size()) * rowHeight;
        QString text = QStringLiteral("<svg viewBox=\"0 0 %1 %2\" width=\"%1\" height=\"%2\" role=\"img\" aria-label=\"%3\">\n")
                           .arg(width).arg(height).arg(escaped(m_chart.title));
        text += legend();
        for (qsizetype i = 0; i < m_chart.categories.size(); ++i)
            text += bar(i);
        return text + QStringLiteral("</svg>\n");
    }

private:
    static constexpr int width = 960;
    static constexpr int labels = 300;
    static constexpr int barWidth = 560;
    static constexpr int top = 34;
    static constexpr int rowHeight = 26;

    [[nodiscard]] double total(qsizetype category) const
    {
        return std::accumulate(m_chart.series.begin(), m_chart.series.end(), 0.0,
                               [&](double sum, const ReportSeries &one) { return sum + one.values[static_cast<size_t>(category)]; });
    }

    [[nodiscard]] QString look(size_t series) const
    {
        const QString paler = m_chart.repeatsTone(series) ? QStringLiteral(" fill-opacity=\"0.5\"") : QString();
        return QStringLiteral("class=\"%1\"%2").arg(toneClass(m_chart.series[series].tone), paler);
    }

    [[nodiscard]] QString legend() const
    {
        QString text;
        int x = labels;
        for (size_t i = 0; i < m_chart.series.size(); ++i) {
            const ReportSeries &one = m_chart.series[i];
            text += QStringLiteral("<rect x=\"%1\" y=\"6\" width=\"12\" height=\"12\" %2/><text x=\"%3\" y=\"17\">%4</text>\n")
                        .arg(x).arg(look(i)).arg(x + 17).arg(escaped(one.name));
            x += 34 + 8 * static_cast<int>(one.name.size());
        }
        return text;
    }

    [[nodiscard]] QString bar(qsizetype category) const
    {
        constexpr qsizetype longestLabel = 40;
        const QString &name = m_chart.categories[category];
        const QString label = name.size() > longestLabel ? name.left(longestLabel - 1) + u'…' : name;
        const int y = top + static_cast<int>(category) * rowHeight;
        QString text = QStringLiteral("<text x=\"%1\" y=\"%2\" text-anchor=\"end\">%3</text>\n").arg(labels - 10).arg(y + 15).arg(escaped(label));
        double x = labels;
        for (size_t i = 0; i < m_chart.series.size(); ++i) {
            const ReportSeries &one = m_chart.series[i];
            const double value = one.values[static_cast<size_t>(category)];
            if (value <= 0)
                continue;
            const double length = value / m_longest * barWidth;
            text += QStringLiteral("<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"18\" %4><title>%5</title></rect>\n")
                        .arg(QString::number(x, 'f', 1)).arg(y + 1).arg(QString::number(length, 'f', 1), look(i),
                             escaped(QStringLiteral("%1, %2: %3").arg(name, one.name, number(value))));
            x += length;
        }
        return text + QStringLiteral("<text x=\"%1\" y=\"%2\">%3</text>\n").arg(QString::number(x + 8, 'f', 1)).arg(y + 15).arg(number(total(category)));
    }

    const ReportChart &m_chart;
    double m_longest = 1;
};

QString cellClass(ReportColumnType type)
{
    if (isNumeric(type))
        return QStringLiteral(" class=\"n\"");
    return type == ReportColumnType::instant ? QStringLiteral(" class=\"t\"") : QString();
}

void addTable(QByteArray &page, const Report &report)
{
    QString head;
    for (const ReportColumn &column : report.columns)
        head += QStringLiteral("<th scope=\"col\"%1>%2</th>").arg(cellClass(column.type), escaped(headingOf(column)));
    page += "<div class=\"scroll\"><table>\n<thead><tr>" + head.toUtf8() + "</tr></thead>\n<tbody>\n";
    for (const ReportRow &row : report.rows) {
        QString line = QStringLiteral("<tr>");
        for (size_t c = 0; c < row.cells.size(); ++c) {
            const ReportColumnType type = report.columns[c].type;
            QString text = escaped(cellText(row.cells[c], type));
            if (type == ReportColumnType::returnCodes)
                text.replace(QStringLiteral(": "), QStringLiteral(":&#160;")); // a code and its count stay together
            line += QStringLiteral("<td%1>").arg(cellClass(type)) + text + QStringLiteral("</td>");
        }
        page += line.toUtf8() + "</tr>\n";
    }
    page += "</tbody>\n</table></div>\n";
}

QString paragraph(const QString &text, bool faint = false)
{
    return text.isEmpty() ? QString() : QStringLiteral("<p%1>%2</p>\n").arg(faint ? QStringLiteral(" class=\"faint\"") : QString(), escaped(text));
}

} // namespace

QByteArray reportHtml(const Report &report)
{
    QString head = QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                                  "<meta name=\"viewport\" content=\"width=device-width\"/>\n"
                                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
                                  "<title>%1</title>\n<style>\n").arg(escaped(report.title));
    head += QString::fromLatin1(style) + QStringLiteral("\n</style>\n</head>\n<body>\n<h1>%1</h1>\n").arg(escaped(report.title));
    head += paragraph(report.sentence) + paragraph(report.filter.join(QStringLiteral(", ")));
    head += paragraph(madeText(report), true);
    QByteArray page = head.toUtf8();
    if (!report.chart.isEmpty())
        page += "<h2>" + escaped(report.chart.title).toUtf8() + "</h2>\n" + BarChartSvg(report.chart).svg().toUtf8();
    if (!report.rows.empty())
        addTable(page, report);
    for (const QString &line : footLines(report))
        page += paragraph(line).toUtf8();
    return page + "</body>\n</html>\n";
}

} // namespace seriatim
