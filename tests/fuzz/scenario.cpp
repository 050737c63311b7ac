// Scenario XML: what a simulation assumes.
#include "engine/simulation/scenario.h"
#include "tests/fuzz/fuzz.h"

using namespace seriatim;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    (void)readScenario(fuzz::bytes(data, size), QStringLiteral("input"));
    return 0;
}
