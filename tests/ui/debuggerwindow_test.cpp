// The endpoint debugger as a tester uses it: step, run to, breakpoints, other codes, the power pulled, back through time
// (B14, B18, B19, B41, B42).
#include "tests/support/consolestore.h"
#include "tests/support/shots.h"
#include "tests/support/widgettest.h"
#include "ui/debuggerwindow.h"
#include "ui/debugsetupdialog.h"

#include <QSlider>
#include <QSplitter>
#include <QToolBar>

using namespace seriatim;

class DebuggerWindowTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ConsoleStore> m_store;
    std::unique_ptr<SequentialTask> m_task;
    std::unique_ptr<DebuggerWindow> m_window;

    void open(const QByteArray &scenario = "<Scenario endpoints='3' seed='7'/>")
    {
        const Result<Scenario> assumed = readScenario(scenario, QStringLiteral("s.xml"));
        QVERIFY2(assumed.ok(), assumed.ok() ? "" : qPrintable(assumed.error().message()));
        Result<std::unique_ptr<PreparedSimulation>> prepared =
            PreparedSimulation::prepare(m_store->session->workspace(), m_task->id.toString(), *assumed);
        QVERIFY(prepared.ok());
        std::shared_ptr<const PreparedSimulation> shared(std::move(*prepared));
        m_window = std::make_unique<DebuggerWindow>(std::make_unique<EndpointDebugger>(shared, 1, AgentProfile::ours), m_store->session.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    template <typename T>
    [[nodiscard]] T &child(const char *name) const
    {
        return test::control<T>(*m_window, name);
    }
    void trigger(const char *action)
    {
        QAction *found = m_window->findChild<QAction *>(QString::fromLatin1(action));
        QVERIFY2(found && found->isEnabled(), action);
        found->trigger();
    }
    [[nodiscard]] QString next() const { return child<QLabel>("nextLabel").text(); }
    [[nodiscard]] QString why() const { return child<QLabel>("whyLabel").text(); }
    [[nodiscard]] QModelIndex item(int row, int column = AgentModel::Name) const
    {
        const QAbstractItemModel *model = child<QTreeView>("tasksView").model();
        return model->index(row, column, model->index(0, 0));
    }
    [[nodiscard]] QString status(int row) const { return item(row, AgentModel::Status).data().toString(); }
    [[nodiscard]] int steps() const { return child<QTreeView>("stepsTable").model()->rowCount(); }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<ConsoleStore>(3);
        SequentialTask task = m_store->task(QStringLiteral("Rollout"), 3);
        task.items[1].dependencies.push_back({task.items[0].id, {}});
        m_task = std::make_unique<SequentialTask>(m_store->save(task));
    }
    void cleanup()
    {
        m_window.reset();
        m_task.reset();
        m_store.reset();
    }

    void itIsMarkedAsSimulated_B41()
    {
        open();
        QVERIFY(child<QLabel>("simulatedNotice").text().contains(QStringLiteral("Nothing runs on any computer")));
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("SIM-000002")) && m_window->windowTitle().contains(QStringLiteral("simulated")));
    }

    void stepsForwardAndBack()
    {
        open();
        QCOMPARE(next(), QStringLiteral("Next: Run 1 begins"));
        QTest::keyClick(m_window.get(), Qt::Key_F10);
        QCOMPARE(next(), QStringLiteral("Next: Write to disk: the run has begun (B18)"));
        trigger("step");
        trigger("step");
        QVERIFY(next().startsWith(QStringLiteral("Next: Start item 1, attempt 1")));
        trigger("step");
        QCOMPARE(status(0), QStringLiteral("running"));
        QCOMPARE(steps(), 4);
        trigger("stepBack");
        QCOMPARE(steps(), 4); // what was done is still there
        QVERIFY(child<QTreeView>("stepsTable").model()->index(3, 0).data(DebugStepsModel::FutureRole).toBool());
        QVERIFY(next().startsWith(QStringLiteral("Next: Start item 1")));
    }

    void theSliderGoesThroughTime()
    {
        open();
        trigger("toEnd");
        QCOMPARE(status(2), QStringLiteral("succeeded"));
        QCOMPARE(next(), QStringLiteral("Next: Nothing: it is over"));
        auto &slider = child<QSlider>("timeSlider");
        QCOMPARE(slider.maximum(), steps());
        slider.setFocus();
        QTest::keyClick(&slider, Qt::Key_Home);
        QCOMPARE(next(), QStringLiteral("Next: Run 1 begins"));
        QTest::keyClick(&slider, Qt::Key_End);
        QCOMPARE(status(2), QStringLiteral("succeeded"));
        QVERIFY(!m_window->findChild<QAction *>(QStringLiteral("step"))->isEnabled());
    }

    void anotherReturnCode_B11()
    {
        open();
        auto &code = child<QLineEdit>("returnCode");
        test::typeInto(code, QStringLiteral("160x")); // nonsense stands for nothing
        QVERIFY(!m_window->debugger().session().nextOutcome());
        test::typeInto(code, QStringLiteral("1603"));
        trigger("toEnd");
        QVERIFY(code.text().isEmpty()); // it was for one program
        QCOMPARE(status(0), QStringLiteral("failed"));
        QCOMPARE(status(1), QStringLiteral("skipped"));
        QCOMPARE(status(2), QStringLiteral("succeeded"));
        child<QTreeView>("tasksView").setCurrentIndex(item(1));
        QCOMPARE(why(), QStringLiteral("Item 2 skipped: it needs item 1 to return 0; it returned 1603."));
        test::shoot(*m_window, QStringLiteral("debugger-failed"));
    }

    void breakpointsStop()
    {
        open();
        auto &view = child<QTreeView>("tasksView");
        view.setCurrentIndex(item(2));
        view.setFocus();
        m_window->findChild<QAction *>(QStringLiteral("toggleBreakpoint"))->trigger();
        QCOMPARE(item(2).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        trigger("toBreakpoint");
        QCOMPARE(status(1), QStringLiteral("succeeded"));
        QCOMPARE(m_window->debugger().session().endpoint().begun(2), 0);
        QCOMPARE(next(), QStringLiteral("Next: Write to disk: item 3 is about to start (B18)"));
        trigger("toBreakpoint");
        QCOMPARE(next(), QStringLiteral("Next: Nothing: it is over"));
    }

    void thePowerIsPulled_B19()
    {
        open();
        trigger("nextItem");
        while (!m_window->debugger().session().endpoint().runsProgram())
            trigger("step");
        trigger("pullPower");
        const QAbstractItemModel *table = child<QTreeView>("stepsTable").model();
        QCOMPARE(table->index(steps() - 1, DebugStepsModel::What).data().toString(), QStringLiteral("Power lost while item 2 was running"));
        trigger("toEnd");
        QCOMPARE(status(1), QStringLiteral("succeeded"));
        QCOMPARE(item(1, AgentModel::Starts).data().toInt(), 2);
    }

    void memoryAndDisk_B18()
    {
        open();
        while (m_window->debugger().session().nextAction().point != StatusPoint::itemEnded)
            trigger("step");
        QVERIFY(child<QPlainTextEdit>("memoryText").toPlainText().contains(QStringLiteral("state=\"succeeded\"")));
        QVERIFY(!child<QPlainTextEdit>("diskText").toPlainText().contains(QStringLiteral("state=\"succeeded\"")));
        QVERIFY(!child<QPlainTextEdit>("diskText").extraSelections().isEmpty());
        QVERIFY(child<QLabel>("journalVerdict").text().contains(QStringLiteral("would lose")));
        test::shoot(*m_window, QStringLiteral("debugger"));
        trigger("step");
        QVERIFY(child<QLabel>("journalVerdict").text().startsWith(QStringLiteral("Every result is on disk")));
        QVERIFY(child<QPlainTextEdit>("diskText").toPlainText().contains(QStringLiteral("state=\"succeeded\"")));
    }

    void whatIsDoneInThePastIsABranch()
    {
        open();
        trigger("toEnd");
        const int whole = steps();
        auto &branches = child<QComboBox>("branches");
        QCOMPARE(branches.count(), 1);
        m_window->debugger().goTo(5);
        trigger("killAgent");
        QCOMPARE(branches.count(), 2);
        QCOMPARE(branches.currentIndex(), 1);
        QCOMPARE(steps(), 6);
        m_window->debugger().chooseBranch(0);
        QCOMPARE(steps(), whole);
        m_window->debugger().goTo(3);
        test::click(child<QPushButton>("forkButton"));
        QCOMPARE(branches.count(), 3);
        QCOMPARE(steps(), 3);
    }

    void whatWasDoneIsExported()
    {
        open();
        test::typeInto(child<QLineEdit>("returnCode"), QStringLiteral("5"));
        trigger("nextItem");
        trigger("toEnd");
        const QString path = m_store->filePath(QStringLiteral("again.xml"));
        m_window->exportTo(path);
        QTRY_VERIFY(child<QLabel>("simulatedNotice").text().contains(QStringLiteral("again.xml")));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Result<Scenario> scenario = readScenario(file.readAll(), path);
        QVERIFY2(scenario.ok(), scenario.ok() ? "" : qPrintable(scenario.error().message()));
        QCOMPARE(scenario->outcomes.front().returnCode, std::optional<ReturnCode>(5));
        QVERIFY(!scenario->expectations.empty());
    }

    void modelsAreSound()
    {
        open();
        QAbstractItemModelTester steps(child<QTreeView>("stepsTable").model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester tasks(child<QTreeView>("tasksView").model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        trigger("toEnd");
        m_window->debugger().goTo(4);
        trigger("pullPower");
        m_window->debugger().chooseBranch(0);
        m_window->debugger().goTo(0);
        trigger("toEnd");
    }

    void theSetUpAsksWhatIsNeeded()
    {
        DebugSetupDialog dialog(*m_store->session, m_task->id.toString(), m_task->name, nullptr);
        dialog.show();
        int opened = -1;
        connect(&dialog, &DebugSetupDialog::ready, this, [&](const std::shared_ptr<const PreparedSimulation> &prepared, int computer, AgentProfile) {
            opened = computer;
            QCOMPARE(prepared->member(computer).facts.name, QStringLiteral("SIM-000004"));
        });
        auto &name = test::control<QLineEdit>(dialog, "computerName");
        test::typeInto(name, QStringLiteral("PC-9"));
        test::click(test::control<QPushButton>(dialog, "startButton"));
        auto &problem = test::control<QLabel>(dialog, "problemLabel");
        QTRY_VERIFY(!problem.text().isEmpty()); // the task applies to no computer
        QCOMPARE(opened, -1);
        test::typeInto(name, QStringLiteral("SIM-000004"));
        test::click(test::control<QPushButton>(dialog, "startButton"));
        QTRY_COMPARE(opened, 3);
        test::shoot(dialog, QStringLiteral("debugger-setup"));
    }
};

QTEST_MAIN(DebuggerWindowTest)
#include "debuggerwindow_test.moc"
