#include "engine/simulation/troublesearch.h"

#include "engine/simulation/struckrun.h"

#include <algorithm>

namespace seriatim {

namespace {

class Search
{
public:
    Search(const Fleet &fleet, const Schedule &schedule, const EndpointFacts &computer, const TroubleRequest &request)
        : m_plan(fleet.plan()), m_base(fleet.scenario()), m_schedule(schedule), m_computer(computer), m_request(request)
        , m_undisturbed(finished(m_base))
    {
        m_report.bound = request.bound;
        m_report.restartsAllowed = request.restarts.value_or(m_undisturbed.restarts);
    }

    TroubleReport search()
    {
        judge({}, m_base, m_undisturbed);
        std::vector<std::optional<ReturnCode>> usual(m_plan.items.size());
        for (size_t i = 0; i < m_undisturbed.items.size(); ++i) {
            if (m_undisturbed.items[i].hasReturnCode)
                usual[i] = m_undisturbed.items[i].returnCode;
        }
        m_deviations = deviationsOf(m_plan, usual);
        for (int size = 1; size <= mostDeviations && !isDone(); ++size) {
            for (int span = 0; span < static_cast<int>(m_plan.items.size()) && !isDone(); ++span)
                trySpan(size, span);
            if (!m_stopped)
                m_report.searched = size;
        }
        return std::move(m_report);
    }

private:
    struct Outcome {
        StruckRun::Ending ending = StruckRun::Ending::ended;
        int restarts = 0;
        std::vector<ItemState> items;
        std::vector<int> begun;
    };

    Outcome finished(const Scenario &scenario)
    {
        ++m_report.runs;
        const Fleet fleet(m_plan, m_schedule, scenario);
        StruckRun run(fleet.simulation(m_computer), static_cast<int>(scenario.faults.size()));
        run.finish({});
        return {run.ending(), run.endpoint().restarts(), run.endpoint().state().items, run.endpoint().begun()};
    }

    [[nodiscard]] bool isDone() const { return m_stopped || std::ssize(m_report.found) == troubles; }

    // Combinations whose items lie `span` apart, the first and the last among them.
    void trySpan(int size, int span)
    {
        for (int first = 0; first + span < static_cast<int>(m_plan.items.size()) && !isDone(); ++first) {
            m_first = first;
            m_last = first + span;
            const auto before = [](const Deviation &deviation, int item) { return deviation.item < item; };
            m_begin = std::ranges::lower_bound(m_deviations, first, {}, &Deviation::item);
            m_end = std::lower_bound(m_begin, m_deviations.cend(), m_last + 1, before);
            std::vector<Deviation> chosen;
            choose(m_begin, size, chosen);
        }
    }

    // The same fault may be chosen again: it strikes a second time then.
    void choose(std::vector<Deviation>::const_iterator from, int more, std::vector<Deviation> &chosen)
    {
        if (more == 0) {
            if (chosen.front().item == m_first && chosen.back().item == m_last)
                tryOut(chosen);
            return;
        }
        for (auto next = from; next != m_end && !isDone(); ++next) {
            if (std::ranges::all_of(chosen, [&](const Deviation &one) { return goTogether(one, *next); })) {
                chosen.push_back(*next);
                choose(next, more - 1, chosen);
                chosen.pop_back();
            }
        }
    }

    void tryOut(const std::vector<Deviation> &chosen)
    {
        if (m_report.runs >= m_request.bound) {
            m_report.boundReached = true;
            m_stopped = true;
            return;
        }
        m_stopped = m_request.cancelled && m_request.cancelled();
        if (m_stopped)
            return;
        const Scenario scenario = withDeviations(m_base, m_plan, chosen);
        judge(chosen, scenario, finished(scenario));
    }

    void judge(const std::vector<Deviation> &deviations, const Scenario &scenario, const Outcome &outcome)
    {
        const auto note = [&](Trouble trouble, std::optional<int> item) {
            if (std::ranges::find(m_report.found, trouble, &FoundTrouble::trouble) == m_report.found.end())
                m_report.found.push_back({trouble, item, outcome.restarts, deviations, scenario});
        };
        if (outcome.ending != StruckRun::Ending::ended) {
            note(Trouble::neverEnds, {});
            return;
        }
        const auto isPowerLoss = [](const Deviation &one) { return one.kind == Deviation::Kind::fault && one.fault == FaultKind::powerLoss; };
        if (outcome.restarts - std::ranges::count_if(deviations, isPowerLoss) > m_report.restartsAllowed)
            note(Trouble::tooManyRestarts, {});
        for (int i = 0; i < static_cast<int>(std::min(outcome.items.size(), m_undisturbed.items.size())); ++i) {
            if (becomes(outcome, i, ItemStatus::skipped))
                note(Trouble::itemSkipped, i);
            if (becomes(outcome, i, ItemStatus::interrupted))
                note(Trouble::itemInterrupted, i);
            if (starts(outcome, i) > std::max(1, starts(m_undisturbed, i)))
                note(Trouble::itemRanTwice, i);
        }
    }

    // An item that is skipped undisturbed, a clean-up step say, is no trouble.
    [[nodiscard]] bool becomes(const Outcome &outcome, int item, ItemStatus status) const
    {
        const size_t index = static_cast<size_t>(item);
        return outcome.items[index].status == status && m_undisturbed.items[index].status != status;
    }

    static int starts(const Outcome &outcome, int item)
    {
        const size_t index = static_cast<size_t>(item);
        return outcome.begun[index] - outcome.items[index].retries;
    }

    const Plan &m_plan;
    const Scenario &m_base;
    const Schedule &m_schedule;
    const EndpointFacts &m_computer;
    const TroubleRequest &m_request;
    TroubleReport m_report;
    Outcome m_undisturbed;
    std::vector<Deviation> m_deviations; // by item
    std::vector<Deviation>::const_iterator m_begin;
    std::vector<Deviation>::const_iterator m_end;
    int m_first = 0;
    int m_last = 0;
    bool m_stopped = false;
};

} // namespace

QString toWord(Trouble trouble)
{
    switch (trouble) {
    case Trouble::itemSkipped: return QStringLiteral("itemSkipped");
    case Trouble::itemInterrupted: return QStringLiteral("itemInterrupted");
    case Trouble::itemRanTwice: return QStringLiteral("itemRanTwice");
    case Trouble::tooManyRestarts: return QStringLiteral("tooManyRestarts");
    case Trouble::neverEnds: return QStringLiteral("neverEnds");
    }
    Q_UNREACHABLE();
}

TroubleReport searchTrouble(const Fleet &fleet, const Schedule &schedule, const EndpointFacts &computer, const TroubleRequest &request)
{
    return Search(fleet, schedule, computer, request).search();
}

QString inWords(const FoundTrouble &found)
{
    const QString when = found.deviations.empty() ? QStringLiteral(" undisturbed") : QStringLiteral(" when ") + inWords(found.deviations);
    const int place = found.item.value_or(0) + 1;
    switch (found.trouble) {
    case Trouble::itemSkipped:
        return QStringLiteral("Item %1 is skipped").arg(place) + when + u'.';
    case Trouble::itemInterrupted:
        return QStringLiteral("Item %1 is interrupted for good").arg(place) + when + u'.';
    case Trouble::itemRanTwice:
        return QStringLiteral("Item %1 runs more than once").arg(place) + when + u'.';
    case Trouble::tooManyRestarts:
        return QStringLiteral("The computer restarts %1").arg(found.restarts == 1 ? QStringLiteral("once") : QStringLiteral("%1 times").arg(found.restarts)) + when + u'.';
    case Trouble::neverEnds:
        return QStringLiteral("The sequence never ends") + when + u'.';
    }
    Q_UNREACHABLE();
}

QString extentInWords(const TroubleReport &report)
{
    const QString runs = report.runs == 1 ? QStringLiteral("1 simulated run") : QStringLiteral("%1 simulated runs").arg(report.runs);
    if (std::ssize(report.found) == troubles)
        return QStringLiteral("every kind of trouble found in %1").arg(runs);
    const QString whole = report.searched == 0 ? QStringLiteral("not even all single deviations were tried")
                        : report.searched == 1 ? QStringLiteral("all single deviations were tried")
                                               : QStringLiteral("all combinations of up to %1 deviations were tried").arg(report.searched);
    if (report.boundReached)
        return QStringLiteral("the search ended at its bound of %1 simulated runs: %2, and some of %3").arg(report.bound).arg(whole).arg(report.searched + 1);
    return QStringLiteral("%1 in %2").arg(whole, runs);
}

} // namespace seriatim
