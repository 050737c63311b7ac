// PageUndoFilter: in a page, Undo and Redo are the page's, also while a text field has the keyboard: typing is a step of its
// history. Fields that are no part of the draft (filters, searches) keep their own.
#pragma once

#include <QObject>

namespace seriatim {

class PageUndoFilter : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject; // install on the application

    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace seriatim
