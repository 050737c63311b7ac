// The parts of a rehearsal that say what is to be rehearsed: PlanBuilder and Script.
#include "tests/support/rehearsal.h"

#include <algorithm>

namespace seriatim::test {

PlanBuilder &PlanBuilder::item()
{
    m_plan.items.emplace_back();
    return *this;
}

PlanBuilder &PlanBuilder::needs(int place, ReturnCodeList codes)
{
    last().dependencies.push_back({place - 1, std::move(codes)});
    return *this;
}

PlanBuilder &PlanBuilder::codes(const ReturnCodeRules &rules)
{
    last().codes = rules;
    last().firstSuccessCode = rules.firstSuccessCode();
    return *this;
}

PlanBuilder &PlanBuilder::detects()
{
    last().detects = true;
    return *this;
}

PlanBuilder &PlanBuilder::conditional()
{
    last().conditional = true;
    return *this;
}

PlanBuilder &PlanBuilder::prepares()
{
    last().needsPreparation = true;
    return *this;
}

PlanBuilder &PlanBuilder::restarts()
{
    last().afterRunning = AfterRunning::restart;
    return *this;
}

PlanBuilder &PlanBuilder::logsOff()
{
    last().afterRunning = AfterRunning::logOff;
    return *this;
}

PlanBuilder &PlanBuilder::attempts(int maximum)
{
    last().maximumAttempts = maximum;
    return *this;
}

PlanBuilder &PlanBuilder::retries(int count, int delayMinutes)
{
    last().retryCount = count;
    last().retryDelay = delayMinutes * millisPerMinute;
    return *this;
}

PlanBuilder &PlanBuilder::restartDelay(int minutes)
{
    last().restartDelay = minutes * millisPerMinute;
    return *this;
}

PlanBuilder &PlanBuilder::repeats(int maximumRuns)
{
    m_plan.repeatUntilSuccessful = true;
    m_plan.maximumRuns = maximumRuns;
    return *this;
}

PlanBuilder &PlanBuilder::warns(int noticeMinutes, int deferrableMinutes)
{
    m_plan.warnBeforeRunning = true;
    m_plan.notice = noticeMinutes * millisPerMinute;
    m_plan.deferrable = deferrableMinutes * millisPerMinute;
    for (PlanItem &item : m_plan.items)
        item.needsPreparation = true; // as compilePlan makes it
    return *this;
}

PlanBuilder &PlanBuilder::restartsFirst()
{
    m_plan.restartFirst = true;
    return *this;
}

Script &Script::needsRestart(int times)
{
    m_restartsNeeded = times;
    return *this;
}

Script &Script::putsOff(int minutes)
{
    m_deferrals.push_back(minutes);
    return *this;
}

std::optional<qint64> Script::putsOffBy()
{
    if (m_deferrals.empty())
        return std::nullopt;
    const qint64 minutes = m_deferrals.front();
    m_deferrals.erase(m_deferrals.begin());
    return minutes * millisPerMinute;
}

Script &Script::answer(int place, int attempt, ProgramAnswer answer)
{
    m_programs[{place, attempt}] = answer;
    return *this;
}

Script &Script::returns(int place, ReturnCode code, int attempt)
{
    return answer(place, attempt, {ProgramAnswer::Kind::returns, code});
}

Script &Script::timesOut(int place, int attempt)
{
    return answer(place, attempt, {ProgramAnswer::Kind::timesOut, 0});
}

Script &Script::cannotStart(int place, int attempt)
{
    return answer(place, attempt, {ProgramAnswer::Kind::cannotStart, 0});
}

Script &Script::holds(int place, DetectionMoment moment, bool value)
{
    m_rules[{place, moment}] = value;
    return *this;
}

Script &Script::doesNotApply(int place)
{
    m_notApplicable.insert(place);
    return *this;
}

Script &Script::waitsForUser(int place, int times)
{
    m_userWaits[place] = times;
    return *this;
}

Script &Script::cannotPrepare(int place)
{
    m_cannotPrepare.insert(place);
    return *this;
}

Script &Script::restartsInVain()
{
    m_restartWorks = false;
    return *this;
}

Script &Script::when(const QString &line, Happening happening)
{
    m_happenings.emplace_back(line, happening);
    return *this;
}

ProgramAnswer Script::program(int place, int attempt)
{
    for (const int number : {attempt, everyAttempt}) {
        if (const auto found = m_programs.find({place, number}); found != m_programs.end())
            return found->second;
    }
    return {};
}

bool Script::detects(int place, DetectionMoment moment)
{
    const auto found = m_rules.find({place, moment});
    return found != m_rules.end() ? found->second : moment == DetectionMoment::afterEnd;
}

PrepareAnswer Script::prepare(int place)
{
    if (m_cannotPrepare.contains(place))
        return PrepareAnswer::cannot;
    return m_userWaits[place]-- > 0 ? PrepareAnswer::waitForUser : PrepareAnswer::ready;
}

std::optional<Happening> Script::after(const QString &line)
{
    const auto found = std::ranges::find(m_happenings, line, &std::pair<QString, Happening>::first);
    if (found == m_happenings.end())
        return std::nullopt;
    const Happening happening = found->second;
    m_happenings.erase(found);
    return happening;
}

} // namespace seriatim::test
