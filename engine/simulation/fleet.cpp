#include "engine/simulation/fleet.h"

#include "engine/domain/occurrences.h"
#include "engine/simulation/simulatedendpoint.h"

#include <QTimeZone>

#include <algorithm>
#include <numeric>
#include <utility>

namespace seriatim {

namespace {

// When the schedule brings the next run after one that ended at `end`; nothing when it brings none (B21, B23).
std::optional<Instant> nextRun(const Schedule &schedule, const SimulatedEndpoint &endpoint)
{
    const Instant end = endpoint.now();
    constexpr qint64 aDay = millisPerMinute * 60 * 24;
    if (schedule.repeat && !endpoint.machine().wantsAnotherRun(endpoint.state()))
        return std::nullopt;
    if (!schedule.repeat && !schedule.recurs())
        return std::nullopt;
    Instant next = end + (schedule.repeat ? schedule.repeat->rerunDelayMinutes * millisPerMinute : aDay);
    if (schedule.recurs()) // at startup and at logon come once a day in a simulation
        next = nextOccurrence(schedule, end, QTimeZone::utc()).value_or(end + aDay);
    if (validPeriodAt(schedule.validPeriod, end, QTimeZone::utc()) != ValidPeriodState::over
        && validPeriodAt(schedule.validPeriod, next, QTimeZone::utc()) == ValidPeriodState::over) {
        return std::nullopt;
    }
    return next;
}

} // namespace

Fleet::Fleet(const Plan &plan, const Schedule &schedule, const Scenario &scenario)
    : m_plan(plan), m_schedule(schedule), m_scenario(scenario)
{
}

SimulatedComputer Fleet::simulate(const QString &computerName) const
{
    SimulatedEndpoint endpoint(m_plan, m_scenario, computerName);
    SimulatedComputer result;
    result.name = computerName;
    for (;;) {
        endpoint.run(m_schedule.repeat ? RunStart::Mode::keepSuccesses : RunStart::Mode::anew);
        ++result.runs;
        result.finished = endpoint.now();
        if (result.runs >= m_scenario.runs || endpoint.isStuck())
            break;
        const std::optional<Instant> next = nextRun(m_schedule, endpoint);
        if (!next)
            break;
        endpoint.waitUntil(*next);
    }
    result.restarts = endpoint.restarts();
    result.downloads = endpoint.downloads();
    result.multicast = m_plan.multicast;
    result.state = endpoint.state();
    result.status = SequenceMachine::computerStatus(result.state);
    return result;
}

void SimulationTotals::add(const SimulatedComputer &computer, Instant start)
{
    ++endpoints;
    const bool ended = computer.state.end != RunEnd::notYet;
    ++(!ended ? waiting : computer.status == ComputerStatus::succeeded ? succeeded : failed);
    downloads.resize(computer.downloads.size());
    multicastDownloads.resize(computer.downloads.size());
    for (size_t i = 0; i < downloads.size(); ++i) {
        downloads[i] += computer.downloads[i];
        multicastDownloads[i] += computer.multicast ? computer.downloads[i] : 0;
    }
    virtualMillis = std::max(virtualMillis, computer.finished - start);
    items.resize(computer.state.items.size());
    for (size_t i = 0; i < items.size(); ++i) {
        SimulatedItemTotals &total = items[i];
        switch (computer.state.items[i].status) {
        case ItemStatus::succeeded: ++total.succeeded; break;
        case ItemStatus::alreadyPresent: ++total.alreadyPresent; break;
        case ItemStatus::carriedOver: ++total.carriedOver; break;
        case ItemStatus::notApplicable: ++total.notApplicable; break;
        case ItemStatus::failed: ++total.failed; break;
        case ItemStatus::timedOut: ++total.timedOut; break;
        case ItemStatus::notVerified: ++total.notVerified; break;
        case ItemStatus::interrupted: ++total.interrupted; break;
        case ItemStatus::skipped: ++total.skipped; break;
        case ItemStatus::notStarted:
        case ItemStatus::waiting:
        case ItemStatus::running:
        case ItemStatus::verifying:
            break; // no run ends in these
        }
    }
}

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

} // namespace

qint64 SimulationTotals::bytesReceived(const Plan &plan) const
{
    const std::vector<qint64> sizes = packageSizes(plan, downloads.size());
    return std::inner_product(downloads.begin(), downloads.end(), sizes.begin(), qint64(0));
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

SimulationTotals Fleet::simulateAll(int count, const std::function<QString(int)> &nameOf,
                                    const std::function<void(const SimulatedComputer &)> &visit,
                                    const std::function<bool()> &cancelled) const
{
    SimulationTotals totals;
    totals.seed = m_scenario.seed;
    totals.items.resize(m_plan.items.size());
    for (int i = 0; i < count; ++i) {
        if (cancelled && cancelled())
            break;
        const SimulatedComputer computer = simulate(nameOf(i));
        totals.add(computer, m_scenario.start);
        if (visit)
            visit(computer);
    }
    return totals;
}

QString Fleet::endpointName(int index)
{
    return QStringLiteral("SIM-%1").arg(index + 1, 6, 10, QLatin1Char('0'));
}

} // namespace seriatim
