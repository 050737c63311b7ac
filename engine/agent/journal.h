// Journal: synchronization.xml, the Task Synchronization agent's memory (B18, B20; formats.md). Replaced whole.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/ids.h"
#include "engine/sequence/state.h"

#include <deque>
#include <optional>
#include <vector>

namespace seriatim {

inline constexpr qint64 maximumJournalBytes = qint64(64) << 20;

struct JournalItem {
    explicit JournalItem(LineItemId itemGuid) : guid(itemGuid) {}
    LineItemId guid;
    Instant started = 0;  // 0: never
    Instant finished = 0;
    int packageTries = 0; // B30: how often its package was not available in a row
    QString problem;      // why it could not be started or looked at
    bool operator==(const JournalItem &) const = default;
};

// One sequential task's place on this computer. `state.items` and `items` go together.
struct JournalSequence {
    explicit JournalSequence(TaskId taskGuid) : guid(taskGuid) {}

    TaskId guid;
    QString name;
    int revision = 0;
    qint64 policyNumber = 0; // of its newest policy: an older one is not taken any more
    Instant knownSince = 0; // since when its policy, with its schedule as it is, is known
    QString scheduleMark;   // of the schedule that is known; see takeSchedule()
    QString takenWish; // the id of the wish that was taken last
    Instant started = 0; // of the last run
    Instant ended = 0;   // of the last run that ended
    SequenceState state;
    std::vector<JournalItem> items;
    std::vector<RequestId> requests; // portal requests that the run in progress, or the last one, answers (B37)
    bool keptHere = false;           // that run is not reported to the server: only the requests' end is

    bool operator==(const JournalSequence &) const = default;
    [[nodiscard]] bool inProgress() const { return state.phase != Phase::idle && state.phase != Phase::finished; }
};

struct Journal {
    std::optional<AgentId> agent; // whose memory it is; absent in those of older agents
    QString computer;
    std::vector<RequestId> answered; // by earlier runs, oldest first; the last so many
    std::deque<JournalSequence> sequences; // a deque, so that one may be added while another is being walked

    bool operator==(const Journal &) const = default;
    [[nodiscard]] JournalSequence *find(TaskId task);
    [[nodiscard]] const JournalSequence *find(TaskId task) const;

    [[nodiscard]] bool knows(LineItemId item) const;
    // Whether a run answers or has answered the request: none may start for it any more. A run that a newer order took the
    // place of has not (B26a).
    [[nodiscard]] bool hasTakenUp(RequestId request) const;
    // The record's requests go to those that were answered; a run that was superseded answered none.
    void closeRequests(JournalSequence &sequence);

    // B7: the code with which this computer has finished one of these line items successfully.
    [[nodiscard]] std::optional<ReturnCode> successOf(const std::vector<LineItemId> &ancestors) const;
};

[[nodiscard]] QByteArray writeJournal(const Journal &journal);

// Refuses what is damaged (checksum), foreign or of a newer version; never gives a part.
[[nodiscard]] Result<Journal> readJournal(const QByteArray &bytes, const QString &source);

} // namespace seriatim
