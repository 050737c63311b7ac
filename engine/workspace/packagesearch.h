// The selector's search over packages and programs: any part of the name, case and accents ignored.
#pragma once

#include "engine/domain/program.h"

namespace seriatim {

enum class SearchBy { package, program, either };

struct PackageMatch {
    const Package *package = nullptr;
    const Program *program = nullptr;
};

// By package name, version and program name; an empty text lists all. The pointers are into `packages`.
[[nodiscard]] std::vector<PackageMatch> searchPackages(const std::vector<Package> &packages, const QString &text, SearchBy by);

} // namespace seriatim
