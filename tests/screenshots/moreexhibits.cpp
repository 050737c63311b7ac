// What needs more than opening: a run that goes on, questions, and views that show something only after a search.
#include "tests/screenshots/agentexhibit.h"
#include "tests/screenshots/exhibition.h"

#include "ui/agentwindow.h"
#include "ui/executionorderview.h"
#include "ui/importreportdialog.h"
#include "ui/messages.h"
#include "ui/portalwindow.h"
#include "ui/taskpage.h"
#include "ui/pagemakers.h"
#include "ui/warningdialog.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QLineEdit>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

#include <algorithm>
#include <cstdio>

namespace seriatim {

void Exhibition::showMore()
{
    showTaskQuestions();
    showProblems();
    showSimulations();
    showRun();
    showPicker();
    showMessages();
    showNavigatorFilter();
    showReadOnly();
    showAgent();
    showPortal();
    showWarnings();
    showComparisons();
    showStatusSources();
}

void Exhibition::showTaskQuestions()
{
    m_window->closePages(m_window->pages());
    m_window->openPage({PageKind::task, m_task->id.toString()});
    EditorPage *page = m_window->currentPage();
    auto *order = page->findChild<ExecutionOrderView *>();
    order->setFocus();
    order->selectRows({3});
    auto *up = page->findChild<QAbstractButton *>(QStringLiteral("upButton"));
    keepModal([up] { up->click(); }, QStringLiteral("broken-dependencies"));
    auto *name = page->findChild<QLineEdit *>(QStringLiteral("nameEdit"));
    name->end(false);
    QTest::keyClicks(name, QStringLiteral(" 2"));
    keepModal([this] { m_window->closePages(m_window->pages()); }, QStringLiteral("unsaved"), QStringLiteral("answer1"));
}

void Exhibition::showProblems()
{
    SequentialTask empty(TaskId::mint(), QStringLiteral("Printers of the second floor"));
    if (!m_console->session()->workspace().saveTask(empty, KeepFinished::no)) {
        fail(QStringLiteral("the task with problems cannot be saved"));
        return;
    }
    m_console->session()->noteTaskChange();
    m_window->openPage({PageKind::task, empty.id.toString()});
    settle();
    m_window->showProblems(true);
    keep(*m_window, QStringLiteral("problems"));
    m_window->findChild<QDockWidget *>(QStringLiteral("problemsDock"))->hide();
    m_window->closePages(m_window->pages());
}

void Exhibition::showRun()
{
    const auto task = m_console->session()->workspace().store().tasks().find(QStringLiteral("Housekeeping"));
    if (!task) {
        fail(task.error().message());
        return;
    }
    m_window->openPage({PageKind::task, task->id.toString()});
    EditorPage *page = m_window->currentPage();
    settle();
    page->runNow();
    settle();
    settle();
    keep(*m_window, QStringLiteral("run"));
    if (!QTest::qWaitFor([page] { return page->canRun(); }, 120'000))
        fail(QStringLiteral("the run never ended"));
    keep(*m_window, QStringLiteral("run-ended"));
    m_window->closePages(m_window->pages());
}

void Exhibition::showPicker()
{
    m_window->openPage({PageKind::collection, m_catalogue->collections.back().id.toString()});
    settle();
    auto *add = m_window->currentPage()->findChild<QAbstractButton *>(QStringLiteral("addComputersButton"));
    keepModal([add] { add->click(); }, QStringLiteral("add-computers"));
    m_window->closePages(m_window->pages());
}

void Exhibition::showMessages()
{
    ImportReport report;
    report.added = {QStringLiteral("package “Citrix Workspace 24.2”"), QStringLiteral("sequential task “Citrix rollout”")};
    report.changed = {QStringLiteral("package “Qfiniti 4.5”")};
    report.unchanged = {QStringLiteral("collection “Pilot agents”")};
    report.notBroughtOver = {QStringLiteral("Applies to “All computers (old)”: there is no such collection here")};
    ImportReportDialog imported(report, m_window);
    keepDialog(imported, QStringLiteral("import-report"));
    const Error error{ErrorCode::invalidInput, QStringLiteral("rollout.xml"), QStringLiteral("line 12: the element <Item> has no program; name one, or remove the item")};
    keepModal([&] { showError(m_window, QStringLiteral("Nothing was imported."), error); }, QStringLiteral("error"));
}

void Exhibition::showNavigatorFilter()
{
    auto *filter = m_window->findChild<QLineEdit *>(QStringLiteral("navigatorFilter"));
    filter->setText(QStringLiteral("office"));
    m_window->openPage({PageKind::task, m_task->id.toString()});
    settle();
    keep(*m_window, QStringLiteral("navigator-filter"));
    filter->clear();
}

// An agent in the middle of a run, and one whose memory is damaged.
void Exhibition::showAgent()
{
    const QString homes = m_console->session()->path() + QStringLiteral(".agent/");
    const auto waiting = m_console->session()->workspace().store().tasks().find(QStringLiteral("Housekeeping"));
    const Result<AgentHome> home = AgentHome::open(homes + QStringLiteral("AGENT-001"));
    const Result<AgentHome> broken = AgentHome::open(homes + QStringLiteral("AGENT-002"));
    if (!waiting || !home || !broken || !fillAgentHome(*home, QStringLiteral("AGENT-001"), *m_task, *waiting)
        || !QFile::copy(home->identityFile(), broken->journalFile())) {
        fail(QStringLiteral("the agents' homes cannot be filled"));
        return;
    }
    AgentWindow *window = m_console->showAgentWindow();
    window->chooseHome(home->folder());
    keep(*window, QStringLiteral("agent"));
    window->chooseHome(broken->folder());
    keep(*window, QStringLiteral("agent-damaged"));
    closeAgent(window);
}

// Its dialogs go with it.
void Exhibition::closeAgent(AgentWindow *window)
{
    const QPointer<AgentWindow> open = window;
    window->close();
    if (!QTest::qWaitFor([&] { return !open; }, 60'000))
        fail(QStringLiteral("the agent's window never closed"));
}

// As the person at the computer meets them.
void Exhibition::showWarnings()
{
    showWarning(QStringLiteral("AGENT-003"), {.restart = false, .minutes = 10, .deadlineMinutes = 240}, QStringLiteral("warning"));
    showWarning(QStringLiteral("AGENT-004"), {.restart = false, .minutes = 4, .deadlineMinutes = 4}, QStringLiteral("warning-deadline"));
    showWarning(QStringLiteral("AGENT-005"), {.restart = true, .minutes = 5, .deadlineMinutes = 60}, QStringLiteral("warning-restart"));
}

void Exhibition::showWarning(const QString &computer, const WarnedExhibit &exhibit, const QString &name)
{
    const Result<AgentHome> home = AgentHome::open(m_console->session()->path() + QStringLiteral(".agent/") + computer);
    if (!home || !fillWarnedHome(*home, computer, *m_task, exhibit)) {
        fail(QStringLiteral("the home of a warned computer cannot be filled"));
        return;
    }
    AgentWindow *window = m_console->showAgentWindow();
    window->chooseHome(home->folder());
    WarningDialog *dialog = nullptr;
    const bool came = QTest::qWaitFor([&] {
        for (QWidget *widget : QApplication::topLevelWidgets())
            dialog = dialog ? dialog : qobject_cast<WarningDialog *>(widget);
        return dialog != nullptr;
    }, 60'000);
    if (came)
        keep(*dialog, name);
    else
        fail(name + QStringLiteral(" never came"));
    if (came && name == u"warning")
        keep(*window, QStringLiteral("agent-warning"));
    closeAgent(window);
}

// As one of its users sees it, and all requests as an administrator does.
void Exhibition::showPortal()
{
    const QString store = m_console->session()->path();
    const auto anna = std::ranges::find(m_catalogue->users, QStringLiteral("anna"), &User::name);
    m_console->settings().setOfStore(store, QStringLiteral("portalUser"), anna->id.toString());
    m_console->settings().setOfStore(store, QStringLiteral("portalComputer"), QStringLiteral("AGENT-001"));
    PortalWindow *window = m_console->showPortalWindow();
    window->resize(1100, 760);
    keep(*window, QStringLiteral("portal"));
    window->close();
    m_window->openPage({PageKind::portalRequests, {}});
    EditorPage *page = m_window->currentPage();
    page->findChild<QComboBox *>(QStringLiteral("requestState"))->setCurrentIndex(1);
    settle();
    auto *table = page->findChild<QTreeView *>(QStringLiteral("requestsTable"));
    table->setCurrentIndex(table->model()->index(3, 0));
    keep(*m_window, QStringLiteral("portal-requests-all"));
    m_window->closePages(m_window->pages());
}

// For support staff: everything to be seen, nothing to be changed.
void Exhibition::showReadOnly()
{
    Console reader(registerPageMakers);
    if (!reader.openStore(m_folder.filePath(QStringLiteral("pictures.store")), Access::readOnly)) {
        fail(QStringLiteral("the store cannot be opened read-only"));
        return;
    }
    MainWindow *window = reader.newWindow();
    window->resize(m_window->size());
    settle();
    window->openPage({PageKind::task, m_task->id.toString()});
    keep(*window, QStringLiteral("read-only"));
    window->closeUnasked();
}

} // namespace seriatim
