// CatalogueStore: packages with their programs, computers, collections, users, groups and agent settings.
// Saving adds what is new and replaces what has the same GUID; several at once are saved all or none, and fast.
// Names are unique without regard to case: a package's with its version, a program's in its package, a user's and a
// group's with the domain. What tasks use is not removed: the error (refused) names them.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/catalogue.h"

namespace seriatim {

class Database;

struct IndexedProgram {
    IndexedProgram(ProgramId programId, QString programName) : id(programId), name(std::move(programName)) {}
    ProgramId id;
    QString name;
    bool operator==(const IndexedProgram &) const = default;
};

struct IndexedPackage {
    IndexedPackage(PackageId packageId, QString packageName) : id(packageId), name(std::move(packageName)) {}
    PackageId id;
    QString name;
    QString version;
    QString folder;
    std::vector<IndexedProgram> programs; // in their place
    bool operator==(const IndexedPackage &) const = default;
};

// What there is to choose from, by name alone.
struct CatalogueIndex {
    std::vector<IndexedPackage> packages; // by folder, name and version, letter case aside
    QStringList folders;                  // every one, parents and empty ones too, each right before what is in it
    bool operator==(const CatalogueIndex &) const = default;
};

class CatalogueStore
{
public:
    explicit CatalogueStore(Database &database) : m_database(&database) {}

    // In the order in which things were first saved.
    [[nodiscard]] Result<Catalogue> load() const;
    [[nodiscard]] Result<std::vector<Package>> packages() const;
    [[nodiscard]] Result<std::vector<Computer>> computers() const;
    [[nodiscard]] Result<std::vector<Collection>> collections() const;
    [[nodiscard]] Result<std::vector<User>> users() const;
    [[nodiscard]] Result<std::vector<UserGroup>> groups() const;
    [[nodiscard]] Result<std::vector<AgentSettings>> agentSettings() const;

    // Names only, nothing is parsed: fast at any size.
    [[nodiscard]] Result<CatalogueIndex> index() const;

    // The packages that have these programs, whole. A program that is not there is passed over.
    [[nodiscard]] Result<std::vector<Package>> packagesWith(const std::vector<ProgramId> &programs) const;

    [[nodiscard]] Result<std::optional<Package>> findPackage(PackageId id) const;
    [[nodiscard]] Result<std::optional<Package>> findPackage(const QString &name, const QString &version) const;
    [[nodiscard]] Result<std::optional<Package>> findPackageOf(ProgramId program) const;
    // All versions of the packages that have one of these names.
    [[nodiscard]] Result<std::vector<Package>> packagesNamed(const QStringList &names) const;
    [[nodiscard]] Result<std::optional<Computer>> findComputer(const QString &name) const;

    // By GUID.
    [[nodiscard]] Result<std::optional<Package>> find(PackageId id) const { return findPackage(id); }
    [[nodiscard]] Result<std::optional<Computer>> find(ComputerId id) const;
    [[nodiscard]] Result<std::optional<Collection>> find(CollectionId id) const;
    [[nodiscard]] Result<std::optional<User>> find(UserId id) const;
    [[nodiscard]] Result<std::optional<UserGroup>> find(UserGroupId id) const;
    [[nodiscard]] Result<std::optional<AgentSettings>> find(AgentSettingsId id) const;

    // Those that list any of these by name; a collection's filter does not count.
    [[nodiscard]] Result<std::vector<Collection>> collectionsWith(const std::vector<ComputerId> &computers) const;
    [[nodiscard]] Result<std::vector<UserGroup>> groupsWith(const std::vector<UserId> &users) const;

    // A program that is missing from a saved package is removed from it.
    [[nodiscard]] Result<> save(const std::vector<Package> &packages);
    [[nodiscard]] Result<> save(const std::vector<Computer> &computers);
    [[nodiscard]] Result<> save(const std::vector<Collection> &collections);
    [[nodiscard]] Result<> save(const std::vector<User> &users);
    [[nodiscard]] Result<> save(const std::vector<UserGroup> &groups);
    [[nodiscard]] Result<> save(const std::vector<AgentSettings> &settings);

    [[nodiscard]] Result<> remove(PackageId id);
    [[nodiscard]] Result<> remove(ComputerId id); // also from the lists of collections that no task uses
    [[nodiscard]] Result<> remove(CollectionId id);
    [[nodiscard]] Result<> remove(UserId id);
    [[nodiscard]] Result<> remove(UserGroupId id);
    [[nodiscard]] Result<> remove(AgentSettingsId id);

    // The folder tree (domain/folderpath.h). A package's folder is made when it is saved; folders stay when they are
    // empty. Errors: alreadyExists, notFound, invalidInput (no name), refused (not empty, or into itself).
    [[nodiscard]] Result<> addFolder(const QString &path); // with its parents
    [[nodiscard]] Result<> removeFolder(const QString &path);
    [[nodiscard]] Result<> renameFolder(const QString &from, const QString &to); // everything below moves along
    [[nodiscard]] Result<> movePackages(const std::vector<PackageId> &packages, const QString &folder);

private:
    Database *m_database;
};

} // namespace seriatim
