#include "tests/bench/baresqlite.h"
#include "tests/bench/benchmarks.h"

#include "engine/store/store.h"

#include <QTemporaryDir>

#include <cstring>

namespace seriatim::bench {

namespace {

constexpr int itemsInSequence = 10;
constexpr int eventsOfComputer = 2 * itemsInSequence; // each item starts and ends
constexpr int batchSize = 10'000;
constexpr Instant firstMoment = 1'767'600'000'000;

// What a fleet reports, computer by computer, in the batches in which the store gets it.
std::vector<std::vector<StatusEvent>> sampleEvents(int count)
{
    const TaskId task = TaskId::mint();
    std::vector<LineItemId> items;
    for (int i = 0; i < itemsInSequence; ++i)
        items.push_back(LineItemId::mint());
    std::vector<std::vector<StatusEvent>> batches;
    AgentId agent = AgentId::mint();
    for (int i = 0; i < count; ++i) {
        if (i % batchSize == 0)
            batches.emplace_back();
        const int ofComputer = i % eventsOfComputer;
        if (ofComputer == 0)
            agent = AgentId::mint();
        StatusEvent event(EventId::mint(), agent, task);
        event.number = ofComputer + 1;
        event.time = firstMoment + ofComputer * millisPerMinute;
        event.computer = QStringLiteral("PC-%1").arg(i / eventsOfComputer + 1, 6, 10, QLatin1Char('0'));
        event.taskRevision = 1;
        event.item = items[static_cast<size_t>(ofComputer / 2)];
        event.place = ofComputer / 2 + 1;
        event.itemStatus = ofComputer % 2 == 0 ? ItemStatus::running : ItemStatus::succeeded;
        if (ofComputer % 2 == 1)
            event.returnCode = 0;
        event.attempts = 1;
        event.executions = 1;
        event.explanation = ofComputer % 2 == 0 ? QStringLiteral("Running since 09:00.") : QStringLiteral("Succeeded: it returned 0.");
        batches.back().push_back(std::move(event));
    }
    return batches;
}

using Batches = std::shared_ptr<const std::vector<std::vector<StatusEvent>>>;

Result<double> applyAll(const Batches &batches)
{
    const QTemporaryDir folder;
    Result<Store> store = Store::create(folder.filePath(QStringLiteral("ours.store")));
    if (!store)
        return store.error();
    const Stopwatch watch;
    for (const std::vector<StatusEvent> &batch : *batches) {
        if (const auto acknowledged = store->statuses().apply(batch, firstMoment + 60 * millisPerMinute); !acknowledged)
            return acknowledged.error();
    }
    return watch.seconds();
}

// A row of status_event as bare values; GUIDs have become numbers before.
struct BareRow {
    qint64 high;
    qint64 low;
    qint64 agent;
    qint64 item;
    const StatusEvent *event;
    QByteArray explanation;
};

std::vector<BareRow> bareRows(const Batches &batches)
{
    std::vector<BareRow> rows;
    qint64 agent = 0;
    for (const std::vector<StatusEvent> &batch : *batches) {
        for (const StatusEvent &event : batch) {
            agent += event.number == 1 ? 1 : 0;
            const QByteArray bits = event.id.uuid().toRfc4122();
            qint64 halves[2];
            std::memcpy(halves, bits.constData(), sizeof halves);
            rows.push_back({halves[0], halves[1], agent, event.place, &event, event.explanation.toUtf8()});
        }
    }
    return rows;
}

void bindRow(BareStatement &insert, const BareRow &row)
{
    const StatusEvent &event = *row.event;
    int column = 0;
    for (const qint64 number : {row.high, row.low, row.agent, event.number, event.time, firstMoment, qint64(0), row.agent, qint64(1),
                                qint64(event.taskRevision), qint64(event.run), qint64(event.kind), qint64(event.computerStatus),
                                qint64(event.waitReason), qint64(event.restarts), row.item, qint64(event.place), qint64(event.itemStatus)})
        insert.bind(++column, number);
    if (event.returnCode)
        insert.bind(++column, *event.returnCode);
    else
        insert.bindNull(++column);
    insert.bind(++column, event.attempts);
    insert.bind(++column, event.executions);
    insert.bind(++column, row.explanation);
}

enum class Indexes { asInTheStore, none };

Result<double> insertBare(const std::vector<BareRow> &rows, Indexes indexes)
{
    const QTemporaryDir folder;
    const Result<BareSqlite> database = BareSqlite::createStore(folder.filePath(QStringLiteral("bare.store")));
    if (!database)
        return database.error();
    if (indexes == Indexes::none) {
        if (auto dropped = database->run("DROP INDEX status_event_guid; DROP INDEX status_event_object"); !dropped)
            return dropped.error();
    }
    Result<BareStatement> insert = database->prepare(
        "INSERT INTO status_event VALUES (NULL,?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,'')");
    if (!insert)
        return insert.error();
    const Stopwatch watch;
    if (auto begun = database->run("BEGIN IMMEDIATE"); !begun)
        return begun.error();
    for (const BareRow &row : rows) {
        bindRow(*insert, row);
        if (!insert->step())
            return database->lastError();
    }
    if (auto committed = database->run("COMMIT"); !committed)
        return committed.error();
    return watch.seconds();
}

} // namespace

Result<std::vector<Contest>> statusContests(const Options &options)
{
    const int count = options.choose(1000, 100'000, 1'000'000);
    const Batches batches = std::make_shared<const std::vector<std::vector<StatusEvent>>>(sampleEvents(count));
    const auto rows = std::make_shared<const std::vector<BareRow>>(bareRows(batches));
    Contest contest{QStringLiteral("%1 status rows of %2 computers into a fresh store").arg(count).arg(count / eventsOfComputer),
                    QStringLiteral("rows"), Show::unitsPerSecond, {}, {}};
    contest.ours = {{QStringLiteral("StatusStore::apply, batches of %1").arg(batchSize), double(count), [batches] { return applyAll(batches); }}};
    contest.peers = {{QStringLiteral("bare SQLite, same table and indexes"), double(count),
                      [rows, batches] { return insertBare(*rows, Indexes::asInTheStore); }},
                     {QStringLiteral("bare SQLite, no index"), double(count), [rows, batches] { return insertBare(*rows, Indexes::none); }}};
    return std::vector{contest};
}

} // namespace seriatim::bench
