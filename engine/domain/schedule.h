// When a sequential task runs: triggers (B22), valid period (B24), repeat until successful (B21).
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace seriatim {

// A date and a time of day without a zone: what stands on the wall. Carried as a QDateTime in Qt::UTC, so that no
// daylight-saving rule of this computer touches it; which zone it is meant in is decided where it is used.
using WallTime = QDateTime;

[[nodiscard]] std::optional<WallTime> parseWallTime(QStringView text); // "2006-02-10 09:00:00", seconds may be missing
[[nodiscard]] QString formatWallTime(const WallTime &time);

enum class TriggerType {
    asSoonAsPossible = -1,
    once = 0,
    daily = 1,
    weekly = 2,
    monthlyByDate = 3,
    monthlyByWeekday = 4,
    atStartup = 6,
    atLogon = 7
};

// Names and values follow the Windows Task Scheduler 1.0 (TASK_TRIGGER).
// https://learn.microsoft.com/windows/win32/api/mstask/ns-mstask-task_trigger
struct Trigger {
    TriggerType type = TriggerType::asSoonAsPossible;
    QString description;
    std::optional<WallTime> begin;
    std::optional<WallTime> end;
    int durationMinutes = 0; // how long occurrences repeat; 0: not at all
    int intervalMinutes = 0; // how often within the duration
    bool killAtEnd = false;
    bool disabled = false;
    int daysInterval = 1;   // daily: every so many days
    int weeksInterval = 1;  // weekly: every so many weeks
    int daysOfTheWeek = 0;  // bits: Sunday 1, Monday 2, … Saturday 64 (weekly, monthly by weekday)
    quint32 days = 0;       // bits: the 1st is bit 0 (monthly by date)
    int months = 0xfff;     // bits: January is bit 0 (monthly)
    int whichWeek = 1;      // 1 to 4, 5 is the last (monthly by weekday)

    bool operator==(const Trigger &) const = default;
    [[nodiscard]] bool recurs() const;
};

[[nodiscard]] std::optional<TriggerType> triggerTypeFromNumber(qint64 number);

// The standard words for a trigger, used where it has no description of its own.
[[nodiscard]] QString describeTrigger(const Trigger &trigger);

struct ValidPeriod {
    std::optional<WallTime> after;
    bool afterUtc = false;
    std::optional<WallTime> before;
    bool beforeUtc = false;
    bool operator==(const ValidPeriod &) const = default;
};

struct RepeatUntilSuccessful {
    int maximumRuns = 0;        // 0: no limit
    int rerunDelayMinutes = 60; // for as soon as possible and once
    bool operator==(const RepeatUntilSuccessful &) const = default;
};

struct Schedule {
    std::vector<Trigger> triggers{Trigger{}};
    bool retryMissed = false; // ScheduleRetry: an occurrence that was missed runs as soon as possible after it
    bool utc = false;         // triggers are meant in UTC, not in the endpoint's local time
    ValidPeriod validPeriod;
    std::optional<RepeatUntilSuccessful> repeat;

    bool operator==(const Schedule &) const = default;
    // Whether any trigger comes again and again (daily, weekly, monthly, at startup, at logon): B23.
    [[nodiscard]] bool recurs() const;
};

} // namespace seriatim
