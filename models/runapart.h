// runApart: work that needs no store, on a thread of the global pool. The work looks at `control` to hear that it is no longer wanted.
#pragma once

#include "models/storesession.h"

namespace seriatim {

template <typename Value>
[[nodiscard]] Answer<Value> runApart(std::function<Value(JobControl &)> work,
                                      std::shared_ptr<JobControl> control = std::make_shared<JobControl>())
{
    const auto promise = std::make_shared<QPromise<Value>>();
    QFuture<Value> future = promise->future();
    QThreadPool::globalInstance()->start([work = std::move(work), control, promise] {
        promise->start();
        promise->addResult(work(*control));
        promise->finish();
    });
    return Answer<Value>(std::move(future));
}

} // namespace seriatim
