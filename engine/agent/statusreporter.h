// StatusReporter: turns what changed in a sequence's state into status events, through the queue on disk to the store.
// Events have ids that follow from what they say, so that saying it again after a crash is no second event (B40).
//
// What is reported (B28): starts and ends of runs, every change of an item (starts, waits, ends) and of the computer, and
// problems. The output of a program that did not succeed comes along, of one that did its last few lines. With verbose status
// events (Plan::verboseStatus) a success' whole output too, and details. Of an item whose package reports no status events
// (PlanItem::endsOnly) ends are reported and nothing else.
#pragma once

#include "engine/agent/endpoint.h"
#include "engine/agent/eventqueue.h"
#include "engine/agent/journal.h"
#include "engine/sequence/explain.h"

#include <QHash>
#include <QSet>

namespace seriatim {

// Of the output of a program that succeeded, unless verbose status events are wanted.
inline constexpr qsizetype briefOutputLength = 2'000;

class StatusReporter
{
public:
    // All but the ids are used, not owned.
    StatusReporter(AgentId agent, QString computer, EventQueue &queue, EventSink &sink, const Clock &clock);

    // What is new since the last report of this sequence goes into the queue; ends and problems are on the disk when it
    // returns. `output` belongs to the current item. Call after the state is on disk; again after an error.
    [[nodiscard]] Result<> report(const JournalSequence &sequence, const Plan &plan, const std::vector<ItemWords> &words,
                                  const QString &output = {});

    // Something on the way of an item, as one event, where it is wanted: see above.
    [[nodiscard]] Result<> reportDetail(const JournalSequence &sequence, const Plan &plan, int index, const QString &sentence);

    // Something that support staff must know of, as one event.
    [[nodiscard]] Result<> reportProblem(const JournalSequence &sequence, const QString &sentence);

    // B37: that portal requests are answered and have been, where a sequence is in no policy any more.
    [[nodiscard]] Result<> reportRequests(const JournalSequence &sequence);

    // Everything of this sequence's run is news again: it was kept here, and the server may know of it from now on.
    void publish(TaskId task);

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
        std::vector<RequestId> started; // portal requests that were said to be answered, and to have been
        std::vector<RequestId> ended;
    };

    [[nodiscard]] Reported &lastReported(const JournalSequence &sequence);
    [[nodiscard]] StatusEvent event(const JournalSequence &sequence, StatusEvent::Kind kind, const QByteArray &saying) const;
    [[nodiscard]] static QString wantedOutput(const Plan &plan, ItemStatus status, const QString &output);
    [[nodiscard]] StatusEvent requestEvent(const JournalSequence &sequence, StatusEvent::Kind kind, RequestId request) const;
    void addRequestEvents(const JournalSequence &sequence, Reported &said, std::vector<StatusEvent> &events) const;
    [[nodiscard]] StatusEvent itemEvent(const JournalSequence &sequence, size_t index, const QByteArray &saying) const;

    AgentId m_agent;
    QString m_computer;
    EventQueue &m_queue;
    EventSink &m_sink;
    const Clock &m_clock;
    Instant m_nextDelivery = 0;
    QHash<TaskId, Reported> m_reported;
    QSet<TaskId> m_published; // their runs begin anew for the server
};

} // namespace seriatim
