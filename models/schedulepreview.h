// The next times at which a schedule comes, for a look before it is saved.
#pragma once

#include "engine/domain/occurrences.h"

#include <QStringList>

namespace seriatim {

struct SchedulePreview {
    QStringList events;          // what no clock brings: "As soon as a computer has received the task"
    std::vector<WallTime> times; // as the clock shows them in the zone that the schedule is meant in; within the valid period
    QString note;                // why there is nothing, or no more; may be empty
};

[[nodiscard]] SchedulePreview previewSchedule(const Schedule &schedule, Instant now, const QTimeZone &endpointZone, int count = 10);

// One line each: what no clock brings, the times, and what there is to say about them.
[[nodiscard]] QStringList previewRows(const Schedule &schedule, const SchedulePreview &preview);

[[nodiscard]] QString previewTimeText(const WallTime &time); // "Mon 2026-12-07 22:00"

} // namespace seriatim
