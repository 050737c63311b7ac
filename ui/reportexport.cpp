#include "ui/reportexport.h"

#include "ui/editorpage.h"
#include "ui/exportfiledialog.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/reportdocument.h"
#include "ui/workrow.h"

#include <QDir>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>

namespace seriatim {

namespace {

constexpr size_t mostRowsUnasked = 10'000;
constexpr int rowsOnAPage = 45; // about

} // namespace

ReportExport::ReportExport(StoreSession &session, EditorPage &page, WorkRow &work, std::function<Question()> question)
    : QObject(&page), m_session(session), m_page(page), m_work(work), m_question(std::move(question)), m_export(new QToolButton(&page)),
      m_print(new QToolButton(&page))
{
    m_export->setObjectName(QStringLiteral("exportReport"));
    m_export->setText(tr("E&xport"));
    m_export->setIcon(icon(Symbol::exportFile));
    m_export->setToolTip(tr("Writes the whole report to a file, also the rows that are not shown"));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setMenu(new QMenu(m_export));
    addFormat(Format::csv, QStringLiteral("exportCsv"), tr("&CSV, for a spreadsheet…"));
    addFormat(Format::json, QStringLiteral("exportJson"), tr("&JSON, for a program…"));
    addFormat(Format::html, QStringLiteral("exportHtml"), tr("&HTML, a page with the chart…"));
    addFormat(Format::pdf, QStringLiteral("exportPdf"), tr("&PDF, to be read and printed…"));
    auto *printing = new QAction(icon(Symbol::report), tr("&Print…"), &page);
    printing->setObjectName(QStringLiteral("printAction"));
    printing->setShortcut(QKeySequence::Print);
    printing->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    printing->setToolTip(tr("Prints the whole report (%1)").arg(printing->shortcut().toString(QKeySequence::NativeText)));
    page.addAction(printing);
    m_print->setObjectName(QStringLiteral("printReport"));
    m_print->setDefaultAction(printing);
    m_print->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_print->setMinimumHeight(m_export->sizeHint().height()); // it has no icon
    connect(printing, &QAction::triggered, this, &ReportExport::print);
}

ReportExport::~ReportExport()
{
    if (m_control)
        m_control->cancel();
}

void ReportExport::addFormat(Format format, const QString &name, const QString &text)
{
    QAction *action = m_export->menu()->addAction(text);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, [this, format] { exportAs(format); });
}

void ReportExport::setEnabled(bool enabled)
{
    m_enabled = enabled;
    updateButtons();
}

void ReportExport::updateButtons()
{
    m_export->setEnabled(m_enabled && !m_control);
    m_print->defaultAction()->setEnabled(m_enabled && !m_control);
}

void ReportExport::exportAs(Format format)
{
    const QString path = chooseFile(format, descriptionOf(m_question().request.kind).name);
    if (!path.isEmpty())
        writeTo(path, format);
}

QString ReportExport::chooseFile(Format format, const QString &name)
{
    const auto [suffix, kind] = [format]() -> std::pair<QString, QString> {
        switch (format) {
        case Format::csv: return {QStringLiteral("csv"), tr("Comma-separated values (*.csv)")};
        case Format::json: return {QStringLiteral("json"), tr("JSON (*.json)")};
        case Format::html: return {QStringLiteral("html"), tr("HTML page (*.html)")};
        case Format::pdf: return {QStringLiteral("pdf"), tr("PDF document (*.pdf)")};
        }
        Q_UNREACHABLE();
    }();
    return askForExportFile(&m_page, {tr("Export the Report"), name, suffix, kind});
}

void ReportExport::begin()
{
    m_control = std::make_shared<JobControl>();
    m_work.follow(m_control);
    updateButtons();
}

void ReportExport::end()
{
    m_control.reset();
    m_work.end();
    updateButtons();
}

void ReportExport::writeTo(const QString &path, Format format)
{
    begin();
    m_session
        .run<qint64>(
            [question = m_question(), path, format](Workspace &workspace, JobControl &control) -> Result<qint64> {
                const Result<SharedReport> report = read(workspace, question, control);
                if (!report)
                    return report.error();
                const Result<QByteArray> bytes = bytesOf(**report, format, control);
                if (!bytes)
                    return bytes.error();
                const Result<> written = writeReportFile(path, *bytes);
                return written ? Result<qint64>(std::ssize((*report)->rows)) : written.error();
            },
            m_control, Lane::slow)
        .then(this, [this, path](const Result<qint64> &rows) {
            end();
            if (rows)
                Q_EMIT m_page.statusMessage(tr("Exported %n row(s) to %1", nullptr, static_cast<int>(*rows)).arg(QDir::toNativeSeparators(path)));
            else
                fail(tr("The report was not exported."), rows.error());
        });
}

void ReportExport::print()
{
    begin();
    m_session
        .run<SharedReport>([question = m_question()](Workspace &workspace, JobControl &control) { return read(workspace, question, control); }, m_control, Lane::slow)
        .then(this, [this](const Result<SharedReport> &report) {
            end();
            if (!report) {
                fail(tr("The report was not printed."), report.error());
                return;
            }
            if (!mayPrint(**report))
                return;
            QPrinter printer(QPrinter::HighResolution);
            printer.setDocName((*report)->title);
            setReportPage(printer, **report);
            QPrintDialog dialog(&printer, &m_page);
            dialog.setObjectName(QStringLiteral("printDialog"));
            dialog.setOption(QAbstractPrintDialog::PrintPageRange);
            dialog.setMinMax(1, ReportDocument(**report, printer).pageCount());
            if (dialog.exec() == QDialog::Accepted)
                printReport(**report, printer);
        });
}

bool ReportExport::mayPrint(const Report &report)
{
    if (report.rows.size() <= mostRowsUnasked)
        return true;
    const QLocale locale;
    seriatim::Question question;
    question.objectName = QStringLiteral("longPrintQuestion");
    question.text = tr("Print %1 rows?").arg(locale.toString(std::ssize(report.rows)));
    question.information = tr("That is about %1 pages. A filter makes it shorter; as a file it needs no paper.").arg(locale.toString(std::ssize(report.rows) / rowsOnAPage));
    question.answers = {tr("&Print")};
    question.dangerous = true;
    return ask(&m_page, question) == 0;
}

Result<SharedReport> ReportExport::read(Workspace &workspace, const Question &question, JobControl &control)
{
    Result<SharedReport> report = readReport(workspace, question.request, control);
    if (!report || !question.narrow)
        return report;
    Report narrowed = **report;
    question.narrow(narrowed);
    return std::make_shared<const Report>(std::move(narrowed));
}

Result<QByteArray> ReportExport::bytesOf(const Report &report, Format format, JobControl &control)
{
    switch (format) {
    case Format::csv: return reportBytes(report, ReportFormat::csv);
    case Format::json: return reportBytes(report, ReportFormat::json);
    case Format::html: return reportBytes(report, ReportFormat::html);
    case Format::pdf: return reportPdf(report, control);
    }
    Q_UNREACHABLE();
}

// Whoever cancelled knows why.
void ReportExport::fail(const QString &what, const Error &error)
{
    if (error.code == ErrorCode::cancelled)
        Q_EMIT m_page.statusMessage(tr("Cancelled. %1").arg(what));
    else
        showError(&m_page, what, error);
}

void printReport(const Report &report, QPrinter &printer)
{
    const ReportDocument document(report, printer);
    const bool some = printer.printRange() == QPrinter::PageRange && printer.fromPage() > 0;
    const int first = some ? printer.fromPage() - 1 : 0;
    const int last = some ? std::min(printer.toPage(), document.pageCount()) - 1 : document.pageCount() - 1;
    QPainter painter(&printer);
    for (int page = first; page <= last; ++page) {
        if (page > first)
            printer.newPage();
        document.paintPage(painter, page);
    }
}

} // namespace seriatim
