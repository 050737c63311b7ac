#include "ui/dashboardlabels.h"

#include <QFocusEvent>

namespace seriatim {

QLabel *headingLabel(const QString &text, double size, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * size);
    font.setBold(true);
    label->setFont(font);
    return label;
}

QString linkHtml(const QString &target, const QString &text)
{
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(target.toHtmlEscaped(), text.toHtmlEscaped());
}

LinkLabel::LinkLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setMinimumWidth(1); // a long name is cut rather than the page made wider than the window
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
}

void LinkLabel::setSentence(const QString &html, const QString &plain)
{
    if (html == m_html)
        return;
    m_html = html;
    setText(html);
    setAccessibleName(plain);
}

void LinkLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || m_html.isEmpty())
        return;
    // A link has the colour of the palette that its text was set with.
    setText({});
    setText(m_html);
}

// A label alone would take one Tab for itself and another for its first link.
void LinkLabel::focusInEvent(QFocusEvent *event)
{
    QLabel::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        QLabel::focusNextPrevChild(event->reason() == Qt::TabFocusReason);
}

} // namespace seriatim
