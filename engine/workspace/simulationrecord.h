// SimulationRecord: gathers a fleet's results for the store, where computers share outcomes.
#pragma once

#include "engine/simulation/simulationtotals.h"
#include "engine/store/simulationstore.h"

#include <QHash>

namespace seriatim {

class SimulationRecord
{
public:
    // The names of made-up computers are told by their numbers, and not kept.
    SimulationRecord(Instant start, bool madeUp) : m_start(start), m_madeUp(madeUp) {}

    void add(const SimulatedComputer &computer); // in the order of their numbers
    [[nodiscard]] const RecordedFleet &fleet() const { return m_fleet; }

private:
    [[nodiscard]] int outcomeOf(const SimulatedComputer &computer);

    Instant m_start;
    bool m_madeUp;
    RecordedFleet m_fleet;
    QHash<QByteArray, int> m_known;
};

// As it came out of the simulation, as far as it was recorded: no times and counts but those of the whole.
[[nodiscard]] RecordedOutcome outcomeOf(const SimulatedComputer &computer);

} // namespace seriatim
