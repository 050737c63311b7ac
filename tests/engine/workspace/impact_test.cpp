// B7: which computers run again; and which computers collections stand for.
#include "engine/workspace/collectionmembers.h"
#include "engine/workspace/impact.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

Rule fact(const char *name, const char *comparison, const char *value)
{
    Rule rule;
    rule.kind = Rule::Kind::fact;
    rule.name = text(name);
    rule.comparison = text(comparison);
    rule.value = text(value);
    return rule;
}

} // namespace

class ImpactTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::vector<Computer> m_computers;
    std::vector<Collection> m_collections;
    SequentialTask m_task;
    qint64 m_number = 0;

    void report(const QString &computer, ComputerStatus status, int itemsDone)
    {
        std::vector<StatusEvent> events;
        const AgentId agent = AgentId::fromName(QUuid(text("{2a7d6d0e-6d64-4f0c-9a3c-1f2c63e0a001}")), computer.toUtf8());
        for (int i = 0; i <= itemsDone; ++i) {
            StatusEvent event(EventId::mint(), agent, m_task.id);
            event.number = ++m_number;
            event.computer = computer;
            event.taskRevision = m_task.revision;
            event.kind = i < itemsDone ? StatusEvent::Kind::itemChanged : StatusEvent::Kind::computerChanged;
            event.computerStatus = i < itemsDone ? ComputerStatus::running : status;
            if (i < itemsDone) {
                event.item = m_task.items[static_cast<size_t>(i)].id;
                event.place = i + 1;
                event.itemStatus = ItemStatus::succeeded;
            }
            events.push_back(event);
        }
        QVERIFY(m_workspace->store().statuses().apply(events, 1).ok());
    }

private Q_SLOTS:
    void init();
    void countsListsAndFiltersOnce();
    void agreesWithIncludes();
    void tellsWhichStepsRepeat();
    void listsTheComputersThatRunAgain();
    void isFastOverALargeFleet();
};

void ImpactTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    Result<Workspace> created = Workspace::create(m_folder->filePath(text("impact.store")));
    QVERIFY(created.ok());
    m_workspace = std::make_unique<Workspace>(std::move(created).value());
    m_computers.clear();
    for (int i = 1; i <= 6; ++i) {
        m_computers.emplace_back(ComputerId::mint(), text("PC-%1").arg(i));
        m_computers.back().operatingSystem = i % 2 ? text("Windows XP") : text("Debian 12");
    }
    m_collections = {Collection(CollectionId::mint(), text("Listed")), Collection(CollectionId::mint(), text("Filtered")),
                     Collection(CollectionId::mint(), text("Both")), Collection(CollectionId::mint(), text("Nobody"))};
    m_collections[0].members = {m_computers[4].id, m_computers[1].id};
    m_collections[1].filter = fact("operatingSystem", "contains", "windows");
    m_collections[2].members = {m_computers[0].id, m_computers[1].id};
    m_collections[2].filter = m_collections[1].filter;
    Package package(PackageId::mint(), text("P"));
    for (const char *name : {"a", "b", "c"})
        package.programs.emplace_back(ProgramId::mint(), text(name));
    QVERIFY(m_workspace->store().catalogue().save(std::vector{package}).ok());
    QVERIFY(m_workspace->store().catalogue().save(m_computers).ok());
    QVERIFY(m_workspace->store().catalogue().save(m_collections).ok());
    m_task = SequentialTask(TaskId::mint(), text("Rollout"));
    for (const Program &program : package.programs)
        m_task.items.emplace_back(LineItemId::mint(), program.id);
    m_task.appliesTo = {m_collections[2].id, m_collections[0].id};
    m_task = m_workspace->saveTask(m_task, KeepFinished::no)->task;
}

void ImpactTest::countsListsAndFiltersOnce()
{
    QCOMPARE(countsOf(m_collections, m_computers), (std::vector{2, 3, 4, 0}));
    QCOMPARE(membersOf({m_collections[0], m_collections[2]}, m_computers), (std::vector{true, true, true, false, true, false}));
    QStringList names;
    const auto computers = m_workspace->computersOf(m_task);
    for (const Computer &computer : *computers)
        names.append(computer.name);
    QCOMPARE(names, (QStringList{text("PC-1"), text("PC-2"), text("PC-3"), text("PC-5")}));
    SequentialTask nowhere = m_task;
    nowhere.appliesTo.clear();
    QVERIFY(m_workspace->computersOf(nowhere)->empty());
}

void ImpactTest::agreesWithIncludes()
{
    for (const Collection &collection : m_collections) {
        const std::vector<bool> members = membersOf({collection}, m_computers);
        for (size_t i = 0; i < members.size(); ++i)
            QCOMPARE(bool(members[i]), collection.includes(m_computers[i]));
    }
}

// B7
void ImpactTest::tellsWhichStepsRepeat()
{
    report(text("PC-1"), ComputerStatus::succeeded, 3);
    report(text("pc-2"), ComputerStatus::failed, 1);
    report(text("PC-3"), ComputerStatus::withdrawn, 2);
    report(text("PC-4"), ComputerStatus::succeeded, 3); // not among the task's computers
    SequentialTask draft = m_task;
    std::swap(draft.items[1], draft.items[2]);
    draft.items.emplace_back(LineItemId::mint(), m_task.items[0].program);
    const Result<Impact> impact = impactOf(*m_workspace, m_task, draft);
    QVERIFY(impact.ok());
    QVERIFY(impact->orderChanged);
    QCOMPARE(impact->succeeded, 1);
    QCOMPARE(impact->failed, 1);
    QCOMPARE(impact->computersRunningAgain(), 2);
    QCOMPARE(impact->steps.size(), size_t(4));
    QCOMPARE(impact->steps[0].finishedOn, 3);
    QCOMPARE(impact->steps[1].finishedOn, 1);
    QCOMPARE(impact->steps[2].finishedOn, 2);
    QVERIFY(impact->steps[3].isNew);
}

void ImpactTest::listsTheComputersThatRunAgain()
{
    report(text("PC-5"), ComputerStatus::running, 1);
    report(text("PC-1"), ComputerStatus::succeeded, 3);
    report(text("PC-3"), ComputerStatus::withdrawn, 2);
    report(text("PC-4"), ComputerStatus::succeeded, 3);
    const auto again = computersRunningAgain(*m_workspace, m_task, 10);
    QCOMPARE(again->size(), size_t(2));
    QCOMPARE(again->at(0).computer, text("PC-1"));
    QCOMPARE(again->at(0).status, ComputerStatus::succeeded);
    QCOMPARE(again->at(1).computer, text("PC-5"));
    QCOMPARE(computersRunningAgain(*m_workspace, m_task, 1)->size(), size_t(1));
    QVERIFY(computersRunningAgain(*m_workspace, m_task, 0)->empty());
}

void ImpactTest::isFastOverALargeFleet()
{
    std::vector<Computer> computers;
    for (int i = 0; i < 10'000; ++i) {
        computers.emplace_back(ComputerId::mint(), text("FLEET-%1").arg(i));
        computers.back().operatingSystem = i % 3 ? text("Windows XP") : text("Debian 12");
    }
    std::vector<Collection> collections;
    for (int i = 0; i < 50; ++i) {
        collections.emplace_back(CollectionId::mint(), text("Fleet %1").arg(i));
        if (i % 2 == 0)
            collections.back().filter = fact("operatingSystem", "contains", "windows");
        else
            std::ranges::transform(computers, std::back_inserter(collections.back().members), &Computer::id);
    }
    QElapsedTimer timer;
    timer.start();
    const std::vector<int> counts = countsOf(collections, computers);
    qInfo() << "50 collections over 10,000 computers counted in" << timer.elapsed() << "ms";
    QVERIFY(timer.elapsed() < 2000); // list by list and computer by computer it took several seconds
    QCOMPARE(counts[1], 10'000);
    QCOMPARE(counts[0], 6666);
    QVERIFY(m_workspace->store().catalogue().save(computers).ok());
    QVERIFY(m_workspace->store().catalogue().save(std::vector{collections[1]}).ok());
    m_task.appliesTo = {collections[1].id};
    timer.restart();
    QCOMPARE(m_workspace->computersOf(m_task)->size(), size_t(10'000));
    qInfo() << "the 10,000 computers of a task in" << timer.elapsed() << "ms";
    QVERIFY(timer.elapsed() < 1000);
}

QTEST_GUILESS_MAIN(ImpactTest)
#include "impact_test.moc"
