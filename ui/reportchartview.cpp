#include "ui/reportchartview.h"

#include "models/completioncurve.h"
#include "ui/chartlook.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QCursor>
#include <QEvent>
#include <QHorizontalStackedBarSeries>
#include <QLegend>
#include <QLocale>
#include <QScrollArea>
#include <QToolTip>
#include <QValueAxis>

#include <algorithm>

namespace seriatim {

namespace {

constexpr qsizetype longestLabel = 40; // characters

Tone toneOf(SeriesTone tone)
{
    switch (tone) {
    case SeriesTone::good: return Tone::good;
    case SeriesTone::bad: return Tone::bad;
    case SeriesTone::busy: return Tone::busy;
    case SeriesTone::waiting: return Tone::warning;
    case SeriesTone::quiet: return Tone::muted;
    }
    Q_UNREACHABLE();
}

double longestBar(const ReportChart &chart)
{
    double longest = 1;
    for (size_t i = 0; i < static_cast<size_t>(chart.categories.size()); ++i) {
        double sum = 0;
        for (const ReportSeries &series : chart.series)
            sum += series.values[i];
        longest = std::max(longest, sum);
    }
    return longest;
}

QString number(double value)
{
    return QLocale().toString(static_cast<qint64>(value));
}

} // namespace

QColor colorOf(const ReportChart &chart, size_t series, const QPalette &palette)
{
    const QColor color = toneColor(toneOf(chart.series[series].tone), palette);
    if (!chart.repeatsTone(series))
        return color;
    const QColor base = palette.color(QPalette::Base);
    return {(color.red() + base.red()) / 2, (color.green() + base.green()) / 2, (color.blue() + base.blue()) / 2};
}

QString barLabel(const QString &name)
{
    const QString line = name.simplified();
    return line.size() > longestLabel ? line.left(longestLabel - 1) + u'…' : line;
}

ReportChartView::ReportChartView(QWidget *parent) : QWidget(parent), m_area(new QScrollArea(this)), m_view(new QChartView(m_area))
{
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus); // there is nothing to do in it
    m_area->setWidget(m_view);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_area);
}

void ReportChartView::setChart(ReportChart chart)
{
    if (chart == m_chart)
        return; // so that a bar that is pointed at stays
    m_chart = std::move(chart);
    rebuild();
}

int ReportChartView::wantedHeight() const
{
    constexpr int linesAroundBars = 8; // title, legend, axis with its title
    return fontMetrics().height() * (linesAroundBars + static_cast<int>(m_chart.categories.size()) * 7 / 4);
}

void ReportChartView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        rebuild();
}

void ReportChartView::rebuild()
{
    std::unique_ptr<QChart> chart = makeChart(m_chart.title, font());
    auto *series = new QHorizontalStackedBarSeries;
    series->setBarWidth(0.7);
    for (size_t i = 0; i < m_chart.series.size(); ++i) {
        auto *bars = new QBarSet(m_chart.series[i].name);
        const std::vector<double> &values = m_chart.series[i].values;
        std::for_each(values.rbegin(), values.rend(), [bars](double value) { *bars << value; }); // the axis counts from below
        bars->setColor(colorOf(m_chart, i, palette()));
        bars->setBorderColor(palette().color(QPalette::Base));
        series->append(bars);
        connect(bars, &QBarSet::hovered, this, [this, i](bool entered, int bar) { showPart(entered, i, bar); });
    }
    chart->addSeries(series);
    auto *names = new QBarCategoryAxis;
    for (qsizetype i = m_chart.categories.size() - 1; i >= 0; --i) {
        QString label = barLabel(m_chart.categories[i]).toHtmlEscaped(); // labels are rich text
        while (names->categories().contains(label))
            label += QChar(0x200B); // no width: two names that begin alike are two bars
        names->append(label);
    }
    chart->addAxis(names, Qt::AlignLeft);
    series->attachAxis(names);
    series->attachAxis(addNumberAxis(*chart, countScale(static_cast<int>(longestBar(m_chart))), QString(), Qt::AlignTop)); // in sight, however many bars there are
    chart->legend()->setAlignment(Qt::AlignTop);
    chart->legend()->setVisible(m_chart.series.size() > 1);
    applyPalette(*chart, palette());
    names->setGridLineVisible(false);
    showChart(*m_view, std::move(chart));
    m_view->setMinimumHeight(wantedHeight());
    setAccessibleName(m_chart.title);
    setAccessibleDescription(describe());
}

QString ReportChartView::partText(size_t series, qsizetype category) const
{
    const ReportSeries &one = m_chart.series[series];
    return tr("%1, %2: %3").arg(m_chart.categories[category], one.name, number(one.values[static_cast<size_t>(category)]));
}

void ReportChartView::showPart(bool entered, size_t series, int bar) const
{
    if (entered)
        QToolTip::showText(QCursor::pos(), QStringLiteral("<qt>%1</qt>").arg(partText(series, m_chart.categories.size() - 1 - bar).toHtmlEscaped()));
    else
        QToolTip::hideText();
}

QString ReportChartView::describe() const
{
    QStringList parts;
    for (qsizetype category = 0; category < m_chart.categories.size(); ++category) {
        for (size_t series = 0; series < m_chart.series.size(); ++series) {
            if (m_chart.series[series].values[static_cast<size_t>(category)] > 0)
                parts.append(partText(series, category));
        }
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace seriatim
