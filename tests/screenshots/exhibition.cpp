#include "tests/screenshots/exhibition.h"

#include "tests/screenshots/exhibits.h"

#include "engine/domain/executionorder.h"
#include "models/consolesettings.h"
#include "models/draftfolder.h"
#include "models/orderedit.h"
#include "ui/collectionsdialog.h"
#include "ui/computersdialog.h"
#include "ui/draftsdialog.h"
#include "ui/executionorderview.h"
#include "ui/historydialog.h"
#include "ui/impactdialog.h"
#include "ui/multieditdialog.h"
#include "ui/pagemakers.h"
#include "ui/principaldialog.h"
#include "ui/removedialog.h"
#include "ui/scheduledialog.h"
#include "ui/selectordialog.h"
#include "ui/shortcutsdialog.h"
#include "ui/simulatedialog.h"
#include "ui/staledialog.h"
#include "ui/taskpage.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QTabWidget>
#include <QTest>
#include <QTimer>
#include <QTreeView>

#include <cstdio>

namespace seriatim {

Exhibition::Exhibition(QDir target, QString theme) : m_target(std::move(target)), m_theme(std::move(theme))
{
    prepareSettings(m_folder.filePath(QStringLiteral("settings")));
}

Exhibition::~Exhibition() = default;

bool Exhibition::fillStore()
{
    auto workspace = Workspace::create(m_folder.filePath(QStringLiteral("pictures.store")));
    if (!workspace)
        return false;
    const Result<SequentialTask> task = fillExhibits(*workspace);
    if (!task) {
        std::fprintf(stderr, "%s\n", qPrintable(task.error().message()));
        return false;
    }
    m_task = *task;
    const Result<Catalogue> catalogue = workspace->store().catalogue().load();
    if (catalogue)
        m_catalogue = *catalogue;
    return m_catalogue.has_value();
}

bool Exhibition::showAll()
{
    if (!fillStore())
        return false;
    m_console = std::make_unique<Console>(registerPageMakers);
    if (!m_console->openStore(m_folder.filePath(QStringLiteral("pictures.store")), Access::readWrite))
        return false;
    m_window = m_console->newWindow();
    m_window->resize(1240, 800);
    settle();
    showPages();
    showTaskTabs();
    showDialogs();
    showCatalogueDialogs();
    showMore();
    showDashboard();
    showReports();
    m_window->closeUnasked();
    return !m_failed;
}

void Exhibition::settle() const
{
    QTest::qWait(600); // the worker's answers arrive, and views lay themselves out
}

void Exhibition::fail(const QString &why)
{
    std::fprintf(stderr, "%s\n", qPrintable(why));
    m_failed = true;
}

void Exhibition::keep(QWidget &widget, const QString &name)
{
    settle();
    const QString path = m_target.filePath(QStringLiteral("%1-%2.png").arg(name, m_theme));
    if (!widget.grab().save(path)) {
        fail(path + QStringLiteral(" cannot be written"));
    }
}

void Exhibition::keepDialog(QDialog &dialog, const QString &name)
{
    dialog.show();
    keep(dialog, name);
    dialog.close();
}

// Of a dialog that waits for its answer. It gets Cancel, or a click on the button of that name.
void Exhibition::keepModal(const std::function<void()> &open, const QString &name, const QString &answer)
{
    bool seen = false;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &look, [&] {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        look.stop();
        seen = true;
        keep(*dialog, name);
        auto *button = answer.isEmpty() ? nullptr : dialog->findChild<QAbstractButton *>(answer);
        button ? button->click() : dialog->reject();
    });
    look.start(20);
    open();
    if (!seen) {
        fail(name + QStringLiteral(" never came"));
    }
}

void Exhibition::openList(PageKind kind, const QString &name)
{
    showPage({kind, {}}, name);
}

// One at a time: many open tabs would hide what the page is called.
void Exhibition::showPage(const PageKey &key, const QString &name)
{
    m_window->closePages(m_window->pages());
    if (!m_console->pages().canOpen(key.kind) || !m_window->openPage(key)) {
        fail(name + QStringLiteral(" cannot be shown"));
        return;
    }
    settle();
    for (QTreeView *tree : m_window->currentPage()->findChildren<QTreeView *>())
        tree->expandToDepth(1);
    keep(*m_window, name);
}

void Exhibition::showPages()
{
    openList(PageKind::packages, QStringLiteral("packages"));
    openList(PageKind::computers, QStringLiteral("computers"));
    openList(PageKind::collections, QStringLiteral("collections"));
    openList(PageKind::users, QStringLiteral("users"));
    openList(PageKind::agentSettings, QStringLiteral("agent-settings-list"));
    openList(PageKind::simulationRuns, QStringLiteral("simulation-runs"));
    openList(PageKind::portalRequests, QStringLiteral("portal-requests"));
    const auto show = [&](PageKind kind, const QString &guid, const QString &name) { showPage({kind, guid}, name); };
    for (const Package &package : m_catalogue->packages) {
        if (package.name != u"Qfiniti")
            continue;
        show(PageKind::package, package.id.toString(), QStringLiteral("package"));
        showTabs(QStringLiteral("package"));
    }
    show(PageKind::computer, m_catalogue->computers.back().id.toString(), QStringLiteral("computer"));
    show(PageKind::collection, m_catalogue->collections.front().id.toString(), QStringLiteral("collection-filter"));
    show(PageKind::collection, m_catalogue->collections.back().id.toString(), QStringLiteral("collection-list"));
    if (!m_catalogue->users.empty())
        show(PageKind::user, m_catalogue->users.front().id.toString(), QStringLiteral("user"));
    if (!m_catalogue->groups.empty())
        show(PageKind::userGroup, m_catalogue->groups.front().id.toString(), QStringLiteral("group"));
    if (!m_catalogue->agentSettings.empty())
        show(PageKind::agentSettings, m_catalogue->agentSettings.front().id.toString(), QStringLiteral("agent-settings"));
    m_window->closePages(m_window->pages());
}

// Every tab of the current page after the first.
void Exhibition::showTabs(const QString &name)
{
    auto *tabs = m_window->currentPage()->findChild<QTabWidget *>();
    for (int i = 1; tabs && i < tabs->count(); ++i) {
        tabs->setCurrentIndex(i);
        keep(*m_window, QStringLiteral("%1-%2").arg(name).arg(i + 1));
        if (auto *inner = tabs->currentWidget()->findChild<QTabWidget *>()) {
            for (int j = 1; j < inner->count(); ++j) {
                inner->setCurrentIndex(j);
                keep(*m_window, QStringLiteral("%1-%2-%3").arg(name).arg(i + 1).arg(j + 1));
            }
        }
    }
}

void Exhibition::showTaskTabs()
{
    if (!m_window->openPage({PageKind::task, m_task->id.toString()}))
        return;
    auto *page = qobject_cast<TaskPage *>(m_window->currentPage());
    auto *tabs = page->findChild<QTabWidget *>(QStringLiteral("taskTabs"));
    page->findChild<ExecutionOrderView *>()->selectRows({4});
    const QStringList names{QStringLiteral("general"), QStringLiteral("advanced"), QStringLiteral("portal"), QStringLiteral("status")};
    for (int i = 0; i < tabs->count(); ++i) {
        tabs->setCurrentIndex(i);
        if (i == 3) {
            settle();
            for (QAbstractItemView *view : tabs->currentWidget()->findChildren<QAbstractItemView *>()) {
                if (view->objectName() == u"statusGrid" || view->model())
                    view->setCurrentIndex(view->model()->index(4, 0));
            }
        }
        keep(*m_window, QStringLiteral("task-%1").arg(names[i]));
    }
    auto *details = page->findChild<QTabWidget *>(QStringLiteral("detailTabs"));
    details->setCurrentIndex(1);
    keep(*m_window, QStringLiteral("task-status-timeline"));
}

// Of the catalogue: changing several, choosing, removing.
void Exhibition::showCatalogueDialogs()
{
    std::vector<Package> packages(m_catalogue->packages.begin(), m_catalogue->packages.begin() + 3);
    QSet<ProgramId> programs;
    for (const Package &package : packages)
        programs.insert(package.programs.front().id);
    MultiEditDialog multiEdit(packages, programs, m_console->directory()->packages()->folders, m_window);
    keepDialog(multiEdit, QStringLiteral("multi-edit"));
    const std::vector<Computer> computers(m_catalogue->computers.end() - 3, m_catalogue->computers.end());
    ComputersDialog changing(computers, *m_console->directory()->collections(), m_window);
    keepDialog(changing, QStringLiteral("computers-dialog"));
    PrincipalDialog principals(m_console->directory()->principals(), [](const PrincipalEntry &) { return false; }, m_window);
    keepDialog(principals, QStringLiteral("principals"));
    Usage usage;
    usage.tasks = {m_task->name};
    RemoveDialog removing(QStringLiteral("Qfiniti 4.5"), usage, true, m_window);
    keepDialog(removing, QStringLiteral("remove"));
    SimulateDialog simulating(*m_console->session(), m_task->id.toString(), m_task->name, false, m_window);
    keepDialog(simulating, QStringLiteral("simulate"));
    ShortcutsDialog shortcuts(m_window);
    keepDialog(shortcuts, QStringLiteral("shortcuts"));
}

void Exhibition::showDialogs()
{
    StoreSession &session = *m_console->session();
    SelectorDialog selector(session, *m_console->directory(), {m_task->items.front().program}, m_window);
    selector.show();
    keep(selector, QStringLiteral("selector-empty"));
    QTest::keyClicks(selector.findChild<QLineEdit *>(QStringLiteral("searchText")), QStringLiteral("of"));
    settle();
    auto *tree = selector.findChild<QTreeView *>(QStringLiteral("resultTree"));
    tree->setFocus();
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(tree, Qt::Key_Down);
    QTest::keyClick(tree, Qt::Key_Space);
    keep(selector, QStringLiteral("selector"));
    QTest::keyClick(tree, Qt::Key_Right);
    QTest::keyClick(tree, Qt::Key_Down);
    keepDialog(selector, QStringLiteral("selector-program"));

    ScheduleDialog schedule(m_task->schedule, m_window);
    keepDialog(schedule, QStringLiteral("schedule"));
    Schedule weekly = m_task->schedule;
    weekly.triggers = {Trigger{}};
    weekly.triggers.front().type = TriggerType::weekly;
    weekly.triggers.front().daysOfTheWeek = 2 + 32;
    weekly.triggers.front().begin = parseWallTime(u"2026-12-01 22:00:00");
    weekly.retryMissed = true;
    weekly.repeat = RepeatUntilSuccessful{};
    ScheduleDialog recurring(weekly, m_window);
    recurring.show();
    keep(recurring, QStringLiteral("schedule-weekly"));
    recurring.findChild<QTabWidget *>(QStringLiteral("pages"))->setCurrentIndex(1);
    keepDialog(recurring, QStringLiteral("schedule-limits"));

    CollectionsDialog collections(*m_console->directory()->collections(), m_task->appliesTo, false, m_window);
    keepDialog(collections, QStringLiteral("collections-dialog"));

    SequentialTask draft = *m_task;
    rearrange(draft, {0, 2, 1, 3, 4, 5});
    TaskEditor editor(session, draft);
    QStringList names;
    for (const LineItem &item : draft.items)
        names.append(editor.programs().find(item.program)->program->name);
    ImpactDialog impact(session, *m_task, draft, names, m_window);
    keepDialog(impact, QStringLiteral("impact"));
    auto *lists = impact.findChild<QTabWidget *>();
    lists->setCurrentIndex(1);
    keepDialog(impact, QStringLiteral("impact-computers"));

    StaleSave stale(*m_task, draft);
    stale.theirs.revision = 2;
    stale.savedBy = QStringLiteral("maria");
    stale.savedAt = QDateTime::currentMSecsSinceEpoch();
    stale.theirChanges = {QStringLiteral("moved Qfiniti/Patch 2 from place 3 to 2"), QStringLiteral("priority: normal, was high")};
    stale.myChanges = {QStringLiteral("description: “Call recording”, was “Call recording for the agents' desktops”")};
    StaleDialog staleDialog(stale, m_task->name, m_window);
    keepDialog(staleDialog, QStringLiteral("stale-save"));

    LeftDraft left{{m_folder.path(), session.path(), *m_task, QDateTime::currentMSecsSinceEpoch()}, *m_task};
    DraftsDialog drafts({left}, m_window);
    keepDialog(drafts, QStringLiteral("drafts"));

    showHistory(m_window, session, AuditObject::task, m_task->id.toString(), m_task->name);
    settle();
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *dialog = qobject_cast<QDialog *>(widget); dialog && dialog->isVisible())
            keepDialog(*dialog, QStringLiteral("history"));
    }
}

} // namespace seriatim
