// Rehearsal: drives SequenceMachine through a made-up world and writes down, in order, what happened. It shares no
// code with the simulation or the agent, so that each of the three can show an error of the others.
#pragma once

#include "engine/sequence/machine.h"

#include <QMetaType>
#include <QStringList>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace seriatim::test {

// Plans in the order of their items; each call after item() says something about the last one.
class PlanBuilder
{
public:
    PlanBuilder &item();
    PlanBuilder &needs(int place, ReturnCodeList codes = {0}); // place from 1
    PlanBuilder &codes(const ReturnCodeRules &rules);
    PlanBuilder &detects();
    PlanBuilder &conditional();
    PlanBuilder &prepares();
    PlanBuilder &restarts();
    PlanBuilder &logsOff();
    PlanBuilder &attempts(int maximum);
    PlanBuilder &retries(int count, int delayMinutes);
    PlanBuilder &restartDelay(int minutes);
    PlanBuilder &repeats(int maximumRuns = 0);
    PlanBuilder &warns(int noticeMinutes, int deferrableMinutes = 0);
    PlanBuilder &restartsFirst();
    operator Plan() const { return m_plan; }

private:
    PlanItem &last() { return m_plan.items.back(); }
    Plan m_plan;
};

// What may come in between, right after a line of the log was written.
enum class Happening { powerLoss, agentCrash, installerRestart, withdrawn, superseded };

struct ProgramAnswer {
    enum class Kind { returns, timesOut, cannotStart };
    Kind kind = Kind::returns;
    ReturnCode code = 0;
};

enum class PrepareAnswer { ready, waitForUser, cannot };

// Places and attempts are counted from 1.
class World
{
public:
    virtual ~World() = default;
    virtual ProgramAnswer program(int place, int attempt) = 0;
    virtual bool detects(int place, DetectionMoment moment) = 0;
    virtual bool applies(int place) = 0;
    virtual PrepareAnswer prepare(int place) = 0;
    virtual std::optional<Happening> after(const QString &line) = 0;
    virtual bool restartWorks() { return true; }
    virtual bool restartNeeded() { return false; }
    // By how much somebody puts off the warning or countdown that goes on; asked until nobody does.
    virtual std::optional<qint64> putsOffBy() { return std::nullopt; } // milliseconds from its time on
};

// A world that does what it was told, and else lets every program return 0, no rule hold before and every rule after.
class Script final : public World
{
public:
    static constexpr int everyAttempt = 0;

    Script &returns(int place, ReturnCode code, int attempt = everyAttempt);
    Script &timesOut(int place, int attempt = everyAttempt);
    Script &cannotStart(int place, int attempt = everyAttempt);
    Script &holds(int place, DetectionMoment moment, bool value = true);
    Script &doesNotApply(int place);
    Script &waitsForUser(int place, int times);
    Script &cannotPrepare(int place);
    Script &restartsInVain();
    Script &needsRestart(int times = 1); // asked so often, it says yes
    Script &putsOff(int minutes);        // the next warning or countdown
    // At the first time that the line comes; again for the next time that it comes.
    Script &when(const QString &line, Happening happening);

    ProgramAnswer program(int place, int attempt) override;
    bool detects(int place, DetectionMoment moment) override;
    bool applies(int place) override { return !m_notApplicable.contains(place); }
    PrepareAnswer prepare(int place) override;
    std::optional<Happening> after(const QString &line) override;
    bool restartWorks() override { return m_restartWorks; }
    bool restartNeeded() override { return m_restartsNeeded-- > 0; }
    std::optional<qint64> putsOffBy() override;

private:
    Script &answer(int place, int attempt, ProgramAnswer answer);

    std::map<std::pair<int, int>, ProgramAnswer> m_programs;
    std::map<std::pair<int, DetectionMoment>, bool> m_rules;
    std::set<int> m_notApplicable;
    std::map<int, int> m_userWaits;
    std::set<int> m_cannotPrepare;
    std::vector<std::pair<QString, Happening>> m_happenings;
    bool m_restartWorks = true;
    int m_restartsNeeded = 0;
    std::vector<int> m_deferrals; // minutes
};

class Rehearsal
{
public:
    Rehearsal(const Plan &plan, World &world); // both are used, not owned

    // One run to its end; false when it has not ended after `maximumActions`.
    bool run(const RunStart &start = {}, int maximumActions = 10'000);

    QStringList log;
    SequenceState state;
    SequenceState disk; // as of the last save; what an agent that starts finds

    // "save runStarted | start 1 #1": how a log stands in a test.
    static QStringList lines(const char *text);

private:
    void perform(const Action &action);
    void save(const Action &action);
    void look(const Action &action);
    void prepare(const Action &action);
    void startProgram(const Action &action);
    void endProgram(const Action &action);
    void wait(const Action &action);
    bool choose(const Action &action);
    void restart();

    // Writes the line; true when what came after it ended the agent.
    bool note(const QString &line);
    void strike(Happening happening);
    void startAgent();
    void stopIfAsked();
    void tell(Event::Kind kind);
    void answer(bool holds);
    [[nodiscard]] Event event(Event::Kind kind) const;
    [[nodiscard]] const ItemState &item(int index) const { return state.items[static_cast<size_t>(index)]; }

    SequenceMachine m_machine;
    World &m_world;
    Instant m_now = defaultStart;
    quint64 m_boot = 1;
    std::optional<Event::Kind> m_stop;          // asked for by the line just written
    std::set<std::pair<int, int>> m_begun;      // item and attempt of every start of this run that truly began
    static constexpr Instant defaultStart = 1'000'000;
};

} // namespace seriatim::test

Q_DECLARE_METATYPE(seriatim::Plan)
Q_DECLARE_METATYPE(seriatim::test::Script)
