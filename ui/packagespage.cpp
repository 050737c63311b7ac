#include "ui/packagespage.h"

#include "models/catalogueedit.h"
#include "ui/columnmemory.h"
#include "ui/historydialog.h"
#include "ui/icons.h"
#include "ui/multieditdialog.h"
#include "ui/noticebar.h"
#include "ui/removedialog.h"

#include <QHeaderView>
#include <QLocale>
#include <QStyle>
#include <QToolBar>

namespace seriatim {

namespace {

using namespace std::chrono_literals;
using Kind = PackageTreeItem::Kind;

constexpr int expandAtMost = 200; // packages: more hits than that are opened by hand

class TreeWithIcons final : public PackageTreeModel
{
public:
    using PackageTreeModel::PackageTreeModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DecorationRole || index.column() != NameColumn)
            return PackageTreeModel::data(index, role);
        switch (item(index).kind) {
        case Kind::folder: return icon(Symbol::folder);
        case Kind::package: return icon(Symbol::package);
        case Kind::program: return icon(Symbol::program);
        }
        Q_UNREACHABLE();
    }
};

} // namespace

PackagesPage::PackagesPage(StoreSession &session, CatalogueDirectory &directory, const QString &folder, QWidget *parent)
    : EditorPage(parent), m_session(session), m_directory(directory), m_folder(normalizedFolder(folder)), m_edits(session),
      m_model(new TreeWithIcons(directory, folder, session.isReadOnly(), this)), m_bar(new QToolBar(this)), m_filter(new QLineEdit(this)),
      m_notice(new NoticeBar(this)), m_tree(new QTreeView(this)), m_counts(new QLabel(this))
{
    m_filter->setObjectName(QStringLiteral("packageFilterEdit"));
    m_filter->setPlaceholderText(tr("Filter by parts of names (Ctrl+F)"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_notice->setObjectName(QStringLiteral("packagesNotice"));
    m_counts->setObjectName(QStringLiteral("packageCounts"));
    m_bar->setObjectName(QStringLiteral("packagesToolBar"));
    m_bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_bar->setIconSize(QSize(size, size));
    makeTree();
    makeActions();
    m_bar->addSeparator();
    m_bar->addWidget(m_filter);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_bar);
    layout->addWidget(m_notice);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_counts);
    setTabOrder(m_filter, m_tree);

    m_filterTimer.setSingleShot(true);
    m_filterTimer.setInterval(60ms);
    connect(&m_filterTimer, &QTimer::timeout, this, &PackagesPage::applyFilter);
    connect(m_filter, &QLineEdit::textChanged, &m_filterTimer, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        m_tree->setFocus();
    });
    connect(m_model, &PackageTreeModel::changed, this, [this] {
        selectWaiting();
        showState();
    });
    connect(m_model, &PackageTreeModel::renameRequested, this, [this](const PackageTreeItem &item, const QString &name) {
        if (!tell(m_edits.rename(item, name)))
            m_directory.reload();
        else if (item.kind == Kind::folder)
            selectLater({Kind::folder, normalizedFolder(parentFolder(item.folder) + u'/' + name), {}, {}});
    });
    connect(m_model, &PackageTreeModel::moveRequested, this, [this](const PackageTreeItems &items, const QString &to) {
        if (tell(m_edits.move(items, to)) && !items.packages.empty())
            selectLater({Kind::package, to, items.packages.front(), {}});
    });
    showState();
}

void PackagesPage::makeTree()
{
    m_tree->setObjectName(QStringLiteral("packageTree"));
    m_tree->setAccessibleName(tr("Packages"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    m_tree->setDragDropMode(QAbstractItemView::DragDrop);
    m_tree->setDefaultDropAction(Qt::MoveAction);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(PackageTreeModel::NameColumn, QHeaderView::Stretch);
    m_tree->header()->resizeSection(PackageTreeModel::VersionColumn, fontMetrics().averageCharWidth() * 18);
    m_tree->header()->resizeSection(PackageTreeModel::ProgramsColumn, fontMetrics().averageCharWidth() * 14);
    new ColumnMemory(*m_tree->header(), m_tree->objectName());
    m_tree->setExpandsOnDoubleClick(false);
    connect(m_tree, &QTreeView::activated, this, &PackagesPage::open);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PackagesPage::showState);
}

QAction *PackagesPage::addAction(const char *name, const QString &text, const QKeySequence &keys, bool changes, const std::function<void()> &act)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setEnabled(!changes || !m_session.isReadOnly());
    connect(action, &QAction::triggered, this, act);
    m_tree->addAction(action);
    return action;
}

void PackagesPage::makeActions()
{
    using Items = PackageTreeItems;
    const bool canChange = !m_session.isReadOnly();
    const auto any = [](const Items &items) { return !items.isEmpty(); };
    const auto changes = [=](const Items &items) { return canChange && !items.isEmpty(); };
    const auto need = [this](QAction *action, Symbol symbol, bool onBar, const std::function<bool(const Items &)> &when) {
        action->setIcon(icon(symbol));
        if (onBar)
            m_bar->addAction(action);
        if (when)
            m_needs.emplace_back(action, when);
    };
    need(addAction("newPackageAction", tr("&New package"), Qt::Key_Insert, true, [this] { newPackage(); }), Symbol::createNew, true, {});
    need(addAction("newFolderAction", tr("New &folder"), {}, true, [this] { newFolder(); }), Symbol::folder, true, {});
    need(addAction("openPackageAction", tr("&Open"), {}, false, [this] { open(m_tree->currentIndex()); }), Symbol::open, false, any);
    need(addAction("renamePackageAction", tr("&Rename"), {}, true, [this] { m_tree->edit(m_tree->currentIndex().siblingAtColumn(0)); }), Symbol::rename, false, changes);
    need(addAction("duplicatePackageAction", tr("&Duplicate"), Qt::CTRL | Qt::Key_D, true, [this] { duplicate(); }), Symbol::copy, true,
         [=](const Items &items) { return canChange && !items.packages.empty(); });
    need(addAction("editSeveralAction", tr("&Edit several…"), Qt::CTRL | Qt::Key_E, true, [this] { editSeveral(); }), Symbol::edit, true, changes);
    need(addAction("deletePackageAction", tr("De&lete…"), QKeySequence::Delete, true, [this] { remove(); }), Symbol::remove, true, changes);
    need(addAction("packageHistoryAction", tr("&History…"), {}, false, [this] { showPast(); }), Symbol::history, false,
         [](const Items &items) { return items.packages.size() == 1; });
    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QWidget::addAction(find);
    connect(find, &QAction::triggered, m_filter, [this] {
        m_filter->setFocus();
        m_filter->selectAll();
    });
}

QString PackagesPage::title() const
{
    return m_folder.isEmpty() ? tr("Packages") : folderName(m_folder);
}

QIcon PackagesPage::pageIcon() const
{
    return icon(m_folder.isEmpty() ? Symbol::package : Symbol::folder);
}

PackageTreeItems PackagesPage::selected() const
{
    return m_model->itemsOf(m_tree->selectionModel()->selectedRows());
}

// Where something new goes: the folder that has the focus, or the one that what has it is in.
QString PackagesPage::currentFolder() const
{
    return m_tree->currentIndex().isValid() ? m_model->item(m_tree->currentIndex()).folder : m_folder;
}

void PackagesPage::open(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const PackageTreeItem item = m_model->item(index);
    if (item.kind == Kind::folder)
        m_tree->setExpanded(index.siblingAtColumn(0), !m_tree->isExpanded(index.siblingAtColumn(0)));
    else
        Q_EMIT openRequested({PageKind::package, item.package->toString()});
}

void PackagesPage::newPackage()
{
    Q_EMIT newRequested(PageKind::package, currentFolder());
}

void PackagesPage::newFolder()
{
    const Result<QString> path = m_edits.addFolder(currentFolder());
    if (tell(path ? Result<>(Done{}) : path.error()))
        selectLater({Kind::folder, *path, {}, {}}, true);
}

void PackagesPage::duplicate()
{
    const Result<std::vector<PackageId>> copies = m_edits.duplicate(selected().packages);
    if (tell(copies ? Result<>(Done{}) : copies.error()) && !copies->empty())
        selectLater({Kind::package, QString(), copies->front(), {}});
}

void PackagesPage::editSeveral()
{
    const PackageTreeItems items = selected();
    std::vector<Package> packages;
    for (const PackageId &id : packagesOf(items, *m_model->catalogue())) {
        const Result<std::optional<Package>> package = m_session.workspace().store().catalogue().findPackage(id);
        if (!package) {
            tell(package.error());
            return;
        }
        if (*package)
            packages.push_back(**package);
    }
    const bool programsAlone = items.packages.empty() && items.folders.isEmpty();
    const QSet<ProgramId> programs = programsAlone ? QSet<ProgramId>(items.programs.begin(), items.programs.end()) : QSet<ProgramId>();
    MultiEditDialog dialog(packages, programs, m_model->catalogue()->folders, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const auto count = dialog.changes().size();
    if (tell(m_edits.saveAll(dialog.changes(), count == 1 ? tr("Edit a package") : tr("Edit %1 packages").arg(count))))
        Q_EMIT statusMessage(count == 1 ? tr("Saved 1 package") : tr("Saved %1 packages").arg(count));
}

void PackagesPage::remove()
{
    const PackageTreeItems items = selected();
    const Removal removal = removalOf(items, *m_model->catalogue());
    const auto rows = items.folders.size() + static_cast<qsizetype>(items.packages.size() + items.programs.size());
    const QString current = m_tree->selectionModel()->selectedRows().value(0).data().toString();
    QString name = rows == 1 ? tr("“%1”").arg(current) : tr("what is selected (packages: %1, programs: %2, folders: %3)")
                                                              .arg(removal.packages.size()).arg(removal.programs.size()).arg(items.folders.size());
    if (rows == 1 && !items.folders.isEmpty())
        name = tr("folder “%1” with its packages (%2)").arg(current).arg(removal.packages.size());
    if (removeWithConsent(this, m_session, removal, name))
        Q_EMIT statusMessage(tr("Deleted %1").arg(name));
}

void PackagesPage::showPast()
{
    const PackageTreeItems items = selected();
    if (items.packages.size() == 1)
        showHistory(this, m_session, AuditObject::package, items.packages.front().toString(),
                    m_model->find({Kind::package, QString(), items.packages.front(), {}}).data().toString());
}

void PackagesPage::undo()
{
    tell(m_edits.undo());
}

void PackagesPage::redo()
{
    tell(m_edits.redo());
}

bool PackagesPage::tell(const Result<> &done)
{
    if (done)
        m_notice->clear();
    else
        m_notice->say(Symbol::problem, done.error().message());
    Q_EMIT stateChanged();
    return done.ok();
}

void PackagesPage::applyFilter()
{
    m_filterTimer.stop();
    rememberExpanded();
    m_model->setFilter(m_filter->text());
    showExpanded();
}

void PackagesPage::rememberExpanded()
{
    if (m_model->isFiltered())
        return;
    m_expanded.clear();
    const std::function<void(const QModelIndex &)> look = [&](const QModelIndex &parent) {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (m_model->item(index).kind != Kind::folder)
                return; // folders come first
            if (m_tree->isExpanded(index))
                m_expanded.insert(m_model->item(index).folder);
            look(index);
        }
    };
    look({});
}

void PackagesPage::showExpanded()
{
    if (m_model->isFiltered()) {
        if (m_model->packageCount() <= expandAtMost)
            m_tree->expandAll();
        return;
    }
    for (const QString &folder : std::as_const(m_expanded))
        m_tree->expand(m_model->find({Kind::folder, folder, {}, {}}));
}

void PackagesPage::showState()
{
    const PackageTreeItems items = selected();
    for (const auto &[action, when] : m_needs)
        action->setEnabled(when(items));
    const QLocale locale;
    QString text = tr("Packages: %1, programs: %2").arg(locale.toString(m_model->packageCount()), locale.toString(m_model->programCount()));
    if (m_model->packageCount() == 0)
        text = m_model->isFiltered() ? tr("Nothing has these words in its name.") : tr("There are no packages here yet. Make one with New package.");
    else if (const auto rows = m_tree->selectionModel()->selectedRows().size(); rows > 1)
        text += tr("; selected: %1").arg(locale.toString(rows));
    m_counts->setText(text);
}

void PackagesPage::selectLater(const PackageTreeItem &item, bool rename)
{
    m_waiting = item;
    m_renameWaiting = rename;
    selectWaiting();
}

void PackagesPage::selectWaiting()
{
    if (!m_waiting)
        return;
    const QModelIndex index = m_model->find(*m_waiting);
    if (!index.isValid())
        return;
    m_waiting.reset();
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
    if (std::exchange(m_renameWaiting, false))
        m_tree->edit(index);
}

} // namespace seriatim
