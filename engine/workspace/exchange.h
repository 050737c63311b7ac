// Documents into the store and out of it.
#pragma once

#include "engine/workspace/workspace.h"

#include <functional>

namespace seriatim {

// Told how far it is (total 0: not known yet); false stops it: nothing is changed then, and the error is `cancelled`.
using GoOn = std::function<bool(int done, int total)>;

struct ImportReport {
    QStringList added;
    QStringList changed;
    QStringList unchanged;
    QStringList notBroughtOver;
};

// Definition or client policy XML, told apart by content. All files are brought in, or, at the first error, none.
[[nodiscard]] Result<ImportReport> importFiles(Workspace &workspace, const QStringList &paths, const GoOn &goOn = {});

// Definition XML of these tasks with all they need; of the whole store where `tasks` is empty.
[[nodiscard]] Result<QByteArray> exportDefinition(Workspace &workspace, const QStringList &tasks, const GoOn &goOn = {});

// The made-up catalogue of democatalogue.h, all or nothing.
[[nodiscard]] Result<> fillWithDemo(Workspace &workspace, int programs, quint64 seed, const GoOn &goOn = {});

} // namespace seriatim
