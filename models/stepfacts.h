// StepFacts: what a line item is, beside what became of it on a computer: its program, what it depends on, and what the code
// that it returned means. As a few lines with links, for the detail pane of the Status tab.
#pragma once

#include "engine/store/statusstore.h"
#include "engine/workspace/workspace.h"

namespace seriatim {

struct StepNeed {
    int place = 0; // of the item that has to succeed before, from 1
    ReturnCodeList codes; // that are success for this one (B3)
    bool operator==(const StepNeed &) const = default;
};

struct StepFacts {
    QString package; // name; empty: it has been deleted
    QString packageGuid;
    QString program;
    std::vector<StepNeed> needs;
    bool operator==(const StepFacts &) const = default;
};

// By place.
[[nodiscard]] std::vector<StepFacts> stepFactsOf(const SequentialTask &task, const TaskPrograms &programs);

// Where a link of stepHtml() leads.
struct StepLink {
    enum class Kind { package, item, page };
    Kind kind = Kind::page;
    QString packageGuid;
    int place = 0; // from 1
    QString url;
    bool operator==(const StepLink &) const = default;
};

// Rich text; everything that comes from the store is escaped. The links are for stepLinkOf().
[[nodiscard]] QString stepHtml(const StepFacts &facts, const LineItemStatus &item);
[[nodiscard]] std::optional<StepLink> stepLinkOf(const QString &link);

} // namespace seriatim
