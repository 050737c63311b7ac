#include "engine/exchange/packagemerge.h"

#include "engine/domain/validation.h"
#include "engine/exchange/matching.h"

#include <algorithm>

namespace seriatim {

namespace {

QString describe(const Package &package)
{
    return QStringLiteral("package '%1'").arg(package.name)
           + (package.version.isEmpty() ? QString() : QStringLiteral(" version '%1'").arg(package.version));
}

std::vector<MatchCandidate<Package>> candidatesOf(const std::vector<DefinedPackage> &defined)
{
    std::vector<MatchCandidate<Package>> candidates;
    candidates.reserve(defined.size());
    for (const DefinedPackage &package : defined)
        candidates.push_back({&package.package, package.hasGuid, package.where});
    return candidates;
}

Program *programNamed(Package &package, const QString &name)
{
    const auto found = std::ranges::find_if(package.programs, [&](const Program &p) { return sameText(p.name, name); });
    return found == package.programs.end() ? nullptr : &*found;
}

} // namespace

Result<PackageMerge> PackageMerge::run(const std::vector<DefinedPackage> &defined, const std::vector<Package> &stored,
                                       ImportPlan &plan)
{
    const auto matches = matchStored<Package>(candidatesOf(defined), stored, [](const Package &a, const Package &b) {
        return sameText(a.name, b.name) && sameText(a.version, b.version);
    });
    if (!matches)
        return matches.error();
    PackageMerge result;
    QSet<const Package *> replaced(matches->begin(), matches->end());
    for (const Package &package : stored) {
        for (const Program &program : package.programs)
            result.m_storedOwners.insert(program.id, describe(package));
        if (!replaced.contains(&package))
            result.m_others.push_back(package);
    }
    for (size_t i = 0; i < defined.size(); ++i) {
        const Package *old = (*matches)[i];
        Result<Package> merged = result.merge(defined[i], old);
        if (!merged)
            return merged.error();
        const bool same = old && *old == *merged;
        (!old ? plan.added : same ? plan.unchanged : plan.changed).append(describe(*merged));
        if (!same)
            plan.catalogue.packages.push_back(*merged);
        result.m_fromDocument.push_back(std::move(merged).value());
    }
    if (auto unique = result.checkNames(defined); !unique)
        return unique.error();
    result.index();
    return result;
}

Result<Package> PackageMerge::merge(const DefinedPackage &defined, const Package *stored)
{
    Package merged = stored && !defined.described ? *stored : defined.package;
    merged.id = stored ? stored->id : defined.package.id;
    merged.programs = stored ? stored->programs : std::vector<Program>{};

    // By guid first, so that a renamed program does not lose its place to one that took its old name.
    std::vector<bool> done(defined.programs.size(), false);
    QSet<ProgramId> taken;
    const auto replace = [&](Program &old, size_t i) {
        Program program = defined.programs[i].program;
        m_finalIds.insert(program.id, old.id);
        program.id = old.id;
        taken.insert(old.id);
        done[i] = true;
        if (!program.placeholder) // a placeholder describes nothing
            old = std::move(program);
    };
    for (size_t i = 0; i < defined.programs.size(); ++i) {
        const auto old = std::ranges::find(merged.programs, defined.programs[i].program.id, &Program::id);
        if (defined.programs[i].hasGuid && old != merged.programs.end())
            replace(*old, i);
    }
    for (size_t i = 0; i < defined.programs.size(); ++i) {
        Program *old = done[i] ? nullptr : programNamed(merged, defined.programs[i].program.name);
        if (old && !taken.contains(old->id))
            replace(*old, i);
    }
    for (size_t i = 0; i < defined.programs.size(); ++i) {
        if (done[i])
            continue;
        if (auto added = addNewProgram(defined, defined.programs[i], merged); !added)
            return added.error();
    }
    if (auto valid = validatePackage(merged); !valid)
        return Error{valid.error().code, defined.where, valid.error().message()};
    return merged;
}

Result<> PackageMerge::addNewProgram(const DefinedPackage &defined, const DefinedProgram &program, Package &merged)
{
    const ProgramId id = program.program.id;
    if (const auto owner = m_storedOwners.constFind(id); owner != m_storedOwners.constEnd()) {
        return Error{ErrorCode::invalidInput, defined.where,
                     QStringLiteral("program '%1/%2' has the GUID %3, which the store has in %4; remove the guid to make a new program")
                         .arg(defined.package.name, program.program.name, id.toString(), *owner)};
    }
    m_finalIds.insert(id, id);
    merged.programs.push_back(program.program);
    return Done{};
}

Result<> PackageMerge::checkNames(const std::vector<DefinedPackage> &defined) const
{
    QSet<QString> names;
    const auto key = [](const Package &package) { return (package.name + QChar(0x1f) + package.version).toCaseFolded(); };
    for (const Package &package : m_others)
        names.insert(key(package));
    for (size_t i = 0; i < m_fromDocument.size(); ++i) {
        if (names.contains(key(m_fromDocument[i]))) {
            return Error{ErrorCode::alreadyExists, defined[i].where,
                         describe(m_fromDocument[i]) + QStringLiteral(" is in the store under another GUID; give it another name or version")};
        }
        names.insert(key(m_fromDocument[i]));
    }
    return Done{};
}

void PackageMerge::index()
{
    const auto take = [&](const std::vector<Package> &packages, QMultiHash<QString, const Package *> &byName) {
        for (const Package &package : packages) {
            byName.insert(package.name.toCaseFolded(), &package);
            for (const Program &program : package.programs)
                m_programs.insert(program.id, &program);
        }
    };
    take(m_fromDocument, m_documentByName);
    take(m_others, m_othersByName);
}

const Program *PackageMerge::program(ProgramId id) const
{
    return m_programs.value(id, nullptr);
}

Result<ProgramId> PackageMerge::resolve(const DefinedItem &item, const QString &owner) const
{
    if (item.programGuid) {
        const ProgramId final = m_finalIds.value(*item.programGuid, *item.programGuid);
        if (m_programs.contains(final))
            return final;
    }
    const auto candidates = [&](const QMultiHash<QString, const Package *> &byName) {
        QList<const Package *> packages = byName.values(item.package.toCaseFolded());
        if (item.version)
            packages.removeIf([&](const Package *package) { return !sameText(package->version, *item.version); });
        return packages;
    };
    const QString name = item.version ? QStringLiteral("package '%1' version '%2'").arg(item.package, *item.version)
                                      : QStringLiteral("package '%1'").arg(item.package);
    // The document's own packages come first: what it says must not depend on what else a store holds.
    QList<const Package *> packages = candidates(m_documentByName);
    if (packages.isEmpty())
        packages = candidates(m_othersByName);
    if (packages.isEmpty()) {
        return Error{ErrorCode::notFound, item.where,
                     QStringLiteral("%1 runs '%2' of %3, which is neither in the document nor in the store").arg(owner, item.program, name)};
    }
    if (packages.size() > 1) {
        QStringList versions;
        for (const Package *package : packages)
            versions.append(u'\'' + package->version + u'\'');
        versions.sort();
        return Error{ErrorCode::invalidInput, item.where,
                     QStringLiteral("%1 runs '%2' of %3, which is there in the versions %4; write the version")
                         .arg(owner, item.program, name, versions.join(QStringLiteral(", ")))};
    }
    const auto &programs = packages.first()->programs;
    const auto found = std::ranges::find_if(programs, [&](const Program &p) { return sameText(p.name, item.program); });
    if (found == programs.end()) {
        return Error{ErrorCode::notFound, item.where,
                     QStringLiteral("%1 runs '%2', but %3 has no program of that name").arg(owner, item.program, name)};
    }
    return found->id;
}

} // namespace seriatim
