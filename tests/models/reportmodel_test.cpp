// The reports' models over real rows: what is shown and sorted, what survives a newer report, where rows lead, and the filters
// that a person saved.
#include "models/reportmodel.h"

#include "models/consolesettings.h"
#include "models/reportfiles.h"
#include "models/reportlinks.h"
#include "models/reporttexts.h"
#include "models/timewords.h"
#include "tests/support/reportedstore.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>

#include <algorithm>

using namespace seriatim;
using namespace seriatim::test;

namespace {

int columnOf(const ReportModel &model, const QString &key)
{
    const std::vector<ReportColumn> &columns = model.report()->columns;
    return static_cast<int>(std::ranges::find(columns, key, &ReportColumn::key) - columns.begin());
}

QStringList columnTexts(const ReportModel &model, const QString &key)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, columnOf(model, key)).data().toString());
    return texts;
}

// Rows by hand, where it matters which.
SharedReport fewRows(const std::vector<std::pair<QString, ReportCell>> &computers)
{
    Report report;
    report.kind = ReportKind::byComputer;
    report.columns = {{QStringLiteral("computer"), QStringLiteral("Computer")},
                      {QStringLiteral("failed"), QStringLiteral("Failed"), ReportColumnType::count}};
    for (const auto &[name, failed] : computers)
        report.rows.push_back({{name, failed}, {.computer = name}});
    return std::make_shared<const Report>(std::move(report));
}

} // namespace

class ReportModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyReportIsATable_data();
    void everyReportIsATable();
    void rowsAreSortedByTheirValues();
    void whatIsNotKnownStandsLast();
    void aNewerReportKeepsWhatIsSelected();
    void manyRowsThatGoMakeAnotherTable();
    void cellsSayWhatTheyMean();
    void rowsLeadToTheStatusTab();
    void aProgramLeadsToEachOfItsItems();
    void savedFiltersAreThereAgain();
    void savedFiltersHaveNamesOfTheirOwn();
    void damagedSettingsAreNoFilters();
    void whatIsEmptySaysWhy();
    void aFileThatCannotBeWrittenIsNamed();

private:
    [[nodiscard]] SharedReport made(const ReportRequest &request) const
    {
        JobControl control;
        const Result<SharedReport> report = readReport(*m_store->workspace, request, control);
        if (!report)
            qFatal("%s", qPrintable(report.error().message()));
        return *report;
    }
    [[nodiscard]] std::vector<StatusLink> links(const ReportRequest &request, const Report &report, const ReportRow &row) const
    {
        const Result<std::vector<StatusLink>> found = statusLinksOf(*m_store->workspace, request, report, row);
        if (!found)
            qFatal("%s", qPrintable(found.error().message()));
        return *found;
    }

    QTemporaryDir m_settings;
    std::unique_ptr<ReportedStore> m_store;
};

void ReportModelTest::initTestCase()
{
    prepareSettings(m_settings.path());
    m_store = std::make_unique<ReportedStore>(11, 24, 3);
}

void ReportModelTest::everyReportIsATable_data()
{
    QTest::addColumn<int>("kind");
    for (const ReportDescription &report : allReports())
        QTest::newRow(qPrintable(report.name)) << static_cast<int>(report.kind);
}

void ReportModelTest::everyReportIsATable()
{
    QFETCH(const int, kind);
    ReportModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const SharedReport report = made({.kind = static_cast<ReportKind>(kind)});
    model.setReport(report);
    QCOMPARE(model.rowCount(), static_cast<int>(report->rows.size()));
    QCOMPARE(model.columnCount(), static_cast<int>(report->columns.size()));
    for (int column = 0; column < model.columnCount(); ++column) {
        const ReportColumn &described = report->columns[static_cast<size_t>(column)];
        QCOMPARE(model.headerData(column, Qt::Horizontal).toString(), described.title);
        model.sort(column, Qt::DescendingOrder);
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row, column);
            QCOMPARE(index.data().toString(), reportCellText(model.row(row).cells[static_cast<size_t>(column)], described.type));
            QCOMPARE(bool(index.data(Qt::TextAlignmentRole).value<Qt::Alignment>() & Qt::AlignRight), isNumeric(described.type));
        }
    }
    model.sort(-1);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(model.row(row), report->rows[static_cast<size_t>(row)]);
    model.setReport(made({.kind = static_cast<ReportKind>(kind)}));
    model.setReport(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void ReportModelTest::rowsAreSortedByTheirValues() // "12 d" is more than "3.2 s", and PC-10 comes after PC-9
{
    ReportModel model;
    model.setReport(fewRows({{QStringLiteral("PC-10"), qint64(9)}, {QStringLiteral("pc-9"), qint64(100)}, {QStringLiteral("PC-1"), qint64(20)}}));
    model.sort(0, Qt::AscendingOrder);
    QCOMPARE(columnTexts(model, QStringLiteral("computer")), (QStringList{QStringLiteral("PC-1"), QStringLiteral("pc-9"), QStringLiteral("PC-10")}));
    model.sort(1, Qt::DescendingOrder);
    QCOMPARE(columnTexts(model, QStringLiteral("failed")), (QStringList{QStringLiteral("100"), QStringLiteral("20"), QStringLiteral("9")}));

    ReportModel programs;
    programs.setReport(made({.kind = ReportKind::byProgram}));
    const int median = columnOf(programs, QStringLiteral("median"));
    programs.sort(median, Qt::AscendingOrder);
    std::vector<qint64> values;
    for (int row = 0; row < programs.rowCount(); ++row) {
        if (const auto *value = std::get_if<qint64>(&programs.row(row).cells[static_cast<size_t>(median)]))
            values.push_back(*value);
    }
    QVERIFY(values.size() > 1);
    QVERIFY(std::ranges::is_sorted(values));
}

void ReportModelTest::whatIsNotKnownStandsLast()
{
    ReportModel model;
    model.setReport(fewRows({{QStringLiteral("A"), {}}, {QStringLiteral("B"), qint64(1)}, {QStringLiteral("C"), qint64(2)}}));
    model.sort(1, Qt::AscendingOrder);
    QCOMPARE(columnTexts(model, QStringLiteral("computer")), (QStringList{QStringLiteral("B"), QStringLiteral("C"), QStringLiteral("A")}));
    model.sort(1, Qt::DescendingOrder);
    QCOMPARE(columnTexts(model, QStringLiteral("computer")), (QStringList{QStringLiteral("C"), QStringLiteral("B"), QStringLiteral("A")}));
}

void ReportModelTest::aNewerReportKeepsWhatIsSelected()
{
    ReportModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setReport(fewRows({{QStringLiteral("A"), qint64(5)}, {QStringLiteral("B"), qint64(4)}, {QStringLiteral("C"), qint64(3)}, {QStringLiteral("D"), qint64(1)}}));
    model.sort(1, Qt::DescendingOrder);
    const QPersistentModelIndex stays = model.index(2, 1);
    const QPersistentModelIndex goes = model.index(1, 0);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setReport(fewRows({{QStringLiteral("C"), qint64(9)}, {QStringLiteral("A"), qint64(5)}, {QStringLiteral("E"), qint64(7)}, {QStringLiteral("D"), qint64(1)}}));
    QCOMPARE(resets.count(), 0);
    QCOMPARE(columnTexts(model, QStringLiteral("computer")),
             (QStringList{QStringLiteral("C"), QStringLiteral("E"), QStringLiteral("A"), QStringLiteral("D")}));
    QCOMPARE(stays.row(), 0);
    QCOMPARE(stays.data().toString(), QStringLiteral("9"));
    QVERIFY(!goes.isValid());
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    const SharedReport same = std::make_shared<const Report>(*model.report());
    model.setReport(same); // nothing has changed, so nothing is painted again
    QCOMPARE(changes.count(), 0);
    QCOMPARE(&model.row(1), &same->rows[2]);
}

void ReportModelTest::manyRowsThatGoMakeAnotherTable()
{
    std::vector<std::pair<QString, ReportCell>> before;
    std::vector<std::pair<QString, ReportCell>> after;
    for (int i = 0; i < 4000; ++i) {
        before.emplace_back(QString::number(i), qint64(i));
        if (i % 2 == 0)
            after.emplace_back(QString::number(i), qint64(i));
    }
    ReportModel model;
    model.setReport(fewRows(before));
    model.sort(1, Qt::DescendingOrder);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setReport(fewRows(after));
    QCOMPARE(resets.count(), 1);
    QCOMPARE(model.rowCount(), 2000);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("3998")); // still sorted
}

void ReportModelTest::cellsSayWhatTheyMean()
{
    Report report;
    report.kind = ReportKind::byProgram;
    report.columns = {{QStringLiteral("program"), QStringLiteral("Program")},
                      {QStringLiteral("returnCodes"), QStringLiteral("Return codes"), ReportColumnType::returnCodes},
                      {QStringLiteral("when"), QStringLiteral("When"), ReportColumnType::instant},
                      {QStringLiteral("state"), QStringLiteral("State"), ReportColumnType::word}};
    report.rows.push_back({{QStringLiteral("Suite/<Patch>"), ReturnCodeCounts{{1603, 26}, {0, 974}}, qint64(1'767'600'000'000), QStringLiteral("restartPending")}, {}});
    ReportModel model;
    model.setReport(std::make_shared<const Report>(report));
    QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("1603: 26, 0: 974"));
    QVERIFY(model.index(0, 1).data(Qt::ToolTipRole).toString().startsWith(QStringLiteral("<qt>1603 (ERROR_INSTALL_FAILURE): ")));
    QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("<qt>Suite/&lt;Patch&gt;</qt>"));
    QCOMPARE(model.index(0, 2).data().toString(), timeText(1'767'600'000'000));
    QCOMPARE(model.index(0, 2).data(Qt::ToolTipRole).toString(), QStringLiteral("2026-01-05 08:00:00 UTC"));
    QCOMPARE(model.index(0, 3).data().toString(), QStringLiteral("restart pending"));
    QCOMPARE(model.asText(0), QStringLiteral("Suite/<Patch>\t1603: 26, 0: 974\t%1\trestart pending").arg(timeText(1'767'600'000'000)));
}

void ReportModelTest::rowsLeadToTheStatusTab()
{
    const ReportRequest byTask{.kind = ReportKind::byTask, .computer = QStringLiteral("PC-0*"), .collection = QStringLiteral("half"), .days = 7};
    const SharedReport tasks = made(byTask);
    std::vector<StatusLink> found = links(byTask, *tasks, tasks->rows.front());
    QCOMPARE(found.size(), size_t(1));
    QCOMPARE(found.front().task, *tasks->rows.front().target.task);
    QCOMPARE(found.front().query.computer, QStringLiteral("PC-0*"));
    QCOMPARE(found.front().query.collection, std::optional(m_store->collections.front().id));
    QCOMPARE(found.front().query.reportedSince, std::optional(tasks->made - 7 * 24 * 60 * millisPerMinute));

    const ReportRequest pending{.kind = ReportKind::restartPending};
    const SharedReport waiting = made(pending);
    QVERIFY(!waiting->rows.empty());
    found = links(pending, *waiting, waiting->rows.front());
    QCOMPARE(found.size(), size_t(1));
    QCOMPARE(found.front().query.computer, waiting->rows.front().target.computer);
    QCOMPARE(found.front().query.status, std::optional(ComputerStatus::restartPending));

    const ReportRequest byComputer{.kind = ReportKind::byComputer};
    const SharedReport computers = made(byComputer);
    QVERIFY(links(byComputer, *computers, computers->rows.front()).empty()); // of all tasks
    const ReportRequest ofTask{.kind = ReportKind::byComputer, .task = QStringLiteral("Rollout")};
    const SharedReport onTask = made(ofTask);
    found = links(ofTask, *onTask, onTask->rows.front());
    QCOMPARE(found.size(), size_t(1));
    QCOMPARE(found.front().task, m_store->tasks.front().id);
    QCOMPARE(found.front().query.computer, onTask->rows.front().target.computer);
}

void ReportModelTest::aProgramLeadsToEachOfItsItems()
{
    ReportRequest request{.kind = ReportKind::byProgram};
    const SharedReport programs = made(request);
    const auto &cleanUp = *std::ranges::find(programs->rows, std::optional(m_store->package.programs[2].id), [](const ReportRow &row) { return row.target.program; });
    std::vector<StatusLink> found = links(request, *programs, cleanUp);
    QCOMPARE(found.size(), size_t(3)); // once in the first task, twice in the third
    QCOMPARE(found[0].text, QStringLiteral("Rollout, item 3"));
    QCOMPARE(found[1].text, QStringLiteral("Twice the same, item 1"));
    QCOMPARE(found[0].query.item, std::optional(m_store->tasks[0].items[2].id));
    QVERIFY(cleanUp.target.failure.has_value());
    QVERIFY(countsAsFailure(*cleanUp.target.failure));
    QCOMPARE(found[0].query.itemStatus, cleanUp.target.failure);
    request.task = QStringLiteral("rollout");
    found = links(request, *programs, cleanUp);
    QCOMPARE(found.size(), size_t(1));
    QCOMPARE(found.front().task, m_store->tasks.front().id);
}

void ReportModelTest::savedFiltersAreThereAgain()
{
    const QString store = m_settings.filePath(QStringLiteral("first.store"));
    const ReportRequest request{.kind = ReportKind::byProgram, .task = QStringLiteral("Änderung & <Co>"), .program = QStringLiteral("Suite/Patch"),
                                .computer = QStringLiteral("PC-*"), .collection = QStringLiteral("Half"), .since = Instant(1'700'000'000'000),
                                .until = Instant(1'800'000'000'000), .atMost = 5};
    QString id;
    {
        SavedReports saved(store);
        QSignalSpy changes(&saved, &SavedReports::changed);
        id = *saved.add(QStringLiteral(" Patch  on PCs "), request);
        QVERIFY(saved.add(QStringLiteral("Week"), {.kind = ReportKind::byTask, .days = 7}).ok());
        QCOMPARE(changes.count(), 2);
    }
    SavedReports again(store);
    QCOMPARE(again.all().size(), size_t(2));
    QCOMPARE(again.all().front().name, QStringLiteral("Week")); // in the order of the reports
    QCOMPARE(again.all().front().request.days, std::optional(7));
    QCOMPARE(again.find(id)->name, QStringLiteral("Patch on PCs"));
    ReportRequest expected = request;
    expected.atMost = 0;
    QCOMPARE(again.find(id)->request, expected);
    QVERIFY(SavedReports(m_settings.filePath(QStringLiteral("other.store"))).all().empty());

    SavedReports elsewhere(store); // another console, which has read before
    again.remove(id);
    QVERIFY(elsewhere.add(QStringLiteral("Later"), {.kind = ReportKind::byTask}).ok());
    QVERIFY(!elsewhere.find(id));
    QCOMPARE(elsewhere.rename(id, QStringLiteral("X")).error().code, ErrorCode::notFound);
    QCOMPARE(ReportKey::parse(ReportKey{ReportKind::notReported, id}.toText())->savedId, id);
    QVERIFY(!ReportKey::parse(QStringLiteral("no-such/") + id));
}

void ReportModelTest::savedFiltersHaveNamesOfTheirOwn()
{
    SavedReports saved(m_settings.filePath(QStringLiteral("names.store")));
    const QString id = *saved.add(QStringLiteral("Week"), {.kind = ReportKind::byTask, .days = 7});
    QCOMPARE(saved.add(QStringLiteral("wEEK"), {.kind = ReportKind::byTask}).error().code, ErrorCode::invalidInput);
    QCOMPARE(saved.add(QStringLiteral("  "), {.kind = ReportKind::byTask}).error().code, ErrorCode::invalidInput);
    QVERIFY(saved.add(QStringLiteral("Week"), {.kind = ReportKind::byComputer}).ok()); // of another report
    QVERIFY(saved.rename(id, QStringLiteral("WEEK")).ok());
    QCOMPARE(saved.find(id)->name, QStringLiteral("WEEK"));
    QVERIFY(saved.change(id, {.kind = ReportKind::byTask, .days = 30}).ok());
    QCOMPARE(saved.find(id)->request.days, std::optional(30));
}

void ReportModelTest::damagedSettingsAreNoFilters()
{
    const QString store = m_settings.filePath(QStringLiteral("damaged.store"));
    ConsoleSettings().setOfStore(store, QStringLiteral("savedReports"), QStringLiteral("[{\"id\":\"1\",\"name\":\"Good\",\"report\":\"by-task\"},"
                                                                                      "{\"id\":\"2\",\"name\":\"From later\",\"report\":\"by-moon\"},7,{}]"));
    const SavedReports saved(store);
    QCOMPARE(saved.all().size(), size_t(1));
    QCOMPARE(saved.all().front().name, QStringLiteral("Good"));
    ConsoleSettings().setOfStore(store, QStringLiteral("savedReports"), QStringLiteral("{nothing"));
    QVERIFY(SavedReports(store).all().empty());
}

void ReportModelTest::whatIsEmptySaysWhy()
{
    const ReportRequest request{.kind = ReportKind::byComputer, .computer = QStringLiteral("no-such-name")};
    const SharedReport report = made(request);
    QVERIFY(report->rows.empty());
    const QString text = emptyReportText(request, *report);
    QVERIFY(text.contains(QStringLiteral("computers 'no-such-name'")));
    QVERIFY(emptyReportText({.kind = ReportKind::byComputer}, *report).contains(QStringLiteral("No computer has reported")));
    Report left;
    left.rows.resize(3);
    left.leftOut = 1'000'000;
    QCOMPARE(rowCountText(left), QStringLiteral("The first 3 of 1,000,003 rows; an export has them all"));
}

void ReportModelTest::aFileThatCannotBeWrittenIsNamed()
{
    const QString path = m_settings.filePath(QStringLiteral("no-such-folder/report.csv"));
    const Result<> written = writeReportFile(path, "x");
    QVERIFY(!written.ok());
    QVERIFY(written.error().message().contains(path));
    QVERIFY(written.error().message().endsWith(QStringLiteral("choose another folder or file")));
    const QString good = m_settings.filePath(QStringLiteral("report.csv"));
    QVERIFY(writeReportFile(good, "first").ok());
    QVERIFY(writeReportFile(good, "second").ok());
    QFile file(good);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("second"));
}

QTEST_GUILESS_MAIN(ReportModelTest)
#include "reportmodel_test.moc"
