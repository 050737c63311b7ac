#include "engine/store/cataloguestore.h"

#include "engine/domain/folderpath.h"
#include "engine/store/folders_p.h"
#include "engine/store/session_p.h"

#include <algorithm>
#include <unordered_map>

namespace seriatim {

namespace {

using sql::Key;

template <typename IdType>
IdType id(const std::string &guid)
{
    return sql::orRefuse(sql::idFrom<IdType>(sql::text(guid)));
}

struct Row {
    Key key;
    std::string sortKey;
    IndexedPackage package;
};

// What sorts them is compared as bytes: the store's folded names are Unicode's own case folding, in its code points' order.
std::vector<Row> readPackages(soci::session &session)
{
    std::vector<Row> rows;
    std::unordered_map<std::string, std::string> folderKeys;
    sql::forEachRow<Key, std::string, std::string, std::string, std::string, std::string>(
        session, "SELECT package_key, guid, name, version, folder, folded_name FROM package",
        [&](Key key, const std::string &guid, const std::string &name, const std::string &version,
            const std::string &folder, const std::string &foldedName) {
            auto known = folderKeys.find(folder);
            if (known == folderKeys.end())
                known = folderKeys.emplace(folder, sql::text(folderSortKey(sql::text(folder)))).first;
            Row row{key, known->second + '\0' + foldedName, IndexedPackage(id<PackageId>(guid), sql::text(name))};
            row.package.version = sql::text(version);
            row.package.folder = sql::text(folder);
            rows.push_back(std::move(row));
        });
    std::ranges::sort(rows, {}, &Row::sortKey);
    return rows;
}

// Sorted here: the database would sort all programs of all packages at once.
void addPrograms(soci::session &session, std::vector<Row> &rows)
{
    std::unordered_map<Key, size_t> indexes;
    indexes.reserve(rows.size());
    for (size_t i = 0; i < rows.size(); ++i)
        indexes.emplace(rows[i].key, i);
    std::vector<std::vector<std::pair<int, IndexedProgram>>> placed(rows.size());
    sql::forEachRow<Key, int, std::string, std::string>(
        session, "SELECT package_key, place, guid, name FROM program",
        [&](Key key, int place, const std::string &guid, const std::string &name) {
            if (const auto owner = indexes.find(key); owner != indexes.end())
                placed[owner->second].emplace_back(place, IndexedProgram(id<ProgramId>(guid), sql::text(name)));
        });
    for (size_t i = 0; i < rows.size(); ++i) {
        std::ranges::sort(placed[i], {}, &std::pair<int, IndexedProgram>::first);
        rows[i].package.programs.reserve(placed[i].size());
        for (auto &[place, program] : placed[i])
            rows[i].package.programs.push_back(std::move(program));
    }
}

void requireFound(long long touched, const QString &guid)
{
    if (touched == 0)
        sql::refuse(ErrorCode::notFound, QStringLiteral("package ") + guid, QStringLiteral("is not in the store; nothing was moved"));
}

} // namespace

Result<CatalogueIndex> CatalogueStore::index() const
{
    return sql::reading(*m_database, [](soci::session &session) {
        std::vector<Row> rows = readPackages(session);
        addPrograms(session, rows);
        CatalogueIndex index;
        index.packages.reserve(rows.size());
        for (Row &row : rows)
            index.packages.push_back(std::move(row.package));
        index.folders = folders::Book(session, folders::Tree::packages).all();
        return index;
    });
}

Result<> CatalogueStore::addFolder(const QString &path)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        folders::Book(session, folders::Tree::packages).add(path);
        return Done{};
    });
}

Result<> CatalogueStore::removeFolder(const QString &path)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        folders::Book(session, folders::Tree::packages).remove(path);
        return Done{};
    });
}

Result<> CatalogueStore::renameFolder(const QString &from, const QString &to)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        for (const auto &[before, after] : folders::Book(session, folders::Tree::packages).rename(from, to)) {
            sql::run(session, "UPDATE package SET folder = :after WHERE folder = :before", sql::text(after),
                     sql::text(before));
        }
        return Done{};
    });
}

Result<> CatalogueStore::movePackages(const std::vector<PackageId> &packages, const QString &folder)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const std::string path = sql::text(folders::Book(session, folders::Tree::packages).place(folder));
        for (const PackageId &package : packages) {
            requireFound(sql::run(session, "UPDATE package SET folder = :folder WHERE guid = :guid", path, sql::text(package)),
                         package.toString());
        }
        return Done{};
    });
}

} // namespace seriatim
