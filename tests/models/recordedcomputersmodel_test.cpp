// What a recorded run keeps, as its page shows it: the report read from the summary, and the computers as the store has them.
#include "models/recordedcomputersmodel.h"
#include "models/simulationreport.h"
#include "models/statuswords.h"
#include "tests/support/recordedrun.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace seriatim;
using Model = RecordedComputersModel;

class RecordedComputersModelTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ConsoleStore> m_store;
    std::optional<SequentialTask> m_task;
    std::optional<SimulationRun> m_run;

    [[nodiscard]] std::shared_ptr<const RecordedFleet> fleet() const
    {
        return std::make_shared<const RecordedFleet>(m_store->session->workspace().store().simulations().fleet(m_run->id).value());
    }
    static void settle(Model &model, const std::function<void()> &act)
    {
        QSignalSpy arranged(&model, &Model::arranged);
        act();
        QVERIFY(arranged.wait());
    }
    static QStringList names(const Model &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.append(model.computerName(row));
        return all;
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<ConsoleStore>(3);
        SequentialTask task = m_store->task(QStringLiteral("Rollout"), 3);
        task.items[1].dependencies.push_back({task.items[0].id, std::nullopt});
        m_task = m_store->save(task);
        m_run = recordRun(*m_store, *m_task, 30);
    }
    void cleanup() { m_store.reset(); }

    void theReportIsWhatWasSimulated()
    {
        const SimulationReport report = reportOf(*m_run);
        QCOMPARE(report.summary.computers, 30);
        QCOMPARE(report.summary.byStatus, (std::map<ComputerStatus, int>{{ComputerStatus::succeeded, 24}, {ComputerStatus::failed, 6}}));
        QVERIFY(report.hasDetails);
        QCOMPARE(report.programNames(), (QStringList{QStringLiteral("Package 001/Program 1"), QStringLiteral("Package 002/Program 2"), QStringLiteral("Package 003/Program 3")}));
        QCOMPARE(report.items[0].computers, (std::map<ItemStatus, int>{{ItemStatus::succeeded, 27}, {ItemStatus::failed, 3}}));
        QCOMPARE(report.items[1].computers, (std::map<ItemStatus, int>{{ItemStatus::succeeded, 24}, {ItemStatus::failed, 3}, {ItemStatus::skipped, 3}}));
        QCOMPARE(report.causes.size(), size_t(2));
        QCOMPARE(report.causes[0].cause, QStringLiteral("return code 1603"));
        QCOMPARE(report.causes[0].computers, 3);
        QCOMPARE(report.causes[1].item, 2);
        QCOMPARE(doneAfter(report.succeeded, report.virtualSeconds), 24);
        QCOMPARE(doneAfter(report.failed, report.virtualSeconds), 6);
        QCOMPARE(doneAfter(addCurves(report.succeeded, report.failed), report.virtualSeconds), 30);
        QCOMPARE(report.succeededAfter.at(100), qint64(6 * 60)); // 1, 2 and 3 minutes
        QVERIFY(percentilesText(report).contains(QStringLiteral("the last after 6 min 0 s")));
        QCOMPARE(report.load.front().name, QStringLiteral("Restarts"));
    }

    // Of an earlier version, or damaged: what there is is shown, and what is missing is said.
    void aRecordWithoutDetailsIsReadAsFarAsItGoes()
    {
        SimulationRun old = *m_run;
        old.summary = QStringLiteral(R"({"virtualSeconds":60,"summary":{"succeeded":1,"failed":2},"items":[{"item":1,"succeeded":1,"failed":2,"timedOut":1}]})");
        const SimulationReport report = reportOf(old);
        QVERIFY(!report.hasDetails);
        QCOMPARE(report.causes.size(), size_t(2));
        QCOMPARE(report.causes[0].cause, statusText(ItemStatus::failed));
        QVERIFY(percentilesText(report).contains(QStringLiteral("earlier version")));
        QVERIFY(report.load.empty());
        old.summary = QStringLiteral("no JSON");
        QVERIFY(reportOf(old).items.empty());
    }

    void theRunIsReplayedUnderWhatItAssumed()
    {
        const Result<Scenario> scenario = scenarioOf(*m_run, true);
        QVERIFY(scenario.ok());
        QCOMPARE(scenario->seed, quint64(7));
        QCOMPARE(scenario->endpoints, std::optional(30));
        QCOMPARE(scenario->outcomes.size(), size_t(2));
        QVERIFY(!scenarioOf(*m_run, false)->endpoints);
        SimulationRun damaged = *m_run;
        damaged.parameters = QStringLiteral("<Scenario");
        QVERIFY(!scenarioTextOf(damaged, true).ok());
    }

    void everyComputerIsShownItemByItem()
    {
        Model model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        settle(model, [&] { model.setFleet(fleet(), reportOf(*m_run).programNames()); });
        QCOMPARE(model.rowCount(), 30);
        QVERIFY(model.isMadeUp());
        const auto cell = [&](int row, int column, int role = Qt::DisplayRole) { return model.index(row, column).data(role); };
        QCOMPARE(cell(1, Model::computerColumn).toString(), QStringLiteral("SIM-000002"));
        QCOMPARE(cell(1, Model::statusColumn, Model::ComputerStatusRole).toInt(), static_cast<int>(ComputerStatus::failed));
        QCOMPARE(cell(1, Model::firstItemColumn).toString(), QStringLiteral("failed 1603"));
        QCOMPARE(cell(1, Model::firstItemColumn + 1, Model::ItemStatusRole).toInt(), static_cast<int>(ItemStatus::skipped));
        QCOMPARE(cell(0, Model::firstItemColumn + 3).toString(), QStringLiteral("6 min 0 s"));
        QCOMPARE(model.headerData(Model::firstItemColumn + 1, Qt::Horizontal).toString(), QStringLiteral("2 Program 2"));
        QCOMPARE(model.headerData(0, Qt::Vertical).toString(), QStringLiteral("SIM-000001"));
    }

    void filtersAndSorting()
    {
        Model model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        settle(model, [&] { model.setFleet(fleet(), reportOf(*m_run).programNames()); });
        RecordedComputersFilter failed;
        failed.status = ComputerStatus::failed;
        settle(model, [&] { model.setFilter(failed); });
        QCOMPARE(names(model), (QStringList{QStringLiteral("SIM-000002"), QStringLiteral("SIM-000004"), QStringLiteral("SIM-000012"), QStringLiteral("SIM-000014"),
                                            QStringLiteral("SIM-000022"), QStringLiteral("SIM-000024")}));
        QCOMPARE(model.computerCount(), 30);
        settle(model, [&] { model.sort(Model::firstItemColumn, Qt::DescendingOrder); }); // those that fail at item 1 first
        QCOMPARE(names(model).first(3), (QStringList{QStringLiteral("SIM-000002"), QStringLiteral("SIM-000012"), QStringLiteral("SIM-000022")}));
        settle(model, [&] { model.sort(Model::computerColumn, Qt::DescendingOrder); });
        QCOMPARE(names(model).front(), QStringLiteral("SIM-000024"));
        failed.computer = QStringLiteral("*2?");
        settle(model, [&] { model.setFilter(failed); });
        QCOMPARE(names(model), (QStringList{QStringLiteral("SIM-000024"), QStringLiteral("SIM-000022")}));
        RecordedComputersFilter part;
        part.computer = QStringLiteral("0003");
        settle(model, [&] { model.setFilter(part); });
        QCOMPARE(names(model), (QStringList{QStringLiteral("SIM-000030"), QStringLiteral("SIM-000003")}));
        settle(model, [&] { model.setFilter({}); });
        settle(model, [&] { model.sort(Model::firstItemColumn + 3, Qt::AscendingOrder); }); // done after
        const QStringList byTime = names(model);
        QCOMPARE(byTime.size(), 30);
        QCOMPARE(byTime.back(), QStringLiteral("SIM-000030"));
        QVERIFY(byTime.first(6).contains(QStringLiteral("SIM-000002")));
    }

    void realComputersHaveTheirNames()
    {
        const Collection pilot = m_store->saveCollection(QStringLiteral("Pilot"), {QStringLiteral("PC-b"), QStringLiteral("pc-A"), QStringLiteral("PC-c")});
        m_task->appliesTo = {pilot.id};
        m_task = m_store->save(*m_task);
        m_run = recordRun(*m_store, *m_task, std::nullopt);
        Model model;
        settle(model, [&] { model.setFleet(fleet(), reportOf(*m_run).programNames()); });
        QVERIFY(!model.isMadeUp());
        settle(model, [&] { model.sort(Model::computerColumn, Qt::DescendingOrder); });
        QCOMPARE(names(model), (QStringList{QStringLiteral("PC-c"), QStringLiteral("PC-b"), QStringLiteral("pc-A")}));
    }

    void aMillionComputersAreRowsAtOnce()
    {
        auto large = std::make_shared<RecordedFleet>();
        large->outcomes = fleet()->outcomes;
        constexpr int computers = 1'000'000;
        for (int i = 0; i < computers; ++i) {
            large->outcomeOf.push_back(i % static_cast<int>(large->outcomes.size()));
            large->finishedAfter.push_back(computers - i);
        }
        Model model;
        settle(model, [&] { model.setFleet(large, reportOf(*m_run).programNames()); });
        QCOMPARE(model.rowCount(), computers);
        QCOMPARE(model.computerName(computers - 1), QStringLiteral("SIM-1000000"));
        settle(model, [&] { model.sort(Model::firstItemColumn + 3); });
        QCOMPARE(model.computerName(0), QStringLiteral("SIM-1000000"));
    }
};

QTEST_MAIN(RecordedComputersModelTest)
#include "recordedcomputersmodel_test.moc"
