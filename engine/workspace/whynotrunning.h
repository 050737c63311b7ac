// Why a computer does not run a task's sequence now (B38, B39): one sentence with the rule and the value. What the computer
// itself said is quoted, with when; the store reasons only where the computer cannot have said anything: it never reported,
// knows an older revision, is not given the task, or has been silent. No rule is decided here: whether a schedule is due and
// what settings hold is asked where agents ask it.
#pragma once

#include "engine/store/computerlookup.h"
#include "engine/workspace/workspace.h"

#include <QTimeZone>

#include <memory>

namespace seriatim {

enum class NotRunningCause : quint8 {
    running,           // it does run
    restartPending,    // it goes on after a restart of the computer

    // The computer is not given the task.
    taskDisabled,
    notInCollections,
    notIssued,         // the store has no signed policy of this revision yet

    // The computer does not know of it.
    agentMissing,      // no agent on it has ever reported to this store
    policyNotPickedUp, // it knows an older revision, or none, or refused it
    agentSilent,       // its time has come, and the computer has not said that it began

    // It waits.
    schedule,
    validPeriod,       // not begun, or over
    window,
    download,
    package,
    user,              // somebody has to be logged on, or nobody
    deferral,          // people have been warned, or have put it off
    dependency,
    retry,
    waiting,           // for what the computer did not say
    anotherSequence,   // one runs at a time

    // It is over.
    done,              // `until`: when it runs again
    scheduleOver,      // no trigger comes any more
    withdrawn
};

[[nodiscard]] QString toWord(NotRunningCause cause); // lowerCamelCase: "policyNotPickedUp"
[[nodiscard]] QString toText(NotRunningCause cause); // for people, short: "policy not picked up"
[[nodiscard]] std::vector<NotRunningCause> allNotRunningCauses();

struct WhyNotRunning {
    QString computer; // as the store writes it
    NotRunningCause cause = NotRunningCause::waiting;
    QString sentence; // plain text for people; its times are in UTC
    std::optional<Instant> until;    // when that may change by itself, where a rule tells
    std::optional<Instant> reported; // when the computer said what is quoted; absent: the store says it
    [[nodiscard]] bool isRunning() const { return cause == NotRunningCause::running; }
    bool operator==(const WhyNotRunning &) const = default;
};

// What is the same for every computer of a task, read once.
class NotRunningReasons
{
public:
    // `task` as it is stored today; notFound where the store does not have it any more. `endpointZone` stands in for the
    // computers' own time zone, which the store does not know. The workspace outlives it; used in its thread.
    [[nodiscard]] static Result<NotRunningReasons> of(Workspace &workspace, const SequentialTask &task, Instant now,
                                                      const QTimeZone &endpointZone = QTimeZone::systemTimeZone());
    NotRunningReasons(NotRunningReasons &&) noexcept;
    NotRunningReasons &operator=(NotRunningReasons &&) noexcept;
    ~NotRunningReasons();

    // Of one computer, by name. A few rows of the store are read, however many computers there are. notFound where neither
    // the catalogue nor any report has such a computer.
    [[nodiscard]] Result<WhyNotRunning> on(const QString &computer);

    // Every computer that the task applies to or that reported on it, by name: what to page through with on(). Reads them all.
    [[nodiscard]] Result<QStringList> computers();

private:
    struct Task;
    explicit NotRunningReasons(std::unique_ptr<Task> task);
    std::unique_ptr<Task> m_task;
};

// Of one computer.
[[nodiscard]] Result<WhyNotRunning> whyNotRunning(Workspace &workspace, const SequentialTask &task, const QString &computer, Instant now);

} // namespace seriatim
