// The Software Delivery agent: gets one program ready, makes it run, and looks at rules (B13–B16a, B30, B33, B34).
#pragma once

#include "engine/agent/agenthome.h"
#include "engine/agent/packagecache.h"
#include "engine/agent/programrunner.h"
#include "engine/agent/ruleevaluator.h"
#include "engine/agent/senses.h"
#include "engine/base/clock.h"
#include "engine/domain/computer.h"
#include "engine/domain/status.h"
#include "engine/policy/clientpolicy.h"
#include "engine/sequence/readiness.h"

#include <map>

namespace seriatim {

// Which start of which line item.
struct StartIdentity {
    TaskId task;
    LineItemId item;
    QString taskName;
    int place = 1;
    int run = 1;
    int attempt = 1;

    // Unique on this computer: what is left of a start is found by it (B19).
    [[nodiscard]] QString token() const;
};

struct Preparation {
    enum class Kind { ready, notYet, cannot };
    Kind kind = Kind::ready;
    WaitReason reason = WaitReason::none; // notYet
    Instant until = 0;                    // notYet: when to look again; 0 for a package that is not available (B30)
    QString why;                          // notYet, cannot
};

// A line item that is about to start, as the plan has it.
struct PlannedStart {
    const Plan &plan;
    const PlanItem &item;
    bool byHand = false;
};

class SoftwareDelivery
{
public:
    // All are used, not owned. `sharesFolder` as for PackageCache.
    SoftwareDelivery(const AgentHome &home, const Computer &computer, ProgramRunner &runner, const EndpointSenses &senses,
                     const QString &sharesFolder = {});

    // May take long where a package has to be fetched; `goOn` may end that.
    [[nodiscard]] Preparation prepare(const DeliveryPolicy &delivery, const PlannedStart &start, Instant now,
                                      const std::function<bool()> &goOn);
    // Only the package, ahead of its time (B28).
    [[nodiscard]] Preparation download(const DeliveryPolicy &delivery, const PlannedStart &start, Instant now,
                                       const std::function<bool()> &goOn);

    [[nodiscard]] const PackageCache &packages() const { return m_cache; }
    void setPackageListener(std::function<void(const QString &sentence)> listener) { m_cache.setListener(std::move(listener)); }

    // `delivery` is null where only the computer is asked.
    [[nodiscard]] RuleAnswer look(const Rule &rule, const DeliveryPolicy *delivery) const;

    // Makes the log of a start, empty where it is a new one, so that a start is only recorded where its output can be.
    [[nodiscard]] Result<> makeLog(const StartIdentity &start) const;

    // Blocks until the program has ended. `whileRunning` is called several times a second; true ends the program with
    // every process that it started.
    [[nodiscard]] ProgramEnd run(const DeliveryPolicy &delivery, const StartIdentity &start,
                                 const std::function<void()> &began, const std::function<bool()> &whileRunning) const;

    // Ends what an interrupted start left behind; how many processes.
    [[nodiscard]] Result<int> endLeftover(const StartIdentity &start) const;
    // The same for the program that was started last, where it still runs: no agent has seen its end.
    [[nodiscard]] Result<int> endLastProgram() const;
    // Whether that start truly began, as far as was recorded.
    [[nodiscard]] bool hasBegun(const StartIdentity &start) const;

    [[nodiscard]] QString logFile(const StartIdentity &start) const;

private:
    [[nodiscard]] std::vector<EnvironmentVariable> environment(const DeliveryPolicy &delivery) const;
    [[nodiscard]] Result<Surroundings> surroundings(const DeliveryPolicy &delivery, const PlannedStart &start, Instant now,
                                                    const std::function<bool()> &goOn) const;
    [[nodiscard]] Result<std::optional<int>> speedFor(const Package &package, const PlannedStart &start, const std::function<bool()> &goOn) const;
    [[nodiscard]] Preparation bringFiles(const DeliveryPolicy &delivery, const Readiness &readiness, Instant now,
                                         const std::function<bool()> &goOn, bool toRun);
    [[nodiscard]] QString packageFolder(PackageId package) const;
    [[nodiscard]] QString baseFolder(const QString &files, const std::optional<UserAccount> &user) const;
    void recordStart(const StartIdentity &start, const ProcessIdentity &process) const;
    struct RecordedStart {
        QString token;
        ProcessIdentity process;
    };
    [[nodiscard]] std::optional<RecordedStart> lastRecordedStart() const;
    [[nodiscard]] std::optional<ProcessIdentity> recordedProcess(const StartIdentity &start) const;

    const AgentHome &m_home;
    const Computer &m_computer;
    ProgramRunner &m_runner;
    const EndpointSenses &m_senses;
    PackageCache m_cache;
    std::map<PackageId, QString> m_elsewhere; // packages that run from their share, or from their destination
};

} // namespace seriatim
