// What a definition may not say twice.
#pragma once

#include "engine/exchange/definition.h"

namespace seriatim {

// A GUID anywhere in the document; a name of one kind (a package's name with its version), unless both carry GUIDs.
[[nodiscard]] Result<> checkUnique(const Definition &definition);

} // namespace seriatim
