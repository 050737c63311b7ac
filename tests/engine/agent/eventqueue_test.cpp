#include "engine/agent/eventqueue.h"

#include "engine/agent/eventjson.h"

#include <QDir>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace seriatim;

namespace {

const AgentId agent = AgentId::mint();

StatusEvent eventOf(TaskId task, int run = 1)
{
    StatusEvent event(EventId::mint(), agent, task);
    event.run = run;
    event.time = 1767600000123;
    return event;
}

StatusEvent itemEvent(TaskId task, LineItemId item, int place, ItemStatus status, int run = 1)
{
    StatusEvent event = eventOf(task, run);
    event.item = item;
    event.place = place;
    event.itemStatus = status;
    return event;
}

std::vector<EventId> idsOf(const std::vector<StatusEvent> &events)
{
    std::vector<EventId> ids;
    for (const StatusEvent &event : events)
        ids.push_back(event.id);
    return ids;
}

} // namespace

class EventQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("seriatim.agent=false")); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void everyFieldSurvives_B40()
    {
        StatusEvent event = itemEvent(m_task, LineItemId::mint(), 3, ItemStatus::notVerified, 2);
        event.number = (qint64(1) << 60) + 1; // more than a double holds
        event.computer = QStringLiteral("PC-ä");
        event.taskRevision = 7;
        event.kind = StatusEvent::Kind::problem;
        event.computerStatus = ComputerStatus::restartPending;
        event.waitReason = WaitReason::deferral;
        event.restarts = 4;
        event.returnCode = -1;
        event.attempts = 5;
        event.executions = 6;
        event.explanation = QStringLiteral("Item 3 \"x\" …");
        event.output = QStringLiteral("a\n\t") + QChar(0) + QChar(0x1b) + QStringLiteral("\U0001F600");
        const QByteArray text = QJsonDocument(eventToJson(event)).toJson();
        const auto read = eventFromJson(QJsonDocument::fromJson(text).object());
        QVERIFY(read);
        QVERIFY(*read == event);
        const StatusEvent plain = eventOf(m_task);
        QVERIFY(*eventFromJson(eventToJson(plain)) == plain);
    }

    void wrongMembersAreNamed_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("id") << QStringLiteral("id") << QJsonValue(QStringLiteral("x"));
        QTest::newRow("kind") << QStringLiteral("kind") << QJsonValue(QStringLiteral("x"));
        QTest::newRow("item") << QStringLiteral("item") << QJsonValue(QStringLiteral("{}"));
        QTest::newRow("status") << QStringLiteral("itemStatus") << QJsonValue(5);
        QTest::newRow("run") << QStringLiteral("run") << QJsonValue(QStringLiteral("1"));
    }
    void wrongMembersAreNamed()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QJsonObject object = eventToJson(eventOf(m_task));
        object.insert(member, value);
        const auto read = eventFromJson(object);
        QVERIFY(!read);
        QCOMPARE(read.error().subject, member);
    }

    void keptUntilAcknowledged_B40()
    {
        auto queue = open();
        for (int i = 0; i < 3; ++i)
            QVERIFY(queue->append(eventOf(m_task)));
        const auto pending = queue->pending(10);
        QCOMPARE(pending.size(), size_t(3));
        QCOMPARE(queue->pending(2).size(), size_t(2));
        for (qint64 i = 0; i < 3; ++i)
            QCOMPARE(pending[static_cast<size_t>(i)].number, i + 1);

        queue = open();
        QVERIFY(queue->pending(10) == pending);
        QVERIFY(queue->acknowledge({pending[0].id, pending[0].id, EventId::mint()}));
        queue = open();
        QCOMPARE(queue->pending(10).size(), size_t(2));
        QVERIFY(queue->acknowledge(idsOf(queue->pending(10))));
        QVERIFY(queue->pending(10).empty());
        QVERIFY(queue->append(eventOf(m_task)));
        queue = open();
        QCOMPARE(queue->pending(10).front().number, 4);
        QVERIFY(queue->remarks().isEmpty());
    }

    void anIdIsTakenOnce_B40()
    {
        auto queue = open();
        const StatusEvent event = eventOf(m_task);
        QVERIFY(queue->append({event, event}));
        QVERIFY(queue->append(event));
        QCOMPARE(queue->pending(10).size(), size_t(1));
        QVERIFY(queue->acknowledge({event.id}));
        queue = open();
        QVERIFY(queue->append(event));
        QVERIFY(queue->pending(10).empty());
    }

    void aTornLineIsDroppedAndSaid_data()
    {
        QTest::addColumn<int>("cut");
        QTest::newRow("only its end") << 1;
        QTest::newRow("half of it") << 100;
    }
    void aTornLineIsDroppedAndSaid()
    {
        QFETCH(int, cut);
        auto queue = open();
        for (int i = 0; i < 3; ++i)
            QVERIFY(queue->append(eventOf(m_task)));
        QVERIFY(QFile::resize(path(), QFileInfo(path()).size() - cut));
        queue = open();
        QCOMPARE(queue->remarks().size(), 1);
        QVERIFY(queue->remarks().front().contains(QStringLiteral("torn")));
        QCOMPARE(queue->pending(10).size(), size_t(2));
        const StatusEvent later = eventOf(m_task);
        QVERIFY(queue->append(later));
        queue = open();
        QVERIFY(queue->remarks().isEmpty());
        QCOMPARE(queue->pending(10).size(), size_t(3));
        QVERIFY(queue->pending(10).back().id == later.id);
    }

    void aDamagedLineIsKeptAsideAndSaid()
    {
        auto queue = open();
        std::vector<StatusEvent> events{eventOf(m_task), eventOf(m_task), eventOf(m_task)};
        QVERIFY(queue->append(events));
        QByteArray bytes = contents(path());
        const qsizetype middle = bytes.indexOf('\n') + 200;
        bytes[middle] = static_cast<char>(bytes[middle] ^ 4);
        write(bytes);
        const QByteArray damaged = bytes.split('\n')[1];

        queue = open();
        QCOMPARE(queue->remarks().size(), 1);
        QVERIFY(queue->remarks().front().contains(QStringLiteral("damaged-1.jsonl")));
        QCOMPARE(contents(m_folder->filePath(QStringLiteral("Events/damaged-1.jsonl"))), damaged + '\n');
        QVERIFY(idsOf(queue->pending(10)) == (std::vector{events[0].id, events[2].id}));
        // A later event has a greater number, whatever the damaged line held, also after another start.
        queue = open();
        QVERIFY(queue->append(eventOf(m_task)));
        QVERIFY(queue->pending(10).back().number > 4);
        queue = open();
        QVERIFY(queue->remarks().isEmpty());
        QCOMPARE(queue->pending(10).size(), size_t(3));
    }

    // Whatever a single wrong bit hits, everything that is not in its lines survives.
    void anyFlippedBitCostsAtMostItsLines()
    {
        auto queue = open();
        QVERIFY(queue->append({eventOf(m_task), eventOf(m_task), eventOf(m_task), eventOf(m_task)}));
        const QByteArray good = contents(path());
        for (qsizetype i = 0; i < good.size(); i += 37) {
            QByteArray bad = good;
            bad[i] = static_cast<char>(bad[i] ^ (1 << (i % 8)));
            write(bad);
            queue = open();
            QVERIFY2(queue->pending(10).size() >= 2 && queue->pending(10).size() <= 3, qPrintable(QString::number(i)));
            QVERIFY(!queue->remarks().isEmpty());
        }
    }

    void aFileOfGarbageIsKeptAside()
    {
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("Events"))));
        write("this is\nno queue\n");
        auto queue = open();
        QVERIFY(queue->pending(10).empty());
        QCOMPARE(contents(m_folder->filePath(QStringLiteral("Events/damaged-1.jsonl"))), QByteArray("this is\nno queue\n"));
    }

    void whatWasReportedIsKnown_B20()
    {
        const LineItemId first = LineItemId::mint();
        const LineItemId second = LineItemId::mint();
        auto queue = open();
        QCOMPARE(queue->lastRun(m_task), 0);
        QVERIFY(queue->append(itemEvent(m_task, second, 2, ItemStatus::running)));
        StatusEvent ended = itemEvent(m_task, first, 1, ItemStatus::succeeded);
        ended.returnCode = 3010;
        QVERIFY(queue->append({itemEvent(m_task, first, 1, ItemStatus::running), ended}));
        QVERIFY(queue->append(itemEvent(TaskId::mint(), first, 1, ItemStatus::failed)));
        QVERIFY(queue->acknowledge(idsOf(queue->pending(10))));
        queue = open();
        const auto reported = queue->reported(m_task, 1);
        QCOMPARE(reported.size(), size_t(2));
        QCOMPARE(reported[0].itemStatus, ItemStatus::succeeded);
        QCOMPARE(reported[0].returnCode, std::optional<ReturnCode>(3010));
        QCOMPARE(reported[1].itemStatus, ItemStatus::running);
        QCOMPARE(queue->lastRun(m_task), 1);
        QVERIFY(queue->append(eventOf(m_task, 2)));
        QCOMPARE(queue->lastRun(m_task), 2);
        QVERIFY(queue->reported(m_task, 2).empty());
    }

    void acknowledgedEventsGo_B20()
    {
        const LineItemId item = LineItemId::mint();
        auto queue = open();
        qint64 largest = 0;
        for (int run = 1; run <= 40; ++run) {
            std::vector<StatusEvent> events;
            for (int i = 0; i < 50; ++i)
                events.push_back(itemEvent(m_task, item, 1, i < 49 ? ItemStatus::running : ItemStatus::succeeded, run));
            QVERIFY(queue->append(events));
            QVERIFY(queue->acknowledge(idsOf(queue->pending(1000))));
            largest = std::max(largest, static_cast<qint64>(contents(path()).count('\n')));
        }
        QVERIFY2(largest < 800, "of 2,000 events few are worth keeping");
    }

    void whatReportsNeedStays_B20()
    {
        const LineItemId item = LineItemId::mint();
        auto queue = open();
        StatusEvent ended = itemEvent(m_task, item, 1, ItemStatus::succeeded, 2);
        ended.output = QStringLiteral("done");
        QVERIFY(queue->append({itemEvent(m_task, item, 1, ItemStatus::failed, 1), eventOf(m_task, 2),
                               itemEvent(m_task, item, 1, ItemStatus::running, 2), ended}));
        QVERIFY(queue->acknowledge(idsOf(queue->pending(10))));
        const StatusEvent waiting = eventOf(m_task, 1);
        QVERIFY(queue->append(waiting));
        write(contents(path()) + "damage makes it write the file anew\n");
        queue = open();
        queue = open();
        QCOMPARE(contents(path()).count('\n'), 4); // the next number, one without an item, the end, the waiting one
        QVERIFY(idsOf(queue->pending(10)) == std::vector{waiting.id});
        QCOMPARE(queue->lastRun(m_task), 2);
        const auto reported = queue->reported(m_task, 2);
        QCOMPARE(reported.size(), size_t(1));
        QCOMPARE(reported.front().itemStatus, ItemStatus::succeeded);
        QVERIFY(reported.front().output.isEmpty());
    }

    // A store that is away for days: what only tells how something went on goes first, and the queue says so.
    // Or a run that has ended would be begun again when the journal is lost, its failed items with it.
    void aProblemDoesNotHideThatTheRunHasEnded_B20()
    {
        auto queue = open();
        StatusEvent ended = eventOf(m_task, 1);
        ended.kind = StatusEvent::Kind::runEnded;
        StatusEvent problem = eventOf(m_task, 1);
        problem.kind = StatusEvent::Kind::problem;
        QVERIFY(queue->append({ended, problem}));
        QCOMPARE(queue->reportedComputer(m_task, 1)->id, ended.id);
        QVERIFY(queue->acknowledge({ended.id, problem.id}));
        write(contents(path()) + "damage makes it write the file anew\n");
        queue = open();
        queue = open();
        QCOMPARE(queue->lastRun(m_task), 1);
        QCOMPARE(queue->reportedComputer(m_task, 1)->id, ended.id);
    }

    void aFullQueueDropsTheOldestVerboseFirst_B40()
    {
        constexpr qint64 most = qint64(256) << 10;
        Result<std::unique_ptr<EventQueue>> opened = EventQueue::open(m_folder->path(), most);
        QVERIFY(opened);
        EventQueue &queue = **opened;
        const auto appendRun = [&](int run) {
            const LineItemId item = LineItemId::mint();
            StatusEvent running = itemEvent(m_task, item, 1, ItemStatus::running, run);
            running.explanation = QString(500, u'x');
            StatusEvent ended = itemEvent(m_task, item, 1, ItemStatus::failed, run);
            ended.explanation = QString(500, u'x');
            return queue.append({running, ended}).ok();
        };
        const auto count = [&](bool verbose) {
            return std::ranges::count_if(queue.pending(100'000), [&](const StatusEvent &event) { return isVerbose(event) == verbose; });
        };
        int runs = 0;
        while (!queue.takeDropNotice()) { // the first time that room has to be made
            QVERIFY(appendRun(++runs));
            QVERIFY(QFileInfo(path()).size() <= most);
            QVERIFY(runs < 10'000);
        }
        QCOMPARE(count(false), runs); // every end is still there
        QVERIFY(count(true) < runs);
        const StatusEvent newest = queue.pending(100'000).back();
        QCOMPARE(newest.run, runs);

        QString notice;
        for (const int before = runs; runs < before + 400; ) {
            QVERIFY(appendRun(++runs));
            QVERIFY(QFileInfo(path()).size() <= most);
            if (const auto said = queue.takeDropNotice())
                notice = *said;
        }
        QVERIFY2(notice.contains(QStringLiteral("were dropped")), qPrintable(notice));
        QVERIFY(count(false) < runs); // then the oldest of the others
        QCOMPARE(queue.pending(100'000).back().run, runs);
        QCOMPARE(queue.reported(m_task, runs).size(), size_t(1)); // B20
        QVERIFY(!queue.takeDropNotice()); // said once
    }

    void whatWasPrintedGoesBeforeWhatHappened_B40()
    {
        constexpr qint64 most = qint64(1) << 20;
        Result<std::unique_ptr<EventQueue>> opened = EventQueue::open(m_folder->path(), most);
        QVERIFY(opened);
        EventQueue &queue = **opened;
        constexpr int items = 300; // the newest event of each is needed, and 20 KB of output each would be six times the bound
        QString notice;
        for (int i = 1; i <= items; ++i) {
            StatusEvent ended = itemEvent(m_task, LineItemId::mint(), i, ItemStatus::succeeded);
            ended.output = QString(20'000, u'x');
            QVERIFY(queue.append(ended));
            QVERIFY2(QFileInfo(path()).size() <= most, qPrintable(QString::number(QFileInfo(path()).size())));
            if (const auto said = queue.takeDropNotice())
                notice = *said;
        }
        QVERIFY2(notice.startsWith(QStringLiteral("What programs printed was left out")), qPrintable(notice));
        const std::vector<StatusEvent> pending = queue.pending(100'000);
        QCOMPARE(pending.size(), size_t(items)); // nothing that happened was lost
        QCOMPARE(pending.back().output.size(), 20'000);
        QVERIFY(pending.front().output.startsWith(QStringLiteral("(left out")));
        QCOMPARE(queue.reported(m_task, 1).size(), size_t(items)); // B20
    }

    void aQueueThatIsTooLargeIsSetAside_B20()
    {
        QVERIFY(open()->append(eventOf(m_task)));
        QFile file(path());
        QVERIFY(file.resize((qint64(256) << 20) + 1)); // a hole: takes no room
        auto queue = open();
        QVERIFY(queue->remarks().join(u' ').contains(QStringLiteral("too-large-1.jsonl")));
        QVERIFY(queue->pending(10).empty());
        QVERIFY(queue->append(eventOf(m_task)));
        QVERIFY(QFileInfo(path()).dir().exists(QStringLiteral("too-large-1.jsonl")));
    }

    void anOlderStoreGetsEverythingAgain_B40()
    {
        auto queue = open();
        QVERIFY(queue->append({eventOf(m_task), eventOf(m_task)}));
        QVERIFY(queue->acknowledge(idsOf(queue->pending(10))));
        QVERIFY(queue->pending(10).empty());
        QVERIFY(queue->forgetAcknowledgements());
        QCOMPARE(queue->pending(10).size(), size_t(2));
        queue = open();
        QCOMPARE(queue->pending(10).size(), size_t(2));
    }

    void aFolderThatCannotBeWrittenIsAnError()
    {
        QFile inTheWay(m_folder->filePath(QStringLiteral("Events")));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const auto queue = EventQueue::open(inTheWay.fileName());
        QVERIFY(!queue);
        QVERIFY(queue.error().message().contains(inTheWay.fileName()));
    }

private:
    std::unique_ptr<EventQueue> open() const
    {
        auto queue = EventQueue::open(m_folder->filePath(QStringLiteral("Events")));
        return queue ? std::move(queue).value() : nullptr;
    }

    QString path() const { return m_folder->filePath(QStringLiteral("Events/queue.jsonl")); }

    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void write(const QByteArray &bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    TaskId m_task = TaskId::mint();
};

QTEST_GUILESS_MAIN(EventQueueTest)
#include "eventqueue_test.moc"
