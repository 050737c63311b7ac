// The computers that a collection stands for, read from the store.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

// Their names, in the catalogue's order. Reads every computer of the catalogue, as a collection may be a filter over them.
[[nodiscard]] Result<QStringList> computersIn(Workspace &workspace, const Collection &collection);

// notFound where the collection has been removed.
[[nodiscard]] Result<QStringList> computersIn(Workspace &workspace, CollectionId collection);

} // namespace seriatim
