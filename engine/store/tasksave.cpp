#include "engine/store/taskstore.h"

#include "engine/base/text.h"
#include "engine/domain/difference.h"
#include "engine/domain/folderpath.h"
#include "engine/domain/validation.h"
#include "engine/store/auditstore.h"
#include "engine/store/cataloguerows_p.h"
#include "engine/store/folders_p.h"
#include "engine/store/names_p.h"
#include "engine/store/session_p.h"
#include "engine/store/taskrows_p.h"

#include <QSet>

namespace seriatim {

namespace {

using sql::Key;
using taskrows::StoredTask;

QString subjectOf(const SequentialTask &task)
{
    return QStringLiteral("task ") + task.name;
}

QStringList differences(soci::session &session, const SequentialTask &before, const SequentialTask &after)
{
    std::vector<ProgramId> programs;
    for (const SequentialTask *task : {&before, &after}) {
        for (const LineItem &item : task->items)
            programs.push_back(item.program);
    }
    const std::vector<Package> packages = cataloguerows::packagesWith(session, programs);
    return describeDifferences(before, after, ProgramIndex(packages));
}

// B8: what the other save changed since the revision that the draft was made from.
[[noreturn]] void refuseStale(soci::session &session, const StoredTask &stored, const SequentialTask &draft)
{
    const auto base = sql::firstValue<std::string>(
        session, "SELECT body FROM task_revision WHERE task_key = :key AND revision = :revision", stored.key,
        draft.revision);
    QStringList changes;
    if (base)
        changes = differences(session, taskrows::fromSnapshot(*base), stored.task);
    if (changes.isEmpty())
        changes = differences(session, draft, stored.task);
    sql::refuse(
        ErrorCode::stale, subjectOf(stored.task),
        QStringLiteral("revision %1 was saved by %2 at %3 UTC, after you opened revision %4: %5. Nothing was "
                       "overwritten; open it again and repeat your change")
            .arg(stored.task.revision)
            .arg(stored.savedBy, formatInstant(stored.savedAt))
            .arg(draft.revision)
            .arg(changes.isEmpty() ? QStringLiteral("no difference is left") : changes.join(QStringLiteral("; "))));
}

// B8: whoever moves a task to another folder, or renames that, keeps nobody from saving a draft made before. The draft
// then stays where the task is now, unless it was moved itself.
bool followsFolder(soci::session &session, const StoredTask &stored, SequentialTask &draft)
{
    if (draft.id != stored.task.id || draft.revision <= 0 || draft.revision >= stored.task.revision)
        return false;
    const auto body = sql::firstValue<std::string>(
        session, "SELECT body FROM task_revision WHERE task_key = :key AND revision = :revision", stored.key,
        draft.revision);
    if (!body)
        return false;
    SequentialTask base = taskrows::fromSnapshot(*body);
    const bool moved = foldedFolder(base.folder) != foldedFolder(draft.folder);
    base.folder = stored.task.folder;
    base.revision = stored.task.revision;
    if (base != stored.task)
        return false;
    draft.revision = stored.task.revision;
    if (!moved)
        draft.folder = stored.task.folder;
    return true;
}

// The task that the draft is a draft of; absent for a new one.
std::optional<StoredTask> storedOf(soci::session &session, SequentialTask &draft, SaveRequest::Origin origin)
{
    if (const std::optional<Key> key = taskrows::keyOfAnyIdentity(session, draft.id)) {
        StoredTask stored = taskrows::read(session, *key);
        if (draft.revision == 0) {
            sql::refuse(
                ErrorCode::alreadyExists, subjectOf(draft),
                QStringLiteral("the GUID %1 belongs or belonged to the task \"%2\"; change that task, or give the "
                               "new one a GUID of its own")
                    .arg(draft.id.toString(), stored.task.name));
        }
        if ((draft.revision != stored.task.revision || draft.id != stored.task.id) && !followsFolder(session, stored, draft))
            refuseStale(session, stored, draft);
        return stored;
    }
    if (draft.revision > 0 && origin == SaveRequest::Origin::editor) {
        const auto removal = sql::firstRow<std::string, long long>(
            session,
            "SELECT who, recorded_at FROM audit_record WHERE object_kind = 'task' AND action = 'removed' "
            "AND object_guid = :guid ORDER BY audit_key DESC LIMIT 1",
            sql::text(draft.id));
        if (removal) {
            sql::refuse(ErrorCode::stale, subjectOf(draft),
                        QStringLiteral("was removed by %1 at %2 UTC, after you opened it; save it as a new task")
                            .arg(sql::text(std::get<0>(*removal)), formatInstant(std::get<1>(*removal))));
        }
    }
    return std::nullopt;
}

void requireFreeName(soci::session &session, const SequentialTask &task, Key key)
{
    if (task.name.trimmed().isEmpty())
        sql::refuse(ErrorCode::invalidInput, task.id.toString(), QStringLiteral("the task has no name; give it one"));
    const auto taken = sql::firstValue<std::string>(
        session, "SELECT name FROM task WHERE folded_name = :name AND task_key <> :key", sql::folded(task.name), key);
    if (taken) {
        sql::refuse(ErrorCode::alreadyExists, subjectOf(task),
                    QStringLiteral("another task is named \"%1\" (letter case does not count); choose a different name")
                        .arg(sql::text(*taken)));
    }
}

// What the tables rely on; whether the values make sense is validateTask's matter.
void requireSoundOrder(const SequentialTask &task)
{
    if (task.items.size() > static_cast<size_t>(maximumLineItems)) {
        sql::refuse(ErrorCode::invalidInput, subjectOf(task),
                    QStringLiteral("has %1 line items; at most %2 are possible, split it")
                        .arg(task.items.size())
                        .arg(maximumLineItems));
    }
    QSet<LineItemId> earlier;
    for (const LineItem &item : task.items) {
        const QString subject = QStringLiteral("task %1, line item %2").arg(task.name).arg(earlier.size() + 1);
        for (const Dependency &dependency : item.dependencies) {
            if (!earlier.contains(dependency.on)) {
                sql::refuse(
                    ErrorCode::invalidInput, subject,
                    QStringLiteral("depends on %1, which is no earlier line item; drop the dependency or move it")
                        .arg(dependency.on.toString()));
            }
        }
        if (earlier.contains(item.id)) {
            sql::refuse(
                ErrorCode::invalidInput, subject,
                QStringLiteral("has the GUID %1 of an earlier line item; each needs its own").arg(item.id.toString()));
        }
        earlier.insert(item.id);
    }
    const QSet<CollectionId> collections(task.appliesTo.begin(), task.appliesTo.end());
    if (collections.size() != static_cast<qsizetype>(task.appliesTo.size()))
        sql::refuse(ErrorCode::invalidInput, subjectOf(task), QStringLiteral("names a collection twice; name it once"));
}

void requireFreeItemGuids(soci::session &session, const SequentialTask &task, Key key)
{
    std::string guid;
    std::string owner;
    soci::statement look = (session.prepare << "SELECT t.name FROM line_item i JOIN task t ON t.task_key = i.task_key "
                                               "WHERE i.guid = :guid AND i.task_key <> :key",
                            soci::use(guid), soci::use(key), soci::into(owner));
    for (const LineItem &item : task.items) {
        guid = sql::text(item.id);
        if (look.execute(true)) {
            sql::refuse(ErrorCode::alreadyExists, subjectOf(task),
                        QStringLiteral("its line item GUID %1 is in use by the task \"%2\"; each needs its own")
                            .arg(item.id.toString(), sql::text(owner)));
        }
    }
}

void rememberIdentity(soci::session &session, const StoredTask &stored)
{
    sql::run(session, sql::insertInto("task_identity", {"guid", "task_key", "from_revision"}), sql::text(stored.task.id),
             stored.key, stored.task.revision);
}

AuditRecord auditOf(const StoredTask &stored, const SaveOutcome &outcome)
{
    AuditRecord record;
    record.when = stored.savedAt;
    record.who = stored.savedBy;
    record.object = AuditObject::task;
    record.guid = stored.task.id.toString();
    record.name = stored.task.name;
    record.action = outcome.created ? AuditAction::created : AuditAction::saved;
    record.revision = stored.task.revision;
    if (!outcome.created)
        record.identity = outcome.renewed ? IdentityChange::renewed : IdentityChange::kept;
    record.changes = outcome.changes;
    record.lineage = stored.key;
    return record;
}

// Told of the draft: the identities that the save gives would only hide what was edited.
QStringList changesOf(soci::session &session, const std::optional<StoredTask> &before, const SequentialTask &draft,
                      const SaveOutcome &outcome, KeepFinished keep)
{
    if (!before)
        return {QStringLiteral("created with %1 line items").arg(outcome.task.items.size())};
    QStringList changes = differences(session, before->task, draft);
    if (outcome.renewed) {
        changes += keep == KeepFinished::yes ? QStringLiteral("steps that computers have finished are kept")
                                             : QStringLiteral("every computer runs everything again");
    }
    return changes;
}

} // namespace

Result<SaveOutcome> TaskStore::save(const SequentialTask &edited, const SaveRequest &request)
{
    return sql::writing(*m_database, [&](soci::session &session) {
        SequentialTask draft = edited;
        draft.folder = folders::Book(session, folders::Tree::tasks).place(draft.folder);
        const std::optional<StoredTask> before = storedOf(session, draft, request.origin);
        SaveOutcome outcome{.task = draft, .created = !before, .unchanged = false, .renewed = false, .changes = {}};
        if (before && before->task == draft) {
            outcome.unchanged = true;
            return outcome;
        }
        requireSoundOrder(draft);
        if (before) {
            IdentityOutcome identity = renewIdentities(before->task, draft, request.keep);
            outcome.task = std::move(identity.task);
            outcome.renewed = identity.orderChanged;
            outcome.task.revision = before->task.revision + 1;
        } else {
            outcome.task.revision = std::max(draft.revision, 1);
        }
        const Key key = before ? before->key : sql::takeKeys(session, "task");
        requireFreeName(session, outcome.task, key);
        requireFreeItemGuids(session, outcome.task, key);
        outcome.changes = changesOf(session, before, draft, outcome, request.keep);
        const StoredTask stored{key, request.when, request.who, outcome.task};
        taskrows::write(session, stored);
        if (!before || outcome.renewed)
            rememberIdentity(session, stored);
        taskrows::rememberRevision(session, stored);
        sql::orRefuse(AuditStore(*m_database).append(auditOf(stored, outcome)));
        return outcome;
    });
}

} // namespace seriatim
