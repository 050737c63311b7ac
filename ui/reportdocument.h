// ReportDocument: a report on paper: title, filters, chart, table with its heading on every page, what the return codes mean,
// page numbers. The same figures as every other export, drawn as text and lines, never as a picture. Any thread.
#pragma once

#include "models/reportfiles.h"

#include <QFont>
#include <QFontMetricsF>
#include <QRectF>

#include <functional>

class QPagedPaintDevice;
class QPainter;

namespace seriatim {

class ReportDocument
{
public:
    // Lays the report out on the device's page. Report and device outlive it. Where `cancelled` says so, the layout is left
    // unfinished and is not to be painted.
    ReportDocument(const Report &report, const QPagedPaintDevice &device, std::function<bool()> cancelled = {});

    [[nodiscard]] int pageCount() const { return static_cast<int>(m_pages.size()); }
    void paintPage(QPainter &painter, int page) const; // page: from 0; the painter is on the device

private:
    struct Column {
        qreal width = 0;
        bool toTheRight = false;
        bool wraps = false; // a text, on several lines where it is long
    };
    struct Page {
        bool first = false;  // with title and chart
        bool last = false;   // with what follows the table
        size_t beginRow = 0;
        size_t endRow = 0;
    };

    [[nodiscard]] bool isCancelled(size_t row) const; // asked now and then
    [[nodiscard]] qreal points(qreal value) const { return value * m_dotsPerPoint; }
    [[nodiscard]] QFont font(qreal pointSize, bool bold = false) const;
    [[nodiscard]] QFontMetricsF metrics(const QFont &font) const;
    [[nodiscard]] QString cellText(size_t row, size_t column) const;
    [[nodiscard]] qreal wrappedHeight(const QString &text, const QFont &font, qreal width) const;
    [[nodiscard]] QStringList headLines() const;
    [[nodiscard]] qreal paragraphsHeight(const QStringList &lines) const;
    [[nodiscard]] qreal headHeight() const;
    [[nodiscard]] qreal chartHeight() const;
    [[nodiscard]] qreal rowHeight(size_t row) const;
    [[nodiscard]] bool fitColumns(qreal pointSize); // false: they are squeezed
    [[nodiscard]] Column wantedColumn(size_t column) const;
    void widenColumns();
    [[nodiscard]] qreal cellWidth(size_t column) const; // without its padding
    void breakPages();
    void paintHead(QPainter &painter) const;
    void paintChart(QPainter &painter, qreal top) const;
    void paintLegend(QPainter &painter, QPointF at) const;
    void paintBars(QPainter &painter, qreal top, qreal labels) const;
    [[nodiscard]] qreal paintTable(QPainter &painter, const Page &page, qreal top) const; // where it ends
    void paintRow(QPainter &painter, const QRectF &row, const QFont &font, const std::function<QString(size_t column)> &text) const;
    void paintParagraphs(QPainter &painter, const QStringList &lines, qreal top) const;

    const Report &m_report;
    const QPagedPaintDevice &m_device;
    std::function<bool()> m_cancelled;
    qreal m_dotsPerPoint;
    QRectF m_area; // above the line of page numbers
    QFont m_cellFont;
    QFont m_headingFont;
    std::vector<Column> m_columns;
    qreal m_headingHeight = 0;
    QStringList m_foot;
    std::vector<Page> m_pages;
};

// Landscape where the report has many columns.
void setReportPage(QPagedPaintDevice &device, const Report &report);

// The whole report as a PDF document; cancelled where `control` is.
[[nodiscard]] Result<QByteArray> reportPdf(const Report &report, JobControl &control);

} // namespace seriatim
