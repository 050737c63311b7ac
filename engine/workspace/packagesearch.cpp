#include "engine/workspace/packagesearch.h"

#include "engine/base/text.h"

#include <algorithm>

namespace seriatim {

std::vector<PackageMatch> searchPackages(const std::vector<Package> &packages, const QString &text, SearchBy by)
{
    const QString wanted = foldForSearch(text.trimmed());
    const auto matches = [&](const QString &name) { return foldForSearch(name).contains(wanted); };
    std::vector<PackageMatch> found;
    for (const Package &package : packages) {
        const bool byPackage = by != SearchBy::program && matches(package.name);
        for (const Program &program : package.programs) {
            if (byPackage || (by != SearchBy::package && matches(program.name)))
                found.push_back({&package, &program});
        }
    }
    std::ranges::stable_sort(found, [](const PackageMatch &a, const PackageMatch &b) {
        const auto key = [](const PackageMatch &m) { return std::tuple(m.package->name.toCaseFolded(), m.package->version); };
        return key(a) < key(b); // the programs of a package keep their order
    });
    return found;
}

} // namespace seriatim
