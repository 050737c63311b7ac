// ReportsPage: who changed what in the store, and when (B9).
#pragma once

#include "models/changesmodel.h"
#include "models/latestanswer.h"
#include "ui/editorpage.h"

class QPlainTextEdit;
class QTreeView;

namespace seriatim {

class ColumnMemory;

class ReportsPage : public EditorPage
{
    Q_OBJECT

public:
    ReportsPage(StoreSession &session, QWidget *parent);

    [[nodiscard]] PageKey key() const override { return {PageKind::reports, {}}; }
    [[nodiscard]] QString title() const override { return tr("Changes"); }
    [[nodiscard]] QIcon pageIcon() const override;

private:
    void load();
    void take(const Result<std::vector<AuditRecord>> &records);
    void showSelected();
    void showCount();
    void copySelected() const;

    ChangesModel m_model;
    QLineEdit *m_filter;
    QLabel *m_count;
    QTreeView *m_table;
    ColumnMemory *m_columns = nullptr;
    QPlainTextEdit *m_details;
    LatestAnswer<std::vector<AuditRecord>> m_records;
};

} // namespace seriatim
