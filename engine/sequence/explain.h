// Explain: one sentence that says why, with the rule and the value (B39). Asks the machine, decides nothing itself.
#pragma once

#include "engine/sequence/machine.h"

#include <QString>

namespace seriatim {

// What the sentences name beside the numbers; an absent text is left out.
struct ItemWords {
    QString detectionRule;  // describeRule()
    QString condition;
    QString problem;        // why it could not be started, or why a rule or package could not be looked at
};

// `item` is an index; `words` has an entry for each item, or is empty.
[[nodiscard]] QString explainItem(const Plan &plan, const SequenceState &state, int item, const std::vector<ItemWords> &words);

// "0", "0 or 3010", "0, 1707 or 3010"
[[nodiscard]] QString codesInWords(const ReturnCodeList &codes);

[[nodiscard]] QString explainComputer(const SequenceState &state);

} // namespace seriatim
