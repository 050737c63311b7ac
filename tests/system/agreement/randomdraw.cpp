// How a random case is drawn: small numbers and few codes, so that lists, rows and dependencies meet often.
#include "tests/system/agreement/randomcase.h"

#include <QRandomGenerator>

namespace seriatim::test {

class Dice
{
public:
    explicit Dice(quint32 seed) : m_random(seed) {}

    bool chance(int percent) { return m_random.bounded(100) < percent; }
    int between(int least, int most) { return m_random.bounded(least, most + 1); }
    template <typename Value>
    Value oneOf(const QList<Value> &values) { return values[m_random.bounded(values.size())]; }

private:
    QRandomGenerator m_random;
};

namespace {

const Codes someCodes{0, 1, 2, 3, 7, 10, 75, 127, 200, 255};

Codes drawCodes(Dice &dice, int percent, const Codes &from, int most = 2)
{
    Codes codes;
    if (!dice.chance(percent))
        return codes;
    for (int left = dice.between(1, most); left > 0; --left) {
        if (const int code = dice.oneOf(from); !codes.contains(code))
            codes.append(code);
    }
    return codes;
}

Codes listedCodes(const RandomProgram &program)
{
    return program.success.value_or(Codes{0}) + program.failure + program.restart + program.restartStarted + program.retry;
}

RandomProgram drawProgram(Dice &dice)
{
    RandomProgram program;
    if (const Codes codes = drawCodes(dice, 45, someCodes, 3); !codes.isEmpty())
        program.success = codes;
    program.failure = drawCodes(dice, 25, someCodes);
    program.restart = drawCodes(dice, 40, someCodes);
    program.restartStarted = drawCodes(dice, 25, someCodes);
    program.retry = drawCodes(dice, 45, someCodes);
    program.retryCount = dice.between(0, 3);
    program.retryDelay = dice.chance(25) ? dice.between(1, 5) : 0;
    program.restartDelay = dice.chance(25) ? dice.between(1, 5) : 0;
    program.maximumAttempts = dice.between(1, 3);
    program.afterRunning = dice.oneOf<QString>({{}, {}, {}, QStringLiteral("restart"), QStringLiteral("restart"), QStringLiteral("logOff")});
    if (dice.chance(30))
        program.terminateAfter = dice.between(1, 5);
    if (dice.chance(15))
        program.estimatedRunTime = dice.between(1, 6);
    program.detects = dice.chance(45);
    program.canRun = dice.chance(6) ? dice.oneOf<QString>({QStringLiteral("loggedOn"), QStringLiteral("noneLoggedOn")}) : QString();
    return program;
}

QList<RandomDependency> drawDependencies(Dice &dice, int place, const QList<RandomItem> &items, const QList<RandomProgram> &programs)
{
    QList<RandomDependency> dependencies;
    for (int on = 1; on < place; ++on) {
        if (!dice.chance(50 / (place - 1)))
            continue;
        RandomDependency dependency{on, std::nullopt};
        const Codes listed = listedCodes(programs[items[on - 1].program]);
        if (const Codes codes = drawCodes(dice, 50, listed + listed + someCodes, 3); !codes.isEmpty())
            dependency.codes = codes;
        dependencies.append(dependency);
    }
    return dependencies;
}

} // namespace

RandomCase::RandomCase(quint32 seed)
{
    Dice dice(seed);
    drawItems(dice);
    drawTiming(dice);
    drawComputer(dice);
    drawRows(dice);
}

void RandomCase::drawItems(Dice &dice)
{
    const int count = dice.between(1, 8);
    for (int place = 1; place <= count; ++place) {
        RandomItem item;
        // B1: the same program twice. One with a rule is in the order once: its file would be one for both.
        const int before = place > 1 ? dice.between(0, static_cast<int>(m_programs.size()) - 1) : 0;
        if (place > 1 && dice.chance(20) && !m_programs[before].detects) {
            item.program = before;
        } else {
            item.program = static_cast<int>(m_programs.size());
            m_programs.append(drawProgram(dice));
        }
        if (place > 1)
            item.dependencies = drawDependencies(dice, place, m_items, m_programs);
        item.condition = dice.oneOf<Condition>({Condition::none, Condition::none, Condition::none, Condition::fact, Condition::file});
        item.negated = dice.chance(30);
        m_items.append(item);
    }
}

void RandomCase::drawTiming(Dice &dice)
{
    if (dice.chance(20))
        m_timing = Timing::daily;
    if (dice.chance(35))
        m_maximumRuns = dice.between(0, 3);
    if (m_timing == Timing::daily || m_maximumRuns || dice.chance(10))
        m_runs = dice.between(1, 3);
}

void RandomCase::drawComputer(Dice &dice)
{
    // Asking the system to log users off is not for a test, wherever it runs.
    const bool logsOff = std::ranges::any_of(m_programs, [](const RandomProgram &program) { return program.afterRunning == u"logOff"; });
    m_asksSystem = !logsOff && dice.chance(40);
    m_restartFirst = dice.chance(20);
    for (int left = dice.between(0, 2); left > 0 && m_restartFirst; --left)
        m_restartsNeeded.append({.match = {.run = dice.between(0, 2)}, .value = dice.chance(75)});
    // Without such a row a simulated computer has whoever is needed there, which no real one has.
    const bool asksForSomebody = std::ranges::any_of(m_programs, [](const RandomProgram &program) { return !program.canRun.isEmpty(); });
    if (!asksForSomebody && !dice.chance(20))
        return;
    // A simulated restart disturbs nobody, so that nobody's absence keeps the agent from it.
    m_session = dice.oneOf<QString>({QStringLiteral("attended"), QStringLiteral("empty"), QStringLiteral("locked")});
    if (m_session == u"locked" && !m_asksSystem)
        m_session = QStringLiteral("attended");
}

RowMatch RandomCase::drawMatch(Dice &dice, int everyItemPercent) const
{
    RowMatch match;
    if (dice.chance(7)) {
        match.computer = dice.oneOf<QString>({QStringLiteral("PC-2"), QStringLiteral("SIM-*"), QStringLiteral("PC-1?")});
        match.applies = false;
    } else {
        match.computer = dice.oneOf<QString>({QStringLiteral("*"), QStringLiteral("*"), QStringLiteral("PC-1"), QStringLiteral("pc-?"), QStringLiteral("*c-1")});
    }
    if (!dice.chance(everyItemPercent))
        match.item = dice.between(1, itemCount());
    match.attempt = dice.oneOf<int>({0, 0, 1, 1, 1, 2, 2, 3});
    match.run = dice.oneOf<int>({0, 0, 0, 0, 0, 1, 2});
    match.never = dice.chance(4);
    return match;
}

OutcomeRow RandomCase::drawOutcome(Dice &dice, int item) const
{
    OutcomeRow row{drawMatch(dice, 10), std::nullopt, std::nullopt};
    row.match.item = item > 0 ? item : row.match.item;
    const RandomProgram &program = programOf(std::max(1, row.match.item));
    const Codes listed = listedCodes(program);
    if (dice.chance(95))
        row.code = dice.oneOf(listed + listed + listed + someCodes + program.retry + program.retry);
    if (dice.chance(20))
        row.duration = program.terminateAfter.value_or(360) * 60 + dice.oneOf<int>({-30, -1, 0, 1, 600});
    return row;
}

void RandomCase::drawRows(Dice &dice)
{
    for (int left = dice.between(0, 3); left > 0; --left)
        m_outcomes.append(drawOutcome(dice, 0));
    for (int item = 1; item <= itemCount(); ++item) {
        for (int left = dice.between(0, 3); left > 0; --left)
            m_outcomes.append(drawOutcome(dice, item));
    }
    for (int left = dice.between(0, 6); left > 0; --left)
        m_faults.append(drawFault(dice));
    for (FaultRow &fault : m_faults) {
        if (fault.at == FaultMoment::countdown)
            bringAboutCountdown(dice, fault);
    }
    drawRuleRows(dice);
}

void RandomCase::drawRuleRows(Dice &dice)
{
    for (int item = 1; item <= itemCount(); ++item) {
        if (detects(item) && dice.chance(60)) {
            DetectionRow row{drawMatch(dice, 5), dice.chance(30), dice.chance(70)};
            row.match.item = dice.chance(70) ? item : row.match.item;
            row.match.attempt = dice.oneOf<int>({0, 0, 0, row.match.attempt});
            m_detections.append(row);
        }
        if (m_items[item - 1].condition != Condition::none && dice.chance(70)) {
            AppliesRow row{drawMatch(dice, 10), dice.chance(35)};
            row.match.item = dice.chance(70) ? item : row.match.item;
            row.match.attempt = 0;
            m_applies.append(row);
        }
    }
}

// Whether the agent that begins a countdown sees the end of it. Behind a locked screen none comes to its end.
bool RandomCase::endsCountdowns() const
{
    const bool takesTime = std::ranges::any_of(m_programs, [](const RandomProgram &program) { return program.restartDelay > 0; });
    return !m_asksSystem || (!takesTime && m_session != u"locked");
}

FaultRow RandomCase::drawFault(Dice &dice) const
{
    FaultRow row;
    row.match = drawMatch(dice, 8);
    row.kind = dice.oneOf<FaultKind>({FaultKind::powerLoss, FaultKind::powerLoss, FaultKind::agentCrash, FaultKind::agentCrash, FaultKind::installerRestart});
    row.at = dice.oneOf<FaultMoment>({FaultMoment::beforeStart, FaultMoment::running, FaultMoment::afterExit, FaultMoment::countdown});
    if (row.kind == FaultKind::installerRestart)
        row.at = FaultMoment::running;
    row.otherwise = dice.chance(50);
    if (row.at == FaultMoment::countdown && !endsCountdowns())
        row.otherwise = false;
    return row;
}

// Countdowns are few. Where a fault waits for one, its item is one that restarts, and mostly ends so that it does.
void RandomCase::bringAboutCountdown(Dice &dice, FaultRow &fault)
{
    for (int item = 1; item <= itemCount(); ++item) {
        const RandomProgram &program = programOf(item);
        const bool byItself = program.afterRunning == u"restart";
        if ((!byItself && program.restart.isEmpty()) || dice.chance(40))
            continue;
        fault.match.item = item;
        OutcomeRow row{{.item = item, .attempt = fault.match.attempt}, std::nullopt, std::nullopt};
        row.code = dice.oneOf(byItself ? program.success.value_or(Codes{0}) : program.restart);
        if (dice.chance(75))
            m_outcomes.prepend(row);
        return;
    }
}

} // namespace seriatim::test
