// SequenceWalk: the Task Synchronization agent. Walks one sequence on this computer by doing what the machine says.
#pragma once

#include "engine/agent/journal.h"
#include "engine/agent/softwaredelivery.h"
#include "engine/agent/statusreporter.h"
#include "engine/sequence/machine.h"

namespace seriatim {

// What a walk needs of its agent.
class WalkHost
{
public:
    virtual ~WalkHost() = default;

    // Puts the whole journal on disk. An error stops the walk before anything that could not be recorded (B18).
    [[nodiscard]] virtual Result<> saveJournal() = 0;

    // Does again what the disk refuses, as long as this agent is patient.
    [[nodiscard]] virtual Result<> insist(const std::function<Result<>()> &record) = 0;

    enum class Policy { same, withdrawn, superseded };
    // Asked between line items (B26, B26a); may replace the plan that the walk was given by a newer revision.
    [[nodiscard]] virtual Policy checkPolicy() = 0;

    // A program is about to run, and to print to this log.
    virtual void beginsToRun(const QString &logFile) = 0;
    virtual void hasRun() = 0;

    // Asked several times a second while a program runs. True: its task was withdrawn, and the time that it had left to
    // come to an end by itself is over.
    [[nodiscard]] virtual bool mustCutOff() = 0;

    // Asked while an item is made ready, often, and once more before its program starts (`again`: at once, whenever it was
    // asked last). True: the sequence is in no policy any more, and checkPolicy() says why.
    [[nodiscard]] virtual bool isTakenAway(bool again) = 0;

    // Asked between line items: another sequence has to come first.
    [[nodiscard]] virtual bool mustYield() = 0;

    virtual void logOffUsers() = 0; // B17

    // B28
    [[nodiscard]] virtual SessionState session() = 0;
    [[nodiscard]] virtual bool restartNeeded() = 0;

    // Ends what an interrupted start left behind, and does not return before it is gone but with an error: nothing may be
    // started beside it (B19).
    [[nodiscard]] virtual Result<> endLeftover(const StartIdentity &start) = 0;

    // The agent was asked to end: stop at this status point.
    [[nodiscard]] virtual bool mustStop() = 0;
    virtual void progress(const QString &line) = 0;
};

// One sequence as the agent holds it: its policies and what they compile to. `options` are the agent settings', which hold
// where the task overrides nothing (B28).
struct SequencePlan {
    SequencePlan(ClientPolicies clientPolicies, const DeliveryOptions &options);
    void recallProblems(const JournalSequence &record); // that an earlier agent may not have come to report
    ClientPolicies policies;
    DeliveryOptions agentOptions;
    Plan plan;
    std::vector<ItemWords> words;
};

class SequenceWalk
{
public:
    enum class Outcome {
        finished,         // the run has ended
        waiting,          // until the record's state.until
        yielded,          // another sequence comes first; goes on later
        restartRequested, // the agent has to end; the next one, after a restart, goes on
        stopped           // mustStop()
    };

    // All are used, not owned. `plan` may be replaced between items by host.checkPolicy().
    SequenceWalk(SequencePlan &plan, JournalSequence &record, SoftwareDelivery &delivery, StatusReporter &reporter,
                 WalkHost &host, const Clock &clock, RestartMeans restartMeans);

    // Goes on from wherever the record stands until one of the outcomes. An error means that nothing may go on until
    // the disk takes the journal again.
    [[nodiscard]] Result<Outcome> walk();

private:
    [[nodiscard]] Result<std::optional<Outcome>> perform(const Action &action);
    [[nodiscard]] Result<std::optional<Outcome>> save(const Action &action);
    [[nodiscard]] bool askForPolicy();
    [[nodiscard]] std::optional<Outcome> pauseAfter(const Action &action);
    [[nodiscard]] std::optional<Outcome> wait(const Action &action);
    void evaluate(const Action &action);
    void prepare(int index);
    void takePreparation(int index, const Preparation &preparation);
    [[nodiscard]] Result<> startProgram(const Action &action);
    void takeEnd(const ProgramEnd &end);
    void endWhatIsLeft();
    void say(const Action &action);
    void tellDetail(int index, const QString &sentence);

    [[nodiscard]] Event event(Event::Kind kind) const;
    void tell(Event::Kind kind);
    void apply(const Event &event);
    [[nodiscard]] const DeliveryPolicy *delivery(int index) const;
    [[nodiscard]] StartIdentity identity(int index) const;
    [[nodiscard]] JournalItem &item(int index) { return m_record.items[static_cast<size_t>(index)]; }

    SequencePlan &m_plan;
    JournalSequence &m_record;
    SoftwareDelivery &m_delivery;
    StatusReporter &m_reporter;
    WalkHost &m_host;
    const Clock &m_clock;
    RestartMeans m_restartMeans;
    QString m_output; // what the current item's program printed last
};

// Which start the item at this index is in, or was last.
[[nodiscard]] StartIdentity startIdentity(const JournalSequence &record, int index);

// Whether anybody sees the warning or the countdown that goes on (B28).
void tellSession(const Plan &plan, JournalSequence &record, SessionState session, Instant now);

// The walk of one sequence as it is found by an agent that starts: applies agentStarted (B19, B19a).
void resumeAfterAgentStart(const Plan &plan, JournalSequence &record, const SoftwareDelivery &delivery, Instant now, quint64 boot);

} // namespace seriatim
