// Scenario: what a simulation assumes (formats.md). Rows are asked in document order; the first that matches wins.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/returncodes.h"
#include "engine/domain/session.h"

#include <QString>
#include <QTime>

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
    bool operator==(const ScenarioMatch &) const = default;
};

struct OutcomeRow {
    ScenarioMatch match;
    std::optional<ReturnCode> returnCode;    // absent: 0
    std::optional<double> durationSeconds;   // absent: the program's estimated run time
    bool operator==(const OutcomeRow &) const = default;
};

enum class FaultKind { powerLoss, agentCrash, installerRestart };
enum class FaultMoment { beforeStart, running, afterExit, countdown };

struct FaultRow {
    ScenarioMatch match;
    FaultKind kind = FaultKind::powerLoss;
    FaultMoment at = FaultMoment::running; // always running for installerRestart
    bool operator==(const FaultRow &) const = default;
};

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

// Who is at a computer; times of day in UTC, days as bits (Sunday 1 … Saturday 64). A computer that has rows, none of which
// matches the moment, is empty; one without rows has whoever is needed there.
struct SessionRow {
    ScenarioMatch match;
    SessionState state = SessionState::attended;
    QTime from;           // invalid: from midnight
    QTime to;             // invalid: to midnight; not after `from`: on the next day
    int daysOfTheWeek = 127;
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

struct Scenario {
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
    bool operator==(const Scenario &) const = default;
};

// `source` is the file name for errors, which carry line and column.
[[nodiscard]] Result<Scenario> readScenario(const QByteArray &document, const QString &source);

} // namespace seriatim
