#include "engine/workspace/storecourier.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace seriatim {

namespace {

constexpr qint64 patienceAtTheEnd = 3'000;

} // namespace

// One kind of question: never asked twice at a time.
template <typename Answer>
struct StoreCourier::Slot {
    bool underWay = false;
    std::optional<Answer> answer;
};

struct StoreCourier::Desk {
    explicit Desk(std::shared_ptr<StoreSide> storeSide) : side(std::move(storeSide)) {}

    std::shared_ptr<StoreSide> side; // the thread's alone
    std::mutex mutex;                // guards all that follows
    std::condition_variable called;
    std::condition_variable answered;
    std::deque<std::function<void()>> jobs;
    bool closed = false;
    bool working = false;
    bool forgotten = false;
    Slot<Result<FetchedPolicies>> policies;
    Slot<Result<std::vector<EventId>>> deliveries;
    Slot<bool> changes;

    void work()
    {
        std::unique_lock lock(mutex);
        for (;;) {
            called.wait(lock, [this] { return closed || !jobs.empty(); });
            if (jobs.empty())
                return;
            const std::function<void()> job = std::move(jobs.front());
            jobs.pop_front();
            working = true;
            lock.unlock();
            job();
            lock.lock();
            working = false;
            answered.notify_all();
        }
    }
};

StoreCourier::StoreCourier(std::shared_ptr<StoreSide> side) : m_desk(std::make_shared<Desk>(std::move(side)))
{
    std::thread([desk = m_desk] { desk->work(); }).detach();
}

StoreCourier::~StoreCourier()
{
    std::unique_lock lock(m_desk->mutex);
    m_desk->closed = true;
    m_desk->jobs.clear();
    m_desk->called.notify_all();
    // What is being written is best let finish; a store that hangs is not waited for.
    m_desk->answered.wait_for(lock, std::chrono::milliseconds(std::min(m_patience, patienceAtTheEnd)), [this] { return !m_desk->working; });
}

template <typename Answer, typename Job>
std::optional<Answer> StoreCourier::ask(Slot<Answer> Desk::*slot, Job job) const
{
    std::unique_lock lock(m_desk->mutex);
    Slot<Answer> &question = (*m_desk).*slot;
    if (!question.underWay && !question.answer) {
        question.underWay = true;
        m_desk->jobs.push_back([desk = m_desk, slot, job = std::move(job)] {
            Answer answer = job(*desk->side);
            const bool forgotten = desk->side->takeForgotten();
            const std::scoped_lock answering(desk->mutex);
            ((*desk).*slot).answer = std::move(answer);
            ((*desk).*slot).underWay = false;
            desk->forgotten = desk->forgotten || forgotten;
            desk->answered.notify_all();
        });
        m_desk->called.notify_all();
    }
    m_desk->answered.wait_for(lock, std::chrono::milliseconds(m_patience), [&] { return question.answer.has_value(); });
    return std::exchange(question.answer, std::nullopt);
}

namespace {

Error notYet()
{
    return {ErrorCode::pending, QStringLiteral("the store"), QStringLiteral("has not answered yet")};
}

} // namespace

Result<FetchedPolicies> StoreCourier::fetch(const QString &computer)
{
    auto answer = ask(&Desk::policies, [computer](StoreSide &side) { return side.fetch(computer); });
    return answer ? std::move(*answer) : notYet();
}

Result<std::vector<EventId>> StoreCourier::deliver(const std::vector<StatusEvent> &events)
{
    auto answer = ask(&Desk::deliveries, [events](StoreSide &side) { return side.deliver(events); });
    return answer ? std::move(*answer) : notYet();
}

bool StoreCourier::mayHaveChanged()
{
    return ask(&Desk::changes, [](StoreSide &side) { return side.mayHaveChanged(); }).value_or(false);
}

bool StoreCourier::takeForgotten()
{
    const std::scoped_lock lock(m_desk->mutex);
    return std::exchange(m_desk->forgotten, false);
}

} // namespace seriatim
