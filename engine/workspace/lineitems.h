// Line items out of a clipboard into a task of this store; writing them is writeLineItems (exchange).
#pragma once

#include "engine/exchange/lineitems.h"
#include "engine/workspace/workspace.h"

namespace seriatim {

struct PastedItems {
    std::vector<LineItem> items; // with new ids; each depends on earlier ones of them only
    QStringList notes;           // sentences: programs that are not in this store, dependencies that were left behind
};

// Programs are found by GUID, else by name. Any text that holds no line items is one error.
[[nodiscard]] Result<PastedItems> readLineItems(Workspace &workspace, const QByteArray &text);

} // namespace seriatim
