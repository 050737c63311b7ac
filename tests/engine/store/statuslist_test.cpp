// The status list of a task in any order and under any filter, and its totals, beside the same worked out from the single
// statuses: over random histories that come twice, late and in the wrong order (B38, B40).
#include "engine/store/dialect_p.h"
#include "engine/store/migrations.h"
#include "engine/store/statuslist.h"
#include "engine/store/store.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <random>

using namespace seriatim;

namespace {

const TaskId task = *TaskId::parse(u"{B0000000-0000-0000-0000-000000000001}");
const TaskId otherTask = *TaskId::parse(u"{B0000000-0000-0000-0000-000000000002}");
constexpr Instant now = 2'000'000'000;
constexpr int computers = 60;
constexpr int items = 4;

LineItemId lineItem(int place)
{
    return *LineItemId::parse(QStringLiteral("{C0000000-0000-0000-0000-00000000000%1}").arg(place));
}

QString nameOf(int computer)
{
    return (computer % 2 == 0 ? QStringLiteral("PC-%1") : QStringLiteral("pc_%1")).arg(computer, 3, 10, QLatin1Char('0'));
}

// Histories of several runs of many computers, told twice and out of order.
class History
{
public:
    explicit History(quint32 seed) : m_random(seed)
    {
        for (int computer = 0; computer < computers; ++computer) {
            tell(task, computer);
            if (chance(30))
                tell(otherTask, computer);
        }
        for (size_t i = 0, count = m_events.size(); i < count; ++i) {
            if (chance(10))
                m_events.push_back(m_events[i]);
        }
        if (chance(70))
            std::ranges::shuffle(m_events, m_random);
    }

    // In batches, as agents deliver them.
    void applyTo(Store &store)
    {
        for (size_t at = 0; at < m_events.size();) {
            const size_t end = std::min(m_events.size(), at + static_cast<size_t>(number(1, 200)));
            QVERIFY(store.statuses().apply({m_events.begin() + static_cast<qptrdiff>(at), m_events.begin() + static_cast<qptrdiff>(end)},
                                           now + static_cast<Instant>(at)));
            at = end;
        }
    }

private:
    int number(int least, int most) { return least + static_cast<int>(m_random() % static_cast<quint32>(most - least + 1)); }
    bool chance(int percent) { return number(1, 100) <= percent; }

    StatusEvent event(TaskId of, int computer, StatusEvent::Kind kind, ComputerStatus status)
    {
        StatusEvent event(EventId::mint(), *AgentId::parse(QStringLiteral("{A0000000-0000-0000-0000-%1}").arg(computer + 1, 12, 10, QLatin1Char('0'))), of);
        event.number = ++m_number;
        event.time = chance(5) ? now * 3 : 1'000'000 + m_number * number(1, 5000); // a clock that is wrong
        event.computer = nameOf(computer);
        event.taskRevision = 3;
        event.run = m_run;
        event.kind = kind;
        event.computerStatus = status;
        event.restarts = m_restarts;
        event.explanation = QStringLiteral("%1 of run %2").arg(toText(status)).arg(m_run);
        return event;
    }

    void tell(TaskId of, int computer)
    {
        using Kind = StatusEvent::Kind;
        m_restarts = number(0, 3);
        m_run = 0;
        for (int runs = number(1, 3); runs > 0; --runs) {
            ++m_run;
            m_events.push_back(event(of, computer, Kind::runStarted, ComputerStatus::running));
            const int reached = number(0, items);
            for (int place = 1; place <= reached; ++place) {
                StatusEvent item = event(of, computer, Kind::itemChanged, ComputerStatus::running);
                item.item = lineItem(place);
                item.place = place;
                item.itemStatus = static_cast<ItemStatus>(number(2, 12));
                if (chance(70))
                    item.returnCode = std::vector{0, 1603, 3010, -1}[static_cast<size_t>(number(0, 3))];
                m_events.push_back(item);
            }
            if (chance(20))
                m_events.push_back(event(of, computer, Kind::problem, ComputerStatus::running));
            if (chance(80)) {
                m_events.push_back(event(of, computer, Kind::runEnded,
                                         std::vector{ComputerStatus::succeeded, ComputerStatus::failed, ComputerStatus::withdrawn}[static_cast<size_t>(number(0, 2))]));
            }
        }
    }

    std::mt19937 m_random;
    std::vector<StatusEvent> m_events;
    qint64 m_number = 0;
    int m_run = 0;
    int m_restarts = 0;
};

const LineItemStatus *itemOf(const ComputerTaskStatus &computer, int place)
{
    const auto found = std::ranges::find(computer.items, lineItem(place), &LineItemStatus::item);
    return found == computer.items.end() ? nullptr : &*found;
}

QStringList namesOf(const std::vector<std::pair<StatusKey, ComputerTaskStatus>> &rows)
{
    QStringList names;
    for (const auto &[key, computer] : rows)
        names.append(computer.computer);
    return names;
}

} // namespace

class StatusListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void filtersAsTheyAreAskedFor_data();
    void filtersAsTheyAreAskedFor();
    void sortsByEveryColumn_data();
    void sortsByEveryColumn();
    void rowsComeInTheOrderOfTheirKeys();
    void knowsWhoIsSilent();
    void listsTheSilentAmongTheOthers();
    void totalsAgreeWithTheRows();
    void findsAndRepairsWrongTotals();
    void findsAndRepairsWrongMinutes();
    void totalsOfAnOlderStoreAreCounted();

private:
    [[nodiscard]] std::vector<ComputerTaskStatus> all(TaskId of = task) const { return m_store->statuses().statuses(of).value(); }
    [[nodiscard]] QStringList listed(const StatusListQuery &query) const
    {
        const StatusList list(m_store->database());
        return namesOf(list.rows(list.keys(task, query).value()).value());
    }

    // Past the store's own code; opens it anew.
    void damage(const QByteArray &script, int schema = builtInMigrations().back().number)
    {
        const QString path = m_store->path();
        m_store.reset();
        {
            soci::session session;
            dialect::connect(session, path, Access::readWrite, false);
            dialect::runScript(session, script);
            dialect::setFileVersion(session, schema);
        }
        Result<Store> opened = Store::open(path);
        QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(opened.error().message()));
        m_store = std::make_unique<Store>(std::move(opened).value());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
};

void StatusListTest::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<Store>(Store::create(m_folder->filePath(QStringLiteral("list.store"))).value());
    History(7).applyTo(*m_store);
}

using Accepts = bool (*)(const ComputerTaskStatus &);
Q_DECLARE_METATYPE(Accepts)

void StatusListTest::filtersAsTheyAreAskedFor_data()
{
    QTest::addColumn<StatusListQuery>("query");
    QTest::addColumn<Accepts>("accepts");
    QTest::newRow("all") << StatusListQuery{} << Accepts([](const ComputerTaskStatus &) { return true; });
    QTest::newRow("a state") << StatusListQuery{.status = ComputerStatus::failed} << Accepts([](const ComputerTaskStatus &c) { return c.status == ComputerStatus::failed; });
    QTest::newRow("a part of a name, in which _ is no wildcard") << StatusListQuery{.computer = QStringLiteral("c_0")} << Accepts([](const ComputerTaskStatus &c) { return c.computer.startsWith(u"pc_0"); });
    QTest::newRow("wildcards, any case") << StatusListQuery{.computer = QStringLiteral("pc-?1*")} << Accepts([](const ComputerTaskStatus &c) { return c.computer.startsWith(u"PC-01") || c.computer.startsWith(u"PC-11"); });
    QTest::newRow("an item's status") << StatusListQuery{.item = lineItem(2), .itemStatus = ItemStatus::skipped}
        << Accepts([](const ComputerTaskStatus &c) { const auto *item = itemOf(c, 2); return item && item->status == ItemStatus::skipped; });
    QTest::newRow("an item's code") << StatusListQuery{.item = lineItem(1), .returnCode = 1603}
        << Accepts([](const ComputerTaskStatus &c) { const auto *item = itemOf(c, 1); return item && item->returnCode == 1603; });
    QTest::newRow("any item's code") << StatusListQuery{.returnCode = -1}
        << Accepts([](const ComputerTaskStatus &c) { return std::ranges::any_of(c.items, [](const LineItemStatus &i) { return i.returnCode == -1; }); });
    QTest::newRow("status and code of the same item") << StatusListQuery{.itemStatus = ItemStatus::failed, .returnCode = 3010}
        << Accepts([](const ComputerTaskStatus &c) { return std::ranges::any_of(c.items, [](const LineItemStatus &i) { return i.returnCode == 3010 && i.status == ItemStatus::failed; }); });
    QTest::newRow("reported since") << StatusListQuery{.reportedSince = now + 300} << Accepts([](const ComputerTaskStatus &c) { return c.reported >= now + 300; });
    QTest::newRow("a text") << StatusListQuery{.text = QStringLiteral("of run 2")} << Accepts([](const ComputerTaskStatus &c) { return c.explanation.contains(u"of run 2") || c.problem.contains(u"of run 2"); });
    QTest::newRow("a name and a text") << StatusListQuery{.computer = QStringLiteral("PC-"), .text = QStringLiteral("Failed")}
        << Accepts([](const ComputerTaskStatus &c) { return c.computer.startsWith(u"PC-") && (c.explanation.contains(u"failed", Qt::CaseInsensitive) || c.problem.contains(u"failed", Qt::CaseInsensitive)); });
    QTest::newRow("an item that nobody knows") << StatusListQuery{.item = LineItemId::mint(), .itemStatus = ItemStatus::failed} << Accepts([](const ComputerTaskStatus &) { return false; });
}

void StatusListTest::filtersAsTheyAreAskedFor()
{
    QFETCH(const StatusListQuery, query);
    QFETCH(const Accepts, accepts);
    QStringList expected;
    for (const ComputerTaskStatus &computer : all()) {
        if (accepts(computer))
            expected.append(computer.computer);
    }
    QCOMPARE(listed(query), expected);
    if (qstrcmp(QTest::currentDataTag(), "an item that nobody knows") != 0)
        QVERIFY2(!expected.isEmpty() && (expected.size() < computers || !query.isFiltered()), "the filter is not tried by these statuses");
    QCOMPARE(query.isFiltered(), qstrcmp(QTest::currentDataTag(), "all") != 0);
}

void StatusListTest::sortsByEveryColumn_data()
{
    QTest::addColumn<StatusSort>("sort");
    QTest::newRow("computer") << StatusSort::computer;
    QTest::newRow("status") << StatusSort::status;
    QTest::newRow("started") << StatusSort::started;
    QTest::newRow("took") << StatusSort::took;
    QTest::newRow("restarts") << StatusSort::restarts;
    QTest::newRow("reported") << StatusSort::reported;
    QTest::newRow("item") << StatusSort::item;
}

// What is not there comes first, as the smallest.
void StatusListTest::sortsByEveryColumn()
{
    QFETCH(const StatusSort, sort);
    using Value = std::pair<std::optional<qint64>, std::optional<qint64>>;
    const auto valueOf = [sort](const ComputerTaskStatus &c) -> Value {
        switch (sort) {
        case StatusSort::computer: return {};
        case StatusSort::status: return {static_cast<qint64>(c.status), {}};
        case StatusSort::started: return {c.started, {}};
        case StatusSort::took: return {c.started && c.finished ? std::optional(*c.finished - *c.started) : std::nullopt, {}};
        case StatusSort::restarts: return {c.restarts, {}};
        case StatusSort::reported: return {c.reported, {}};
        case StatusSort::item: break;
        }
        const LineItemStatus *item = itemOf(c, 2);
        if (!item)
            return {};
        return {static_cast<qint64>(item->status), item->returnCode ? std::optional<qint64>(*item->returnCode) : std::nullopt};
    };
    std::vector<ComputerTaskStatus> expected = all();
    std::ranges::stable_sort(expected, {}, valueOf);
    QStringList names;
    for (const ComputerTaskStatus &computer : expected)
        names.append(computer.computer);
    QCOMPARE(listed({.sort = sort, .sortItem = lineItem(2)}), names);
    std::ranges::reverse(names);
    QCOMPARE(listed({.sort = sort, .sortItem = lineItem(2), .descending = true}), names);
}

void StatusListTest::rowsComeInTheOrderOfTheirKeys()
{
    const StatusList list(m_store->database());
    std::vector<StatusKey> keys = list.keys(task, {}).value();
    QCOMPARE(keys.size(), size_t(computers));
    QCOMPARE(list.keys(task, {}, 7)->size(), size_t(7));
    std::ranges::reverse(keys);
    keys.insert(keys.begin() + 3, 999'999); // gone meanwhile
    const auto rows = list.rows(keys).value();
    std::vector<ComputerTaskStatus> expected = all();
    std::ranges::reverse(expected);
    QCOMPARE(rows.size(), expected.size());
    for (size_t i = 0; i < rows.size(); ++i) {
        QVERIFY(rows[i].second == expected[i]);
        QCOMPARE(list.keyOf(task, rows[i].second.computer.toUpper()).value(), std::optional(rows[i].first));
    }
    QVERIFY(!list.keyOf(task, QStringLiteral("PC-9"))->has_value());
    QVERIFY(list.rows({})->empty());
}

void StatusListTest::knowsWhoIsSilent()
{
    const StatusList list(m_store->database());
    QCOMPARE(list.silentOf(task, {QStringLiteral("NEW-2"), QStringLiteral("pc-000"), QStringLiteral("NEW-1")}).value(), (QStringList{QStringLiteral("NEW-2"), QStringLiteral("NEW-1")}));
}

void StatusListTest::listsTheSilentAmongTheOthers()
{
    const StatusList list(m_store->database());
    const QStringList silent{QStringLiteral("zz-9"), QStringLiteral("PC-001"), QStringLiteral("AA-1")}; // pc_001 reported, PC-001 did not
    const auto shown = [&](const StatusListQuery &query) {
        const StatusListing listing = list.list(task, query, silent).value();
        QStringList names;
        for (const StatusKey entry : listing.entries)
            names.append(entry < 0 ? listing.silent[static_cast<qsizetype>(~entry)] : list.rows({entry})->front().second.computer);
        return names;
    };
    QStringList byName = listed({}) + silent;
    std::ranges::sort(byName, {}, [](const QString &name) { return name.toCaseFolded(); });
    QCOMPARE(shown({}), byName);
    std::ranges::reverse(byName);
    QCOMPARE(shown({.descending = true}), byName);
    const QStringList sortedSilent{QStringLiteral("AA-1"), QStringLiteral("PC-001"), QStringLiteral("zz-9")};
    QCOMPARE(shown({.sort = StatusSort::started}), sortedSilent + listed({.sort = StatusSort::started}));
    QStringList backwards = sortedSilent;
    std::ranges::reverse(backwards);
    QCOMPARE(shown({.sort = StatusSort::status, .descending = true}), listed({.sort = StatusSort::status, .descending = true}) + backwards);
    QCOMPARE(shown({.computer = QStringLiteral("z?-*")}), QStringList{QStringLiteral("zz-9")});
    QCOMPARE(shown({.computer = QStringLiteral("A-")}), QStringList{QStringLiteral("AA-1")});
    QCOMPARE(shown({.status = ComputerStatus::notReceived}), sortedSilent);
    QCOMPARE(shown({.status = ComputerStatus::failed}), listed({.status = ComputerStatus::failed}));
    QCOMPARE(shown({.reportedSince = now}), listed({.reportedSince = now}));
}

void StatusListTest::totalsAgreeWithTheRows()
{
    for (quint32 seed = 1; seed <= 5; ++seed) {
        History(seed).applyTo(*m_store);
        QCOMPARE(*StatusList(m_store->database()).wrongTotals(), 0);
        for (const TaskId of : {task, otherTask}) {
            StatusCounts expected;
            for (const ComputerTaskStatus &computer : all(of)) {
                ++expected.computers[computer.status];
                for (const LineItemStatus &item : computer.items)
                    ++expected.items[item.item][item.status];
            }
            const StatusCounts counts = m_store->statuses().counts(of).value();
            QVERIFY(counts.computers == expected.computers);
            QVERIFY(counts.items == expected.items);
        }
    }
}

void StatusListTest::findsAndRepairsWrongTotals()
{
    QVERIFY(m_store->check()->empty());
    damage("UPDATE task_status_total SET computers = computers + 1; DELETE FROM item_status_total WHERE status = 9;");
    const auto findings = m_store->check().value();
    QCOMPARE(findings.size(), size_t(1));
    QVERIFY2(findings[0].text.contains(u"store repair"), qPrintable(findings[0].text));
    StatusList list(m_store->database());
    QVERIFY(*list.wrongTotals() > 0);
    QVERIFY(list.recountTotals().ok());
    QVERIFY(m_store->check()->empty());
}

void StatusListTest::findsAndRepairsWrongMinutes()
{
    damage("UPDATE task_minute_total SET minute = minute + 1;");
    QCOMPARE(m_store->check()->size(), size_t(1));
    QVERIFY(StatusList(m_store->database()).recountTotals().ok());
    QVERIFY(m_store->check()->empty());
    damage("DELETE FROM item_failure_total;");
    QCOMPARE(m_store->check()->size(), size_t(1));
    QVERIFY(StatusList(m_store->database()).recountTotals().ok());
    QVERIFY(m_store->check()->empty());
}

void StatusListTest::totalsOfAnOlderStoreAreCounted()
{
    const std::vector<ComputerTaskStatus> before = all();
    const StatusCounts counts = m_store->statuses().counts(task).value();
    damage("DROP TABLE forgotten_event; DROP TABLE history_day_total; DROP INDEX computer_task_status_by_endpoint; DROP INDEX item_status_rerun; "
           "ALTER TABLE computer_task_status DROP COLUMN forgotten_events; ALTER TABLE computer_task_status DROP COLUMN first_received_at; "
           "DROP TABLE task_minute_total; DROP TABLE item_failure_total; DROP INDEX computer_task_status_ahead; "
           "DROP TABLE task_status_total; DROP TABLE item_status_total; DROP INDEX computer_task_status_by_name; "
           "DROP INDEX computer_task_status_by_status; ALTER TABLE computer_task_status DROP COLUMN folded_name; DELETE FROM schema_version WHERE version > 6;", 6);
    QVERIFY(m_store);
    QCOMPARE(*m_store->database().schemaVersion(), builtInMigrations().back().number);
    QCOMPARE(*StatusList(m_store->database()).wrongTotals(), 0);
    QVERIFY(m_store->statuses().counts(task)->computers == counts.computers);
    QVERIFY(m_store->statuses().counts(task)->items == counts.items);
    QVERIFY(all() == before);
}

QTEST_GUILESS_MAIN(StatusListTest)
#include "statuslist_test.moc"
