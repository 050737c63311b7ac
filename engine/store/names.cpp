#include "engine/store/names_p.h"

#include <unordered_set>

namespace seriatim::sql {

NameBook::NameBook(soci::session &session, const std::string &table, const std::string &keyColumn,
                   const std::vector<NamedObject> &objects)
    : m_session(session), m_table(table), m_keyColumn(keyColumn), m_objects(objects)
{
    if (objects.size() > manyObjects)
        loadAll();
    else
        loadOnly();
    check();
}

void NameBook::loadAll()
{
    forEachRow<std::string, Key, std::string>(m_session,
                                              "SELECT guid, " + m_keyColumn + ", folded_name FROM " + m_table,
                                              [&](const std::string &guid, Key key, const std::string &name) {
                                                  m_stored.emplace(guid, Stored{key, name});
                                              });
}

void NameBook::loadOnly()
{
    std::string guid;
    std::string name;
    std::string storedGuid;
    std::string storedName;
    Key key = 0;
    soci::statement look =
        (m_session.prepare << "SELECT guid, " << m_keyColumn << ", folded_name FROM " << m_table
                           << " WHERE guid = :guid OR folded_name = :name",
         soci::use(guid), soci::use(name), soci::into(storedGuid), soci::into(key), soci::into(storedName));
    for (const NamedObject &object : m_objects) {
        guid = object.guid;
        name = object.foldedName;
        look.execute();
        while (look.fetch())
            m_stored.emplace(storedGuid, Stored{key, storedName});
    }
}

void NameBook::check() const
{
    std::unordered_set<std::string> guids;
    for (const NamedObject &object : m_objects) {
        if (object.foldedName.empty() || object.foldedName.front() == '\n')
            refuse(ErrorCode::invalidInput, object.subject, QStringLiteral("has no name; give it one"));
        if (!guids.insert(object.guid).second)
            refuse(ErrorCode::invalidInput, object.subject,
                   QStringLiteral("the GUID %1 is there twice; each needs its own").arg(text(object.guid)));
    }
    std::unordered_set<std::string> taken;
    for (const auto &[guid, stored] : m_stored) {
        if (!guids.contains(guid))
            taken.insert(stored.foldedName);
    }
    for (const NamedObject &object : m_objects) {
        if (!taken.insert(object.foldedName).second) {
            refuse(ErrorCode::alreadyExists, object.subject,
                   QStringLiteral("another one has this name (letter case does not count); choose a different one"));
        }
    }
}

std::vector<Key> NameBook::keysForWriting()
{
    std::vector<Key> keys;
    std::vector<Key> renamed;
    size_t fresh = 0;
    for (const NamedObject &object : m_objects) {
        const auto stored = m_stored.find(object.guid);
        keys.push_back(stored == m_stored.end() ? 0 : stored->second.key);
        if (stored == m_stored.end())
            ++fresh;
        else if (stored->second.foldedName != object.foldedName)
            renamed.push_back(stored->second.key);
    }
    Key next = fresh > 0 ? takeKeys(m_session, m_table, fresh) : 0;
    for (Key &key : keys) {
        if (key == 0)
            key = next++;
    }
    runForEach(m_session, "UPDATE " + m_table + " SET folded_name = guid WHERE " + m_keyColumn + " = :key", renamed);
    return keys;
}

std::optional<Key> NameBook::storedKey(const std::string &guid) const
{
    const auto stored = m_stored.find(guid);
    return stored == m_stored.end() ? std::nullopt : std::optional(stored->second.key);
}

} // namespace seriatim::sql
