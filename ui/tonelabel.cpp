#include "ui/tonelabel.h"

#include <QApplication>
#include <QEvent>

namespace seriatim {

ToneLabel::ToneLabel(QWidget *parent) : QLabel(parent)
{
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    paintTone();
}

void ToneLabel::setTone(Tone tone)
{
    m_tone = tone;
    paintTone();
}

void ToneLabel::say(const QString &text)
{
    setText(text);
    setVisible(!text.isEmpty());
}

void ToneLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_painting)
        paintTone();
}

void ToneLabel::paintTone()
{
    m_painting = true;
    QPalette colours;
    colours.setColor(QPalette::WindowText, toneColor(m_tone, QApplication::palette(this)));
    setPalette(colours);
    m_painting = false;
}

} // namespace seriatim
