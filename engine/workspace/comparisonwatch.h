// How whoever asked for a comparison follows it. Both may be empty.
#pragma once

#include <functional>

namespace seriatim {

struct ComparisonWatch {
    std::function<void(int done, int total)> progress; // computers
    std::function<bool()> cancelled;
};

} // namespace seriatim
