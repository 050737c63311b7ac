// WindowMenus: connects a window's actions with what they do, and keeps them enabled and worded as the current page says.
#pragma once

#include "ui/editorpage.h"

#include <QObject>

namespace seriatim {

class Console;
class MainWindow;
class StoreFiles;
class TaskSearch;
class WindowActions;

class WindowMenus : public QObject
{
    Q_OBJECT

public:
    WindowMenus(MainWindow &window, WindowActions &actions, StoreFiles &files, TaskSearch &search);

    void update(const EditorPage *page); // null: none is open

    // When the event loop is back: the store that goes takes the page with it that was clicked.
    void openStoreLater(const QString &path);

private:
    void connectFileMenu();
    void connectPageActions();
    void connectViewAndHelp();
    void fillRecentStores();
    void updateUndo(const EditorPage *page);
    void showHistoryOf(const EditorPage &page);
    void simulate();
    void debugEndpoint();
    void openCrashMatrix();
    void showAbout();
    void onCurrentPage(const std::function<void(EditorPage &)> &act);

    MainWindow &m_window;
    Console &m_console;
    WindowActions &m_actions;
    StoreFiles &m_files;
    TaskSearch &m_search;
};

} // namespace seriatim
