#include "ui/pageundofilter.h"

#include "ui/editorpage.h"

#include <QApplication>
#include <QKeyEvent>

namespace seriatim {

namespace {

bool isUndoOrRedo(const QKeyEvent &event)
{
    return event.matches(QKeySequence::Undo) || event.matches(QKeySequence::Redo)
           || event.keyCombination() == (Qt::CTRL | Qt::Key_Y);
}

bool isPartOfADraft(const QWidget *field)
{
    const QString name = field->objectName();
    if (name.contains(u"filter", Qt::CaseInsensitive) || name.contains(u"search", Qt::CaseInsensitive))
        return false;
    for (const QWidget *widget = field; widget && !widget->isWindow(); widget = widget->parentWidget()) {
        if (qobject_cast<const EditorPage *>(widget))
            return true;
    }
    return false;
}

} // namespace

bool PageUndoFilter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride || !isUndoOrRedo(*static_cast<QKeyEvent *>(event)))
        return false;
    const auto *field = qobject_cast<const QWidget *>(watched);
    if (!field || !isPartOfADraft(field))
        return false;
    event->ignore(); // so that it stays a shortcut
    return true;
}

} // namespace seriatim
