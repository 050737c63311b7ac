#include "engine/store/folders_p.h"

#include "engine/base/text.h"
#include "engine/domain/folderpath.h"
#include "engine/xml/fragments.h"

namespace seriatim::folders {

namespace {

using sql::Key;

std::string tableOf(Tree tree)
{
    return tree == Tree::packages ? "package_folder" : "task_folder";
}

std::string objectsOf(Tree tree)
{
    return tree == Tree::packages ? "package" : "task";
}

QString subjectOf(const QString &path)
{
    return QStringLiteral("folder '%1'").arg(path);
}

QString contentsOf(Tree tree, int objects, int folders)
{
    const auto count = [](int number, const QString &one, const QString &many) {
        return QStringLiteral("%1 %2").arg(number).arg(number == 1 ? one : many);
    };
    QStringList parts;
    if (objects > 0) {
        parts += tree == Tree::packages ? count(objects, QStringLiteral("package"), QStringLiteral("packages"))
                                        : count(objects, QStringLiteral("task"), QStringLiteral("tasks"));
    }
    if (folders > 0)
        parts += count(folders, QStringLiteral("folder"), QStringLiteral("folders"));
    return joinWords(parts, QStringLiteral("and"));
}

} // namespace

Book::Book(soci::session &session, Tree tree) : m_session(session), m_tree(tree)
{
    sql::forEachRow<std::string, std::string>(session, "SELECT folded_path, path FROM " + tableOf(tree),
                                              [&](const std::string &folded, const std::string &path) {
                                                  m_paths.insert(sql::text(folded), sql::text(path));
                                              });
}

QString Book::place(const QString &path)
{
    QString spelled;
    const QString normalized = normalizedFolder(path);
    for (const QString &part : normalized.split(u'/', Qt::SkipEmptyParts)) {
        spelled += (spelled.isEmpty() ? QString() : QStringLiteral("/")) + part;
        const QString folded = foldedFolder(spelled);
        if (const auto known = m_paths.constFind(folded); known != m_paths.constEnd()) {
            spelled = *known;
            continue;
        }
        sql::run(m_session, sql::insertInto(tableOf(m_tree), {"folded_path", "path"}), sql::text(folded), sql::text(spelled));
        m_paths.insert(folded, spelled);
    }
    return spelled;
}

bool Book::contains(const QString &path) const
{
    return m_paths.contains(foldedFolder(path));
}

QStringList Book::all() const
{
    QStringList paths = m_paths.values();
    sortFolders(paths);
    return paths;
}

QString Book::require(const QString &path) const
{
    const auto known = m_paths.constFind(foldedFolder(path));
    if (known == m_paths.constEnd())
        sql::refuse(ErrorCode::notFound, subjectOf(path), QStringLiteral("is not in the store"));
    return *known;
}

void Book::add(const QString &path)
{
    sql::orRefuse(validateFolder(path));
    if (contains(path)) {
        sql::refuse(ErrorCode::alreadyExists, subjectOf(normalizedFolder(path)),
                    QStringLiteral("exists (letter case does not count); choose a different name"));
    }
    Q_UNUSED(place(path))
}

void Book::remove(const QString &path)
{
    const QString spelled = require(path);
    const int objects = sql::firstValue<int>(m_session, "SELECT COUNT(*) FROM " + objectsOf(m_tree) + " WHERE folder = :path",
                                             sql::text(spelled))
                            .value_or(0);
    int inside = 0;
    for (const QString &other : std::as_const(m_paths))
        inside += other != spelled && isWithinFolder(other, spelled) ? 1 : 0;
    if (objects > 0 || inside > 0) {
        sql::refuse(ErrorCode::refused, subjectOf(spelled),
                    QStringLiteral("is not empty: %1 %2 in it; move or remove %3 first")
                        .arg(contentsOf(m_tree, objects, inside),
                             objects + inside == 1 ? QStringLiteral("is") : QStringLiteral("are"),
                             objects + inside == 1 ? QStringLiteral("it") : QStringLiteral("them")));
    }
    sql::run(m_session, "DELETE FROM " + tableOf(m_tree) + " WHERE path = :path", sql::text(spelled));
    m_paths.remove(foldedFolder(spelled));
}

std::vector<std::pair<QString, QString>> Book::rename(const QString &from, const QString &to)
{
    const QString before = require(from);
    sql::orRefuse(validateFolder(to));
    const bool respelled = foldedFolder(before) == foldedFolder(to);
    if (!respelled && isWithinFolder(to, before)) {
        sql::refuse(ErrorCode::refused, subjectOf(before),
                    QStringLiteral("cannot be moved into itself ('%1'); choose a folder outside it").arg(normalizedFolder(to)));
    }
    if (!respelled && contains(to)) {
        sql::refuse(ErrorCode::alreadyExists, subjectOf(normalizedFolder(to)),
                    QStringLiteral("exists (letter case does not count); choose a different name"));
    }
    const QString parent = place(parentFolder(normalizedFolder(to)));
    const QString after = (parent.isEmpty() ? QString() : parent + u'/') + folderName(normalizedFolder(to));
    std::vector<std::pair<QString, QString>> renamed;
    for (const QString &path : all()) {
        if (isWithinFolder(path, before))
            renamed.emplace_back(path, movedFolder(path, before, after));
    }
    respell(renamed);
    return renamed;
}

void Book::respell(const std::vector<std::pair<QString, QString>> &renamed)
{
    std::vector<std::string> before;
    std::vector<std::string> after;
    std::vector<std::string> folded;
    for (const auto &[old, path] : renamed) {
        before.push_back(sql::text(old));
        after.push_back(sql::text(path));
        folded.push_back(sql::text(foldedFolder(path)));
        m_paths.remove(foldedFolder(old));
    }
    for (const auto &[old, path] : renamed)
        m_paths.insert(foldedFolder(path), path);
    sql::runForEach(m_session, "DELETE FROM " + tableOf(m_tree) + " WHERE path = :path", before);
    sql::runForEach(m_session, sql::insertInto(tableOf(m_tree), {"folded_path", "path"}), folded, after);
}

void bringOverFromBodies(soci::session &session)
{
    const auto bringOver = [&](Tree tree, const std::string &keyColumn, auto &&read, auto &&write) {
        std::vector<std::pair<Key, std::string>> bodies;
        sql::forEachRow<Key, std::string>(session, "SELECT " + keyColumn + ", body FROM " + objectsOf(tree) + " ORDER BY " + keyColumn,
                                          [&](Key key, const std::string &body) { bodies.emplace_back(key, body); });
        Book book(session, tree);
        for (const auto &[key, body] : bodies) {
            const auto value = read(sql::bytes(body));
            if (value.ok()) // one that cannot be read is matter for `store check`
                write(key, sql::text(book.place(value->folder)), *value);
        }
    };
    bringOver(Tree::packages, "package_key", packageFromXml, [&](Key key, const std::string &folder, const Package &) {
        sql::run(session, "UPDATE package SET folder = :folder WHERE package_key = :key", folder, key);
    });
    bringOver(Tree::tasks, "task_key", taskSettingsFromXml, [&](Key key, const std::string &folder, const SequentialTask &task) {
        sql::run(session, "UPDATE task SET folder = :folder, priority = :priority WHERE task_key = :key", folder,
                 static_cast<int>(task.priority), key);
    });
}

} // namespace seriatim::folders
