// <SequentialTask> of a definition. Included only where definitions are read.
#pragma once

#include "engine/exchange/definition.h"

namespace pugi {
class xml_node;
}

namespace seriatim {

class XmlReader;

[[nodiscard]] DefinedTask readDefinedTask(XmlReader &reader, pugi::xml_node element);

// <Member computer="…" />, <AppliesTo collection="…" />: the attribute, and guid where there is one.
template <typename Id>
[[nodiscard]] DefinedReference<Id> readReference(XmlReader &reader, pugi::xml_node element, const char *name);

} // namespace seriatim
