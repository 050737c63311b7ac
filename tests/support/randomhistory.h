// What agents tell over weeks, as badly as it can arrive: several runs of several tasks on each computer, twice, in any
// order, in batches, by clocks that are wrong or are set in the middle, from agents that were installed anew.
#pragma once

#include "engine/domain/sequentialtask.h"
#include "engine/domain/statusevent.h"

#include <algorithm>
#include <random>

namespace seriatim::test {

struct Arrival {
    StatusEvent event;
    Instant received = 0;
};

class RandomHistory
{
public:
    static constexpr Instant start = 1'767'600'000'000;
    static constexpr qint64 hour = 60 * millisPerMinute;
    static constexpr qint64 day = 24 * hour;

    explicit RandomHistory(unsigned seed) : m_random(seed) {}

    // One computer's story of these tasks, in this order; each is run up to `runs` times.
    void addComputer(const QString &name, const std::vector<SequentialTask> &tasks, int runs)
    {
        Teller teller{name, AgentId::fromName(QUuid(), name.toUtf8()), 0, start + draw(0, 5) * day, clockError()};
        for (const SequentialTask &task : tasks) {
            if (chance(10))
                continue; // it has not told of this one
            if (chance(10)) {
                teller.agent = AgentId::fromName(teller.agent.uuid(), "again");
                teller.number = 0;
            }
            const int count = draw(1, runs);
            for (int run = 1; run <= count; ++run)
                tellRun(teller, task, run, run < count);
        }
    }

    // In the order of arrival: batches, each received at one moment.
    [[nodiscard]] std::vector<std::vector<Arrival>> batches()
    {
        std::vector<StatusEvent> events = m_told;
        for (const StatusEvent &event : m_told) {
            if (chance(20))
                events.push_back(event);
        }
        std::ranges::shuffle(events, m_random);
        std::vector<std::vector<Arrival>> all;
        Instant now = start + 6 * day;
        for (size_t i = 0; i < events.size();) {
            const auto count = static_cast<size_t>(draw(1, 40));
            std::vector<Arrival> &batch = all.emplace_back();
            for (; i < events.size() && batch.size() < count; ++i)
                batch.push_back({events[i], now});
            now += draw(1, 200) * millisPerMinute;
        }
        return all;
    }

    [[nodiscard]] int draw(int least, int most) { return std::uniform_int_distribution<int>(least, most)(m_random); }
    [[nodiscard]] bool chance(int percent) { return draw(1, 100) <= percent; }

private:
    struct Teller {
        QString name;
        AgentId agent;
        qint64 number;
        Instant now; // in truth
        qint64 error; // of its clock
    };

    [[nodiscard]] qint64 clockError()
    {
        switch (draw(0, 5)) {
        case 0:
            return draw(-3, 3) * hour;
        case 1:
            return -draw(1, 20) * 365 * day; // the battery is dead
        case 2:
            return draw(1, 400) * day;
        default:
            return 0;
        }
    }

    StatusEvent &tell(Teller &teller, const SequentialTask &task, int run, StatusEvent::Kind kind)
    {
        teller.now += draw(1, 40'000);
        if (chance(3))
            teller.error = clockError();
        StatusEvent event(EventId::mint(), teller.agent, task.id);
        event.number = ++teller.number;
        event.time = teller.now + teller.error;
        event.computer = chance(5) ? teller.name.toLower() : teller.name;
        event.taskRevision = task.revision;
        event.run = run;
        event.kind = kind;
        event.restarts = m_restarts;
        event.explanation = QStringLiteral("event %1").arg(teller.number);
        m_told.push_back(event);
        return m_told.back();
    }

    StatusEvent &tellItem(Teller &teller, const SequentialTask &task, int run, size_t index, ItemStatus status, int executions)
    {
        StatusEvent &event = tell(teller, task, run, StatusEvent::Kind::itemChanged);
        event.item = task.items[index].id;
        event.place = static_cast<int>(index) + 1;
        event.itemStatus = status;
        event.attempts = executions;
        event.executions = executions;
        return event;
    }

    // Ends in any way; what does not end the item leaves the run where it is.
    void tellItemStory(Teller &teller, const SequentialTask &task, int run, size_t index)
    {
        constexpr ItemStatus ends[]{ItemStatus::succeeded, ItemStatus::succeeded, ItemStatus::succeeded, ItemStatus::failed, ItemStatus::timedOut,
                                    ItemStatus::notVerified, ItemStatus::interrupted, ItemStatus::running, ItemStatus::waiting};
        constexpr ReturnCode codes[]{0, 0, 0, 3010, 1603, 1618, -1, 67};
        if (chance(15)) {
            constexpr ItemStatus idle[]{ItemStatus::skipped, ItemStatus::alreadyPresent, ItemStatus::carriedOver, ItemStatus::notApplicable};
            StatusEvent &event = tellItem(teller, task, run, index, idle[draw(0, 3)], 0);
            if (event.itemStatus == ItemStatus::alreadyPresent)
                event.returnCode = 0;
            return;
        }
        const int executions = chance(25) ? draw(2, 4) : 1;
        for (int i = 1; i <= executions; ++i) {
            tellItem(teller, task, run, index, ItemStatus::running, i);
            if (chance(20))
                ++m_restarts;
        }
        StatusEvent &end = tellItem(teller, task, run, index, ends[draw(0, 8)], executions);
        if (end.itemStatus == ItemStatus::succeeded || end.itemStatus == ItemStatus::failed || end.itemStatus == ItemStatus::notVerified)
            end.returnCode = codes[draw(0, 7)];
    }

    void tellRun(Teller &teller, const SequentialTask &task, int run, bool ends)
    {
        m_restarts = 0;
        tell(teller, task, run, StatusEvent::Kind::runStarted);
        const int items = ends || chance(70) ? static_cast<int>(task.items.size()) : draw(0, static_cast<int>(task.items.size()));
        for (int i = 0; i < items; ++i) {
            tellItemStory(teller, task, run, static_cast<size_t>(i));
            if (chance(10))
                tell(teller, task, run, chance(50) ? StatusEvent::Kind::problem : StatusEvent::Kind::detail);
        }
        constexpr ComputerStatus between[]{ComputerStatus::waiting, ComputerStatus::running, ComputerStatus::restartPending};
        constexpr ComputerStatus last[]{ComputerStatus::succeeded, ComputerStatus::succeeded, ComputerStatus::failed, ComputerStatus::withdrawn};
        if (!ends && chance(35))
            tell(teller, task, run, StatusEvent::Kind::computerChanged).computerStatus = between[draw(0, 2)];
        else
            tell(teller, task, run, StatusEvent::Kind::runEnded).computerStatus = last[draw(0, 3)];
    }

    std::mt19937 m_random;
    std::vector<StatusEvent> m_told;
    int m_restarts = 0; // in the run that is being told
};

} // namespace seriatim::test
