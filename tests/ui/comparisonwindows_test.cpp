// Comparisons opened from the list of simulation runs: two runs beside each other, and one beside what really happened (B41).
#include "engine/workspace/simulating.h"
#include "tests/support/consolestore.h"
#include "tests/support/shots.h"
#include "tests/support/widgettest.h"
#include "ui/completionchart.h"
#include "ui/debuggerwindow.h"
#include "ui/debugsetupdialog.h"
#include "ui/runcomparisonwindow.h"
#include "ui/simulationrunspage.h"
#include "ui/statuscomparisonwindow.h"

#include <QListWidget>
#include <QTabWidget>
#include <QVBoxLayout>
#include <QSignalSpy>

using namespace seriatim;

class ComparisonWindowsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ConsoleStore> m_store;
    SequentialTask m_task;
    std::unique_ptr<QWidget> m_parent;
    SimulationRunsPage *m_page = nullptr;
    qint64 m_number = 0;

    void record(const QByteArray &rows, std::optional<int> endpoints)
    {
        SimulationRequest request;
        request.task = m_task.name;
        request.scenarioText = QStringLiteral("<Scenario>") + QString::fromUtf8(rows) + QStringLiteral("</Scenario>");
        request.scenario = readScenario(request.scenarioText.toUtf8(), QStringLiteral("test.xml")).value();
        if (endpoints)
            request.scenario.endpoints = *endpoints;
        request.record = true;
        QVERIFY(simulateTask(m_store->session->workspace(), request).ok());
    }
    void report(const QString &computer, std::vector<ItemStatus> items)
    {
        std::vector<StatusEvent> events;
        const AgentId agent = AgentId::mint();
        const bool failed = std::ranges::find(items, ItemStatus::failed) != items.end();
        for (size_t i = 0; i <= items.size(); ++i) {
            StatusEvent event(EventId::mint(), agent, m_task.id);
            event.number = ++m_number;
            event.time = event.number * 60'000;
            event.computer = computer;
            event.computerStatus = ComputerStatus::running;
            if (i < items.size()) {
                event.item = m_task.items[i].id;
                event.place = static_cast<int>(i) + 1;
                event.itemStatus = items[i];
                if (items[i] != ItemStatus::skipped)
                    event.returnCode = items[i] == ItemStatus::failed ? 1603 : 0;
                event.attempts = items[i] == ItemStatus::skipped ? 0 : 1;
            } else {
                event.kind = StatusEvent::Kind::runEnded;
                event.computerStatus = failed ? ComputerStatus::failed : ComputerStatus::succeeded;
            }
            events.push_back(event);
        }
        QVERIFY(m_store->session->workspace().store().statuses().apply(events, 1).ok());
    }
    [[nodiscard]] QTreeView &runs() const { return test::control<QTreeView>(*m_page, "runsTable"); }
    [[nodiscard]] QPushButton &compareButton() const { return test::control<QPushButton>(*m_page, "compareRunsButton"); }
    void select(int row, bool too = false)
    {
        const QPoint place = runs().visualRect(runs().model()->index(row, 0)).center();
        QTest::mouseClick(runs().viewport(), Qt::LeftButton, too ? Qt::ControlModifier : Qt::NoModifier, place);
    }
    template <typename Window>
    Window &open()
    {
        test::click(compareButton());
        auto *window = m_parent->findChild<Window *>();
        if (!window)
            qFatal("no window was opened");
        QSignalSpy compared(window, &Window::compared);
        if (!compared.wait())
            qFatal("nothing was compared");
        return *window;
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<ConsoleStore>(3);
        QStringList names;
        for (int i = 1; i <= 6; ++i)
            names.append(QStringLiteral("PC-000%1").arg(i));
        m_task = m_store->task(QStringLiteral("Rollout"), 3);
        m_task.items[1].dependencies.push_back({m_task.items[0].id, std::nullopt});
        m_task.appliesTo = {m_store->saveCollection(QStringLiteral("Pilot"), names).id};
        m_task = m_store->save(m_task);
        record("<Outcome item='1' returnCode='1603' probability='0.1' duration='30' />", 1000); // the oldest, so the last row
        record("<Outcome item='1' returnCode='1603' probability='0.02' duration='300' />", 1000);
        record("", std::nullopt);
        m_parent = std::make_unique<QWidget>();
        m_page = new SimulationRunsPage(*m_store->session, m_parent.get());
        auto *layout = new QVBoxLayout(m_parent.get());
        layout->addWidget(m_page);
        m_parent->resize(1000, 600);
        m_parent->show();
        QTRY_COMPARE(runs().model()->rowCount(), 3);
    }
    void cleanup()
    {
        m_parent.reset();
        m_store.reset();
    }

    void theButtonSaysWhatItCompares()
    {
        select(0);
        QVERIFY(compareButton().isEnabled());
        QCOMPARE(compareButton().text(), QStringLiteral("&Compare with Reality…"));
        select(1, true);
        QVERIFY(compareButton().isEnabled());
        QCOMPARE(compareButton().text(), QStringLiteral("&Compare the Two…"));
        QVERIFY(!test::control<QPushButton>(*m_page, "removeRunButton").isEnabled()); // which of the two?
        select(2, true);
        QVERIFY(!compareButton().isEnabled());
        select(2);
        QVERIFY(test::control<QPushButton>(*m_page, "removeRunButton").isEnabled());
        test::shoot(*m_parent, QStringLiteral("runs-compare"));
    }

    void twoRunsBesideEachOther()
    {
        select(1);
        select(2, true);
        auto &window = open<RunComparisonWindow>();
        QVERIFY(window.windowTitle().contains(QStringLiteral("simulated")));
        QVERIFY(test::control<QLabel>(window, "simulatedNotice").text().startsWith(QStringLiteral("Simulated")));
        QVERIFY(test::control<QLabel>(window, "comparisonSummary").text().startsWith(QStringLiteral("1000 computer")));
        const auto &figures = *test::control<QTableView>(window, "figuresTable").model();
        QCOMPARE(figures.index(1, 0).data().toString(), QStringLiteral("Failed"));
        const int before = figures.index(1, 1).data().toInt();
        const int after = figures.index(1, 2).data().toInt();
        QVERIFY(before > 50 && after < 50 && after > 0); // the older one stands first
        QCOMPARE(figures.index(1, 3).data().toInt(), after - before);
        const auto &items = *test::control<QTableView>(window, "itemsTable").model();
        QCOMPARE(items.rowCount(), 3);
        QVERIFY(items.index(0, 3).data().toString().contains(QStringLiteral("→")));
        const auto &chart = test::control<CompletionChart>(window, "comparisonChart");
        QCOMPARE(chart.curves().size(), size_t(2));
        QCOMPARE(chart.curves()[0].points.back().done, 1000 - before);
        QCOMPARE(chart.curves()[1].points.back().done, 1000 - after);
        auto &tabs = test::control<QTabWidget>(window, "comparisonTabs");
        test::shoot(window, QStringLiteral("compare-runs"));
        tabs.setCurrentIndex(1);
        const auto &computers = *test::control<QTableView>(window, "computersTable").model();
        QVERIFY(computers.index(1, 2).data().toString().startsWith(QStringLiteral("SIM-"))); // better: the draws are the same, the probability is smaller
        test::shoot(window, QStringLiteral("compare-runs-computers"));
    }

    void aRunBesideReality()
    {
        report(QStringLiteral("PC-0001"), {ItemStatus::succeeded, ItemStatus::succeeded, ItemStatus::succeeded});
        report(QStringLiteral("PC-0002"), {ItemStatus::failed, ItemStatus::skipped, ItemStatus::succeeded});
        report(QStringLiteral("PC-0003"), {ItemStatus::failed, ItemStatus::skipped, ItemStatus::succeeded});
        report(QStringLiteral("PC-0004"), {ItemStatus::succeeded, ItemStatus::succeeded, ItemStatus::failed});
        select(0);
        auto &window = open<StatusComparisonWindow>();
        QVERIFY(test::control<QLabel>(window, "comparisonSummary").text().contains(QStringLiteral("1 as simulated, 3 otherwise, 2 not yet ended")));
        auto &table = test::control<QTableView>(window, "differencesTable");
        QCOMPARE(table.model()->rowCount(), 3);
        auto &steps = test::control<QListWidget>(window, "stepsList");
        QCOMPARE(steps.count(), 3); // all of them, item 1, item 3
        test::shoot(window, QStringLiteral("compare-status"));
        const QString sentence = test::control<QLabel>(window, "differenceSentence").text();
        QVERIFY2(sentence.startsWith(QStringLiteral("PC-0002: Item 1, Package 001/Program 1: simulated succeeded (0), really failed (1603).")), qPrintable(sentence));
        steps.setFocus();
        QTest::keyClick(&steps, Qt::Key_Down);
        QTest::keyClick(&steps, Qt::Key_Down);
        QCOMPARE(table.model()->rowCount(), 1);
        QCOMPARE(table.model()->index(0, 0).data().toString(), QStringLiteral("PC-0004"));
        auto &filter = test::control<QComboBox>(window, "agreementFilter");
        filter.setFocus();
        QTest::keyClick(&filter, Qt::Key_Down); // not yet ended: of no step
        QCOMPARE(steps.currentRow(), 0);
        QCOMPARE(table.model()->rowCount(), 2);
        QVERIFY(!test::control<QPushButton>(window, "debugButton").isHidden());
    }

    void aComputerOpensInTheDebugger()
    {
        report(QStringLiteral("PC-0002"), {ItemStatus::failed, ItemStatus::skipped, ItemStatus::succeeded});
        select(0);
        auto &window = open<StatusComparisonWindow>();
        auto &table = test::control<QTableView>(window, "differencesTable");
        const QPoint place = table.visualRect(table.model()->index(0, 0)).center();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, place);
        auto *setUp = window.findChild<DebugSetupDialog *>();
        QVERIFY(setUp);
        QCOMPARE(test::control<QLineEdit>(*setUp, "computerName").text(), QStringLiteral("PC-0002"));
        test::click(test::control<QPushButton>(*setUp, "startButton"));
        QTRY_VERIFY(window.findChild<DebuggerWindow *>());
        QCOMPARE(window.findChild<DebuggerWindow *>()->debugger().computerName(), QStringLiteral("PC-0002"));
    }

    void nothingToCompareWithIsSaid()
    {
        select(1);
        auto &window = open<StatusComparisonWindow>();
        QCOMPARE(test::control<QLabel>(window, "comparisonSummary").text(), QStringLiteral("No computer has reported on this task yet."));
        QCOMPARE(test::control<QTableView>(window, "differencesTable").model()->rowCount(), 0);
        QVERIFY(!test::control<QPushButton>(window, "debugButton").isEnabled());
    }
};

QTEST_MAIN(ComparisonWindowsTest)
#include "comparisonwindows_test.moc"
