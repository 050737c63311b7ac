#include "ui/windowactions.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QMenuBar>
#include <QStyle>

namespace seriatim {

WindowActions::WindowActions(QMainWindow &window) : QObject(&window)
{
    makeFileMenu(window);
    makeEditMenu(window);
    makeTaskMenu(window);
    makeViewMenu(window);
    makeHelpMenu(window);
    makeToolBar(window);
}

QAction *WindowActions::make(QMenu *menu, const char *name, const QString &text, const QKeySequence &keys, const QIcon &symbol)
{
    QAction *action = menu->addAction(symbol, text);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(keys);
    return action;
}

void WindowActions::makeFileMenu(QMainWindow &window)
{
    m_fileMenu = window.menuBar()->addMenu(tr("&File"));
    newMenu = m_fileMenu->addMenu(icon(Symbol::createNew), tr("&New"));
    newMenu->setObjectName(QStringLiteral("newMenu"));
    newMenu->setToolTipsVisible(true);
    newObjects = {
        {PageKind::task, make(newMenu, "newTask", tr("Sequential &Task"), QKeySequence::New, icon(Symbol::task))},
        {PageKind::package, make(newMenu, "newPackage", tr("&Package"), {}, icon(Symbol::package))},
        {PageKind::collection, make(newMenu, "newCollection", tr("C&ollection"), {}, icon(Symbol::collection))},
        {PageKind::computer, make(newMenu, "newComputer", tr("&Computer"), {}, icon(Symbol::computer))},
        {PageKind::user, make(newMenu, "newUser", tr("&User"), {}, icon(Symbol::user))},
        {PageKind::userGroup, make(newMenu, "newGroup", tr("&Group"), {}, icon(Symbol::userGroup))},
        {PageKind::agentSettings, make(newMenu, "newAgentSettings", tr("&Agent Settings"), {}, icon(Symbol::agentSettings))},
    };
    newWindow = make(m_fileMenu, "newWindow", tr("New &Window"), Qt::CTRL | Qt::ALT | Qt::Key_N);
    m_fileMenu->addSeparator();
    save = make(m_fileMenu, "save", tr("&Save"), QKeySequence::Save, icon(Symbol::save));
    saveAll = make(m_fileMenu, "saveAll", tr("Save A&ll"), Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    saveCopy = make(m_fileMenu, "saveCopy", tr("Save as a &Copy…"), {}, icon(Symbol::saveCopy));
    revert = make(m_fileMenu, "revert", tr("Re&vert"), {}, icon(Symbol::revert));
    revert->setToolTip(tr("Go back to what is in the store"));
    m_fileMenu->addSeparator();
    createStore = make(m_fileMenu, "createStore", tr("New S&tore…"), {}, icon(Symbol::store));
    openStore = make(m_fileMenu, "openStore", tr("&Open Store…"), QKeySequence::Open, icon(Symbol::open));
    openReadOnly = make(m_fileMenu, "openReadOnly", tr("Open Store &Read-Only…"), {}, icon(Symbol::locked));
    recentStores = m_fileMenu->addMenu(tr("R&ecent Stores"));
    recentStores->setObjectName(QStringLiteral("recentStores"));
    reportedHistory = make(m_fileMenu, "reportedHistory", tr("Reported &History…"), {}, icon(Symbol::history));
    reportedHistory->setToolTip(tr("For how long the store keeps what computers reported"));
    m_fileMenu->addSeparator();
    importFiles = make(m_fileMenu, "importFiles", tr("&Import…"), {}, icon(Symbol::download));
    exportTask = make(m_fileMenu, "exportTask", tr("E&xport This Task…"), {}, icon(Symbol::exportFile));
    exportAll = make(m_fileMenu, "exportAll", tr("Export E&verything…"));
    m_fileMenu->addSeparator();
    closePage = make(m_fileMenu, "closePage", tr("Close Pa&ge"), Qt::CTRL | Qt::Key_W, icon(Symbol::close));
    quit = make(m_fileMenu, "quit", tr("&Quit"), Qt::CTRL | Qt::Key_Q);
    quit->setMenuRole(QAction::QuitRole);
}

void WindowActions::makeEditMenu(QMainWindow &window)
{
    QMenu *menu = window.menuBar()->addMenu(tr("&Edit"));
    undo = make(menu, "undo", tr("&Undo"), QKeySequence::Undo, icon(Symbol::undo));
    redo = make(menu, "redo", tr("&Redo"), QKeySequence::Redo, icon(Symbol::redo));
    redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    menu->addSeparator();
    history = make(menu, "history", tr("&History…"), Qt::CTRL | Qt::Key_H, icon(Symbol::history));
    history->setToolTip(tr("Who changed this object, what and when"));
    rowMenu = menu->addMenu(tr("In the &Navigator"));
    rowMenu->setObjectName(QStringLiteral("rowMenu"));
}

void WindowActions::makeTaskMenu(QMainWindow &window)
{
    QMenu *menu = window.menuBar()->addMenu(tr("&Task"));
    runNow = make(menu, "runNow", tr("&Run Now on This Computer"), Qt::CTRL | Qt::Key_R, icon(Symbol::runNow));
    runNow->setIconText(tr("Run now"));
    simulate = make(menu, "simulate", tr("&Simulate…"), Qt::CTRL | Qt::SHIFT | Qt::Key_R, icon(Symbol::simulation));
    simulate->setIconText(tr("Simulate"));
    debugEndpoint = make(menu, "debugEndpoint", tr("&Debug on a Simulated Computer…"), Qt::CTRL | Qt::SHIFT | Qt::Key_D, icon(Symbol::step));
    debugEndpoint->setToolTip(tr("One computer step by step, with the power pulled where you like"));
    crashMatrix = make(menu, "crashMatrix", tr("Crash &Matrix…"), {}, icon(Symbol::power));
    crashMatrix->setToolTip(tr("What comes of a loss of power, a killed agent or an installer's own restart at every moment"));
    check = make(menu, "check", tr("&Check"), Qt::Key_F8, icon(Symbol::check));
    check->setToolTip(tr("Look for what is wrong with this page"));
}

void WindowActions::makeViewMenu(QMainWindow &window)
{
    viewMenu = window.menuBar()->addMenu(tr("&View"));
    startPage = make(viewMenu, "startPage", tr("&Start Page"), {}, icon(Symbol::seriatim));
    searchTasks = make(viewMenu, "searchTasks", tr("Search &Tasks"), Qt::CTRL | Qt::Key_K, icon(Symbol::search));
    filterNavigator = make(viewMenu, "filterNavigator", tr("&Filter the Navigator"), Qt::CTRL | Qt::SHIFT | Qt::Key_K, icon(Symbol::filter));
    agentWindow = make(viewMenu, "agentWindow", tr("&Agent…"), Qt::CTRL | Qt::SHIFT | Qt::Key_A, icon(Symbol::computer));
    agentWindow->setToolTip(tr("What an agent on this computer does now"));
    portalWindow = make(viewMenu, "portalWindow", tr("Soft&ware Portal…"), Qt::CTRL | Qt::SHIFT | Qt::Key_P, icon(Symbol::portalRequest));
    portalWindow->setToolTip(tr("The portal as an end user sees it"));
    desktopNotifications = make(viewMenu, "desktopNotifications", tr("N&otifications on the Desktop"));
    desktopNotifications->setToolTip(tr("What the agent in the agent window has to say is shown on the desktop, too"));
    desktopNotifications->setCheckable(true);
    viewMenu->addSeparator();
    nextPage = make(viewMenu, "nextPage", tr("&Next Page"), Qt::CTRL | Qt::Key_Tab);
    previousPage = make(viewMenu, "previousPage", tr("&Previous Page"), Qt::CTRL | Qt::SHIFT | Qt::Key_Tab);
    viewMenu->addSeparator();
    QMenu *themeMenu = viewMenu->addMenu(tr("T&heme"));
    themes = new QActionGroup(this);
    const std::pair<ColorScheme, QString> schemes[]{
        {ColorScheme::system, tr("As the &Desktop Says")}, {ColorScheme::light, tr("&Light")}, {ColorScheme::dark, tr("&Dark")}};
    constexpr const char *names[]{"themeSystem", "themeLight", "themeDark"};
    for (const auto &[scheme, text] : schemes) {
        QAction *action = make(themeMenu, names[static_cast<size_t>(scheme)], text);
        action->setCheckable(true);
        action->setData(static_cast<int>(scheme));
        themes->addAction(action);
    }
    viewMenu->addSeparator(); // the window's panels come here
}

void WindowActions::makeHelpMenu(QMainWindow &window)
{
    QMenu *menu = window.menuBar()->addMenu(tr("&Help"));
    shortcuts = make(menu, "shortcuts", tr("&Keyboard Shortcuts"), Qt::CTRL | Qt::Key_F1);
    about = make(menu, "about", tr("&About Seriatim"), {}, icon(Symbol::information));
    about->setMenuRole(QAction::AboutRole);
}

void WindowActions::makeToolBar(QMainWindow &window)
{
    toolBar = window.addToolBar(tr("Toolbar"));
    toolBar->setObjectName(QStringLiteral("toolBar"));
    toolBar->setMovable(false);
    toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const int iconSize = window.style()->pixelMetric(QStyle::PM_SmallIconSize);
    toolBar->setIconSize(QSize(iconSize, iconSize));
    newButton = new QToolButton(toolBar);
    newButton->setObjectName(QStringLiteral("newButton"));
    newButton->setText(tr("New"));
    newButton->setIcon(icon(Symbol::createNew));
    newButton->setToolTip(tr("Make something new"));
    newButton->setMenu(newMenu);
    newButton->setIconSize(toolBar->iconSize());
    newButton->setPopupMode(QToolButton::InstantPopup);
    newButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    newButton->setFocusPolicy(Qt::TabFocus);
    toolBar->addWidget(newButton);
    toolBar->addAction(save);
    toolBar->addAction(revert);
    toolBar->addSeparator();
    toolBar->addAction(undo);
    toolBar->addAction(redo);
    toolBar->addSeparator();
    toolBar->addAction(runNow);
    toolBar->addAction(simulate);
    toolBar->addAction(check);
    // The words of what would be undone would make the button jump.
    undo->setIconText(tr("Undo"));
    redo->setIconText(tr("Redo"));
    for (QAction *action : {undo, redo}) {
        if (auto *button = qobject_cast<QToolButton *>(toolBar->widgetForAction(action)))
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
}

} // namespace seriatim
