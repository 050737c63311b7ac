#include "engine/store/store.h"

#include "engine/store/session_p.h"
#include "engine/store/statustotals_p.h"
#include "engine/store/statusverification_p.h"
#include "engine/store/taskrows_p.h"
#include "engine/xml/fragments.h"

namespace seriatim {

namespace {

using sql::Key;
using Findings = std::vector<StoreFinding>;

void checkOrder(soci::session &session, Findings &findings)
{
    sql::forEachRow<std::string, int, int>(
        session,
        "SELECT t.name, COUNT(*), MAX(i.place) FROM line_item i JOIN task t ON t.task_key = i.task_key "
        "GROUP BY t.name HAVING MIN(i.place) <> 1 OR MAX(i.place) <> COUNT(*)",
        [&](const std::string &name, int count, int last) {
            findings.push_back(
                {QStringLiteral("task ") + sql::text(name),
                 QStringLiteral("its %1 line items go up to place %2: there are gaps (B2)").arg(count).arg(last)});
        });
    sql::forEachRow<std::string, int, int>(
        session,
        "SELECT t.name, d.place, d.on_place FROM line_item_dependency d JOIN task t ON t.task_key = d.task_key "
        "WHERE d.on_place >= d.place OR d.on_place < 1",
        [&](const std::string &name, int place, int onPlace) {
            findings.push_back(
                {QStringLiteral("task %1, line item %2").arg(sql::text(name)).arg(place),
                 QStringLiteral("depends on line item %1, which is not an earlier one (B3)").arg(onPlace)});
        });
}

void checkRevisions(soci::session &session, Findings &findings)
{
    sql::forEachRow<std::string, int, int>(
        session,
        "SELECT t.name, t.revision, COALESCE(MAX(r.revision), 0) FROM task t "
        "LEFT JOIN task_revision r ON r.task_key = t.task_key GROUP BY t.task_key, t.name, t.revision "
        "HAVING COALESCE(MAX(r.revision), 0) <> t.revision",
        [&](const std::string &name, int revision, int last) {
            findings.push_back({QStringLiteral("task ") + sql::text(name),
                                QStringLiteral("is at revision %1, its history ends at %2").arg(revision).arg(last)});
        });
    sql::forEachRow<std::string>(
        session,
        "SELECT t.name FROM task t LEFT JOIN task_identity i ON i.guid = t.guid AND i.task_key = t.task_key "
        "WHERE i.guid IS NULL",
        [&](const std::string &name) {
            findings.push_back(
                {QStringLiteral("task ") + sql::text(name), QStringLiteral("its GUID is not among its identities")});
        });
}

void checkFolders(soci::session &session, Findings &findings)
{
    const auto check = [&](const std::string &kind) {
        sql::forEachRow<std::string, std::string>(
            session,
            "SELECT name, folder FROM " + kind + " WHERE folder <> '' AND folder NOT IN (SELECT path FROM " + kind + "_folder)",
            [&](const std::string &name, const std::string &folder) {
                findings.push_back({sql::text(kind) + u' ' + sql::text(name),
                                    QStringLiteral("lies in the folder '%1', which is not there").arg(sql::text(folder))});
            });
    };
    check("package");
    check("task");
}

template <typename Read>
void checkBodies(soci::session &session, const std::string &query, const QString &kind, Read &&readBody,
                 Findings &findings)
{
    sql::forEachRow<std::string, std::string>(session, query, [&](const std::string &name, const std::string &body) {
        const auto value = readBody(sql::bytes(body));
        if (!value.ok())
            findings.push_back({kind + sql::text(name), QStringLiteral("cannot be read: ") + value.error().message()});
    });
}

void checkTotals(soci::session &session, Findings &findings)
{
    const TotalsDifference wrong = wrongTotals(session);
    if (wrong != TotalsDifference{}) {
        findings.push_back({QStringLiteral("status totals"),
                            QStringLiteral("%1 of computers and %2 of line items do not agree with the statuses; 'store repair' counts them anew")
                                .arg(wrong.computers).arg(wrong.items)});
    }
}

void checkStatuses(soci::session &session, Findings &findings)
{
    if (const size_t wrong = statusverification::differing(session).size(); wrong > 0) {
        findings.push_back({QStringLiteral("statuses"),
                            QStringLiteral("%1 do not agree with the events that computers reported; 'store repair' works them out anew").arg(wrong)});
    }
    if (const qint64 wrong = statusverification::wrongCounts(session); wrong > 0) {
        findings.push_back({QStringLiteral("history"),
                            QStringLiteral("of the events that were removed, %1 are known but not counted, or the other way about").arg(wrong)});
    }
}

void checkTask(soci::session &session, Key key, const std::string &name, Findings &findings)
{
    const QString subject = QStringLiteral("task ") + sql::text(name);
    const auto readable = sql::guarded(subject, [&] { return taskrows::read(session, key); });
    if (!readable.ok())
        findings.push_back({subject, QStringLiteral("cannot be read: ") + readable.error().message()});
    sql::forEachRow<int, std::string>(
        session, "SELECT revision, body FROM task_revision WHERE task_key = :key ORDER BY revision",
        [&](int revision, const std::string &body) {
            const auto snapshot = sql::guarded(subject, [&] { return taskrows::fromSnapshot(body); });
            if (!snapshot.ok())
                findings.push_back(
                    {subject,
                     QStringLiteral("revision %1 cannot be read: %2").arg(revision).arg(snapshot.error().message())});
        },
        key);
}

} // namespace

Result<std::vector<StoreFinding>> Store::check()
{
    const Result<QStringList> problems = m_database->integrityProblems();
    if (!problems.ok())
        return problems.error();
    return sql::reading(*m_database, [&](soci::session &session) {
        Findings findings;
        for (const QString &problem : *problems)
            findings.push_back({m_database->path(), problem});
        checkOrder(session, findings);
        checkRevisions(session, findings);
        checkFolders(session, findings);
        checkTotals(session, findings);
        checkStatuses(session, findings);
        checkBodies(session, "SELECT name, body FROM package", QStringLiteral("package "), packageFromXml, findings);
        checkBodies(session, "SELECT name, body FROM program", QStringLiteral("program "), programFromXml, findings);
        checkBodies(session, "SELECT name, filter FROM collection WHERE filter <> ''", QStringLiteral("collection "),
                    ruleFromXml, findings);
        checkBodies(session, "SELECT name, options FROM agent_settings", QStringLiteral("agent settings "),
                    optionsFromXml, findings);
        std::vector<std::pair<Key, std::string>> tasks;
        sql::forEachRow<Key, std::string>(session, "SELECT task_key, name FROM task ORDER BY task_key",
                                          [&](Key key, const std::string &name) { tasks.emplace_back(key, name); });
        for (const auto &[key, name] : tasks)
            checkTask(session, key, name, findings);
        return findings;
    });
}

} // namespace seriatim
