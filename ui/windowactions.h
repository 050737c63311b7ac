// WindowActions: every action of a console window, in its menu bar and toolbar. What they do is the window's.
#pragma once

#include "ui/editorpage.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QToolBar>
#include <QToolButton>

namespace seriatim {

class WindowActions : public QObject
{
    Q_OBJECT

public:
    explicit WindowActions(QMainWindow &window);

    // In the order of the New menu.
    struct NewObject {
        PageKind kind;
        QAction *action;
    };
    std::vector<NewObject> newObjects;
    QMenu *newMenu;
    QAction *newWindow;
    QAction *createStore;
    QAction *openStore;
    QAction *openReadOnly;
    QMenu *recentStores;
    QAction *reportedHistory;
    QAction *importFiles;
    QAction *exportAll;
    QAction *exportTask;
    QAction *save;
    QAction *saveAll;
    QAction *saveCopy;
    QAction *revert;
    QAction *closePage;
    QAction *quit;

    QAction *undo;
    QAction *redo;
    QAction *history;
    QMenu *rowMenu; // what the navigator does with its current row

    QAction *runNow;
    QAction *simulate;
    QAction *debugEndpoint;
    QAction *crashMatrix;
    QAction *check;

    QAction *startPage;
    QAction *searchTasks;
    QAction *filterNavigator;
    QAction *agentWindow;
    QAction *portalWindow;
    QAction *desktopNotifications; // checked: they are wanted
    QAction *nextPage;
    QAction *previousPage;
    QMenu *viewMenu;
    QActionGroup *themes; // data(): ColorScheme as int

    QAction *shortcuts;
    QAction *about;

    QToolBar *toolBar;
    QToolButton *newButton;

private:
    void makeFileMenu(QMainWindow &window);
    void makeEditMenu(QMainWindow &window);
    void makeTaskMenu(QMainWindow &window);
    void makeViewMenu(QMainWindow &window);
    void makeHelpMenu(QMainWindow &window);
    void makeToolBar(QMainWindow &window);
    QAction *make(QMenu *menu, const char *name, const QString &text, const QKeySequence &keys = {}, const QIcon &symbol = {});

    QMenu *m_fileMenu;
};

} // namespace seriatim
