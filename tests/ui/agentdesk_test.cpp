// The agent window as the person at the computer meets it: a real agent in its home, over a clock that the test moves.
#include "tests/support/handnotifier.h"
#include "tests/support/shots.h"
#include "tests/support/widgets.h"
#include "tests/support/workingagent.h"

#include "models/agentmodel.h"
#include "ui/agentdesk.h"
#include "ui/agentwindow.h"
#include "ui/messageline.h"
#include "ui/warningdialog.h"

#include <QAction>
#include <QLabel>
#include <QLoggingCategory>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

using namespace seriatim;
using namespace seriatim::test;

namespace {

constexpr int patience = 20'000; // ms

} // namespace

class AgentDeskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void deferThenTheDeadline_B28();
    void restartIsPutOffAndComes_B28();
    void aDialogThatWasClosedRemindsOnce_B28();
    void eachSequenceHasItsOwn_B28();
    void runNow_B27();
    void runFromTheSelectedItem_B27();
    void aRunInProgressIsNotEndedUnasked_B27();
    void withoutAnAgentItSaysWhen_B27();
    void noticesReachTheDesktopOnce_B28();
    void noticesCanBeSwitchedOff();

private:
    void show();
    [[nodiscard]] static QList<WarningDialog *> dialogs();
    [[nodiscard]] static WarningDialog *dialog()
    {
        const QList<WarningDialog *> all = dialogs();
        return all.size() == 1 ? all.first() : nullptr;
    }
    [[nodiscard]] static bool comes() { return QTest::qWaitFor([] { return dialog() != nullptr; }, patience); }
    [[nodiscard]] static bool isGone() { return QTest::qWaitFor([] { return dialogs().isEmpty(); }, patience); }
    [[nodiscard]] QTreeView &tree() const { return *child<QTreeView>(*m_window, "agentTasks"); }
    [[nodiscard]] QAction &action(const char *name) const { return *child<QAction>(*m_window, name); }
    [[nodiscard]] QString wishLine() const { return child<MessageLine>(*m_window, "agentWishLine")->text(); }
    [[nodiscard]] ComputerStatus status(TaskId task) const { return m_agent->look(task).status; }
    void select(int row, int item) const { tree().setCurrentIndex(tree().model()->index(item, 0, tree().model()->index(row, 0))); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WorkingAgent> m_agent;
    std::unique_ptr<ConsoleSettings> m_settings;
    QStringList m_sent; // to the desktop
    std::unique_ptr<AgentWindow> m_window;
};

void AgentDeskTest::initTestCase()
{
    QLoggingCategory::setFilterRules(QStringLiteral("seriatim.agent=false"));
    QApplication::setQuitOnLastWindowClosed(false);
}

void AgentDeskTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    prepareSettings(m_folder->path());
    m_settings = std::make_unique<ConsoleSettings>();
    m_agent = std::make_unique<WorkingAgent>(m_folder->filePath(QStringLiteral("home")));
    m_sent.clear();
}

void AgentDeskTest::cleanup()
{
    m_window.reset();
    m_agent.reset();
}

void AgentDeskTest::show()
{
    m_window = std::make_unique<AgentWindow>(*m_settings, std::make_unique<HandNotifier>(m_sent), m_agent->clock);
    m_window->setAttribute(Qt::WA_DeleteOnClose, false);
    m_window->chooseHome(m_agent->files().folder());
    m_window->show();
    m_window->activateWindow();
}

QList<WarningDialog *> AgentDeskTest::dialogs()
{
    QList<WarningDialog *> found;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *warning = qobject_cast<WarningDialog *>(widget); warning && warning->isVisible())
            found.append(warning);
    }
    return found;
}

void AgentDeskTest::deferThenTheDeadline_B28()
{
    const ClientPolicies policies = sequenceOf(QStringLiteral("Office suite"), {QStringLiteral("one"), QStringLiteral("two")}, warns(10, 60));
    const TaskId task = policies.synch.guid;
    const Instant begin = m_agent->clock.now();
    m_agent->setPolicies({policies});
    m_agent->start();
    show();
    QVERIFY(comes());
    QVERIFY(child<QLabel>(*dialog(), "warningPrograms")->text().contains(QStringLiteral("Tools/two")));
    QCOMPARE(child<QLabel>(*dialog(), "warningRemaining")->text(), QStringLiteral("10:00"));
    shoot(*m_window, QStringLiteral("agent-warning"));
    // For as long as possible, by keyboard.
    auto *box = child<QComboBox>(*dialog(), "deferralBox");
    QTest::keyClick(box, Qt::Key_End);
    QTest::keyClick(box, Qt::Key_Return);
    QVERIFY(isGone());
    QCOMPARE(m_agent->warning(task)->until, begin + 60 * millisPerMinute);
    QVERIFY(tree().model()->index(0, AgentModel::Why).data().toString().contains(QStringLiteral("somebody has put it off")));
    // It comes again shortly before its time, when nothing can be put off any more.
    m_agent->clock.advance(59 * millisPerMinute);
    QVERIFY(comes());
    QVERIFY(child<QLabel>(*dialog(), "warningDeferral")->text().endsWith(QStringLiteral("It cannot be put off any longer.")));
    QVERIFY(!child<QPushButton>(*dialog(), "putOffButton")->isVisible());
    QCOMPARE(m_agent->ran(), QByteArray());
    m_agent->clock.advance(millisPerMinute);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one two"), patience);
    QVERIFY(isGone()); // by itself
}

void AgentDeskTest::restartIsPutOffAndComes_B28()
{
    DeliveryOptions options;
    options.warnMinutes = 10;
    options.deferrableUpToMinutes = 60;
    ClientPolicies policies = sequenceOf(QStringLiteral("Office suite"), {QStringLiteral("one"), QStringLiteral("two")}, options);
    policies.deliveries[0].program.afterRunning = AfterRunning::restart;
    m_agent->setPolicies({policies});
    m_agent->start();
    show();
    QVERIFY(comes());
    QCOMPARE(child<QLabel>(*dialog(), "warningHeading")->text(), QStringLiteral("This computer will restart"));
    QTest::keyClick(dialog(), Qt::Key_Return); // 15 minutes
    QVERIFY(isGone());
    QTRY_VERIFY_WITH_TIMEOUT(m_agent->warning(policies.synch.guid)->deferred, patience);
    QVERIFY(!m_agent->ended());
    m_agent->clock.advance(14 * millisPerMinute);
    QVERIFY(comes());
    dialog()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog()));
    QTest::keyClick(dialog(), Qt::Key_R, Qt::AltModifier);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ended(), std::optional(AgentEnd::Kind::restart), patience);
    QVERIFY(isGone());
}

void AgentDeskTest::aDialogThatWasClosedRemindsOnce_B28()
{
    const ClientPolicies policies = sequenceOf(QStringLiteral("Office suite"), {QStringLiteral("one")}, warns(10, 60));
    m_agent->setPolicies({policies});
    m_agent->start();
    show();
    QVERIFY(comes());
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QVERIFY(isGone());
    m_agent->clock.advance(9 * millisPerMinute);
    QVERIFY(comes());
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QVERIFY(isGone());
    m_agent->clock.advance(millisPerMinute);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one"), patience);
    QVERIFY(dialogs().isEmpty());
}

void AgentDeskTest::eachSequenceHasItsOwn_B28()
{
    const ClientPolicies first = sequenceOf(QStringLiteral("First"), {QStringLiteral("one")}, warns(10, 60));
    const ClientPolicies second = sequenceOf(QStringLiteral("Second"), {QStringLiteral("two")}, warns(20, 60));
    m_agent->setPolicies({first, second});
    m_agent->start();
    show();
    QTRY_COMPARE_WITH_TIMEOUT(dialogs().size(), 2, patience);
    m_agent->clock.advance(10 * millisPerMinute);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one"), patience);
    QVERIFY(comes()); // the other one stays
    QVERIFY(child<QLabel>(*dialog(), "warningHeading")->text().contains(QStringLiteral("Second")));
}

void AgentDeskTest::runNow_B27()
{
    const ClientPolicies policies = sequenceOf(QStringLiteral("Office suite"), {QStringLiteral("one"), QStringLiteral("two")});
    m_agent->setPolicies({policies});
    m_agent->start();
    QTRY_COMPARE_WITH_TIMEOUT(status(policies.synch.guid), ComputerStatus::succeeded, patience);
    show();
    QTRY_VERIFY_WITH_TIMEOUT(action("agentRunNow").isEnabled(), patience);
    QTest::keyClick(&tree(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(!wishLine().isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one two one two"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(wishLine().isEmpty(), patience); // it has begun
    QCOMPARE(child<QToolButton>(*m_window, "agentRunNowButton")->defaultAction(), &action("agentRunNow"));
    QVERIFY(tree().actions().contains(&action("agentRunFrom"))); // its context menu
}

void AgentDeskTest::runFromTheSelectedItem_B27()
{
    const ClientPolicies policies = sequenceOf(QStringLiteral("Office suite"), {QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")});
    m_agent->setPolicies({policies});
    m_agent->start();
    QTRY_COMPARE_WITH_TIMEOUT(status(policies.synch.guid), ComputerStatus::succeeded, patience);
    show();
    QTRY_VERIFY_WITH_TIMEOUT(action("agentRunNow").isEnabled(), patience);
    tree().setCurrentIndex(tree().model()->index(0, 0));
    QVERIFY(!action("agentRunFrom").isEnabled());
    select(0, 1);
    QVERIFY(action("agentRunFrom").isEnabled());
    QVERIFY(action("agentRunFrom").text().contains(QStringLiteral("item 2")));
    QTest::keyClick(&tree(), Qt::Key_R, Qt::ControlModifier | Qt::AltModifier);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one two three two three"), patience);
}

void AgentDeskTest::aRunInProgressIsNotEndedUnasked_B27()
{
    const ClientPolicies policies = sequenceOf(QStringLiteral("Office suite"), {QStringLiteral("one"), QStringLiteral("two")}, warns(10, 60));
    m_agent->setPolicies({policies});
    m_agent->start();
    show();
    QVERIFY(comes());
    select(0, 1);
    QVERIFY(inDialog([&] { action("agentRunFrom").trigger(); }, [](QDialog &box) {
        QCOMPARE(box.objectName(), QStringLiteral("runInProgressBox"));
        QTest::keyClick(&box, Qt::Key_Return); // the harmless one
    }));
    QVERIFY(m_agent->inbox().look().empty());
    QVERIFY(inDialog([&] { action("agentRunFrom").trigger(); }, [](QDialog &box) { child<QPushButton>(box, "answer0")->click(); }));
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("two"), patience);
}

void AgentDeskTest::withoutAnAgentItSaysWhen_B27()
{
    const ClientPolicies policies = sequenceOf(QStringLiteral("Office suite"), {QStringLiteral("one")});
    m_agent->setPolicies({policies});
    m_agent->start();
    QTRY_COMPARE_WITH_TIMEOUT(status(policies.synch.guid), ComputerStatus::succeeded, patience);
    m_agent->stop();
    show();
    QTRY_VERIFY_WITH_TIMEOUT(action("agentRunNow").isEnabled(), patience);
    action("agentRunNow").trigger();
    QTRY_VERIFY(wishLine().contains(QStringLiteral("No agent works in this home now")));
    m_agent->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one one"), patience);
}

void AgentDeskTest::noticesReachTheDesktopOnce_B28()
{
    DeliveryOptions options = warns(10, 60);
    options.notifyWhenAvailable = true;
    m_agent->setPolicies({sequenceOf(QStringLiteral("Office suite"), {QStringLiteral("one")}, options)});
    m_agent->start();
    show();
    QTRY_COMPARE_WITH_TIMEOUT(m_sent, (QStringList{QStringLiteral("New software is available"), QStringLiteral("Software is about to be installed")}), patience);
    m_window.reset();
    show();
    QVERIFY(comes());
    QCOMPARE(m_sent.size(), 2);
    m_agent->clock.advance(10 * millisPerMinute);
    QTRY_COMPARE_WITH_TIMEOUT(m_sent.size(), 3, patience);
    QCOMPARE(m_sent.last(), QStringLiteral("“Office suite” has ended"));
}

void AgentDeskTest::noticesCanBeSwitchedOff()
{
    m_settings->setValue(notificationsKey, false);
    m_agent->setPolicies({sequenceOf(QStringLiteral("Office suite"), {QStringLiteral("one")}, warns(10, 60))});
    m_agent->start();
    show();
    QVERIFY(comes()); // the dialog comes all the same: it is the only way to put it off
    QVERIFY(m_sent.isEmpty());
}

QTEST_MAIN(AgentDeskTest)
#include "agentdesk_test.moc"
