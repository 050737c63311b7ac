// Agent: one start of the endpoint agent, from reading its memory to having nothing left to do, or to a restart.
// Blocking; one thread. Everything it uses is handed in and outlives it.
#pragma once

#include "engine/agent/diskpatience.h"
#include "engine/agent/endpoint.h"
#include "engine/agent/eventqueue.h"
#include "engine/agent/heldsettings.h"
#include "engine/agent/inbox.h"
#include "engine/agent/notices.h"
#include "engine/agent/logkeeper.h"
#include "engine/agent/senses.h"
#include "engine/agent/scheduleclock.h"
#include "engine/agent/sequencewalk.h"

#include <QDeadlineTimer>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <set>

namespace seriatim {

// B27: start this task by hand; items before `fromPlace` keep their last result.
struct ManualRun {
    TaskId task;
    std::optional<int> fromPlace; // from 1
    bool begun = false;           // the run has been started, an agent that starts again only goes on with it
    bool byRequest = false;       // started for an approved request from the portal (B36), which has to be there
};

struct AgentOptions {
    bool once = false;                          // end when nothing is left to do now
    RestartMeans restartMeans = RestartMeans::simulated;
    std::optional<int> refreshMinutes;          // how often policies are fetched without a sign of change; absent: as the
                                                // agent settings say, else every hour
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
    std::function<void(bool supervising)> supervising = {}; // told when a program begins and ends to run; may be empty
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
    bool isTakenAway(bool again) override;
    bool mustYield() override;
    void logOffUsers() override;
    Result<> endLeftover(const StartIdentity &start) override;
    SessionState session() override;
    bool restartNeeded() override;
    bool mustStop() override;
    void progress(const QString &line) override;

    [[nodiscard]] const EndpointSenses &senses() const { return m_environment.senses ? *m_environment.senses : m_systemSenses; }
    [[nodiscard]] bool isReady(JournalSequence &record, const Action &action);
    void downloadAhead();
    [[nodiscard]] Result<> replaceJournal(); // once; saveJournal is patient
    [[nodiscard]] Result<> wakeUp();
    [[nodiscard]] Result<> openJournal();
    [[nodiscard]] Result<Journal> readOwnJournal() const;
    [[nodiscard]] Result<> setJournalAside(const Error &why);
    [[nodiscard]] qint64 refreshInterval() const;
    void planNextRefresh();
    bool refreshPolicies(); // whether they could be fetched
    void takePolicies(const std::vector<QByteArray> &documents);
    void applySettings(const QStringList &refused);
    void reportRefusedSettings(const JournalSequence &record);
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
    [[nodiscard]] std::vector<QByteArray> cachedPolicies(const QStringList &names = {QStringLiteral("*.xml")}) const;
    void cachePolicies() const;

    // Requests from the portal (agentgrants.cpp)
    void takeGrants(std::vector<PortalGrant> grants, std::set<TaskId> onlyByRequest);
    void takeCachedGrants();
    void cacheGrants() const;
    void publishRuns();
    void joinRun(JournalSequence &record);
    [[nodiscard]] std::vector<RequestId> waitingRequests(TaskId task) const; // those that no run answers
    void takeUpRequests(JournalSequence &record, const SequencePlan &plan);
    [[nodiscard]] std::optional<bool> dueByRequest(const JournalSequence &record) const; // absent: its schedule decides

    [[nodiscard]] bool takeCached(TaskId task);
    [[nodiscard]] Result<> endLeftovers();
    [[nodiscard]] Result<> insistOnEnding(const std::function<Result<int>()> &end, const QString &of, const JournalSequence *record);
    [[nodiscard]] Result<> settleRecords();
    void resumeRecords();
    [[nodiscard]] Result<> reportStandings();
    [[nodiscard]] Result<> endRecordsWithoutPolicy();
    [[nodiscard]] Result<> takeAway(JournalSequence &record);
    [[nodiscard]] Result<> reportTakenAway(const JournalSequence &record);
    [[nodiscard]] bool isKnownToBeGone(TaskId task) const;
    [[nodiscard]] bool isSuperseded(const JournalSequence &record) const;
    [[nodiscard]] bool waitsForPredecessor(const JournalSequence &record);
    void keepOutgoing(std::map<TaskId, std::unique_ptr<SequencePlan>> before, const std::map<TaskId, QByteArray> &documents);
    void bringBackOutgoing();
    void dropOutgoing();
    [[nodiscard]] Result<> forgetOldRecords();
    [[nodiscard]] std::vector<const JournalSequence *> recordsThatAreOver() const;

    [[nodiscard]] Result<> startManualRun();
    [[nodiscard]] Result<> runByHand(JournalSequence &record, std::optional<int> fromPlace);
    [[nodiscard]] Result<> abandonRun(JournalSequence &record);
    [[nodiscard]] Result<> startRun(JournalSequence &record, RunStart start);
    [[nodiscard]] std::optional<ReturnCode> carriedOver(const SynchTask &task) const;
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
    [[nodiscard]] std::optional<Instant> nextRestart();
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
    [[nodiscard]] ScheduleMoment scheduleMoment();
    [[nodiscard]] ClockStep nap(std::chrono::milliseconds length);
    [[nodiscard]] bool isManualDone() const;
    [[nodiscard]] bool logonHasCome();
    void sleep();
    [[nodiscard]] AgentEnd end(AgentEnd::Kind kind);
    [[nodiscard]] SequencePlan *planOf(TaskId task); // also of what is outgoing; null: no policy says what it is

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
    // Of a sequence in progress that is in no policy any more: it still has its current item, or its restart, to finish.
    struct Outgoing {
        std::unique_ptr<SequencePlan> plan;
        QByteArray document;
    };
    std::map<TaskId, Outgoing> m_outgoing;
    bool m_lookedForOutgoing = false; // among what earlier starts of this agent kept
    bool m_fetched = false;           // by this start: what is in no policy was taken away, and is not just unknown
    std::set<TaskId> m_mentioned;     // by policies that were refused: taken away they are not
    std::set<TaskId> m_unresumed;     // in progress since before this start, and without a policy so far
    FetchedPolicies m_lastFetched;
    std::vector<PortalGrant> m_grants;
    std::set<TaskId> m_onlyByRequest; // tasks that are not run by their schedule here
    std::map<TaskId, QByteArray> m_taken; // that the plans were made from
    HeldSettings m_settings;
    QString m_refusedSettings; // why settings were refused, as it was reported
    std::map<TaskId, QString> m_refused; // policies that were refused, with the reason that was reported
    QString m_journalTrouble; // of a journal that had to be set aside; reported with the sequences
    bool m_newRecords = false; // sequences or schedules that are not on disk yet
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
    Instant m_nextLogonLook = 0;
    bool m_someoneWasThere = false;
    bool m_lookAgain = false;             // the source did not answer the last look
    Instant m_nextLook = 0;               // for a withdrawal while a program runs
    Instant m_nextQuestion = 0;           // to the source while nothing is to be done
    std::optional<FetchedPolicies> m_seen; // policies that were looked at while something went on, not taken yet
    Policy m_seenStanding = Policy::same;          // of the walked sequence in them
    std::optional<Instant> m_cutOffAt;    // the running program's task was withdrawn
};

// Starts an agent, and again after each simulated restart, until it has nothing left to do or is stopped.
// With RestartMeans::system it asks the system for the restart and ends.
[[nodiscard]] Result<AgentEnd> runAgent(const AgentEnvironment &environment, const AgentOptions &options,
                                        std::optional<ManualRun> manual);

} // namespace seriatim
