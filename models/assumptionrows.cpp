#include "models/assumptionrows.h"

#include "engine/simulation/scenariowriter.h"

namespace seriatim {

namespace {

// In the order of the variant's alternatives.
template <typename Visit>
void forEachList(Scenario &scenario, Visit visit)
{
    const auto all = [&](auto &...lists) { (visit(lists), ...); };
    all(scenario.traits, scenario.agents, scenario.poweredOn, scenario.batteries, scenario.pickups, scenario.sessions, scenario.connections, scenario.servers,
        scenario.outcomes, scenario.faults, scenario.detections, scenario.applies, scenario.deferrals, scenario.restartsNeeded, scenario.expectations);
}

template <size_t... kinds>
AssumptionRow makeRow(size_t kind, std::index_sequence<kinds...>)
{
    AssumptionRow row;
    ((kind == kinds ? void(row.emplace<kinds>()) : void()), ...);
    return row;
}

} // namespace

AssumptionRow newRow(AssumptionKind kind)
{
    return makeRow(static_cast<size_t>(kind), std::make_index_sequence<assumptionKinds>());
}

ScenarioMatch &matchOf(AssumptionRow &row)
{
    return std::visit([](auto &one) -> ScenarioMatch & { return one.match; }, row);
}

const ScenarioMatch &matchOf(const AssumptionRow &row)
{
    return std::visit([](const auto &one) -> const ScenarioMatch & { return one.match; }, row);
}

std::vector<AssumptionRow> rowsOf(const Scenario &scenario)
{
    std::vector<AssumptionRow> rows;
    Scenario copy = scenario;
    forEachList(copy, [&](auto &list) { rows.insert(rows.end(), list.begin(), list.end()); });
    return rows;
}

Scenario withRows(Scenario scenario, const std::vector<AssumptionRow> &rows)
{
    forEachList(scenario, [&](auto &list) {
        using Row = typename std::decay_t<decltype(list)>::value_type;
        list.clear();
        for (const AssumptionRow &row : rows) {
            if (const auto *one = std::get_if<Row>(&row))
                list.push_back(*one);
        }
    });
    return scenario;
}

Result<> checkScenario(const Scenario &scenario)
{
    const Result<Scenario> read = readScenario(writeScenario(scenario), {});
    return read ? Result<>(Done{}) : read.error();
}

bool assumesNothing(const Scenario &scenario)
{
    Scenario plain;
    plain.seed = scenario.seed;
    plain.endpoints = scenario.endpoints;
    return scenario == plain;
}

} // namespace seriatim
