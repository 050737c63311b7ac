// The dialog before programs and before a restart (B28), worked by keyboard as a user would.
#include "tests/support/shots.h"
#include "tests/support/widgets.h"
#include "tests/support/workingagent.h"

#include "ui/messageline.h"
#include "ui/warningdialog.h"

#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>

#include <unistd.h>

using namespace seriatim;
using namespace seriatim::test;

class WarningDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void itSaysWhatComesAndInHowLong_B28();
    void enterPutsOff_B28();
    void anotherTimeIsChosenByKeyboard_B28();
    void atTheDeadlineNothingIsPutOff_B28();
    void restartNowNeedsItsOwnKey_B28();
    void escapeLeavesTheTimeRunning_B28();
    void aLockedSessionStandsStill_B28();
    void withoutTheRightItSaysSo();
    void itIsReadAloudOnceAMinute();
    void itTakesNoFocus();

private:
    [[nodiscard]] AgentSequenceView sequence(AgentWarningView::For what, int untilMinutes, int deadlineMinutes) const;
    WarningDialog &show(const AgentSequenceView &sequence);
    [[nodiscard]] QString label(const char *name) const { return child<QLabel>(*m_dialog, name)->text(); }
    [[nodiscard]] QPushButton &button(const char *name) const { return *child<QPushButton>(*m_dialog, name); }
    [[nodiscard]] std::optional<Wish> wish() const;
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(m_dialog->focusWidget() ? m_dialog->focusWidget() : m_dialog.get(), key, modifiers); }

    std::unique_ptr<QTemporaryDir> m_folder;
    HandClock m_clock;
    TaskId m_task = TaskId::mint();
    std::unique_ptr<WarningDialog> m_dialog;
};

void WarningDialogTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(AgentHome::open(m_folder->path()).ok());
}

void WarningDialogTest::cleanup()
{
    m_dialog.reset();
}

AgentSequenceView WarningDialogTest::sequence(AgentWarningView::For what, int untilMinutes, int deadlineMinutes) const
{
    AgentSequenceView view{.guid = m_task, .name = QStringLiteral("Office suite"), .explanation = {}, .warning = {}, .items = {}};
    AgentWarningView &warning = view.warning.emplace();
    warning.what = what;
    warning.notice = QStringLiteral("the notice");
    warning.until = m_clock.now() + untilMinutes * millisPerMinute;
    warning.deadline = m_clock.now() + deadlineMinutes * millisPerMinute;
    warning.programs = {QStringLiteral("Office/Install runtime"), QStringLiteral("Office/Install suite")};
    warning.items = 2;
    warning.estimated = 25 * millisPerMinute;
    return view;
}

WarningDialog &WarningDialogTest::show(const AgentSequenceView &sequence)
{
    m_dialog = std::make_unique<WarningDialog>(m_folder->path(), sequence, m_clock);
    m_dialog->show();
    m_dialog->activateWindow(); // as a user does before he types: it takes no focus by itself
    if (!QTest::qWaitForWindowActive(m_dialog.get()))
        qFatal("the dialog cannot be activated");
    return *m_dialog;
}

std::optional<Wish> WarningDialogTest::wish() const
{
    const std::vector<ReceivedWish> wishes = Inbox(HomeFiles(m_folder->path())).look();
    return wishes.size() == 1 ? std::optional(wishes.front().wish) : std::nullopt;
}

void WarningDialogTest::itSaysWhatComesAndInHowLong_B28()
{
    const WarningDialog &dialog = show(sequence(AgentWarningView::For::programs, 10, 300));
    QCOMPARE(label("warningHeading"), QStringLiteral("“Office suite” is about to begin"));
    QVERIFY(label("warningPrograms").contains(QStringLiteral("Office/Install suite")));
    QVERIFY(label("warningMeaning").contains(QStringLiteral("about 25 minutes in all")));
    QCOMPARE(label("warningRemaining"), QStringLiteral("10:00"));
    m_clock.advance(271 * millisPerSecond);
    QVERIFY(m_dialog);
    m_dialog->tick();
    QCOMPARE(label("warningRemaining"), QStringLiteral("05:29"));
    QCOMPARE(child<QComboBox>(*m_dialog, "deferralBox")->count(), 6); // not the 5 minutes that would bring it nearer
    QVERIFY(!dialog.windowTitle().isEmpty());
    shoot(*m_dialog, QStringLiteral("warning"));
}

void WarningDialogTest::enterPutsOff_B28()
{
    AgentSequenceView view = sequence(AgentWarningView::For::programs, 1, 300);
    show(view);
    QVERIFY(button("putOffButton").isDefault());
    const Instant until = m_clock.now() + 5 * millisPerMinute;
    press(Qt::Key_Return);
    QTRY_VERIFY(wish().has_value());
    QCOMPARE(wish()->kind, Wish::Kind::putOff);
    QCOMPARE(wish()->task, m_task);
    QCOMPARE(wish()->until, until);
    QCOMPARE(wish()->notice, QStringLiteral("the notice"));
    QTRY_VERIFY(child<MessageLine>(*m_dialog, "warningMessage")->isVisible());
    QVERIFY(!button("putOffButton").isEnabled()); // it has been asked
    view.warning->until = until;
    view.warning->deferred = true;
    m_dialog->take(view);
    QVERIFY(!m_dialog->isVisible());
}

void WarningDialogTest::anotherTimeIsChosenByKeyboard_B28()
{
    show(sequence(AgentWarningView::For::programs, 1, 50));
    auto *box = child<QComboBox>(*m_dialog, "deferralBox");
    press(Qt::Key_P, Qt::AltModifier);
    QTRY_COMPARE(m_dialog->focusWidget(), box);
    QTest::keyClick(box, Qt::Key_Down);
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(box->currentText(), QStringLiteral("30 minutes"));
    m_clock.advance(2 * millisPerSecond);
    m_dialog->tick(); // what was chosen stays
    QCOMPARE(box->currentText(), QStringLiteral("30 minutes"));
    const Instant until = m_clock.now() + 30 * millisPerMinute;
    press(Qt::Key_O, Qt::AltModifier);
    QTRY_VERIFY(wish().has_value());
    QCOMPARE(wish()->until, until);
}

void WarningDialogTest::atTheDeadlineNothingIsPutOff_B28()
{
    show(sequence(AgentWarningView::For::programs, 10, 20));
    QVERIFY(button("putOffButton").isVisible());
    AgentSequenceView last = sequence(AgentWarningView::For::programs, 10, 10);
    last.warning->deferred = true;
    m_dialog->take(last);
    QVERIFY(!button("putOffButton").isVisible() && !child<QComboBox>(*m_dialog, "deferralBox")->isVisible());
    QVERIFY(label("warningDeferral").endsWith(QStringLiteral("It cannot be put off any longer.")));
    QVERIFY(button("closeWarningButton").isDefault());
    shoot(*m_dialog, QStringLiteral("warning-deadline"));
    m_clock.advance(10 * millisPerMinute);
    m_dialog->tick();
    QCOMPARE(label("warningComes"), QStringLiteral("Begins any moment"));
    QVERIFY(!child<QLabel>(*m_dialog, "warningRemaining")->isVisible());
    press(Qt::Key_Return); // the harmless one
    QVERIFY(!m_dialog->isVisible());
    QVERIFY(!wish());
}

void WarningDialogTest::restartNowNeedsItsOwnKey_B28()
{
    AgentSequenceView view = sequence(AgentWarningView::For::restart, 5, 60);
    view.warning->restartFor = QStringLiteral("Office/Install runtime");
    show(view);
    QCOMPARE(label("warningHeading"), QStringLiteral("This computer will restart"));
    QVERIFY(label("warningMeaning").contains(QStringLiteral("“Office/Install runtime” needs it")));
    QVERIFY(!button("goAheadButton").isDefault() && !button("goAheadButton").autoDefault());
    shoot(*m_dialog, QStringLiteral("restart"));
    press(Qt::Key_R, Qt::AltModifier);
    QTRY_VERIFY(wish().has_value());
    QCOMPARE(wish()->kind, Wish::Kind::goAhead);
    QVERIFY(m_dialog->isVisible()); // until it comes
}

void WarningDialogTest::escapeLeavesTheTimeRunning_B28()
{
    show(sequence(AgentWarningView::For::restart, 5, 60));
    press(Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
    QVERIFY(!wish());
}

void WarningDialogTest::aLockedSessionStandsStill_B28()
{
    AgentSequenceView view = sequence(AgentWarningView::For::programs, 5, 60);
    view.warning->standsStill = true;
    view.warning->unattendedSince = m_clock.now();
    show(view);
    m_clock.advance(20 * millisPerMinute);
    m_dialog->tick();
    QCOMPARE(label("warningRemaining"), QStringLiteral("05:00"));
    QCOMPARE(label("warningComes"), QStringLiteral("Begins after you are back, in"));
}

void WarningDialogTest::withoutTheRightItSaysSo()
{
    QVERIFY(QDir(m_folder->path() + QStringLiteral("/Inbox")).removeRecursively());
    show(sequence(AgentWarningView::For::programs, 5, 60));
    press(Qt::Key_Return);
    auto *message = child<MessageLine>(*m_dialog, "warningMessage");
    QTRY_VERIFY(message->isVisible());
    QVERIFY2(message->text().contains(QStringLiteral("no agent that takes wishes")), qPrintable(message->text()));
    QVERIFY(button("putOffButton").isEnabled());
}

void WarningDialogTest::itIsReadAloudOnceAMinute()
{
    show(sequence(AgentWarningView::For::programs, 10, 60));
    const auto *remaining = child<QLabel>(*m_dialog, "warningRemaining");
    QStringList read;
    for (int second = 0; second < 180; ++second) {
        m_clock.advance(millisPerSecond);
        m_dialog->tick();
        if (read.isEmpty() || read.last() != remaining->accessibleName())
            read.append(remaining->accessibleName());
    }
    QCOMPARE(read, (QStringList{QStringLiteral("Begins in 10 minutes"), QStringLiteral("Begins in 9 minutes"), QStringLiteral("Begins in 8 minutes"), QStringLiteral("Begins in 7 minutes")}));
}

void WarningDialogTest::itTakesNoFocus()
{
    show(sequence(AgentWarningView::For::programs, 5, 60));
    // Whether the system heeds it cannot be seen here: the offscreen one activates every window.
    QVERIFY(m_dialog->testAttribute(Qt::WA_ShowWithoutActivating));
    QVERIFY(!m_dialog->isModal());
    for (const char *name : {"putOffButton", "goAheadButton", "closeWarningButton"})
        QVERIFY2(button(name).text().contains(u'&'), name);
}

QTEST_MAIN(WarningDialogTest)
#include "warningdialog_test.moc"
