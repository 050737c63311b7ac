// What is reported of a run, with and without verbose status events (B28), and of a package that reports none on the way.
#include "engine/agent/statusreporter.h"

#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

namespace {

class Recipient final : public EventSink
{
public:
    Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &delivered) override
    {
        std::vector<EventId> ids;
        for (const StatusEvent &event : delivered)
            ids.push_back(event.id);
        events.insert(events.end(), delivered.begin(), delivered.end());
        return ids;
    }
    bool takeForgotten() override { return false; }
    std::vector<StatusEvent> events;
};

} // namespace

class StatusReporterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_queue = EventQueue::open(m_folder->path()).value();
        m_recipient = {};
        m_sequence = JournalSequence(TaskId::mint());
        m_plan = Plan();
        m_plan.items.resize(2);
        for (int i = 0; i < 2; ++i)
            m_sequence->items.emplace_back(LineItemId::mint());
        m_sequence->state.items.resize(2);
        m_sequence->state.run = 1;
        m_sequence->state.phase = Phase::running;
        m_reporter.emplace(AgentId::mint(), QStringLiteral("PC-1"), *m_queue, m_recipient, m_clock);
    }

    void startsWaitsAndEndsAreAlwaysTold_B28()
    {
        reportItem(ItemStatus::waiting);
        reportItem(ItemStatus::running);
        reportItem(ItemStatus::succeeded);
        QCOMPARE(toldOfItems(), QStringLiteral("waiting,running,succeeded"));
    }

    void onlyEndsWhereThePackageReportsNoMore()
    {
        for (const bool verbose : {false, true}) {
            init();
            m_plan.verboseStatus = verbose;
            m_plan.items[0].endsOnly = true;
            for (const ItemStatus status : {ItemStatus::waiting, ItemStatus::running, ItemStatus::verifying})
                reportItem(status);
            QVERIFY(m_reporter->reportDetail(*m_sequence, m_plan, 0, QStringLiteral("on the way")));
            reportItem(ItemStatus::failed, QStringLiteral("why"));
            QCOMPARE(toldOfItems(), QStringLiteral("failed"));
            QCOMPARE(toldOutput(), QStringLiteral("why"));
            QVERIFY(detail().isEmpty());
            // Of the run everything is told, and of an item of another package too.
            QCOMPARE(m_recipient.events.front().kind, StatusEvent::Kind::runStarted);
            m_sequence->state.current = 1;
            reportItem(ItemStatus::running);
            QCOMPARE(toldOfItems(), QStringLiteral("failed,running"));
        }
    }

    void detailsAreToldWhereTheyAreWanted_B28()
    {
        reportItem(ItemStatus::running);
        QVERIFY(m_reporter->reportDetail(*m_sequence, m_plan, 0, QStringLiteral("first")));
        QVERIFY(detail().isEmpty());
        m_plan.verboseStatus = true;
        QVERIFY(m_reporter->reportDetail(*m_sequence, m_plan, 0, QStringLiteral("second")));
        QCOMPARE(detail(), QStringLiteral("second"));
        const StatusEvent &told = m_recipient.events.back();
        QCOMPARE(told.place, 1);
        QVERIFY(told.item == m_sequence->items[0].guid);
        m_clock.advanceTo(m_clock.now() + 1);
        QVERIFY(m_reporter->reportDetail(*m_sequence, m_plan, 0, QStringLiteral("second"))); // again, at another time
        QCOMPARE(detail(), QStringLiteral("second,second"));
        // It changes nothing of what is known of the item (B20).
        QCOMPARE(m_queue->reported(m_sequence->guid, 1).size(), size_t(1));
        QVERIFY(m_queue->reportedComputer(m_sequence->guid, 1)->kind != StatusEvent::Kind::detail);
        QVERIFY(isVerbose(told));
    }

    void theOutputOfASuccessIsCutUnlessItIsWanted_B28()
    {
        const QString output = QString(5'000, u'x') + QStringLiteral("the end");
        reportItem(ItemStatus::failed, output);
        QCOMPARE(toldOutput(), output); // a failure is always told whole
        init();
        reportItem(ItemStatus::succeeded, output);
        QCOMPARE(toldOutput().size(), briefOutputLength);
        QVERIFY(toldOutput().endsWith(QStringLiteral("the end")));
        init();
        reportItem(ItemStatus::waiting, output); // to retry: it has not succeeded
        QCOMPARE(toldOutput(), output);
        init();
        m_plan.verboseStatus = true;
        reportItem(ItemStatus::succeeded, output);
        QCOMPARE(toldOutput(), output);
    }

private:
    void reportItem(ItemStatus status, const QString &output = {})
    {
        m_sequence->state.items[static_cast<size_t>(m_sequence->state.current)].status = status;
        QVERIFY(m_reporter->report(*m_sequence, m_plan, std::vector<ItemWords>(2), output));
        QVERIFY(m_reporter->deliver(true));
    }

    QString toldOfItems() const
    {
        QStringList statuses;
        for (const StatusEvent &event : m_recipient.events) {
            if (event.kind == StatusEvent::Kind::itemChanged)
                statuses.append(toWord(event.itemStatus));
        }
        return statuses.join(u',');
    }

    QString toldOutput() const
    {
        for (const StatusEvent &event : m_recipient.events) {
            if (!event.output.isEmpty())
                return event.output;
        }
        return {};
    }

    QString detail()
    {
        (void)m_reporter->deliver(true);
        QStringList details;
        for (const StatusEvent &event : m_recipient.events) {
            if (event.kind == StatusEvent::Kind::detail)
                details.append(event.explanation);
        }
        return details.join(u',');
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock{1'767'600'000'000};
    Recipient m_recipient;
    std::unique_ptr<EventQueue> m_queue;
    std::optional<JournalSequence> m_sequence;
    Plan m_plan;
    std::optional<StatusReporter> m_reporter;
};

QTEST_GUILESS_MAIN(StatusReporterTest)
#include "statusreporter_test.moc"
