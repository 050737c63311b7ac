#include "engine/simulation/fleet.h"
#include "engine/workspace/computerpairing_p.h"
#include "engine/workspace/recordedruns.h"
#include "engine/workspace/statuscomparison.h"
#include "engine/workspace/statusview.h"

#include <QSet>

#include <algorithm>
#include <limits>

namespace seriatim {

namespace {

constexpr int portion = 5000;

quint32 seconds(qint64 value)
{
    return static_cast<quint32>(std::clamp<qint64>(value, 0, std::numeric_limits<quint32>::max()));
}

// The order that really ran, and where it is today's, to which computers it applies.
struct RealOrder {
    explicit RealOrder(SequentialTask order) : task(std::move(order)) {}
    SequentialTask task;
    QSet<QString> targets; // folded
};

Result<RealOrder> realOrder(Workspace &workspace, const SimulationRun &run, const SequentialTask &simulated)
{
    const TaskStore &tasks = workspace.store().tasks();
    StatusQuery any;
    any.atMost = 1;
    any.withItems = false;
    const Result<std::vector<ComputerTaskStatus>> reported = workspace.store().statuses().statuses(run.task, any);
    if (!reported)
        return reported.error();
    const Result<std::optional<TaskId>> todayId = tasks.currentIdOf(run.task);
    if (!todayId)
        return todayId.error();
    if (!*todayId)
        return RealOrder(simulated);
    Result<SequentialTask> today = tasks.load(**todayId);
    if (!today)
        return today.error();
    const Result<std::vector<Computer>> computers = workspace.computersOf(*today);
    if (!computers)
        return computers.error();
    RealOrder order(reported->empty() || today->id == run.task ? std::move(today).value() : simulated);
    for (const Computer &computer : *computers)
        order.targets.insert(computer.name.toCaseFolded());
    return order;
}

// The simulated side of a computer until its real one comes.
struct Simulated {
    QString name;
    int outcome = 0;
};

class Comparison
{
public:
    Comparison(Workspace &workspace, const SimulationRun &run, const ComparisonWatch &watch, RealOrder order, std::vector<RecordedOutcome> outcomes,
               std::vector<PairedItem> items)
        : m_workspace(workspace), m_run(run), m_watch(watch), m_order(std::move(order)), m_outcomes(std::move(outcomes)), m_result(m_order.task.id)
    {
        m_result.realRevision = m_order.task.revision;
        m_result.sameOrder = m_order.task.id == run.task;
        m_result.items = std::move(items);
    }

    Result<StatusComparison> run()
    {
        bool more = true;
        while (more) {
            if (m_watch.cancelled && m_watch.cancelled())
                return Error{ErrorCode::cancelled, m_run.taskName, QStringLiteral("the comparison was cancelled")};
            const Result<bool> simulated = takeSimulated();
            if (!simulated)
                return simulated.error();
            const Result<bool> real = takeReal();
            if (!real)
                return real.error();
            more = *simulated || *real;
            if (m_watch.progress)
                m_watch.progress(m_result.simulatedComputers, m_run.endpoints);
        }
        addLonely();
        finish();
        return std::move(m_result);
    }

private:
    // False: there are no more.
    Result<bool> takeSimulated()
    {
        const auto computers = m_workspace.store().simulations().placements(m_run.id, m_result.simulatedComputers, portion);
        if (!computers)
            return computers.error();
        for (const RecordedPlacement &computer : *computers) {
            if (outcome(computer.outcome).status == ComputerStatus::succeeded)
                m_result.simulatedSucceededAfter.push_back(seconds(computer.finishedAfter));
            const QString name = computer.name.isEmpty() ? Fleet::endpointName(computer.number) : computer.name;
            m_pairing.addFirst(name.toCaseFolded(), {name, computer.outcome},
                               [this](const Simulated &simulated, const ComputerTaskStatus &real) { meet(simulated, real); });
        }
        m_result.simulatedComputers += static_cast<int>(computers->size());
        return !computers->empty();
    }

    Result<bool> takeReal()
    {
        if (m_allReal)
            return false;
        StatusQuery query;
        query.atMost = portion;
        query.after = m_lastReal;
        Result<std::vector<ComputerTaskStatus>> page = m_workspace.store().statuses().statuses(m_order.task.id, query);
        if (!page)
            return page.error();
        m_allReal = static_cast<int>(page->size()) < portion;
        m_result.realComputers += static_cast<int>(page->size());
        if (!page->empty())
            m_lastReal = page->back().computer;
        for (ComputerTaskStatus &real : *page) {
            if (real.started && (!m_firstStart || *real.started < *m_firstStart))
                m_firstStart = real.started;
            if (real.status == ComputerStatus::succeeded && real.finished)
                m_realSuccesses.push_back(*real.finished);
            real.items = everyPlace(m_order.task, std::move(real.items));
            const QString name = real.computer.toCaseFolded();
            m_pairing.addSecond(name, std::move(real), [this](const Simulated &simulated, const ComputerTaskStatus &met) { meet(simulated, met); });
        }
        return !m_allReal;
    }

    void meet(const Simulated &simulated, const ComputerTaskStatus &real)
    {
        add(compareComputer(real.computer, outcome(simulated.outcome), real, m_result.items));
    }

    void add(ComparedComputer computer)
    {
        ++m_result.counts[computer.agreement];
        if (computer.agreement != Agreement::same)
            m_result.computers.push_back(std::move(computer));
    }

    void addLonely()
    {
        for (auto it = m_pairing.firsts().cbegin(); it != m_pairing.firsts().cend(); ++it) {
            ComparedComputer computer{it->name, Agreement::onlySimulated, outcome(it->outcome).status, {}, outcome(it->outcome).restarts, 0, -1, {}, {}};
            if (m_order.targets.contains(it.key()))
                computer.agreement = Agreement::notYet;
            add(std::move(computer));
        }
        for (const ComputerTaskStatus &real : m_pairing.seconds())
            add({real.computer, Agreement::onlyReal, {}, real.status, 0, real.restarts, -1, {}, {}});
    }

    void finish()
    {
        std::ranges::sort(m_result.computers, [](const ComparedComputer &a, const ComparedComputer &b) {
            const int order = a.name.compare(b.name, Qt::CaseInsensitive);
            return order != 0 ? order < 0 : a.name < b.name;
        });
        m_result.steps = differencesByStep(m_result.computers);
        for (const Instant finished : m_realSuccesses)
            m_result.realSucceededAfter.push_back(seconds((finished - m_firstStart.value_or(finished)) / millisPerSecond));
        std::ranges::sort(m_result.realSucceededAfter);
        std::ranges::sort(m_result.simulatedSucceededAfter);
    }

    const RecordedOutcome &outcome(int index) const { return m_outcomes[static_cast<size_t>(index)]; }

    Workspace &m_workspace;
    const SimulationRun &m_run;
    const ComparisonWatch &m_watch;
    RealOrder m_order;
    std::vector<RecordedOutcome> m_outcomes;
    StatusComparison m_result;
    ComputerPairing<QString, Simulated, ComputerTaskStatus> m_pairing;
    QString m_lastReal;
    bool m_allReal = false;
    std::optional<Instant> m_firstStart;
    std::vector<Instant> m_realSuccesses;
};

} // namespace

Result<StatusComparison> compareWithStatus(Workspace &workspace, const SimulationRun &run, const ComparisonWatch &watch)
{
    const Result<std::optional<SequentialTask>> simulated = walkedOrder(workspace, run);
    if (!simulated)
        return simulated.error();
    if (!*simulated) {
        return Error{ErrorCode::notFound, QStringLiteral("task '%1'").arg(run.taskName),
                     QStringLiteral("it is no longer in the store, so that nothing tells which reported line item is which of the run; two runs can still be compared")};
    }
    Result<RealOrder> order = realOrder(workspace, run, **simulated);
    if (!order)
        return order.error();
    Result<std::vector<PairedItem>> items = pairNamedItems(workspace, **simulated, order->task);
    if (!items)
        return items.error();
    Result<std::vector<RecordedOutcome>> outcomes = workspace.store().simulations().outcomes(run.id);
    if (!outcomes)
        return outcomes.error();
    return Comparison(workspace, run, watch, std::move(order).value(), std::move(outcomes).value(), std::move(items).value()).run();
}

} // namespace seriatim
