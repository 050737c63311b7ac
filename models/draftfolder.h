// Where this user's unsaved drafts are kept for the case of a crash.
#pragma once

#include "engine/workspace/draftfile.h"
#include "models/storesession.h"

namespace seriatim {

[[nodiscard]] QString draftFolder();

// A draft that a crash left, with the revision that it was made from; absent where that is not in the store any more, or
// the task was never saved.
struct LeftDraft {
    DraftFile file;
    std::optional<SequentialTask> base;
};

// The error is that of the folder; damaged files are named in `damaged`.
[[nodiscard]] Result<std::vector<LeftDraft>> leftDrafts(StoreSession &session, const QString &folder, QStringList &damaged);

} // namespace seriatim
