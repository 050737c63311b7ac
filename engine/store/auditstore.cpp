#include "engine/store/auditstore.h"

#include "engine/store/session_p.h"

#include <array>

namespace seriatim {

namespace {

constexpr std::array objectWords{u"task", u"package",   u"program",       u"computer", u"collection",
                                 u"user", u"userGroup", u"agentSettings", u"store",
                                u"portalRequest"};
constexpr std::array actionWords{u"created", u"saved", u"removed"};

template <typename Enum, size_t count>
Enum fromWord(const std::array<const char16_t *, count> &words, const std::string &stored)
{
    const QString word = sql::text(stored);
    for (size_t i = 0; i < count; ++i) {
        if (word == QStringView(words[i]))
            return static_cast<Enum>(i);
    }
    sql::refuse(ErrorCode::invalidInput, word, QStringLiteral("is no word of the audit; the store is damaged"));
}

constexpr auto columns = "audit_key, recorded_at, who, object_kind, object_guid, object_name, action, revision, "
                         "identity_kept, changes, object_key";

template <typename... Parameters>
std::vector<AuditRecord> read(soci::session &session, const std::string &condition, const Parameters &...parameters)
{
    std::vector<AuditRecord> records;
    const auto add = [&](sql::Key number, long long when, const std::string &who, const std::string &object,
                         const std::string &guid, const std::string &name, const std::string &action, int revision,
                         std::optional<int> kept, const std::string &changes, std::optional<sql::Key> lineage) {
        AuditRecord record;
        record.number = number;
        record.when = when;
        record.who = sql::text(who);
        record.object = fromWord<AuditObject>(objectWords, object);
        record.guid = sql::text(guid);
        record.name = sql::text(name);
        record.action = fromWord<AuditAction>(actionWords, action);
        record.revision = revision;
        if (kept)
            record.identity = *kept ? IdentityChange::kept : IdentityChange::renewed;
        record.changes = sql::text(changes).split(u'\n', Qt::SkipEmptyParts);
        record.lineage = lineage;
        records.push_back(std::move(record));
    };
    sql::forEachRow<sql::Key, long long, std::string, std::string, std::string, std::string, std::string, int,
                    std::optional<int>, std::string, std::optional<sql::Key>>(
        session, std::string("SELECT ") + columns + " FROM audit_record WHERE " + condition, add, parameters...);
    return records;
}

template <typename T>
soci::indicator stateOf(const std::optional<T> &value)
{
    return value ? soci::i_ok : soci::i_null;
}

} // namespace

QString toWord(AuditObject object)
{
    return QString::fromUtf16(objectWords[static_cast<size_t>(object)]);
}
QString toWord(AuditAction action)
{
    return QString::fromUtf16(actionWords[static_cast<size_t>(action)]);
}

Result<qint64> AuditStore::append(const AuditRecord &record)
{
    return sql::writing(*m_database, [&](soci::session &session) -> qint64 {
        const sql::Key number = sql::takeKeys(session, "audit_record");
        const std::string who = sql::text(record.who);
        const std::string object = sql::text(toWord(record.object));
        const std::string guid = sql::text(record.guid);
        const std::string name = sql::text(record.name);
        const std::string action = sql::text(toWord(record.action));
        // A sentence is one line: they are parted by line ends.
        QStringList sentences;
        for (const QString &sentence : record.changes)
            sentences += sentence.simplified();
        const std::string changes = sql::text(sentences.join(u'\n'));
        const long long when = record.when;
        const int kept = record.identity == IdentityChange::kept ? 1 : 0;
        soci::indicator keptState = stateOf(record.identity);
        const sql::Key lineage = record.lineage.value_or(0);
        soci::indicator lineageState = stateOf(record.lineage);
        session << sql::insertInto("audit_record",
                                   {"audit_key", "recorded_at", "who", "object_kind", "object_guid", "object_name",
                                    "action", "revision", "identity_kept", "changes", "object_key"}),
            soci::use(number), soci::use(when), soci::use(who), soci::use(object), soci::use(guid), soci::use(name),
            soci::use(action), soci::use(record.revision), soci::use(kept, keptState), soci::use(changes),
            soci::use(lineage, lineageState);
        return number;
    });
}

Result<std::vector<AuditRecord>> AuditStore::all(qint64 after, int atMost) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        return read(session, "audit_key > :after ORDER BY audit_key LIMIT :most", static_cast<sql::Key>(after), atMost);
    });
}

Result<qint64> AuditStore::lastNumber() const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        return static_cast<qint64>(
            sql::firstValue<sql::Key>(session, "SELECT audit_key FROM audit_record ORDER BY audit_key DESC LIMIT 1").value_or(0));
    });
}

Result<std::vector<AuditRecord>> AuditStore::of(AuditObject object, const QString &guid) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        const std::string kind = sql::text(toWord(object));
        const std::string id = sql::text(guid);
        return read(
            session,
            "object_kind = :kind AND (object_guid = :guid OR object_key IN (SELECT object_key FROM audit_record "
            "WHERE object_kind = :kind2 AND object_guid = :guid2)) ORDER BY audit_key",
            kind, id, kind, id);
    });
}

} // namespace seriatim
