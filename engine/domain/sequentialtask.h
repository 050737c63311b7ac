// SequentialTask: what an administrator authors, an execution order of package-programs and where, when and how to run it.
#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/options.h"
#include "engine/domain/portal.h"
#include "engine/domain/returncodes.h"
#include "engine/domain/rule.h"
#include "engine/domain/schedule.h"

#include <QString>

#include <optional>
#include <vector>

namespace seriatim {

// B3. Absent codes follow the program that `on` executes; codes that were written down stay as they are.
struct Dependency {
    LineItemId on;
    std::optional<ReturnCodeList> codes;
    bool operator==(const Dependency &) const = default;
};

struct LineItem {
    LineItem(LineItemId itemId, ProgramId programId) : id(itemId), program(programId) {}

    LineItemId id;
    ProgramId program;
    std::vector<Dependency> dependencies; // each on an earlier line item
    std::vector<LineItemId> succeeds;     // ancestors whose success counts (B7), oldest first
    std::optional<Rule> appliesWhen;      // B11a
    QString exeName;                      // kept from a classic policy
    QByteArray receivedPolicy;            // the Altiris.SWD policy it came from, as received; empty: none

    bool operator==(const LineItem &) const = default;
};

enum class TaskPriority { low, normal, high };

struct SequentialTask {
    explicit SequentialTask(TaskId taskId = TaskId::mint(), QString taskName = {})
        : id(taskId), name(std::move(taskName)) {}

    TaskId id;
    QString name;
    QString description;
    QString folder; // in the navigator, '/' between the parts
    bool enabled = true;
    TaskPriority priority = TaskPriority::normal;
    int revision = 0; // 0: not saved yet; the store counts from 1
    std::vector<LineItem> items; // in execution order: place 1 is items[0]
    std::vector<CollectionId> appliesTo;
    Schedule schedule;
    std::optional<DeliveryOptions> options; // absent: inherited from the agent configuration policy
    std::optional<PortalEntry> portal;      // absent: not in the portal
    QString policyVersion = QStringLiteral("1.0.0.0");
    QByteArray receivedPolicy; // the Altiris.Synch policy it came from, as received; empty: none

    bool operator==(const SequentialTask &) const = default;

    // Index of the line item, or -1.
    [[nodiscard]] int indexOf(LineItemId item) const;
};

} // namespace seriatim
