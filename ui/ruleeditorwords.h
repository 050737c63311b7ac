// What the rule editor says: the choices it offers, in the words that people know.
#pragma once

#include "models/ruletreemodel.h"
#include "ui/icons.h"

#include <vector>

namespace seriatim {

[[nodiscard]] std::vector<Rule::Kind> conditionKinds(RuleUse use); // groups aside
[[nodiscard]] QString kindText(Rule::Kind kind);                   // "File exists…"
[[nodiscard]] QString kindName(Rule::Kind kind);                   // for object names: "FileExists"
[[nodiscard]] QString fieldsName(Rule::Kind kind);                 // object name of the page that edits it
[[nodiscard]] Rule emptyCondition(Rule::Kind kind);
[[nodiscard]] QString factHint(const Rule &rule); // how to write the value
[[nodiscard]] QString emptyRuleText(RuleUse use);
[[nodiscard]] Symbol answerSymbol(RuleTestAnswer::State state);

} // namespace seriatim
