#include "ui/reportpage.h"

#include "models/reporttexts.h"
#include "ui/columnmemory.h"
#include "ui/icons.h"
#include "ui/messageline.h"
#include "ui/reportchartview.h"
#include "ui/reportexport.h"
#include "ui/reportfilterbar.h"
#include "ui/reportrowactions.h"
#include "ui/rowdelegate.h"
#include "ui/savedreportbutton.h"
#include "ui/workrow.h"

#include <QHeaderView>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace seriatim {

namespace {

constexpr int patienceMs = 300;
constexpr qint64 leastPauseMs = 1000;
constexpr qint64 pausePerReading = 3; // so that a large store is not read all the time
constexpr int widestColumn = 44;      // characters

} // namespace

Result<EditorPage *> ReportPage::create(StoreSession &session, CatalogueDirectory &directory, SavedReports &savedReports, const QString &key, QWidget *parent)
{
    const std::optional<ReportKey> report = ReportKey::parse(key);
    if (!report)
        return reportNamed(key).error();
    if (!report->savedId.isEmpty() && !savedReports.find(report->savedId))
        return Error{ErrorCode::notFound, {}, tr("The saved filter has been removed.")};
    return new ReportPage(session, directory, savedReports, *report, parent);
}

ReportPage::ReportPage(StoreSession &session, CatalogueDirectory &directory, SavedReports &savedReports, const ReportKey &key, QWidget *parent)
    : EditorPage(parent), m_session(session), m_key(key), m_report(descriptionOf(key.kind)), m_filter(new ReportFilterBar(m_report, this)),
      m_saved(new SavedReportButton(savedReports, key, this)), m_message(new MessageLine(this)), m_work(new WorkRow(this)), m_exportWork(new WorkRow(this)),
      m_body(new QStackedWidget(this)), m_splitter(new QSplitter(Qt::Vertical, m_body)), m_chart(new ReportChartView(m_splitter)),
      m_table(new QTreeView(m_splitter)), m_empty(new QLabel(m_body)), m_count(new QLabel(this)),
      m_export(new ReportExport(session, *this, *m_exportWork, [this] { return ReportExport::Question{m_filter->request(), {}}; })),
      m_tasks(
          session, this, [] { return [](Workspace &workspace, JobControl &) { return workspace.store().tasks().list(); }; },
          [this](const Result<std::vector<TaskSummary>> &tasks) {
              QStringList names;
              for (const TaskSummary &task : tasks ? *tasks : std::vector<TaskSummary>())
                  names.append(task.name);
              m_filter->setTasks(names);
              if (!m_filter->mistake().isEmpty())
                  applyFilter(); // a task that a saved filter names has gone
          }),
      m_answer(this, [this] { return ask(); }, [this](const Result<SharedReport> &report) { take(report); })
{
    setObjectName(QStringLiteral("reportPage"));
    makeFilters();
    makeTable();
    makeBody();
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(makeHead());
    layout->addWidget(m_filter);
    layout->addWidget(m_message);
    layout->addWidget(m_body, 1);
    layout->addLayout(makeFoot());
    setFocusProxy(m_table);
    if (const std::optional<SavedReport> saved = savedReports.find(key.savedId))
        m_filter->setRequest(saved->request);
    m_filter->setCatalogue(directory);
    m_tasks.refresh();
    connectChanges(directory);
    applyFilter();
}

ReportPage::~ReportPage()
{
    cancel();
    m_table->setModel(nullptr); // which goes before the view
}

QString ReportPage::title() const
{
    return m_saved->name().isEmpty() ? m_report.title : tr("%1: %2").arg(m_report.title, m_saved->name());
}

QIcon ReportPage::pageIcon() const
{
    return icon(Symbol::report);
}

void ReportPage::makeFilters()
{
    m_filter->setObjectName(QStringLiteral("reportFilter"));
    m_message->setObjectName(QStringLiteral("reportMessage"));
    m_work->setObjectName(QStringLiteral("reportWork"));
    m_exportWork->setObjectName(QStringLiteral("exportWork"));
    connect(m_filter, &ReportFilterBar::changed, this, &ReportPage::applyFilter);
    connect(m_saved, &SavedReportButton::saved, this, [this](const QString &key) { Q_EMIT openRequested({PageKind::report, key}); });
    connect(m_saved, &SavedReportButton::nameChanged, this, &EditorPage::stateChanged);
    connect(m_saved, &SavedReportButton::removed, this, &EditorPage::closeRequested);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_answer.isAsking())
            m_work->follow(m_control);
    });
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, [this] { m_answer.refresh(); });
}

QLayout *ReportPage::makeHead()
{
    auto *title = new QLabel(m_report.title, this);
    title->setObjectName(QStringLiteral("reportTitle"));
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    auto *sentence = new QLabel(m_report.sentence, this);
    sentence->setWordWrap(true);
    auto *refresh = new QToolButton(this);
    refresh->setObjectName(QStringLiteral("refreshReport"));
    refresh->setIcon(icon(Symbol::refresh));
    refresh->setText(tr("&Refresh"));
    refresh->setShortcut(QKeySequence::Refresh);
    refresh->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    refresh->setToolTip(tr("Reads it again (%1); what changes is shown by itself too").arg(refresh->shortcut().toString(QKeySequence::NativeText)));
    connect(refresh, &QToolButton::clicked, this, &ReportPage::applyFilter);
    auto *texts = new QVBoxLayout;
    texts->addWidget(title);
    texts->addWidget(sentence);
    auto *row = new QHBoxLayout;
    row->addLayout(texts, 1);
    for (QToolButton *button : {refresh, static_cast<QToolButton *>(m_saved), m_export->exportButton(), m_export->printButton()})
        row->addWidget(button, 0, Qt::AlignBottom);
    return row;
}

void ReportPage::makeTable()
{
    m_table->setObjectName(QStringLiteral("reportTable"));
    m_table->setAccessibleName(m_report.title);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setRootIsDecorated(false);
    m_table->setAlternatingRowColors(true);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->header()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->header()->setSortIndicatorClearable(true); // back to the report's own order
    m_table->setSortingEnabled(true);
    m_rowActions = new ReportRowActions(m_session, *this, *m_table, m_model);
}

void ReportPage::makeBody()
{
    m_chart->setObjectName(QStringLiteral("reportChart"));
    m_splitter->setObjectName(QStringLiteral("reportSplitter"));
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_empty->setObjectName(QStringLiteral("reportEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setTextFormat(Qt::PlainText);
    m_body->addWidget(m_empty);
    m_body->addWidget(m_splitter);
}

QLayout *ReportPage::makeFoot()
{
    m_count->setObjectName(QStringLiteral("reportCount"));
    auto *row = new QHBoxLayout;
    row->addWidget(m_count, 1);
    row->addWidget(m_work, 1);
    row->addWidget(m_exportWork, 1);
    return row;
}

void ReportPage::connectChanges(CatalogueDirectory &directory)
{
    connect(&m_session, &StoreSession::statusesChanged, this, &ReportPage::noteChange);
    connect(&m_session, &StoreSession::tasksChanged, this, &ReportPage::noteChange);
    connect(&m_session, &StoreSession::catalogueChanged, this, &ReportPage::noteChange);
    connect(&m_session, &StoreSession::requestsChanged, this, &ReportPage::noteChange);
    connect(&m_session, &StoreSession::tasksChanged, this, [this] { m_tasks.refresh(); });
    connect(&directory, &CatalogueDirectory::packagesChanged, this, [this, &directory] { m_filter->setCatalogue(directory); });
    connect(&directory, &CatalogueDirectory::collectionsChanged, this, [this, &directory] { m_filter->setCatalogue(directory); });
}

void ReportPage::showEvent(QShowEvent *event)
{
    EditorPage::showEvent(event);
    if (std::exchange(m_stale, false) && m_filter->mistake().isEmpty())
        m_answer.refresh();
}

void ReportPage::noteChange()
{
    if (!isVisible())
        m_stale = true;
    else if (!m_again.isActive() && m_filter->mistake().isEmpty())
        m_again.start(static_cast<int>(std::max(leastPauseMs, pausePerReading * m_tookMs)));
}

void ReportPage::applyFilter()
{
    m_request = m_filter->request();
    m_saved->setRequest(m_request);
    const QString mistake = m_filter->mistake();
    if (mistake.isEmpty())
        read();
    else
        fail({ErrorCode::invalidInput, {}, mistake});
}

void ReportPage::read()
{
    cancel();
    m_answer.drop();
    m_again.stop();
    m_patience.start();
    m_answer.refresh();
}

void ReportPage::cancel()
{
    if (m_control)
        m_control->cancel();
}

Answer<Result<SharedReport>> ReportPage::ask()
{
    m_control = std::make_shared<JobControl>();
    m_asked.start();
    if (m_work->isVisible())
        m_work->follow(m_control);
    ReportRequest request = m_request;
    request.atMost = mostRows;
    return m_session.run<SharedReport>([request](Workspace &workspace, JobControl &control) { return readReport(workspace, request, control); }, m_control,
                                       Lane::slow);
}

void ReportPage::take(const Result<SharedReport> &report)
{
    m_patience.stop();
    m_work->end();
    m_tookMs = m_asked.elapsed();
    if (!report) {
        fail(report.error());
        return;
    }
    m_message->showMistake({});
    m_export->setEnabled(true);
    m_rowActions->setRequest(m_request);
    showReport(*report);
}

void ReportPage::fail(const Error &error)
{
    cancel();
    m_answer.drop();
    m_again.stop();
    m_patience.stop();
    m_work->end();
    m_export->setEnabled(false);
    if (error.code == ErrorCode::cancelled)
        m_message->showHint(tr("Reading was cancelled. Refresh reads it again."));
    else
        m_message->showMistake(error.message());
    m_count->clear();
    m_empty->clear();
    m_body->setCurrentWidget(m_empty);
}

void ReportPage::showReport(const SharedReport &report)
{
    m_model.setReport(report);
    m_count->setText(rowCountText(*report));
    if (!m_columns && m_model.columnCount() > 0) {
        m_columns = new ColumnMemory(*m_table->header(), QStringLiteral("report-") + m_report.name);
        fitColumns();
    }
    m_chart->setChart(report->chart);
    m_chart->setVisible(!report->chart.isEmpty());
    m_empty->setText(report->rows.empty() ? emptyReportText(m_request, *report) : QString());
    m_body->setCurrentWidget(report->rows.empty() ? static_cast<QWidget *>(m_empty) : m_splitter);
    if (!report->rows.empty() && !m_chartFitted && !report->chart.isEmpty())
        showSplitter();
    if (!m_table->currentIndex().isValid() && m_model.rowCount() > 0)
        m_table->setCurrentIndex(m_model.index(0, 0));
}

void ReportPage::fitColumns()
{
    m_table->header()->setStretchLastSection(!isNumeric(m_model.report()->columns.back().type)); // a number stays near its row
    for (int column = 0; column < m_model.columnCount(); ++column) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), widestColumn * fontMetrics().averageCharWidth()));
    }
    m_columns->apply();
}

// All bars, where that leaves the table more than half of the page.
void ReportPage::showSplitter()
{
    m_chartFitted = true;
    const int height = std::max(m_splitter->height(), m_body->height());
    const int chart = std::min(m_chart->wantedHeight(), height * 45 / 100);
    m_splitter->setSizes({chart, height - chart});
}

} // namespace seriatim
