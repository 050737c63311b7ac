// OrderedShards: work in numbered parts that several threads do, taken by one in the order of the numbers. The threads run
// a few parts ahead at most, so that what waits to be taken stays small.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace seriatim {

template <typename Part>
class OrderedShards
{
public:
    // `work` is called by several threads at once, and ends early when the flag that it is given says so.
    using Work = std::function<Part(int number, const std::atomic<bool> &stopped)>;

    OrderedShards(int count, int threads, Work work) : m_count(count), m_ahead(2 * threads + 2), m_work(std::move(work))
    {
        for (int i = 0; i < std::min(threads, count); ++i)
            m_threads.emplace_back([this] { run(); });
    }

    // Parts that were not taken are let go.
    ~OrderedShards()
    {
        m_stopped = true;
        {
            const std::lock_guard lock(m_mutex); // so that nobody misses it between looking and waiting
        }
        m_changed.notify_all();
        for (std::thread &thread : m_threads)
            thread.join();
    }

    OrderedShards(const OrderedShards &) = delete;
    OrderedShards &operator=(const OrderedShards &) = delete;

    // Each number once, in their order.
    [[nodiscard]] Part take(int number)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_done.contains(number); });
        Part part = std::move(m_done.extract(number).mapped());
        m_taken = number + 1;
        lock.unlock();
        m_changed.notify_all();
        return part;
    }

private:
    void run()
    {
        for (;;) {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_stopped || m_claimed >= m_count || m_claimed < m_taken + m_ahead; });
            if (m_stopped || m_claimed >= m_count)
                return;
            const int number = m_claimed++;
            lock.unlock();
            Part part = m_work(number, m_stopped);
            lock.lock();
            m_done.emplace(number, std::move(part));
            lock.unlock();
            m_changed.notify_all();
        }
    }

    const int m_count;
    const int m_ahead;
    const Work m_work;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<int, Part> m_done;
    int m_claimed = 0;
    int m_taken = 0;
    std::atomic<bool> m_stopped = false;
    std::vector<std::thread> m_threads;
};

} // namespace seriatim
