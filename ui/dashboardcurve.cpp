#include "ui/dashboardcurve.h"

#include "ui/chartlook.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>

namespace seriatim {

namespace {

constexpr int linesOfPlot = 3;

QColor faint(QColor color)
{
    constexpr int alpha = 70;
    color.setAlpha(alpha);
    return color;
}

} // namespace

DashboardCurve::DashboardCurve(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DashboardCurve::setRollout(const Rollout &rollout, qint64 targets, Instant now)
{
    m_curve = rollout.curve;
    m_most = std::max<qint64>(targets, 1);
    m_from.clear();
    m_to.clear();
    if (!m_curve.empty()) {
        const bool goesOn = rollout.underWay() > 0 && now > m_curve.back().at;
        m_last = goesOn ? now : m_curve.back().at;
        m_from = minuteText(m_curve.front().at, now);
        m_to = goesOn ? tr("now") : minuteText(m_last, now);
    }
    const QString words = curveText(rollout, now);
    setAccessibleName(tr("Completion of %1").arg(rollout.name));
    setAccessibleDescription(words);
    setToolTip(words);
    update();
}

QSize DashboardCurve::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 40, fontMetrics().height() * (linesOfPlot + 1) + 4};
}

QSize DashboardCurve::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, sizeHint().height()};
}

QRect DashboardCurve::plot() const
{
    return {0, 1, width() - 1, fontMetrics().height() * linesOfPlot};
}

QPolygonF DashboardCurve::stairs(const std::function<qint64(const FinishPoint &)> &height) const
{
    const QRectF area = plot();
    const auto span = static_cast<double>(std::max<qint64>(m_last - m_curve.front().at, 1));
    const auto x = [&](Instant at) { return area.left() + area.width() * static_cast<double>(at - m_curve.front().at) / span; };
    const auto y = [&](qint64 count) { return area.bottom() - area.height() * static_cast<double>(std::min(count, m_most)) / static_cast<double>(m_most); };
    QPolygonF points;
    for (const FinishPoint &point : m_curve) {
        if (!points.isEmpty())
            points.append({x(point.at), points.last().y()});
        points.append({x(point.at), y(height(point))});
    }
    points.append({area.right(), points.last().y()});
    return points;
}

void DashboardCurve::paintTimes(QPainter &painter) const
{
    const QRect line(0, plot().bottom() + 3, width(), fontMetrics().height());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_from);
    if (fontMetrics().horizontalAdvance(m_from + m_to) + fontMetrics().averageCharWidth() * 2 < width())
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_to);
}

void DashboardCurve::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF area = plot();
    painter.setPen(QPen(gridColor(palette()), 1, Qt::DotLine));
    painter.drawLine(area.topLeft(), area.topRight()); // all of them
    painter.setPen(gridColor(palette()));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    if (m_curve.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(area, Qt::AlignCenter, tr("none has finished yet"));
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const QPolygonF succeeded = stairs([](const FinishPoint &point) { return point.succeeded; });
    const QPolygonF finished = stairs([](const FinishPoint &point) { return point.succeeded + point.failed; });
    const auto closed = [](QPolygonF line, const QPolygonF &back) {
        for (auto point = back.crbegin(); point != back.crend(); ++point)
            line.append(*point);
        return line;
    };
    const QColor good = toneColor(Tone::good, palette());
    const QColor bad = toneColor(Tone::bad, palette());
    painter.setPen(Qt::NoPen);
    painter.setBrush(faint(good));
    painter.drawPolygon(closed(succeeded, {area.bottomLeft(), area.bottomRight()}));
    painter.setBrush(QBrush(bad, Qt::BDiagPattern)); // told apart without colour, too
    painter.drawPolygon(closed(finished, succeeded));
    painter.setBrush(Qt::NoBrush);
    if (m_curve.back().failed > 0) {
        painter.setPen(QPen(bad, 1.5));
        painter.drawPolyline(finished);
    }
    painter.setPen(QPen(good, 2));
    painter.drawPolyline(succeeded);
    paintTimes(painter);
}

} // namespace seriatim
