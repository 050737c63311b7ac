// RuleEvaluator: looks whether a rule holds on this computer (B11a, B13, B14, B34).
#pragma once

#include "engine/agent/programrunner.h"
#include "engine/domain/rule.h"

#include <functional>

namespace seriatim {

struct RuleAnswer {
    bool holds = false;
    QString why; // of a rule that cannot be evaluated: why it counts as not holding (B13); else empty
};

struct RuleSurroundings {
    std::function<QString(const QString &)> fact;  // the value of one of knownFacts(); empty: not known
    std::vector<EnvironmentVariable> environment;  // for %NAME% and ${NAME} in paths, and for commands
    QString workingDirectory;                      // of commands, and where relative paths begin; empty: none
    QString scratchLog;                            // holds the last command's output; empty: not kept
    qint64 commandTimeLimitMs = 120000;
    std::function<void(const Rule &, const RuleAnswer &)> looked; // told of every rule and part that was looked at; may be empty
};

// A rule that cannot be evaluated does not hold, and neither does its <Not>: within a rule "cannot tell" is a third
// answer, which <All> and <Any> give where their other parts do not decide.
class RuleEvaluator
{
public:
    // The runner is used, not owned.
    RuleEvaluator(ProgramRunner &runner, RuleSurroundings surroundings);

    [[nodiscard]] RuleAnswer evaluate(const Rule &rule);

private:
    [[nodiscard]] Result<bool> ask(const Rule &rule); // an error: cannot tell
    [[nodiscard]] Result<bool> askUnheard(const Rule &rule);
    [[nodiscard]] Result<bool> askParts(const Rule &rule, bool decisive);
    [[nodiscard]] Result<bool> askFile(const Rule &rule);
    [[nodiscard]] Result<bool> askCommand(const Rule &rule);
    [[nodiscard]] Result<bool> askFact(const Rule &rule);
    [[nodiscard]] Result<QString> absolutePath(const QString &path) const;

    ProgramRunner &m_runner;
    RuleSurroundings m_surroundings;
};

} // namespace seriatim
