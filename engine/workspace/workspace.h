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

class PolicyIssuer;
struct IssueCounts; // issuing.h

// Who opens a store. An administrator's work is followed by signed policies, within the same transaction, for which the
// store's private key is needed; an agent never touches that.
enum class Role { administrator, agent };

class Workspace
{
public:
    // "…/seriatim.store" in the folder where PATH is one.
    [[nodiscard]] static QString storeFile(const QString &path);

    [[nodiscard]] static Result<Workspace> create(const QString &path);
    [[nodiscard]] static Result<Workspace> open(const QString &path, Access access, Role role = Role::administrator);

    Workspace(Workspace &&) noexcept;
    Workspace &operator=(Workspace &&) noexcept;
    ~Workspace();

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

    // The client policy as it was issued; as it would be, unsigned, where the store has never been opened for writing since
    // it came from an older version.
    [[nodiscard]] Result<QByteArray> issuedPolicy(const SequentialTask &task);

    // The same of agent settings.
    [[nodiscard]] Result<QByteArray> issuedPolicy(const AgentSettings &settings);

    // Every policy anew, with new numbers: after an older copy of the store was put in its place.
    [[nodiscard]] Result<IssueCounts> issueAllPolicies();

private:
    explicit Workspace(Store store);
    [[nodiscard]] Result<> becomeAdministrator(bool makesKey);

    Store m_store;
    std::unique_ptr<PolicyIssuer> m_issuer; // of an administrator that may write
};

// Who is at work here, for the audit.
[[nodiscard]] QString currentUser();

} // namespace seriatim
