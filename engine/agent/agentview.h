// AgentView: what an agent's home says about its agent, for people to look at. Read without the home's lock and without
// changing anything in it, so also while the agent works and where there is no right to write.
#pragma once

#include "engine/agent/eventqueue.h"
#include "engine/agent/homefiles.h"
#include "engine/agent/inbox.h"
#include "engine/agent/journal.h"
#include "engine/agent/notices.h"
#include "engine/agent/sequencewalk.h"

#include <QDateTime>
#include <QElapsedTimer>

#include <functional>
#include <map>

namespace seriatim {

// The log that a start of a program has written; an empty path: there is none.
struct AgentLog {
    QString path;
    int run = 0;
    int attempt = 0;
    bool operator==(const AgentLog &) const = default;
};

struct AgentItemView {
    LineItemId guid;
    int place = 0;       // from 1
    QString program;     // "PACKAGE/PROGRAM"; empty where no policy names it
    ItemState state;
    WaitReason waitReason = WaitReason::none; // while it waits
    Instant started = 0; // 0: never
    Instant finished = 0;
    QString explanation; // B39; empty where no policy is at hand
    AgentLog log;        // of its last start
    bool operator==(const AgentItemView &) const = default;
};

// A warning or a restart countdown that goes on (B28), as people at the computer are to see it.
struct AgentWarningView {
    enum class For : quint8 { programs, restart };
    For what = For::programs;
    QString notice; // the id of its notice, for the answer; empty: none was left
    Instant until = 0;           // when it comes
    Instant deadline = 0;        // until when it can be put off
    bool deferred = false;       // `until` is what a person chose
    Instant unattendedSince = 0; // 0: somebody is there
    bool standsStill = false;    // nobody sees it, so its time does not run
    QStringList programs;        // that run then, or after the restart: "PACKAGE/PROGRAM"; empty where no policy names them
    int items = 0;               // how many those are
    qint64 estimated = 0;        // milliseconds in all; 0: not known
    bool mayRestart = false;     // one of them may restart the computer
    QString restartFor;          // For::restart: the program that needs it; empty: the computer needed one already
    bool operator==(const AgentWarningView &) const = default;
};

struct AgentSequenceView {
    TaskId guid;
    QString name;
    int revision = 0;
    int run = 0; // 0: never
    int restarts = 0;
    ComputerStatus status = ComputerStatus::waiting;
    WaitReason waitReason = WaitReason::none;
    Instant until = 0; // end of a wait or countdown; 0: none
    Instant started = 0;
    Instant ended = 0;
    bool policyAtHand = false; // names and sentences come from it
    QString explanation;
    std::optional<AgentWarningView> warning;
    std::vector<AgentItemView> items;
    bool operator==(const AgentSequenceView &) const = default;
};

struct AgentProblem {
    Instant time = 0;
    QString sentence;
    bool operator==(const AgentProblem &) const = default;
};

struct AgentView {
    enum class Memory {
        none,      // it has never worked on a sequence here
        read,
        unreadable // `memoryProblem` says why
    };

    QString folder;
    std::optional<AgentId> agent;
    QString computer;              // empty: not known yet
    std::optional<qint64> process; // of the agent that works in this home now
    Memory memory = Memory::none;
    QString memoryProblem;
    Instant changed = 0;              // when its memory was last written
    std::optional<bool> bootIsCurrent; // whether it has written since the computer started last; absent: no run yet
    std::vector<AgentSequenceView> sequences;

    Inbox::Rights wishes = Inbox::Rights::nothing; // what this user may ask of the agent
    std::vector<Notice> notices; // oldest first

    bool eventsHidden = false; // this user has no right to see them
    qint64 eventsWaiting = 0; // for the store
    Instant oldestEvent = 0;
    std::vector<AgentProblem> reported; // problems that its event queue still holds, oldest first
    QStringList setAside;  // files of damaged memories and events that were kept, full paths
    QStringList problems;  // what could not be read beside its memory, one sentence each

    bool operator==(const AgentView &) const = default;
};

// The document that a store has issued for a task: names and sentences for sequences whose policy is not in the home's
// cache, as a run by hand leaves them. Called in the thread that reads; after an error asked again the next time.
using IssuedDocuments = std::function<Result<std::optional<QByteArray>>(TaskId)>;

// Reads a home again and again, and only what has changed. One thread at a time.
class AgentViewReader
{
public:
    explicit AgentViewReader(const QString &folder, IssuedDocuments issued = {});

    // notFound: there is no such folder. invalidInput: it is no agent's home.
    [[nodiscard]] Result<AgentView> read();

private:
    struct Stamp {
        qint64 size = -1;
        QDateTime modified;
        bool operator==(const Stamp &) const = default;
    };
    struct CachedFile {
        Stamp stamp;
        std::vector<std::shared_ptr<SequencePlan>> plans;
        std::optional<DeliveryOptions> settings; // where it is the policy of agent settings
        QString problem;
    };
    struct IssuedPlan {
        int revision = -1; // that it was asked for
        std::shared_ptr<SequencePlan> plan;
    };

    [[nodiscard]] static Stamp stampOf(const QString &path);
    void readJournalInto(AgentView &view);
    void readPolicies(AgentView &view);
    [[nodiscard]] CachedFile readPolicyFile(const QString &path) const;
    void applySettings();
    void readEvents(AgentView &view);
    void readNoticesInto(AgentView &view);
    [[nodiscard]] bool isTimeToReadEvents() const;
    void listSetAside(AgentView &view) const;
    [[nodiscard]] AgentSequenceView viewOf(const JournalSequence &record, const std::vector<Notice> &notices);
    void explainIdle(AgentSequenceView &view) const;
    [[nodiscard]] std::shared_ptr<SequencePlan> planFor(const JournalSequence &record);
    [[nodiscard]] std::shared_ptr<SequencePlan> issuedPlanFor(const JournalSequence &record);

    HomeFiles m_files;
    IssuedDocuments m_issued;
    std::map<QString, CachedFile> m_policies; // by file name
    DeliveryOptions m_options;                // of the agent settings at hand (B28)
    std::map<TaskId, IssuedPlan> m_issuedPlans;
    Stamp m_eventStamp;
    QElapsedTimer m_eventsReadAt;
    qint64 m_eventsTookMs = 0;
    std::unique_ptr<const EventQueue> m_events;
    QString m_eventProblem;
    Stamp m_noticeStamp;
    std::vector<Notice> m_notices;
    QString m_noticeProblem;
};

// The end of a log, at most 64 KiB of whole lines.
struct LogEnd {
    QString text;
    qint64 size = 0;       // of the log
    bool isWhole = true;   // false: the beginning is left out
    bool operator==(const LogEnd &) const = default;
};
[[nodiscard]] Result<LogEnd> readLogEnd(const QString &path);

} // namespace seriatim
