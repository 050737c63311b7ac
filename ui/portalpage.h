// PortalPage: a task's Software Portal entry (B35, B37): what end users are told, who they are, what comes with it, and the
// card as they will see it.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/taskeditor.h"

#include <QWidget>

#include <memory>

namespace Ui {
class PortalPage;
}

namespace seriatim {

class PortalAccessModel;

class PortalPage : public QWidget
{
    Q_OBJECT

public:
    PortalPage(TaskEditor &editor, CatalogueDirectory &directory, QWidget *parent = nullptr);
    ~PortalPage() override;

    // As if the user had chosen this file: takes the picture, or says in place why not.
    void choosePictureFile(const QString &path);

private:
    void connectTexts();
    void connectPicture();
    void connectAccess();
    void setPublished(bool published);
    void editEntry(const QString &text, const std::function<void(PortalEntry &)> &change, const QString &mergeKey = {});
    void addPrincipals();
    void removePrincipals();
    void refresh();
    void refreshCard();
    void refreshInherited();

    std::unique_ptr<Ui::PortalPage> m_ui;
    TaskEditor &m_editor;
    CatalogueDirectory &m_directory;
    PortalAccessModel *m_access;
    std::optional<PortalEntry> m_withdrawn; // what publishing again begins with
};

} // namespace seriatim
