#include "ui/windowmenus.h"

#include "ui/crashmatrixwindow.h"
#include "ui/debugsetupdialog.h"
#include "ui/historydialog.h"
#include "ui/historykeepingdialog.h"
#include "ui/icons.h"
#include "ui/mainwindow.h"
#include "ui/shortcutsdialog.h"
#include "ui/simulatedialog.h"
#include "ui/storefiles.h"
#include "ui/tasksearch.h"
#include "ui/windowactions.h"

#include <QDir>
#include <QFileInfo>
#include <QMessageBox>

#include <algorithm>

namespace seriatim {

namespace {

// Edited pages may be busy with their own dialogs when a page is asked to simulate; what is stored can always be.
bool isStoredTask(const EditorPage &page)
{
    return page.key().kind == PageKind::task && !page.isNew();
}

// "Move 3 items up" after "Undo".
QString inSentence(const QString &step)
{
    return step.left(1).toLower() + step.mid(1);
}

// Of pages whose object has been saved, and so has a history.
std::optional<AuditObject> auditObjectOf(const EditorPage &page)
{
    if (page.isNew() || page.key().guid.isEmpty())
        return std::nullopt;
    switch (page.key().kind) {
    case PageKind::task: return AuditObject::task;
    case PageKind::package: return AuditObject::package;
    case PageKind::computer: return AuditObject::computer;
    case PageKind::collection: return AuditObject::collection;
    case PageKind::user: return AuditObject::user;
    case PageKind::userGroup: return AuditObject::userGroup;
    case PageKind::agentSettings: return AuditObject::agentSettings;
    case PageKind::start:
    case PageKind::packages:
    case PageKind::computers:
    case PageKind::collections:
    case PageKind::users:
    case PageKind::portalRequests:
    case PageKind::simulationRuns:
    case PageKind::reports:
    case PageKind::simulationRun:
    case PageKind::report:
        break;
    }
    return std::nullopt;
}

} // namespace

WindowMenus::WindowMenus(MainWindow &window, WindowActions &actions, StoreFiles &files, TaskSearch &search)
    : QObject(&window), m_window(window), m_console(window.console()), m_actions(actions), m_files(files), m_search(search)
{
    auto *spacer = new QWidget(&window);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_actions.toolBar->addWidget(spacer);
    m_actions.toolBar->addWidget(&search);
    for (QAction *action : window.rowActions()) {
        if (action)
            m_actions.rowMenu->addAction(action);
        else
            m_actions.rowMenu->addSeparator();
    }
    connectFileMenu();
    connectPageActions();
    connectViewAndHelp();
}

void WindowMenus::onCurrentPage(const std::function<void(EditorPage &)> &act)
{
    if (EditorPage *page = m_window.currentPage())
        act(*page);
}

void WindowMenus::connectFileMenu()
{
    for (const WindowActions::NewObject &object : m_actions.newObjects)
        connect(object.action, &QAction::triggered, &m_window, [this, kind = object.kind] { m_window.openNew(kind, m_window.folderFor(kind)); });
    connect(m_actions.newWindow, &QAction::triggered, &m_window, [this] { m_console.newWindow()->openPage({}); });
    connect(m_actions.createStore, &QAction::triggered, &m_files, &StoreFiles::createStore, Qt::QueuedConnection);
    connect(m_actions.openStore, &QAction::triggered, &m_files, [this] { m_files.openStore(Access::readWrite); }, Qt::QueuedConnection);
    connect(m_actions.openReadOnly, &QAction::triggered, &m_files, [this] { m_files.openStore(Access::readOnly); }, Qt::QueuedConnection);
    connect(m_actions.recentStores, &QMenu::aboutToShow, this, &WindowMenus::fillRecentStores);
    connect(m_actions.reportedHistory, &QAction::triggered, &m_window, [this] {
        auto *dialog = new HistoryKeepingDialog(*m_console.historyKeeper(), &m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(m_actions.importFiles, &QAction::triggered, &m_files, &StoreFiles::importFiles);
    connect(m_actions.exportAll, &QAction::triggered, &m_files, [this] { m_files.exportTasks({}); });
    connect(m_actions.exportTask, &QAction::triggered, &m_files, [this] {
        onCurrentPage([this](EditorPage &page) { m_files.exportTasks({page.key().guid}); });
    });
    connect(m_actions.closePage, &QAction::triggered, &m_window, [this] {
        onCurrentPage([this](EditorPage &page) { m_window.closePages({&page}); });
    });
    connect(m_actions.quit, &QAction::triggered, &m_window, [this] { m_console.quit(&m_window); });
}

void WindowMenus::connectPageActions()
{
    connect(m_actions.save, &QAction::triggered, this, [this] { onCurrentPage([](EditorPage &page) { page.save(); }); });
    connect(m_actions.saveAll, &QAction::triggered, &m_window, &MainWindow::saveAll);
    connect(m_actions.saveCopy, &QAction::triggered, this, [this] { onCurrentPage([](EditorPage &page) { page.saveAsCopy(); }); });
    connect(m_actions.revert, &QAction::triggered, this, [this] { onCurrentPage([](EditorPage &page) { page.revert(); }); });
    connect(m_actions.undo, &QAction::triggered, this, [this] { onCurrentPage([](EditorPage &page) { page.undo(); }); });
    connect(m_actions.redo, &QAction::triggered, this, [this] { onCurrentPage([](EditorPage &page) { page.redo(); }); });
    connect(m_actions.history, &QAction::triggered, this, [this] { onCurrentPage([this](EditorPage &page) { showHistoryOf(page); }); });
    connect(m_actions.runNow, &QAction::triggered, this, [this] { onCurrentPage([](EditorPage &page) { page.runNow(); }); });
    connect(m_actions.simulate, &QAction::triggered, this, &WindowMenus::simulate);
    connect(m_actions.debugEndpoint, &QAction::triggered, this, &WindowMenus::debugEndpoint);
    connect(m_actions.crashMatrix, &QAction::triggered, this, &WindowMenus::openCrashMatrix);
    connect(m_actions.check, &QAction::triggered, &m_window, [this] { m_window.showProblems(true); });
}

void WindowMenus::connectViewAndHelp()
{
    connect(m_actions.startPage, &QAction::triggered, &m_window, [this] { m_window.openPage({}); });
    connect(m_actions.searchTasks, &QAction::triggered, &m_search, [this] {
        m_search.setFocus();
        m_search.selectAll();
    });
    connect(m_actions.filterNavigator, &QAction::triggered, &m_window, &MainWindow::focusNavigatorFilter);
    connect(m_actions.agentWindow, &QAction::triggered, &m_window, [this] { m_console.showAgentWindow(); });
    connect(m_actions.portalWindow, &QAction::triggered, &m_window, [this] { m_console.showPortalWindow(); });
    m_actions.desktopNotifications->setChecked(m_console.desktopNotifications());
    connect(m_actions.desktopNotifications, &QAction::triggered, &m_console, &Console::setDesktopNotifications);
    connect(m_actions.nextPage, &QAction::triggered, &m_window, [this] { m_window.showNextPage(1); });
    connect(m_actions.previousPage, &QAction::triggered, &m_window, [this] { m_window.showNextPage(-1); });
    for (QAction *action : m_actions.themes->actions())
        action->setChecked(action->data().toInt() == m_console.theme());
    connect(m_actions.themes, &QActionGroup::triggered, this, [this](const QAction *action) { m_console.applyTheme(action->data().toInt()); });
    connect(m_actions.shortcuts, &QAction::triggered, this, [this] {
        auto *dialog = new ShortcutsDialog(&m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(m_actions.about, &QAction::triggered, this, &WindowMenus::showAbout);
}

void WindowMenus::update(const EditorPage *page)
{
    const StoreSession *session = m_console.session();
    const bool writable = session && !session->isReadOnly();
    for (const WindowActions::NewObject &object : m_actions.newObjects)
        object.action->setEnabled(writable && m_console.pages().canMakeNew(object.kind));
    m_actions.newMenu->setEnabled(writable);
    m_actions.newButton->setEnabled(writable);
    m_actions.reportedHistory->setEnabled(session);
    m_actions.importFiles->setEnabled(writable);
    m_actions.exportAll->setEnabled(session);
    m_actions.exportTask->setEnabled(page && isStoredTask(*page));
    const QList<EditorPage *> pages = m_window.pages();
    m_actions.save->setEnabled(writable && page && page->isDirty());
    m_actions.saveAll->setEnabled(writable && std::ranges::any_of(pages, &EditorPage::isDirty));
    m_actions.saveCopy->setEnabled(writable && page && page->canSaveAsCopy());
    m_actions.revert->setEnabled(writable && page && page->isDirty() && !page->isNew());
    m_actions.closePage->setEnabled(page);
    m_actions.portalWindow->setEnabled(session);
    m_actions.runNow->setEnabled(page && page->canRun());
    m_actions.simulate->setEnabled(page && (page->canSimulate() || isStoredTask(*page)));
    m_actions.debugEndpoint->setEnabled(page && isStoredTask(*page));
    m_actions.crashMatrix->setEnabled(page && isStoredTask(*page));
    m_actions.check->setEnabled(page && page->canCheck());
    m_actions.history->setEnabled(page && auditObjectOf(*page));
    m_actions.nextPage->setEnabled(pages.size() > 1);
    m_actions.previousPage->setEnabled(pages.size() > 1);
    updateUndo(page);
}

void WindowMenus::updateUndo(const EditorPage *page)
{
    const bool undo = page && page->canUndo();
    const bool redo = page && page->canRedo();
    m_actions.undo->setEnabled(undo);
    m_actions.redo->setEnabled(redo);
    m_actions.undo->setText(undo && !page->undoText().isEmpty() ? tr("&Undo %1").arg(inSentence(page->undoText())) : tr("&Undo"));
    m_actions.redo->setText(redo && !page->redoText().isEmpty() ? tr("&Redo %1").arg(inSentence(page->redoText())) : tr("&Redo"));
}

void WindowMenus::showHistoryOf(const EditorPage &page)
{
    if (const std::optional<AuditObject> object = auditObjectOf(page))
        showHistory(&m_window, *m_console.session(), *object, page.key().guid, page.title());
}

void WindowMenus::fillRecentStores()
{
    QMenu &menu = *m_actions.recentStores;
    menu.clear();
    const QString current = m_console.session() ? QFileInfo(m_console.session()->path()).absoluteFilePath() : QString();
    for (const QString &path : m_console.settings().recentStores()) {
        QAction *action = menu.addAction(icon(Symbol::store), QDir::toNativeSeparators(path).replace(u'&', QStringLiteral("&&")));
        action->setEnabled(path != current && QFileInfo::exists(path));
        connect(action, &QAction::triggered, this, [this, path] { openStoreLater(path); });
    }
    if (menu.isEmpty())
        menu.addAction(tr("None yet"))->setEnabled(false);
}

void WindowMenus::openStoreLater(const QString &path)
{
    QMetaObject::invokeMethod(this, [this, path] { m_console.openStore(path, Access::readWrite, &m_window); }, Qt::QueuedConnection);
}

void WindowMenus::simulate()
{
    EditorPage *page = m_window.currentPage();
    if (!page)
        return;
    if (page->canSimulate()) {
        page->simulate();
        return;
    }
    auto *dialog = new SimulateDialog(*m_console.session(), page->key().guid, page->title(), page->isDirty(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SimulateDialog::recorded, &m_window, [this](const QString &run) { m_window.openPage({PageKind::simulationRun, run}); });
    dialog->open();
}

void WindowMenus::debugEndpoint()
{
    EditorPage *page = m_window.currentPage();
    if (page)
        openDebugger(*m_console.session(), page->key().guid, page->title(), {}, {}, &m_window);
}

void WindowMenus::openCrashMatrix()
{
    EditorPage *page = m_window.currentPage();
    if (!page)
        return;
    auto *matrix = new CrashMatrixWindow(*m_console.session(), page->key().guid, page->title(), &m_window);
    matrix->setAttribute(Qt::WA_DeleteOnClose);
    matrix->show();
    matrix->compute();
}

void WindowMenus::showAbout()
{
    QMessageBox box(&m_window);
    box.setObjectName(QStringLiteral("aboutBox"));
    box.setWindowTitle(tr("About Seriatim"));
    box.setIconPixmap(icon(Symbol::seriatim).pixmap(QSize(64, 64), m_window.devicePixelRatioF()));
    box.setTextFormat(Qt::PlainText);
    box.setText(tr("Seriatim %1").arg(QStringLiteral(SERIATIM_VERSION)));
    box.setInformativeText(tr("Rolls software out in order.\n\nMIT licence. Made with Qt %1.").arg(QString::fromLatin1(qVersion())));
    box.exec();
}

} // namespace seriatim
