#include "ui/mainwindow.h"

#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/navigator.h"
#include "ui/navigatorcommands.h"
#include "ui/pagetabs.h"
#include "ui/problemspanel.h"
#include "ui/storefiles.h"
#include "ui/storestatus.h"
#include "ui/tasksearch.h"
#include "ui/unsavedquestion.h"
#include "ui/windowactions.h"
#include "ui/windowmenus.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QStatusBar>

#include <algorithm>

namespace seriatim {

namespace {

constexpr int problemsDelayMs = 250;
constexpr int messageMs = 8000;
const QString geometryKey = QStringLiteral("window/geometry");
const QString stateKey = QStringLiteral("window/state");
const QString expandedKey = QStringLiteral("expanded");
constexpr int stateVersion = 1;

} // namespace

MainWindow::MainWindow(Console &console) : m_console(console), m_actions(std::make_unique<WindowActions>(*this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowIcon(icon(Symbol::seriatim));
    m_tabs = new PageTabs(this);
    setCentralWidget(m_tabs);
    m_status = new StoreStatus(*statusBar());
    m_files = new StoreFiles(console, this);
    connect(m_files, &StoreFiles::statusMessage, this, &MainWindow::say);
    makePanels();
    m_search = new TaskSearch(this);
    m_menus = new WindowMenus(*this, *m_actions, *m_files, *m_search);
    m_commands = new NavigatorCommands(console, *this, *m_navigator);

    connect(m_tabs, &PageTabs::pageChanged, this, &MainWindow::showCurrentPage);
    connect(m_tabs, &PageTabs::closeWished, this, &MainWindow::closePages);
    connect(m_tabs, &PageTabs::detachWished, this, &MainWindow::detachPage);
    connect(m_search, &TaskSearch::taskChosen, this, [this](const QString &guid) { openPage({PageKind::task, guid}); });
    connect(m_search, &TaskSearch::nothingFound, this, &MainWindow::say);
    connect(&m_console, &Console::pagesChanged, this, &MainWindow::updateUnsaved);
    m_problemsDelay.setSingleShot(true);
    m_problemsDelay.setInterval(problemsDelayMs);
    connect(&m_problemsDelay, &QTimer::timeout, this, [this] { showProblems(false); });
    restoreWindowState();
    showCurrentPage();
}

MainWindow::~MainWindow()
{
    // The tabs tell of every page that goes, to nobody any more.
    disconnect(m_tabs, nullptr, this, nullptr);
    m_console.forget(this);
    delete m_tabs;
}

void MainWindow::makePanels()
{
    m_navigator = new Navigator(this);
    m_navigator->setObjectName(QStringLiteral("navigator"));
    m_navigator->setCanMakeNew([this](PageKind kind) { return m_console.pages().canMakeNew(kind); });
    m_navigatorDock = new QDockWidget(tr("Navigator"), this);
    m_navigatorDock->setObjectName(QStringLiteral("navigatorDock"));
    m_navigatorDock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    m_navigatorDock->setWidget(m_navigator);
    addDockWidget(Qt::LeftDockWidgetArea, m_navigatorDock);
    connect(m_navigator, &Navigator::openRequested, this, &MainWindow::openPage);
    connect(m_navigator, &Navigator::openInNewWindowRequested, this, &MainWindow::openInNewWindow);
    connect(m_navigator, &Navigator::newRequested, this, &MainWindow::openNew);

    m_problems = new ProblemsPanel(this);
    m_problemsDock = new QDockWidget(tr("Problems"), this);
    m_problemsDock->setObjectName(QStringLiteral("problemsDock"));
    m_problemsDock->setFeatures(QDockWidget::DockWidgetClosable);
    m_problemsDock->setWidget(m_problems);
    addDockWidget(Qt::BottomDockWidgetArea, m_problemsDock);
    m_problemsDock->hide();
    connect(m_problems, &ProblemsPanel::problemChosen, this, [this](const Problem &problem) {
        if (EditorPage *page = currentPage())
            page->showProblem(problem);
    });
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    m_actions->viewMenu->addAction(m_navigatorDock->toggleViewAction());
    m_actions->viewMenu->addAction(m_actions->toolBar->toggleViewAction());
}

void MainWindow::attachStore()
{
    StoreSession *session = m_console.session();
    m_model = session ? std::make_unique<NavigatorModel>(*session, *m_console.directory(), *m_console.savedReports(), m_console.settings().recentTasks(session->path()))
                      : nullptr;
    if (m_model) {
        connect(m_model.get(), &NavigatorModel::tasksListed, this, [this] { m_search->setTasks(m_model->tasks()); });
        connect(m_model.get(), &NavigatorModel::filled, this, &MainWindow::reportReady);
        connect(m_console.directory(), &CatalogueDirectory::failed, this, &MainWindow::say);
    }
    m_navigator->setModel(m_model.get());
    m_navigator->setReadOnly(session && session->isReadOnly());
    m_commands->setModel(m_model.get());
    m_search->setTasks({});
    m_search->setEnabled(session);
    m_status->setSession(session);
    if (session) {
        const QStringList expanded = m_console.settings().ofStore(session->path(), expandedKey).toStringList();
        m_navigator->setExpandedRows(expanded.isEmpty() ? QStringList{NavigatorModel::keyOf(NavigatorKind::tasks, {})} : expanded);
    }
    updateUnsaved();
    showCurrentPage();
}

void MainWindow::detachStore()
{
    if (m_model)
        m_console.settings().setOfStore(m_console.session()->path(), expandedKey, m_navigator->expandedRows());
    for (EditorPage *page : pages()) {
        m_tabs->take(page);
        delete page;
    }
    m_status->setSession(nullptr);
    m_navigator->setModel(nullptr);
    m_commands->setModel(nullptr);
    m_model.reset();
}

void MainWindow::showCurrentPage()
{
    const EditorPage *page = currentPage();
    m_menus->update(page);
    m_status->showTask(page && page->key().kind == PageKind::task && !page->isNew() ? page->key().guid : QString());
    m_problemsDelay.start();
    updateTitle();
}

void MainWindow::updateTitle()
{
    QStringList parts;
    if (const EditorPage *page = currentPage(); page && page->key().kind != PageKind::start)
        parts.append(page->title() + (page->isDirty() ? QStringLiteral("*") : QString()));
    if (const StoreSession *session = m_console.session()) {
        const QString store = QFileInfo(session->path()).completeBaseName();
        parts.append(session->isReadOnly() ? tr("%1 (read-only)").arg(store) : store);
    }
    parts.append(QStringLiteral("Seriatim"));
    setWindowTitle(parts.join(QStringLiteral(" — ")));
}

void MainWindow::updateUnsaved()
{
    if (!m_model)
        return;
    QSet<QString> guids;
    for (const EditorPage *page : m_console.openPages()) {
        if (page->isDirty() && !page->isNew())
            guids.insert(page->key().guid);
    }
    m_model->setUnsaved(guids);
    m_menus->update(currentPage());
}

void MainWindow::showProblems(bool wished)
{
    const EditorPage *page = currentPage();
    const std::vector<Problem> problems = page ? page->problems() : std::vector<Problem>();
    const bool appeared = m_problems->problems().empty() && !problems.empty();
    m_problems->setProblems(problems);
    m_problemsDock->setWindowTitle(tr("Problems (%1)").arg(problems.size()));
    // Closed by hand, it stays so until there is something new to say or the user asks.
    if (problems.empty()) {
        m_problemsDock->hide();
    } else if (appeared || wished) {
        if (!m_problemsDock->isVisible())
            resizeDocks({m_problemsDock}, {fontMetrics().height() * 7}, Qt::Vertical);
        m_problemsDock->show();
    }
    if (wished && problems.empty())
        say(tr("Nothing wrong was found."));
}

void MainWindow::saveAll()
{
    for (EditorPage *page : pages()) {
        if (page->isDirty() && !page->save()) {
            m_tabs->show(page);
            return;
        }
    }
}

void MainWindow::showNextPage(int step)
{
    m_tabs->showNext(step);
}

void MainWindow::focusNavigatorFilter()
{
    m_navigatorDock->show();
    m_navigator->filterField()->setFocus();
    m_navigator->filterField()->selectAll();
}

QString MainWindow::folderFor(PageKind kind) const
{
    return m_navigator->folderFor(kind);
}

QList<QAction *> MainWindow::rowActions() const
{
    return m_navigator->rowActions();
}

void MainWindow::say(const QString &text)
{
    statusBar()->showMessage(text, messageMs);
}

void MainWindow::closeUnasked()
{
    m_closeUnasked = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_closeUnasked && !mayClose(this, pages())) {
        event->ignore();
        return;
    }
    if (!m_closeUnasked && m_console.windows().size() == 1)
        m_console.rememberPages();
    saveWindowState();
    event->accept();
}

void MainWindow::saveWindowState()
{
    ConsoleSettings &settings = m_console.settings();
    settings.setValue(geometryKey, saveGeometry());
    settings.setValue(stateKey, saveState(stateVersion));
    if (m_model)
        settings.setOfStore(m_console.session()->path(), expandedKey, m_navigator->expandedRows());
}

void MainWindow::restoreWindowState()
{
    const int em = fontMetrics().height();
    resize(em * 76, em * 48);
    resizeDocks({m_navigatorDock}, {em * 16}, Qt::Horizontal);
    if (m_console.windows().isEmpty())
        restoreGeometry(m_console.settings().value(geometryKey).toByteArray());
    restoreState(m_console.settings().value(stateKey).toByteArray(), stateVersion);
    m_navigatorDock->show();
    m_problemsDock->hide();
}

void MainWindow::reportReady()
{
    // Painting what has just been filled in comes first.
    QTimer::singleShot(0, this, [this] {
        repaint();
        Q_EMIT ready();
    });
}

} // namespace seriatim
