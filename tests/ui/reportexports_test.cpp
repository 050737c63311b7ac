// The console's reports as files and on paper: each file opened and checked.
#include "models/reportfiles.h"
#include "tests/support/reportdesk.h"
#include "ui/reportchartview.h"
#include "ui/reportdocument.h"
#include "ui/reportexport.h"

#include <QBuffer>
#include <QFileDialog>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QPdfWriter>
#include <QPrinter>
#include <QSignalSpy>

#include <algorithm>

using namespace seriatim;
using namespace seriatim::test;

namespace {

// RFC 4180.
std::vector<QStringList> parseCsv(const QByteArray &bytes)
{
    std::vector<QStringList> lines(1);
    QString field;
    bool quoted = false;
    const QString text = QString::fromUtf8(bytes);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted && c == u'"' && i + 1 < text.size() && text[i + 1] == u'"')
            field += text[i++];
        else if (c == u'"')
            quoted = !quoted;
        else if (!quoted && (c == u',' || c == u'\n')) {
            lines.back().append(std::exchange(field, {}));
            if (c == u'\n')
                lines.emplace_back();
        } else if (quoted || c != u'\r')
            field += c;
    }
    lines.pop_back(); // after the last line's end
    return lines;
}

int pagesOf(const QByteArray &pdf)
{
    return static_cast<int>(pdf.count("/Type /Page\n"));
}

// As many computers with a long sentence each as are asked for.
Report longReport(int rows)
{
    Report report;
    report.kind = ReportKind::restartPending;
    report.title = QStringLiteral("Restart pending");
    report.columns = {{QStringLiteral("computer"), QStringLiteral("Computer")},
                      {QStringLiteral("restarts"), QStringLiteral("Restarts so far"), ReportColumnType::count},
                      {QStringLiteral("explanation"), QStringLiteral("What it says")}};
    for (int i = 0; i < rows; ++i)
        report.rows.push_back({{QStringLiteral("PC-%1").arg(i), qint64(i), QStringLiteral("A restart is pending, ").repeated(i % 9)}, {}});
    return report;
}

} // namespace

class ReportExportsTest : public ReportDesk
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeStore(); }
    void init() { open(); }
    void cleanup() { close(); }
    void exportedAsCsv();
    void exportedAsJson();
    void exportedAsHtml();
    void exportedAsPdf();
    void aFileThatCannotBeWrittenIsSaid();
    void aLongReportHasManyPages();
    void printingTakesTheChosenPages();
    void thePrintDialogCanBeLeft();
    void theChangesAreExportedAsTheyAreFiltered();
};

void ReportExportsTest::exportedAsCsv()
{
    openReport(QStringLiteral("by-computer"));
    typeInto(control<QLineEdit>(page(), "reportComputer"), QStringLiteral("PC-00"));
    const Report report = expected({.kind = ReportKind::byComputer, .computer = QStringLiteral("PC-00")});
    QVERIFY(report.rows.size() < expected({.kind = ReportKind::byComputer}).rows.size());
    QTRY_COMPARE(rows().rowCount(), static_cast<int>(report.rows.size()));
    const QByteArray csv = exported("exportCsv", QStringLiteral("computers.csv"));
    const std::vector<QStringList> lines = parseCsv(csv);
    QCOMPARE(lines.size(), report.rows.size() + 1);
    QCOMPARE(lines.front().front(), QStringLiteral("computer"));
    for (size_t row = 0; row < report.rows.size(); ++row) {
        QCOMPARE(lines[row + 1].size(), static_cast<qsizetype>(report.columns.size()));
        for (int column = 0; column < rows().columnCount(); ++column) {
            if (report.columns[static_cast<size_t>(column)].type == ReportColumnType::instant)
                continue; // in UTC
            QCOMPARE(lines[row + 1][column], rows().index(static_cast<int>(row), column).data().toString());
        }
    }
}

void ReportExportsTest::exportedAsJson()
{
    openReport(QStringLiteral("by-program"));
    const Report report = expected({.kind = ReportKind::byProgram});
    const QJsonObject json = QJsonDocument::fromJson(exported("exportJson", QStringLiteral("programs.json"))).object();
    QCOMPARE(json.value(u"report").toString(), QStringLiteral("by-program"));
    QCOMPARE(json.value(u"rows").toArray().size(), std::ssize(report.rows));
    QCOMPARE(json.value(u"rows")[0][u"program"].toString(), rows().index(0, 0).data().toString());
    QCOMPARE(json.value(u"rows"), reportJson(report).value(u"rows"));
}

void ReportExportsTest::exportedAsHtml()
{
    openReport(QStringLiteral("by-task"));
    const QByteArray html = exported("exportHtml", QStringLiteral("tasks")); // the suffix comes by itself
    QVERIFY(html.isEmpty());
    QFile file(m_folder->filePath(QStringLiteral("tasks.html")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray page = file.readAll();
    QVERIFY(page.contains("<h1>By task</h1>"));
    QVERIFY(page.contains("<svg "));
    QCOMPARE(page.count("<tr>"), rows().rowCount() + 1);
    QVERIFY(page.contains(QStringLiteral("Änderung &amp; &lt;Co&gt;").toUtf8()));
}

void ReportExportsTest::exportedAsPdf()
{
    openReport(QStringLiteral("by-computer"));
    const QByteArray pdf = exported("exportPdf", QStringLiteral("computers.pdf"));
    QVERIFY(pdf.startsWith("%PDF"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    const Report report = expected({.kind = ReportKind::byComputer});
    QByteArray unused;
    QBuffer buffer(&unused);
    QPdfWriter writer(&buffer);
    setReportPage(writer, report);
    QCOMPARE(pagesOf(pdf), ReportDocument(report, writer).pageCount());
    QVERIFY(pagesOf(pdf) > 1);
}

void ReportExportsTest::aFileThatCannotBeWrittenIsSaid()
{
    openReport(QStringLiteral("by-task"));
    QString said;
    const DialogDriver message(QStringLiteral("errorBox"), [&](QDialog &dialog) {
        const auto &box = static_cast<QMessageBox &>(dialog);
        said = box.text() + u'\n' + box.informativeText();
        dialog.accept();
    });
    {
        const DialogDriver driver(QStringLiteral("exportFileDialog"), [&](QDialog &dialog) {
            control<QLineEdit>(dialog, "fileNameEdit").setText(m_folder->filePath(QStringLiteral("no-such-folder/tasks.csv")));
            dialog.done(QDialog::Accepted); // as if the folder had gone a moment later
        });
        trigger("exportCsv");
    }
    QTRY_VERIFY(!said.isEmpty());
    QVERIFY2(said.contains(QStringLiteral("The report was not exported.")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("choose another folder")), qPrintable(said));
    QVERIFY(control<QToolButton>(page(), "exportReport").isEnabled());
}

void ReportExportsTest::aLongReportHasManyPages()
{
    JobControl control;
    const Report report = longReport(500);
    const Result<QByteArray> pdf = reportPdf(report, control);
    QVERIFY(pdf.ok());
    QVERIFY(pagesOf(*pdf) > 5);
    QCOMPARE(control.total(), pagesOf(*pdf));
    const Result<QByteArray> shortOne = reportPdf(longReport(1), control);
    QCOMPARE(pagesOf(*shortOne), 1);
    const Result<QByteArray> none = reportPdf(longReport(0), control);
    QCOMPARE(pagesOf(*none), 1);
    control.cancel();
    QCOMPARE(reportPdf(report, control).error().code, ErrorCode::cancelled);
}

void ReportExportsTest::printingTakesTheChosenPages()
{
    QPrinter printer(QPrinter::HighResolution);
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(m_folder->filePath(QStringLiteral("printed.pdf")));
    const Report report = longReport(500);
    setReportPage(printer, report);
    printer.setPrintRange(QPrinter::PageRange);
    printer.setFromTo(2, 4);
    printReport(report, printer);
    QFile file(printer.outputFileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(pagesOf(file.readAll()), 3);
}

void ReportExportsTest::thePrintDialogCanBeLeft()
{
    openReport(QStringLiteral("by-task"));
    bool came = false;
    const DialogDriver driver(QStringLiteral("printDialog"), [&](QDialog &dialog) {
        came = true;
        dialog.reject();
    });
    QTest::keySequence(&table(), QKeySequence::Print);
    QTRY_VERIFY(came);
    QTRY_VERIFY(control<QToolButton>(page(), "printReport").isEnabled());
}

void ReportExportsTest::theChangesAreExportedAsTheyAreFiltered()
{
    QVERIFY(m_window->openPage({PageKind::report, QStringLiteral("changes")}));
    const QAbstractItemModel &changes = *control<QTreeView>(page(), "changesTable").model();
    QTRY_VERIFY(changes.rowCount() > 4);
    const QByteArray whole = exported("exportCsv", QStringLiteral("changes.csv"));
    QCOMPARE(parseCsv(whole).size(), static_cast<size_t>(changes.rowCount()) + 1);
    typeInto(control<QLineEdit>(page(), "changesFilter"), QStringLiteral("Twice"));
    const int shown = changes.rowCount();
    QVERIFY(shown >= 1 && shown < 4);
    QCOMPARE(control<ReportChartView>(page(), "changesChart").chart().categories, QStringList{QStringLiteral("task")});
    const QJsonObject json = QJsonDocument::fromJson(exported("exportJson", QStringLiteral("changes.json"))).object();
    QCOMPARE(json.value(u"rows").toArray().size(), shown);
    QCOMPARE(json.value(u"filter").toArray(), QJsonArray{QStringLiteral("with “Twice”")});
    QCOMPARE(json.value(u"chart")[u"categories"].toArray(), QJsonArray{QStringLiteral("task")});
}

QTEST_MAIN(ReportExportsTest)
#include "reportexports_test.moc"
