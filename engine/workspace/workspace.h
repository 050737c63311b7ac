// Workspace: the one facade that console, command line and local agent open. Owns the store; one for each thread.
#pragma once

#include "engine/base/clock.h"
#include "engine/policy/clientpolicy.h"
#include "engine/store/store.h"

namespace seriatim {

// The packages that a task's line items run, and where to find each program in them.
struct TaskPrograms {
    explicit TaskPrograms(std::vector<Package> taskPackages) : packages(std::move(taskPackages)), index(packages) {}
    TaskPrograms(TaskPrograms &&) = default; // the index points into the vector's own memory, which moves along
    TaskPrograms &operator=(TaskPrograms &&) = default;

    std::vector<Package> packages;
    ProgramIndex index;
};

class Workspace
{
public:
    // "…/seriatim.store" in the folder where PATH is one.
    [[nodiscard]] static QString storeFile(const QString &path);

    [[nodiscard]] static Result<Workspace> create(const QString &path);
    [[nodiscard]] static Result<Workspace> open(const QString &path, Access access);

    [[nodiscard]] Store &store() { return m_store; }

    // The programs of these tasks only, so that a large catalogue costs nothing.
    [[nodiscard]] Result<TaskPrograms> programsOf(const std::vector<SequentialTask> &tasks);

    // "PACKAGE/PROGRAM", without regard to case, or a program's GUID. Several versions of a package are an error that
    // names them; "PACKAGE@VERSION/PROGRAM" tells them apart.
    [[nodiscard]] Result<ProgramId> findProgram(const QString &name);

    // The computers of the task's collections, by name.
    [[nodiscard]] Result<std::vector<Computer>> computersOf(const SequentialTask &task);

    // Validates, then saves as the current user; TaskStore::save tells the rest.
    [[nodiscard]] Result<SaveOutcome> saveTask(const SequentialTask &draft, KeepFinished keep);

    [[nodiscard]] Result<ClientPolicies> policiesFor(const SequentialTask &task);

private:
    explicit Workspace(Store store) : m_store(std::move(store)) {}
    Store m_store;
};

// Who is at work here, for the audit.
[[nodiscard]] QString currentUser();

} // namespace seriatim
