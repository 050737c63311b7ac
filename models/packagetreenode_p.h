// The rows of PackageTreeModel. A node knows its row, so that looking up a parent costs nothing among 25,000 siblings.
#pragma once

#include "engine/domain/folderpath.h"
#include "models/packagetreemodel.h"
#include "models/rowchange.h"

#include <QHash>
#include <QSet>

namespace seriatim {

struct PackageTreeModel::FolderName {
    QString path;
    QString folded;
};

struct PackageTreeModel::FolderContents {
    std::vector<FolderName> folders;
    std::vector<int> packages; // places in the catalogue
};

struct PackageTreeModel::Wanted {
    QHash<QString, FolderContents> folders; // by folded path
    int packageCount = 0;
    int programCount = 0;
};

// What stays the same over an edit. A folder that is renamed is another one.
struct PackageTreeModel::Key {
    QString folder; // folded
    QUuid package;
    bool operator==(const Key &) const = default;
    friend size_t qHash(const Key &key, size_t seed = 0) noexcept { return qHashMulti(seed, key.folder, key.package); }
};

struct PackageTreeModel::Node {
    PackageTreeItem::Kind kind = PackageTreeItem::Kind::folder;
    Node *parent = nullptr;
    int row = 0;
    QString name;
    QString version;                // package
    QString folder;                 // folder: its path
    QString folded;                 // the same, folded
    std::optional<PackageId> id;    // package
    std::optional<ProgramId> program;
    int package = -1;               // place in the catalogue
    mutable int programCount = -1;  // package; -1: not asked for yet
    int allPrograms = 0;            // package: also those that a filter hides
    bool programsLoaded = false;
    std::vector<std::unique_ptr<Node>> children;

    static std::unique_ptr<Node> ofFolder(const FolderName &folder)
    {
        auto node = std::make_unique<Node>();
        node->name = folderName(folder.path);
        node->folder = folder.path;
        node->folded = folder.folded;
        return node;
    }
    static std::unique_ptr<Node> ofPackage(const CatalogueIndex &catalogue, int place)
    {
        const IndexedPackage &package = catalogue.packages[static_cast<size_t>(place)];
        auto node = std::make_unique<Node>();
        node->kind = PackageTreeItem::Kind::package;
        node->name = package.name;
        node->version = package.version;
        node->id = package.id;
        node->package = place;
        node->allPrograms = static_cast<int>(package.programs.size());
        return node;
    }
    static std::unique_ptr<Node> ofProgram(const IndexedProgram &program)
    {
        auto node = std::make_unique<Node>();
        node->kind = PackageTreeItem::Kind::program;
        node->name = program.name;
        node->program = program.id;
        return node;
    }

    [[nodiscard]] Key key() const { return kind == PackageTreeItem::Kind::folder ? Key{folded, QUuid()} : Key{QString(), id->uuid()}; }

    // Takes over what is shown; whether that was anything new.
    bool adopt(const Node &now)
    {
        const bool same = name == now.name && version == now.version && folder == now.folder && allPrograms == now.allPrograms;
        name = now.name;
        version = now.version;
        folder = now.folder;
        allPrograms = now.allPrograms;
        package = now.package;
        return !same;
    }

    [[nodiscard]] RowChange programChange(const std::vector<IndexedProgram> &programs) const
    {
        std::vector<ProgramId> before;
        std::vector<ProgramId> after;
        for (const auto &child : children)
            before.push_back(*child->program);
        for (const IndexedProgram &indexed : programs)
            after.push_back(indexed.id);
        return RowChange::between(before, after, std::equal_to<>());
    }

    void append(std::unique_ptr<Node> node)
    {
        node->parent = this;
        node->row = static_cast<int>(children.size());
        children.push_back(std::move(node));
    }
    void insert(int at, std::unique_ptr<Node> node)
    {
        node->parent = this;
        children.insert(children.begin() + at, std::move(node));
        renumber(at);
    }
    [[nodiscard]] std::unique_ptr<Node> take(int at)
    {
        auto node = std::move(children[static_cast<size_t>(at)]);
        children.erase(children.begin() + at);
        renumber(at);
        return node;
    }
    void erase(int first, int last)
    {
        children.erase(children.begin() + first, children.begin() + last + 1);
        renumber(first);
    }
    void renumber(int from)
    {
        for (auto i = static_cast<size_t>(from); i < children.size(); ++i)
            children[i]->row = static_cast<int>(i);
    }
};

} // namespace seriatim
