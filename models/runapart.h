// runApart: work that needs no store, on a thread beside the others'. The work looks at `control` to hear that it is no longer wanted.
#pragma once

#include "models/storesession.h"

namespace seriatim {

// The queue of what runs apart. The application's end waits for it.
[[nodiscard]] JobQueue &apartQueue();

template <typename Value>
[[nodiscard]] Answer<Value> runApart(std::function<Value(JobControl &)> work,
                                      std::shared_ptr<JobControl> control = std::make_shared<JobControl>())
{
    const auto promise = std::make_shared<QPromise<Value>>();
    promise->start(); // here, as nobody can wait for a result before
    QFuture<Value> future = promise->future();
    apartQueue().start([work = std::move(work), control, promise] {
        promise->addResult(work(*control));
        promise->finish();
    });
    return Answer<Value>(std::move(future));
}

} // namespace seriatim
