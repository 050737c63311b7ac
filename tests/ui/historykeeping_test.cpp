// Keeping what computers reported for a number of days, as an administrator sets it.
#include "tests/support/dialogdriver.h"
#include "tests/support/samplefleet.h"
#include "tests/support/shots.h"
#include "tests/support/widgettest.h"
#include "ui/historykeepingdialog.h"

#include <QRadioButton>

using namespace seriatim;
using test::control;

class HistoryKeepingTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<HistoryKeeper> m_keeper;

    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("a.store")); }
    [[nodiscard]] size_t eventsOf(const SequentialTask &task, int computer) const
    {
        const auto events = m_session->workspace().store().statuses().history(task.id, test::computerName(computer));
        return events ? events->size() : 0;
    }

private Q_SLOTS:
    void init();
    void cleanup();
    void savesForHowLong();
    void removesWhatIsOlderAndKeepsHowThingsStand();
    void removesNothingWithoutAnAnswer();
    void removesByItselfWhenTheStoreHasBeenOpen();
    void whatIsBeingChosenStaysWhileOldEventsAreRemoved();
    void onlyShowsAStoreThatIsReadOnly();
};

void HistoryKeepingTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto session = StoreSession::create(path());
    QVERIFY(session.ok());
    m_session = std::move(session).value();
    m_keeper = std::make_unique<HistoryKeeper>(*m_session);
}

void HistoryKeepingTest::cleanup()
{
    m_keeper.reset();
    m_session.reset();
}

void HistoryKeepingTest::savesForHowLong()
{
    {
        HistoryKeepingDialog dialog(*m_keeper, nullptr);
        dialog.show();
        QVERIFY(control<QRadioButton>(dialog, "keepForEver").isChecked());
        QVERIFY(!control<QSpinBox>(dialog, "keptDays").isEnabled());
        QVERIFY(!control<QPushButton>(dialog, "removeOldButton").isEnabled()); // nothing is too old
        test::click(control<QRadioButton>(dialog, "keepForDays"));
        control<QSpinBox>(dialog, "keptDays").setValue(30);
        test::click(control<QPushButton>(dialog, "saveHistoryButton"));
        QVERIFY(!dialog.isVisible());
    }
    QCOMPARE(*m_keeper->keptDays(), std::optional(30));
    const HistoryKeepingDialog again(*m_keeper, nullptr);
    QVERIFY(control<QRadioButton>(again, "keepForDays").isChecked());
    QCOMPARE(control<QSpinBox>(again, "keptDays").value(), 30);
}

void HistoryKeepingTest::removesWhatIsOlderAndKeepsHowThingsStand()
{
    test::SampleFleet fleet(*m_session, 2, 3);
    for (int run = 0; run < 3; ++run)
        fleet.apply(fleet.wholeRun(1, run < 2 ? std::optional(2) : std::nullopt));
    const auto before = m_session->workspace().store().statuses().statusOf(fleet.task.id, test::computerName(1));
    const size_t eventsBefore = eventsOf(fleet.task, 1);
    HistoryKeepingDialog dialog(*m_keeper, nullptr);
    dialog.show();
    test::click(control<QRadioButton>(dialog, "keepForDays"));
    const DialogDriver answer(QStringLiteral("removeHistoryBox"), clicking(QStringLiteral("answer0")));
    test::click(control<QPushButton>(dialog, "removeOldButton"));
    auto &outcome = control<QLabel>(dialog, "historyOutcome");
    QTRY_VERIFY(outcome.isVisible());
    QVERIFY2(outcome.text().contains(QStringLiteral("events removed")), qPrintable(outcome.text()));
    QVERIFY(eventsOf(fleet.task, 1) < eventsBefore);
    const auto after = m_session->workspace().store().statuses().statusOf(fleet.task.id, test::computerName(1));
    QVERIFY(before.ok() && after.ok() && before->has_value());
    QVERIFY(*before == *after);
    QCOMPARE(*m_keeper->keptDays(), std::optional(90));
    QVERIFY(control<QLabel>(dialog, "historyState").text().contains(QStringLiteral("is all there; of what came in before")));
    test::shoot(dialog, QStringLiteral("history-keeping"));
}

void HistoryKeepingTest::removesNothingWithoutAnAnswer()
{
    test::SampleFleet fleet(*m_session, 2, 3);
    fleet.apply(fleet.wholeRun(1, 1));
    fleet.apply(fleet.wholeRun(1));
    const size_t eventsBefore = eventsOf(fleet.task, 1);
    HistoryKeepingDialog dialog(*m_keeper, nullptr);
    dialog.show();
    test::click(control<QRadioButton>(dialog, "keepForDays"));
    const DialogDriver answer(QStringLiteral("removeHistoryBox"), clicking(QStringLiteral("cancelButton")));
    test::click(control<QPushButton>(dialog, "removeOldButton"));
    QVERIFY(!m_keeper->isRunning());
    QCOMPARE(eventsOf(fleet.task, 1), eventsBefore);
    dialog.reject();
    QVERIFY(!m_keeper->keptDays()->has_value()); // nor was anything saved
}

void HistoryKeepingTest::removesByItselfWhenTheStoreHasBeenOpen()
{
    test::SampleFleet fleet(*m_session, 2, 3);
    fleet.apply(fleet.wholeRun(1, 1));
    fleet.apply(fleet.wholeRun(1));
    const size_t eventsBefore = eventsOf(fleet.task, 1);
    QVERIFY(m_keeper->setKeptDays(30).ok());
    HistoryKeeper opened(*m_session, nullptr, std::chrono::milliseconds(1));
    QSignalSpy ended(&opened, &HistoryKeeper::ended);
    QTRY_COMPARE(ended.count(), 1);
    QVERIFY(eventsOf(fleet.task, 1) < eventsBefore);
}

void HistoryKeepingTest::whatIsBeingChosenStaysWhileOldEventsAreRemoved()
{
    test::SampleFleet fleet(*m_session, 2, 3);
    fleet.apply(fleet.wholeRun(1, 1));
    fleet.apply(fleet.wholeRun(1));
    QVERIFY(m_keeper->setKeptDays(30).ok());
    HistoryKeepingDialog dialog(*m_keeper, nullptr);
    dialog.show();
    control<QSpinBox>(dialog, "keptDays").setValue(60);
    QSignalSpy ended(m_keeper.get(), &HistoryKeeper::ended);
    m_keeper->removeOld(); // as it does by itself
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(control<QSpinBox>(dialog, "keptDays").value(), 60);
    QVERIFY(control<QLabel>(dialog, "historyState").text().contains(QStringLiteral("is all there; of what came in before")));
    QVERIFY(control<QPushButton>(dialog, "removeOldButton").isEnabled());
    QCOMPARE(*m_keeper->keptDays(), std::optional(30));
}

void HistoryKeepingTest::onlyShowsAStoreThatIsReadOnly()
{
    QVERIFY(m_keeper->setKeptDays(45).ok());
    auto readOnly = StoreSession::open(path(), Access::readOnly);
    QVERIFY(readOnly.ok());
    HistoryKeeper keeper(**readOnly);
    HistoryKeepingDialog dialog(keeper, nullptr);
    dialog.show();
    QCOMPARE(control<QSpinBox>(dialog, "keptDays").value(), 45);
    for (const char *name : {"keepForEver", "keepForDays"})
        QVERIFY(!control<QRadioButton>(dialog, name).isEnabled());
    QVERIFY(!control<QPushButton>(dialog, "saveHistoryButton").isEnabled());
    QVERIFY(!control<QPushButton>(dialog, "removeOldButton").isEnabled());
    keeper.removeOld();
    QVERIFY(!keeper.isRunning());
}

QTEST_MAIN(HistoryKeepingTest)
#include "historykeeping_test.moc"
