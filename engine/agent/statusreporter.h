// StatusReporter: turns what changed in a sequence's state into status events, through the queue on disk to the store.
// Events have ids that follow from what they say, so that saying it again after a crash is no second event (B40).
#pragma once

#include "engine/agent/endpoint.h"
#include "engine/agent/eventqueue.h"
#include "engine/agent/journal.h"
#include "engine/sequence/explain.h"

#include <QHash>

namespace seriatim {

class StatusReporter
{
public:
    // All but the ids are used, not owned.
    StatusReporter(AgentId agent, QString computer, EventQueue &queue, EventSink &sink, const Clock &clock);

    // What is new since the last report of this sequence goes into the queue; ends and problems are on the disk when it
    // returns. `output` belongs to the current item. Call after the state is on disk; again after an error.
    [[nodiscard]] Result<> report(const JournalSequence &sequence, const Plan &plan, const std::vector<ItemWords> &words,
                                  const QString &output = {});

    // Something that support staff must know of, as one event.
    [[nodiscard]] Result<> reportProblem(const JournalSequence &sequence, const QString &sentence);

    // A sequence that waits for its schedule, or is in no policy any more.
    [[nodiscard]] Result<> reportStanding(const JournalSequence &sequence, ComputerStatus status, WaitReason reason,
                                          const QString &sentence);

    // Sends what is pending; false when the store could not be reached. At most about once a second unless `now`.
    bool deliver(bool now);

private:
    [[nodiscard]] Result<> deliverPending();
    [[nodiscard]] Result<> append(const JournalSequence &sequence, std::vector<StatusEvent> events);
    struct Reported {
        int run = -1;
        std::vector<QByteArray> items; // what was said of each item last
        QByteArray computer;
    };

    [[nodiscard]] Reported &lastReported(const JournalSequence &sequence);
    [[nodiscard]] StatusEvent event(const JournalSequence &sequence, StatusEvent::Kind kind, const QByteArray &saying) const;
    [[nodiscard]] StatusEvent itemEvent(const JournalSequence &sequence, size_t index, const QByteArray &saying) const;

    AgentId m_agent;
    QString m_computer;
    EventQueue &m_queue;
    EventSink &m_sink;
    const Clock &m_clock;
    Instant m_nextDelivery = 0;
    QHash<TaskId, Reported> m_reported;
};

} // namespace seriatim
