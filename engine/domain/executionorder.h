// Edits of an execution order. Each gives the new list, or says which dependencies it would break (B4).
// Places are 1, 2, … as people count them.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/sequentialtask.h"

namespace seriatim {

// The line item at `place` needs the one at `on`, and the edit would put that out of reach.
struct BrokenDependency {
    int place = 0;
    int on = 0;
    bool operator==(const BrokenDependency &) const = default;
};

enum class OnBreak { refuse, dropDependencies };

// What an edit would break, by the places before the edit.
[[nodiscard]] std::vector<BrokenDependency> brokenByRemoval(const SequentialTask &task, int place);
[[nodiscard]] std::vector<BrokenDependency> brokenByMove(const SequentialTask &task, int place, int toPlace);

// Many at once: `order` holds the indexes (from 0) of line items in their new order, each at most once; those that it
// leaves out are removed. What that would break, by the places before.
[[nodiscard]] std::vector<BrokenDependency> brokenByRearranging(const SequentialTask &task, const std::vector<int> &order);
// Dependencies that it breaks are dropped.
void rearrange(SequentialTask &task, const std::vector<int> &order);

// `place` 1 to size + 1.
[[nodiscard]] Result<> addItem(SequentialTask &task, LineItem item, int place);
[[nodiscard]] Result<> removeItem(SequentialTask &task, int place, OnBreak onBreak);
[[nodiscard]] Result<> moveItem(SequentialTask &task, int place, int toPlace, OnBreak onBreak);

// Absent codes follow the program (B3). Depending twice on the same item replaces the codes.
[[nodiscard]] Result<> addDependency(SequentialTask &task, int place, int onPlace, std::optional<ReturnCodeList> codes);
[[nodiscard]] Result<> removeDependency(SequentialTask &task, int place, int onPlace);

} // namespace seriatim
