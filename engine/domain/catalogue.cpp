#include "engine/domain/catalogue.h"

namespace seriatim {

std::optional<PackageProgram> Catalogue::find(ProgramId program) const
{
    for (const Package &package : packages) {
        for (const Program &candidate : package.programs) {
            if (candidate.id == program)
                return PackageProgram{&package, &candidate};
        }
    }
    return std::nullopt;
}

ProgramIndex::ProgramIndex(const std::vector<Package> &packages)
{
    for (const Package &package : packages) {
        for (const Program &program : package.programs)
            m_programs.insert(program.id, PackageProgram{&package, &program});
    }
}

std::optional<PackageProgram> ProgramIndex::find(ProgramId program) const
{
    const auto found = m_programs.constFind(program);
    return found == m_programs.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace seriatim
