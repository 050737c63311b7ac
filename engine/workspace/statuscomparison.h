// Comparison of a recorded simulation run with what then really happened. Both stay where they are in the store: simulated
// and real figures are laid side by side here and never added up (B41).
#pragma once

#include "engine/store/simulationstore.h"
#include "engine/store/statusstore.h"
#include "engine/workspace/comparisonwatch.h"
#include "engine/workspace/itempairs.h"

#include <map>

namespace seriatim {

class Workspace;

enum class Agreement : quint8 {
    same,
    result,        // a line item, or the computer, ended with another status
    returnCode,    // … with the same status and another return code
    attempts,      // … after another number of attempts
    restarts,      // every line item went as simulated, but the computer restarted more or less often
    withdrawn,     // in reality, before it had ended
    notYet,        // it has not ended in reality, or not even begun
    onlySimulated, // in reality it neither reported nor is it meant to
    onlyReal
};

[[nodiscard]] QString toWord(Agreement agreement); // lowerCamelCase: "returnCode"
[[nodiscard]] QString toText(Agreement agreement); // for people: "another return code"

// Of the computers that both know: it has ended, and not as simulated.
[[nodiscard]] bool isDifference(Agreement agreement);

struct StepResult {
    ItemStatus status = ItemStatus::notStarted;
    std::optional<ReturnCode> returnCode;
    int attempts = 0;
    bool operator==(const StepResult &) const = default;
};

// A computer in both worlds. What one of them does not know has its default.
struct ComparedComputer {
    QString name;
    Agreement agreement = Agreement::same;
    ComputerStatus simulated = ComputerStatus::notReceived;
    ComputerStatus real = ComputerStatus::notReceived;
    int simulatedRestarts = 0;
    int realRestarts = 0;
    int item = -1; // the first differing step: an index into the paired items; -1: there is none, or it is not a line item's
    StepResult simulatedStep;
    StepResult realStep;
    bool operator==(const ComparedComputer &) const = default;
};

// The first step is, in the simulated order, the first whose status or return code differs; only where there is none, the
// first with other attempts; then restarts. Line items that only one of the orders has are passed over. `real` has its
// items by place of the real order.
[[nodiscard]] ComparedComputer compareComputer(const QString &name, const RecordedOutcome &simulated, const ComputerTaskStatus &real,
                                               const std::vector<PairedItem> &items);

// "Item 2, Office Suite/Install suite: simulated succeeded (0), really failed (1603)."
[[nodiscard]] QString sentence(const ComparedComputer &computer, const std::vector<PairedItem> &items);

// How many computers differ first at a step in the same way.
struct StepDifference {
    int item = -1; // as in ComparedComputer
    Agreement agreement = Agreement::result;
    StepResult simulated; // its attempts are told only where they are the difference
    StepResult real;
    int computers = 0;
    bool operator==(const StepDifference &) const = default;
};

// Of the computers that differ; the most computers first.
[[nodiscard]] std::vector<StepDifference> differencesByStep(const std::vector<ComparedComputer> &computers);

struct StatusComparison {
    TaskId realTask;         // the identity whose reports these are
    int realRevision = 0;    // whose order `items` tells
    bool sameOrder = false;  // the run simulated that very identity
    std::vector<PairedItem> items; // first: simulated, second: real
    int simulatedComputers = 0;
    int realComputers = 0;   // that reported
    std::map<Agreement, int> counts;
    std::vector<ComparedComputer> computers; // all that are not the same, by name
    std::vector<StepDifference> steps;
    // Of those that succeeded, seconds, sorted: from the simulated start, and from the first real start.
    std::vector<quint32> simulatedSucceededAfter;
    std::vector<quint32> realSucceededAfter;

    explicit StatusComparison(TaskId task) : realTask(task) {}
    [[nodiscard]] int count(Agreement agreement) const;
    [[nodiscard]] int differences() const;
};

// With the reports on the identity that was simulated; where there are none, on the one that the task has today. notFound
// where the task is no longer in the store. Cancelled is an error of its own kind.
[[nodiscard]] Result<StatusComparison> compareWithStatus(Workspace &workspace, const SimulationRun &run, const ComparisonWatch &watch = {});

} // namespace seriatim
