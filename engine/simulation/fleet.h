// Fleet: drives the sequence machine for simulated computers over a virtual clock (B42). One computer's result depends
// on the plan, the schedule, the scenario and its own name alone, so any of them can be replayed apart.
#pragma once

#include "engine/domain/schedule.h"
#include "engine/sequence/machine.h"
#include "engine/simulation/scenario.h"

#include <functional>

namespace seriatim {

// How long a simulated computer is away, in milliseconds.
inline constexpr qint64 simulatedRestartTime = millisPerMinute;
inline constexpr qint64 simulatedAgentStartTime = millisPerSecond;

inline constexpr int multicastReceivers = 32;

struct SimulatedComputer {
    QString name;
    ComputerStatus status = ComputerStatus::notReceived;
    int restarts = 0; // in all runs
    int runs = 0;
    Instant finished = 0;
    std::vector<int> downloads; // by package of the plan: how often its files came over the network
    bool multicast = false;     // they came from a multicast
    SequenceState state; // of the last run
};

struct SimulatedItemTotals {
    int succeeded = 0;
    int alreadyPresent = 0;
    int carriedOver = 0;
    int notApplicable = 0;
    int failed = 0;
    int timedOut = 0;
    int notVerified = 0;
    int interrupted = 0;
    int skipped = 0;
};

struct SimulationTotals {
    quint64 seed = 0;
    int endpoints = 0;
    int succeeded = 0;
    int failed = 0;
    int waiting = 0;          // for something that never came
    std::vector<qint64> downloads;          // by package of the plan
    std::vector<qint64> multicastDownloads; // those of them that came from a multicast
    qint64 virtualMillis = 0; // from the start until the last computer is done
    std::vector<SimulatedItemTotals> items;

    void add(const SimulatedComputer &computer, Instant start);

    // Of `plan` only the packages count. B28: with multicast the server sends once what up to `multicastReceivers` computers
    // take at a time.
    [[nodiscard]] qint64 bytesReceived(const Plan &plan) const;
    [[nodiscard]] qint64 bytesFromServer(const Plan &plan) const;
};

class Fleet
{
public:
    // All must outlive the fleet.
    Fleet(const Plan &plan, const Schedule &schedule, const Scenario &scenario);

    [[nodiscard]] SimulatedComputer simulate(const QString &computerName) const;

    // Computer by computer in the order of the names; `visit` may be empty. Stops, with what there is, when `cancelled`
    // says so.
    [[nodiscard]] SimulationTotals simulateAll(int count, const std::function<QString(int)> &nameOf,
                                               const std::function<void(const SimulatedComputer &)> &visit,
                                               const std::function<bool()> &cancelled = {}) const;

    // "SIM-000001" for 0
    [[nodiscard]] static QString endpointName(int index);

private:
    const Plan &m_plan;
    const Schedule &m_schedule;
    const Scenario &m_scenario;
};

} // namespace seriatim
