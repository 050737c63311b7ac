#include "engine/simulation/simulationtotals.h"

#include "engine/base/percentile.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace seriatim {

namespace {

// One item for each package is enough to know its size.
std::vector<qint64> packageSizes(const Plan &plan, size_t count)
{
    std::vector<qint64> sizes(count, 0);
    for (const PlanItem &item : plan.items) {
        if (item.package >= 0 && static_cast<size_t>(item.package) < count)
            sizes[static_cast<size_t>(item.package)] = item.packageBytes;
    }
    return sizes;
}

template <typename Number>
void addUp(std::vector<qint64> &sums, const std::vector<Number> &more, qint64 times = 1)
{
    sums.resize(std::max(sums.size(), more.size()));
    for (size_t i = 0; i < more.size(); ++i)
        sums[i] += more[i] * times;
}

void append(std::vector<quint32> &all, const std::vector<quint32> &more)
{
    all.insert(all.end(), more.begin(), more.end());
}

qint64 bytesOf(const std::vector<qint64> &downloads, const std::vector<qint64> &sizes)
{
    return std::inner_product(downloads.begin(), downloads.end(), sizes.begin(), qint64(0));
}

quint32 secondsBetween(Instant start, Instant end)
{
    const qint64 seconds = (end - start + millisPerSecond / 2) / millisPerSecond;
    return static_cast<quint32>(std::clamp<qint64>(seconds, 0, std::numeric_limits<quint32>::max()));
}

} // namespace

void SimulatedItemTotals::add(const ItemState &item, int computers)
{
    executions += qint64(item.executions) * computers;
    reruns += qint64(std::max(0, item.executions - 1)) * computers;
    switch (item.status) {
    case ItemStatus::succeeded: succeeded += computers; return;
    case ItemStatus::alreadyPresent: alreadyPresent += computers; return;
    case ItemStatus::carriedOver: carriedOver += computers; return;
    case ItemStatus::notApplicable: notApplicable += computers; return;
    case ItemStatus::timedOut: timedOut += computers; return;
    case ItemStatus::interrupted: interrupted += computers; return;
    case ItemStatus::skipped: skipped += computers; return;
    case ItemStatus::failed:
        failed += computers;
        if (item.hasReturnCode)
            failures[item.returnCode] += computers;
        else
            couldNotStart += computers;
        return;
    case ItemStatus::notVerified:
        notVerified += computers;
        failures[item.returnCode] += computers;
        return;
    case ItemStatus::notStarted:
    case ItemStatus::waiting:
    case ItemStatus::running:
    case ItemStatus::verifying:
        return; // no run ends in these
    }
    Q_UNREACHABLE();
}

void SimulatedItemTotals::add(const SimulatedItemTotals &other)
{
    succeeded += other.succeeded;
    alreadyPresent += other.alreadyPresent;
    carriedOver += other.carriedOver;
    notApplicable += other.notApplicable;
    failed += other.failed;
    timedOut += other.timedOut;
    notVerified += other.notVerified;
    interrupted += other.interrupted;
    skipped += other.skipped;
    executions += other.executions;
    reruns += other.reruns;
    couldNotStart += other.couldNotStart;
    for (const auto &[code, count] : other.failures)
        failures[code] += count;
}

void SimulationTotals::add(const SimulatedComputer &computer, Instant start, int times)
{
    endpoints += times;
    if (computer.runs == 0) {
        notReceived += times;
        return;
    }
    restarts += qint64(computer.restarts) * times;
    runs += qint64(computer.runs) * times;
    virtualMillis = std::max(virtualMillis, computer.finished - start);
    const quint32 after = secondsBetween(start, computer.finished);
    if (computer.state.end == RunEnd::notYet) {
        waiting += times;
    } else if (computer.status == ComputerStatus::succeeded) {
        succeeded += times;
        succeededAfter.insert(succeededAfter.end(), static_cast<size_t>(times), after);
    } else {
        failed += times;
        failedAfter.insert(failedAfter.end(), static_cast<size_t>(times), after);
    }
    addUp(downloads, computer.downloads, times);
    multicastDownloads.resize(downloads.size());
    if (computer.multicast)
        addUp(multicastDownloads, computer.downloads, times);
    if (computer.server)
        addUp(downloadsByServer[computer.server->name], computer.downloads, times);
    for (size_t i = 0; i < simulatedWaits; ++i)
        waits[i] += computer.waits[i] * times;
    items.resize(std::max(items.size(), computer.state.items.size()));
    for (size_t i = 0; i < computer.state.items.size(); ++i)
        items[i].add(computer.state.items[i], times);
}

void SimulationTotals::add(const SimulationTotals &shard)
{
    endpoints += shard.endpoints;
    succeeded += shard.succeeded;
    failed += shard.failed;
    waiting += shard.waiting;
    notReceived += shard.notReceived;
    restarts += shard.restarts;
    runs += shard.runs;
    virtualMillis = std::max(virtualMillis, shard.virtualMillis);
    addUp(downloads, shard.downloads);
    addUp(multicastDownloads, shard.multicastDownloads);
    for (const auto &[name, counts] : shard.downloadsByServer)
        addUp(downloadsByServer[name], counts);
    for (size_t i = 0; i < simulatedWaits; ++i)
        waits[i] += shard.waits[i];
    append(succeededAfter, shard.succeededAfter);
    append(failedAfter, shard.failedAfter);
    items.resize(std::max(items.size(), shard.items.size()));
    for (size_t i = 0; i < shard.items.size(); ++i)
        items[i].add(shard.items[i]);
}

void SimulationTotals::finish()
{
    std::ranges::sort(succeededAfter);
    std::ranges::sort(failedAfter);
}

qint64 SimulationTotals::bytesReceived(const Plan &plan) const
{
    return bytesOf(downloads, packageSizes(plan, downloads.size()));
}

qint64 SimulationTotals::bytesFromServer(const Plan &plan) const
{
    const std::vector<qint64> sizes = packageSizes(plan, downloads.size());
    qint64 bytes = 0;
    for (size_t i = 0; i < downloads.size(); ++i) {
        const qint64 sent = (multicastDownloads[i] + multicastReceivers - 1) / multicastReceivers;
        bytes += (downloads[i] - multicastDownloads[i] + sent) * sizes[i];
    }
    return bytes;
}

std::map<QString, qint64> SimulationTotals::bytesByServer(const Plan &plan) const
{
    std::map<QString, qint64> bytes;
    for (const auto &[name, counts] : downloadsByServer)
        bytes[name] = bytesOf(counts, packageSizes(plan, counts.size()));
    return bytes;
}

std::optional<quint32> percentile(const std::vector<quint32> &sorted, int percent)
{
    return nearestRank(sorted, percent);
}

std::vector<CurvePoint> completionCurve(const std::vector<quint32> &sorted, int most)
{
    std::vector<CurvePoint> curve;
    if (sorted.empty())
        return curve;
    const size_t points = std::min(sorted.size(), static_cast<size_t>(most));
    for (size_t i = 0; i < points; ++i) {
        const size_t at = points == 1 ? sorted.size() - 1 : i * (sorted.size() - 1) / (points - 1);
        curve.push_back({sorted[at], static_cast<int>(at) + 1});
    }
    return curve;
}

} // namespace seriatim
