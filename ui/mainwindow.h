// MainWindow: one window of the console: navigator, open pages, problems, menus. Made by Console, which outlives it.
#pragma once

#include "models/navigatormodel.h"
#include "ui/console.h"
#include "ui/editorpage.h"

#include <QMainWindow>
#include <QTimer>

class QDockWidget;

namespace seriatim {

class Navigator;
class NavigatorCommands;
class PageTabs;
class ProblemsPanel;
class StoreFiles;
class StoreStatus;
class TaskSearch;
class WindowActions;
class WindowMenus;

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Console &console);
    ~MainWindow() override;

    // The console's store, or none.
    void attachStore();
    void detachStore(); // closes all pages without a question
    void restorePages(const QStringList &keys); // as rememberPages() wrote them; the start page where there are none

    [[nodiscard]] QList<EditorPage *> pages() const;
    [[nodiscard]] EditorPage *currentPage() const;
    [[nodiscard]] NavigatorModel *navigatorModel() const { return m_model.get(); } // null without a store
    [[nodiscard]] Console &console() { return m_console; }

    // Where it is open already, also in another window, it is shown there. False: it cannot be, and the user knows why.
    bool openPage(const PageKey &key);
    bool openStatus(const QString &taskGuid, const StatusListQuery &query); // the task's page, with its Status tab showing just that
    bool openInNewWindow(const PageKey &key);
    bool openNew(PageKind kind, const QString &folder = {});
    void addPage(EditorPage *page);
    bool closePages(const QList<EditorPage *> &pages); // asks; false: they stay
    void dropPage(const PageKey &key);                 // its object is gone: closes it wherever it is open
    void closeUnasked();

    void saveAll();
    void showProblems(bool wished);
    void showNextPage(int step);
    void focusNavigatorFilter();
    [[nodiscard]] QString folderFor(PageKind kind) const; // as the navigator stands
    [[nodiscard]] QList<QAction *> rowActions() const; // of the navigator
    void say(const QString &text);                     // in the status bar, for a while

Q_SIGNALS:
    void ready(); // painted, with the navigator filled

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makePanels();
    void noteRecentTask(EditorPage *page);
    void removePage(EditorPage *page);
    void detachPage(EditorPage *page);
    void showCurrentPage();
    void updateTitle();
    void updateUnsaved();
    void saveWindowState();
    void restoreWindowState();
    void reportReady();

    Console &m_console;
    std::unique_ptr<WindowActions> m_actions;
    std::unique_ptr<NavigatorModel> m_model;
    Navigator *m_navigator = nullptr;
    NavigatorCommands *m_commands = nullptr;
    PageTabs *m_tabs = nullptr;
    ProblemsPanel *m_problems = nullptr;
    QDockWidget *m_navigatorDock = nullptr;
    QDockWidget *m_problemsDock = nullptr;
    TaskSearch *m_search = nullptr;
    WindowMenus *m_menus = nullptr;
    StoreStatus *m_status = nullptr;
    StoreFiles *m_files = nullptr;
    QTimer m_problemsDelay;
    bool m_closeUnasked = false;
};

} // namespace seriatim
