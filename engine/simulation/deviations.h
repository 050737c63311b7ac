// Deviations: what may come otherwise than usual in one line item, a return code or a fault, and scenarios made of them.
#pragma once

#include "engine/sequence/plan.h"
#include "engine/simulation/faultmoments.h"

namespace seriatim {

struct Deviation {
    enum class Kind { returns, timesOut, fault };

    int item = 0; // index
    Kind kind = Kind::returns;
    ReturnCode code = 0;        // returns
    bool firstStartOnly = false; // returns: else at every start
    FaultKind fault = FaultKind::powerLoss;
    FaultMoment at = FaultMoment::running;
    bool everyTime = false; // fault: else once, at the first time that the moment comes and no other of the same takes it
    bool operator==(const Deviation &) const = default;
};

// Those that matter for each item, in its order: each code that a list of its program or a dependency on it names, a
// failure, a time-out, and the faults that leave their mark. `usual` are the codes that come without any.
[[nodiscard]] std::vector<Deviation> deviationsOf(const Plan &plan, const std::vector<std::optional<ReturnCode>> &usual);

// Whether both can come in one run.
[[nodiscard]] bool goTogether(const Deviation &one, const Deviation &other);

[[nodiscard]] Scenario withDeviations(Scenario scenario, const Plan &plan, const std::vector<Deviation> &deviations);

// "item 1 returns 1603 and the power is lost while item 3 runs"
[[nodiscard]] QString inWords(const std::vector<Deviation> &deviations);

} // namespace seriatim
