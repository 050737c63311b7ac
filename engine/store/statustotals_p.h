// Private to the store's .cpp files: how many computers and line items have which status, kept up to date by differences.
#pragma once

#include "engine/store/activitytotals_p.h"
#include "engine/store/sql_p.h"
#include "engine/store/statusfold_p.h"

#include <map>
#include <tuple>

namespace seriatim {

class StatusTotals
{
public:
    using Key = sql::Key;

    // What a computer's row and those of its line items say: taken away before a batch of events, added after it.
    void count(Key task, const statusfold::ComputerState &state, int times);

    // Into the tables, within the open transaction.
    void write(soci::session &session) const;

private:
    std::map<std::tuple<Key, int>, long long> m_computers;                     // task, status
    std::map<std::tuple<Key, Key, int, int, ReturnCode>, long long> m_items;   // task, item, status, has code, code
    ActivityTotals m_activity;
};

struct TotalsDifference {
    long long computers = 0; // totals that are wrong
    long long items = 0;
    bool operator==(const TotalsDifference &) const = default;
};

// Beside the rows that they are the totals of.
[[nodiscard]] TotalsDifference wrongTotals(soci::session &session);
void recomputeTotals(soci::session &session);

} // namespace seriatim
