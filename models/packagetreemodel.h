// PackageTreeModel: package folders, packages and programs as one tree over the catalogue's names. Follows the directory
// with precise signals; a new filter, or a catalogue that is mostly another one, is a reset. Changes nothing in the store:
// it asks for renames and moves. Programs are made when they are looked at.
#pragma once

#include "models/cataloguedirectory.h"

#include <QAbstractItemModel>

#include <memory>
#include <optional>
#include <vector>

namespace seriatim {

class ProgramSearch;

// What a row stands for.
struct PackageTreeItem {
    enum class Kind { folder, package, program };
    Kind kind = Kind::folder;
    QString folder;                    // its own path; a package's and a program's: where the package is
    std::optional<PackageId> package;  // also a program's
    std::optional<ProgramId> program;
    bool operator==(const PackageTreeItem &) const = default;
};

// Rows that were selected or dragged, without what is inside another one of them.
struct PackageTreeItems {
    QStringList folders;
    std::vector<PackageId> packages;
    std::vector<ProgramId> programs;
    [[nodiscard]] bool isEmpty() const { return folders.isEmpty() && packages.empty() && programs.empty(); }
};

class PackageTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, VersionColumn, ProgramsColumn, ColumnCount };

    // The directory outlives the model. `top`: the folder whose contents are shown; empty for the whole tree.
    PackageTreeModel(CatalogueDirectory &directory, const QString &top, bool readOnly, QObject *parent = nullptr);
    ~PackageTreeModel() override;

    // Each word lies in a package's or a program's name; folders without a hit are left out. Empty: everything.
    void setFilter(const QString &text);
    [[nodiscard]] bool isFiltered() const { return !m_words.isEmpty(); }
    [[nodiscard]] int packageCount() const { return m_packageCount; } // that are shown
    [[nodiscard]] int programCount() const { return m_programCount; }

    [[nodiscard]] PackageTreeItem item(const QModelIndex &index) const; // the top folder for an invalid index
    [[nodiscard]] QModelIndex find(const PackageTreeItem &item) const;  // invalid where it is not shown
    [[nodiscard]] PackageTreeItems itemsOf(const QModelIndexList &indexes) const;
    [[nodiscard]] const std::shared_ptr<const CatalogueIndex> &catalogue() const { return m_catalogue; }

    [[nodiscard]] static QString itemsMimeType() { return QStringLiteral("application/x-seriatim-packages"); }
    [[nodiscard]] static QString programsMimeType() { return QStringLiteral("application/x-seriatim-programs"); } // a ProgramId a line

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::CopyAction | Qt::MoveAction; }
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

Q_SIGNALS:
    void renameRequested(const seriatim::PackageTreeItem &item, const QString &name);
    void moveRequested(const seriatim::PackageTreeItems &items, const QString &folder);
    void changed(); // after it has followed the directory, or filtered

private:
    struct Key;
    struct Node;
    struct FolderName;
    struct FolderContents;
    struct Wanted; // which rows there ought to be
    void rebuild();
    void prepareSearch();
    void follow();
    void loadProgramsThatChange(Node &node, const CatalogueIndex &now, const QHash<PackageId, int> &places);
    void renumberPackages(Node &node, const QHash<PackageId, int> &places);
    void readHits();
    [[nodiscard]] Wanted wanted() const;
    void sync(Node &node, const Wanted &wanted);
    void fillNew(Node &node, const Wanted &wanted);
    void syncPrograms(Node &package, int place);
    [[nodiscard]] std::vector<IndexedProgram> shownPrograms(int package) const;
    [[nodiscard]] int shownProgramCount(int package) const;
    void loadPrograms(Node &package) const;
    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node &node, int column = 0) const;
    [[nodiscard]] QString tipOf(const Node &node) const;

    CatalogueDirectory &m_directory;
    QString m_top;
    bool m_readOnly;
    std::shared_ptr<const CatalogueIndex> m_catalogue;
    std::shared_ptr<const ProgramSearch> m_search; // of m_catalogue, made for the first filter
    QStringList m_words;
    std::vector<std::vector<int>> m_hits; // filtered: of each package the places of the programs to show
    std::vector<bool> m_shown;            // filtered: which packages
    std::unique_ptr<Node> m_root;
    int m_packageCount = 0;
    int m_programCount = 0;
};

} // namespace seriatim
