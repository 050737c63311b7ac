// ComputerLookup: what a store knows of one computer, without reading what it knows of the others. A few rows each, however
// many computers there are.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/computer.h"
#include "engine/domain/status.h"

#include <QStringList>

#include <vector>

namespace seriatim {

class Database;

// How a computer stands on one identity of a task, which may have another one today or be gone.
struct ReportedTask {
    explicit ReportedTask(TaskId taskId) : task(taskId) {}

    TaskId task;
    int revision = 0;
    ComputerStatus status = ComputerStatus::notReceived;
    Instant reported = 0; // when its newest event came in, by the store's clock; 0: it only told of problems
    QString explanation;
    bool operator==(const ReportedTask &) const = default;
};

class ComputerLookup
{
public:
    // The database outlives it.
    explicit ComputerLookup(Database &database) : m_database(&database) {}

    // The collections that the computer is in. `members` of each has this computer alone, or nothing.
    [[nodiscard]] Result<std::vector<Collection>> collectionsOf(const Computer &computer) const;

    // In their order; those that the store does not have are left out.
    [[nodiscard]] Result<QStringList> namesOf(const std::vector<CollectionId> &collections) const;

    // Everything that it ever reported on, the newest first. The name is compared as in the catalogue.
    [[nodiscard]] Result<std::vector<ReportedTask>> reportedBy(const QString &computer) const;

    // The names of all computers that reported on the task, this identity of it.
    [[nodiscard]] Result<QStringList> reportersOn(TaskId task) const;

private:
    Database *m_database;
};

} // namespace seriatim
