// Comparison of two recorded simulation runs: what another order, another retry count or another scenario does. All of it is
// simulated (B41).
#pragma once

#include "engine/simulation/simulationtotals.h"
#include "engine/store/simulationstore.h"
#include "engine/workspace/comparisonwatch.h"
#include "engine/workspace/itempairs.h"

#include <QStringList>

#include <map>
#include <memory>

namespace seriatim {

class Workspace;

struct RecordedItemFigures {
    std::map<ItemStatus, int> statuses;
    qint64 executions = 0;
    qint64 reruns = 0; // executions beyond each computer's first
    bool operator==(const RecordedItemFigures &) const = default;
};

// One run, summed up.
struct RecordedFigures {
    int computers = 0;
    std::map<ComputerStatus, int> statuses;
    qint64 restarts = 0;
    qint64 executions = 0;
    qint64 reruns = 0;
    std::vector<quint32> succeededAfter; // seconds from the start, sorted
    std::vector<RecordedItemFigures> items; // by place

    [[nodiscard]] int count(ComputerStatus status) const;
    bool operator==(const RecordedFigures &) const = default;
};

// How a computer fares in the second run beside the first. Worse: it no longer succeeds, or where neither run or both succeed
// fewer of the line items that both have end well; better the other way about.
enum class Fared { same, better, worse, differently };
[[nodiscard]] Fared fared(const RecordedOutcome &first, const RecordedOutcome &second, const std::vector<PairedItem> &items);

struct ComputerTransition {
    ComputerStatus from = ComputerStatus::notReceived;
    ComputerStatus to = ComputerStatus::notReceived;
    int computers = 0;
    QStringList examples; // a few of them
    bool operator==(const ComputerTransition &) const = default;
};

struct FaredCount {
    int computers = 0;
    QStringList examples;
    bool operator==(const FaredCount &) const = default;
};

struct RunComparison {
    RecordedFigures first;
    RecordedFigures second;
    std::vector<PairedItem> items;
    bool itemsByPlace = false; // no revision is there any more that would tell which is which
    int both = 0;              // computers; the others are only in the figures of their run
    int onlyFirst = 0;
    int onlySecond = 0;
    std::map<Fared, FaredCount> fared; // of the computers that both have
    std::vector<ComputerTransition> transitions; // likewise, of those whose status differs; the most first
    std::vector<std::map<std::pair<ItemStatus, ItemStatus>, int>> itemTransitions; // by index of `items`; unlike ones only
};

// Takes both fleets in portions. Made-up computers are the same where their numbers are, others where their names are, in any
// letter case.
class FleetComparer
{
public:
    FleetComparer(std::vector<RecordedOutcome> first, std::vector<RecordedOutcome> second, std::vector<PairedItem> items);
    ~FleetComparer();

    void addFirst(const std::vector<RecordedPlacement> &computers);
    void addSecond(const std::vector<RecordedPlacement> &computers);
    [[nodiscard]] RunComparison finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// notFound where the store has no such run. Cancelled is an error of its own kind.
[[nodiscard]] Result<RunComparison> compareRuns(Workspace &workspace, const SimulationRun &first, const SimulationRun &second,
                                                const ComparisonWatch &watch = {});

} // namespace seriatim
