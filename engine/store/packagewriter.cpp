#include "engine/store/cataloguestore.h"

#include "engine/base/text.h"
#include "engine/store/cataloguerows_p.h"
#include "engine/store/folders_p.h"
#include "engine/store/names_p.h"
#include "engine/store/session_p.h"
#include "engine/xml/fragments.h"

#include <unordered_map>
#include <unordered_set>

namespace seriatim {

namespace {

using sql::Key;

QString subjectOf(const Package &package)
{
    return QStringLiteral("package ") + package.name + (package.version.isEmpty() ? QString() : u' ' + package.version);
}

QString subjectOf(const Package &package, const Program &program)
{
    return QStringLiteral("program ") + package.name + u'/' + program.name;
}

struct StoredProgram {
    Key key;
    Key package;
};
using StoredPrograms = std::unordered_map<std::string, StoredProgram>; // by GUID

// Those of the packages, and those that have a GUID of one of the packages' programs.
StoredPrograms storedPrograms(soci::session &session, const std::vector<Package> &packages,
                              const std::vector<Key> &keys)
{
    StoredPrograms stored;
    const auto add = [&](const std::string &guid, Key key, Key package) {
        stored.emplace(guid, StoredProgram{key, package});
    };
    const std::string query = "SELECT guid, program_key, package_key FROM program";
    if (packages.size() > sql::manyObjects) {
        sql::forEachRow<std::string, Key, Key>(session, query, add);
        return stored;
    }
    for (size_t i = 0; i < packages.size(); ++i) {
        sql::forEachRow<std::string, Key, Key>(session, query + " WHERE package_key = :key", add, keys[i]);
        for (const Program &program : packages[i].programs) {
            if (const auto row =
                    sql::firstRow<std::string, Key, Key>(session, query + " WHERE guid = :guid", sql::text(program.id)))
                std::apply(add, *row);
        }
    }
    return stored;
}

void requireOwnNames(const Package &package)
{
    std::unordered_set<std::string> names;
    for (const Program &program : package.programs) {
        if (program.name.trimmed().isEmpty())
            sql::refuse(ErrorCode::invalidInput, subjectOf(package), QStringLiteral("has a program without a name"));
        if (!names.insert(sql::folded(program.name)).second) {
            sql::refuse(ErrorCode::alreadyExists, subjectOf(package, program),
                        QStringLiteral("the package has another program of this name (letter case does not count)"));
        }
    }
}

void removeProgram(soci::session &session, Key key)
{
    const QStringList tasks = cataloguerows::tasksUsing(session, cataloguerows::usesProgram, key);
    if (!tasks.isEmpty()) {
        const auto name =
            sql::firstValue<std::string>(session, "SELECT name FROM program WHERE program_key = :key", key);
        sql::refuse(ErrorCode::refused, QStringLiteral("program ") + sql::text(name.value_or(std::string())),
                    QStringLiteral("cannot be removed from its package: it is used by %1; remove it there first")
                        .arg(joinWords(tasks, QStringLiteral("and"))));
    }
    sql::run(session, "DELETE FROM program WHERE program_key = :key", key);
}

// Programs that their package no longer has go; names of those that stay are freed, so that two may swap theirs.
void clearOldPrograms(soci::session &session, const std::vector<Package> &packages, const std::vector<Key> &keys,
                      const StoredPrograms &stored)
{
    const std::unordered_set<Key> saved(keys.begin(), keys.end());
    std::unordered_set<std::string> kept;
    for (const Package &package : packages) {
        for (const Program &program : package.programs)
            kept.insert(sql::text(program.id));
    }
    std::vector<Key> renamed;
    for (const auto &[guid, program] : stored) {
        if (!saved.contains(program.package))
            continue;
        if (kept.contains(guid))
            renamed.push_back(program.key);
        else
            removeProgram(session, program.key);
    }
    sql::runForEach(session, "UPDATE program SET folded_name = guid WHERE program_key = :key", renamed);
}

void writePrograms(soci::session &session, const std::vector<Package> &packages, const std::vector<Key> &packageKeys,
                   const StoredPrograms &stored)
{
    std::vector<Key> keys, owners;
    std::vector<int> places;
    std::vector<std::string> guids, names, foldedNames, bodies;
    std::unordered_set<std::string> seen;
    size_t fresh = 0;
    for (size_t i = 0; i < packages.size(); ++i) {
        for (const Program &program : packages[i].programs) {
            const std::string guid = sql::text(program.id);
            const auto known = stored.find(guid);
            if (!seen.insert(guid).second || (known != stored.end() && known->second.package != packageKeys[i])) {
                sql::refuse(ErrorCode::alreadyExists, subjectOf(packages[i], program),
                            QStringLiteral("another program has the GUID %1; each needs its own").arg(sql::text(guid)));
            }
            fresh += known == stored.end() ? 1 : 0;
            keys.push_back(known == stored.end() ? 0 : known->second.key);
            owners.push_back(packageKeys[i]);
            places.push_back(static_cast<int>(&program - packages[i].programs.data()) + 1);
            guids.push_back(guid);
            names.push_back(sql::text(program.name));
            foldedNames.push_back(sql::folded(program.name));
            bodies.push_back(sql::bytes(programToXml(program)));
        }
    }
    Key next = fresh > 0 ? sql::takeKeys(session, "program", fresh) : 0;
    for (Key &key : keys)
        key = key == 0 ? next++ : key;
    sql::runForEach(
        session,
        sql::upsertInto("program", {"program_key"}, {"guid", "package_key", "place", "name", "folded_name", "body"}),
        keys, guids, owners, places, names, foldedNames, bodies);
}

void writePackages(soci::session &session, const std::vector<Package> &packages, const std::vector<Key> &keys)
{
    folders::Book book(session, folders::Tree::packages);
    std::vector<std::string> guids, names, versions, foldedNames, packageFolders, bodies;
    const std::vector<Key> stamps(packages.size(), sql::takeKeys(session, "package_stamp"));
    for (const Package &package : packages) {
        packageFolders.push_back(sql::text(book.place(package.folder)));
        guids.push_back(sql::text(package.id));
        names.push_back(sql::text(package.name));
        versions.push_back(sql::text(package.version));
        foldedNames.push_back(sql::folded(package.name, package.version));
        bodies.push_back(sql::bytes(packageToXml(package)));
    }
    sql::runForEach(session,
                    sql::upsertInto("package", {"package_key"},
                                    {"guid", "name", "version", "folded_name", "folder", "stamp", "body"}),
                    keys, guids, names, versions, foldedNames, packageFolders, stamps, bodies);
}

} // namespace

Result<> CatalogueStore::save(const std::vector<Package> &packages)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        std::vector<sql::NamedObject> objects;
        for (const Package &package : packages) {
            requireOwnNames(package);
            objects.push_back({sql::text(package.id), sql::folded(package.name, package.version), subjectOf(package)});
        }
        const std::vector<Key> keys = sql::NameBook(session, "package", "package_key", objects).keysForWriting();
        const StoredPrograms stored = storedPrograms(session, packages, keys);
        clearOldPrograms(session, packages, keys, stored);
        writePackages(session, packages, keys);
        writePrograms(session, packages, keys, stored);
        return Done{};
    });
}

} // namespace seriatim
