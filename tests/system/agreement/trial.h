// Trial: the real agent over a random case, with the scenario's faults brought about on it, beside the simulation of the same.
#pragma once

#include "tests/support/binaries.h"
#include "tests/system/agreement/randomcase.h"

#include <QMap>

namespace seriatim::test {

// What a trial, or several, have seen on the agent's side.
struct Figures {
    int sequences = 0;
    int items = 0;
    int starts = 0;     // of the agent
    int attempts = 0;   // in last runs
    int executions = 0;
    int restarts = 0;
    int runs = 0;
    QMap<QString, int> struck; // "power-loss at running"
    QMap<QString, int> statuses; // of items
    Figures &operator+=(const Figures &other);
};

class Trial
{
public:
    explicit Trial(const RandomCase &of);
    ~Trial() { (void)endWhatIsLeft(); }

    // Where the agent and the simulation differ, one line each; empty where they agree.
    [[nodiscard]] QStringList differences();
    [[nodiscard]] const Figures &figures() const { return m_figures; }

private:
    struct Start { // of a program
        int run = 0;
        int item = 0;
        int attempt = 0;
        bool operator==(const Start &) const = default;
    };
    void writeProgram() const;
    void putStandInsFirst();
    [[nodiscard]] QByteArray strikes() const;
    [[nodiscard]] QByteArray answers() const;
    [[nodiscard]] int runOn(int day) const; // 0: none yet
    [[nodiscard]] bool runAgent();
    [[nodiscard]] bool runAgentToItsEnd(int day);
    [[nodiscard]] Outcome startAgent(int day) const;
    [[nodiscard]] bool goesOnLater();
    [[nodiscard]] bool waitsInVain() const;
    [[nodiscard]] bool endWhatIsLeft() const;
    [[nodiscard]] bool takeStrike();
    [[nodiscard]] bool takeRestart();
    void startComputerAnew() const;
    void arrangeRun(int run) const;
    void arrangeProof(const Start &start) const;
    void setFile(const QString &name, bool there) const;
    [[nodiscard]] int executions(int run, int item) const;
    [[nodiscard]] QList<Start> startsIn(const QString &file) const;
    [[nodiscard]] int restarts() const;
    [[nodiscard]] QStringList seen();
    [[nodiscard]] QStringList simulated();
    [[nodiscard]] QString homePath(const QString &name) const { return m_sandbox.home() + u'/' + name; }

    const RandomCase &m_case;
    Sandbox m_sandbox;
    QTemporaryDir m_standIns; // for what restarts the computer
    Figures m_figures;
    QString m_trouble;       // that ended the trial before its end
    qint64 m_clockOffset = 0; // seconds, on the first day
    int m_waits = 0;          // of the agent, on this day
    QJsonObject m_lastStatus;
    qsizetype m_strikesSeen = 0;
    qsizetype m_restartsAsked = 0;
};

} // namespace seriatim::test
