// DiskPatience: an agent starts nothing that it could not record. Where the disk refuses (full, read-only, rights taken
// away, a failing drive), it says why once and tries again until the disk takes it. The same patience serves for whatever
// else has to be done before anything starts.
#pragma once

#include "engine/agent/endpoint.h"

#include <atomic>

namespace seriatim {

// What is said when the first try failed, behind its reason, and when a later one worked.
struct PatienceWords {
    QString waiting = QStringLiteral("Nothing is started until it can be recorded.");
    QString over = QStringLiteral("the disk takes it again; going on");
};

class DiskPatience
{
public:
    // `triesAtMost` 0: until `stop`. Both are used, not owned; `say` may be empty.
    DiskPatience(int triesAtMost, const std::atomic<bool> &stop, ProgressListener say);

    // Does it again until it works; the last error when that takes too long or the agent is to stop. Blocks meanwhile.
    [[nodiscard]] Result<> insist(const std::function<Result<>()> &record, const PatienceWords &words = {}) const;

private:
    [[nodiscard]] bool pause(int tries) const;

    int m_triesAtMost;
    const std::atomic<bool> &m_stop;
    ProgressListener m_say;
};

} // namespace seriatim
