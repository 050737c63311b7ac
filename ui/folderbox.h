// FolderBox: chooses a folder of the package or task tree, or takes a new path; empty is the top.
#pragma once

#include <QComboBox>

namespace seriatim {

class FolderBox : public QComboBox
{
    Q_OBJECT

public:
    explicit FolderBox(QWidget *parent = nullptr);

    void setFolders(const QStringList &folders); // every folder, in the tree's order
    [[nodiscard]] QString folder() const;        // normalized
    void setFolder(const QString &folder);       // emits nothing; typing that means the same stays
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void folderEdited(const QString &folder);
};

} // namespace seriatim
