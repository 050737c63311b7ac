// The Status tab beside its list: one computer in detail, running again from it, an order that was replaced, a simulation.
#include "engine/simulation/scenario.h"
#include "engine/workspace/historykeeping.h"
#include "engine/workspace/whynotrunning.h"
#include "models/simulationjob.h"
#include "tests/support/shots.h"
#include "tests/support/statusdesk.h"
#include "ui/messageline.h"

#include <QDesktopServices>
#include <QTabWidget>
#include <QToolButton>

using namespace seriatim;
using test::control;

class StatusDetailsTest : public test::StatusDesk
{
    Q_OBJECT

public Q_SLOTS:
    void openUrl(const QUrl &url) { m_opened = url; }

private:
    QUrl m_opened;

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void showsAnOrderThatWasReplaced();
    void showsASimulationByItself();
    void saysWhyASimulationCannotBeRead();
    void leadsFromAStepToWhatItIsAbout();
    void saysWhyAComputerDoesNotRun();
    void saysThatEarlierEventsWereRemoved();
    void fillsWhileATaskRuns();
    void offersToRunAgainFromAnItem();
    void asksBeforeClosingWhileATaskRuns();
};

void StatusDetailsTest::showsAnOrderThatWasReplaced() // B5
{
    show(2, 4);
    m_fleet->apply(m_fleet->wholeRun(1));
    m_fleet->apply(m_fleet->wholeRun(2, 1));
    m_page->setTask(m_fleet->task);
    auto &source = control<QComboBox>(*m_page, "statusSource");
    QVERIFY(!source.isEnabled()); // there is nothing but live
    SequentialTask turned = m_fleet->task;
    std::swap(turned.items[0], turned.items[1]);
    const auto saved = m_session->workspace().saveTask(turned, KeepFinished::no);
    QVERIFY(saved.ok() && saved->renewed);
    m_session->noteTaskChange();
    m_page->setTask(saved->task);
    QTRY_COMPARE(summary(), QStringLiteral("4 computers: 4 not received"));
    QTRY_VERIFY(source.isEnabled());
    source.setFocus();
    QTest::keyClicks(&source, QStringLiteral("Order"));
    QTest::keyClick(&source, Qt::Key_Enter);
    Q_EMIT source.activated(source.currentIndex());
    QTRY_COMPARE(summary(), QStringLiteral("2 computers: 1 succeeded, 1 failed")); // nobody is waited for any more
    QTRY_COMPARE(grid().model()->rowCount(), 2);
    QTRY_COMPARE(cell(1, StatusModel::firstItemColumn), QStringLiteral("failed 1603"));
    QVERIFY(control<QWidget>(*m_page, "statusNotice").isVisible());
    QVERIFY(!control<QLabel>(*m_page, "detailExplanation").text().contains(QStringLiteral("Why not running")));
    test::shoot(*m_window, QStringLiteral("status-earlier-order"));
    m_page->setTask(saved->task); // saved again with nothing but another name, say: what is looked at stays
    QTRY_COMPARE(grid().model()->rowCount(), 2);
    QVERIFY(control<QWidget>(*m_page, "statusNotice").isVisible());
    source.setCurrentIndex(0);
    Q_EMIT source.activated(0);
    QTRY_COMPARE(summary(), QStringLiteral("4 computers: 4 not received"));
    QVERIFY(!control<QWidget>(*m_page, "statusNotice").isVisible());
}

void StatusDetailsTest::showsASimulationByItself() // B41
{
    show(2, 4);
    m_fleet->apply(m_fleet->wholeRun(1));
    const Result<Scenario> scenario = readScenario(R"(<Scenario><Outcome item="1" returnCode="1603" /></Scenario>)", QStringLiteral("test"));
    QVERIFY(scenario.ok());
    JobControl control;
    const auto simulated = simulate(m_session->workspace(), {m_fleet->task.id.toString(), 50, 7, true, *scenario}, control);
    QVERIFY(simulated.ok() && simulated->recorded);
    m_page->setTask(m_fleet->task);
    QTRY_COMPARE(summary(), QStringLiteral("4 computers: 1 succeeded, 3 not received")); // none of the simulated ones
    auto &source = test::control<QComboBox>(*m_page, "statusSource");
    QTRY_VERIFY(source.findText(QStringLiteral("Simulated"), Qt::MatchStartsWith) > 0);
    source.setCurrentIndex(source.findText(QStringLiteral("Simulated"), Qt::MatchStartsWith));
    Q_EMIT source.activated(source.currentIndex());
    auto &simulation = test::control<QWidget>(*m_page, "simulatedStatus");
    QVERIFY(simulation.isVisible());
    QVERIFY(!grid().isVisible());
    QVERIFY(!test::control<StatusSummaryBar>(*m_page, "statusSummary").isVisible());
    QVERIFY(!test::control<QPushButton>(*m_page, "exportStatusButton").isVisible());
    QCOMPARE(test::control<StatusSummaryBar>(simulation, "simulatedSummary").summaryText(), QStringLiteral("50 computers: 50 failed"));
    QTRY_COMPARE(test::control<QTableView>(simulation, "recordedGrid").model()->rowCount(), 50);
    const QList<QLabel *> labels = simulation.findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) { return label->isVisible() && label->text().startsWith(QStringLiteral("Simulated:")); }));
    test::shoot(*m_window, QStringLiteral("status-simulated"));
    QSignalSpy opened(m_page, &StatusPage::openRequested);
    test::click(test::control<QPushButton>(simulation, "openRunButton"));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].value<PageKey>().guid, simulated->recorded->toString());

    // Another order is saved while it is looked at: live again, as a whole.
    SequentialTask turned = m_fleet->task;
    std::swap(turned.items[0], turned.items[1]);
    const auto renewed = m_session->workspace().saveTask(turned, KeepFinished::no);
    QVERIFY(renewed.ok() && renewed->renewed);
    m_session->noteTaskChange();
    m_page->setTask(renewed->task);
    QTRY_VERIFY(grid().isVisible());
    QVERIFY(test::control<QPushButton>(*m_page, "exportStatusButton").isVisible());
    QTRY_COMPARE(summary(), QStringLiteral("4 computers: 4 not received"));
    QTRY_VERIFY(source.findText(QStringLiteral("Simulated"), Qt::MatchStartsWith) > 0);
    source.setCurrentIndex(source.findText(QStringLiteral("Simulated"), Qt::MatchStartsWith));
    Q_EMIT source.activated(source.currentIndex());
    QVERIFY(!grid().isVisible());

    // Removed while it is looked at: live again.
    QVERIFY(m_session->workspace().store().simulations().remove(*simulated->recorded).ok());
    m_session->noteTaskChange();
    QTRY_VERIFY(grid().isVisible());
    QCOMPARE(summary(), QStringLiteral("4 computers: 4 not received"));
}

void StatusDetailsTest::saysWhyASimulationCannotBeRead()
{
    show(2, 4);
    JobControl control;
    const auto simulated = simulate(m_session->workspace(), {m_fleet->task.id.toString(), 50, 7, true, {}}, control);
    QVERIFY(simulated.ok() && simulated->recorded);
    m_page->setTask(m_fleet->task);
    auto &source = test::control<QComboBox>(*m_page, "statusSource");
    QTRY_VERIFY(source.findText(QStringLiteral("Simulated"), Qt::MatchStartsWith) > 0);
    QVERIFY(m_session->workspace().store().simulations().remove(*simulated->recorded).ok()); // nobody has been told yet
    source.setCurrentIndex(source.findText(QStringLiteral("Simulated"), Qt::MatchStartsWith));
    Q_EMIT source.activated(source.currentIndex());
    auto &failure = test::control<MessageLine>(*m_page, "simulatedFailure");
    QTRY_VERIFY(failure.isVisible());
    QVERIFY2(failure.text().contains(simulated->recorded->toString()), qPrintable(failure.text()));
}

void StatusDetailsTest::leadsFromAStepToWhatItIsAbout() // B39
{
    show(2, 2);
    SequentialTask task = m_fleet->task;
    task.items[1].dependencies.push_back({task.items[0].id, ReturnCodeList{0, 3010}});
    const auto saved = m_session->workspace().saveTask(task, KeepFinished::no);
    QVERIFY(saved.ok());
    m_fleet->task = saved->task;
    m_fleet->apply(m_fleet->wholeRun(1, 1));
    m_page->setTask(m_fleet->task);
    auto &items = control<QTreeView>(*m_page, "detailItems");
    auto &step = control<QLabel>(*m_page, "stepFacts");
    QTRY_COMPARE(items.model()->rowCount(), 2);
    QTRY_VERIFY(step.text().contains(QStringLiteral("ERROR_INSTALL_FAILURE"))); // of the first one that failed
    items.setCurrentIndex(items.model()->index(1, 0));
    QTRY_VERIFY(step.text().contains(QStringLiteral("to return 0, 3010")));
    QSignalSpy opened(m_page, &StatusPage::openRequested);
    Q_EMIT step.linkActivated(QStringLiteral("item:1"));
    QCOMPARE(items.currentIndex().row(), 0);
    const QRegularExpressionMatch link = QRegularExpression(QStringLiteral("href=\"(package:[^\"]+)\"")).match(step.text());
    QVERIFY(link.hasMatch());
    Q_EMIT step.linkActivated(link.captured(1));
    QCOMPARE(opened.count(), 1);
    const auto packages = m_fleet->store.catalogue().packages();
    QVERIFY(packages.ok());
    QVERIFY(opened[0][0].value<PageKey>() == (PageKey{PageKind::package, packages->front().id.toString()}));
}

void StatusDetailsTest::saysWhyAComputerDoesNotRun()
{
    show(2, 2);
    m_page->setTask(m_fleet->task);
    auto &explanation = control<QLabel>(*m_page, "detailExplanation");
    QTRY_VERIFY(explanation.text().startsWith(QStringLiteral("Why not running? ")));
    const auto why = whyNotRunning(m_session->workspace(), m_fleet->task, test::computerName(1), QDateTime::currentMSecsSinceEpoch());
    QVERIFY(why.ok());
    QCOMPARE(explanation.text(), QStringLiteral("Why not running? ") + why->sentence);

    // What it said of a wait is quoted, and not said a second time.
    StatusEvent waits = m_fleet->event(1, StatusEvent::Kind::computerChanged);
    waits.computerStatus = ComputerStatus::waiting;
    waits.waitReason = WaitReason::user;
    waits.explanation = QStringLiteral("Waiting: nobody is logged on.");
    m_fleet->apply({waits});
    m_session->noteStatusChange();
    QTRY_VERIFY(explanation.text().startsWith(QStringLiteral("Why not running? Waiting: nobody is logged on (reported ")));
    QCOMPARE(explanation.text().count(QStringLiteral("nobody is logged on")), 1);
}

void StatusDetailsTest::saysThatEarlierEventsWereRemoved()
{
    show(2, 1);
    m_fleet->apply(m_fleet->wholeRun(1, 1));
    m_fleet->apply(m_fleet->wholeRun(1));
    QVERIFY(setHistoryDays(m_session->workspace(), 30).ok());
    const auto compacted = compactHistory(m_session->workspace(), QDateTime::currentMSecsSinceEpoch());
    QVERIFY(compacted.ok() && compacted->removed > 0);
    m_page->setTask(m_fleet->task);
    control<QTabWidget>(*m_page, "detailTabs").setCurrentIndex(1);
    auto &removed = control<MessageLine>(*m_page, "removedEvents");
    QTRY_VERIFY(removed.text().startsWith(QStringLiteral("%1 earlier events").arg(compacted->removed)));
    QVERIFY(removed.isVisible());
}

void StatusDetailsTest::fillsWhileATaskRuns() // B27
{
    const QString go = m_folder->filePath(QStringLiteral("go"));
    const SequentialTask task = saveTask({QStringLiteral("echo hello"), QStringLiteral("while [ ! -e '%1' ]; do sleep 0.05; done").arg(go), QStringLiteral("exit 3")});
    m_page->setTask(task);
    QVERIFY(!m_panel->isVisible());
    m_panel->run(task);
    QVERIFY(m_panel->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(summary().contains(QStringLiteral("1 running")), 20'000);
    QTRY_COMPARE(cell(0, StatusModel::firstItemColumn), QStringLiteral("succeeded 0"));
    QTRY_COMPARE(cell(0, StatusModel::firstItemColumn + 1), QStringLiteral("running"));
    QVERIFY(control<QPushButton>(*m_panel, "runStopButton").isVisible());
    QVERIFY(!control<QPushButton>(*m_page, "runAgainButton").isEnabled());
    test::shoot(*m_window, QStringLiteral("run-now"));
    QFile file(go);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QTRY_VERIFY_WITH_TIMEOUT(summary().contains(QStringLiteral("1 failed")), 20'000);
    QTRY_COMPARE(cell(0, StatusModel::firstItemColumn + 2), QStringLiteral("failed 3"));
    QTRY_VERIFY(!m_panel->isRunning());
    QVERIFY(control<QLabel>(*m_panel, "runState").text().contains(QStringLiteral("failed")));
    QVERIFY(control<QPlainTextEdit>(*m_panel, "runLines").toPlainText().contains(QStringLiteral("Restarts are simulated")));
    QVERIFY(!control<QPushButton>(*m_panel, "runStopButton").isVisible());
    QTRY_VERIFY(control<QPlainTextEdit>(*m_page, "detailOutput").toPlainText().contains(QStringLiteral("hello")));
    test::shoot(*m_window, QStringLiteral("run-ended"));
    QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "openUrl");
    auto &log = control<QPushButton>(*m_page, "openStepLogButton"); // of the step that failed, which printed nothing
    QTRY_VERIFY(log.isVisible());
    control<QTreeView>(*m_page, "detailItems").setCurrentIndex(control<QTreeView>(*m_page, "detailItems").model()->index(0, 0));
    test::click(log);
    QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    QFile printed(m_opened.toLocalFile());
    QVERIFY2(printed.open(QIODevice::ReadOnly), qPrintable(m_opened.toString()));
    QVERIFY(printed.readAll().contains("hello"));
    test::click(control<QToolButton>(*m_panel, "runHideButton"));
    QVERIFY(!m_panel->isVisible());
}

void StatusDetailsTest::offersToRunAgainFromAnItem() // B27
{
    const QString log = m_folder->filePath(QStringLiteral("log"));
    const SequentialTask task = saveTask({QStringLiteral("echo 1 >> '%1'").arg(log), QStringLiteral("echo 2 >> '%1'; exit 3").arg(log)});
    m_page->setTask(task);
    m_panel->run(task);
    auto &again = control<QPushButton>(*m_page, "runAgainButton");
    QTRY_VERIFY_WITH_TIMEOUT(!m_panel->isRunning() && again.isVisible(), 20'000);
    QTRY_VERIFY(again.text().contains(QStringLiteral("item 2")) && again.isEnabled());
    test::click(again);
    QVERIFY(m_panel->isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!m_panel->isRunning(), 20'000);
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("1\n2\n2\n"));
}

void StatusDetailsTest::asksBeforeClosingWhileATaskRuns() // B18
{
    const QString go = m_folder->filePath(QStringLiteral("go"));
    const SequentialTask task = saveTask({QStringLiteral("while [ ! -e '%1' ]; do sleep 0.05; done").arg(go), QStringLiteral("exit 3")});
    QVERIFY(m_panel->mayClose());
    m_panel->run(task);
    QTRY_VERIFY_WITH_TIMEOUT(control<QPlainTextEdit>(*m_panel, "runLines").toPlainText().contains(QStringLiteral("item 1")), 20'000);
    const auto answer = [](const QString &button) {
        QTimer::singleShot(0, qApp, [button] {
            auto *question = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            QVERIFY(question);
            for (QAbstractButton *candidate : question->buttons()) {
                if (candidate->text().contains(button))
                    return candidate->click();
            }
            question->reject();
        });
    };
    answer(QStringLiteral("Go on"));
    QVERIFY(!m_panel->mayClose());
    QVERIFY(control<QPushButton>(*m_panel, "runStopButton").isEnabled());
    QSignalSpy possible(m_panel, &RunPanel::closingPossible);
    answer(QStringLiteral("Stop and close"));
    QVERIFY(!m_panel->mayClose());
    QVERIFY(!control<QPushButton>(*m_panel, "runStopButton").isEnabled());
    QFile file(go);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QTRY_COMPARE_WITH_TIMEOUT(possible.count(), 1, 20'000);
    QVERIFY(m_panel->mayClose());
    const auto status = m_session->workspace().store().statuses().statusOf(task.id, LocalRun::thisComputerName());
    QVERIFY(status.ok() && status->has_value());
    QVERIFY((*status)->status != ComputerStatus::failed); // stopped before the second item
}

QTEST_MAIN(StatusDetailsTest)
#include "statusdetails_test.moc"
