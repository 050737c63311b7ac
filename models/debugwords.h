// The debugger's sentences: what a step did and what the next one does, with the rule that asked for it (behaviour.md).
#pragma once

#include "engine/simulation/debugsession.h"

#include <QStringList>

namespace seriatim {

// What happened: "Item 2 ended with 3010".
[[nodiscard]] QString stepText(const DebugStep &step);
// What is going to happen: "Look at the detection rule of item 2".
[[nodiscard]] QString nextText(const Action &action, bool isOver, int nextRun);
// "B18"; empty for what no rule asks for.
[[nodiscard]] QString ruleOf(const Action &action);
[[nodiscard]] QString faultText(FaultKind kind);

} // namespace seriatim
