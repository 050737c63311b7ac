// Scenario: what a simulation assumes (formats.md). Rows are asked in document order; the first that matches wins.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/returncodes.h"
#include "engine/domain/session.h"
#include "engine/domain/status.h"
#include "engine/simulation/hours.h"

#include <QString>

#include <optional>
#include <vector>

namespace seriatim {

// 2026-01-05T08:00:00Z
inline constexpr Instant defaultSimulationStart = 1767600000000;

// What a row applies to; an absent number is '*'.
struct ScenarioMatch {
    QString computer = QStringLiteral("*"); // a name, with '*' and '?'; letter case does not count
    std::optional<int> item;                // place, from 1
    std::optional<int> attempt;             // number of the start within the run, from 1
    std::optional<int> run;                 // from 1
    double probability = 1;                 // a row that is drawn against falls through to the next
    QString trait = {};                     // which the computer has, or with '!' in front has not; empty: any
    bool operator==(const ScenarioMatch &) const = default;
};

// How a figure is spread over computers. `spread` means: uniform, that much less to that much more; normal, the standard
// deviation; logNormal, the factor between which and its inverse two thirds lie; fixed and exponential, nothing.
enum class Distribution { fixed, uniform, normal, logNormal, exponential };

struct OutcomeRow {
    ScenarioMatch match;
    std::optional<ReturnCode> returnCode;    // absent: 0
    std::optional<double> durationSeconds;   // absent: the program's estimated run time
    Distribution distribution = Distribution::fixed; // of the duration, around it
    double spread = 0;
    bool operator==(const OutcomeRow &) const = default;
};

enum class FaultKind { powerLoss, agentCrash, installerRestart };
// The first four are moments of an attempt; the others, and those as well where a row has an occurrence, are counted as
// they come. Before and after saving are the two sides of a status point (B18); after saving the start is beforeStart.
enum class FaultMoment : quint8 {
    beforeStart, running, afterExit, countdown,
    waiting, // to retry, for what a start needs, for people who have been warned
    beforeSavingRunStart, afterSavingRunStart, beforeSavingStart, beforeSavingCode, afterSavingCode, beforeSavingItemEnd,
    afterSavingItemEnd, beforeSavingRetry, afterSavingRetry, beforeSavingRestart, afterSavingRestart, beforeSavingRecovery,
    afterSavingRecovery, beforeSavingRunEnd, afterSavingRunEnd
};
inline constexpr size_t faultMoments = 20;

struct FaultRow {
    static constexpr int everyTime = 0;

    ScenarioMatch match;
    FaultKind kind = FaultKind::powerLoss;
    FaultMoment at = FaultMoment::running; // always running for installerRestart
    // The how manieth time that its moment comes for its item in the run, from 1, or everyTime, whatever the attempt.
    // Absent: the attempt counts; only with one of its four moments.
    std::optional<int> occurrence = {};
    bool operator==(const FaultRow &) const = default;
};

// Whether a row without an occurrence can strike at the moment.
[[nodiscard]] constexpr bool isOfAttempt(FaultMoment moment)
{
    return moment <= FaultMoment::countdown;
}

struct DetectionRow {
    ScenarioMatch match;
    bool before = false;
    bool after = true;
    bool operator==(const DetectionRow &) const = default;
};

struct AppliesRow {
    ScenarioMatch match;
    bool value = true;
    bool operator==(const AppliesRow &) const = default;
};

// Who is at a computer. One that has rows, none of which matches the moment, is empty; one without rows has whoever is
// needed there.
struct SessionRow {
    ScenarioMatch match;
    SessionState state = SessionState::attended;
    Hours hours;
    bool operator==(const SessionRow &) const = default;
};

// How fast its connection to the packages' servers is; without a row nothing takes time.
struct ConnectionRow {
    ScenarioMatch match;
    int kbps = 1024; // kilobytes a second
    bool operator==(const ConnectionRow &) const = default;
};

// Somebody who sees a warning or a restart's countdown puts it off once, as far as that is allowed.
struct DeferralRow {
    ScenarioMatch match; // `attempt`: the how manieth warning or countdown of the run
    double minutes = 0;
    bool operator==(const DeferralRow &) const = default;
};

// The computer needs a restart when the run begins.
struct RestartNeededRow {
    ScenarioMatch match;
    bool value = true;
    bool operator==(const RestartNeededRow &) const = default;
};

// A name for some computers that rows can ask for: those whose facts match, and that are drawn.
struct TraitRow {
    ScenarioMatch match;
    QString name;
    QString operatingSystem = QStringLiteral("*"); // wildcards; made-up computers have none
    QString domain = QStringLiteral("*");
    bool operator==(const TraitRow &) const = default;
};

// When a computer is on. One without rows always is; one with rows only in the hours of any of them. Going off in the
// middle of a program is a loss of power.
struct PoweredOnRow {
    ScenarioMatch match;
    Hours hours;
    bool operator==(const PoweredOnRow &) const = default;
};

// A computer that runs on a battery: so long after it was switched on its power is gone, for as long as it charges.
struct BatteryRow {
    ScenarioMatch match;
    double minutes = 0;
    Distribution distribution = Distribution::fixed; // drawn anew for each charge
    double spread = 0;                               // minutes, or a factor
    double chargingMinutes = 60;
    bool operator==(const BatteryRow &) const = default;
};

// How long after the start of the simulation a computer has its policies.
struct PickupRow {
    ScenarioMatch match;
    double minutes = 0;
    Distribution distribution = Distribution::fixed;
    double spread = 0;
    bool operator==(const PickupRow &) const = default;
};

// A package server that computers share: so many are served at a time, each by an equal part of what it can send, or as
// fast as its own connection; the others wait in the order in which they came.
struct ServerRow {
    ScenarioMatch match; // whom it serves
    QString name;
    int kbps = 1024;     // kilobytes a second, of the server
    int connections = 50;
    bool operator==(const ServerRow &) const = default;
};

// Whether the computer has the Task Synchronization agent; without it nothing is ever received.
struct AgentRow {
    ScenarioMatch match;
    bool taskSynchronization = true;
    bool operator==(const AgentRow &) const = default;
};

// What has to come out, for `seriatimctl test`: of a computer, or where `match.item` is there of that item.
struct ExpectRow {
    ScenarioMatch match;
    QString position; // in the file, as errors give it
    std::optional<ComputerStatus> computerStatus;
    std::optional<ItemStatus> itemStatus;
    std::optional<ReturnCode> returnCode;
    std::optional<int> attempts;
    std::optional<int> executions;
    std::optional<int> runs;     // of an item how often its program began, else of the computer
    std::optional<int> restarts; // of the computer
    bool operator==(const ExpectRow &) const = default;
};

struct Scenario {
    QString task; // name or GUID; empty: not said
    quint64 seed = 0;
    std::optional<int> endpoints; // SIM-000001, …; absent: the computers of the task's collections
    Instant start = defaultSimulationStart;
    int runs = 1;
    std::vector<OutcomeRow> outcomes;
    std::vector<FaultRow> faults;
    std::vector<DetectionRow> detections;
    std::vector<AppliesRow> applies;
    std::vector<SessionRow> sessions;
    std::vector<ConnectionRow> connections;
    std::vector<DeferralRow> deferrals;
    std::vector<RestartNeededRow> restartsNeeded;
    std::vector<TraitRow> traits;
    std::vector<PoweredOnRow> poweredOn;
    std::vector<BatteryRow> batteries;
    std::vector<PickupRow> pickups;
    std::vector<ServerRow> servers;
    std::vector<AgentRow> agents;
    std::vector<ExpectRow> expectations;
    bool operator==(const Scenario &) const = default;
};

// `source` is the file name for errors, which carry line and column.
// The document's root is <Scenario>; or <Seriatim>, a definition that holds one or several.
[[nodiscard]] Result<Scenario> readScenario(const QByteArray &document, const QString &source); // the first
[[nodiscard]] Result<std::vector<Scenario>> readScenarios(const QByteArray &document, const QString &source);

} // namespace seriatim
