// Questions and errors in one shape. Real dialogs with object names, so that tests click them as users do.
#pragma once

#include "models/storesession.h"

#include <QString>
#include <QStringList>

class QWidget;

namespace seriatim {

// What could not be done, and the error's own sentence.
void showError(QWidget *parent, const QString &what, const Error &error);

struct Question {
    QString objectName;
    QString text;        // one sentence
    QString information; // what it means
    QStringList details; // shown as a list; may be long
    QStringList answers; // button texts, the first is the default; Cancel is always there
    bool dangerous = false; // Cancel is the default
};

// The index of the answer, or -1 for Cancel.
[[nodiscard]] int ask(QWidget *parent, const Question &question);

} // namespace seriatim
