// SimulationTotals: what became of a simulated fleet, summed over its computers. Sums and sorted lists only, so that shards
// can be added up in any order.
#pragma once

#include "engine/simulation/computersimulation.h"

#include <map>

namespace seriatim {

inline constexpr int multicastReceivers = 32;

struct SimulatedItemTotals {
    int succeeded = 0;
    int alreadyPresent = 0;
    int carriedOver = 0;
    int notApplicable = 0;
    int failed = 0;
    int timedOut = 0;
    int notVerified = 0;
    int interrupted = 0;
    int skipped = 0;
    qint64 executions = 0;              // of the last run
    qint64 reruns = 0;                  // executions beyond each computer's first
    std::map<ReturnCode, int> failures; // of failed and not verified ones, by the return code
    int couldNotStart = 0;

    void add(const ItemState &item, int computers = 1);
    void add(const SimulatedItemTotals &other);
    bool operator==(const SimulatedItemTotals &) const = default;
};

struct SimulationTotals {
    quint64 seed = 0;
    int endpoints = 0;
    int succeeded = 0;
    int failed = 0;
    int waiting = 0;          // for something that never came
    int notReceived = 0;      // without the Task Synchronization agent
    qint64 restarts = 0;
    qint64 runs = 0;
    std::vector<qint64> downloads;          // by package of the plan
    std::vector<qint64> multicastDownloads; // those of them that came from a multicast
    std::map<QString, std::vector<qint64>> downloadsByServer; // named ones, by package of the plan
    qint64 virtualMillis = 0; // from the start until the last computer is done
    WaitTimes waits{};        // of all computers together
    std::vector<quint32> succeededAfter; // seconds from the start, one for each; sorted by finish()
    std::vector<quint32> failedAfter;
    std::vector<SimulatedItemTotals> items;

    // `times`: so many computers have that outcome.
    void add(const SimulatedComputer &computer, Instant start, int times = 1);
    void add(const SimulationTotals &shard);
    void finish();

    // Of `plan` only the packages count. B28: with multicast the server sends once what up to `multicastReceivers` computers
    // take at a time.
    [[nodiscard]] qint64 bytesReceived(const Plan &plan) const;
    [[nodiscard]] qint64 bytesFromServer(const Plan &plan) const;
    [[nodiscard]] std::map<QString, qint64> bytesByServer(const Plan &plan) const;

    bool operator==(const SimulationTotals &) const = default;
};

// Of sorted seconds the one that `percent` of them do not exceed; nothing where there are none.
[[nodiscard]] std::optional<quint32> percentile(const std::vector<quint32> &sorted, int percent);

struct CurvePoint {
    qint64 seconds = 0; // from the start
    int done = 0;       // computers until then
    bool operator==(const CurvePoint &) const = default;
};

// How many are done when: at most `most` points, the first and the last among them.
[[nodiscard]] std::vector<CurvePoint> completionCurve(const std::vector<quint32> &sorted, int most);

} // namespace seriatim
