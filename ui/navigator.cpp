#include "ui/navigator.h"

#include "ui/icons.h"
#include "ui/navigatordelegate.h"

#include <QHeaderView>

namespace seriatim {

namespace {

constexpr int filterDelayMs = 120;

// What can be made where.
struct NewObject {
    PageKind kind;
    const char *text;
};
constexpr NewObject newObjects[]{
    {PageKind::task, QT_TRANSLATE_NOOP("seriatim::Navigator", "&Sequential task")},
    {PageKind::package, QT_TRANSLATE_NOOP("seriatim::Navigator", "&Package")},
    {PageKind::computer, QT_TRANSLATE_NOOP("seriatim::Navigator", "&Computer")},
    {PageKind::collection, QT_TRANSLATE_NOOP("seriatim::Navigator", "C&ollection")},
    {PageKind::user, QT_TRANSLATE_NOOP("seriatim::Navigator", "&User")},
    {PageKind::userGroup, QT_TRANSLATE_NOOP("seriatim::Navigator", "&Group")},
    {PageKind::agentSettings, QT_TRANSLATE_NOOP("seriatim::Navigator", "&Agent settings")},
};

QList<PageKind> newKindsAt(NavigatorKind kind)
{
    switch (kind) {
    case NavigatorKind::tasks:
    case NavigatorKind::taskFolder:
    case NavigatorKind::task:
    case NavigatorKind::recentTasks:
    case NavigatorKind::recentTask: return {PageKind::task};
    case NavigatorKind::packages:
    case NavigatorKind::packageFolder: return {PageKind::package};
    case NavigatorKind::computers: return {PageKind::computer};
    case NavigatorKind::collections:
    case NavigatorKind::collection: return {PageKind::collection};
    case NavigatorKind::users: return {PageKind::user, PageKind::userGroup};
    case NavigatorKind::agentSettings: return {PageKind::agentSettings};
    case NavigatorKind::portalRequests:
    case NavigatorKind::simulationRuns:
    case NavigatorKind::reports:
    case NavigatorKind::report:
    case NavigatorKind::savedReport: return {};
    }
    Q_UNREACHABLE();
}

bool hasFolders(NavigatorKind kind)
{
    return holdsTasks(kind) || holdsPackages(kind) || kind == NavigatorKind::task;
}

bool canDuplicate(NavigatorKind kind)
{
    return isTask(kind) || kind == NavigatorKind::collection;
}

bool canRemove(NavigatorKind kind)
{
    return canDuplicate(kind) || isFolder(kind) || kind == NavigatorKind::savedReport;
}

} // namespace

std::optional<PageKey> pageOf(NavigatorKind kind, const QString &id)
{
    switch (kind) {
    case NavigatorKind::task:
    case NavigatorKind::recentTask: return PageKey{PageKind::task, id};
    case NavigatorKind::packages:
    case NavigatorKind::packageFolder: return PageKey{PageKind::packages, id};
    case NavigatorKind::computers: return PageKey{PageKind::computers, {}};
    case NavigatorKind::collections: return PageKey{PageKind::collections, {}};
    case NavigatorKind::collection: return PageKey{PageKind::collection, id};
    case NavigatorKind::users: return PageKey{PageKind::users, {}};
    case NavigatorKind::portalRequests: return PageKey{PageKind::portalRequests, {}};
    case NavigatorKind::simulationRuns: return PageKey{PageKind::simulationRuns, {}};
    case NavigatorKind::reports: return PageKey{PageKind::reports, {}};
    case NavigatorKind::report:
    case NavigatorKind::savedReport: return PageKey{PageKind::report, id};
    case NavigatorKind::agentSettings: return PageKey{PageKind::agentSettings, {}};
    case NavigatorKind::tasks:
    case NavigatorKind::taskFolder:
    case NavigatorKind::recentTasks: return std::nullopt;
    }
    Q_UNREACHABLE();
}

Navigator::Navigator(QWidget *parent)
    : QWidget(parent), m_filter(new QLineEdit(this)), m_tree(new QTreeView(this)), m_nothing(new QLabel(this))
{
    m_filter->setObjectName(QStringLiteral("navigatorFilter"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter the navigator"));
    m_filter->setToolTip(tr("Shows only what has this text in its name"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(Symbol::filter), QLineEdit::LeadingPosition);
    m_tree->setObjectName(QStringLiteral("navigatorTree"));
    m_tree->setAccessibleName(tr("Navigator"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setItemDelegate(new NavigatorDelegate(m_tree));
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setDragDropMode(QAbstractItemView::DragDrop);
    m_tree->setDefaultDropAction(Qt::MoveAction);
    m_tree->setAutoExpandDelay(600);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_nothing->setText(tr("Nothing has that in its name."));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_filter);
    layout->addWidget(m_nothing);
    layout->addWidget(m_tree, 1);
    setFocusProxy(m_tree);
    makeActions();

    m_filterTimer.setSingleShot(true);
    m_filterTimer.setInterval(filterDelayMs);
    connect(&m_filterTimer, &QTimer::timeout, this, &Navigator::applyFilter);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_filterTimer.start(); });
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        m_tree->setFocus();
    });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (pageOf(NavigatorModel::kindOf(index), index.data(NavigatorModel::IdRole).toString()))
            openCurrent(false);
        else
            m_tree->setExpanded(index, !m_tree->isExpanded(index));
    });
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &Navigator::showMenu);
}

void Navigator::makeActions()
{
    const auto make = [this](const QString &name, const QString &text, const QIcon &symbol, const QKeySequence &keys) {
        auto *action = new QAction(symbol, text, this);
        action->setObjectName(name);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        m_tree->addAction(action);
        return action;
    };
    m_open = make(QStringLiteral("navigatorOpen"), tr("&Open"), icon(Symbol::open), {});
    m_openInNewWindow = make(QStringLiteral("navigatorOpenInNewWindow"), tr("Open in New &Window"), {}, Qt::CTRL | Qt::Key_Return);
    m_newAction = make(QStringLiteral("navigatorNew"), tr("&New"), icon(Symbol::createNew), {});
    m_newAction->setMenu(&m_newMenu);
    m_newFolder = make(QStringLiteral("navigatorNewFolder"), tr("New &Folder"), icon(Symbol::folder), Qt::CTRL | Qt::SHIFT | Qt::Key_N);
    m_rename = make(QStringLiteral("navigatorRename"), tr("&Rename"), icon(Symbol::rename), Qt::Key_F2);
    m_duplicate = make(QStringLiteral("navigatorDuplicate"), tr("D&uplicate"), icon(Symbol::copy), Qt::CTRL | Qt::Key_D);
    m_delete = make(QStringLiteral("navigatorDelete"), tr("&Delete…"), icon(Symbol::remove), QKeySequence::Delete);
    connect(m_open, &QAction::triggered, this, [this] { openCurrent(false); });
    connect(m_openInNewWindow, &QAction::triggered, this, [this] { openCurrent(true); });
    connect(&m_newMenu, &QMenu::aboutToShow, this, &Navigator::fillNewMenu);
    connect(m_newFolder, &QAction::triggered, this, [this] {
        const NavigatorKind kind = NavigatorModel::kindOf(current());
        Q_EMIT newFolderRequested(holdsPackages(kind) ? NavigatorKind::packages : NavigatorKind::tasks, folderOfCurrent());
    });
    connect(m_rename, &QAction::triggered, this, [this] { m_tree->edit(current()); });
    connect(m_duplicate, &QAction::triggered, this, [this] {
        Q_EMIT duplicateRequested(NavigatorModel::kindOf(current()), current().data(NavigatorModel::IdRole).toString());
    });
    connect(m_delete, &QAction::triggered, this, [this] {
        const QModelIndex index = current();
        Q_EMIT removeRequested(NavigatorModel::kindOf(index), index.data(NavigatorModel::IdRole).toString(), index.data(Qt::EditRole).toString());
    });
    updateActions();
}

QList<QAction *> Navigator::rowActions() const
{
    return {m_open, m_openInNewWindow, m_newAction, m_newFolder, nullptr, m_rename, m_duplicate, m_delete};
}

void Navigator::setModel(NavigatorModel *model)
{
    m_model = model;
    m_tree->setModel(model);
    m_currentKey.clear();
    m_editKey.clear();
    if (model) {
        connect(model, &NavigatorModel::aboutToRefresh, this, &Navigator::beforeRefresh);
        connect(model, &NavigatorModel::refreshed, this, &Navigator::afterRefresh);
        connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &Navigator::updateActions);
        connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &Navigator::updateActions);
        model->setFilter(m_filter->text());
        m_tree->setCurrentIndex(model->index(0, 0));
        m_tree->expand(model->index(0, 0));
    }
    m_nothing->hide();
    m_filter->setEnabled(model);
    updateActions();
}

void Navigator::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    updateActions();
}

QModelIndex Navigator::current() const
{
    return m_tree->currentIndex();
}

QString Navigator::folderOfCurrent() const
{
    QModelIndex index = current();
    if (NavigatorModel::kindOf(index) == NavigatorKind::task)
        index = index.parent();
    return isFolder(NavigatorModel::kindOf(index)) ? index.data(NavigatorModel::IdRole).toString() : QString();
}

QString Navigator::folderFor(PageKind kind) const
{
    const NavigatorKind row = NavigatorModel::kindOf(current());
    const bool inPackages = holdsPackages(row);
    const bool inTasks = holdsTasks(row) || row == NavigatorKind::task;
    return (kind == PageKind::package && inPackages) || (kind == PageKind::task && inTasks) ? folderOfCurrent() : QString();
}

void Navigator::updateActions()
{
    const QModelIndex index = m_model ? current() : QModelIndex();
    const bool there = index.isValid();
    const NavigatorKind kind = there ? NavigatorModel::kindOf(index) : NavigatorKind::reports;
    const bool opens = there && pageOf(kind, index.data(NavigatorModel::IdRole).toString());
    const bool one = there && m_tree->selectionModel() && m_tree->selectionModel()->selectedRows().size() <= 1;
    m_open->setEnabled(opens);
    m_openInNewWindow->setEnabled(opens);
    m_newAction->setEnabled(there && !m_readOnly && !newKindsAt(kind).isEmpty());
    m_newFolder->setEnabled(there && !m_readOnly && hasFolders(kind));
    m_rename->setEnabled(one && (m_model->flags(index) & Qt::ItemIsEditable));
    m_duplicate->setEnabled(one && !m_readOnly && canDuplicate(kind));
    m_delete->setEnabled(one && canRemove(kind) && (!m_readOnly || kind == NavigatorKind::savedReport));
}

void Navigator::fillNewMenu()
{
    m_newMenu.clear();
    const QList<PageKind> kinds = newKindsAt(NavigatorModel::kindOf(current()));
    for (const NewObject &object : newObjects) {
        if (!kinds.contains(object.kind))
            continue;
        QAction *action = m_newMenu.addAction(tr(object.text));
        action->setEnabled(!m_canMakeNew || m_canMakeNew(object.kind));
        connect(action, &QAction::triggered, this, [this, kind = object.kind] { Q_EMIT newRequested(kind, folderOfCurrent()); });
    }
}

void Navigator::showMenu(const QPoint &position)
{
    if (!m_tree->indexAt(position).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("navigatorMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : rowActions()) {
        if (!action)
            menu->addSeparator();
        else if (action->isEnabled())
            menu->addAction(action);
    }
    menu->setDefaultAction(m_open->isEnabled() ? m_open : nullptr);
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

void Navigator::openCurrent(bool inNewWindow)
{
    const QModelIndex index = current();
    if (!index.isValid())
        return;
    const std::optional<PageKey> key = pageOf(NavigatorModel::kindOf(index), index.data(NavigatorModel::IdRole).toString());
    if (!key)
        return;
    if (inNewWindow)
        Q_EMIT openInNewWindowRequested(*key);
    else
        Q_EMIT openRequested(*key);
}

void Navigator::applyFilter()
{
    m_filterTimer.stop();
    if (!m_model)
        return;
    const QString text = m_filter->text().trimmed();
    const bool begins = m_beforeFilter.isEmpty() && !text.isEmpty();
    if (begins)
        m_beforeFilter = expandedRows();
    m_model->setFilter(text);
    if (!text.isEmpty()) {
        m_tree->expandAll();
    } else if (!m_beforeFilter.isEmpty()) {
        m_tree->collapseAll();
        setExpandedRows(std::exchange(m_beforeFilter, {}));
        m_tree->scrollTo(current());
    }
}

void Navigator::beforeRefresh()
{
    if (current().isValid())
        m_currentKey = current().data(NavigatorModel::KeyRole).toString();
}

void Navigator::afterRefresh()
{
    if (!m_currentKey.isEmpty() && current().data(NavigatorModel::KeyRole).toString() != m_currentKey) {
        if (const QModelIndex index = m_model->find(m_currentKey); index.isValid())
            m_tree->setCurrentIndex(index);
    }
    m_nothing->setVisible(m_model->rowCount() == 0);
    expandPending();
    if (!m_editKey.isEmpty()) {
        if (const QModelIndex index = m_model->find(m_editKey); index.isValid()) {
            m_editKey.clear();
            m_tree->setCurrentIndex(index);
            m_tree->edit(index);
        }
    }
    updateActions();
}

void Navigator::editNewFolder(NavigatorKind kind, const QString &path)
{
    m_filter->clear();
    applyFilter();
    m_editKey = NavigatorModel::keyOf(holdsPackages(kind) ? NavigatorKind::packageFolder : NavigatorKind::taskFolder, path);
}

QStringList Navigator::expandedRows() const
{
    QStringList keys = m_expanded;
    if (!m_model)
        return keys;
    const std::function<void(const QModelIndex &)> visit = [&](const QModelIndex &parent) {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (!m_tree->isExpanded(index))
                continue;
            keys.append(index.data(NavigatorModel::KeyRole).toString());
            visit(index);
        }
    };
    visit({});
    return keys;
}

void Navigator::setExpandedRows(const QStringList &keys)
{
    m_expanded = keys;
    expandPending();
}

void Navigator::expandPending()
{
    if (!m_model)
        return;
    QStringList missing;
    for (const QString &key : std::as_const(m_expanded)) {
        if (const QModelIndex index = m_model->find(key); index.isValid() && m_model->rowCount(index) > 0)
            m_tree->expand(index);
        else if (!m_model->isFilled())
            missing.append(key);
    }
    m_expanded = missing;
}

} // namespace seriatim
