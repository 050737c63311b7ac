#include "ui/completionchart.h"

#include "models/timewords.h"
#include "ui/chartlook.h"

#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QLegend>
#include <QLineSeries>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <memory>

namespace seriatim {

namespace {

constexpr int lineWidth = 2;

QString axisTitle(TimeUnit unit, bool realBeside)
{
    switch (unit) {
    case TimeUnit::seconds: return realBeside ? CompletionChart::tr("Time in seconds") : CompletionChart::tr("Simulated time in seconds");
    case TimeUnit::minutes: return realBeside ? CompletionChart::tr("Time in minutes") : CompletionChart::tr("Simulated time in minutes");
    case TimeUnit::hours: return realBeside ? CompletionChart::tr("Time in hours") : CompletionChart::tr("Simulated time in hours");
    case TimeUnit::days: return realBeside ? CompletionChart::tr("Time in days") : CompletionChart::tr("Simulated time in days");
    }
    Q_UNREACHABLE();
}

QString timeAfter(qint64 seconds)
{
    return elapsedText(seconds * millisPerSecond);
}

// Stairs: between two points nothing is known to have changed. They go on to the right edge.
QList<QPointF> stairs(const CompletionCurve &curve, const AxisScale &time)
{
    QList<QPointF> points{{0, 0}};
    for (const CurvePoint &point : curve) {
        const double x = static_cast<double>(point.seconds) / time.unit;
        points.append({x, points.last().y()});
        points.append({x, static_cast<double>(point.done)});
    }
    points.append({time.last, points.last().y()});
    return points;
}

} // namespace

class CompletionChart::View : public QChartView
{
public:
    explicit View(CompletionChart *owner) : QChartView(owner), m_owner(*owner)
    {
        setRenderHint(QPainter::Antialiasing);
        setFrameShape(QFrame::NoFrame);
        setFocusPolicy(Qt::NoFocus); // there is nothing to do in it
    }

    void setTime(const AxisScale &time) { m_time = time; }

protected:
    // The marks' names stand above each other where their lines are close.
    void drawForeground(QPainter *painter, const QRectF &) override
    {
        const QRectF plot = chart()->plotArea();
        const QFontMetrics metrics = fontMetrics();
        const QColor color = palette().color(QPalette::Text);
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setFont(font());
        const auto across = [&](const CurveMark &mark) { return plot.left() + plot.width() * static_cast<double>(mark.seconds) / m_time.unit / m_time.last; };
        painter->setPen(QPen(color, 1, Qt::DashDotLine));
        for (const CurveMark &mark : m_owner.m_marks)
            painter->drawLine(QPointF(across(mark), plot.top()), QPointF(across(mark), plot.bottom()));
        double taken = plot.left();
        int line = 0;
        for (const CurveMark &mark : m_owner.m_marks) {
            const double x = across(mark);
            const QString text = CompletionChart::tr("%1: %2").arg(mark.name, timeAfter(mark.seconds));
            const double width = metrics.horizontalAdvance(text);
            const bool leftOfLine = x + width + 2 * gap > plot.right();
            const double left = leftOfLine ? x - width - gap : x + gap;
            line = left < taken ? line + 1 : 0;
            taken = std::max(taken, left + width + gap);
            const QRectF place(left, plot.top() + line * metrics.height(), width, metrics.height());
            painter->fillRect(place, palette().base());
            painter->setPen(color);
            painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
        }
    }

private:
    static constexpr int gap = 4;
    const CompletionChart &m_owner;
    AxisScale m_time;
};

CompletionChart::CompletionChart(QWidget *parent) : QWidget(parent), m_view(new View(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    const QFontMetrics metrics = fontMetrics();
    setMinimumSize(metrics.averageCharWidth() * 50, metrics.height() * 13);
    rebuild();
}

void CompletionChart::setTitle(const QString &title)
{
    m_title = title;
    m_view->chart()->setTitle(title);
    describe();
}

void CompletionChart::setRealBeside(bool real)
{
    m_realBeside = real;
    rebuild();
}

void CompletionChart::setCurves(std::vector<NamedCurve> curves)
{
    if (m_curves == curves)
        return;
    m_curves = std::move(curves);
    rebuild();
}

void CompletionChart::setMarks(std::vector<CurveMark> marks)
{
    std::ranges::sort(marks, {}, &CurveMark::seconds);
    m_marks = std::move(marks);
    rebuild();
}

void CompletionChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        rebuild();
}

void CompletionChart::rebuild()
{
    qint64 last = 0;
    int most = 0;
    for (const NamedCurve &curve : m_curves) {
        if (curve.points.empty())
            continue;
        last = std::max(last, curve.points.back().seconds);
        most = std::max(most, curve.points.back().done);
    }
    for (const CurveMark &mark : m_marks)
        last = std::max(last, mark.seconds);

    std::unique_ptr<QChart> chart = makeChart(m_title, font());
    chart->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    const TimeScale time = timeScale(last);
    QValueAxis *across = addNumberAxis(*chart, time.axis, axisTitle(time.unit, m_realBeside), Qt::AlignBottom);
    const int room = m_marks.empty() ? 0 : most / 8; // for the names of the marks, above the curves
    QValueAxis *up = addNumberAxis(*chart, countScale(most + room), tr("Computers"), Qt::AlignLeft);
    for (const NamedCurve &curve : m_curves) {
        auto *series = new QLineSeries;
        series->setName(curve.name);
        series->setPen(QPen(toneColor(curve.tone, palette()), lineWidth, curve.line));
        if (!curve.points.empty())
            series->replace(stairs(curve.points, time.axis));
        chart->addSeries(series);
        series->attachAxis(across);
        series->attachAxis(up);
        QObject::connect(series, &QLineSeries::hovered, m_view, [this, name = curve.name, unit = time.axis.unit](const QPointF &at, bool inside) {
            if (inside)
                QToolTip::showText(QCursor::pos(), tr("%1: %2 after %3").arg(name).arg(qRound(at.y())).arg(timeAfter(qRound64(at.x() * unit))), m_view);
            else
                QToolTip::hideText();
        });
    }
    applyPalette(*chart, palette());
    m_view->setTime(time.axis);
    showChart(*m_view, std::move(chart));
    describe();
}

// For those who do not see the picture.
void CompletionChart::describe()
{
    QStringList sentences;
    for (const NamedCurve &curve : m_curves) {
        sentences.append(curve.points.empty() ? tr("%1: none").arg(curve.name)
                                              : tr("%1: %2, the last after %3").arg(curve.name).arg(curve.points.back().done).arg(timeAfter(curve.points.back().seconds)));
    }
    for (const CurveMark &mark : m_marks)
        sentences.append(tr("%1: %2").arg(mark.name, timeAfter(mark.seconds)));
    m_view->setAccessibleName(m_title);
    m_view->setAccessibleDescription(sentences.join(QStringLiteral("; ")));
    setAccessibleName(m_title);
    setAccessibleDescription(m_view->accessibleDescription());
}

} // namespace seriatim
