#include "models/runapart.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

JobQueue &apartQueue()
{
    static JobQueue queue(std::max(2U, std::thread::hardware_concurrency()));
    // What a job uses of Qt goes with the application.
    static const bool isWaitedFor = [] {
        qAddPostRoutine([] { queue.waitForDone(); });
        return true;
    }();
    Q_UNUSED(isWaitedFor)
    return queue;
}

} // namespace seriatim
