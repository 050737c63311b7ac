// Rule as an element of its own kind: <FileExists path=… />, <All> … </All> (B34, B11a).
#pragma once

#include "engine/domain/rule.h"
#include "engine/xml/writer.h"

namespace seriatim {

// The element itself. An element that is no rule is an error: leaving it out would change what the rule says.
[[nodiscard]] Rule readRule(XmlReader &reader, pugi::xml_node element);
void writeRule(pugi::xml_node parent, const Rule &rule);

// <name> with one rule inside, checked for its use; absent or empty: none.
[[nodiscard]] std::optional<Rule> readRuleIn(XmlReader &reader, pugi::xml_node parent, const char *name, RuleUse use);
void writeRuleIn(pugi::xml_node parent, const char *name, const std::optional<Rule> &rule);

} // namespace seriatim
