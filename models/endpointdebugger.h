// EndpointDebugger: a debugging session with its branches, in the terms of the console: what an agent would show, its memory
// and its disk as synchronization.xml, and why things are as they are. A simulation: nothing runs (B41).
#pragma once

#include "engine/agent/agentview.h"
#include "engine/simulation/debugsession.h"
#include "engine/workspace/preparedsimulation.h"
#include "models/debugstepsmodel.h"

#include <QObject>

namespace seriatim {

class EndpointDebugger : public QObject
{
    Q_OBJECT

public:
    // The computer of that number in the prepared simulation.
    EndpointDebugger(std::shared_ptr<const PreparedSimulation> prepared, int computer, AgentProfile profile, QObject *parent = nullptr);

    [[nodiscard]] const DebugSession &session() const { return *m_branches[m_current].session; }
    [[nodiscard]] DebugStepsModel &steps() { return m_steps; }
    [[nodiscard]] QString taskName() const { return m_prepared->task().name; }
    [[nodiscard]] const QString &computerName() const { return session().facts().name; }
    [[nodiscard]] const QStringList &programNames() const { return m_prepared->programNames(); }

    // Each change of what was done lives on in a branch of its own.
    [[nodiscard]] QStringList branchNames() const;
    [[nodiscard]] int currentBranch() const { return static_cast<int>(m_current); }
    void chooseBranch(int branch);
    void fork();

    void step();
    void stepBack();
    void goTo(int position);
    void runToBreakpoint();
    void runToNextItem();
    void runToEnd();
    void runToFault(); // to right after the next one
    void strike(FaultKind fault);
    void strikeAfterExit(FaultKind fault);
    // Of the program that starts next; nothing: what the scenario says.
    void setNextReturnCode(std::optional<ReturnCode> code);
    void setBreakpoint(int item, bool set);

    // What was done up to this moment as a file that `seriatimctl test` goes through again. Called in another thread.
    using Export = std::function<Result<QByteArray>(Workspace &)>;
    [[nodiscard]] Export exporter() const;

    [[nodiscard]] QString nextSentence() const;
    [[nodiscard]] QString why() const; // things are as they are, of the whole run
    [[nodiscard]] QString why(int item) const;
    [[nodiscard]] AgentSequenceView view() const; // what the agent's own window would show
    [[nodiscard]] QString memoryText() const;
    [[nodiscard]] QString diskText() const;
    // A result is in memory that a loss of power now would take.
    [[nodiscard]] bool wouldLose() const;

Q_SIGNALS:
    void moved();           // another moment, or another way to it
    void branchesChanged();

private:
    struct Branch {
        QString name;
        std::unique_ptr<DebugSession> session;
    };

    [[nodiscard]] DebugSession &now() { return *m_branches[m_current].session; }
    void branchOffInThePast();
    void addBranch();
    void announce();
    [[nodiscard]] QString journalText(const SequenceState &state, int steps) const;
    [[nodiscard]] JournalSequence recordOf(const SequenceState &state, int steps) const;

    std::shared_ptr<const PreparedSimulation> m_prepared;
    int m_computer;
    std::vector<Branch> m_branches;
    size_t m_current = 0;
    int m_made = 1;
    DebugStepsModel m_steps;
};

} // namespace seriatim
