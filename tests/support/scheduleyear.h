// The year 2024 of triggers in time zones, with the answers of an independent oracle: systemd-analyze calendar. They are
// kept in tests/data/schedule/year-2024.txt, and asked for anew where the tool is there. 2024 has a 29 February, and its
// time zones will not change any more.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/occurrences.h"

#include <QStringList>

namespace seriatim::test {

struct YearTrigger {
    QString name;
    Trigger trigger;
    QString calendar; // the same in the words of systemd.time(7), without a zone
};

[[nodiscard]] const std::vector<YearTrigger> &yearTriggers();

// Both hemispheres, a change by half an hour, an offset of half an hour without a change, and none at all.
[[nodiscard]] const QStringList &yearZones();

[[nodiscard]] Instant beginOfYear(const QTimeZone &zone); // 2024-01-01 00:00 there
[[nodiscard]] Instant endOfYear(const QTimeZone &zone);

[[nodiscard]] QString utcText(Instant instant); // "2024-02-29 08:00"
[[nodiscard]] QStringList utcTexts(const std::vector<Instant> &instants);

// What the oracle said when the file was written; empty where the file does not have it.
[[nodiscard]] std::vector<Instant> recordedYear(const YearTrigger &trigger, const QString &zone);

// The same where B24 and the meaning of Interval differ from systemd: see `differences` in the .cpp.
[[nodiscard]] std::vector<Instant> expectedYear(const YearTrigger &trigger, const QString &zone);

[[nodiscard]] bool oracleIsHere();
[[nodiscard]] Result<std::vector<Instant>> askOracle(const YearTrigger &trigger, const QString &zone, int atMost);

// All answers, asked for now, in the file's format.
[[nodiscard]] Result<QByteArray> writeYear();
[[nodiscard]] QString yearFile();

} // namespace seriatim::test
