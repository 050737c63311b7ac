#include "ui/messageline.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QStyle>

namespace seriatim {

MessageLine::MessageLine(QWidget *parent) : QWidget(parent), m_icon(new QLabel(this)), m_text(new QLabel(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    m_text->setObjectName(QStringLiteral("messageText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setVisible(false);
}

void MessageLine::showHint(const QString &text)
{
    display(Kind::hint, text);
}

void MessageLine::showWarning(const QString &text)
{
    display(Kind::warning, text);
}

void MessageLine::showMistake(const QString &text)
{
    display(Kind::mistake, text);
}

void MessageLine::display(Kind kind, const QString &text)
{
    m_kind = kind;
    m_text->setText(text);
    paintKind();
    setVisible(!text.isEmpty());
}

void MessageLine::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintKind();
    QWidget::changeEvent(event);
}

void MessageLine::paintKind()
{
    Symbol symbol = Symbol::information;
    Tone tone = Tone::muted;
    switch (m_kind) {
    case Kind::hint:
        break;
    case Kind::warning:
        symbol = Symbol::warning;
        tone = Tone::warning;
        break;
    case Kind::mistake:
        symbol = Symbol::problem;
        tone = Tone::bad;
        break;
    }
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_icon->setPixmap(icon(symbol).pixmap(size, size));
    QPalette colours = palette();
    const QColor colour = toneColor(tone, colours);
    colours.setColor(QPalette::WindowText, colour);
    // Setting an equal palette would send PaletteChange round and round.
    if (m_text->palette().color(QPalette::WindowText) != colour)
        m_text->setPalette(colours);
}

} // namespace seriatim
