// ShortcutsDialog: every keyboard shortcut of a window, gathered from its actions so that the list is never wrong.
#pragma once

#include <QDialog>

namespace seriatim {

class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(QWidget *window);
};

} // namespace seriatim
