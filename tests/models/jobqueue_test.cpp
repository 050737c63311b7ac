#include "models/runapart.h"

#include <QTest>

#include <future>

using namespace seriatim;

class JobQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsInOrderOnOneThread();
    void runsBesideEachOtherOnTwo();
    void forgetsWhatHasNotBegun();
    void waitsForWhatHasBegunWhenItGoes();
};

void JobQueueTest::runsInOrderOnOneThread()
{
    std::vector<int> seen; // the queue's thread only, until the end is waited for
    JobQueue queue;
    for (int i = 0; i < 100; ++i)
        queue.start([&seen, i] { seen.push_back(i); });
    queue.waitForDone();
    QCOMPARE(seen.size(), size_t(100));
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    queue.start([&seen] { seen.clear(); });
    queue.waitForDone();
    QVERIFY(seen.empty());
}

void JobQueueTest::runsBesideEachOtherOnTwo()
{
    JobQueue queue(2);
    std::promise<void> first;
    std::promise<void> second;
    // Each waits for the other, so neither would end on one thread.
    queue.start([&] {
        first.set_value();
        second.get_future().wait();
    });
    queue.start([&] {
        second.set_value();
        first.get_future().wait();
    });
    queue.waitForDone();
}

void JobQueueTest::forgetsWhatHasNotBegun()
{
    std::promise<void> begun;
    std::promise<void> mayEnd;
    const auto held = std::make_shared<int>(1);
    bool ran = false;
    JobQueue queue;
    queue.start([&] {
        begun.set_value();
        mayEnd.get_future().wait();
    });
    queue.start([&ran, held] { ran = true; });
    begun.get_future().wait();
    queue.forgetWaiting();
    QCOMPARE(held.use_count(), 1L); // and what it held is let go
    mayEnd.set_value();
    queue.waitForDone();
    QVERIFY(!ran);
}

void JobQueueTest::waitsForWhatHasBegunWhenItGoes()
{
    std::promise<void> begun;
    std::promise<void> mayEnd;
    std::atomic<bool> ended = false;
    auto queue = std::make_unique<JobQueue>();
    queue->start([&] {
        begun.set_value();
        mayEnd.get_future().wait();
        ended = true;
    });
    begun.get_future().wait();
    std::thread release([&mayEnd] { mayEnd.set_value(); });
    queue.reset();
    QVERIFY(ended);
    release.join();
}

QTEST_GUILESS_MAIN(JobQueueTest)
#include "jobqueue_test.moc"
