// The rows of a scenario as one list, kind by kind in the order in which they are written to a file. Within a kind the order
// counts: the first row that matches wins.
#pragma once

#include "engine/simulation/scenario.h"

#include <variant>

namespace seriatim {

// The alternatives stand in the order of AssumptionKind.
using AssumptionRow = std::variant<TraitRow, AgentRow, PoweredOnRow, BatteryRow, PickupRow, SessionRow, ConnectionRow, ServerRow, OutcomeRow,
                                   FaultRow, DetectionRow, AppliesRow, DeferralRow, RestartNeededRow, ExpectRow>;
enum class AssumptionKind {
    trait, agent, poweredOn, battery, pickup, session, connection, server, outcome, fault, detection, applies, deferral, restartNeeded, expect
};
inline constexpr int assumptionKinds = std::variant_size_v<AssumptionRow>;

[[nodiscard]] inline AssumptionKind kindOf(const AssumptionRow &row)
{
    return static_cast<AssumptionKind>(row.index());
}
[[nodiscard]] AssumptionRow newRow(AssumptionKind kind); // as the kind's defaults are

[[nodiscard]] ScenarioMatch &matchOf(AssumptionRow &row);
[[nodiscard]] const ScenarioMatch &matchOf(const AssumptionRow &row);

[[nodiscard]] std::vector<AssumptionRow> rowsOf(const Scenario &scenario);
// The scenario with these rows instead of its own.
[[nodiscard]] Scenario withRows(Scenario scenario, const std::vector<AssumptionRow> &rows);

// By the rules for scenario files; the error's detail says what is wrong with it.
[[nodiscard]] Result<> checkScenario(const Scenario &scenario);

// Whether it says no more than seed and number of computers do.
[[nodiscard]] bool assumesNothing(const Scenario &scenario);

} // namespace seriatim
