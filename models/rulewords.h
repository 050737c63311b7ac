// A rule in the words that people know.
#pragma once

#include "engine/domain/rule.h"

#include <utility>
#include <vector>

namespace seriatim {

using ValueAndText = std::pair<QString, QString>; // as it stands in Rule, as on the screen

[[nodiscard]] bool isRuleGroup(Rule::Kind kind);
[[nodiscard]] QString ruleGroupText(Rule::Kind group); // "Any of these holds"

// One condition, with the first letter large; a group by its heading.
[[nodiscard]] QString conditionText(const Rule &condition);
// The whole rule in one line.
[[nodiscard]] QString ruleSentence(const Rule &rule);

[[nodiscard]] std::vector<ValueAndText> packageManagerNames();
[[nodiscard]] std::vector<ValueAndText> factNames();
[[nodiscard]] std::vector<ValueAndText> comparisonNames();

} // namespace seriatim
