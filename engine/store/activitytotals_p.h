// Private to the store's .cpp files: how many computers had their newest report in which minute, by status, and how many
// stand at which failure since which quarter of an hour. Kept up to date by differences, as StatusTotals, so that nobody scans a fleet for them.
#pragma once

#include "engine/store/sql_p.h"
#include "engine/store/statusfold_p.h"

#include <map>
#include <tuple>

namespace seriatim {

class ActivityTotals
{
public:
    using Key = sql::Key;

    // What a computer's row and those of its line items say: taken away before a batch of events, added after it.
    void count(Key task, const statusfold::ComputerState &state, int times);

    // Into the tables, within the open transaction.
    void write(soci::session &session) const;

private:
    void writeMinutes(soci::session &session) const;
    void writeFailures(soci::session &session) const;

    std::map<std::tuple<Key, int, long long>, long long> m_minutes;                        // task, status, minute
    std::map<std::tuple<long long, Key, Key, int, int, ReturnCode>, long long> m_failures; // quarter, task, item, status, has code, code
};

// Of a moment by the store's clock: its minute, and the one that its quarter of an hour begins with. Causes of failures are
// many, so that minutes would give a row to nearly each computer.
inline constexpr long long minutesPerQuarter = 15;
[[nodiscard]] constexpr long long minuteOf(Instant reported)
{
    return reported / millisPerMinute;
}
[[nodiscard]] constexpr long long quarterOf(Instant reported)
{
    return minuteOf(reported) / minutesPerQuarter * minutesPerQuarter;
}

// How many rows of either query the other has not, or has with another number.
[[nodiscard]] long long differingTotals(soci::session &session, const std::string &rows, const std::string &totals);

// Totals that do not agree with the rows that they are of; and counting them anew.
struct ActivityDifference {
    long long computers = 0;
    long long items = 0;
};
[[nodiscard]] ActivityDifference wrongActivity(soci::session &session);
void recomputeActivity(soci::session &session);

} // namespace seriatim
