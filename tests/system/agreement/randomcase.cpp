#include "tests/system/agreement/randomcase.h"

namespace seriatim::test {

namespace {

constexpr int usualTimeLimit = 360; // minutes

enum class CodeClass { failure, restart, restartStarted, retry, success };

// B15: the first list that has it, in that order.
CodeClass classOf(int code, const RandomProgram &program)
{
    if (program.failure.contains(code))
        return CodeClass::failure;
    if (program.restart.contains(code))
        return CodeClass::restart;
    if (program.restartStarted.contains(code))
        return CodeClass::restartStarted;
    if (program.retry.contains(code))
        return CodeClass::retry;
    return program.success.value_or(Codes{0}).contains(code) ? CodeClass::success : CodeClass::failure;
}

bool countsAsSuccess(CodeClass codeClass)
{
    return codeClass != CodeClass::failure && codeClass != CodeClass::retry;
}

bool matches(const RowMatch &row, int item, int attempt, int run)
{
    const auto isOne = [](int wanted, int actual) { return wanted == 0 || wanted == actual; };
    return row.applies && !row.never && isOne(row.item, item) && isOne(row.attempt, attempt) && isOne(row.run, run);
}

template <typename Row>
const Row *firstMatch(const QList<Row> &rows, int item, int attempt, int run)
{
    for (const Row &row : rows) {
        if (matches(row.match, item, attempt, run))
            return &row;
    }
    return nullptr;
}

} // namespace

bool RandomCase::holds(int item, int attempt, int run, bool workDone) const
{
    const DetectionRow *row = firstMatch(m_detections, item, attempt, run);
    if (!row)
        return workDone;
    return workDone ? row->after : row->before;
}

bool RandomCase::isApplicable(int item, int run) const
{
    const AppliesRow *row = firstMatch(m_applies, item, 1, run);
    return !row || row->value;
}

bool RandomCase::needsRestart(int run) const
{
    const RestartNeededRow *row = firstMatch(m_restartsNeeded, 0, 1, run);
    return row && row->value;
}

bool RandomCase::isConstant(int item) const
{
    for (int run = 2; run <= m_runs; ++run) {
        if (isApplicable(item, run) != isApplicable(item, 1))
            return false;
    }
    return true;
}

std::optional<bool> RandomCase::conditionFile(int item, int run) const
{
    const RandomItem &asked = m_items[item - 1];
    // A fact stays as it is; what changes from run to run is a file.
    if (asked.condition == Condition::none || (asked.condition == Condition::fact && isConstant(item)))
        return std::nullopt;
    return isApplicable(item, run) != asked.negated;
}

Answer RandomCase::answer(int item, int attempt, int run) const
{
    const RandomProgram &program = programOf(item);
    const OutcomeRow *row = firstMatch(m_outcomes, item, attempt, run);
    Answer answer;
    answer.code = row ? row->code.value_or(0) : 0;
    answer.fault = firstMatch(m_faults, item, attempt, run);
    const int minutes = program.terminateAfter.value_or(usualTimeLimit);
    answer.isLate = (row && row->duration ? *row->duration : program.estimatedRunTime * 60) > minutes * 60;

    const bool ends = !answer.isStruck(FaultMoment::beforeStart) && !answer.isStruck(FaultMoment::running) && !answer.isLate;
    const CodeClass codeClass = classOf(answer.code, program);
    answer.works = (ends && countsAsSuccess(codeClass)) || (answer.fault && answer.fault->kind == FaultKind::installerRestart);
    const bool isTriedAgain = ends && !answer.isStruck(FaultMoment::afterExit) && codeClass == CodeClass::retry;
    answer.nextLook = isTriedAgain ? attempt + 1 : attempt;
    return answer;
}

QString toWord(FaultKind kind)
{
    switch (kind) {
    case FaultKind::powerLoss: return QStringLiteral("power-loss");
    case FaultKind::agentCrash: return QStringLiteral("agent-crash");
    case FaultKind::installerRestart: return QStringLiteral("installer-restart");
    }
    Q_UNREACHABLE();
}

QString toWord(FaultMoment moment)
{
    switch (moment) {
    case FaultMoment::beforeStart: return QStringLiteral("before-start");
    case FaultMoment::running: return QStringLiteral("running");
    case FaultMoment::afterExit: return QStringLiteral("after-exit");
    case FaultMoment::countdown: return QStringLiteral("countdown");
    }
    Q_UNREACHABLE();
}

} // namespace seriatim::test
