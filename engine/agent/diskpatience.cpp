#include "engine/agent/diskpatience.h"

#include "engine/base/logging.h"

#include <chrono>
#include <thread>

namespace seriatim {

namespace {

using namespace std::chrono_literals;

constexpr auto slice = 100ms; // how soon a wish to stop is noticed
constexpr int longestPauseInSlices = 100;

} // namespace

DiskPatience::DiskPatience(int triesAtMost, const std::atomic<bool> &stop, ProgressListener say)
    : m_triesAtMost(triesAtMost), m_stop(stop), m_say(std::move(say))
{
}

Result<> DiskPatience::insist(const std::function<Result<>()> &record, const PatienceWords &words) const
{
    for (int tries = 1;; ++tries) {
        const Result<> recorded = record();
        if (recorded) {
            if (tries > 1)
                qCWarning(logAgent).noquote() << words.over;
            return recorded;
        }
        if (tries == 1) {
            const QString why = QStringLiteral("%1. %2").arg(recorded.error().message(), words.waiting);
            qCWarning(logAgent).noquote() << why;
            if (m_say)
                m_say(why);
        }
        if ((m_triesAtMost > 0 && tries >= m_triesAtMost) || !pause(tries))
            return recorded;
    }
}

// Ever longer, to at most ten seconds; false where the agent is to stop.
bool DiskPatience::pause(int tries) const
{
    const int slices = std::min(1 << std::min(tries - 1, 7), longestPauseInSlices);
    for (int n = 0; n < slices; ++n) {
        if (m_stop.load(std::memory_order_relaxed))
            return false;
        std::this_thread::sleep_for(slice);
    }
    return true;
}

} // namespace seriatim
