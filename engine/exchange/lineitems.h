// Line items on their way from one task to another, as a definition that people can read and edit: one sequential task
// with nothing but an execution order, under a root with content="lineItems". Programs stand there by package, version
// and name, and by GUID.
#pragma once

#include "engine/exchange/definition.h"

namespace seriatim {

// `indexes` from 0, in any order; they are written in the task's. Dependencies among them are kept, those on others told.
[[nodiscard]] QByteArray writeLineItems(const SequentialTask &task, const std::vector<int> &indexes, const ProgramIndex &programs);

// Of a definition with one task, written by writeLineItems or by hand. Anything else is one error (invalidInput).
struct CopiedItems {
    DefinedTask task;
    // By place from 0: what each depended on that was not copied, as "PACKAGE/PROGRAM".
    std::vector<QStringList> lostDependencies;
};
[[nodiscard]] Result<CopiedItems> readCopiedItems(const QByteArray &text);

} // namespace seriatim
