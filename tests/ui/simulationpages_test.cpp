// The Simulation pages as a tester uses them: set up by clicks and typing, what is assumed edited, run, recorded, looked at, and one
// of its computers in the debugger; all of it marked as simulated (B41, B42).
#include "tests/support/dialogdriver.h"
#include "tests/support/recordedrun.h"
#include "tests/support/shots.h"
#include "tests/support/widgets.h"
#include "tests/support/widgettest.h"
#include "ui/assumptionseditor.h"
#include "ui/completionchart.h"
#include "ui/debuggerwindow.h"
#include "ui/debugsetupdialog.h"
#include "ui/failurechart.h"
#include "ui/simulatedialog.h"
#include "ui/simulationrunpage.h"
#include "ui/simulationrunspage.h"

#include <QFileDialog>
#include <QMenu>
#include <QProgressBar>
#include <QRadioButton>
#include <QSignalSpy>

using namespace seriatim;
using namespace seriatim::test;

class SimulationPagesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ConsoleStore> m_store;
    std::unique_ptr<SequentialTask> m_task;
    std::unique_ptr<SimulateDialog> m_dialog;
    std::unique_ptr<SimulationRunPage> m_page;

    void openDialog(bool unsaved = false)
    {
        m_dialog = std::make_unique<SimulateDialog>(*m_store->session, m_task->id.toString(), m_task->name, unsaved, nullptr);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }
    void openPage(const QString &run)
    {
        const Result<SimulationRunPage *> page = SimulationRunPage::create(*m_store->session, *SimulationId::parse(run), nullptr);
        QVERIFY(page.ok());
        m_page.reset(*page);
        m_page->resize(1100, 750);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    // Adds a row of the kind through the menu of the button, and works its form.
    void add(AssumptionKind kind, const std::function<void(QDialog &)> &work)
    {
        const DialogDriver driver(QStringLiteral("assumptionDialog"), [&](QDialog &dialog) {
            work(dialog);
            test::click(dialog, "acceptButton");
        });
        auto *action = m_dialog->findChild<QAction *>(QStringLiteral("addAssumption%1").arg(static_cast<int>(kind)));
        QVERIFY(action);
        action->trigger();
    }
    void editWith(const std::function<void(QDialog &)> &work, const char *button = "acceptButton")
    {
        const DialogDriver driver(QStringLiteral("assumptionDialog"), [&](QDialog &dialog) {
            work(dialog);
            test::click(dialog, button);
        });
        test::click(*m_dialog, "editAssumption");
    }
    [[nodiscard]] QAbstractItemModel &assumptions() const { return *control<QTreeView>(*m_dialog, "assumptionsTable").model(); }
    [[nodiscard]] QString assumed(int row, AssumptionsModel::Column column = AssumptionsModel::Assumed) const { return assumptions().index(row, column).data().toString(); }
    [[nodiscard]] std::vector<SimulationRun> runs() const { return *m_store->session->workspace().store().simulations().list(); }

    // Chooses a file in the dialog that a click brings up.
    void chooseFile(const char *button, const QString &path, QDialogButtonBox::StandardButton accept)
    {
        QTimer::singleShot(0, m_dialog.get(), [&] {
            auto *files = m_dialog->findChild<QFileDialog *>();
            QVERIFY(files);
            control<QLineEdit>(*files, "fileNameEdit").setText(path); // typing would open a completion that takes the click
            QPushButton *ok = control<QDialogButtonBox>(*files, "buttonBox").button(accept);
            QTRY_VERIFY(ok->isEnabled()); // the folder is read in the background
            test::click(*ok);
            if (files->isVisible())
                files->reject();
        });
        test::click(*m_dialog, button);
    }

    void theResultIsShown()
    {
        QVERIFY(control<QLabel>(*m_page, "simulatedNotice").text().startsWith(QStringLiteral("Simulated")));
        QVERIFY(m_page->title().contains(QStringLiteral("simulated")));
        QVERIFY(control<QLabel>(*m_page, "runHead").text().contains(QStringLiteral("40 simulated computers, seed 7")));
        const auto &chart = control<CompletionChart>(*m_page, "courseChart");
        QVERIFY(chart.accessibleName().startsWith(QStringLiteral("Simulated")));
        QCOMPARE(chart.curves().size(), size_t(3));
        QCOMPARE(doneAfter(chart.curves()[0].points, 100'000), 40);
        QCOMPARE(doneAfter(chart.curves()[1].points, 100'000), 36);
        QCOMPARE(doneAfter(chart.curves()[2].points, 100'000), 4);
        QCOMPARE(chart.marks().size(), size_t(3));
        const QAbstractItemModel &causes = *control<QTreeView>(*m_page, "causesTable").model();
        QCOMPARE(causes.rowCount(), 1);
        QCOMPARE(causes.index(0, 0).data().toString(), QStringLiteral("4"));
        QCOMPARE(causes.index(0, 3).data().toString(), QStringLiteral("return code 67"));
        QVERIFY(control<FailureChart>(*m_page, "failureChart").accessibleDescription().contains(QStringLiteral("1 Program 1: return code 67: 4")));
        QCOMPARE(control<QTreeView>(*m_page, "itemsTable").model()->rowCount(), 3);
        QVERIFY(control<QTreeView>(*m_page, "loadTable").model()->rowCount() >= 3);
        QCOMPARE(control<QTreeView>(*m_page, "assumedTable").model()->rowCount(), 2);
        auto &tabs = control<QTabWidget>(*m_page, "runTabs");
        for (int tab = 0; tab < tabs.count(); ++tab) {
            tabs.setCurrentIndex(tab);
            test::shoot(*m_page, QStringLiteral("simulationrun-%1").arg(tab));
        }
    }

    void theComputersAreFilteredAndDebugged()
    {
        toTab(*m_page, "recordedComputers");
        const QAbstractItemModel &grid = *control<QTableView>(*m_page, "recordedGrid").model();
        QTRY_COMPARE(grid.rowCount(), 40);
        choose(*m_page, "recordedStatus", 2);
        QTRY_COMPARE(grid.rowCount(), 4);
        QTRY_COMPARE(control<QLabel>(*m_page, "recordedCount").text(), QStringLiteral("4 of 40 simulated computers shown"));
        type(*m_page, "recordedName", QStringLiteral("12"));
        QTRY_COMPARE(grid.rowCount(), 1);
        QTRY_VERIFY(control<QPushButton>(*m_page, "debugComputerButton").isEnabled());
        test::click(*m_page, "debugComputerButton");
        auto *setup = m_page->findChild<DebugSetupDialog *>();
        QVERIFY(setup);
        QCOMPARE(control<QLineEdit>(*setup, "computerName").text(), QStringLiteral("SIM-000012"));
        QCOMPARE(control<QSpinBox>(*setup, "seed").value(), 7);
        test::click(*setup, "startButton");
        QTRY_VERIFY(m_page->findChild<DebuggerWindow *>());
        auto &debugger = m_page->findChild<DebuggerWindow *>()->debugger();
        debugger.runToEnd();
        QCOMPARE(debugger.session().endpoint().state().items[0].returnCode, 67); // the same that the record says
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<ConsoleStore>(3);
        SequentialTask task = m_store->task(QStringLiteral("Rollout"), 3);
        task.items[1].dependencies.push_back({task.items[0].id, std::nullopt});
        m_task = std::make_unique<SequentialTask>(m_store->save(task));
    }
    void cleanup()
    {
        m_page.reset();
        m_dialog.reset();
        m_task.reset();
        m_store.reset();
    }

    void theWholeWay_B41()
    {
        openDialog();
        QVERIFY(control<QLabel>(*m_dialog, "simulatedNotice").text().startsWith(QStringLiteral("Simulated")));
        typeNumber(*m_dialog, "computerCount", 40);
        type(*m_dialog, "seed", QStringLiteral("7"));
        add(AssumptionKind::outcome, [](QDialog &form) {
            type(form, "computers", QStringLiteral("SIM-*2"));
            choose(form, "item", 1);
            typeNumber(form, "returnCode", 1603);
            test::shoot(form, QStringLiteral("assumption"));
        });
        QCOMPARE(assumed(0, AssumptionsModel::AppliesTo), QStringLiteral("item 1 Program 1, SIM-*2"));
        QCOMPARE(assumed(0), QStringLiteral("returns 1603 after its estimated run time"));
        editWith([](QDialog &form) { typeNumber(form, "returnCode", 67); });
        QCOMPARE(assumed(0), QStringLiteral("returns 67 after its estimated run time"));
        add(AssumptionKind::fault, [](QDialog &form) {
            choose(form, "item", 3);
            typeNumber(form, "attempt", 1);
        });
        QCOMPARE(assumed(1), QStringLiteral("loss of power while the program runs"));
        test::shoot(*m_dialog, QStringLiteral("simulate"));

        QSignalSpy recorded(m_dialog.get(), &SimulateDialog::recorded);
        test::click(*m_dialog, "startButton");
        QVERIFY(recorded.wait());
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(runs().size(), size_t(1));
        openPage(recorded.front().front().toString());
        theResultIsShown();
        theComputersAreFilteredAndDebugged();
    }

    void cancelKeepsNothing_B41()
    {
        openDialog();
        typeNumber(*m_dialog, "computerCount", 1'000'000);
        test::click(*m_dialog, "startButton");
        QVERIFY(control<QProgressBar>(*m_dialog, "progress").isVisible());
        test::click(*m_dialog, "closeButton"); // it says Cancel now
        QTRY_VERIFY(control<QPushButton>(*m_dialog, "startButton").isEnabled());
        QVERIFY(m_dialog->isVisible());
        QVERIFY(!control<QProgressBar>(*m_dialog, "progress").isVisible());
        QVERIFY(!control<QPlainTextEdit>(*m_dialog, "result").isVisible());
        QVERIFY(runs().empty());
        test::click(*m_dialog, "closeButton");
        QVERIFY(!m_dialog->isVisible());
    }

    void withoutARecordTheTotalsAreSaid()
    {
        openDialog(true);
        QVERIFY(control<QLabel>(*m_dialog, "simulatedNotice").text().contains(QStringLiteral("not saved are not simulated")));
        test::click(control<QCheckBox>(*m_dialog, "record"));
        test::click(*m_dialog, "startButton");
        const auto &result = control<QPlainTextEdit>(*m_dialog, "result");
        QTRY_VERIFY(result.isVisible());
        QVERIFY(result.toPlainText().startsWith(QStringLiteral("Simulated: 1000 succeeded, 0 failed")));
        QVERIFY(runs().empty());
    }

    void aFileIsOpenedWholeAndSavedWhole()
    {
        const QByteArray document = R"(<Scenario task="Rollout" seed="18446744073709551615" endpoints="12" runs="2" start="2026-03-01T07:30:00.000Z">
            <Session state="locked" from="12:00" to="13:00"/><Outcome item="2" returnCode="5"/><Expect item="2" status="failed"/></Scenario>)";
        const QString path = m_store->filePath(QStringLiteral("given.xml"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(document) == document.size());
        file.close();
        openDialog();
        chooseFile("openScenario", path, QDialogButtonBox::Open);
        QCOMPARE(assumptions().rowCount(), 3);
        QCOMPARE(control<QLineEdit>(*m_dialog, "seed").text(), QStringLiteral("18446744073709551615"));
        QCOMPARE(control<QSpinBox>(*m_dialog, "computerCount").value(), 12);
        QCOMPARE(control<QSpinBox>(*m_dialog, "runs").value(), 2);
        // What no form is for is shown, and can be taken away, not edited.
        auto &table = control<QTreeView>(*m_dialog, "assumptionsTable");
        table.setCurrentIndex(assumptions().index(2, 0));
        QVERIFY(!control<QPushButton>(*m_dialog, "editAssumption").isEnabled());
        QVERIFY(control<QPushButton>(*m_dialog, "removeAssumption").isEnabled());
        typeNumber(*m_dialog, "computerCount", 13);
        const QString copy = m_store->filePath(QStringLiteral("copy.xml"));
        chooseFile("saveScenario", copy, QDialogButtonBox::Save);
        const Result<Scenario> given = readScenario(document, path);
        QFile saved(copy);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        Result<Scenario> written = readScenario(saved.readAll(), copy);
        QVERIFY(written.ok());
        QCOMPARE(written->endpoints, std::optional(13));
        written->endpoints = 12;
        written->expectations.front().position = given->expectations.front().position;
        QVERIFY(*written == *given);
    }

    void aFileThatIsNoneSaysSoAndChangesNothing()
    {
        openDialog();
        add(AssumptionKind::restartNeeded, [](QDialog &) {});
        const QString path = m_store->filePath(QStringLiteral("broken.xml"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("<Scenario><Fault/></Scenario>") > 0);
        file.close();
        chooseFile("openScenario", path, QDialogButtonBox::Open);
        QVERIFY(control<QLabel>(*m_dialog, "scenarioProblem").text().contains(QStringLiteral("broken.xml")));
        QCOMPARE(assumptions().rowCount(), 1);
    }

    void rowsAreMovedAndRemoved()
    {
        openDialog();
        for (const int code : {1, 2})
            add(AssumptionKind::outcome, [code](QDialog &form) { typeNumber(form, "returnCode", code); });
        QVERIFY(!control<QPushButton>(*m_dialog, "assumptionDown").isEnabled());
        test::click(*m_dialog, "assumptionUp");
        QCOMPARE(assumed(0), QStringLiteral("returns 2 after its estimated run time"));
        auto &table = control<QTreeView>(*m_dialog, "assumptionsTable");
        m_dialog->activateWindow(); // a shortcut works in the active window alone
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_Delete);
        QCOMPARE(assumptions().rowCount(), 1);
        QCOMPARE(assumed(0), QStringLiteral("returns 1 after its estimated run time"));
        editWith([](QDialog &form) { typeNumber(form, "returnCode", 3); }, "cancelButton");
        QCOMPARE(assumed(0), QStringLiteral("returns 1 after its estimated run time"));
    }

    void whatContradictsItselfCannotBeAccepted()
    {
        openDialog();
        add(AssumptionKind::trait, [](QDialog &form) {
            QVERIFY(!control<QPushButton>(form, "acceptButton").isEnabled());
            QVERIFY(control<QLabel>(form, "assumptionProblem").isVisible());
            type(form, "name", QStringLiteral("laptop"));
            QVERIFY(!control<QLabel>(form, "assumptionProblem").isVisible());
        });
        QCOMPARE(assumed(0), QStringLiteral("is a “laptop”"));
        type(*m_dialog, "seed", QStringLiteral("99999999999999999999"));
        test::click(*m_dialog, "startButton");
        QVERIFY(control<QLabel>(*m_dialog, "simulateProblem").text().contains(QStringLiteral("seed")));
        QVERIFY(!control<QProgressBar>(*m_dialog, "progress").isVisible());
    }

    void theListOpensARunByKeyAndByButton()
    {
        const SimulationRun run = recordRun(*m_store, *m_task, 5);
        SimulationRunsPage page(*m_store->session, nullptr);
        page.show();
        QSignalSpy opened(&page, &EditorPage::openRequested);
        auto &table = control<QTreeView>(page, "runsTable");
        QTRY_COMPARE(table.model()->rowCount(), 1);
        QTRY_VERIFY(control<QPushButton>(page, "openRunButton").isEnabled());
        test::click(page, "openRunButton");
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(opened.size(), 2);
        for (const QList<QVariant> &one : opened)
            QCOMPARE(one.front().value<PageKey>(), (PageKey{PageKind::simulationRun, run.id.toString()}));
    }

    void theTaskMayHaveChangedOrGone()
    {
        const SimulationRun run = recordRun(*m_store, *m_task, 5);
        openPage(run.id.toString());
        QVERIFY(!control<QWidget>(*m_page, "taskChanged").isVisible());
        m_task->description = QStringLiteral("another");
        *m_task = m_store->save(*m_task);
        openPage(run.id.toString());
        QVERIFY(control<QWidget>(*m_page, "taskChanged").isVisible());
        QSignalSpy closed(m_page.get(), &EditorPage::closeRequested);
        QVERIFY(m_store->session->workspace().store().simulations().remove(run.id).ok());
        m_store->session->noteTaskChange();
        QVERIFY(closed.wait());
    }

    void aStateInTheSummaryShowsItsComputers()
    {
        const SimulationRun run = recordRun(*m_store, *m_task, 20);
        openPage(run.id.toString());
        Q_EMIT control<QLabel>(*m_page, "summaryWords").linkActivated(QString::number(static_cast<int>(ComputerStatus::failed)));
        const QAbstractItemModel &grid = *control<QTableView>(*m_page, "recordedGrid").model();
        QTRY_COMPARE(grid.rowCount(), 4);
        QVERIFY(control<QTableView>(*m_page, "recordedGrid").isVisible());
    }
};

QTEST_MAIN(SimulationPagesTest)
#include "simulationpages_test.moc"
