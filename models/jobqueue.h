// JobQueue: jobs run in the order in which they came, on threads of its own that begin when they are first needed. Jobs
// change hands under a std::mutex and not in QThreadPool, whose lock is hidden in a library that the thread sanitizer
// does not see into.
#pragma once

#include <QtGlobal>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace seriatim {

// Any thread, but the destructor.
class JobQueue
{
public:
    explicit JobQueue(unsigned maxThreads = 1) : m_maxThreads(maxThreads) {}
    Q_DISABLE_COPY_MOVE(JobQueue)
    ~JobQueue(); // forgets the jobs that have not begun, and waits for the others

    void start(std::function<void()> job);
    void forgetWaiting(); // the jobs that have not begun
    void waitForDone();   // until nothing runs or waits

private:
    void work();

    const unsigned m_maxThreads;
    std::mutex m_mutex; // of everything below
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_waiting;
    std::vector<std::thread> m_threads;
    unsigned m_idle = 0;
    bool m_isEnding = false;
};

} // namespace seriatim
