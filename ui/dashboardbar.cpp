#include "ui/dashboardbar.h"

#include "ui/chartlook.h"
#include "ui/statuslook.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace seriatim {

namespace {

struct Part {
    ComputerStatus status;
    Qt::BrushStyle pattern; // so that a grey print tells them apart
};

constexpr std::array parts{Part{ComputerStatus::succeeded, Qt::SolidPattern},   Part{ComputerStatus::failed, Qt::DiagCrossPattern},
                           Part{ComputerStatus::running, Qt::BDiagPattern},     Part{ComputerStatus::restartPending, Qt::FDiagPattern},
                           Part{ComputerStatus::waiting, Qt::Dense6Pattern},    Part{ComputerStatus::withdrawn, Qt::HorPattern}};

} // namespace

DashboardBar::DashboardBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DashboardBar::setRollout(const Rollout &rollout, qint64 targets)
{
    m_computers = rollout.computers;
    m_targets = std::max<qint64>(targets, 1);
    const QString words = countsText(rollout, targets);
    setAccessibleName(words);
    setToolTip(words);
    update();
}

QSize DashboardBar::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 40, fontMetrics().height() * 2 / 3};
}

void DashboardBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect frame = rect().adjusted(0, 0, -1, -1);
    const auto x = [&](qint64 computers) { return frame.left() + static_cast<int>(frame.width() * computers / m_targets); };
    qint64 before = 0;
    for (const Part &part : parts) {
        const auto found = m_computers.find(part.status);
        const qint64 count = found == m_computers.end() ? 0 : found->second;
        const QRect place(x(before), frame.top(), x(before + count) - x(before), frame.height());
        before += count;
        if (place.width() <= 0)
            continue;
        const QColor color = toneColor(toneOf(part.status), palette());
        QColor background = color;
        constexpr int faint = 70;
        background.setAlpha(faint);
        painter.fillRect(place, background);
        painter.fillRect(place, QBrush(color, part.pattern));
    }
    painter.setPen(gridColor(palette()));
    painter.drawRect(frame);
}

} // namespace seriatim
