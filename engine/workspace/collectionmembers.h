// Which computers collections stand for: fixed lists and inventory filters together. Fast at any size, where
// Collection::includes goes through the whole list for each computer.
#pragma once

#include "engine/domain/computer.h"

namespace seriatim {

// By index in `computers`: whether it belongs to any of the collections.
[[nodiscard]] std::vector<bool> membersOf(const std::vector<Collection> &collections, const std::vector<Computer> &computers);

// By index in `collections`: how many of the computers belong to it.
[[nodiscard]] std::vector<int> countsOf(const std::vector<Collection> &collections, const std::vector<Computer> &computers);

} // namespace seriatim
