// Plans made up at random from a seed: dependencies, restarts, retries, detection rules, conditions and all lists of codes.
#pragma once

#include "engine/sequence/plan.h"

#include <random>

namespace seriatim::test {

class PlanDice
{
public:
    explicit PlanDice(quint64 seed) : m_engine(seed) {}
    int number(int least, int most) { return least + static_cast<int>(m_engine() % quint64(most - least + 1)); }
    bool chance(int percent) { return number(1, 100) <= percent; }

    Plan plan(int leastItems, int mostItems)
    {
        Plan plan;
        for (int count = number(leastItems, mostItems), i = 0; i < count; ++i)
            plan.items.push_back(item(i));
        plan.restartFirst = chance(10);
        return plan;
    }

private:
    ReturnCodeList codes(int most)
    {
        ReturnCodeList list;
        for (int count = number(0, most); count > 0; --count)
            list.push_back(number(0, 3));
        return list;
    }

    PlanItem item(int index)
    {
        PlanItem item;
        if (chance(60))
            item.codes = {.success = codes(3), .failure = codes(1), .restart = codes(1), .restartStarted = codes(1), .retry = codes(1)};
        item.firstSuccessCode = item.codes.firstSuccessCode();
        item.afterRunning = static_cast<AfterRunning>(chance(50) ? 0 : number(0, 2));
        item.detects = chance(50);
        item.conditional = chance(20);
        item.needsPreparation = chance(30);
        item.maximumAttempts = number(1, 4);
        item.retryCount = number(0, 3);
        item.retryDelay = number(0, 3) * millisPerMinute;
        item.restartDelay = number(0, 3) * millisPerMinute;
        item.estimatedRunTime = number(0, 3) * millisPerMinute;
        for (int on = 0; on < index; ++on) {
            if (chance(20))
                item.dependencies.push_back({on, chance(70) ? item.codes.successCodes() : codes(3)});
        }
        return item;
    }

    std::mt19937_64 m_engine;
};

} // namespace seriatim::test
