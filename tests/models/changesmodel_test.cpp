#include "models/changesmodel.h"

#include "models/exchange.h"
#include "models/simulationjob.h"
#include "models/simulationrunsmodel.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

class ChangesModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void newRecordsComeFirstAndTheOthersStay();
    void theFilterLooksAtEveryColumn();
    void aSimulationRunIsListedWithItsTotals();
    void exportingWritesAFileThatCanBeImported();

private:
    [[nodiscard]] SequentialTask saved(const QString &name) const
    {
        return m_workspace->saveTask(SequentialTask(TaskId::mint(), name), KeepFinished::no)->task;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

void ChangesModelTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace = std::make_unique<Workspace>(std::move(Workspace::create(m_folder->filePath(QStringLiteral("the.store")))).value());
}

void ChangesModelTest::newRecordsComeFirstAndTheOthersStay() // B9
{
    ChangesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    SequentialTask task = saved(QStringLiteral("First"));
    model.addNewer(*recordsAfter(*m_workspace, model.newest()));
    const int before = model.rowCount();
    QVERIFY(before >= 1);
    const QPersistentModelIndex row = model.index(0, ChangesModel::Name);
    QCOMPARE(row.data().toString(), QStringLiteral("First"));

    task.name = QStringLiteral("Renamed");
    QVERIFY(m_workspace->saveTask(task, KeepFinished::no).ok());
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.addNewer(*recordsAfter(*m_workspace, model.newest()));
    QCOMPARE(model.rowCount(), before + 1);
    QCOMPARE(row.row(), 1);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.index(0, ChangesModel::Name).data().toString(), QStringLiteral("Renamed"));
    QCOMPARE(model.index(0, ChangesModel::Action).data().toString(), QStringLiteral("Saved, revision 2"));
    QVERIFY(model.asText(0).contains(currentUser()));
    model.addNewer(*recordsAfter(*m_workspace, model.newest()));
    QCOMPARE(model.rowCount(), before + 1);
}

void ChangesModelTest::theFilterLooksAtEveryColumn()
{
    ChangesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const SequentialTask first = saved(QStringLiteral("Éditeur"));
    const SequentialTask second = saved(QStringLiteral("Office"));
    model.addNewer(*recordsAfter(*m_workspace, 0));
    model.setFilter(QStringLiteral("edit"));
    QCOMPARE(model.rowCount(), 1);
    const SequentialTask third = saved(QStringLiteral("Editor"));
    const SequentialTask fourth = saved(QStringLiteral("Other"));
    model.addNewer(*recordsAfter(*m_workspace, model.newest()));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.record(0).name, QStringLiteral("Editor"));
    QCOMPARE(model.record(1).name, QStringLiteral("Éditeur"));
    model.setFilter(QStringLiteral("SEQUENTIAL"));
    QCOMPARE(model.rowCount(), 4);
    model.setFilter({});
    QCOMPARE(model.rowCount(), model.recordCount());
}

void ChangesModelTest::aSimulationRunIsListedWithItsTotals()
{
    QVERIFY(fillWithDemo(*m_workspace, 40, 1).ok());
    const TaskSummary task = m_workspace->store().tasks().list()->front();
    JobControl control;
    const Result<SimulationOutcome> outcome = simulate(*m_workspace, {task.id.toString(), 50, 7, true}, control);
    QVERIFY(outcome.ok());
    QVERIFY2(outcome->summary.startsWith(QStringLiteral("50 succeeded, 0 failed")), qPrintable(outcome->summary));
    QCOMPARE(static_cast<int>(outcome->items.size()), task.itemCount);
    QCOMPARE(control.done(), 50);

    SimulationRunsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRuns(*m_workspace->store().simulations().list());
    QCOMPARE(model.rowCount(), 1);
    const auto cell = [&](SimulationRunsModel::Column column) { return model.index(0, column).data().toString(); };
    QCOMPARE(cell(SimulationRunsModel::Task), task.name);
    QCOMPARE(cell(SimulationRunsModel::Computers), QStringLiteral("50"));
    QCOMPARE(cell(SimulationRunsModel::Succeeded), QStringLiteral("50"));
    QCOMPARE(cell(SimulationRunsModel::Failed), QStringLiteral("0"));
    QCOMPARE(cell(SimulationRunsModel::Seed), QStringLiteral("7"));
}

void ChangesModelTest::exportingWritesAFileThatCanBeImported()
{
    const SequentialTask task = saved(QStringLiteral("Rollout"));
    const QString path = m_folder->filePath(QStringLiteral("out.xml"));
    QVERIFY(exportToFile(*m_workspace, {task.id.toString()}, path).ok());
    Result<Workspace> other = Workspace::create(m_folder->filePath(QStringLiteral("other.store")));
    QVERIFY(importFiles(*other, {path}).ok());
    QCOMPARE(other->store().tasks().find(QStringLiteral("Rollout"))->id, task.id);
    QVERIFY(!exportToFile(*m_workspace, {QStringLiteral("no such task")}, m_folder->filePath(QStringLiteral("none.xml"))).ok());
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("none.xml"))));
}

QTEST_GUILESS_MAIN(ChangesModelTest)
#include "changesmodel_test.moc"
