#include "ui/failurechart.h"

#include "models/assumptionwords.h"
#include "models/completioncurve.h"
#include "ui/chartlook.h"
#include "ui/theme.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QHorizontalBarSeries>
#include <QLegend>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <memory>
#include <ranges>

namespace seriatim {

namespace {

constexpr int longestLabel = 40; // characters

// "2 Patch 1: return code 1603"
QString causeText(const FailureCause &cause, const QStringList &names)
{
    const QString text = FailureChart::tr("%1: %2").arg(itemText(cause.item, names), cause.cause);
    return text.size() > longestLabel ? text.left(longestLabel - 1) + u'…' : text;
}

QStringList namesOf(const std::vector<FailureCause> &causes)
{
    QStringList names;
    for (const FailureCause &cause : causes) {
        while (names.size() < cause.item)
            names.append(QString());
        names[cause.item - 1] = cause.program;
    }
    return names;
}

} // namespace

FailureChart::FailureChart(QWidget *parent) : QWidget(parent), m_view(new QChartView(this))
{
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus); // there is nothing to do in it
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    rebuild();
}

void FailureChart::setTitle(const QString &title)
{
    m_title = title;
    rebuild();
}

void FailureChart::setCauses(std::vector<FailureCause> causes)
{
    m_causes = std::move(causes);
    if (m_causes.size() > mostBars)
        m_causes.resize(mostBars);
    rebuild();
}

void FailureChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        rebuild();
}

void FailureChart::rebuild()
{
    auto *bars = new QBarSet(tr("Computers"));
    bars->setColor(toneColor(Tone::bad, palette()));
    bars->setBorderColor(toneColor(Tone::bad, palette()));
    bars->setLabelColor(palette().color(QPalette::Text));
    QStringList names;
    QStringList sentences;
    int most = 1;
    const QStringList items = namesOf(m_causes);
    for (const FailureCause &cause : m_causes | std::views::reverse) { // the axis counts from below
        *bars << cause.computers;
        names.append(causeText(cause, items));
        most = std::max(most, cause.computers);
    }
    for (const FailureCause &cause : m_causes)
        sentences.append(tr("%1: %2").arg(causeText(cause, items)).arg(cause.computers));
    auto *series = new QHorizontalBarSeries;
    series->append(bars);
    series->setLabelsVisible(true);
    series->setLabelsPosition(QAbstractBarSeries::LabelsOutsideEnd);

    std::unique_ptr<QChart> chart = makeChart(m_title, font());
    chart->legend()->hide(); // one kind of bar, which the axis names
    chart->addSeries(series);
    auto *causes = new QBarCategoryAxis;
    causes->append(names);
    chart->addAxis(causes, Qt::AlignLeft);
    series->attachAxis(causes);
    const AxisScale scale = countScale(most + most / 10); // room for the number beside the longest bar
    series->attachAxis(addNumberAxis(*chart, scale, tr("Computers"), Qt::AlignBottom));
    applyPalette(*chart, palette());
    causes->setGridLineVisible(false);
    showChart(*m_view, std::move(chart));

    constexpr int aroundBars = 8;
    const int lines = 2 * static_cast<int>(std::max<size_t>(m_causes.size(), 1)) + aroundBars;
    setMinimumHeight(fontMetrics().height() * std::min(lines, 14));
    setMaximumHeight(fontMetrics().height() * lines);
    m_view->setAccessibleName(m_title);
    m_view->setAccessibleDescription(sentences.join(QStringLiteral("; ")));
    setAccessibleName(m_title);
    setAccessibleDescription(m_view->accessibleDescription());
}

} // namespace seriatim
