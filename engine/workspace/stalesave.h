// A save that came too late (B8): what the others did, what was done here, and the way to go on.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

struct StaleSave {
    StaleSave(SequentialTask baseTask, SequentialTask theirTask) : base(std::move(baseTask)), theirs(std::move(theirTask)) {}

    bool removed = false;   // there is nothing of theirs: `base` and `theirs` are the draft; only asNewTask() goes on
    SequentialTask base;    // the revision that the draft was made from
    SequentialTask theirs;  // as it is stored now
    QString savedBy;        // who saved, or removed, it last
    Instant savedAt = 0;    // 0 where that is not known
    QStringList theirChanges; // sentences, from `base` on; empty where nobody saved in between
    QStringList myChanges;
};

[[nodiscard]] Result<StaleSave> staleSaveOf(Workspace &workspace, const SequentialTask &draft);

// What was changed here on top of what they have, as a draft of their revision: settings that only they changed are
// theirs, and so is an execution order that only they changed; otherwise this one's replaces it whole. Line items keep
// the identity that they have in theirs, so that an order like theirs is no change (B5).
[[nodiscard]] SequentialTask onTopOf(const SequentialTask &mine, const SequentialTask &base, const SequentialTask &theirs);

// The same content under new GUIDs, not saved yet.
[[nodiscard]] SequentialTask asNewTask(const SequentialTask &draft);

} // namespace seriatim
