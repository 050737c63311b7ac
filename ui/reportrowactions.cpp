#include "ui/reportrowactions.h"

#include "ui/editorpage.h"
#include "ui/icons.h"
#include "ui/messages.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>

namespace seriatim {

ReportRowActions::ReportRowActions(StoreSession &session, EditorPage &page, QTreeView &table, ReportModel &model)
    : QObject(&page), m_session(session), m_page(page), m_table(table), m_model(model),
      m_showStatus(new QAction(icon(Symbol::succeeded), tr("Show in &Status"), &table)), m_openObject(new QAction(icon(Symbol::open), tr("&Open"), &table))
{
    auto *copying = new QAction(icon(Symbol::copy), tr("&Copy"), &table);
    copying->setObjectName(QStringLiteral("copyRows"));
    copying->setShortcut(QKeySequence::Copy);
    copying->setShortcutContext(Qt::WidgetShortcut);
    m_showStatus->setObjectName(QStringLiteral("showInStatus"));
    m_openObject->setObjectName(QStringLiteral("openObject"));
    table.addActions({m_showStatus, m_openObject, copying});
    table.setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_showStatus, &QAction::triggered, this, &ReportRowActions::showStatus);
    connect(m_openObject, &QAction::triggered, this, &ReportRowActions::openObject);
    connect(copying, &QAction::triggered, this, &ReportRowActions::copy);
    connect(&table, &QTreeView::activated, this, &ReportRowActions::open);
    connect(table.selectionModel(), &QItemSelectionModel::currentChanged, this, &ReportRowActions::update);
    connect(&model, &QAbstractItemModel::modelReset, this, &ReportRowActions::update);
    update();
}

const ReportRow *ReportRowActions::current() const
{
    const QModelIndex index = m_table.currentIndex();
    return index.isValid() ? &m_model.row(index.row()) : nullptr;
}

void ReportRowActions::update()
{
    const ReportRow *row = current();
    m_showStatus->setEnabled(row && (row->target.task || row->target.program));
    m_openObject->setEnabled(row && (row->target.program || !row->target.computer.isEmpty() || row->target.task));
    if (!row || row->target.program)
        m_openObject->setText(tr("&Open the package"));
    else
        m_openObject->setText(row->target.computer.isEmpty() ? tr("&Open the task") : tr("&Open the computer"));
}

void ReportRowActions::open()
{
    if (m_showStatus->isEnabled())
        showStatus();
    else
        openObject();
}

void ReportRowActions::showStatus()
{
    const ReportRow *row = current();
    if (!row)
        return;
    const Result<std::vector<StatusLink>> links = statusLinksOf(m_session.workspace(), m_request, *m_model.report(), *row);
    if (!links) {
        showError(&m_page, tr("Where it stands cannot be read."), links.error());
        return;
    }
    if (links->size() == 1) {
        Q_EMIT m_page.statusRequested(links->front().task.toString(), links->front().query);
        return;
    }
    if (links->empty()) {
        Q_EMIT m_page.statusMessage(tr("No task runs it any more."));
        return;
    }
    // A program that several line items run: the user says which.
    auto *menu = new QMenu(&m_table);
    menu->setObjectName(QStringLiteral("statusLinks"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const StatusLink &link : *links)
        connect(menu->addAction(icon(Symbol::task), QString(link.text).replace(u'&', QStringLiteral("&&"))), &QAction::triggered, &m_page,
                [page = &m_page, link] { Q_EMIT page->statusRequested(link.task.toString(), link.query); });
    menu->popup(m_table.viewport()->mapToGlobal(m_table.visualRect(m_table.currentIndex()).bottomLeft()));
}

void ReportRowActions::openObject()
{
    const ReportRow *row = current();
    if (!row)
        return;
    if (row->target.program)
        openPackage(*row->target.program);
    else if (!row->target.computer.isEmpty())
        openComputer(row->target.computer);
    else if (row->target.task)
        Q_EMIT m_page.openRequested({PageKind::task, row->target.task->toString()});
}

void ReportRowActions::openPackage(ProgramId program)
{
    const Result<std::optional<Package>> package = m_session.workspace().store().catalogue().findPackageOf(program);
    if (!package)
        showError(&m_page, tr("The package cannot be read."), package.error());
    else if (*package)
        Q_EMIT m_page.openRequested({PageKind::package, (*package)->id.toString()});
}

void ReportRowActions::openComputer(const QString &name)
{
    const Result<std::optional<Computer>> computer = m_session.workspace().store().catalogue().findComputer(name);
    if (!computer)
        showError(&m_page, tr("The computer cannot be read."), computer.error());
    else if (*computer)
        Q_EMIT m_page.openRequested({PageKind::computer, (*computer)->id.toString()});
    else
        Q_EMIT m_page.statusMessage(tr("%1 has reported, but is not among the computers of this store.").arg(name));
}

void ReportRowActions::copy() const
{
    QModelIndexList rows = m_table.selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList lines;
    for (const QModelIndex &index : std::as_const(rows))
        lines.append(m_model.asText(index.row()));
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace seriatim
