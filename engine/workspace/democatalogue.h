// A made-up catalogue for demonstrations and measurements: plausible names, the same for the same number and seed.
#pragma once

#include "engine/domain/catalogue.h"
#include "engine/domain/sequentialtask.h"

namespace seriatim {

struct DemoContents {
    Catalogue catalogue;
    std::vector<SequentialTask> tasks;
};

// `programs` package-programs in about a quarter as many packages, a tenth as many computers (at least 10, at most
// 100,000), collections by department and by operating system, and a few sequences over them. GUIDs included.
[[nodiscard]] DemoContents makeDemo(int programs, quint64 seed);

} // namespace seriatim
