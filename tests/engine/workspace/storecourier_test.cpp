// A store that does not answer holds nobody up, and what it says late is not lost (B33, B40).
#include "engine/workspace/storecourier.h"

#include <QElapsedTimer>
#include <QTest>

#include <condition_variable>
#include <mutex>

using namespace seriatim;

namespace {

// Hangs until it is let go on.
class HangingStore final : public StoreSide
{
public:
    Result<FetchedPolicies> fetch(const QString &computer) override
    {
        hang();
        return FetchedPolicies{{computer.toUtf8()}, {}, {}};
    }
    bool mayHaveChanged() override
    {
        hang();
        return true;
    }
    Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &events) override
    {
        hang();
        std::vector<EventId> ids;
        for (const StatusEvent &event : events)
            ids.push_back(event.id);
        return ids;
    }
    bool takeForgotten() override { return true; }

    void letGoOn()
    {
        const std::scoped_lock lock(m_mutex);
        m_open = true;
        m_opened.notify_all();
    }

private:
    void hang()
    {
        std::unique_lock lock(m_mutex);
        m_opened.wait(lock, [this] { return m_open; });
    }

    std::mutex m_mutex;
    std::condition_variable m_opened;
    bool m_open = false;
};

StatusEvent someEvent()
{
    return {EventId::mint(), AgentId::mint(), TaskId::mint()};
}

} // namespace

class StoreCourierTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHangingStoreIsWaitedForNoLongerThanThat_B33()
    {
        const auto store = std::make_shared<HangingStore>();
        StoreCourier courier(store);
        courier.setPatience(20);
        QVERIFY(!courier.mayHaveChanged());
        const auto fetched = courier.fetch(QStringLiteral("PC-1"));
        QVERIFY(!fetched);
        QCOMPARE(fetched.error().code, ErrorCode::pending);
        store->letGoOn();
    }

    void whatIsSaidLateIsGivenToTheNextWhoAsks_B40()
    {
        const auto store = std::make_shared<HangingStore>();
        StoreCourier courier(store);
        courier.setPatience(0);
        const StatusEvent first = someEvent();
        QVERIFY(!courier.deliver({first}));
        QVERIFY(!courier.takeForgotten());
        store->letGoOn();
        courier.setPatience(60'000);
        const auto accepted = courier.deliver({someEvent()});
        QVERIFY(accepted);
        QCOMPARE(*accepted, std::vector<EventId>{first.id}); // the second one was not handed over
        QVERIFY(courier.takeForgotten());
        const StatusEvent second = someEvent();
        QCOMPARE(*courier.deliver({second}), std::vector<EventId>{second.id});
    }

    void aStoreThatHangsOutlivesItsCourier()
    {
        const auto store = std::make_shared<HangingStore>();
        {
            StoreCourier courier(store);
            courier.setPatience(0);
            QVERIFY(!courier.mayHaveChanged());
        }
        QVERIFY(store.use_count() > 1); // its thread still waits
        store->letGoOn();
        QTRY_COMPARE(store.use_count(), 1L);
    }
};

QTEST_APPLESS_MAIN(StoreCourierTest)
#include "storecourier_test.moc"
