#include "tests/bench/baresqlite.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/sampledata.h"

#include "engine/domain/executionorder.h"
#include "engine/workspace/workspace.h"

#include <QTemporaryDir>

namespace seriatim::bench {

namespace {

class OurSave
{
public:
    [[nodiscard]] static Result<std::shared_ptr<OurSave>> make(const QString &path, int items)
    {
        Result<Workspace> workspace = Workspace::create(path);
        if (!workspace)
            return workspace.error();
        const std::vector<Package> packages = samplePackages(items);
        if (auto saved = workspace->store().catalogue().save(packages); !saved)
            return saved.error();
        const auto saved = workspace->saveTask(sampleTask(QStringLiteral("Rollout"), packages, items), KeepFinished::no);
        if (!saved)
            return saved.error();
        return std::make_shared<OurSave>(std::move(workspace).value(), saved->task);
    }

    OurSave(Workspace workspace, SequentialTask task) : m_workspace(std::move(workspace)), m_task(std::move(task)) {}

    [[nodiscard]] Result<double> turn()
    {
        // The first is what all others depend on.
        if (auto moved = moveItem(m_task, 2, static_cast<int>(m_task.items.size()), OnBreak::refuse); !moved)
            return moved.error();
        const Stopwatch watch;
        const Result<SaveOutcome> outcome = m_workspace.saveTask(m_task, KeepFinished::no);
        const double seconds = watch.seconds();
        if (!outcome)
            return outcome.error();
        m_task = outcome->task;
        return seconds;
    }

private:
    Workspace m_workspace;
    SequentialTask m_task;
};

QByteArray newGuid()
{
    return LineItemId::mint().toString().toUtf8();
}

// The same rows in the same tables, from values that are ready to be bound: what no store can do without.
class BareSave
{
public:
    [[nodiscard]] static Result<std::shared_ptr<BareSave>> make(const QString &path, int items)
    {
        Result<BareSqlite> database = BareSqlite::createStore(path);
        if (!database)
            return database.error();
        auto bare = std::make_shared<BareSave>(std::move(database).value(), items);
        if (auto filled = bare->fill(); !filled)
            return filled.error();
        return bare;
    }

    BareSave(BareSqlite database, int items) : m_database(std::move(database)), m_items(items), m_body(items * 60, 'b') {}

    [[nodiscard]] Result<double> turn()
    {
        ++m_revision;
        m_guids.clear();
        for (int i = 0; i <= m_items; ++i)
            m_guids.push_back(newGuid());
        const Stopwatch watch;
        if (auto done = writeAll(); !done)
            return done.error();
        return watch.seconds();
    }

private:
    // Without foreign keys the programs need not be there; so much less work for the peer.
    [[nodiscard]] Result<> fill()
    {
        return m_database.run("PRAGMA foreign_keys = OFF; INSERT INTO task "
                              "(task_key, guid, name, folded_name, enabled, revision, saved_at, saved_by, body) VALUES (1, '{}', 'Rollout', 'rollout', 1, 1, 0, 'me', '')");
    }

    [[nodiscard]] Result<> writeAll()
    {
        if (auto begun = m_database.run("BEGIN IMMEDIATE; DELETE FROM line_item WHERE task_key = 1; "
                                        "DELETE FROM line_item_dependency WHERE task_key = 1"); !begun)
            return begun;
        if (auto written = writeItems(); !written)
            return written;
        if (auto written = writeDependencies(); !written)
            return written;
        if (auto written = writeHead(); !written)
            return written;
        return m_database.run("COMMIT");
    }

    [[nodiscard]] Result<> writeItems()
    {
        Result<BareStatement> insert = m_database.prepare("INSERT INTO line_item VALUES (1, ?1, ?2, ?3, '', '', '')");
        if (!insert)
            return insert.error();
        for (int place = 1; place <= m_items; ++place) {
            insert->bind(1, place);
            insert->bind(2, m_guids[static_cast<size_t>(place)]);
            insert->bind(3, (place + m_revision) % m_items + 1);
            if (!insert->step())
                return m_database.lastError();
        }
        return Done{};
    }

    [[nodiscard]] Result<> writeDependencies()
    {
        Result<BareStatement> insert = m_database.prepare("INSERT INTO line_item_dependency VALUES (1, ?1, 1, 1, '0,3010')");
        if (!insert)
            return insert.error();
        for (int place = 2; place <= m_items; ++place) {
            insert->bind(1, place);
            if (!insert->step())
                return m_database.lastError();
        }
        return Done{};
    }

    [[nodiscard]] Result<> writeHead()
    {
        for (const char *text : {"UPDATE task SET guid = ?1, revision = ?2, body = substr(?3, 1, 1000) WHERE task_key = 1",
                                 "INSERT INTO task_identity SELECT ?1, 1, ?2 WHERE ?3 <> ''",
                                 "INSERT INTO task_revision VALUES (1, ?2, ?1, 0, 'me', ?3)",
                                 "INSERT INTO audit_record SELECT NULL, 0, 'me', 'task', ?1, 1, 'Rollout', 'saved', ?2, 0, 'moved' WHERE ?3 <> ''"}) {
            Result<BareStatement> statement = m_database.prepare(text);
            if (!statement)
                return statement.error();
            statement->bind(1, m_guids.front());
            statement->bind(2, m_revision);
            statement->bind(3, m_body);
            if (!statement->step())
                return m_database.lastError();
        }
        return Done{};
    }

    BareSqlite m_database;
    int m_items;
    QByteArray m_body; // about as long as our snapshot of a revision
    int m_revision = 1;
    std::vector<QByteArray> m_guids; // the task's, then the line items'
};

} // namespace

Result<std::vector<Contest>> saveContests(const Options &options)
{
    const int items = options.choose(20, 1000, 1000);
    const auto folder = std::make_shared<QTemporaryDir>();
    const auto ours = OurSave::make(folder->filePath(QStringLiteral("ours.store")), items);
    if (!ours)
        return ours.error();
    const auto bare = BareSave::make(folder->filePath(QStringLiteral("bare.store")), items);
    if (!bare)
        return bare.error();
    Contest contest{QStringLiteral("a sequence of %1 line items saved in another order").arg(items), QStringLiteral("save"), Show::millisPerUnit, {}, {}};
    contest.ours = {{QStringLiteral("Workspace::saveTask"), 1, [save = *ours, folder] { return save->turn(); }}};
    contest.peers = {{QStringLiteral("bare SQLite, the same rows"), 1, [save = *bare, folder] { return save->turn(); }}};
    return std::vector{contest};
}

} // namespace seriatim::bench
