// What is known of computers and tasks, worked out from all raw events at once by looking for the greatest and the least of
// them: no fold, no table, no order of arrival but where it counts. For comparison with what the store keeps.
#pragma once

#include "tests/support/randomhistory.h"

#include <QSet>

#include <map>
#include <set>

namespace seriatim::test {

struct RawItem {
    ItemStatus status = ItemStatus::notStarted;
    std::optional<ReturnCode> code{};
    int executions = 0;
    std::optional<Instant> started{};
    std::optional<Instant> finished{};
};

struct RawState {
    TaskId task;
    QString computer; // folded
    ComputerStatus status = ComputerStatus::notReceived;
    int run = 0;
    int restarts = 0;
    QString explanation{};
    std::optional<Instant> started{};
    std::optional<Instant> finished{};
    Instant reported = 0;
    Instant firstReceived = 0;
    std::map<LineItemId, RawItem> items{};
};

class RawLedger
{
public:
    // In the order of arrival.
    void add(const std::vector<Arrival> &batch)
    {
        for (const Arrival &arrival : batch) {
            if (m_ids.contains(arrival.event.id.uuid()))
                continue;
            m_ids.insert(arrival.event.id.uuid());
            m_agents.emplace(arrival.event.agent, static_cast<int>(m_agents.size()));
            m_names.try_emplace(arrival.event.computer.toCaseFolded(), arrival.event.computer);
            m_arrivals.push_back(arrival);
        }
    }

    [[nodiscard]] QString nameOf(const QString &folded) const { return m_names.at(folded); }

    [[nodiscard]] std::vector<RawState> states() const
    {
        std::map<std::pair<TaskId, QString>, Events> pairs;
        for (const Arrival &arrival : m_arrivals)
            pairs[{arrival.event.task, arrival.event.computer.toCaseFolded()}].push_back(&arrival);
        std::vector<RawState> all;
        for (const auto &[pair, events] : pairs)
            all.push_back(stateOf(pair.first, pair.second, events));
        return all;
    }

private:
    using Order = std::pair<int, qint64>;
    using Events = std::vector<const Arrival *>;

    [[nodiscard]] Order order(const Arrival &arrival) const { return {m_agents.at(arrival.event.agent), arrival.event.number}; }

    [[nodiscard]] const Arrival *newest(const Events &events, const auto &counts) const
    {
        const Arrival *best = nullptr;
        for (const Arrival *one : events) {
            if (counts(one->event) && (!best || order(*one) > order(*best)))
                best = one;
        }
        return best;
    }

    // `events`: all of this computer and task.
    [[nodiscard]] RawState stateOf(TaskId task, const QString &computer, Events events) const
    {
        RawState state{task, computer};
        state.firstReceived = events.front()->received;
        const Arrival *begin = newest(events, [](const StatusEvent &event) { return event.kind == StatusEvent::Kind::runStarted; });
        if (begin)
            std::erase_if(events, [&](const Arrival *one) { return order(*one) < order(*begin); });
        if (begin)
            state.started = begin->event.time;
        if (const Arrival *end = newest(events, [](const StatusEvent &event) { return event.kind == StatusEvent::Kind::runEnded; }))
            state.finished = end->event.time;
        const Arrival *last = newest(events, [](const StatusEvent &event) {
            return event.kind != StatusEvent::Kind::problem && event.kind != StatusEvent::Kind::detail;
        });
        if (last) {
            state.status = last->event.computerStatus;
            state.run = last->event.run;
            state.restarts = last->event.restarts;
            state.reported = last->received;
            state.explanation = last->event.kind == StatusEvent::Kind::itemChanged ? QString() : last->event.explanation;
        }
        std::set<LineItemId> items;
        for (const Arrival *one : events) {
            if (one->event.item)
                items.insert(*one->event.item);
        }
        for (const LineItemId item : items)
            state.items.emplace(item, itemOf(events, item));
        return state;
    }

    [[nodiscard]] RawItem itemOf(const Events &events, LineItemId item) const
    {
        const Arrival *last = newest(events, [&](const StatusEvent &event) { return event.item == item; });
        RawItem result;
        result.status = last->event.itemStatus;
        result.code = last->event.returnCode;
        result.executions = last->event.executions;
        if (isFinal(result.status))
            result.finished = last->event.time;
        const Arrival *first = nullptr;
        for (const Arrival *one : events) {
            const bool starts = one->event.item == item && one->event.agent == last->event.agent && one->event.run == last->event.run
                                && one->event.itemStatus == ItemStatus::running;
            if (starts && (!first || order(*one) < order(*first)))
                first = one;
        }
        if (first)
            result.started = first->event.time;
        return result;
    }

    QSet<QUuid> m_ids;
    std::map<AgentId, int> m_agents; // in the order in which they first reported
    std::map<QString, QString> m_names;
    std::vector<Arrival> m_arrivals;
};

} // namespace seriatim::test
