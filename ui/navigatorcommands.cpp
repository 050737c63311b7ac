#include "ui/navigatorcommands.h"

#include "ui/console.h"
#include "ui/mainwindow.h"
#include "ui/messages.h"
#include "ui/navigator.h"
#include "ui/removedialog.h"
#include "ui/savedreportquestions.h"

namespace seriatim {

NavigatorCommands::NavigatorCommands(Console &console, MainWindow &window, Navigator &navigator)
    : QObject(&window), m_console(console), m_window(window), m_navigator(navigator)
{
    connect(&navigator, &Navigator::newFolderRequested, this, &NavigatorCommands::addFolder);
    connect(&navigator, &Navigator::duplicateRequested, this, &NavigatorCommands::duplicate);
    connect(&navigator, &Navigator::removeRequested, this, &NavigatorCommands::remove);
}

void NavigatorCommands::setModel(NavigatorModel *model)
{
    m_model = model;
    if (!model)
        return;
    connect(model, &NavigatorModel::editFailed, this, [this](const QString &what, const Error &error) { showError(&m_window, what, error); });
    // An object that is open has its name and folder in its draft, where both can be undone.
    model->edits().setOpenObjects({
        [this](NavigatorKind kind, const QString &guid, const QString &name) {
            EditorPage *page = m_console.findPage({kind == NavigatorKind::task ? PageKind::task : PageKind::collection, guid});
            return page && page->renameObject(name);
        },
        [this](const QString &guid, const QString &folder) {
            EditorPage *page = m_console.findPage({PageKind::task, guid});
            return page && page->moveToFolder(folder);
        },
    });
}

void NavigatorCommands::addFolder(NavigatorKind kind, const QString &parent)
{
    const Result<QString> path = m_model->edits().addFolder(kind, parent);
    if (path)
        m_navigator.editNewFolder(kind, *path);
    else
        showError(&m_window, tr("The folder cannot be made."), path.error());
}

void NavigatorCommands::duplicate(NavigatorKind kind, const QString &id)
{
    const bool task = isTask(kind);
    const Result<QString> copy = task ? m_model->edits().duplicateTask(id) : m_model->edits().duplicateCollection(id);
    if (copy)
        m_window.openPage({task ? PageKind::task : PageKind::collection, *copy});
    else
        showError(&m_window, tr("It cannot be duplicated."), copy.error());
}

void NavigatorCommands::remove(NavigatorKind kind, const QString &id, const QString &name)
{
    if (isTask(kind)) {
        removeTask(id, name);
    } else if (isFolder(kind)) {
        if (const Result<> removed = m_model->edits().removeFolder(kind, id); !removed)
            showError(&m_window, tr("The folder “%1” cannot be deleted.").arg(name), removed.error());
    } else if (kind == NavigatorKind::savedReport) {
        removeSavedReport(id, name);
    } else if (const std::optional<CollectionId> collection = CollectionId::parse(id)) {
        if (removeWithConsent(&m_window, *m_console.session(), RemovableId(*collection), tr("collection “%1”").arg(name)))
            m_window.dropPage({PageKind::collection, id});
    }
}

void NavigatorCommands::removeSavedReport(const QString &key, const QString &name)
{
    const std::optional<ReportKey> report = ReportKey::parse(key);
    if (!report || !mayRemoveSavedReport(&m_window, name))
        return;
    m_console.savedReports()->remove(report->savedId);
    m_window.dropPage({PageKind::report, key});
}

void NavigatorCommands::removeTask(const QString &guid, const QString &name)
{
    Question question;
    question.objectName = QStringLiteral("removeTaskQuestion");
    question.text = tr("Delete the sequential task “%1”?").arg(name);
    question.information = tr("Its computers stop before their next step. What they have reported stays in the store; the task and its revisions do not.");
    question.answers = {tr("&Delete")};
    question.dangerous = true;
    if (ask(&m_window, question) != 0)
        return;
    if (const Result<> removed = m_model->edits().removeTask(guid); !removed)
        showError(&m_window, tr("“%1” cannot be deleted.").arg(name), removed.error());
    else
        m_window.dropPage({PageKind::task, guid});
}

} // namespace seriatim
