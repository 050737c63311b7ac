// Expectations: what has to come out of a simulation (<Expect> rows), checked against each of its computers.
#pragma once

#include "engine/simulation/fleet.h"

#include <QStringList>

namespace seriatim {

inline constexpr int mostComputersNamed = 20; // in one failure

// What came of one row.
struct ExpectationResult {
    QString position; // of the row in its file
    QString name;     // "item 2 of PC-*: status succeeded"
    int computers = 0; // that the row is about
    int failed = 0;
    QStringList failures; // of the first of them, a sentence each; or why the row fails whatever comes out

    [[nodiscard]] bool holds() const { return failures.isEmpty(); }
    [[nodiscard]] QString failure() const; // all of it; empty where it holds
};

class ExpectationCheck
{
public:
    // A row for a place that the sequence does not have fails.
    ExpectationCheck(const std::vector<ExpectRow> &rows, int items);

    void add(const SimulatedComputer &computer, const FleetMember &member);
    // After the last computer: a row that is about none of them fails.
    [[nodiscard]] std::vector<ExpectationResult> results() const;

private:
    const std::vector<ExpectRow> &m_rows;
    std::vector<ExpectationResult> m_results;
    bool m_asksForTraits = false;
};

// Rows that say exactly what came of a computer, and of each of its items.
[[nodiscard]] std::vector<ExpectRow> expectationsOf(const SimulatedComputer &computer);

} // namespace seriatim
