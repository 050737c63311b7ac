#include "models/packagetreemodel.h"

#include "models/packagetreenode_p.h"
#include "models/programsearch.h"
#include "models/runapart.h"
#include "models/searchwords.h"

namespace seriatim {

using Kind = PackageTreeItem::Kind;

namespace {

constexpr size_t anotherCatalogue = 2000; // more packages than this come or go in an import, not in an edit

} // namespace

PackageTreeModel::PackageTreeModel(CatalogueDirectory &directory, const QString &top, bool readOnly, QObject *parent)
    : QAbstractItemModel(parent), m_directory(directory), m_top(normalizedFolder(top)), m_readOnly(readOnly),
      m_catalogue(directory.packages()), m_root(std::make_unique<Node>())
{
    rebuild();
    connect(&directory, &CatalogueDirectory::packagesChanged, this, &PackageTreeModel::prepareSearch);
    prepareSearch();
}

PackageTreeModel::~PackageTreeModel() = default;

void PackageTreeModel::setFilter(const QString &text)
{
    const QStringList words = searchWords(text);
    if (words == m_words)
        return;
    m_words = words;
    beginResetModel();
    readHits();
    rebuild();
    endResetModel();
    Q_EMIT changed();
}

// Making the names ready for searching takes too long for a key press, so it is done before the first one.
void PackageTreeModel::prepareSearch()
{
    using Search = std::shared_ptr<const ProgramSearch>;
    const std::shared_ptr<const CatalogueIndex> now = m_directory.packages();
    if (m_words.isEmpty())
        follow();
    if (m_search && m_search->catalogue() == now)
        return;
    runApart<Search>([now](JobControl &) { return std::make_shared<const ProgramSearch>(now); }).then(this, [this, now](const Search &search) {
        if (m_directory.packages() != now)
            return; // another one is on its way
        m_search = search;
        follow();
    });
}

void PackageTreeModel::readHits()
{
    m_hits.clear();
    m_shown.clear();
    if (m_words.isEmpty())
        return;
    if (!m_search || m_search->catalogue() != m_catalogue)
        m_search = std::make_shared<const ProgramSearch>(m_catalogue);
    m_hits.resize(m_catalogue->packages.size());
    m_shown.resize(m_catalogue->packages.size());
    const SearchHits hits = m_search->search(m_words, SearchBy::either);
    for (const PackageHit &hit : hits.packages) {
        const auto package = static_cast<size_t>(hit.package);
        m_shown[package] = true;
        for (int i = 0; i < hit.programCount; ++i)
            m_hits[package].push_back(hits.programs[static_cast<size_t>(hit.firstProgram + i)] - m_search->firstProgram(hit.package));
    }
}

std::vector<IndexedProgram> PackageTreeModel::shownPrograms(int package) const
{
    const std::vector<IndexedProgram> &all = m_catalogue->packages[static_cast<size_t>(package)].programs;
    if (m_words.isEmpty() || m_hits[static_cast<size_t>(package)].empty())
        return all; // a package that fits by itself alone shows what it has
    std::vector<IndexedProgram> shown;
    for (const int place : m_hits[static_cast<size_t>(package)])
        shown.push_back(all[static_cast<size_t>(place)]);
    return shown;
}

int PackageTreeModel::shownProgramCount(int package) const
{
    const auto place = static_cast<size_t>(package);
    const bool some = !m_words.isEmpty() && !m_hits[place].empty();
    return static_cast<int>(some ? m_hits[place].size() : m_catalogue->packages[place].programs.size());
}

PackageTreeModel::Wanted PackageTreeModel::wanted() const
{
    Wanted wanted;
    // Packages of one folder stand together, so that each folder's path is folded once.
    const QString *folder = nullptr;
    QString folded;
    bool within = false;
    for (size_t i = 0; i < m_catalogue->packages.size(); ++i) {
        const IndexedPackage &package = m_catalogue->packages[i];
        if (!folder || *folder != package.folder) {
            folder = &package.folder;
            folded = foldedFolder(*folder);
            within = isWithinFolder(*folder, m_top);
        }
        if (!within || (!m_words.isEmpty() && !m_shown[i]))
            continue;
        wanted.folders[folded].packages.push_back(static_cast<int>(i));
        ++wanted.packageCount;
        wanted.programCount += shownProgramCount(static_cast<int>(i));
    }
    QSet<QString> kept; // filtered: folders with a hit somewhere below
    if (!m_words.isEmpty()) {
        for (auto hit = wanted.folders.keyBegin(); hit != wanted.folders.keyEnd(); ++hit) {
            for (QString path = *hit; !path.isEmpty(); path = parentFolder(path))
                kept.insert(path);
        }
    }
    const QString top = foldedFolder(m_top);
    for (const QString &path : m_catalogue->folders) {
        const QString key = foldedFolder(path);
        if (key == top || !isWithinFolder(path, m_top) || (!m_words.isEmpty() && !kept.contains(key)))
            continue;
        wanted.folders[parentFolder(key)].folders.push_back({path, key});
    }
    return wanted;
}

void PackageTreeModel::rebuild()
{
    m_root = std::make_unique<Node>();
    m_root->folder = m_top;
    m_root->folded = foldedFolder(m_top);
    const Wanted all = wanted();
    fillNew(*m_root, all);
    m_packageCount = all.packageCount;
    m_programCount = all.programCount;
}

void PackageTreeModel::follow()
{
    const std::shared_ptr<const CatalogueIndex> now = m_directory.packages();
    if (now == m_catalogue)
        return;
    const size_t before = m_catalogue->packages.size();
    const size_t after = now->packages.size();
    if (std::max(before, after) - std::min(before, after) > anotherCatalogue) {
        beginResetModel();
        m_catalogue = now;
        readHits();
        rebuild();
        endResetModel();
    } else {
        QHash<PackageId, int> places;
        for (size_t i = 0; i < now->packages.size(); ++i)
            places.insert(now->packages[i].id, static_cast<int>(i));
        loadProgramsThatChange(*m_root, *now, places);
        m_catalogue = now;
        readHits();
        renumberPackages(*m_root, places);
        const Wanted all = wanted();
        sync(*m_root, all);
        m_packageCount = all.packageCount;
        m_programCount = all.programCount;
    }
    Q_EMIT changed();
}

// While the catalogue that they are from is still there: rows that change must have been rows.
void PackageTreeModel::loadProgramsThatChange(Node &node, const CatalogueIndex &now, const QHash<PackageId, int> &places)
{
    if (node.kind == Kind::package) {
        const int place = places.value(*node.id, -1);
        const bool same = m_words.isEmpty() && place >= 0
                          && now.packages[static_cast<size_t>(place)].programs == m_catalogue->packages[static_cast<size_t>(node.package)].programs;
        if (!same)
            loadPrograms(node);
        return;
    }
    for (const auto &child : node.children)
        loadProgramsThatChange(*child, now, places);
}

void PackageTreeModel::renumberPackages(Node &node, const QHash<PackageId, int> &places)
{
    if (node.kind == Kind::package)
        node.package = places.value(*node.id, -1); // one that is gone has its programs loaded
    else
        for (const auto &child : node.children)
            renumberPackages(*child, places);
}

void PackageTreeModel::sync(Node &node, const Wanted &all)
{
    const FolderContents contents = all.folders.value(node.folded);
    QSet<Key> places;
    std::vector<std::unique_ptr<Node>> target;
    for (const FolderName &folder : contents.folders)
        target.push_back(Node::ofFolder(folder));
    for (const int package : contents.packages)
        target.push_back(Node::ofPackage(*m_catalogue, package));
    for (const auto &child : target)
        places.insert(child->key());

    const QModelIndex parent = indexOf(node);
    for (int last = static_cast<int>(node.children.size()) - 1; last >= 0; --last) {
        if (places.contains(node.children[static_cast<size_t>(last)]->key()))
            continue;
        int first = last;
        while (first > 0 && !places.contains(node.children[static_cast<size_t>(first) - 1]->key()))
            --first;
        beginRemoveRows(parent, first, last);
        node.erase(first, last);
        endRemoveRows();
        last = first;
    }
    QSet<Key> present;
    for (const auto &child : node.children)
        present.insert(child->key());
    for (int row = 0; row < static_cast<int>(target.size()); ++row) {
        const Key key = target[static_cast<size_t>(row)]->key();
        if (!present.contains(key)) {
            int end = row + 1;
            while (end < static_cast<int>(target.size()) && !present.contains(target[static_cast<size_t>(end)]->key()))
                ++end;
            beginInsertRows(parent, row, end - 1);
            for (int i = row; i < end; ++i) {
                fillNew(*target[static_cast<size_t>(i)], all);
                node.insert(i, std::move(target[static_cast<size_t>(i)]));
            }
            endInsertRows();
            row = end - 1;
            continue;
        }
        int from = row;
        while (node.children[static_cast<size_t>(from)]->key() != key)
            ++from;
        if (from != row) {
            beginMoveRows(parent, from, from, parent, row);
            node.insert(row, node.take(from));
            endMoveRows();
        }
        Node &child = *node.children[static_cast<size_t>(row)];
        const Node &now = *target[static_cast<size_t>(row)];
        if (now.kind == Kind::package)
            syncPrograms(child, now.package);
        if (child.adopt(now))
            Q_EMIT dataChanged(indexOf(child), indexOf(child, ColumnCount - 1));
        if (child.kind == Kind::folder)
            sync(child, all);
    }
}

void PackageTreeModel::fillNew(Node &node, const Wanted &all)
{
    const auto contents = all.folders.constFind(node.folded);
    if (node.kind != Kind::folder || contents == all.folders.constEnd())
        return;
    for (const FolderName &folder : contents->folders) {
        node.append(Node::ofFolder(folder));
        fillNew(*node.children.back(), all);
    }
    for (const int package : contents->packages)
        node.append(Node::ofPackage(*m_catalogue, package));
}

void PackageTreeModel::syncPrograms(Node &package, int place)
{
    if (!package.programsLoaded)
        return; // they are the same as before
    const std::vector<IndexedProgram> programs = shownPrograms(place);
    const RowChange change = package.programChange(programs);
    if (change.removed > 0) {
        beginRemoveRows(indexOf(package), change.first, change.first + change.removed - 1);
        package.erase(change.first, change.first + change.removed - 1);
        endRemoveRows();
    }
    if (change.inserted > 0) {
        beginInsertRows(indexOf(package), change.first, change.first + change.inserted - 1);
        for (int i = 0; i < change.inserted; ++i)
            package.insert(change.first + i, Node::ofProgram(programs[static_cast<size_t>(change.first + i)]));
        endInsertRows();
    }
    for (size_t i = 0; i < programs.size(); ++i) {
        Node &child = *package.children[i];
        if (child.name == programs[i].name)
            continue;
        child.name = programs[i].name;
        Q_EMIT dataChanged(indexOf(child), indexOf(child));
    }
}

void PackageTreeModel::loadPrograms(Node &package) const
{
    if (package.programsLoaded)
        return;
    package.programsLoaded = true;
    for (const IndexedProgram &program : shownPrograms(package.package))
        package.append(Node::ofProgram(program));
}

QModelIndex PackageTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    Node *node = nodeOf(parent);
    if (node->kind == Kind::package)
        loadPrograms(*node);
    return createIndex(row, column, node->children[static_cast<size_t>(row)].get());
}

QModelIndex PackageTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(*nodeOf(index)->parent) : QModelIndex();
}

int PackageTreeModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    const Node *node = nodeOf(parent);
    if (node->kind != Kind::package || node->programsLoaded)
        return static_cast<int>(node->children.size());
    if (node->programCount < 0)
        node->programCount = shownProgramCount(node->package);
    return node->programCount;
}

int PackageTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

PackageTreeModel::Node *PackageTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex PackageTreeModel::indexOf(const Node &node, int column) const
{
    return &node == m_root.get() ? QModelIndex() : createIndex(node.row, column, const_cast<Node *>(&node));
}

} // namespace seriatim
