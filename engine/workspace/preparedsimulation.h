// PreparedSimulation: a stored task compiled for everything that simulates it: the fleet, the crash matrix, the search for
// trouble, tests and the debugger. Holds all that they refer to, so it must outlive them; it never changes.
#pragma once

#include "engine/sequence/explain.h"
#include "engine/simulation/fleet.h"
#include "engine/workspace/workspace.h"

#include <list>
#include <memory>

namespace seriatim {

class PreparedSimulation
{
public:
    // The task by name or GUID; where the scenario says how many computers, they are made up, else those that the task
    // applies to are taken.
    [[nodiscard]] static Result<std::unique_ptr<PreparedSimulation>> prepare(Workspace &workspace, const QString &task, Scenario scenario);
    // Of a task that is not saved (yet); its computers are made up, one where the scenario does not say how many.
    [[nodiscard]] static Result<std::unique_ptr<PreparedSimulation>> prepare(Workspace &workspace, const SequentialTask &task, Scenario scenario);

    PreparedSimulation(const PreparedSimulation &) = delete;
    PreparedSimulation &operator=(const PreparedSimulation &) = delete;

    [[nodiscard]] const SequentialTask &task() const { return m_task; }
    [[nodiscard]] const Scenario &scenario() const { return m_scenario; }
    [[nodiscard]] const Plan &plan() const { return m_usual->plan(); } // under the built-in options, or the task's own
    [[nodiscard]] const Fleet &usual() const { return *m_usual; }
    [[nodiscard]] const QStringList &programNames() const { return m_programNames; } // "Package/Program", by item
    [[nodiscard]] const std::vector<ItemWords> &words() const { return m_words; }    // by item

    [[nodiscard]] int count() const { return m_count; }
    // Made up, so that a name tells the number.
    [[nodiscard]] bool isMadeUp() const { return m_computers.empty(); }
    [[nodiscard]] FleetMember member(int index) const;
    [[nodiscard]] Computer computer(int index) const; // of a made-up one its name alone, under a GUID that follows from it
    [[nodiscard]] const DeliveryOptions &optionsOf(int index) const; // that it goes by where the task has none of its own
    // By name in any letter case, a made-up one by "SIM-000001"; nothing where there is none.
    [[nodiscard]] std::optional<int> find(const QString &computer) const;
    [[nodiscard]] FleetRun run() const; // over all of them; refers to this

private:
    PreparedSimulation(SequentialTask task, Scenario scenario, ClientPolicies policies);

    // Computers that go by the same options walk the same plan (B28).
    struct Group {
        DeliveryOptions options;
        Plan plan;
        Fleet fleet;
        Group(const PreparedSimulation &all, const DeliveryOptions &groupOptions);
    };
    const Fleet &fleetFor(const DeliveryOptions &options);
    void nameItems();
    [[nodiscard]] Result<> takeComputers(Workspace &workspace);

    SequentialTask m_task;
    Scenario m_scenario;
    ClientPolicies m_policies;
    QStringList m_programNames;
    std::vector<ItemWords> m_words;
    std::list<Group> m_groups; // which never move: fleets refer to their plans
    const Fleet *m_usual = nullptr;
    std::vector<Computer> m_computers;
    std::vector<const Fleet *> m_fleetOf; // by computer
    int m_count = 0;
};

} // namespace seriatim
