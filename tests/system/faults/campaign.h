// One sequence with real programs that is struck again and again: an agent is killed, or the disk below it fails, at a
// chosen moment; then it is continued to its end, and the programs' own record and the store's status are compared with
// what the rules promise (B18, B19, B20, B40).
#pragma once

#include "tests/support/binaries.h"

#include <QHash>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace seriatim::test {

struct CampaignItem {
    Step step;
    QString status;  // at the end, when it is struck at most once
    int runs = 1;    // how often its program runs when nothing strikes; 0: never
};

// What strikes. Empty: nothing.
struct Strike {
    QString fault;                            // "kill@17", see faultshim.c
    std::optional<qint64> killAfterMicroseconds; // SIGKILL from outside
    bool powerCut = false; // what ran goes with the agent, and the computer starts anew
};

class Campaign
{
public:
    // Makes the store once; every trial works on a copy of its own, in memory where the system has a folder for that.
    explicit Campaign(const QList<CampaignItem> &items);

    // How many calls below the agent can be struck in an undisturbed run, and how long that takes.
    [[nodiscard]] int calls() const { return m_calls; }
    [[nodiscard]] const QByteArrayList &callLog() const { return m_callLog; } // "17 rename /…/synchronization.xml"
    [[nodiscard]] qint64 microseconds() const { return m_microseconds; }

    // What broke a promise; empty when all held. Each strike hits one start of the agent, then it is let finish.
    [[nodiscard]] QString trial(const QList<Strike> &strikes) const;

private:
    struct Desk;
    [[nodiscard]] Outcome start(const Desk &desk, const Strike &strike) const;
    [[nodiscard]] QString verify(const Desk &desk, int strikes, const QByteArray &said) const;

    QList<CampaignItem> m_items;
    Sandbox m_sandbox;
    int m_calls = 0;
    QByteArrayList m_callLog;
    qint64 m_microseconds = 0;
};

} // namespace seriatim::test
