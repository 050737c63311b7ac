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

// An agent that cannot reach its store for very long must not fill the disk: no more is taken than this.
inline constexpr qint64 maximumQueueBytes = qint64(64) << 20;

class EventQueue
{
public:
    // `folder` is "<agent's home>/Events"; made when it is missing. Damaged lines are kept aside there.
    [[nodiscard]] static Result<std::unique_ptr<EventQueue>> open(const QString &folder);

    // What was wrong with the queue when it was opened, one sentence each; mostly empty.
    [[nodiscard]] const QStringList &remarks() const { return m_remarks; }

    // Gives each event its number and has all of them on the disk before it returns. One whose id is in the queue is
    // left out. After an error none of them is in the queue.
    [[nodiscard]] Result<> append(StatusEvent event);
    [[nodiscard]] Result<> append(std::vector<StatusEvent> events);

    // Not acknowledged yet, oldest first.
    [[nodiscard]] std::vector<StatusEvent> pending(int atMost) const;
    [[nodiscard]] Result<> acknowledge(const std::vector<EventId> &ids);

    // The newest itemChanged event of every line item in that run, by place. Known of the newest run of each task,
    // acknowledged or not; of the 1,000 tasks that reported last.
    [[nodiscard]] std::vector<StatusEvent> reported(TaskId task, int run) const;
    // The newest event of that run that is about the computer as a whole.
    [[nodiscard]] std::optional<StatusEvent> reportedComputer(TaskId task, int run) const;
    [[nodiscard]] int lastRun(TaskId task) const; // 0: none that is known

private:
    explicit EventQueue(EventLog log);
    [[nodiscard]] Result<> load();
    [[nodiscard]] Result<> readRecord(const QJsonObject &record);
    [[nodiscard]] bool worthCompacting() const;
    [[nodiscard]] Result<> compact();
    [[nodiscard]] QSet<EventId> neededForReports() const;
    void add(StatusEvent event, bool acknowledged);

    EventLog m_log;
    std::vector<StatusEvent> m_entries; // by number
    QHash<EventId, bool> m_known; // acknowledged or not
    qint64 m_nextNumber = 1;
    qint64 m_acknowledged = 0; // entries that the store has
    qint64 m_acknowledgedAfterCompaction = 0;
    QStringList m_remarks;
};

} // namespace seriatim
