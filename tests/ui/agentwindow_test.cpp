// The agent window: follows a real agent live, says what is wrong and what is missing, and leaves the home as it was.
#include "tests/support/shots.h"
#include "tests/support/widgets.h"
#include "tests/support/windowdesk.h"

#include "engine/agent/agenthome.h"
#include "models/agentmodel.h"
#include "models/localrun.h"
#include "ui/agentitempane.h"
#include "ui/agentwindow.h"
#include "ui/messageline.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QLabel>

using namespace seriatim;
using namespace seriatim::test;

class AgentWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setQuitOnLastWindowClosed(false); }
    void init();
    void cleanup();

    void itFollowsARunLive();
    void aChoiceOfOnesOwnStays();
    void withoutAnAgentItSaysHowToGetOne();
    void withoutAStoreItAsksForAFolder();
    void aFolderThatIsNoHomeIsSaid();
    void problemsStandAboveTheTasks_B20();
    void eventsThatWaitAreCounted_B40();
    void otherHomesAreRememberedAndOffered();
    void aStoreThatIsOpenedBringsItsAgents();
    void thereIsOneWindowAndItGoesWithTheLast();
    void keysCopyAndClose();
    void everythingHasAName();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_desk->m_folder.filePath(name); }
    [[nodiscard]] SequentialTask makeTask(const QStringList &commandLines) const;
    AgentWindow *showAgent();
    [[nodiscard]] QString label(const char *name) const { return child<QLabel>(*m_agent, name)->text(); }
    [[nodiscard]] QString message(const char *name) const;
    [[nodiscard]] QTreeView &tree() const { return *child<QTreeView>(*m_agent, "agentTasks"); }
    [[nodiscard]] QModelIndex item(int place) const { return tree().model()->index(place - 1, 0, tree().model()->index(0, 0)); }
    [[nodiscard]] QString status(int place) const { return item(place).siblingAtColumn(AgentModel::Status).data().toString(); }

    std::unique_ptr<WindowDesk> m_desk;
    AgentWindow *m_agent = nullptr;
};

void AgentWindowTest::init()
{
    m_desk = std::make_unique<WindowDesk>();
}

void AgentWindowTest::cleanup()
{
    m_agent = nullptr;
    m_desk.reset();
}

SequentialTask AgentWindowTest::makeTask(const QStringList &commandLines) const
{
    Result<Workspace> workspace = Workspace::open(m_desk->m_store, Access::readWrite);
    Package package(PackageId::mint(), QStringLiteral("Tools"));
    SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
    for (const QString &commandLine : commandLines) {
        package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Step %1").arg(package.programs.size() + 1));
        package.programs.back().commandLine = commandLine;
        task.items.emplace_back(LineItemId::mint(), package.programs.back().id);
    }
    if (!workspace->store().catalogue().save(std::vector{package}))
        qFatal("the test's package cannot be saved");
    return workspace->saveTask(task, KeepFinished::no)->task;
}

// By the menu, as users do.
AgentWindow *AgentWindowTest::showAgent()
{
    MainWindow *window = m_desk->m_console ? m_desk->m_console->windows().first() : m_desk->show();
    WindowDesk::action(window, "agentWindow")->trigger();
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *agent = qobject_cast<AgentWindow *>(widget))
            m_agent = agent;
    }
    return m_agent;
}

QString AgentWindowTest::message(const char *name) const
{
    const auto *line = child<MessageLine>(*m_agent, name);
    return line->isVisible() ? line->text() : QString();
}

void AgentWindowTest::itFollowsARunLive()
{
    const QString go = path(QStringLiteral("go"));
    const SequentialTask task = makeTask({QStringLiteral("echo hello"),
                                          QStringLiteral("echo begun; while [ ! -e '%1' ]; do sleep 0.05; done; echo done; exit 3").arg(go),
                                          QStringLiteral("exit 0")});
    QVERIFY(showAgent());
    QTRY_VERIFY(label("agentEmpty").contains(QStringLiteral("No agent has worked")));
    LocalRun run(*m_desk->m_console->session());
    QVERIFY(run.start(task).ok());
    // Its home appears, and the item that runs is selected.
    QTRY_COMPARE_WITH_TIMEOUT(status(2), QStringLiteral("running"), 20'000);
    QVERIFY(tree().isVisible());
    QCOMPARE(item(2).data().toString(), QStringLiteral("2. Tools/Step 2")); // from the store: a run by hand leaves no policy
    QCOMPARE(tree().currentIndex(), item(2));
    QCOMPARE(label("agentComputer"), LocalRun::thisComputerName());
    QCOMPARE(label("agentRunning"), QStringLiteral("This console runs a task here now"));
    auto *log = child<QPlainTextEdit>(*m_agent, "agentLog");
    QTRY_COMPARE_WITH_TIMEOUT(log->toPlainText(), QStringLiteral("begun\n"), 20'000);
    QCOMPARE(label("agentItemExplanation"), QStringLiteral("Item 2 running: start 1."));
    shoot(*m_agent, QStringLiteral("agent-running"));

    QVERIFY(QFile(go).open(QIODevice::WriteOnly));
    QTRY_COMPARE_WITH_TIMEOUT(status(3), QStringLiteral("succeeded"), 20'000);
    QCOMPARE(status(2), QStringLiteral("failed"));
    QTRY_VERIFY_WITH_TIMEOUT(!run.isRunning(), 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(label("agentRunning"), QStringLiteral("No agent works here now"), 20'000);
    QTRY_COMPARE(label("agentEvents"), QStringLiteral("The store has everything that this agent reported."));
    tree().setCurrentIndex(item(2));
    QTRY_COMPARE(log->toPlainText(), QStringLiteral("begun\ndone\n"));
    QCOMPARE(label("agentItemHeading"), QStringLiteral("2. Tools/Step 2 – failed 3"));
    QCOMPARE(label("agentItemExplanation"), QStringLiteral("Item 2 failed: it returned 3; success is 0."));
    shoot(*m_agent, QStringLiteral("agent-ended"));
}

void AgentWindowTest::aChoiceOfOnesOwnStays()
{
    const QString go = path(QStringLiteral("go"));
    const SequentialTask task = makeTask({QStringLiteral("echo first"), QStringLiteral("while [ ! -e '%1' ]; do sleep 0.05; done").arg(go), QStringLiteral("exit 0")});
    QVERIFY(showAgent());
    LocalRun run(*m_desk->m_console->session());
    QVERIFY(run.start(task).ok());
    QTRY_COMPARE_WITH_TIMEOUT(status(2), QStringLiteral("running"), 20'000);
    tree().setFocus();
    QTest::keyClick(&tree(), Qt::Key_Up);
    QCOMPARE(tree().currentIndex(), item(1));
    QVERIFY(!child<QCheckBox>(*m_agent, "followRunning")->isChecked());
    QTRY_COMPARE(child<QPlainTextEdit>(*m_agent, "agentLog")->toPlainText(), QStringLiteral("first\n"));
    QVERIFY(QFile(go).open(QIODevice::WriteOnly));
    QTRY_COMPARE_WITH_TIMEOUT(status(3), QStringLiteral("succeeded"), 20'000);
    QCOMPARE(tree().currentIndex(), item(1));
    QVERIFY(tree().isExpanded(item(1).parent()));
    QTRY_VERIFY_WITH_TIMEOUT(!run.isRunning(), 20'000);
}

void AgentWindowTest::withoutAnAgentItSaysHowToGetOne()
{
    QVERIFY(showAgent());
    QTRY_VERIFY(label("agentEmpty").contains(QStringLiteral("Run Now")));
    QVERIFY(!tree().isVisible());
    QVERIFY(!child<QComboBox>(*m_agent, "agentHome")->isEnabled());
    QVERIFY(label("agentEvents").isEmpty()); // nothing is said of an agent that is not there
    shoot(*m_agent, QStringLiteral("agent-none"));
}

void AgentWindowTest::withoutAStoreItAsksForAFolder()
{
    m_desk->m_store.clear();
    QVERIFY(showAgent());
    QTRY_VERIFY(label("agentEmpty").contains(QStringLiteral("open a store")));
    QVERIFY(AgentHome::open(path(QStringLiteral("elsewhere"))).ok());
    m_agent->chooseHome(path(QStringLiteral("elsewhere")));
    QTRY_VERIFY(label("agentEmpty").contains(QStringLiteral("knows no sequence")));
    QCOMPARE(label("agentComputer"), QStringLiteral("Computer not known"));
    QCOMPARE(m_agent->windowTitle(), QStringLiteral("Agent of elsewhere — Seriatim"));
}

void AgentWindowTest::aFolderThatIsNoHomeIsSaid()
{
    QVERIFY(showAgent());
    m_agent->chooseHome(m_desk->m_folder.path());
    QTRY_VERIFY(label("agentEmpty").contains(QStringLiteral("is not an agent's home")));
    m_agent->chooseHome(path(QStringLiteral("missing")));
    QTRY_VERIFY(label("agentEmpty").contains(QStringLiteral("there is no such folder")));
}

void AgentWindowTest::problemsStandAboveTheTasks_B20()
{
    const QString home = path(QStringLiteral("home"));
    QVERIFY(AgentHome::open(home).ok());
    const HomeFiles files(home);
    QFile journal(files.journalFile());
    QVERIFY(journal.open(QIODevice::WriteOnly));
    journal.write("<Synchronization");
    journal.close();
    QVERIFY(QFile::copy(files.journalFile(), files.journalFile() + QStringLiteral(".damaged-1")));
    QVERIFY(showAgent());
    m_agent->chooseHome(home);
    QTRY_VERIFY(message("agentMemoryLine").contains(QStringLiteral("it has no checksum")));
    QVERIFY(message("agentProblemsLine").contains(QStringLiteral("synchronization.xml.damaged-1")));
    QVERIFY(label("agentEmpty").contains(QStringLiteral("cannot be shown")));
    QVERIFY(QFile::exists(files.journalFile())); // to set it aside is the agent's
    shoot(*m_agent, QStringLiteral("agent-damaged"));
}

void AgentWindowTest::eventsThatWaitAreCounted_B40()
{
    const QString home = path(QStringLiteral("home"));
    QVERIFY(AgentHome::open(home).ok());
    auto queue = EventQueue::open(HomeFiles(home).eventFolder());
    QVERIFY(queue.ok());
    const auto report = [&](StatusEvent::Kind kind) {
        StatusEvent event(EventId::mint(), AgentId::mint(), TaskId::mint());
        event.time = SystemClock().now();
        event.kind = kind;
        event.explanation = QStringLiteral("A policy was refused: policy 'Rollout': its signature is not the store's.");
        QVERIFY((*queue)->append(event).ok());
    };
    report(StatusEvent::Kind::runEnded);
    QVERIFY(showAgent());
    m_agent->chooseHome(home);
    QTRY_VERIFY2(label("agentEvents").startsWith(QStringLiteral("1 event waits for the store since")), qPrintable(label("agentEvents")));
    report(StatusEvent::Kind::problem);
    QTRY_VERIFY2(label("agentEvents").startsWith(QStringLiteral("2 events wait for the store since")), qPrintable(label("agentEvents")));
    QVERIFY(message("agentProblemsLine").contains(QStringLiteral("its signature is not the store's")));
}

void AgentWindowTest::otherHomesAreRememberedAndOffered()
{
    const QString home = path(QStringLiteral("home"));
    QVERIFY(AgentHome::open(home).ok());
    QVERIFY(showAgent());
    m_agent->chooseHome(home);
    QTRY_VERIFY(label("agentEmpty").contains(QStringLiteral("knows no sequence")));
    const QPointer<AgentWindow> first = m_agent;
    m_agent->close();
    QTRY_VERIFY(!first);
    QVERIFY(showAgent());
    auto *box = child<QComboBox>(*m_agent, "agentHome");
    QTRY_COMPARE(box->currentData().toString(), home);
    QTRY_VERIFY(label("agentEmpty").contains(QStringLiteral("knows no sequence")));
}

void AgentWindowTest::aStoreThatIsOpenedBringsItsAgents()
{
    QVERIFY(AgentHome::open(m_desk->m_store + QStringLiteral(".agent/PC-1")).ok());
    QVERIFY(showAgent());
    auto *box = child<QComboBox>(*m_agent, "agentHome");
    QTRY_COMPARE(box->currentText(), QStringLiteral("PC-1 – agent of this store"));
    const QString other = path(QStringLiteral("other.store"));
    QVERIFY(Workspace::create(other).ok());
    QVERIFY(AgentHome::open(other + QStringLiteral(".agent/PC-2")).ok());
    QVERIFY(m_desk->m_console->openStore(other, Access::readWrite, m_agent));
    QTRY_COMPARE(box->currentText(), QStringLiteral("PC-2 – agent of this store"));
    QCOMPARE(box->count(), 1);
    QTRY_COMPARE(m_agent->windowTitle(), QStringLiteral("Agent of PC-2 — Seriatim"));
}

void AgentWindowTest::thereIsOneWindowAndItGoesWithTheLast()
{
    const QPointer<AgentWindow> first = showAgent();
    QCOMPARE(showAgent(), first.data());
    MainWindow *window = m_desk->m_console->windows().first();
    m_desk->m_console->newWindow();
    window->closeUnasked();
    QTRY_COMPARE(m_desk->m_console->windows().size(), 1);
    QVERIFY(first && first->isVisible());
    m_desk->m_console->windows().first()->closeUnasked();
    QTRY_VERIFY(!first);
}

void AgentWindowTest::keysCopyAndClose()
{
    Journal journal;
    journal.computer = QStringLiteral("PC-1");
    JournalSequence &sequence = journal.sequences.emplace_back(TaskId::mint());
    sequence.name = QStringLiteral("Rollout");
    sequence.items.emplace_back(LineItemId::mint());
    sequence.state.items.resize(1);
    const QString home = path(QStringLiteral("home"));
    QVERIFY(AgentHome::open(home).ok());
    QFile file(HomeFiles(home).journalFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(writeJournal(journal));
    file.close();
    const QPointer<AgentWindow> agent = showAgent();
    m_agent->chooseHome(home);
    QTRY_VERIFY(tree().isVisible());
    tree().setFocus();
    tree().setCurrentIndex(item(1));
    QTest::keySequence(&tree(), QKeySequence::Copy);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.startsWith(QStringLiteral("Item 1 – not started\n")), qPrintable(copied));
    QVERIFY(copied.contains(QStringLiteral("neither in the agent's folder nor in the open store")));
    QTest::keyClick(m_agent, Qt::Key_Escape);
    QTRY_VERIFY(!agent);
}

void AgentWindowTest::everythingHasAName()
{
    QVERIFY(showAgent());
    for (const char *name : {"agentTasks", "agentLog"})
        QVERIFY2(!child<QWidget>(*m_agent, name)->accessibleName().isEmpty(), name);
    QCOMPARE(child<QLabel>(*m_agent, "agentHomeLabel")->buddy(), child<QWidget>(*m_agent, "agentHome"));
    QVERIFY(!m_agent->windowTitle().isEmpty());
}

QTEST_MAIN(AgentWindowTest)
#include "agentwindow_test.moc"
