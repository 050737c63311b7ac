#include "models/packagetreenode_p.h"

#include "models/programwords.h"

#include <QDataStream>
#include <QIODevice>
#include <QLocale>
#include <QMimeData>

namespace seriatim {

using Kind = PackageTreeItem::Kind;

namespace {

QByteArray itemsToBytes(const PackageTreeItems &items)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    QStringList packages;
    for (const PackageId &id : items.packages)
        packages.append(id.toString());
    stream << items.folders << packages;
    return bytes;
}

PackageTreeItems itemsFromBytes(const QByteArray &bytes)
{
    PackageTreeItems items;
    QStringList packages;
    QDataStream stream(bytes);
    stream >> items.folders >> packages;
    for (const QString &text : packages) {
        if (const auto id = PackageId::parse(text))
            items.packages.push_back(*id);
    }
    return items;
}

} // namespace

PackageTreeItem PackageTreeModel::item(const QModelIndex &index) const
{
    const Node *node = nodeOf(index);
    PackageTreeItem item;
    item.kind = node->kind;
    if (node->kind == Kind::program) {
        item.program = node->program;
        node = node->parent;
    }
    if (node->kind == Kind::package) {
        item.package = node->id;
        node = node->parent;
    }
    item.folder = node->folder;
    return item;
}

QModelIndex PackageTreeModel::find(const PackageTreeItem &item) const
{
    const std::function<QModelIndex(const Node &)> search = [&](const Node &node) -> QModelIndex {
        for (const auto &child : node.children) {
            if (child->kind == Kind::folder) {
                if (item.kind == Kind::folder && child->folded == foldedFolder(item.folder))
                    return indexOf(*child);
                if (const QModelIndex found = search(*child); found.isValid())
                    return found;
            } else if (child->kind == Kind::package && item.package && child->id == item.package) {
                if (item.kind == Kind::package)
                    return indexOf(*child);
                loadPrograms(*child);
                for (const auto &program : child->children) {
                    if (program->program == item.program)
                        return indexOf(*program);
                }
            }
        }
        return {};
    };
    return search(*m_root);
}

PackageTreeItems PackageTreeModel::itemsOf(const QModelIndexList &indexes) const
{
    QSet<const Node *> chosen;
    for (const QModelIndex &index : indexes)
        chosen.insert(nodeOf(index));
    const auto isInsideAnother = [&](const Node *node) {
        for (const Node *at = node->parent; at; at = at->parent) {
            if (chosen.contains(at))
                return true;
        }
        return false;
    };
    PackageTreeItems items;
    QSet<const Node *> done;
    for (const QModelIndex &index : indexes) {
        const Node *node = nodeOf(index);
        if (done.contains(node) || isInsideAnother(node))
            continue;
        done.insert(node);
        switch (node->kind) {
        case Kind::folder: items.folders.append(node->folder); break;
        case Kind::package: items.packages.push_back(*node->id); break;
        case Kind::program: items.programs.push_back(*node->program); break;
        }
    }
    return items;
}

QVariant PackageTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeOf(index);
    if (role == Qt::TextAlignmentRole && index.column() == ProgramsColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return tipOf(node);
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    switch (static_cast<Column>(index.column())) {
    case NameColumn: return node.name;
    case VersionColumn: return node.version;
    case ProgramsColumn: return node.kind == Kind::package ? QVariant(QLocale().toString(node.allPrograms)) : QVariant();
    case ColumnCount: break;
    }
    return {};
}

QString PackageTreeModel::tipOf(const Node &node) const
{
    switch (node.kind) {
    case Kind::folder: return node.folder;
    case Kind::package: return packageText(node.name, node.version);
    case Kind::program: return QStringLiteral("%1 / %2").arg(packageText(node.parent->name, node.parent->version), node.name);
    }
    Q_UNREACHABLE();
}

// Shown as wished at once; the store decides, and the model follows it.
bool PackageTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().simplified();
    if (role != Qt::EditRole || m_readOnly || index.column() != NameColumn || name.isEmpty() || !index.isValid())
        return false;
    Node &node = *nodeOf(index);
    if (name == node.name)
        return false;
    const PackageTreeItem renamed = item(index);
    node.name = name;
    Q_EMIT dataChanged(index, index);
    Q_EMIT renameRequested(renamed, name);
    return true;
}

QVariant PackageTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case NameColumn: return tr("Name");
    case VersionColumn: return tr("Version");
    case ProgramsColumn: return tr("Programs");
    case ColumnCount: break;
    }
    return {};
}

Qt::ItemFlags PackageTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return m_readOnly ? Qt::NoItemFlags : Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
    if (nodeOf(index)->kind == Kind::program)
        flags |= Qt::ItemNeverHasChildren;
    if (m_readOnly)
        return flags;
    if (index.column() == NameColumn)
        flags |= Qt::ItemIsEditable;
    return nodeOf(index)->kind == Kind::folder ? flags | Qt::ItemIsDropEnabled : flags;
}

QStringList PackageTreeModel::mimeTypes() const
{
    return {itemsMimeType()};
}

QMimeData *PackageTreeModel::mimeData(const QModelIndexList &indexes) const
{
    const PackageTreeItems items = itemsOf(indexes);
    if (items.isEmpty())
        return nullptr;
    // In the order of the tree, whatever the order they were clicked in.
    QSet<const Node *> chosen;
    for (const QModelIndex &index : indexes)
        chosen.insert(nodeOf(index));
    QStringList programs;
    const std::function<void(const Node &, bool)> collect = [&](const Node &node, bool inside) {
        const bool taken = inside || chosen.contains(&node);
        if (node.kind == Kind::program && taken)
            programs.append(node.program->toString());
        if (node.kind == Kind::package && taken) {
            for (const IndexedProgram &program : m_catalogue->packages[static_cast<size_t>(node.package)].programs)
                programs.append(program.id.toString());
            return;
        }
        for (const auto &child : node.children)
            collect(*child, taken);
    };
    collect(*m_root, false);
    auto *data = new QMimeData;
    data->setData(programsMimeType(), programs.join(u'\n').toLatin1());
    if (!items.folders.isEmpty() || !items.packages.empty())
        data->setData(itemsMimeType(), itemsToBytes(items));
    return data;
}

// False keeps the view from removing rows: the model follows the store once it has moved them.
bool PackageTreeModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int, int, const QModelIndex &parent)
{
    if (!data || action != Qt::MoveAction || m_readOnly || !data->hasFormat(itemsMimeType()))
        return false;
    const PackageTreeItems items = itemsFromBytes(data->data(itemsMimeType()));
    if (!items.isEmpty() && nodeOf(parent)->kind == Kind::folder)
        Q_EMIT moveRequested(items, nodeOf(parent)->folder);
    return false;
}

} // namespace seriatim
