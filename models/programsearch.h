// ProgramSearch: the catalogue's names made ready for the selector's search. Made once for a catalogue, off the GUI thread
// (tens of milliseconds at 100,000 programs); immutable then, and fast enough for each key press.
#pragma once

#include "engine/store/cataloguestore.h"
#include "engine/workspace/packagesearch.h"
#include "models/nameblock.h"

#include <memory>

namespace seriatim {

// Packages and programs by number: the place in the catalogue, programs counted through all packages.
struct PackageHit {
    int package = 0;
    int firstProgram = 0; // in SearchHits::programs
    int programCount = 0;
    bool operator==(const PackageHit &) const = default;
};

struct SearchHits {
    std::vector<PackageHit> packages; // in the catalogue's order: folder, name, version
    std::vector<int> programs;
    bool operator==(const SearchHits &) const = default;
};

class ProgramSearch
{
public:
    explicit ProgramSearch(std::shared_ptr<const CatalogueIndex> catalogue);

    [[nodiscard]] const std::shared_ptr<const CatalogueIndex> &catalogue() const { return m_catalogue; }
    [[nodiscard]] int packageCount() const { return static_cast<int>(m_firstProgram.size()) - 1; }
    [[nodiscard]] int programCount() const { return m_firstProgram.back(); }
    [[nodiscard]] const IndexedPackage &package(int package) const { return m_catalogue->packages[static_cast<size_t>(package)]; }
    [[nodiscard]] const IndexedProgram &program(int program) const;
    [[nodiscard]] int packageOf(int program) const { return m_packageOf[static_cast<size_t>(program)]; }
    [[nodiscard]] int firstProgram(int package) const { return m_firstProgram[static_cast<size_t>(package)]; }
    [[nodiscard]] int programCount(int package) const { return firstProgram(package + 1) - firstProgram(package); }
    [[nodiscard]] int folderOf(int package) const { return m_folderOf[static_cast<size_t>(package)]; } // equal for one folder
    [[nodiscard]] std::optional<int> find(ProgramId program) const;

    // The programs for which each word lies in the names asked for; a package counts with its version. A package that
    // fits by itself is a hit without programs too. No words find everything.
    [[nodiscard]] SearchHits search(const QStringList &words, SearchBy by) const;

private:
    struct Numbered {
        ProgramId id;
        int program;
    };

    void numberFolders();
    void sortById();
    [[nodiscard]] std::vector<uint8_t> packagesWith(const QStringList &words) const;
    [[nodiscard]] std::vector<uint8_t> programsWith(const QStringList &words, SearchBy by) const;

    std::shared_ptr<const CatalogueIndex> m_catalogue;
    NameBlock m_packageNames;
    NameBlock m_programNames;
    std::vector<int> m_firstProgram; // of each package, and one past the last
    std::vector<int> m_packageOf;
    std::vector<int> m_folderOf;
    std::vector<Numbered> m_byId;
};

} // namespace seriatim
