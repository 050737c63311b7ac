// ReportPage: one report with its filters, as a chart and a table, read off the window's thread. Its rows lead to the Status
// tab. With a saved filter it has that one's name.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/reportfiles.h"
#include "ui/editorpage.h"

#include <QElapsedTimer>
#include <QTimer>

class QSplitter;
class QStackedWidget;

namespace seriatim {

class ColumnMemory;
class MessageLine;
class ReportChartView;
class ReportExport;
class ReportFilterBar;
class ReportRowActions;
class SavedReportButton;
class WorkRow;

class ReportPage : public EditorPage
{
    Q_OBJECT

public:
    // More rows than anybody reads; what is exported has them all.
    static constexpr int mostRows = 100'000;

    // `key`: as ReportKey has it. notFound where there is no such report or saved filter. What is passed outlives the page.
    [[nodiscard]] static Result<EditorPage *> create(StoreSession &session, CatalogueDirectory &directory, SavedReports &savedReports,
                                                     const QString &key, QWidget *parent);
    ~ReportPage() override;

    [[nodiscard]] PageKey key() const override { return {PageKind::report, m_key.toText()}; }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon pageIcon() const override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    ReportPage(StoreSession &session, CatalogueDirectory &directory, SavedReports &savedReports, const ReportKey &key, QWidget *parent);

    void makeFilters();
    void makeTable();
    void makeBody();
    [[nodiscard]] QLayout *makeHead();
    [[nodiscard]] QLayout *makeFoot();
    void connectChanges(CatalogueDirectory &directory);

    void applyFilter();
    void read();
    void noteChange();
    void cancel();
    [[nodiscard]] Answer<Result<SharedReport>> ask();
    void take(const Result<SharedReport> &report);
    void fail(const Error &error);
    void showReport(const SharedReport &report);
    void fitColumns();
    void showSplitter();

    StoreSession &m_session;
    ReportKey m_key;
    const ReportDescription &m_report;
    ReportRequest m_request; // what is, or will be, shown
    ReportModel m_model;
    ReportFilterBar *m_filter;
    SavedReportButton *m_saved;
    MessageLine *m_message;
    WorkRow *m_work;
    WorkRow *m_exportWork;
    QStackedWidget *m_body;
    QSplitter *m_splitter;
    ReportChartView *m_chart;
    QTreeView *m_table;
    QLabel *m_empty;
    QLabel *m_count;
    ReportExport *m_export;
    ReportRowActions *m_rowActions = nullptr;
    ColumnMemory *m_columns = nullptr; // null until there are columns
    LatestAnswer<std::vector<TaskSummary>> m_tasks;
    LatestAsked<Result<SharedReport>> m_answer;
    std::shared_ptr<JobControl> m_control; // of what is being read
    QElapsedTimer m_asked;
    qint64 m_tookMs = 0;
    QTimer m_again;       // what others report is read again after a while
    QTimer m_patience;    // what is read at once is not said to be read
    bool m_stale = false; // something has changed while nobody looked
    bool m_chartFitted = false;
};

} // namespace seriatim
