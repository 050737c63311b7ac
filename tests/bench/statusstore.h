// StatusStoreFixture: a store with a task of ten items that many computers have reported on, as `store init --demo --reports`
// makes it. A million take minutes: where SERIATIM_BENCH_STORES names a folder they are kept there and found again.
#pragma once

#include "engine/store/statuslist.h"
#include "engine/workspace/workspace.h"
#include "tests/bench/harness.h"

#include <QTemporaryDir>

#include <memory>

namespace seriatim::bench {

struct StatusStoreFixture {
    static constexpr int items = 10;

    QTemporaryDir folder;
    QString path;
    std::unique_ptr<Workspace> workspace;
    std::optional<SequentialTask> task;

    [[nodiscard]] Store &store() const { return workspace->store(); }
    [[nodiscard]] StatusList list() const { return StatusList(workspace->store().database()); }
};
using SharedStatusStore = std::shared_ptr<StatusStoreFixture>;

[[nodiscard]] Result<SharedStatusStore> statusStoreOf(int computers);

// Seconds that the sqlite3 shell takes for it, its whole process. TASK in it stands for the key of the task. notFound where it
// is not installed, or does not know what to do.
[[nodiscard]] Result<double> shellSeconds(const StatusStoreFixture &fixture, const QString &sql);

// `ours` beside the plain SQL for the same answer in the sqlite3 shell; beside itself where there is none, and the title says so.
[[nodiscard]] Contest contestWithShell(const SharedStatusStore &fixture, const QString &title, const QString &ourName, std::function<Result<double>()> ours,
                                       const QString &sql);

} // namespace seriatim::bench
