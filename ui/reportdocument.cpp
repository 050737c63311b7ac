#include "ui/reportdocument.h"

#include "ui/reportchartview.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>
#include <numeric>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::ReportDocument)
};

constexpr qreal pointsPerInch = 72;
constexpr qreal titleSize = 16; // points, as everything below
constexpr qreal textSize = 9;
constexpr qreal marginSize = 36;
constexpr qreal footSize = 18; // the line of page numbers, with the space above it
constexpr qreal padding = 4.5;
constexpr qreal space = 8; // between title, chart, table and what follows
constexpr qreal leastTextColumn = 60;
constexpr qreal barHeight = 9;
constexpr qreal barDistance = 13;
constexpr qreal mostForLabels = 0.3; // of the page's width
constexpr qreal mostForBars = 0.9;   // of what is beside the labels
constexpr size_t columnsForPortrait = 6;
constexpr qsizetype longestCell = 400; // characters; a cell is no page
constexpr QRgb lineColor = 0xffc8cdd2;
constexpr QRgb headingColor = 0xffeef1f4;
constexpr QRgb faintColor = 0xff5b6670;

QPalette paper()
{
    return {Qt::black, Qt::white, Qt::white, Qt::darkGray, Qt::gray, Qt::black, Qt::white, Qt::white, Qt::white};
}

qreal widestWord(const QString &text, const QFontMetricsF &metrics)
{
    qreal widest = 0;
    for (const QString &word : text.split(u' '))
        widest = std::max(widest, metrics.horizontalAdvance(word));
    return widest;
}

double totalOf(const ReportChart &chart, size_t category)
{
    return std::accumulate(chart.series.begin(), chart.series.end(), 0.0, [&](double sum, const ReportSeries &one) { return sum + one.values[category]; });
}

// Breaks within words only where one of them is wider than all there is.
int wrapFlags(const QString &text, const QFontMetricsF &metrics, qreal width)
{
    return Qt::AlignTop | Qt::TextWordWrap | (widestWord(text, metrics) > width ? Qt::TextWrapAnywhere : 0);
}

// Each as wide as it wants, as long as that leaves the others their share of `room`.
void shareRoom(std::vector<qreal *> widths, qreal room)
{
    std::ranges::sort(widths, {}, [](const qreal *width) { return *width; });
    for (size_t i = 0; i < widths.size(); ++i) {
        *widths[i] = std::min(*widths[i], room / static_cast<qreal>(widths.size() - i));
        room -= *widths[i];
    }
}

} // namespace

ReportDocument::ReportDocument(const Report &report, const QPagedPaintDevice &device, std::function<bool()> cancelled)
    : m_report(report), m_device(device), m_cancelled(std::move(cancelled)), m_dotsPerPoint(device.logicalDpiX() / pointsPerInch), m_foot(footLines(report))
{
    m_area = QRectF(0, 0, device.width(), device.height() - points(footSize));
    for (const qreal size : {8.0, 7.0, 6.0, 5.0}) { // as large as the columns let it be
        if (fitColumns(size))
            break;
    }
    breakPages();
}

bool ReportDocument::isCancelled(size_t row) const
{
    constexpr size_t rowsBetween = 4096;
    return row % rowsBetween == 0 && m_cancelled && m_cancelled();
}

QFont ReportDocument::font(qreal pointSize, bool bold) const
{
    QFont font(QStringLiteral("sans-serif"));
    font.setStyleHint(QFont::SansSerif);
    font.setPointSizeF(pointSize);
    font.setBold(bold);
    return font;
}

QFontMetricsF ReportDocument::metrics(const QFont &font) const
{
    return QFontMetricsF(font, &m_device);
}

QString ReportDocument::cellText(size_t row, size_t column) const
{
    QString text = seriatim::cellText(m_report.rows[row].cells[column], m_report.columns[column].type);
    if (m_report.columns[column].type == ReportColumnType::returnCodes)
        text.replace(QStringLiteral(": "), QString(u':') + QChar::Nbsp); // a code and its count stay together
    return text.size() > longestCell ? text.left(longestCell - 1) + u'…' : text;
}

qreal ReportDocument::wrappedHeight(const QString &text, const QFont &font, qreal width) const
{
    const QFontMetricsF size = metrics(font);
    return size.horizontalAdvance(text) <= width ? size.height() : size.boundingRect(QRectF(0, 0, width, m_area.height()), wrapFlags(text, size, width), text).height();
}

QStringList ReportDocument::headLines() const
{
    QStringList lines{m_report.sentence, m_report.filter.join(QStringLiteral(", ")), madeText(m_report)};
    lines.removeAll(QString());
    return lines;
}

qreal ReportDocument::paragraphsHeight(const QStringList &lines) const
{
    return std::accumulate(lines.begin(), lines.end(), 0.0, [&](qreal sum, const QString &line) { return sum + wrappedHeight(line, font(textSize), m_area.width()); });
}

qreal ReportDocument::headHeight() const
{
    return wrappedHeight(m_report.title, font(titleSize, true), m_area.width()) + paragraphsHeight(headLines()) + points(space);
}

qreal ReportDocument::chartHeight() const
{
    if (m_report.chart.isEmpty())
        return 0;
    const qreal lines = 2 * metrics(font(textSize, true)).height(); // its title and its legend
    return lines + points(barDistance * static_cast<qreal>(m_report.chart.categories.size()) + 2 * space);
}

qreal ReportDocument::rowHeight(size_t row) const
{
    qreal height = metrics(m_cellFont).height();
    for (size_t column = 0; column < m_columns.size(); ++column) {
        if (m_columns[column].wraps)
            height = std::max(height, wrappedHeight(cellText(row, column), m_cellFont, cellWidth(column)));
    }
    return height + points(padding);
}

bool ReportDocument::fitColumns(qreal pointSize)
{
    m_cellFont = font(pointSize);
    m_headingFont = font(pointSize, true);
    m_columns.clear();
    qreal stiff = 0;
    for (size_t column = 0; column < m_report.columns.size(); ++column) {
        m_columns.push_back(wantedColumn(column));
        stiff += m_columns.back().wraps ? 0 : m_columns.back().width;
    }
    std::vector<qreal *> soft;
    for (Column &column : m_columns) {
        if (column.wraps)
            soft.push_back(&column.width);
    }
    const qreal least = points(leastTextColumn) * static_cast<qreal>(soft.size());
    const bool fits = m_area.width() - stiff >= least;
    shareRoom(soft, std::max(m_area.width() - stiff, least));
    widenColumns();
    m_headingHeight = 0;
    for (size_t column = 0; column < m_columns.size(); ++column)
        m_headingHeight = std::max(m_headingHeight, wrappedHeight(headingOf(m_report.columns[column]), m_headingFont, cellWidth(column)));
    m_headingHeight += points(2 * padding);
    return fits;
}

ReportDocument::Column ReportDocument::wantedColumn(size_t column) const
{
    const ReportColumnType type = m_report.columns[column].type;
    QString longest;
    for (size_t row = 0; row < m_report.rows.size() && !isCancelled(row); ++row) {
        const QString text = cellText(row, column);
        if (text.size() > longest.size())
            longest = text;
    }
    const qreal heading = widestWord(headingOf(m_report.columns[column]), metrics(m_headingFont));
    const qreal cells = metrics(m_cellFont).horizontalAdvance(longest) * 1.05; // fewer letters may be wider
    return {std::max(heading, cells) + points(2 * padding + 1), isNumeric(type), type == ReportColumnType::text || type == ReportColumnType::returnCodes};
}

// The table is as wide as the page.
void ReportDocument::widenColumns()
{
    const qreal width = std::accumulate(m_columns.begin(), m_columns.end(), 0.0, [](qreal sum, const Column &column) { return sum + column.width; });
    const qreal more = std::max(0.0, m_area.width() - width) / static_cast<qreal>(m_columns.size());
    for (Column &column : m_columns)
        column.width += more;
}

qreal ReportDocument::cellWidth(size_t column) const
{
    return m_columns[column].width - points(2 * padding);
}

void ReportDocument::breakPages()
{
    Page page{true, false, 0, 0};
    qreal at = headHeight() + chartHeight() + m_headingHeight;
    for (size_t row = 0; row < m_report.rows.size() && !isCancelled(row); ++row) {
        const qreal height = rowHeight(row);
        if (at + height > m_area.height()) {
            page.endRow = row;
            m_pages.push_back(page);
            page = {false, false, row, row};
            at = m_headingHeight;
        }
        at += height;
    }
    page.endRow = m_report.rows.size();
    if (!m_foot.isEmpty() && at + points(space) + paragraphsHeight(m_foot) > m_area.height()) {
        m_pages.push_back(page);
        page = {false, false, page.endRow, page.endRow};
    }
    page.last = true;
    m_pages.push_back(page);
}

void ReportDocument::paintPage(QPainter &painter, int page) const
{
    const Page &one = m_pages[static_cast<size_t>(page)];
    qreal at = 0;
    if (one.first) {
        paintHead(painter);
        at = headHeight();
        if (!m_report.chart.isEmpty())
            paintChart(painter, at);
        at += chartHeight();
    }
    if (one.endRow > one.beginRow)
        at = paintTable(painter, one, at) + points(space);
    if (one.last)
        paintParagraphs(painter, m_foot, at);
    painter.setFont(font(textSize));
    painter.setPen(QColor(faintColor));
    const QRectF foot(0, m_area.bottom(), m_area.width(), points(footSize));
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignBottom, m_report.title);
    painter.drawText(foot, Qt::AlignRight | Qt::AlignBottom, Words::tr("Page %1 of %2").arg(page + 1).arg(pageCount()));
}

void ReportDocument::paintHead(QPainter &painter) const
{
    const qreal height = wrappedHeight(m_report.title, font(titleSize, true), m_area.width());
    painter.setPen(Qt::black);
    painter.setFont(font(titleSize, true));
    painter.drawText(QRectF(0, 0, m_area.width(), height), wrapFlags(m_report.title, metrics(painter.font()), m_area.width()), m_report.title);
    paintParagraphs(painter, headLines(), height);
}

void ReportDocument::paintParagraphs(QPainter &painter, const QStringList &lines, qreal top) const
{
    painter.setPen(Qt::black);
    painter.setFont(font(textSize));
    for (const QString &line : lines) {
        const qreal height = wrappedHeight(line, font(textSize), m_area.width());
        painter.drawText(QRectF(0, top, m_area.width(), height), wrapFlags(line, metrics(painter.font()), m_area.width()), line);
        top += height;
    }
}

void ReportDocument::paintChart(QPainter &painter, qreal top) const
{
    const qreal line = metrics(font(textSize, true)).height();
    painter.setPen(Qt::black);
    painter.setFont(font(textSize, true));
    painter.drawText(QRectF(0, top, m_area.width(), line), Qt::AlignLeft, m_report.chart.title);
    painter.setFont(font(textSize));
    const QFontMetricsF size = metrics(painter.font());
    qreal labels = 0;
    for (const QString &name : m_report.chart.categories)
        labels = std::max(labels, size.horizontalAdvance(barLabel(name)));
    labels = std::min(labels, m_area.width() * mostForLabels) + points(space);
    paintLegend(painter, QPointF(labels, top + line));
    paintBars(painter, top + 2 * line + points(space / 2), labels);
}

void ReportDocument::paintLegend(QPainter &painter, QPointF at) const
{
    const ReportChart &chart = m_report.chart;
    const QFontMetricsF size = metrics(painter.font());
    const qreal box = points(barHeight * 0.8);
    for (size_t i = 0; i < chart.series.size(); ++i) {
        painter.fillRect(QRectF(at.x(), at.y() + (size.height() - box) / 2, box, box), colorOf(chart, i, paper()));
        const qreal width = size.horizontalAdvance(chart.series[i].name);
        painter.drawText(QRectF(at.x() + box + points(padding), at.y(), width * 1.1, size.height()), Qt::AlignLeft | Qt::AlignVCenter, chart.series[i].name);
        at.rx() += box + width + points(padding + space * 1.5);
    }
}

void ReportDocument::paintBars(QPainter &painter, qreal top, qreal labels) const
{
    const ReportChart &chart = m_report.chart;
    const auto bars = static_cast<size_t>(chart.categories.size());
    double most = 1;
    for (size_t bar = 0; bar < bars; ++bar)
        most = std::max(most, totalOf(chart, bar));
    const qreal longest = (m_area.width() - labels) * mostForBars;
    for (size_t bar = 0; bar < bars; ++bar) {
        const QRectF row(0, top + points(barDistance) * static_cast<qreal>(bar), labels - points(space), points(barDistance));
        const QString name = metrics(painter.font()).elidedText(barLabel(chart.categories[static_cast<qsizetype>(bar)]), Qt::ElideRight, row.width());
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, name);
        qreal at = labels;
        for (size_t i = 0; i < chart.series.size(); ++i) {
            const qreal length = chart.series[i].values[bar] / most * longest;
            const qreal gap = std::min(points(0.5), length / 4); // parts of one bar are told apart in black and white, too
            painter.fillRect(QRectF(at, row.center().y() - points(barHeight) / 2, length - gap, points(barHeight)), colorOf(chart, i, paper()));
            at += length;
        }
        painter.drawText(QRectF(at + points(padding), row.top(), m_area.width() - at, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::number(totalOf(chart, bar), 'g', 12));
    }
}

qreal ReportDocument::paintTable(QPainter &painter, const Page &page, qreal top) const
{
    const qreal width = std::accumulate(m_columns.begin(), m_columns.end(), 0.0, [](qreal sum, const Column &column) { return sum + column.width; });
    painter.fillRect(QRectF(0, top, width, m_headingHeight), QColor(headingColor));
    paintRow(painter, QRectF(0, top + points(padding), width, m_headingHeight), m_headingFont, [&](size_t column) { return headingOf(m_report.columns[column]); });
    top += m_headingHeight;
    for (size_t row = page.beginRow; row < page.endRow; ++row) {
        const qreal height = rowHeight(row);
        paintRow(painter, QRectF(0, top + points(padding) / 2, width, height), m_cellFont, [&](size_t column) { return cellText(row, column); });
        top += height;
        painter.setPen(QPen(QColor(lineColor), points(0.4)));
        painter.drawLine(QPointF(0, top), QPointF(width, top));
    }
    return top;
}

void ReportDocument::paintRow(QPainter &painter, const QRectF &row, const QFont &font, const std::function<QString(size_t)> &text) const
{
    painter.setFont(font);
    painter.setPen(Qt::black);
    qreal x = row.left();
    for (size_t column = 0; column < m_columns.size(); ++column) {
        const QRectF cell(x + points(padding), row.top(), cellWidth(column), row.height());
        const QString words = text(column);
        const int side = m_columns[column].toTheRight ? Qt::AlignRight : Qt::AlignLeft;
        painter.drawText(cell, side | wrapFlags(words, metrics(font), cell.width()), words);
        x += m_columns[column].width;
    }
}

void setReportPage(QPagedPaintDevice &device, const Report &report)
{
    const bool upright = report.columns.size() <= columnsForPortrait;
    device.setPageSize(QPageSize(QPageSize::A4));
    device.setPageOrientation(upright ? QPageLayout::Portrait : QPageLayout::Landscape);
    device.setPageMargins(QMarginsF(marginSize, marginSize, marginSize, marginSize), QPageLayout::Point);
}

Result<QByteArray> reportPdf(const Report &report, JobControl &control)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(report.title);
        writer.setCreator(QStringLiteral("Seriatim"));
        setReportPage(writer, report);
        const ReportDocument document(report, writer, [&control] { return control.isCancelled().load(); });
        QPainter painter(&writer);
        for (int page = 0; page < document.pageCount(); ++page) {
            if (control.isCancelled())
                return Error{ErrorCode::cancelled, {}, {}};
            control.report(page, document.pageCount());
            if (page > 0)
                writer.newPage();
            document.paintPage(painter, page);
        }
    }
    return bytes;
}

} // namespace seriatim
