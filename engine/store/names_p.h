// Private to the store's .cpp files: names as they are compared, and that no two objects of a kind share one.
#pragma once

#include "engine/store/sql_p.h"

#include <unordered_map>

namespace seriatim::sql {

// Without regard to letter case, in any script.
[[nodiscard]] inline std::string folded(const QString &name)
{
    return text(name.trimmed().normalized(QString::NormalizationForm_C).toCaseFolded());
}

// A name in two parts: package and version, domain and user.
[[nodiscard]] inline std::string folded(const QString &first, const QString &second)
{
    return folded(first) + '\n' + folded(second);
}

// An object that is about to be written.
struct NamedObject {
    std::string guid;
    std::string foldedName;
    QString subject; // for errors: "package Office 2003 11.0"
};

// Keys and names of the objects of one table, with columns guid and folded_name.
class NameBook
{
public:
    // Throws a Refusal when two of the objects, or one of them and another in the table, would share GUID or name.
    NameBook(soci::session &session, const std::string &table, const std::string &keyColumn,
             const std::vector<NamedObject> &objects);

    // The stored key, or a new one. Objects that are renamed give up their old names, so that two may swap theirs.
    [[nodiscard]] std::vector<Key> keysForWriting();

    [[nodiscard]] std::optional<Key> storedKey(const std::string &guid) const;

private:
    struct Stored {
        Key key;
        std::string foldedName;
    };

    void loadAll();
    void loadOnly();
    void check() const;

    soci::session &m_session;
    std::string m_table;
    std::string m_keyColumn;
    const std::vector<NamedObject> &m_objects;
    std::unordered_map<std::string, Stored> m_stored; // by GUID
};

// Above this many objects a whole table is read once instead of row by row.
inline constexpr size_t manyObjects = 200;

} // namespace seriatim::sql
