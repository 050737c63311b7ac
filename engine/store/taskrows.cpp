#include "engine/store/taskrows_p.h"

#include "engine/store/names_p.h"
#include "engine/xml/fragments.h"

#include <QHash>

namespace seriatim::taskrows {

namespace {

using sql::Key;
using Text = std::string;

template <typename IdType>
IdType id(const Text &guid)
{
    return sql::orRefuse(sql::idFrom<IdType>(sql::text(guid)));
}

[[noreturn]] void refuseGap(const SequentialTask &task)
{
    sql::refuse(ErrorCode::io, QStringLiteral("task ") + task.name,
                QStringLiteral("its execution order has gaps; the store is damaged, restore a backup"));
}

LineItem &itemAt(SequentialTask &task, int place)
{
    if (place < 1 || place > static_cast<int>(task.items.size()))
        refuseGap(task);
    return task.items[static_cast<size_t>(place - 1)];
}

void addItem(SequentialTask &task, int place, const Text &guid, const Text &program, const Text &exeName,
             const Text &appliesWhen, const Text &receivedPolicy)
{
    if (place != static_cast<int>(task.items.size()) + 1)
        refuseGap(task);
    LineItem item(id<LineItemId>(guid), id<ProgramId>(program));
    item.exeName = sql::text(exeName);
    if (!appliesWhen.empty())
        item.appliesWhen = sql::orRefuse(ruleFromXml(sql::bytes(appliesWhen)));
    item.receivedPolicy = QByteArray::fromBase64(sql::bytes(receivedPolicy));
    task.items.push_back(std::move(item));
}

// `condition` may name task_key alone.
template <typename... Parameters>
std::vector<StoredTask> readWhere(soci::session &session, const std::string &condition, const Parameters &...parameters)
{
    std::vector<StoredTask> tasks;
    QHash<Key, size_t> indexes;
    const auto taskOf = [&](Key key) -> SequentialTask & { return tasks[indexes.value(key)].task; };
    sql::forEachRow<Key, Text, Text, Text, int, int, long long, Text, Text>(
        session,
        "SELECT task_key, guid, name, folder, enabled, revision, saved_at, saved_by, body FROM task " + condition
            + " ORDER BY task_key",
        [&](Key key, const Text &guid, const Text &name, const Text &folder, int enabled, int revision,
            long long savedAt, const Text &savedBy, const Text &body) {
            StoredTask stored{key, savedAt, sql::text(savedBy), sql::orRefuse(taskSettingsFromXml(sql::bytes(body)))};
            stored.task.id = id<TaskId>(guid);
            stored.task.name = sql::text(name);
            stored.task.folder = sql::text(folder);
            stored.task.enabled = enabled != 0;
            stored.task.revision = revision;
            indexes.insert(key, tasks.size());
            tasks.push_back(std::move(stored));
        },
        parameters...);
    sql::forEachRow<Key, int, Text, Text, Text, Text, Text>(
        session,
        "SELECT i.task_key, i.place, i.guid, p.guid, i.exe_name, i.applies_when, i.received_policy FROM line_item i "
        "JOIN program p ON p.program_key = i.program_key "
            + condition + " ORDER BY i.task_key, i.place",
        [&](Key key, int place, const Text &guid, const Text &program, const Text &exeName, const Text &appliesWhen,
            const Text &received) { addItem(taskOf(key), place, guid, program, exeName, appliesWhen, received); },
        parameters...);
    sql::forEachRow<Key, int, int, std::optional<Text>>(
        session,
        "SELECT task_key, place, on_place, codes FROM line_item_dependency " + condition
            + " ORDER BY task_key, place, number",
        [&](Key key, int place, int onPlace, const std::optional<Text> &codes) {
            Dependency dependency{itemAt(taskOf(key), onPlace).id, std::nullopt};
            if (codes)
                dependency.codes = sql::orRefuse(parseReturnCodes(sql::text(*codes)));
            itemAt(taskOf(key), place).dependencies.push_back(std::move(dependency));
        },
        parameters...);
    sql::forEachRow<Key, int, Text>(
        session,
        "SELECT task_key, place, guid FROM line_item_ancestor " + condition + " ORDER BY task_key, place, number",
        [&](Key key, int place, const Text &guid) {
            itemAt(taskOf(key), place).succeeds.push_back(id<LineItemId>(guid));
        },
        parameters...);
    sql::forEachRow<Key, Text>(
        session,
        "SELECT t.task_key, c.guid FROM task_collection t JOIN collection c ON c.collection_key = t.collection_key "
            + condition + " ORDER BY t.task_key, t.place",
        [&](Key key, const Text &guid) { taskOf(key).appliesTo.push_back(id<CollectionId>(guid)); }, parameters...);
    return tasks;
}

// The key of each object in a column of GUIDs, looked up once for each.
class Keys
{
public:
    Keys(soci::session &session, const std::string &table, const std::string &keyColumn)
        : m_look((session.prepare << "SELECT " << keyColumn << " FROM " << table << " WHERE guid = :guid",
                  soci::use(m_guid), soci::into(m_key)))
    {
    }

    [[nodiscard]] std::optional<Key> find(const QUuid &guid, const Text &stored)
    {
        if (const auto known = m_known.constFind(guid); known != m_known.constEnd())
            return *known;
        m_guid = stored;
        if (!m_look.execute(true))
            return std::nullopt;
        m_known.insert(guid, m_key);
        return m_key;
    }

private:
    std::string m_guid;
    Key m_key = 0;
    QHash<QUuid, Key> m_known;
    soci::statement m_look;
};

void writeItems(soci::session &session, const StoredTask &stored)
{
    Keys programs(session, "program", "program_key");
    std::vector<Key> tasks, programKeys;
    std::vector<int> places;
    std::vector<Text> guids, exeNames, conditions, received;
    for (const LineItem &item : stored.task.items) {
        const int place = static_cast<int>(places.size()) + 1;
        const std::optional<Key> program = programs.find(item.program.uuid(), sql::text(item.program));
        if (!program) {
            sql::refuse(
                ErrorCode::notFound, QStringLiteral("task %1, line item %2").arg(stored.task.name).arg(place),
                QStringLiteral("its program %1 is not in the store; choose another one").arg(item.program.toString()));
        }
        tasks.push_back(stored.key);
        places.push_back(place);
        guids.push_back(sql::text(item.id));
        programKeys.push_back(*program);
        exeNames.push_back(sql::text(item.exeName));
        conditions.push_back(item.appliesWhen ? sql::bytes(ruleToXml(*item.appliesWhen)) : Text());
        received.push_back(sql::bytes(item.receivedPolicy.toBase64()));
    }
    sql::runForEach(session,
                    sql::insertInto("line_item", {"task_key", "place", "guid", "program_key", "exe_name",
                                                  "applies_when", "received_policy"}),
                    tasks, places, guids, programKeys, exeNames, conditions, received);
}

void writeDependencies(soci::session &session, const StoredTask &stored)
{
    QHash<LineItemId, int> placeOf;
    for (const LineItem &item : stored.task.items)
        placeOf.insert(item.id, static_cast<int>(placeOf.size()) + 1);
    std::vector<Key> tasks;
    std::vector<int> places, numbers, onPlaces;
    sql::NullableColumn<Text> codes;
    for (const LineItem &item : stored.task.items) {
        int number = 0;
        for (const Dependency &dependency : item.dependencies) {
            tasks.push_back(stored.key);
            places.push_back(placeOf.value(item.id));
            numbers.push_back(++number);
            onPlaces.push_back(placeOf.value(dependency.on));
            codes.push(dependency.codes ? std::optional(sql::text(formatReturnCodes(*dependency.codes)))
                                        : std::nullopt);
        }
    }
    sql::runForEach(session,
                    sql::insertInto("line_item_dependency", {"task_key", "place", "number", "on_place", "codes"}),
                    tasks, places, numbers, onPlaces, codes);
}

void writeAncestors(soci::session &session, const StoredTask &stored)
{
    std::vector<Key> tasks;
    std::vector<int> places, numbers;
    std::vector<Text> guids;
    int place = 0;
    for (const LineItem &item : stored.task.items) {
        ++place;
        for (size_t i = 0; i < item.succeeds.size(); ++i) {
            tasks.push_back(stored.key);
            places.push_back(place);
            numbers.push_back(static_cast<int>(i) + 1);
            guids.push_back(sql::text(item.succeeds[i]));
        }
    }
    sql::runForEach(session, sql::insertInto("line_item_ancestor", {"task_key", "place", "number", "guid"}), tasks,
                    places, numbers, guids);
}

void writeCollections(soci::session &session, const StoredTask &stored)
{
    Keys collections(session, "collection", "collection_key");
    std::vector<Key> tasks, keys;
    std::vector<int> places;
    for (const CollectionId &collection : stored.task.appliesTo) {
        const std::optional<Key> key = collections.find(collection.uuid(), sql::text(collection));
        if (!key) {
            sql::refuse(
                ErrorCode::notFound, QStringLiteral("task ") + stored.task.name,
                QStringLiteral("its collection %1 is not in the store; choose another one").arg(collection.toString()));
        }
        tasks.push_back(stored.key);
        keys.push_back(*key);
        places.push_back(static_cast<int>(places.size()) + 1);
    }
    sql::runForEach(session, sql::insertInto("task_collection", {"task_key", "collection_key", "place"}), tasks, keys,
                    places);
}

} // namespace

std::vector<SequentialTask> readAll(soci::session &session)
{
    std::vector<SequentialTask> tasks;
    for (StoredTask &stored : readWhere(session, ""))
        tasks.push_back(std::move(stored.task));
    return tasks;
}

StoredTask read(soci::session &session, Key key)
{
    std::vector<StoredTask> tasks = readWhere(session, "WHERE task_key = :key", key);
    Q_ASSERT(tasks.size() == 1);
    return std::move(tasks.front());
}

std::vector<StoredTask> readInFolder(soci::session &session, const QString &folder)
{
    return readWhere(session, "WHERE task_key IN (SELECT task_key FROM task WHERE folder = :folder)", sql::text(folder));
}

std::optional<Key> keyOf(soci::session &session, TaskId taskId)
{
    return sql::firstValue<Key>(session, "SELECT task_key FROM task WHERE guid = :guid", sql::text(taskId));
}

std::optional<Key> keyOfAnyIdentity(soci::session &session, TaskId taskId)
{
    return sql::firstValue<Key>(session, "SELECT task_key FROM task_identity WHERE guid = :guid", sql::text(taskId));
}

void writeSettings(soci::session &session, const StoredTask &stored)
{
    const SequentialTask &task = stored.task;
    sql::run(session,
             sql::upsertInto("task", {"task_key"},
                             {"guid", "name", "folded_name", "folder", "priority", "enabled", "revision", "saved_at",
                              "saved_by", "body"}),
             stored.key, sql::text(task.id), sql::text(task.name), sql::folded(task.name), sql::text(task.folder),
             static_cast<int>(task.priority), task.enabled ? 1 : 0, task.revision,
             static_cast<long long>(stored.savedAt), sql::text(stored.savedBy), sql::bytes(taskSettingsToXml(task)));
}

void rememberRevision(soci::session &session, const StoredTask &stored)
{
    sql::run(session,
             sql::insertInto("task_revision", {"task_key", "revision", "guid", "saved_at", "saved_by", "body"}),
             stored.key, stored.task.revision, sql::text(stored.task.id), static_cast<long long>(stored.savedAt),
             sql::text(stored.savedBy), snapshot(stored.task));
}

void write(soci::session &session, const StoredTask &stored)
{
    writeSettings(session, stored);
    sql::run(session, "DELETE FROM line_item WHERE task_key = :key", stored.key);
    sql::run(session, "DELETE FROM task_collection WHERE task_key = :key", stored.key);
    writeItems(session, stored);
    writeDependencies(session, stored);
    writeAncestors(session, stored);
    writeCollections(session, stored);
}

} // namespace seriatim::taskrows
