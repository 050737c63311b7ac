// Agent: one start of the endpoint agent, from reading its memory to having nothing left to do, or to a restart.
// Blocking; one thread. Everything it uses is handed in and outlives it.
#pragma once

#include "engine/agent/diskpatience.h"
#include "engine/agent/endpoint.h"
#include "engine/agent/eventqueue.h"
#include "engine/agent/inbox.h"
#include "engine/agent/notices.h"
#include "engine/agent/logkeeper.h"
#include "engine/agent/senses.h"
#include "engine/agent/scheduleclock.h"
#include "engine/agent/sequencewalk.h"

#include <QDeadlineTimer>

#include <atomic>
#include <map>
#include <memory>

namespace seriatim {

// B27: start this task by hand; items before `fromPlace` keep their last result.
struct ManualRun {
    TaskId task;
    std::optional<int> fromPlace; // from 1
    bool begun = false;           // the run has been started, an agent that starts again only goes on with it
};

struct AgentOptions {
    bool once = false;                          // end when nothing is left to do now
    RestartMeans restartMeans = RestartMeans::simulated;
    int refreshMinutes = 60;                    // how often policies are fetched without a sign of change
    std::optional<PublicKey> trustedKey;        // of the store whose policies are taken; absent: of none
    bool allowUnsigned = false;                 // takes policies whoever wrote them
    AssumedSurroundings assumed;                // what a tester says instead of the system
    QString sharesFolder;                       // where network shares are mounted, as server/share; empty: nowhere
};

struct AgentEnvironment {
    AgentHome &home;
    const Computer &computer;
    PolicySource &source;
    EventSink &sink;
    ProgramRunner &runner;
    const Clock &clock;
    const std::atomic<bool> &stop; // ends the agent at the next status point
    ProgressListener progress;     // may be empty
    std::atomic<bool> *reload = nullptr; // set by others: fetch the policies now. May be null
    std::function<void(bool supervising)> supervising; // told when a program begins and ends to run; may be empty
    const EndpointSenses *senses = nullptr; // null: the system's, with what the options assume
};

struct AgentEnd {
    enum class Kind { nothingLeft, restart, stopped };
    Kind kind = Kind::nothingLeft;
    bool anyFailed = false; // a sequence ended in failure during this start
};

class Agent final : private WalkHost
{
public:
    Agent(AgentEnvironment environment, AgentOptions options, std::optional<ManualRun> &manual);
    ~Agent() override;

    [[nodiscard]] Result<AgentEnd> run();

private:
    // WalkHost
    Result<> saveJournal() override;
    Result<> insist(const std::function<Result<>()> &record) override { return m_patience.insist(record); }
    Policy checkPolicy() override;
    void beginsToRun(const QString &logFile) override;
    void hasRun() override;
    bool mustCutOff() override;
    bool mustYield() override;
    void logOffUsers() override;
    SessionState session() override;
    bool restartNeeded() override;
    bool mustStop() override;
    void progress(const QString &line) override;

    [[nodiscard]] const EndpointSenses &senses() const { return m_environment.senses ? *m_environment.senses : m_systemSenses; }
    [[nodiscard]] bool isReady(JournalSequence &record, const Action &action);
    void downloadAhead();
    [[nodiscard]] Result<> replaceJournal(); // once; saveJournal is patient
    void saveWhatIsNew();
    [[nodiscard]] Result<> wakeUp();
    [[nodiscard]] Result<> openJournal();
    [[nodiscard]] Result<Journal> readOwnJournal() const;
    [[nodiscard]] Result<> setJournalAside(const Error &why);
    void refreshPolicies();
    void takePolicies(const std::vector<QByteArray> &documents);
    struct Admitted {
        ClientPolicies policies;
        qint64 number = 0; // 0: unsigned
    };
    [[nodiscard]] Result<Admitted> admit(const QByteArray &document) const;
    [[nodiscard]] Result<PolicyIssue> checkSignature(const QByteArray &document) const;
    void refusePolicy(const QByteArray &document, const Error &why);
    void takeSequence(Admitted admitted);
    [[nodiscard]] JournalSequence recordFor(const ClientPolicies &policies) const;
    void recoverFromReports(JournalSequence &record, const Plan &plan) const;
    [[nodiscard]] std::vector<QByteArray> cachedPolicies() const;
    void cachePolicies() const;
    [[nodiscard]] bool takeCached(TaskId task);
    [[nodiscard]] Result<> resumeRecords();
    [[nodiscard]] Result<> endRecordsWithoutPolicy();
    [[nodiscard]] bool isSuperseded(const JournalSequence &record) const;

    [[nodiscard]] Result<> startManualRun();
    [[nodiscard]] Result<> runByHand(JournalSequence &record, std::optional<int> fromPlace);
    void abandonRun(JournalSequence &record);
    [[nodiscard]] Result<> startRun(JournalSequence &record, RunStart start);
    [[nodiscard]] Result<std::optional<AgentEnd>> recordWait(const JournalSequence &record);
    [[nodiscard]] Result<std::optional<AgentEnd>> workOn(JournalSequence &record);
    // What to work on now.
    struct Candidate {
        JournalSequence *record = nullptr;
        bool restartIsDue = false; // before everything else: people have been told when it comes
        bool byHand = false; // somebody waits for it
        int priority = 0;
        bool inProgress = false;
        [[nodiscard]] bool comesBefore(const Candidate &other) const;
    };
    [[nodiscard]] Result<Candidate> choose();
    [[nodiscard]] Result<std::optional<Candidate>> candidate(JournalSequence &record, std::optional<Instant> nextRestart);
    [[nodiscard]] std::optional<Instant> nextRestart() const;
    [[nodiscard]] bool fitsBeforeRestart(const JournalSequence &record, std::optional<Instant> nextRestart);
    [[nodiscard]] Result<JournalSequence *> pickNext();
    [[nodiscard]] Result<bool> becomesDue(JournalSequence &record);
    void lookForWithdrawal();

    // What people at the computer wish, and what they are told (agentwishes.cpp).
    enum class WishTime { betweenItems, whileRunning };
    bool takeWishes(WishTime when); // true: something has changed
    [[nodiscard]] Result<> takeWish(const ReceivedWish &received); // refused: it cannot be granted, and need not be asked again
    [[nodiscard]] Result<> startWished(JournalSequence &record, const ReceivedWish &received);
    [[nodiscard]] Result<> answerWarning(JournalSequence &record, const Wish &wish);
    void lookForAnswers();
    void noteWarning(const JournalSequence &record);
    void resumeWarnings();
    void noteAvailable(const JournalSequence &record, const Plan &plan);
    void noteEnd(const JournalSequence &record);

    void deleteUnusedPackages();
    [[nodiscard]] bool takeReload();
    [[nodiscard]] bool policiesMayHaveChanged();
    void wakeAt(Instant instant);
    [[nodiscard]] bool isManualDone() const;
    void sleep();
    [[nodiscard]] AgentEnd end(AgentEnd::Kind kind);
    [[nodiscard]] SequencePlan *planOf(TaskId task);

    AgentEnvironment m_environment;
    AgentOptions m_options;
    SystemSenses m_systemSenses;
    DiskPatience m_patience;
    std::optional<ManualRun> &m_manual;
    quint64 m_boot;
    Instant m_since;
    Instant m_nextRefresh = 0;
    std::optional<Instant> m_wake; // the earliest moment that something waits for
    Journal m_journal;
    bool m_journalIsBehind = false; // a policy has brought something that is not on the disk yet
    std::map<TaskId, std::unique_ptr<SequencePlan>> m_plans; // what the policies say now
    std::unique_ptr<EventQueue> m_queue;
    std::unique_ptr<StatusReporter> m_reporter;
    Inbox m_inbox;
    QDeadlineTimer m_nextInboxLook; // while a program runs
    std::unique_ptr<NoticeBoard> m_notices;
    std::map<TaskId, Notice> m_told; // of the warnings and countdowns that go on
    SoftwareDelivery m_delivery;
    LogKeeper m_logs;
    JournalSequence *m_walking = nullptr;
    std::unique_ptr<SequencePlan> m_withdrawnPlan; // of a sequence that was taken away while it is being walked
    std::vector<QByteArray> m_documents; // as they were fetched last
    std::map<TaskId, QByteArray> m_taken; // that the plans were made from
    std::map<TaskId, QString> m_refused; // policies that were refused, with the reason that was reported
    QString m_journalTrouble; // of a journal that had to be set aside; reported with the sequences
    bool m_anyFailed = false;
    bool m_policiesChanged = false;       // seen while a program ran; taken between two items
    struct Ahead { // a package that is fetched before its time
        int tries = 0;
        Instant next = 0;
        bool done = false;
    };
    std::map<LineItemId, Ahead> m_ahead;
    SessionState m_session = SessionState::attended; // as it was looked at last, for warnings and countdowns
    Instant m_nextSessionLook = 0;
    Instant m_nextLook = 0;               // for a withdrawal while a program runs
    Instant m_nextQuestion = 0;           // to the source while nothing is to be done
    std::optional<Instant> m_cutOffAt;    // the running program's task was withdrawn
};

// Starts an agent, and again after each simulated restart, until it has nothing left to do or is stopped.
// With RestartMeans::system it asks the system for the restart and ends.
[[nodiscard]] Result<AgentEnd> runAgent(const AgentEnvironment &environment, const AgentOptions &options,
                                        std::optional<ManualRun> manual);

} // namespace seriatim
