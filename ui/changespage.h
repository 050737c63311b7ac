// ChangesPage: who changed what in the store, and when (B9): the report of changes, each with its details.
#pragma once

#include "models/changesmodel.h"
#include "models/latestanswer.h"
#include "ui/editorpage.h"
#include "ui/reportexport.h"

class QPlainTextEdit;
class QTreeView;

namespace seriatim {

class ColumnMemory;
class ReportChartView;

class ChangesPage : public EditorPage
{
    Q_OBJECT

public:
    ChangesPage(StoreSession &session, QWidget *parent);

    [[nodiscard]] static QString reportKey() { return ReportKey{ReportKind::changes}.toText(); }
    [[nodiscard]] PageKey key() const override { return {PageKind::report, reportKey()}; }
    [[nodiscard]] QString title() const override { return tr("Changes"); }
    [[nodiscard]] QIcon pageIcon() const override;

private:
    void load();
    void take(const Result<std::vector<AuditRecord>> &records);
    void showSelected();
    void showCount();
    void copySelected() const;
    void openCurrent();
    [[nodiscard]] ReportExport::Question exportQuestion() const;

    ChangesModel m_model;
    QLineEdit *m_filter;
    QLabel *m_count;
    QTreeView *m_table;
    ColumnMemory *m_columns = nullptr;
    QPlainTextEdit *m_details;
    ReportChartView *m_chart;
    WorkRow *m_work;
    LatestAnswer<std::vector<AuditRecord>> m_records;
};

} // namespace seriatim
