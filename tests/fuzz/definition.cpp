// Definition XML: what an administrator imports.
#include "engine/exchange/definition.h"
#include "tests/fuzz/fuzz.h"

using namespace seriatim;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    (void)readDefinition(fuzz::bytes(data, size), QStringLiteral("input"));
    return 0;
}
