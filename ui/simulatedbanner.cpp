#include "ui/simulatedbanner.h"

#include "ui/icons.h"
#include "ui/tonelabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace seriatim {

SimulatedBanner::SimulatedBanner(const QString &text, QWidget *parent) : QWidget(parent), m_icon(new QLabel(this)), m_text(new ToneLabel(this))
{
    m_text->setObjectName(QStringLiteral("simulatedNotice"));
    m_text->setTone(Tone::accent);
    m_text->setText(text);
    auto *row = new QHBoxLayout(this);
    const int gap = fontMetrics().height() / 3;
    row->setContentsMargins(gap, gap, gap, gap);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    paintIcon();
}

void SimulatedBanner::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
}

void SimulatedBanner::paintIcon()
{
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_icon->setPixmap(icon(Symbol::simulation).pixmap(QSize(size, size), devicePixelRatioF()));
}

// Faintly filled and framed in its tone, so that it is seen as a banner and its text stays readable.
void SimulatedBanner::paintEvent(QPaintEvent *)
{
    constexpr int faint = 28;
    QPainter painter(this);
    QColor tone = toneColor(Tone::accent, palette());
    painter.setPen(tone);
    tone.setAlpha(faint);
    painter.setBrush(tone);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace seriatim
