// SelectorModel: what a search found, as a tree of package folder, package and program with tri-state check boxes. What is
// checked stays so through searches, shown or not, and through changes of the catalogue. A package's box stands for all
// its programs and a folder's for all its packages that are shown. Rows are made when asked for; a new search resets.
#pragma once

#include "models/programsearch.h"
#include "models/searchwords.h"

#include <QAbstractItemModel>
#include <QSet>

namespace seriatim {

class SelectorModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { nameColumn, versionColumn, selectionColumn, columnTotal };
    enum Role {
        kindRole = Qt::UserRole, // int of Kind
        rangesRole,              // QList<TextRange>: where the search's words lie in the text
        inOrderRole              // bool, of a program: the order being edited has it already
    };
    enum class Kind { folder, package, program };

    // `inOrder`: the programs that the execution order has already; shown, and checkable still (B1).
    explicit SelectorModel(const QSet<ProgramId> &inOrder, QObject *parent = nullptr);

    // Null until there is one. The last search is made again; what is checked and gone from the catalogue is forgotten.
    void setSearch(std::shared_ptr<const ProgramSearch> search);
    [[nodiscard]] const std::shared_ptr<const ProgramSearch> &search() const { return m_search; }

    void find(const QString &text, SearchBy by); // a text without words finds nothing
    void showAll();
    void showNothing();
    [[nodiscard]] bool isAsked() const { return m_asked != Asked::nothing; } // there is a search, whatever it found

    [[nodiscard]] int foundPackages() const { return static_cast<int>(m_hits.packages.size()); }
    [[nodiscard]] int foundPrograms() const { return static_cast<int>(m_hits.programs.size()); }
    [[nodiscard]] QString foundText() const; // "312 programs of 80 packages found"; empty where nothing is

    [[nodiscard]] int checkedPrograms() const { return m_checkedPrograms; }
    [[nodiscard]] QString selectionText() const;  // "5 programs of 2 packages selected"
    [[nodiscard]] QString lastChangeText() const { return m_lastChange; } // "Selected 7 programs of Qfiniti"; empty after a search
    [[nodiscard]] std::vector<ProgramId> chosen() const; // what is checked, by folder, package and the program's place

    [[nodiscard]] Kind kindOf(const QModelIndex &index) const;
    [[nodiscard]] std::optional<ProgramId> programAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(ProgramId program) const; // invalid where it is not shown
    [[nodiscard]] QModelIndex firstProgram() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void selectionChanged();

private:
    enum class Asked { nothing, words, all };
    struct FolderRow {
        int firstHit = 0; // in SearchHits::packages
        int hitCount = 0;
        int shown = 0;    // programs
        int programs = 0; // of its packages, shown or not
        int checked = 0;
    };

    void refresh();
    void makeFolders();
    void countChecked(FolderRow &folder) const;
    void takeOver(const std::vector<ProgramId> &checked);

    [[nodiscard]] int hitOf(const QModelIndex &index) const;     // of a package or program row
    [[nodiscard]] int programOf(const QModelIndex &index) const; // number of a program row's
    [[nodiscard]] const PackageHit &hit(int hit) const { return m_hits.packages[static_cast<size_t>(hit)]; }
    [[nodiscard]] const FolderRow &folder(int row) const { return m_folders[static_cast<size_t>(row)]; }
    [[nodiscard]] const IndexedPackage &packageOfHit(int hit) const { return m_search->package(this->hit(hit).package); }
    [[nodiscard]] QModelIndex packageIndex(int hit, int column) const;

    [[nodiscard]] QString text(const QModelIndex &index) const;
    [[nodiscard]] QString selectionColumnText(const QModelIndex &index) const;
    [[nodiscard]] QString shareText(int checked, int shown, int all) const;
    [[nodiscard]] int inOrderOf(int package) const;
    [[nodiscard]] QString pathText(const QModelIndex &index) const;
    [[nodiscard]] QVariant checkState(const QModelIndex &index) const;
    [[nodiscard]] QList<TextRange> ranges(const QModelIndex &index) const;

    bool check(int program, bool on);
    int checkPackage(int package, bool on);
    void noteChange(const QModelIndex &index, bool on);
    void tellChanged(const QModelIndex &index);
    void tellProgramsChanged(int hit);

    QSet<ProgramId> m_inOrderIds;
    std::shared_ptr<const ProgramSearch> m_search;
    std::vector<uint8_t> m_checked;     // by program number
    std::vector<uint8_t> m_inOrder;     // by program number
    std::vector<int> m_checkedOf;       // by package number
    int m_checkedPrograms = 0;
    int m_checkedPackages = 0;
    QString m_lastChange;

    Asked m_asked = Asked::nothing;
    QStringList m_words;
    SearchBy m_by = SearchBy::package;
    SearchHits m_hits;
    std::vector<FolderRow> m_folders;
    std::vector<int> m_folderOf; // by place in SearchHits::packages
};

} // namespace seriatim
