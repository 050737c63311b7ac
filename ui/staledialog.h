// StaleDialog: somebody else saved the task meanwhile (B8). Shows what they changed beside what I changed, and lets me take
// theirs, or put mine on top of it. Where it was removed, mine can become a new task. Saves nothing itself.
#pragma once

#include "models/taskeditor.h"

#include <QDialog>

namespace seriatim {

class StaleDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Choice { cancel, reload, putMineOnTop, makeNew };

    StaleDialog(const StaleSave &stale, const QString &taskName, QWidget *parent = nullptr);

    [[nodiscard]] Choice choice() const { return m_choice; }

private:
    void choose(Choice choice);
    [[nodiscard]] QWidget *column(const QString &objectName, const QString &title, const QStringList &changes);

    Choice m_choice = Choice::cancel;
};

} // namespace seriatim
