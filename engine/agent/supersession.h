// Whether policies carry a sequence on, under its own Task GUID or a newer one, or take it away (B26, B26a).
#pragma once

#include "engine/agent/sequencewalk.h"

namespace seriatim {

// The policy is a newer order of the sequence that the journal has under another Task GUID.
[[nodiscard]] bool supersedes(const SynchPolicy &policy, const JournalSequence &record);

// What documents as a source gave them say of a sequence, before anything of them is taken. `same` where it cannot be told.
[[nodiscard]] WalkHost::Policy standingIn(const std::vector<QByteArray> &documents, const JournalSequence &record);

} // namespace seriatim
