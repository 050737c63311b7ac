// The agent window's models: the tree keeps what is selected and expanded while an agent works, and follows its home.
#include "models/agentmodel.h"

#include "engine/agent/agenthome.h"
#include "models/agentfollower.h"
#include "models/agenthomes.h"
#include "models/agentwords.h"
#include "models/logfollower.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

AgentItemView itemNamed(const QString &program)
{
    return {.guid = LineItemId::mint(), .program = program, .state = {}, .explanation = {}, .log = {}};
}

void numberItems(AgentSequenceView &sequence)
{
    int place = 0;
    for (AgentItemView &item : sequence.items)
        item.place = ++place;
}

AgentSequenceView sequenceNamed(const QString &name, int items)
{
    AgentSequenceView sequence{.guid = TaskId::mint(), .name = name, .explanation = {}, .warning = {}, .items = {}};
    for (int i = 1; i <= items; ++i)
        sequence.items.push_back(itemNamed(QStringLiteral("Tools/Step %1").arg(i)));
    numberItems(sequence);
    return sequence;
}

void write(const QString &path, const QByteArray &bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class AgentModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itemsStandBelowTheirSequence();
    void aChangedValueIsToldOfItsRowOnly();
    void whatIsSelectedStaysWhileSequencesComeAndGo();
    void anotherOrderOfItemsIsTakenOver();
    void itKnowsWhatTheAgentWorksOn();
    void theFollowerHearsOfEachStatusPoint();
    void theFollowerSaysWhyNothingCanBeRead();
    void anotherHomeLeavesNothingOfTheFirst();
    void theLogGrowsBeforeTheEyes();
    void homesOfAStoreAreFoundAsTheyAppear();
    void wordsCountAndName();
};

void AgentModelTest::itemsStandBelowTheirSequence()
{
    AgentModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    AgentSequenceView sequence = sequenceNamed(QStringLiteral("Rollout"), 2);
    sequence.status = ComputerStatus::waiting;
    sequence.waitReason = WaitReason::schedule;
    sequence.items[1].program.clear();
    sequence.items[1].state.status = ItemStatus::failed;
    sequence.items[1].state.hasReturnCode = true;
    sequence.items[1].state.returnCode = 1603;
    sequence.items[1].state.attempts = 2;
    sequence.items[1].explanation = QStringLiteral("Item 2 failed.");
    model.setSequences({sequence});
    const QModelIndex parent = model.index(0, 0);
    QCOMPARE(parent.data().toString(), QStringLiteral("Rollout"));
    QCOMPARE(parent.siblingAtColumn(AgentModel::Status).data().toString(), QStringLiteral("waiting for its schedule"));
    QCOMPARE(model.rowCount(parent), 2);
    QCOMPARE(model.index(0, 0, parent).data().toString(), QStringLiteral("1. Tools/Step 1"));
    const auto cell = [&](int column) { return model.index(1, column, parent).data().toString(); };
    QCOMPARE(cell(AgentModel::Name), QStringLiteral("Item 2")); // nothing names its program
    QCOMPARE(cell(AgentModel::Status), QStringLiteral("failed"));
    QCOMPARE(cell(AgentModel::Code), QStringLiteral("1603"));
    QCOMPARE(cell(AgentModel::Starts), QStringLiteral("2"));
    QCOMPARE(cell(AgentModel::Started), QString());
    QCOMPARE(cell(AgentModel::Why), QStringLiteral("Item 2 failed."));
    // What a state looks like is shown once in a row.
    for (int column = 0; column < model.columnCount(); ++column) {
        const bool isStatus = column == AgentModel::Status;
        QCOMPARE(parent.siblingAtColumn(column).data(AgentModel::ComputerStatusRole).isValid(), isStatus);
        QVERIFY(!parent.siblingAtColumn(column).data(AgentModel::ItemStatusRole).isValid());
        QCOMPARE(model.index(1, column, parent).data(AgentModel::ItemStatusRole).isValid(), isStatus);
        QVERIFY(!model.index(1, column, parent).data(AgentModel::ComputerStatusRole).isValid());
    }
}

void AgentModelTest::aChangedValueIsToldOfItsRowOnly()
{
    AgentModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector sequences{sequenceNamed(QStringLiteral("A"), 3), sequenceNamed(QStringLiteral("B"), 3)};
    model.setSequences(sequences);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setSequences(sequences);
    QCOMPARE(changed.count(), 0);
    sequences[1].items[2].state.status = ItemStatus::running;
    model.setSequences(sequences);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex(), model.index(2, 0, model.index(1, 0)));
    sequences[0].status = ComputerStatus::failed;
    model.setSequences(sequences);
    QCOMPARE(changed.count(), 2);
    QCOMPARE(changed[1][0].toModelIndex(), model.index(0, 0));
    QCOMPARE(reset.count(), 0);
}

void AgentModelTest::whatIsSelectedStaysWhileSequencesComeAndGo()
{
    AgentModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const AgentSequenceView first = sequenceNamed(QStringLiteral("A"), 2);
    const AgentSequenceView second = sequenceNamed(QStringLiteral("B"), 2);
    model.setSequences({second});
    const QPersistentModelIndex selected = model.index(1, 0, model.index(0, 0));
    model.setSequences({first, second});
    QCOMPARE(model.sequenceAt(selected)->name, QStringLiteral("B"));
    QCOMPARE(QModelIndex(selected).parent(), model.index(1, 0));
    model.setSequences({second});
    QCOMPARE(QModelIndex(selected).parent(), model.index(0, 0));
    QCOMPARE(model.itemAt(selected)->guid, second.items[1].guid);
    model.setSequences({first});
    QVERIFY(!selected.isValid());
}

void AgentModelTest::anotherOrderOfItemsIsTakenOver() // B26a
{
    AgentModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    AgentSequenceView sequence = sequenceNamed(QStringLiteral("A"), 3);
    model.setSequences({sequence});
    const QPersistentModelIndex last = model.index(2, 0, model.index(0, 0));
    std::swap(sequence.items[0], sequence.items[1]);
    sequence.items.insert(sequence.items.begin(), itemNamed(QStringLiteral("Tools/New")));
    numberItems(sequence);
    model.setSequences({sequence});
    QCOMPARE(model.rowCount(model.index(0, 0)), 4);
    for (int row = 0; row < 4; ++row)
        QCOMPARE(model.itemAt(model.index(row, 0, model.index(0, 0)))->guid, sequence.items[static_cast<size_t>(row)].guid);
    QCOMPARE(last.row(), 3);
    QCOMPARE(last.data().toString(), QStringLiteral("4. Tools/Step 3"));
}

void AgentModelTest::itKnowsWhatTheAgentWorksOn()
{
    AgentModel model;
    std::vector sequences{sequenceNamed(QStringLiteral("A"), 2), sequenceNamed(QStringLiteral("B"), 2)};
    sequences[0].items[0].state.status = ItemStatus::waiting; // its run was ended
    sequences[0].status = ComputerStatus::withdrawn;
    model.setSequences(sequences);
    QVERIFY(!model.current().isValid());
    sequences[1].status = ComputerStatus::running;
    model.setSequences(sequences);
    QCOMPARE(model.current(), model.index(1, 0));
    sequences[1].items[1].state.status = ItemStatus::running;
    model.setSequences(sequences);
    QCOMPARE(model.current(), model.index(1, 0, model.index(1, 0)));
}

void AgentModelTest::theFollowerHearsOfEachStatusPoint() // B18
{
    const QTemporaryDir folder;
    const Result<AgentHome> agent = AgentHome::open(folder.path());
    QVERIFY(agent.ok());
    AgentFollower follower;
    follower.setHome(folder.path(), {});
    QTest::qWait(0);
    QVERIFY(!follower.view()); // nobody looks yet
    follower.setActive(true);
    QTRY_VERIFY(follower.view().has_value());
    QCOMPARE(follower.view()->memory, AgentView::Memory::none);
    Journal journal;
    journal.computer = QStringLiteral("PC-1");
    for (const QString &name : {QStringLiteral("A"), QStringLiteral("B")}) {
        journal.sequences.emplace_back(TaskId::mint()).name = name;
        write(agent->journalFile() + QStringLiteral(".beside"), writeJournal(journal));
        QFile::remove(agent->journalFile());
        QVERIFY(QFile::rename(agent->journalFile() + QStringLiteral(".beside"), agent->journalFile())); // as an agent replaces it
        QTRY_COMPARE(follower.view()->sequences.size(), journal.sequences.size());
    }
}

void AgentModelTest::theFollowerSaysWhyNothingCanBeRead()
{
    const QTemporaryDir folder;
    AgentFollower follower;
    follower.setActive(true);
    follower.setHome(folder.path(), {});
    QTRY_VERIFY(follower.error().has_value());
    QVERIFY(!follower.view());
    QVERIFY(AgentHome::open(folder.path()).ok()); // an agent begins to work there
    QTRY_VERIFY(follower.view().has_value());
    QVERIFY(!follower.error());
}

void AgentModelTest::anotherHomeLeavesNothingOfTheFirst()
{
    const QTemporaryDir folder;
    const QString first = folder.filePath(QStringLiteral("first"));
    const QString second = folder.filePath(QStringLiteral("second"));
    QVERIFY(AgentHome::open(first).ok() && AgentHome::open(second).ok());
    AgentFollower follower;
    follower.setActive(true);
    QStringList seen;
    connect(&follower, &AgentFollower::changed, this, [&] { seen.append(follower.view() ? QFileInfo(follower.view()->folder).fileName() : QString()); });
    follower.setHome(first, {});
    follower.setHome(second, {}); // while the first one is being read
    QTRY_COMPARE(seen.last(), QStringLiteral("second"));
    QVERIFY(!seen.contains(QStringLiteral("first")));
    follower.setHome({}, {});
    QVERIFY(!follower.view());
}

void AgentModelTest::theLogGrowsBeforeTheEyes()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.log"));
    LogFollower log;
    log.setActive(true);
    log.setFile(path);
    QTRY_VERIFY(!log.problem().isEmpty()); // it is not there yet
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    file.write("one\n");
    QTRY_COMPARE(log.end().text, QStringLiteral("one\n"));
    QVERIFY(log.problem().isEmpty());
    file.write("two\n");
    QTRY_COMPARE(log.end().text, QStringLiteral("one\ntwo\n"));
    log.setFile({});
    QVERIFY(log.end().text.isEmpty());
}

void AgentModelTest::homesOfAStoreAreFoundAsTheyAppear()
{
    const QTemporaryDir folder;
    AgentHomes homes;
    homes.setActive(true);
    QTRY_VERIFY(homes.isListed());
    homes.setStore(folder.filePath(QStringLiteral("a.store")));
    QTRY_VERIFY(homes.isListed());
    QVERIFY(homes.folders().isEmpty());
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("a.store.agent/PC-2")));
    QTRY_COMPARE(homes.folders(), QStringList{folder.filePath(QStringLiteral("a.store.agent/PC-2"))});
}

void AgentModelTest::wordsCountAndName()
{
    AgentView view;
    QCOMPARE(agentRunningText(view), QStringLiteral("No agent works here now"));
    view.process = 4711;
    QCOMPARE(agentRunningText(view), QStringLiteral("An agent works here now (process 4711)"));
    view.process = QCoreApplication::applicationPid();
    QCOMPARE(agentRunningText(view), QStringLiteral("This console runs a task here now"));
    QVERIFY(agentProblemsText(view).isEmpty());
    for (int i = 1; i <= 8; ++i)
        view.reported.push_back({i * 1000, QStringLiteral("Problem %1.").arg(i)});
    const QStringList lines = agentProblemsText(view).split(u'\n');
    QCOMPARE(lines.size(), 7);
    QVERIFY(lines.front().endsWith(QStringLiteral("Problem 8."))); // the newest first
    QCOMPARE(lines.back(), QStringLiteral("… and 2 more"));

    AgentItemView item = itemNamed(QStringLiteral("Tools/Step"));
    item.state.status = ItemStatus::failed;
    item.state.hasReturnCode = true;
    item.state.returnCode = 67;
    item.place = 4;
    item.state.attempts = 2;
    item.started = 1'767'600'000'000;
    item.finished = item.started + 3000;
    QCOMPARE(headingText(item), QStringLiteral("4. Tools/Step – failed 67"));
    QVERIFY(timesText(item, item.finished).endsWith(QStringLiteral("took 3 s · 2 starts")));
    item.finished = item.started - 1; // the end of an earlier start
    QVERIFY(timesText(item, item.started + 7000).contains(QStringLiteral("7 s ago")));
}

QTEST_GUILESS_MAIN(AgentModelTest)
#include "agentmodel_test.moc"
