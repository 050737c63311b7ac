// EventQueue: the agent's status events on disk, each kept until the store has it (B40), and what was reported last,
// which outlives a damaged journal (B20). One line for each record in "<home>/Events/queue.jsonl", each with a checksum.
// One process and one thread at a time.
#pragma once

#include "engine/agent/eventlog.h"
#include "engine/base/result.h"
#include "engine/domain/statusevent.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <memory>
#include <vector>

namespace seriatim {

// An agent that cannot reach its store for very long must not fill the disk. Past this what programs printed goes first, then
// the oldest events that only tell how something went on, then the oldest others; takeDropNotice() says so.
inline constexpr qint64 maximumQueueBytes = qint64(64) << 20;

// Whether it only tells how something went on: that it began or waits, which later events tell too, or a detail.
[[nodiscard]] bool isVerbose(const StatusEvent &event);

class EventQueue
{
public:
    // `folder` is "<agent's home>/Events"; made when it is missing. Damaged lines are kept aside there.
    [[nodiscard]] static Result<std::unique_ptr<EventQueue>> open(const QString &folder, qint64 maximumBytes = maximumQueueBytes);

    // The queue as it stands on the disk, to be read only, while its agent may be writing it. Changes nothing there.
    [[nodiscard]] static Result<std::unique_ptr<const EventQueue>> look(const QString &folder);

    // What was wrong with the queue when it was opened, one sentence each; mostly empty.
    [[nodiscard]] const QStringList &remarks() const { return m_remarks; }

    // Gives each event its number. They are on the disk before it returns unless all are verbose: those a power cut may
    // take. One whose id is in the queue is left out. After an error none of them is in the queue.
    [[nodiscard]] Result<> append(StatusEvent event);
    [[nodiscard]] Result<> append(std::vector<StatusEvent> events);

    // Not acknowledged yet, oldest first. What is kept here is never pending.
    [[nodiscard]] std::vector<StatusEvent> pending(int atMost) const;
    [[nodiscard]] qint64 pendingCount() const { return static_cast<qint64>(m_entries.size()) - m_acknowledged; }
    // Whether the store has them or not, oldest first: as far back as they are kept.
    [[nodiscard]] std::vector<StatusEvent> problems() const;
    [[nodiscard]] Result<> acknowledge(const std::vector<EventId> &ids);
    // For a store that has lost what it had (an older copy was put in its place): everything that is known is pending again,
    // but for what is kept here.
    [[nodiscard]] Result<> forgetAcknowledgements();

    // What was dropped for want of room since this was asked last, as a sentence.
    [[nodiscard]] std::optional<QString> takeDropNotice();

    // The newest itemChanged event of every line item in that run, by place. Known of the newest run of each task,
    // acknowledged or not; of the 1,000 tasks that reported last.
    [[nodiscard]] std::vector<StatusEvent> reported(TaskId task, int run) const;
    // The newest event of that run that is about how the computer as a whole stands.
    [[nodiscard]] std::optional<StatusEvent> reportedComputer(TaskId task, int run) const;
    [[nodiscard]] int lastRun(TaskId task) const; // 0: none that is known
    // B7: the code of the success that was reported last of one of these line items, as far back as reports are kept.
    [[nodiscard]] std::optional<ReturnCode> reportedSuccess(const std::vector<LineItemId> &items) const;
    // Portal requests that were reported as ended, as far back as they are kept (B37).
    [[nodiscard]] std::vector<RequestId> endedRequests() const;

private:
    EventQueue(EventLog log, qint64 maximumBytes);
    [[nodiscard]] Result<> load();
    void take(const EventLog::Contents &contents);
    [[nodiscard]] Result<> readRecord(const QJsonObject &record);
    [[nodiscard]] bool worthCompacting() const;
    [[nodiscard]] Result<> compact();
    [[nodiscard]] Result<> makeRoom(qint64 bytes);
    void dropOutputs(qint64 bytes);
    void drop(qint64 bytes, bool onlyVerbose);
    [[nodiscard]] QSet<EventId> neededForReports() const;
    void add(StatusEvent event, bool acknowledged);

    EventLog m_log;
    qint64 m_maximumBytes;
    qint64 m_dropped = 0;
    Instant m_droppedFrom = 0; // the oldest of them
    bool m_outputsDropped = false;
    std::vector<StatusEvent> m_entries; // by number
    QHash<EventId, bool> m_known; // acknowledged or not
    qint64 m_nextNumber = 1;
    qint64 m_acknowledged = 0; // entries that the store has
    qint64 m_acknowledgedAfterCompaction = 0;
    QStringList m_remarks;
};

} // namespace seriatim
