// OrderEdit: an edit of the execution order that is worked out but not made yet, so that what it would break can be asked
// about first (B4). Rows count from 0; a selection may have gaps.
#pragma once

#include "engine/domain/executionorder.h"
#include "engine/domain/validation.h"
#include "models/taskeditor.h"

namespace seriatim {

struct OrderEdit {
    QString text;                         // for the history: "Move 3 items up"
    std::vector<int> order;               // rows before the edit, in the new order; a missing one is removed
    std::vector<BrokenDependency> broken; // by the places before
    bool changes = false;
};

// Each row one step up (-1) or down (1); rows that lean on the edge, and those that lean on them, stay.
[[nodiscard]] OrderEdit moveByOne(const SequentialTask &task, std::vector<int> rows, int step);
[[nodiscard]] OrderEdit moveToTop(const SequentialTask &task, const std::vector<int> &rows);
[[nodiscard]] OrderEdit moveToBottom(const SequentialTask &task, const std::vector<int> &rows);
// As one block before row `before`, 0 to size.
[[nodiscard]] OrderEdit moveBefore(const SequentialTask &task, std::vector<int> rows, int before);
[[nodiscard]] OrderEdit removal(const SequentialTask &task, const std::vector<int> &rows);

// One step of history. Broken dependencies are dropped.
void apply(TaskEditor &editor, const OrderEdit &edit);

// One step: the items before row `before`; dependencies that they bring must be among themselves.
void insertItems(TaskEditor &editor, const std::vector<LineItem> &items, int before, const QString &text);
void addPrograms(TaskEditor &editor, const std::vector<ProgramId> &programs, int before);

// A dependency of `row` on each of the rows; one that is there keeps its codes.
void dependOn(TaskEditor &editor, const std::vector<int> &rows, const std::function<std::vector<int>(int row)> &on, const QString &text);

// "Item 3 (Patch 2) needs item 2 (Patch 1)."
[[nodiscard]] QStringList brokenSentences(const TaskEditor &editor, const std::vector<BrokenDependency> &broken);

// What stands below the list.
struct OrderTotals {
    int minutes = 0;
    int withoutTime = 0;   // items whose run time nobody estimated
    int restarts = 0;      // after running: restart
    int maybeRestarts = 0; // only where a return code asks for one
};
[[nodiscard]] OrderTotals totalsOf(const SequentialTask &task, const ProgramIndex &programs);

} // namespace seriatim
