#include "engine/workspace/simulationcomparison.h"

#include "engine/simulation/fleet.h"
#include "engine/workspace/computerpairing_p.h"

#include <algorithm>
#include <limits>

namespace seriatim {

namespace {

constexpr qsizetype mostExamples = 5;

bool endsWell(ItemStatus status)
{
    return isSuccess(status) || status == ItemStatus::notApplicable;
}

const RecordedItem &itemAt(const RecordedOutcome &outcome, int place)
{
    static const RecordedItem none; // a computer that received nothing has no items
    const auto index = static_cast<size_t>(place) - 1;
    return index < outcome.items.size() ? outcome.items[index] : none;
}

int goodItems(const RecordedOutcome &outcome, const std::vector<PairedItem> &items, int PairedItem::*place)
{
    return static_cast<int>(std::ranges::count_if(items, [&](const PairedItem &item) {
        return item.first > 0 && item.second > 0 && endsWell(itemAt(outcome, item.*place).status);
    }));
}

bool sameItems(const RecordedOutcome &first, const RecordedOutcome &second, const std::vector<PairedItem> &items)
{
    return std::ranges::all_of(items, [&](const PairedItem &item) {
        return item.first == 0 || item.second == 0 || itemAt(first, item.first) == itemAt(second, item.second);
    });
}

void addTo(RecordedFigures &figures, const RecordedOutcome &outcome, int computers)
{
    figures.computers += computers;
    figures.statuses[outcome.status] += computers;
    figures.restarts += qint64(outcome.restarts) * computers;
    if (outcome.items.size() > figures.items.size())
        figures.items.resize(outcome.items.size());
    for (size_t i = 0; i < outcome.items.size(); ++i) {
        const RecordedItem &item = outcome.items[i];
        const qint64 executions = qint64(item.executions) * computers;
        const qint64 reruns = qint64(std::max(0, item.executions - 1)) * computers;
        figures.items[i].statuses[item.status] += computers;
        figures.items[i].executions += executions;
        figures.items[i].reruns += reruns;
        figures.executions += executions;
        figures.reruns += reruns;
    }
}

void addExample(QStringList &examples, const RecordedPlacement &computer)
{
    if (examples.size() < mostExamples)
        examples.append(computer.name.isEmpty() ? Fleet::endpointName(computer.number) : computer.name);
}

// The outcomes of one run, and how many computers came to each.
struct Side {
    std::vector<RecordedOutcome> outcomes;
    std::vector<int> computers; // by outcome
    RecordedFigures figures;

    explicit Side(std::vector<RecordedOutcome> all) : outcomes(std::move(all)), computers(outcomes.size(), 0) {}

    void count(const RecordedPlacement &computer)
    {
        const auto outcome = static_cast<size_t>(computer.outcome);
        ++computers[outcome];
        if (outcomes[outcome].status == ComputerStatus::succeeded)
            figures.succeededAfter.push_back(static_cast<quint32>(std::clamp<qint64>(computer.finishedAfter, 0, std::numeric_limits<quint32>::max())));
    }

    [[nodiscard]] RecordedFigures finished()
    {
        for (size_t i = 0; i < outcomes.size(); ++i) {
            if (computers[i] > 0)
                addTo(figures, outcomes[i], computers[i]);
        }
        std::ranges::sort(figures.succeededAfter);
        return std::move(figures);
    }
};

} // namespace

int RecordedFigures::count(ComputerStatus status) const
{
    const auto found = statuses.find(status);
    return found == statuses.end() ? 0 : found->second;
}

Fared fared(const RecordedOutcome &first, const RecordedOutcome &second, const std::vector<PairedItem> &items)
{
    const bool firstSucceeded = first.status == ComputerStatus::succeeded;
    const bool secondSucceeded = second.status == ComputerStatus::succeeded;
    if (firstSucceeded != secondSucceeded)
        return secondSucceeded ? Fared::better : Fared::worse;
    const int before = goodItems(first, items, &PairedItem::first);
    const int after = goodItems(second, items, &PairedItem::second);
    if (before != after)
        return after > before ? Fared::better : Fared::worse;
    const bool same = first.status == second.status && first.restarts == second.restarts && first.runs == second.runs
                      && sameItems(first, second, items);
    return same ? Fared::same : Fared::differently;
}

// Computers that share both outcomes share how they fared, so each pair of outcomes is looked at once.
struct FleetComparer::State {
    struct OutcomePair {
        Fared fared = Fared::same;
        int computers = 0;
    };

    Side first;
    Side second;
    RunComparison comparison;
    QHash<std::pair<int, int>, OutcomePair> pairs;
    std::map<std::pair<ComputerStatus, ComputerStatus>, FaredCount> transitions;
    ComputerPairing<int, RecordedPlacement, RecordedPlacement> madeUp;
    ComputerPairing<QString, RecordedPlacement, RecordedPlacement> named;

    State(std::vector<RecordedOutcome> firstOutcomes, std::vector<RecordedOutcome> secondOutcomes)
        : first(std::move(firstOutcomes)), second(std::move(secondOutcomes)) {}

    const RecordedOutcome &outcomeIn(const Side &side, int outcome) const { return side.outcomes[static_cast<size_t>(outcome)]; }

    void meet(const RecordedPlacement &a, const RecordedPlacement &b)
    {
        const RecordedOutcome &before = outcomeIn(first, a.outcome);
        const RecordedOutcome &after = outcomeIn(second, b.outcome);
        auto pair = pairs.find({a.outcome, b.outcome});
        if (pair == pairs.end())
            pair = pairs.insert({a.outcome, b.outcome}, {fared(before, after, comparison.items), 0});
        ++pair->computers;
        ++comparison.both;
        FaredCount &count = comparison.fared[pair->fared];
        ++count.computers;
        if (pair->fared != Fared::same)
            addExample(count.examples, a);
        if (before.status == after.status)
            return;
        FaredCount &transition = transitions[{before.status, after.status}];
        ++transition.computers;
        addExample(transition.examples, a);
    }

    void countItemTransitions()
    {
        comparison.itemTransitions.resize(comparison.items.size());
        for (auto pair = pairs.cbegin(); pair != pairs.cend(); ++pair) {
            for (size_t i = 0; i < comparison.items.size(); ++i) {
                const PairedItem &item = comparison.items[i];
                if (item.first == 0 || item.second == 0)
                    continue;
                const ItemStatus before = itemAt(outcomeIn(first, pair.key().first), item.first).status;
                const ItemStatus after = itemAt(outcomeIn(second, pair.key().second), item.second).status;
                if (before != after)
                    comparison.itemTransitions[i][{before, after}] += pair->computers;
            }
        }
    }

    void listTransitions()
    {
        for (auto &[statuses, count] : transitions)
            comparison.transitions.push_back({statuses.first, statuses.second, count.computers, std::move(count.examples)});
        std::ranges::stable_sort(comparison.transitions, std::greater<>(), &ComputerTransition::computers);
    }
};

FleetComparer::FleetComparer(std::vector<RecordedOutcome> first, std::vector<RecordedOutcome> second, std::vector<PairedItem> items)
    : m_state(std::make_unique<State>(std::move(first), std::move(second)))
{
    m_state->comparison.items = std::move(items);
}

FleetComparer::~FleetComparer() = default;

void FleetComparer::addFirst(const std::vector<RecordedPlacement> &computers)
{
    const auto met = [this](const RecordedPlacement &a, const RecordedPlacement &b) { m_state->meet(a, b); };
    for (const RecordedPlacement &computer : computers) {
        m_state->first.count(computer);
        if (computer.name.isEmpty())
            m_state->madeUp.addFirst(computer.number, computer, met);
        else
            m_state->named.addFirst(computer.name.toCaseFolded(), computer, met);
    }
}

void FleetComparer::addSecond(const std::vector<RecordedPlacement> &computers)
{
    const auto met = [this](const RecordedPlacement &a, const RecordedPlacement &b) { m_state->meet(a, b); };
    for (const RecordedPlacement &computer : computers) {
        m_state->second.count(computer);
        if (computer.name.isEmpty())
            m_state->madeUp.addSecond(computer.number, computer, met);
        else
            m_state->named.addSecond(computer.name.toCaseFolded(), computer, met);
    }
}

RunComparison FleetComparer::finish()
{
    RunComparison &comparison = m_state->comparison;
    comparison.first = m_state->first.finished();
    comparison.second = m_state->second.finished();
    comparison.onlyFirst = comparison.first.computers - comparison.both;
    comparison.onlySecond = comparison.second.computers - comparison.both;
    m_state->countItemTransitions();
    m_state->listTransitions();
    return std::move(comparison);
}

} // namespace seriatim
