#include "models/programsearch.h"

#include <algorithm>
#include <numeric>

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
    m_byId.resize(m_packageOf.size());
    std::iota(m_byId.begin(), m_byId.end(), 0);
    std::ranges::sort(m_byId, [this](int a, int b) { return program(a).id < program(b).id; });
}

const IndexedProgram &ProgramSearch::program(int program) const
{
    const int owner = packageOf(program);
    return package(owner).programs[static_cast<size_t>(program - firstProgram(owner))];
}

std::optional<int> ProgramSearch::find(ProgramId id) const
{
    const auto at = std::lower_bound(m_byId.begin(), m_byId.end(), id,
                                     [this](int number, ProgramId wanted) { return program(number).id < wanted; });
    return at != m_byId.end() && program(*at).id == id ? std::optional(*at) : std::nullopt;
}

// Takes away what lacks the word: a package that does, a program where both its own name and its package's do.
void ProgramSearch::markHits(const QByteArray &word, SearchBy by, std::vector<uint8_t> &packages,
                             std::vector<uint8_t> &programs) const
{
    std::vector<uint8_t> inPackage(packages.size(), 0);
    std::vector<uint8_t> inProgram(programs.size(), 0);
    if (by != SearchBy::program)
        m_packageNames.mark(word, inPackage);
    if (by != SearchBy::package)
        m_programNames.mark(word, inProgram);
    for (size_t package = 0; package < packages.size(); ++package)
        packages[package] &= inPackage[package];
    for (size_t program = 0; program < programs.size(); ++program)
        programs[program] &= inProgram[program] | inPackage[static_cast<size_t>(m_packageOf[program])];
}

SearchHits ProgramSearch::search(const QStringList &words, SearchBy by) const
{
    std::vector<uint8_t> packages(static_cast<size_t>(packageCount()), 1);
    std::vector<uint8_t> programs(static_cast<size_t>(programCount()), 1);
    for (const QString &word : words)
        markHits(word.toUtf8(), by, packages, programs);
    SearchHits hits;
    for (int package = 0; package < packageCount(); ++package) {
        const int first = static_cast<int>(hits.programs.size());
        for (int program = firstProgram(package); program < firstProgram(package + 1); ++program) {
            if (programs[static_cast<size_t>(program)] != 0)
                hits.programs.push_back(program);
        }
        const int count = static_cast<int>(hits.programs.size()) - first;
        if (count > 0 || packages[static_cast<size_t>(package)] != 0)
            hits.packages.push_back({package, first, count});
    }
    return hits;
}

} // namespace seriatim
