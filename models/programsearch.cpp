#include "models/programsearch.h"

#include <algorithm>
#include <functional>

namespace seriatim {

ProgramSearch::ProgramSearch(std::shared_ptr<const CatalogueIndex> catalogue) : m_catalogue(std::move(catalogue))
{
    const std::vector<IndexedPackage> &packages = m_catalogue->packages;
    m_packageNames.reserve(packages.size());
    m_firstProgram.reserve(packages.size() + 1);
    m_firstProgram.push_back(0);
    for (size_t i = 0; i < packages.size(); ++i) {
        m_packageNames.append(QString(packages[i].name + u' ' + packages[i].version));
        m_firstProgram.push_back(m_firstProgram.back() + static_cast<int>(packages[i].programs.size()));
        m_packageOf.insert(m_packageOf.end(), packages[i].programs.size(), static_cast<int>(i));
    }
    m_programNames.reserve(m_packageOf.size());
    for (const IndexedPackage &package : packages) {
        for (const IndexedProgram &program : package.programs)
            m_programNames.append(program.name);
    }
    numberFolders();
    sortById();
}

// The catalogue has the packages of a folder side by side.
void ProgramSearch::numberFolders()
{
    m_folderOf.reserve(m_catalogue->packages.size());
    const QString *last = nullptr;
    for (const IndexedPackage &package : m_catalogue->packages) {
        const bool isSame = last && (*last == package.folder || last->compare(package.folder, Qt::CaseInsensitive) == 0);
        m_folderOf.push_back(m_folderOf.empty() ? 0 : m_folderOf.back() + (isSame ? 0 : 1));
        last = &package.folder;
    }
}

void ProgramSearch::sortById()
{
    m_byId.reserve(m_packageOf.size());
    for (const IndexedPackage &package : m_catalogue->packages) {
        for (const IndexedProgram &program : package.programs)
            m_byId.push_back({program.id, static_cast<int>(m_byId.size())});
    }
    std::ranges::sort(m_byId, std::less<>(), &Numbered::id);
}

const IndexedProgram &ProgramSearch::program(int program) const
{
    const int owner = packageOf(program);
    return package(owner).programs[static_cast<size_t>(program - firstProgram(owner))];
}

std::optional<int> ProgramSearch::find(ProgramId id) const
{
    const auto at = std::ranges::lower_bound(m_byId, id, std::less<>(), &Numbered::id);
    return at != m_byId.end() && at->id == id ? std::optional(at->program) : std::nullopt;
}

std::vector<uint8_t> ProgramSearch::packagesWith(const QStringList &words) const
{
    std::vector<uint8_t> packages(static_cast<size_t>(packageCount()), 1);
    std::vector<uint8_t> found;
    for (const QString &word : words) {
        m_packageNames.mark(word.toUtf8(), found);
        for (size_t package = 0; package < packages.size(); ++package)
            packages[package] &= found[package];
    }
    return packages;
}

std::vector<uint8_t> ProgramSearch::programsWith(const QStringList &words, SearchBy by) const
{
    std::vector<uint8_t> programs(static_cast<size_t>(programCount()), 1);
    std::vector<uint8_t> found;
    std::vector<uint8_t> inPackage(static_cast<size_t>(packageCount()), 0);
    for (const QString &word : words) {
        m_programNames.mark(word.toUtf8(), found);
        if (by == SearchBy::either)
            m_packageNames.mark(word.toUtf8(), inPackage);
        for (size_t program = 0; program < programs.size(); ++program)
            programs[program] &= found[program] | inPackage[static_cast<size_t>(m_packageOf[program])];
    }
    return programs;
}

SearchHits ProgramSearch::search(const QStringList &words, SearchBy by) const
{
    const std::vector<uint8_t> packages = by == SearchBy::program && !words.isEmpty() ? std::vector<uint8_t>(static_cast<size_t>(packageCount()), 0)
                                                                                      : packagesWith(words);
    const std::vector<uint8_t> programs = by == SearchBy::package ? std::vector<uint8_t>() : programsWith(words, by);
    SearchHits hits;
    hits.packages.reserve(packages.size());
    hits.programs.reserve(m_packageOf.size());
    for (int package = 0; package < packageCount(); ++package) {
        const bool fits = packages[static_cast<size_t>(package)] != 0;
        if (by == SearchBy::package && !fits)
            continue;
        const int first = static_cast<int>(hits.programs.size());
        for (int program = firstProgram(package); program < firstProgram(package + 1); ++program) {
            if (fits || programs[static_cast<size_t>(program)] != 0)
                hits.programs.push_back(program);
        }
        const int count = static_cast<int>(hits.programs.size()) - first;
        if (count > 0 || fits)
            hits.packages.push_back({package, first, count});
    }
    return hits;
}

} // namespace seriatim
