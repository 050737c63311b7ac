#include "ui/folderbox.h"

#include "models/catalogueedit.h"

#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>

namespace seriatim {

FolderBox::FolderBox(QWidget *parent) : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(20);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    lineEdit()->setPlaceholderText(tr("top of the tree"));
    connect(this, &QComboBox::editTextChanged, this, [this] { Q_EMIT folderEdited(folder()); });
}

void FolderBox::setFolders(const QStringList &folders)
{
    const QSignalBlocker quiet(this);
    const QString text = currentText();
    const int cursor = lineEdit()->cursorPosition();
    clear();
    addItem(QString());
    addItems(folders);
    setCurrentText(text);
    lineEdit()->setCursorPosition(cursor);
}

QString FolderBox::folder() const
{
    return normalizedFolder(currentText());
}

void FolderBox::setFolder(const QString &folder)
{
    if (folder == this->folder())
        return;
    const QSignalBlocker quiet(this);
    setCurrentText(folder);
}

void FolderBox::setReadOnly(bool readOnly)
{
    setEnabled(!readOnly);
}

} // namespace seriatim
