#include "engine/simulation/crashmatrix.h"

#include "engine/simulation/crashtrace.h"

#include <algorithm>
#include <set>

namespace seriatim {

namespace {

std::vector<FaultKind> kindsAt(FaultMoment moment)
{
    if (moment == FaultMoment::running)
        return {FaultKind::powerLoss, FaultKind::agentCrash, FaultKind::installerRestart};
    return {FaultKind::powerLoss, FaultKind::agentCrash};
}

class Explorer
{
public:
    Explorer(const Fleet &fleet, const EndpointFacts &computer, const CrashMatrixRequest &request)
        : m_fleet(fleet), m_computer(computer), m_request(request)
        , m_chances(static_cast<int>(fleet.scenario().faults.size()))
        , m_undisturbed(fleet.simulation(computer, request.profile), m_chances)
    {
    }

    CrashMatrix explore()
    {
        StruckRun undisturbed = m_undisturbed;
        undisturbed.finish({});
        m_undisturbedEnd = &undisturbed;
        m_matrix.undisturbed = judge(undisturbed);
        m_matrix.begun = undisturbed.endpoint().begun();
        eachMoment(m_undisturbed, [this](const StruckRun &at) {
            if (!m_request.item || *m_request.item == at.item())
                strikeFirst(at);
        });
        if (m_request.pairs)
            explorePairs();
        m_undisturbedEnd = nullptr;
        return std::move(m_matrix);
    }

private:
    [[nodiscard]] bool isCancelled() const { return m_request.cancelled && m_request.cancelled(); }

    // Stops at the first time from here on that each moment comes for each item.
    template <typename Visit>
    void eachMoment(StruckRun run, const Visit &visit) const
    {
        std::set<std::pair<FaultMoment, int>> seen;
        for (; !run.isOver() && !isCancelled(); run.advance()) {
            if (run.moment() && seen.insert({*run.moment(), run.item()}).second)
                visit(run);
        }
    }

    // Calls with each fault that can strike at the moment at which `at` has stopped.
    template <typename Visit>
    static void eachStrike(const StruckRun &at, const Visit &visit)
    {
        for (const FaultKind kind : kindsAt(*at.moment())) {
            const Strike strike{kind, *at.moment(), at.item(), at.occurrence(), kind == FaultKind::installerRestart, at.simulation().runs()};
            StruckRun struck = at;
            struck.strike(kind, strike.everyTime);
            visit(strike, struck);
        }
    }

    void strikeFirst(const StruckRun &at)
    {
        eachStrike(at, [this](const Strike &strike, StruckRun &struck) {
            if (m_request.pairs)
                m_struck.push_back(struck);
            struck.finish({});
            m_matrix.cells.push_back(cell({strike}, struck));
        });
    }

    void explorePairs()
    {
        for (size_t i = 0; i < m_struck.size() && !isCancelled(); ++i) {
            const Strike first = m_matrix.cells[i].strikes.front();
            const bool firstIsBad = m_matrix.cells[i].result.isBad();
            eachMoment(std::move(m_struck[i]), [&](const StruckRun &at) {
                eachStrike(at, [&](const Strike &second, StruckRun &struck) {
                    struck.finish({});
                    ++m_matrix.pairs;
                    const StruckResult result = judge(struck);
                    m_matrix.badPairs += result.isBad() ? 1 : 0;
                    if (result.isBad() && !firstIsBad && !isBadAlone(second))
                        m_matrix.worsePairs.push_back(cell({first, second}, struck));
                });
            });
        }
    }

    [[nodiscard]] bool isBadAlone(const Strike &strike) const
    {
        return std::ranges::any_of(m_matrix.cells, [&](const MatrixCell &cell) {
            const Strike &own = cell.strikes.front();
            return own.kind == strike.kind && own.at == strike.at && own.item == strike.item && cell.result.isBad();
        });
    }

    [[nodiscard]] MatrixCell cell(std::vector<Strike> strikes, const StruckRun &over) const
    {
        MatrixCell cell{std::move(strikes), judge(over), {}};
        if (cell.result.isBad())
            cell.trace = crashTrace(m_undisturbed, m_undisturbedEnd->endpoint().state(), cell.strikes);
        return cell;
    }

    [[nodiscard]] StruckResult judge(const StruckRun &over) const
    {
        const SimulatedEndpoint &plain = m_undisturbedEnd->endpoint();
        const SimulatedEndpoint &struck = over.endpoint();
        StruckResult result;
        result.ending = over.ending();
        result.status = SequenceMachine::computerStatus(struck.state());
        result.restarts = struck.restarts();
        const bool comparable = m_undisturbedEnd->ending() == StruckRun::Ending::ended;
        for (int i = 0; i < static_cast<int>(struck.begun().size()); ++i) {
            if (struck.begun(i) > std::max(1, comparable ? plain.begun(i) : 0))
                result.reruns.push_back(i);
            if (comparable && over.ending() == StruckRun::Ending::ended && isLost(plain, struck, i))
                result.lost.push_back(i);
        }
        return result;
    }

    static bool isLost(const SimulatedEndpoint &plain, const SimulatedEndpoint &struck, int item)
    {
        const size_t index = static_cast<size_t>(item);
        if (struck.state().items.size() <= index || plain.state().items.size() <= index)
            return false;
        const bool succeeded = isSuccess(struck.state().items[index].status);
        const bool would = isSuccess(plain.state().items[index].status);
        return (would && struck.workDone(item) && !succeeded) || (plain.begun(item) > 0 && struck.begun(item) == 0 && !succeeded);
    }

    const Fleet &m_fleet;
    const EndpointFacts &m_computer;
    const CrashMatrixRequest &m_request;
    int m_chances;
    StruckRun m_undisturbed; // at its beginning
    const StruckRun *m_undisturbedEnd = nullptr;
    std::vector<StruckRun> m_struck; // right after their first fault, beside the cells
    CrashMatrix m_matrix;
};

bool isWorse(const MatrixCell &one, const MatrixCell &other)
{
    const auto rank = [](const MatrixCell &cell) {
        return std::tuple(cell.result.ending != StruckRun::Ending::ended, cell.result.lost.size(), cell.result.restarts);
    };
    return rank(one) > rank(other);
}

} // namespace

bool CrashMatrix::isGood() const
{
    return undisturbed.ending == StruckRun::Ending::ended && badPairs == 0
           && std::ranges::none_of(cells, [](const MatrixCell &cell) { return cell.result.isBad(); });
}

const MatrixCell *CrashMatrix::worst() const
{
    const MatrixCell *worst = nullptr;
    for (const std::vector<MatrixCell> *list : {&cells, &worsePairs}) {
        for (const MatrixCell &cell : *list) {
            if (cell.result.isBad() && (!worst || isWorse(cell, *worst)))
                worst = &cell;
        }
    }
    return worst;
}

CrashMatrix crashMatrix(const Fleet &fleet, const EndpointFacts &computer, const CrashMatrixRequest &request)
{
    return Explorer(fleet, computer, request).explore();
}

Scenario withStrikes(Scenario scenario, const std::vector<Strike> &strikes)
{
    std::vector<FaultRow> rows;
    for (const Strike &strike : strikes) {
        FaultRow row;
        row.match.item = strike.item + 1;
        row.kind = strike.kind;
        row.at = strike.at;
        row.occurrence = strike.everyTime ? FaultRow::everyTime : strike.occurrence;
        if (scenario.runs > 1 && !strike.everyTime)
            row.match.run = strike.run;
        rows.push_back(row);
    }
    scenario.faults.insert(scenario.faults.begin(), rows.begin(), rows.end());
    return scenario;
}

} // namespace seriatim
