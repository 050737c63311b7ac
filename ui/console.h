// Console: one running console: the store that is open, its windows, and the pages that can be made. A page is open in one
// window only, so that an object has one draft.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/consolesettings.h"
#include "models/historykeeper.h"
#include "models/savedreports.h"
#include "ui/pagefactory.h"

#include <QObject>
#include <QPointer>
#include <QSet>

namespace seriatim {

class AgentWindow;
class MainWindow;
class PortalWindow;

class Console : public QObject
{
    Q_OBJECT

public:
    // Called for each store that is opened.
    using PageWiring = std::function<void(PageFactory &, StoreSession &, CatalogueDirectory &, SavedReports &)>;

    explicit Console(PageWiring wiring, QObject *parent = nullptr);
    ~Console() override;

    [[nodiscard]] StoreSession *session() const { return m_session.get(); }         // null: none is open
    [[nodiscard]] CatalogueDirectory *directory() const { return m_directory.get(); } // the same
    [[nodiscard]] SavedReports *savedReports() const { return m_savedReports.get(); } // the same
    [[nodiscard]] HistoryKeeper *historyKeeper() const { return m_historyKeeper.get(); } // the same
    [[nodiscard]] const PageFactory &pages() const { return m_pages; }
    [[nodiscard]] ConsoleSettings &settings() { return m_settings; }

    MainWindow *newWindow(); // shown; deletes itself when it is closed
    [[nodiscard]] QList<MainWindow *> windows() const { return m_windows; }
    [[nodiscard]] QList<EditorPage *> openPages() const;
    [[nodiscard]] MainWindow *windowOf(const PageKey &key) const; // null: not open
    [[nodiscard]] EditorPage *findPage(const PageKey &key) const;

    // Before there is a window.
    [[nodiscard]] Result<> openStore(const QString &path, Access access);

    // Instead of the store that is open. False, with the store as it was, where it cannot be opened, or where unsaved
    // changes are kept: the user knows why then.
    bool createStore(const QString &path, QWidget *parent);
    bool openStore(const QString &path, Access access, QWidget *parent);

    // One for all windows, beside them. It goes with the last of them.
    AgentWindow *showAgentWindow();
    PortalWindow *showPortalWindow(); // the same

    // All windows, with one question for all.
    bool quit(QWidget *parent);

    // What an agent says of itself goes to the desktop, too, while its window is open; remembered.
    void setDesktopNotifications(bool wanted);
    [[nodiscard]] bool desktopNotifications() const;

    void applyTheme(int scheme); // ColorScheme; remembered
    [[nodiscard]] int theme() const;

Q_SIGNALS:
    void pagesChanged(); // opened, closed, or with changes now

private:
    friend class MainWindow;
    void forget(MainWindow *window);
    void rememberPages();
    [[nodiscard]] static bool opened(const Result<std::unique_ptr<StoreSession>> &session, const QString &path, QWidget *parent);
    void install(std::unique_ptr<StoreSession> session);

    PageWiring m_wiring;
    ConsoleSettings m_settings;
    PageFactory m_pages;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<CatalogueDirectory> m_directory;
    std::unique_ptr<SavedReports> m_savedReports;
    std::unique_ptr<HistoryKeeper> m_historyKeeper;
    SystemClock m_clock;
    QPointer<AgentWindow> m_agentWindow; // null: closed
    QPointer<PortalWindow> m_portalWindow; // the same
    QList<MainWindow *> m_windows; // in the order in which they were opened
};

} // namespace seriatim
