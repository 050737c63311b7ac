// The crash matrix: every fault at every moment of every line item, one simulated computer for each (B16–B20, B42). Does the
// run end, what ran again, how often did the computer restart, and has work been lost?
#pragma once

#include "engine/simulation/fleet.h"
#include "engine/simulation/struckrun.h"

namespace seriatim {

// How a run came out. Items are indexes.
struct StruckResult {
    StruckRun::Ending ending = StruckRun::Ending::ended;
    ComputerStatus status = ComputerStatus::succeeded;
    int restarts = 0;
    std::vector<int> reruns; // items that began more than once, and more often than undisturbed
    // Items that would have succeeded and whose work is done, but that are not recorded as a success; and items that never
    // began although they would have.
    std::vector<int> lost;
    bool operator==(const StruckResult &) const = default;

    [[nodiscard]] bool isBad() const { return ending != StruckRun::Ending::ended || !lost.empty(); }
};

struct MatrixCell {
    std::vector<Strike> strikes; // one, or two in the order in which they come
    StruckResult result;
    QStringList trace; // of a bad one: what happens, a sentence each
    bool operator==(const MatrixCell &) const = default;
};

struct CrashMatrix {
    StruckResult undisturbed;
    std::vector<int> begun;        // undisturbed, by item
    std::vector<MatrixCell> cells; // of one fault each, in the order in which their moments come

    // Pairs: a second fault at every later moment. Listed are the bad ones whose faults are harmless one by one.
    qint64 pairs = 0;
    qint64 badPairs = 0; // all of them
    std::vector<MatrixCell> worsePairs;

    [[nodiscard]] bool isGood() const;
    [[nodiscard]] const MatrixCell *worst() const; // null: no cell is bad
};

struct CrashMatrixRequest {
    AgentProfile profile = AgentProfile::ours;
    bool pairs = false;
    std::optional<int> item;         // index: only faults that strike it first
    std::function<bool()> cancelled; // may be empty; the matrix is not whole then
};

// In which the installer's own restart comes every time that the item's program runs, and any other fault once.
[[nodiscard]] CrashMatrix crashMatrix(const Fleet &fleet, const EndpointFacts &computer, const CrashMatrixRequest &request = {});

// A scenario in which exactly these faults strike.
[[nodiscard]] Scenario withStrikes(Scenario scenario, const std::vector<Strike> &strikes);

} // namespace seriatim
