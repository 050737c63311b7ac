#include "engine/workspace/recordedruns.h"
#include "engine/workspace/simulationcomparison.h"

namespace seriatim {

namespace {

constexpr int portion = 10'000;

struct Pairing {
    std::vector<PairedItem> items;
    bool byPlace = false;
};

size_t mostItems(const std::vector<RecordedOutcome> &outcomes)
{
    size_t most = 0;
    for (const RecordedOutcome &outcome : outcomes)
        most = std::max(most, outcome.items.size());
    return most;
}

Result<Pairing> pairingOf(Workspace &workspace, const SimulationRun &first, const SimulationRun &second, size_t firstItems, size_t secondItems)
{
    const Result<std::optional<SequentialTask>> firstOrder = walkedOrder(workspace, first);
    const Result<std::optional<SequentialTask>> secondOrder = walkedOrder(workspace, second);
    if (!firstOrder)
        return firstOrder.error();
    if (!secondOrder)
        return secondOrder.error();
    if (!*firstOrder || !*secondOrder)
        return Pairing{pairPlaces(firstItems, secondItems), true};
    Result<std::vector<PairedItem>> items = pairNamedItems(workspace, **firstOrder, **secondOrder);
    return items ? Result<Pairing>(Pairing{std::move(items).value(), false}) : items.error();
}

} // namespace

Result<RunComparison> compareRuns(Workspace &workspace, const SimulationRun &first, const SimulationRun &second, const ComparisonWatch &watch)
{
    const SimulationStore &store = workspace.store().simulations();
    Result<std::vector<RecordedOutcome>> firstOutcomes = store.outcomes(first.id);
    if (!firstOutcomes)
        return firstOutcomes.error();
    Result<std::vector<RecordedOutcome>> secondOutcomes = store.outcomes(second.id);
    if (!secondOutcomes)
        return secondOutcomes.error();
    Result<Pairing> pairing = pairingOf(workspace, first, second, mostItems(*firstOutcomes), mostItems(*secondOutcomes));
    if (!pairing)
        return pairing.error();

    FleetComparer comparer(std::move(firstOutcomes).value(), std::move(secondOutcomes).value(), std::move(pairing->items));
    const int most = std::max(first.endpoints, second.endpoints);
    bool more = true;
    for (int done = 0; more; done += portion) {
        if (watch.cancelled && watch.cancelled())
            return Error{ErrorCode::cancelled, first.taskName, QStringLiteral("the comparison was cancelled")};
        const auto firsts = store.placements(first.id, done, portion);
        if (!firsts)
            return firsts.error();
        comparer.addFirst(*firsts);
        const auto seconds = store.placements(second.id, done, portion);
        if (!seconds)
            return seconds.error();
        comparer.addSecond(*seconds);
        more = !firsts->empty() || !seconds->empty();
        if (watch.progress)
            watch.progress(std::min(done + portion, most), most);
    }
    RunComparison comparison = comparer.finish();
    comparison.itemsByPlace = pairing->byPlace;
    return comparison;
}

} // namespace seriatim
