#include "models/jobqueue.h"

#include <utility>

namespace seriatim {

JobQueue::~JobQueue()
{
    forgetWaiting();
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void JobQueue::start(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(job));
        // A thread that has just been woken still counts as idle, so one may be begun too many, but never too few.
        if (m_waiting.size() > m_idle && m_threads.size() < m_maxThreads)
            m_threads.emplace_back([this] { work(); });
    }
    m_changed.notify_all();
}

void JobQueue::forgetWaiting()
{
    std::deque<std::function<void()>> forgotten; // what a job holds is let go without the lock
    const std::lock_guard lock(m_mutex);
    forgotten.swap(m_waiting);
}

void JobQueue::waitForDone()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_waiting.empty() && m_idle == m_threads.size(); });
}

void JobQueue::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        ++m_idle;
        if (m_waiting.empty())
            m_changed.notify_all(); // for who waits for the end
        m_changed.wait(lock, [this] { return m_isEnding || !m_waiting.empty(); });
        --m_idle;
        if (m_isEnding)
            return;
        {
            const std::function<void()> job = std::move(m_waiting.front());
            m_waiting.pop_front();
            lock.unlock();
            job();
        }
        lock.lock();
    }
}

} // namespace seriatim
