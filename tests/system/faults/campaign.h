// Sequences with real programs that are struck again and again: an agent is killed, or the disk below it fails, at a
// chosen moment; then they are continued to their end, and the programs' own record and the store's status are compared with
// what the rules promise (B18, B19, B20, B26, B40).
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
    QString orStatus = {}; // that a strike may give it instead, where its task is taken away or changed meanwhile
};

// Its programs may change other tasks: $CTL is seriatimctl, $STORE the store, and `noted` begins each.
struct CampaignTask {
    QString name;
    QList<CampaignItem> items;
    QList<Step> gone = {};  // at the end of its order, and taken out of it by a program of the campaign; never run
    QString status = QStringLiteral("succeeded"); // on the computer at the end
    QString settings = {};  // further attributes and elements of <SequentialTask>: "enabled=…>…"
};

// Adds the name to `ran`, and to `beside` where the program that began before it is still at work.
[[nodiscard]] QString noted(const QString &name, const QString &then = {});

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
    explicit Campaign(const QList<CampaignTask> &tasks);

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
    [[nodiscard]] QStringList verifyTask(const Desk &desk, const CampaignTask &task, int strikes, const QHash<QString, int> &ran) const;
    void measure();

    QList<CampaignTask> m_tasks;
    Sandbox m_sandbox;
    int m_calls = 0;
    QByteArrayList m_callLog;
    qint64 m_microseconds = 0;
};

} // namespace seriatim::test
