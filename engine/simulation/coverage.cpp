#include "engine/simulation/coverage.h"

#include "engine/base/text.h"

#include <algorithm>

namespace seriatim {

namespace {

quint32 bit(ItemStatus status)
{
    return quint32(1) << static_cast<int>(status);
}

std::vector<ItemStatus> possibleEnds(const PlanItem &item)
{
    std::vector<ItemStatus> ends{ItemStatus::succeeded, ItemStatus::failed, ItemStatus::timedOut, ItemStatus::interrupted};
    if (!item.dependencies.empty())
        ends.push_back(ItemStatus::skipped);
    if (item.detects) {
        ends.push_back(ItemStatus::alreadyPresent);
        ends.push_back(ItemStatus::notVerified);
    }
    if (item.conditional)
        ends.push_back(ItemStatus::notApplicable);
    return ends;
}

} // namespace

Coverage::Coverage(const Plan &plan) : m_plan(plan)
{
    for (const PlanItem &item : plan.items)
        m_items.push_back({possibleEnds(item), 0, std::vector<std::pair<bool, bool>>(item.dependencies.size())});
}

void Coverage::add(const SimulatedComputer &computer)
{
    const SequenceMachine machine(m_plan);
    for (size_t i = 0; i < std::min(m_items.size(), computer.state.items.size()); ++i) {
        const ItemState &state = computer.state.items[i];
        if (!isFinal(state.status))
            continue; // its turn has not come, or has not ended
        Item &item = m_items[i];
        item.reached |= bit(state.status);
        for (size_t d = 0; d < item.branches.size(); ++d) {
            const bool holds = machine.holds(computer.state, m_plan.items[i].dependencies[d]);
            (holds ? item.branches[d].second : item.branches[d].first) = true;
        }
    }
}

std::vector<Coverage::Gap> Coverage::gaps() const
{
    std::vector<Gap> gaps;
    for (size_t i = 0; i < m_items.size(); ++i) {
        Gap gap{static_cast<int>(i), {}, {}};
        for (const ItemStatus status : m_items[i].possible) {
            if (!(m_items[i].reached & bit(status)))
                gap.outcomes.push_back(status);
        }
        for (size_t d = 0; d < m_items[i].branches.size(); ++d) {
            const int on = m_plan.items[i].dependencies[d].on;
            const auto [notMet, met] = m_items[i].branches[d];
            if (!met)
                gap.branches.push_back({on, true});
            if (!notMet)
                gap.branches.push_back({on, false});
        }
        if (!gap.outcomes.empty() || !gap.branches.empty())
            gaps.push_back(std::move(gap));
    }
    return gaps;
}

int Coverage::possible() const
{
    int count = 0;
    for (const Item &item : m_items)
        count += static_cast<int>(item.possible.size() + 2 * item.branches.size());
    return count;
}

int Coverage::reached() const
{
    int missing = 0;
    for (const Gap &gap : gaps())
        missing += static_cast<int>(gap.outcomes.size() + gap.branches.size());
    return possible() - missing;
}

QStringList Coverage::inWords(const QStringList &programNames) const
{
    QStringList lines{QStringLiteral("coverage: %1 of %2 outcomes and dependency branches reached").arg(reached()).arg(possible())};
    for (const Gap &gap : gaps()) {
        QStringList never;
        for (const ItemStatus status : gap.outcomes)
            never.append(toText(status));
        for (const Branch &branch : gap.branches)
            never.append(QStringLiteral("with item %1 %2").arg(QString::number(branch.on + 1), branch.met ? QStringLiteral("met") : QStringLiteral("not met")));
        lines.append(QStringLiteral("item %1 %2: never %3").arg(QString::number(gap.item + 1), programNames.value(gap.item), joinWords(never, QStringLiteral("or"))));
    }
    return lines;
}

} // namespace seriatim
