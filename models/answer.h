// Answer: what a job off the GUI thread will have found.
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

namespace seriatim {

template <typename Value>
class Answer
{
public:
    explicit Answer(QFuture<Value> future) : m_future(std::move(future)) {}

    // Calls `take` in the thread of `context`, once; never where the context has gone by then, or the job was given up.
    // QFuture::then(context, …) does not do: Qt 6.4 asserts where its context has gone.
    template <typename Take>
    void then(QObject *context, Take take) const
    {
        auto *watcher = new QFutureWatcher<Value>(context);
        QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, take = std::move(take)]() mutable {
            watcher->deleteLater();
            if (watcher->future().resultCount() > 0)
                take(watcher->result());
        });
        watcher->setFuture(m_future);
    }

    [[nodiscard]] bool isFinished() const { return m_future.isFinished(); }
    [[nodiscard]] Value result() const { return m_future.result(); } // waits for it
    [[nodiscard]] const QFuture<Value> &future() const { return m_future; }

private:
    QFuture<Value> m_future;
};

} // namespace seriatim
