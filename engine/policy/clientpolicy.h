// ClientPolicies: what an agent receives for one sequential task, as values: one Altiris.Synch policy and one
// Altiris.SWD policy for each line item (formats.md). An agent needs nothing else to work.
#pragma once

#include "engine/domain/program.h"
#include "engine/domain/sequentialtask.h"

#include <optional>
#include <vector>

namespace seriatim {

struct SynchDependency {
    LineItemId on;
    ReturnCodeList codes; // always written out
    bool operator==(const SynchDependency &) const = default;
};

// One <Task> of the synch policy; its priority is its place in the vector, from 1.
struct SynchTask {
    explicit SynchTask(LineItemId itemGuid) : guid(itemGuid) {}

    LineItemId guid;
    QString exeName;
    std::vector<SynchDependency> dependencies;
    std::vector<LineItemId> succeeds;
    std::optional<Rule> appliesWhen;
    bool operator==(const SynchTask &) const = default;
};

struct SynchPolicy {
    explicit SynchPolicy(TaskId taskGuid) : guid(taskGuid) {}

    TaskId guid;
    QString taskName; // the policy's name without its prefix
    QString version;
    int revision = 1;
    TaskPriority priority = TaskPriority::normal;
    std::vector<TaskId> supersedes; // the Task GUIDs that this one has taken the place of, oldest first (B5, B26a)
    std::vector<SynchTask> tasks;
    std::optional<bool> reportFinalStatusToServer; // absent: not in the portal
    Schedule schedule;
    std::optional<DeliveryOptions> options; // absent: the agent's own
    QByteArray received; // the document it was read from; what is not understood in it is kept when it is written again

    bool operator==(const SynchPolicy &) const = default;
};

struct DeliveryPolicy {
    DeliveryPolicy(LineItemId itemGuid, Package itemPackage, Program itemProgram)
        : guid(itemGuid), package(std::move(itemPackage)), program(std::move(itemProgram)) {}

    LineItemId guid;
    QString version;
    Package package; // without its programs
    Program program;
    QByteArray received;

    bool operator==(const DeliveryPolicy &) const = default;
};

struct ClientPolicies {
    explicit ClientPolicies(SynchPolicy synchPolicy) : synch(std::move(synchPolicy)) {}

    SynchPolicy synch;
    std::vector<DeliveryPolicy> deliveries; // in any order; one may be missing for a placeholder

    bool operator==(const ClientPolicies &) const = default;
    [[nodiscard]] const DeliveryPolicy *deliveryOf(LineItemId item) const; // null when there is none
};

} // namespace seriatim
