// <SequentialTask> of a definition. Included only where definitions are written.
#pragma once

#include "engine/exchange/definition.h"

namespace pugi {
class xml_node;
}

namespace seriatim {

// Programs and collections that are not in the catalogue stand there by GUID alone.
void writeDefinedTasks(pugi::xml_node root, const Catalogue &catalogue, const std::vector<SequentialTask> &tasks);

} // namespace seriatim
