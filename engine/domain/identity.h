// Which GUIDs a save gives (B5, B6, B7). Pure: compares the saved task with the draft.
#pragma once

#include "engine/domain/sequentialtask.h"

namespace seriatim {

enum class KeepFinished { no, yes };

struct IdentityOutcome {
    SequentialTask task; // the draft with the GUIDs that it gets
    bool orderChanged = false;
};

// B5: order, an added or a removed line item; compares the two sequences of line item ids.
[[nodiscard]] bool executionOrderChanged(const SequentialTask &saved, const SequentialTask &draft);

// B7: for each line item of the draft, whether it is unchanged against the saved task.
[[nodiscard]] std::vector<bool> unchangedItems(const SequentialTask &saved, const SequentialTask &draft);

// The draft as it is to be stored: the same GUIDs, or all new ones with the chains of what they succeed.
[[nodiscard]] IdentityOutcome renewIdentities(const SequentialTask &saved, const SequentialTask &draft, KeepFinished keep);

} // namespace seriatim
