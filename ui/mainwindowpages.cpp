// MainWindow's pages: opening, closing, and carrying them from window to window.
#include "ui/mainwindow.h"

#include "ui/messages.h"
#include "ui/pagetabs.h"
#include "ui/startpage.h"
#include "ui/storefiles.h"
#include "ui/taskpage.h"
#include "ui/unsavedquestion.h"
#include "ui/windowactions.h"
#include "ui/windowmenus.h"

#include <QDockWidget>

namespace seriatim {

void MainWindow::restorePages(const QStringList &keys)
{
    for (const QString &text : keys) {
        const std::optional<PageKey> key = pageKeyFromText(text);
        if (!key || !m_console.pages().canOpen(key->kind) || m_console.windowOf(*key))
            continue;
        // What was removed meanwhile is no news that must be clicked away.
        if (const Result<EditorPage *> page = m_console.pages().open(*key, m_tabs))
            addPage(*page);
    }
    if (pages().isEmpty())
        openPage({});
    m_tabs->setCurrentIndex(0);
}

QList<EditorPage *> MainWindow::pages() const
{
    return m_tabs->pages();
}

EditorPage *MainWindow::currentPage() const
{
    return m_tabs->currentPage();
}

bool MainWindow::openPage(const PageKey &key)
{
    if (MainWindow *window = key.kind == PageKind::start ? this : m_console.windowOf(key)) {
        if (EditorPage *page = window->m_tabs->find(key)) {
            window->m_tabs->show(page);
            window->raise();
            window->activateWindow();
            return true;
        }
    }
    if (key.kind == PageKind::start) {
        auto *page = new StartPage(m_console, *m_actions, m_model.get(), m_tabs);
        connect(page, &StartPage::storeChosen, this, [this](const QString &path) { m_menus->openStoreLater(path); });
        connect(page, &StartPage::demoWished, m_files, &StoreFiles::fillWithDemo);
        addPage(page);
        return true;
    }
    const Result<EditorPage *> page = m_console.pages().open(key, m_tabs);
    if (!page) {
        showError(this, tr("That cannot be opened."), page.error());
        return false;
    }
    addPage(*page);
    return true;
}

bool MainWindow::openStatus(const QString &taskGuid, const StatusListQuery &query)
{
    const PageKey key{PageKind::task, taskGuid};
    if (!openPage(key))
        return false;
    if (auto *task = qobject_cast<TaskPage *>(m_console.findPage(key)))
        task->showStatus(query);
    return true;
}

bool MainWindow::openInNewWindow(const PageKey &key)
{
    if (MainWindow *window = m_console.windowOf(key)) {
        EditorPage *page = window->m_tabs->find(key);
        if (window->pages().size() > 1)
            window->detachPage(page);
        else
            window->openPage(key);
        return true;
    }
    MainWindow *window = m_console.newWindow();
    window->m_navigatorDock->hide();
    if (window->openPage(key))
        return true;
    window->closeUnasked();
    return false;
}

bool MainWindow::openNew(PageKind kind, const QString &folder)
{
    const Result<EditorPage *> page = m_console.pages().makeNew(kind, folder, m_tabs);
    if (!page) {
        showError(this, tr("That cannot be made."), page.error());
        return false;
    }
    addPage(*page);
    return true;
}

void MainWindow::addPage(EditorPage *page)
{
    connect(page, &EditorPage::openRequested, this, &MainWindow::openPage);
    connect(page, &EditorPage::statusRequested, this, &MainWindow::openStatus);
    connect(page, &EditorPage::newRequested, this, &MainWindow::openNew);
    connect(page, &EditorPage::statusMessage, this, &MainWindow::say);
    connect(page, &EditorPage::closeRequested, this, [this, page] { removePage(page); }, Qt::QueuedConnection);
    connect(page, &EditorPage::stateChanged, this, [this, page] { noteRecentTask(page); });
    connect(page, &EditorPage::stateChanged, &m_console, &Console::pagesChanged);
    m_tabs->add(page);
    m_tabs->show(page);
    page->setFocus();
    noteRecentTask(page);
    // The start page has done its work once something is open.
    if (page->key().kind != PageKind::start) {
        if (EditorPage *start = m_tabs->find({}))
            removePage(start);
    }
    Q_EMIT m_console.pagesChanged();
}

void MainWindow::noteRecentTask(EditorPage *page)
{
    const PageKey key = page->key();
    if (key.kind != PageKind::task || page->isNew() || !m_model || page != currentPage())
        return;
    const QString path = m_console.session()->path();
    if (m_console.settings().recentTasks(path).value(0) == key.guid)
        return;
    m_console.settings().noteTask(path, key.guid);
    for (MainWindow *window : m_console.windows()) {
        if (window->m_model)
            window->m_model->setRecentTasks(m_console.settings().recentTasks(path));
    }
}

bool MainWindow::closePages(const QList<EditorPage *> &pages)
{
    if (pages.isEmpty() || !mayClose(this, pages))
        return false;
    for (EditorPage *page : pages)
        removePage(page);
    return true;
}

void MainWindow::dropPage(const PageKey &key)
{
    if (EditorPage *page = m_console.findPage(key)) {
        page->discard();
        m_console.windowOf(key)->removePage(page);
    }
}

void MainWindow::removePage(EditorPage *page)
{
    if (m_tabs->indexOf(page) < 0)
        return;
    m_tabs->take(page);
    page->disconnect(this);
    page->hide();
    page->deleteLater();
    if (m_tabs->count() == 0 && m_console.windows().first() == this && isVisible())
        openPage({});
    Q_EMIT m_console.pagesChanged();
}

void MainWindow::detachPage(EditorPage *page)
{
    m_tabs->take(page);
    page->disconnect(this);
    MainWindow *window = m_console.newWindow();
    window->m_navigatorDock->hide();
    page->setParent(window->m_tabs);
    window->addPage(page);
}

} // namespace seriatim
