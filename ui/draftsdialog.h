// DraftsDialog: drafts that a crash left behind, offered back. Opens and removes nothing itself.
#pragma once

#include "models/draftfolder.h"

#include <QDialog>

class QTreeWidget;

namespace seriatim {

class DraftsDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Choice { later, open, discard };

    explicit DraftsDialog(const std::vector<LeftDraft> &drafts, QWidget *parent = nullptr);

    [[nodiscard]] Choice choice() const { return m_choice; }
    [[nodiscard]] std::vector<LeftDraft> chosen() const; // those that are checked

private:
    void choose(Choice choice);

    std::vector<LeftDraft> m_drafts;
    QTreeWidget *m_list;
    Choice m_choice = Choice::later;
};

} // namespace seriatim
