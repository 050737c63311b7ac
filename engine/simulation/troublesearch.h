// The search for trouble: the smallest combination of return codes and faults in which a sequence ends worse than expected.
// Breadth first, one deviation, then two, then three, those of near items before those of far ones; deterministic (B42).
#pragma once

#include "engine/simulation/deviations.h"
#include "engine/simulation/fleet.h"

namespace seriatim {

enum class Trouble { itemSkipped, itemInterrupted, itemRanTwice, tooManyRestarts, neverEnds };
inline constexpr int troubles = 5;
inline constexpr int mostDeviations = 3;

[[nodiscard]] QString toWord(Trouble trouble); // "itemSkipped"

struct FoundTrouble {
    Trouble trouble = Trouble::itemSkipped;
    std::optional<int> item; // index; of those that are about one
    int restarts = 0;
    std::vector<Deviation> deviations;
    Scenario scenario; // which brings it about
};

struct TroubleReport {
    std::vector<FoundTrouble> found; // at most one of each, the smallest first
    int restartsAllowed = 0;
    qint64 runs = 0;  // simulated
    qint64 bound = 0;
    int searched = 0; // all combinations of up to so many deviations were tried, as far as something was still to be found
    bool boundReached = false;
};

struct TroubleRequest {
    std::optional<int> restarts; // beyond which it is trouble; absent: as many as an undisturbed run has
    qint64 bound = 20'000;       // simulated runs
    std::function<bool()> cancelled; // may be empty
};

// Trouble is what an undisturbed run does not have. A loss of power is not counted as a restart, a retry not as a repetition.
[[nodiscard]] TroubleReport searchTrouble(const Fleet &fleet, const Schedule &schedule, const EndpointFacts &computer, const TroubleRequest &request = {});

// One sentence: "Item 2 is skipped when item 1 returns 1603."
[[nodiscard]] QString inWords(const FoundTrouble &found);
// What was searched, and how far.
[[nodiscard]] QString extentInWords(const TroubleReport &report);

} // namespace seriatim
