// The crash matrix on screen: zero endless places with our agent, the loop with the classic one, and each place in the
// debugger (B19, B41).
#include "tests/support/consolestore.h"
#include "tests/support/shots.h"
#include "tests/support/widgettest.h"
#include "ui/crashmatrixwindow.h"
#include "ui/debuggerwindow.h"

#include <QSignalSpy>

using namespace seriatim;
using Verdict = CrashMatrixModel::Verdict;

class CrashMatrixWindowTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ConsoleStore> m_store;
    std::unique_ptr<CrashMatrixWindow> m_window;

    template <typename T>
    [[nodiscard]] T &child(const char *name) const
    {
        return test::control<T>(*m_window, name);
    }
    [[nodiscard]] QAbstractItemModel &grid() const { return *child<QTableView>("matrixGrid").model(); }
    [[nodiscard]] int count(Verdict verdict) const
    {
        int found = 0;
        for (int row = 0; row < grid().rowCount(); ++row) {
            for (int column = 0; column < grid().columnCount(); ++column)
                found += grid().index(row, column).data(CrashMatrixModel::VerdictRole).toInt() == static_cast<int>(verdict) ? 1 : 0;
        }
        return found;
    }
    [[nodiscard]] QModelIndex firstOf(Verdict verdict) const
    {
        for (int row = 0; row < grid().rowCount(); ++row) {
            for (int column = 0; column < grid().columnCount(); ++column) {
                const QModelIndex index = grid().index(row, column);
                if (index.data(CrashMatrixModel::VerdictRole).toInt() == static_cast<int>(verdict))
                    return index;
            }
        }
        return {};
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<ConsoleStore>(3);
        Package package = m_store->packages[0];
        package.programs[0].afterRunning = AfterRunning::restart;
        QVERIFY(m_store->session->workspace().store().catalogue().save(std::vector{package}).ok());
        SequentialTask task = m_store->task(QStringLiteral("Rollout"), 3);
        task = m_store->save(task);
        m_window = std::make_unique<CrashMatrixWindow>(*m_store->session, task.id.toString(), task.name, nullptr);
        m_window->show();
        QSignalSpy computed(m_window.get(), &CrashMatrixWindow::computed);
        m_window->compute();
        QVERIFY(computed.wait());
    }
    void cleanup()
    {
        m_window.reset();
        m_store.reset();
    }

    void ourAgentIsBounded_B19()
    {
        QCOMPARE(grid().rowCount(), 3);
        QCOMPARE(count(Verdict::endless), 0);
        // Only an installer that restarts the computer each time that it runs, where no rule can tell that it is there.
        QCOMPARE(count(Verdict::lost), 3);
        QVERIFY(grid().index(firstOf(Verdict::lost).row(), firstOf(Verdict::lost).column()).data(Qt::ToolTipRole).toString().contains(QStringLiteral("by itself"), Qt::CaseInsensitive));
        QVERIFY(count(Verdict::fine) > 20);
        QVERIFY(count(Verdict::reruns) > 2); // cut off while it ran
        QVERIFY(child<QLabel>("matrixSummary").text().contains(QStringLiteral("every run ended")));
        QVERIFY(child<QLabel>("matrixSummary").text().startsWith(QStringLiteral("Simulated")));
        test::shoot(*m_window, QStringLiteral("crashmatrix"));
    }

    void theClassicLoopIsFound()
    {
        auto &profile = child<QComboBox>("profile");
        QSignalSpy computed(m_window.get(), &CrashMatrixWindow::computed);
        profile.setFocus();
        profile.setCurrentIndex(1);
        Q_EMIT profile.activated(1);
        QVERIFY(computed.wait());
        QVERIFY(count(Verdict::endless) > 0);
        child<QTableView>("matrixGrid").setCurrentIndex(firstOf(Verdict::endless));
        QVERIFY(child<QLabel>("cellSentence").text().contains(QStringLiteral("for ever")));
        QVERIFY(!child<QPlainTextEdit>("cellTrace").toPlainText().isEmpty());
        test::shoot(*m_window, QStringLiteral("crashmatrix-classic"));
    }

    void aPlaceOpensInTheDebugger()
    {
        child<QTableView>("matrixGrid").setCurrentIndex(firstOf(Verdict::reruns));
        test::click(child<QPushButton>("debugButton"));
        QTRY_VERIFY(m_window->findChild<DebuggerWindow *>());
        auto *debugger = m_window->findChild<DebuggerWindow *>();
        QVERIFY(debugger->debugger().session().steps().back().fault.has_value());
        debugger->debugger().runToEnd();
        QVERIFY(debugger->debugger().session().isOver());
    }

    void theModelIsSound()
    {
        QAbstractItemModelTester tester(&grid(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy computed(m_window.get(), &CrashMatrixWindow::computed);
        test::click(child<QPushButton>("computeButton"));
        QVERIFY(computed.wait());
    }
};

QTEST_MAIN(CrashMatrixWindowTest)
#include "crashmatrixwindow_test.moc"
