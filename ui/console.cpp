#include "ui/console.h"

#include "models/englishplurals.h"
#include "ui/agentdesk.h"
#include "ui/agentwindow.h"
#include "ui/draftrecovery.h"
#include "ui/mainwindow.h"
#include "ui/messages.h"
#include "ui/portalwindow.h"
#include "ui/pageundofilter.h"
#include "ui/theme.h"
#include "ui/unsavedquestion.h"

#include <QApplication>
#include <QDir>
#include <QTimer>

namespace seriatim {

namespace {

const QString themeKey = QStringLiteral("theme");
const QString pagesKey = QStringLiteral("openPages");
constexpr const char *themeWords[]{"system", "light", "dark"};

} // namespace

Console::Console(PageWiring wiring, QObject *parent) : QObject(parent), m_wiring(std::move(wiring))
{
    qApp->installEventFilter(new PageUndoFilter(this));
    QCoreApplication::installTranslator(new EnglishPlurals(this));
}

Console::~Console()
{
    // Pages point to the session, so they go first.
    while (!m_windows.isEmpty())
        delete m_windows.takeLast();
    delete m_agentWindow;
    delete m_portalWindow;
}

MainWindow *Console::newWindow()
{
    auto *window = new MainWindow(*this);
    m_windows.append(window);
    window->attachStore();
    if (m_windows.size() == 1)
        window->restorePages(m_session ? m_settings.ofStore(m_session->path(), pagesKey).toStringList() : QStringList());
    window->show();
    if (m_windows.size() == 1)
        QTimer::singleShot(0, window, [window] { offerLeftDrafts(*window); });
    return window;
}

void Console::forget(MainWindow *window)
{
    m_windows.removeOne(window);
    if (m_windows.isEmpty() && m_agentWindow)
        m_agentWindow->close();
    if (m_windows.isEmpty() && m_portalWindow)
        m_portalWindow->close();
    Q_EMIT pagesChanged();
}

AgentWindow *Console::showAgentWindow()
{
    if (!m_agentWindow)
        m_agentWindow = new AgentWindow(m_settings, makeDesktopNotifier(), m_clock);
    m_agentWindow->setStore(m_session ? m_session->path() : QString());
    m_agentWindow->show();
    m_agentWindow->raise();
    m_agentWindow->activateWindow();
    return m_agentWindow;
}

PortalWindow *Console::showPortalWindow()
{
    if (!m_portalWindow)
        m_portalWindow = new PortalWindow(m_settings);
    m_portalWindow->setSession(m_session.get());
    m_portalWindow->show();
    m_portalWindow->raise();
    m_portalWindow->activateWindow();
    return m_portalWindow;
}

QList<EditorPage *> Console::openPages() const
{
    QList<EditorPage *> pages;
    for (const MainWindow *window : m_windows)
        pages += window->pages();
    return pages;
}

MainWindow *Console::windowOf(const PageKey &key) const
{
    for (MainWindow *window : m_windows) {
        for (const EditorPage *page : window->pages()) {
            if (page->key() == key)
                return window;
        }
    }
    return nullptr;
}

EditorPage *Console::findPage(const PageKey &key) const
{
    for (EditorPage *page : openPages()) {
        if (page->key() == key)
            return page;
    }
    return nullptr;
}

void Console::rememberPages()
{
    if (!m_session)
        return;
    QStringList keys;
    for (const EditorPage *page : openPages()) {
        const PageKey key = page->key();
        if (key.kind != PageKind::start && !page->isNew())
            keys.append(toText(key));
    }
    m_settings.setOfStore(m_session->path(), pagesKey, keys);
}

bool Console::createStore(const QString &path, QWidget *parent)
{
    if (!mayClose(parent, openPages()))
        return false;
    Result<std::unique_ptr<StoreSession>> session = StoreSession::create(path);
    if (!opened(session, path, parent))
        return false;
    install(std::move(session).value());
    return true;
}

Result<> Console::openStore(const QString &path, Access access)
{
    Result<std::unique_ptr<StoreSession>> session = StoreSession::open(path, access);
    if (!session)
        return session.error();
    install(std::move(session).value());
    return Done{};
}

bool Console::openStore(const QString &path, Access access, QWidget *parent)
{
    Result<std::unique_ptr<StoreSession>> session = StoreSession::open(path, access);
    if (!opened(session, path, parent) || !mayClose(parent, openPages()))
        return false;
    install(std::move(session).value());
    return true;
}

bool Console::opened(const Result<std::unique_ptr<StoreSession>> &session, const QString &path, QWidget *parent)
{
    if (!session)
        showError(parent, tr("The store “%1” cannot be opened.").arg(QDir::toNativeSeparators(path)), session.error());
    return session.ok();
}

void Console::install(std::unique_ptr<StoreSession> session)
{
    rememberPages();
    for (MainWindow *window : std::as_const(m_windows))
        window->detachStore();
    if (m_portalWindow)
        m_portalWindow->setSession(nullptr);
    m_pages.clear();
    m_historyKeeper.reset();
    m_directory.reset();
    m_session = std::move(session);
    m_directory = std::make_unique<CatalogueDirectory>(*m_session);
    m_historyKeeper = std::make_unique<HistoryKeeper>(*m_session);
    connect(m_historyKeeper.get(), &HistoryKeeper::ended, this, [this](const Result<CompactOutcome> &outcome) {
        for (MainWindow *window : std::as_const(m_windows)) {
            if (!outcome)
                window->say(tr("Old history was not removed: %1").arg(outcome.error().message()));
        }
    });
    m_savedReports = std::make_unique<SavedReports>(m_session->path());
    m_wiring(m_pages, *m_session, *m_directory, *m_savedReports);
    m_settings.noteStore(m_session->path());
    if (m_agentWindow)
        m_agentWindow->setStore(m_session->path());
    if (m_portalWindow)
        m_portalWindow->setSession(m_session.get());
    for (MainWindow *window : std::as_const(m_windows))
        window->attachStore();
    if (!m_windows.isEmpty())
        m_windows.first()->restorePages(m_settings.ofStore(m_session->path(), pagesKey).toStringList());
    if (!m_windows.isEmpty())
        QTimer::singleShot(0, m_windows.first(), [window = m_windows.first()] { offerLeftDrafts(*window); });
}

bool Console::quit(QWidget *parent)
{
    if (!mayClose(parent, openPages()))
        return false;
    rememberPages();
    for (MainWindow *window : std::as_const(m_windows))
        window->closeUnasked();
    return true; // each is deleted, and forgotten, when the event loop is back
}

void Console::setDesktopNotifications(bool wanted)
{
    m_settings.setValue(notificationsKey, wanted);
}

bool Console::desktopNotifications() const
{
    return m_settings.value(notificationsKey, true).toBool();
}

void Console::applyTheme(int scheme)
{
    m_settings.setValue(themeKey, QString::fromLatin1(themeWords[scheme]));
    applyColorScheme(*qApp, static_cast<ColorScheme>(scheme));
}

int Console::theme() const
{
    const QString word = m_settings.value(themeKey).toString();
    for (int scheme = 0; scheme < 3; ++scheme) {
        if (word == QLatin1StringView(themeWords[scheme]))
            return scheme;
    }
    return static_cast<int>(ColorScheme::system);
}

} // namespace seriatim
