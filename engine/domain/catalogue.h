// Catalogue: everything that sequential tasks refer to, as one value that can be looked up.
#pragma once

#include "engine/domain/computer.h"
#include "engine/domain/options.h"
#include "engine/domain/program.h"

#include <QHash>

namespace seriatim {

struct PackageProgram {
    const Package *package = nullptr; // never null in a result of find()
    const Program *program = nullptr;
};

class Catalogue
{
public:
    std::vector<Package> packages;
    std::vector<Computer> computers;
    std::vector<Collection> collections;
    std::vector<User> users;
    std::vector<UserGroup> groups;
    std::vector<AgentSettings> agentSettings;

    bool operator==(const Catalogue &) const = default;

    // Valid until `packages` changes; linear in the catalogue.
    [[nodiscard]] std::optional<PackageProgram> find(ProgramId program) const;
};

// Programs by id, built once for a whole look-up run. Valid while the packages it was built from stand still.
class ProgramIndex
{
public:
    explicit ProgramIndex(const std::vector<Package> &packages);
    [[nodiscard]] std::optional<PackageProgram> find(ProgramId program) const;

private:
    QHash<ProgramId, PackageProgram> m_programs;
};

} // namespace seriatim
