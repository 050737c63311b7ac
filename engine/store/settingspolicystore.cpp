#include "engine/store/settingspolicystore.h"

#include "engine/store/packedtext_p.h"
#include "engine/store/session_p.h"

namespace seriatim {

namespace {

using sql::Key;
using Text = std::string;

QString subjectOf(const Text &name)
{
    return QStringLiteral("agent settings '%1'").arg(sql::text(name));
}

QByteArray unpackedDocument(const Text &packed, const Text &name)
{
    QByteArray document = sql::unpacked(packed);
    if (document.isEmpty()) {
        sql::refuse(ErrorCode::io, subjectOf(name),
                    QStringLiteral("their issued policy is damaged; issue it again with 'seriatimctl store issue'"));
    }
    return document;
}

} // namespace

Result<std::vector<AgentSettingsId>> SettingsPolicyStore::outOfDate(const QString &keyName) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        std::vector<AgentSettingsId> found;
        sql::forEachRow<Text>(session,
                              "SELECT s.guid FROM agent_settings s LEFT JOIN issued_settings p ON p.settings_key = s.settings_key "
                              "WHERE p.settings_key IS NULL OR p.stamp <> s.stamp OR p.key_name <> :key ORDER BY s.settings_key",
                              [&](const Text &guid) { found.push_back(sql::orRefuse(sql::idFrom<AgentSettingsId>(sql::text(guid)))); },
                              sql::text(keyName));
        return found;
    });
}

Result<> SettingsPolicyStore::issue(const IssuedSettings &issued)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        const auto row = sql::firstRow<Key, Key>(session, "SELECT settings_key, stamp FROM agent_settings WHERE guid = :guid",
                                                 sql::text(issued.settings));
        if (!row)
            sql::refuse(ErrorCode::notFound, issued.settings.toString(), QStringLiteral("there are no such agent settings in the store"));
        const auto [key, stamp] = *row;
        sql::run(session, sql::upsertInto("issued_settings", {"settings_key"}, {"stamp", "number", "key_name", "content_hash", "document"}),
                 key, stamp, static_cast<long long>(issued.number), sql::text(issued.keyName), sql::text(issued.contentHash),
                 sql::packed(issued.document));
        return Done{};
    });
}

Result<std::optional<IssuedSettings>> SettingsPolicyStore::find(AgentSettingsId settings) const
{
    return sql::reading(*m_database, [&](soci::session &session) -> std::optional<IssuedSettings> {
        const auto row = sql::firstRow<long long, Text, Text, Text, Text>(
            session,
            "SELECT p.number, p.key_name, p.content_hash, p.document, s.name FROM issued_settings p "
            "JOIN agent_settings s ON s.settings_key = p.settings_key WHERE s.guid = :guid",
            sql::text(settings));
        if (!row)
            return std::nullopt;
        const auto &[number, keyName, hash, document, name] = *row;
        IssuedSettings issued(settings);
        issued.number = number;
        issued.keyName = sql::text(keyName);
        issued.contentHash = sql::text(hash);
        issued.document = unpackedDocument(document, name);
        return issued;
    });
}

Result<QByteArray> SettingsPolicyStore::documentOf(AgentSettingsId settings) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        const auto row = sql::firstRow<Text, Text>(session,
                                                   "SELECT s.name, COALESCE(p.document, '') FROM agent_settings s "
                                                   "LEFT JOIN issued_settings p ON p.settings_key = s.settings_key WHERE s.guid = :guid",
                                                   sql::text(settings));
        if (!row)
            sql::refuse(ErrorCode::notFound, settings.toString(), QStringLiteral("there are no such agent settings in the store"));
        const auto &[name, document] = *row;
        if (document.empty()) {
            sql::refuse(ErrorCode::refused, subjectOf(name),
                        QStringLiteral("their policy has not been issued yet; open the store in the console, or run 'seriatimctl store issue'"));
        }
        return unpackedDocument(document, name);
    });
}

} // namespace seriatim
