// ReportsPage: which reports there are and what each answers, with the filters that were saved for them.
#pragma once

#include "models/savedreports.h"
#include "ui/editorpage.h"

class QTreeWidget;
class QTreeWidgetItem;

namespace seriatim {

class ReportsPage : public EditorPage
{
    Q_OBJECT

public:
    ReportsPage(SavedReports &savedReports, QWidget *parent); // which outlive it

    [[nodiscard]] PageKey key() const override { return {PageKind::reports, {}}; }
    [[nodiscard]] QString title() const override { return tr("Reports"); }
    [[nodiscard]] QIcon pageIcon() const override;

private:
    void makeActions();
    void fill();
    void updateActions();
    void rename();
    void remove();
    [[nodiscard]] QString currentKey() const; // as ReportKey has it; empty: none

    SavedReports &m_savedReports;
    QTreeWidget *m_tree;
    QAction *m_open = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_remove = nullptr;
};

} // namespace seriatim
