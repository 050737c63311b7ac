#include "engine/agent/eventqueue.h"

#include "engine/agent/eventjson.h"
#include "engine/base/logging.h"
#include "engine/base/text.h"

#include <QJsonArray>

#include <algorithm>
#include <map>

namespace seriatim {

namespace {

constexpr int tasksRemembered = 1000;
constexpr qint64 eventsNeededAtMost = 50'000; // what is kept for reports must leave room for what is new
constexpr qint64 idleEntriesBeforeCompaction = 512;
// Damaged lines may have held higher numbers than those that can still be read.
constexpr qint64 numbersSkippedAfterDamage = 1000;

const QString eventMember = QStringLiteral("event");
const QString acknowledgedMember = QStringLiteral("acknowledged"); // ids of earlier events
const QString doneMember = QStringLiteral("done");                 // beside an event: it was acknowledged before
const QString nextMember = QStringLiteral("nextNumber");

QJsonObject eventRecord(const StatusEvent &event, bool acknowledged)
{
    QJsonObject record{{eventMember, eventToJson(event)}};
    if (acknowledged)
        record.insert(doneMember, true);
    return record;
}

} // namespace

bool isVerbose(const StatusEvent &event)
{
    switch (event.kind) {
    case StatusEvent::Kind::itemChanged:
        return !isFinal(event.itemStatus);
    case StatusEvent::Kind::runStarted:
    case StatusEvent::Kind::computerChanged:
    case StatusEvent::Kind::detail:
    case StatusEvent::Kind::requestStarted:
        return true;
    case StatusEvent::Kind::runEnded:
    case StatusEvent::Kind::problem:
    case StatusEvent::Kind::requestEnded:
        return false;
    }
    Q_UNREACHABLE();
}

EventQueue::EventQueue(EventLog log, qint64 maximumBytes) : m_log(std::move(log)), m_maximumBytes(maximumBytes) {}

Result<std::unique_ptr<EventQueue>> EventQueue::open(const QString &folder, qint64 maximumBytes)
{
    std::unique_ptr<EventQueue> queue(new EventQueue(EventLog(folder), maximumBytes));
    if (const auto loaded = queue->load(); !loaded)
        return loaded.error();
    for (const QString &remark : queue->m_remarks)
        qCWarning(logAgent).noquote() << remark;
    return queue;
}

Result<std::unique_ptr<const EventQueue>> EventQueue::look(const QString &folder)
{
    std::unique_ptr<EventQueue> queue(new EventQueue(EventLog(folder), maximumQueueBytes));
    const Result<EventLog::Contents> contents = queue->m_log.look();
    if (!contents)
        return contents.error();
    queue->take(*contents);
    return std::unique_ptr<const EventQueue>(std::move(queue));
}

void EventQueue::take(const EventLog::Contents &contents)
{
    m_remarks = contents.remarks;
    for (const QJsonObject &record : contents.records) {
        if (const auto understood = readRecord(record); !understood)
            m_remarks.append(m_log.path() + QStringLiteral(": a record was left out: ") + understood.error().message());
    }
}

Result<> EventQueue::load()
{
    const Result<EventLog::Contents> contents = m_log.read();
    if (!contents)
        return contents.error();
    take(*contents);
    if (contents->damagedLines == 0)
        return Done{};
    m_nextNumber += numbersSkippedAfterDamage;
    return compact();
}

Result<> EventQueue::readRecord(const QJsonObject &record)
{
    m_nextNumber = std::max(m_nextNumber, record.value(nextMember).toInteger(1));
    for (const QJsonValue id : record.value(acknowledgedMember).toArray()) {
        const auto parsed = EventId::parse(id.toString());
        const auto known = parsed ? m_known.find(*parsed) : m_known.end();
        if (known == m_known.end() || *known)
            continue;
        *known = true;
        ++m_acknowledged;
    }
    if (!record.contains(eventMember))
        return Done{};
    Result<StatusEvent> event = eventFromJson(record.value(eventMember).toObject());
    if (!event)
        return event.error();
    m_nextNumber = std::max(m_nextNumber, event->number + 1);
    if (!m_known.contains(event->id))
        add(std::move(*event), record.value(doneMember).toBool());
    return Done{};
}

void EventQueue::add(StatusEvent event, bool acknowledged)
{
    m_known.insert(event.id, acknowledged);
    m_acknowledged += acknowledged ? 1 : 0;
    m_entries.push_back(std::move(event));
}

Result<> EventQueue::append(StatusEvent event)
{
    std::vector<StatusEvent> events;
    events.push_back(std::move(event));
    return append(std::move(events));
}

Result<> EventQueue::append(std::vector<StatusEvent> events)
{
    QSet<EventId> ids;
    std::erase_if(events, [&](const StatusEvent &event) {
        const bool twice = m_known.contains(event.id) || ids.contains(event.id);
        ids.insert(event.id);
        return twice;
    });
    if (events.empty())
        return Done{};
    std::vector<QJsonObject> records;
    qint64 number = m_nextNumber;
    for (StatusEvent &event : events) {
        event.number = number++;
        records.push_back(eventRecord(event, event.keptHere));
    }
    const qint64 bytes = EventLog::sizeOf(records);
    if (m_log.size() + bytes > m_maximumBytes) {
        if (auto made = makeRoom(bytes); !made)
            return made;
    }
    if (auto written = m_log.append(records, !std::ranges::all_of(events, isVerbose)); !written)
        return written;
    m_nextNumber = number;
    for (StatusEvent &event : events) {
        const bool keptHere = event.keptHere;
        add(std::move(event), keptHere);
    }
    return Done{};
}

std::vector<StatusEvent> EventQueue::pending(int atMost) const
{
    std::vector<StatusEvent> events;
    for (const StatusEvent &event : m_entries) {
        if (static_cast<int>(events.size()) >= atMost)
            break;
        if (!m_known.value(event.id))
            events.push_back(event);
    }
    return events;
}

std::vector<StatusEvent> EventQueue::problems() const
{
    std::vector<StatusEvent> found;
    std::ranges::copy_if(m_entries, std::back_inserter(found), [](const StatusEvent &event) { return event.kind == StatusEvent::Kind::problem; });
    return found;
}

Result<> EventQueue::acknowledge(const std::vector<EventId> &ids)
{
    QJsonArray names;
    std::vector<EventId> waiting;
    for (const EventId &id : ids) {
        const auto known = m_known.constFind(id);
        if (known == m_known.constEnd() || *known)
            continue;
        names.append(id.toString());
        waiting.push_back(id);
    }
    if (waiting.empty())
        return Done{};
    // Not flushed: an event that comes twice is applied once.
    if (auto written = m_log.append({QJsonObject{{acknowledgedMember, names}}}, false); !written)
        return written;
    for (const EventId &id : waiting) {
        bool &acknowledged = m_known[id];
        m_acknowledged += acknowledged ? 0 : 1;
        acknowledged = true;
    }
    return worthCompacting() ? compact() : Result<>(Done{});
}

Result<> EventQueue::forgetAcknowledgements()
{
    for (const StatusEvent &event : m_entries)
        m_known[event.id] = event.keptHere;
    m_acknowledged = std::ranges::count(m_known, true);
    return compact();
}

// Down to three quarters, so that a queue that is full is not written anew for every event.
Result<> EventQueue::makeRoom(qint64 bytes)
{
    const auto tooMuch = [&] { return m_log.size() + bytes - m_maximumBytes; };
    if (m_acknowledged > 0) {
        if (auto compacted = compact(); !compacted)
            return compacted;
    }
    if (tooMuch() > 0) {
        dropOutputs(tooMuch() + m_maximumBytes / 4);
        if (auto compacted = compact(); !compacted)
            return compacted;
    }
    for (const bool onlyVerbose : {true, false}) {
        if (tooMuch() <= 0)
            break;
        drop(tooMuch() + m_maximumBytes / 4, onlyVerbose);
        if (auto compacted = compact(); !compacted)
            return compacted;
    }
    return Done{};
}

// What programs printed is also in their logs; what became of them is not.
void EventQueue::dropOutputs(qint64 bytes)
{
    qint64 freed = 0;
    for (StatusEvent &event : m_entries) {
        if (freed >= bytes)
            return;
        if (event.output.isEmpty())
            continue;
        const qint64 before = EventLog::sizeOf({eventRecord(event, false)});
        event.output = QStringLiteral("(left out: the store could not be reached for long; see the log on the computer)");
        freed += before - EventLog::sizeOf({eventRecord(event, false)});
        m_outputsDropped = true;
    }
}

// The oldest first. What was reported last of each line item stays: it outlives a damaged journal (B20).
void EventQueue::drop(qint64 bytes, bool onlyVerbose)
{
    const QSet<EventId> needed = neededForReports();
    qint64 freed = 0;
    std::erase_if(m_entries, [&](const StatusEvent &event) {
        const bool isAwaited = event.kind == StatusEvent::Kind::requestEnded && !m_known.value(event.id); // somebody waits for it, and nothing else says it
        if (freed >= bytes || isAwaited || needed.contains(event.id) || (onlyVerbose && !isVerbose(event)))
            return false;
        freed += EventLog::sizeOf({eventRecord(event, false)});
        m_acknowledged -= m_known.take(event.id) ? 1 : 0;
        m_droppedFrom = m_dropped == 0 ? event.time : std::min(m_droppedFrom, event.time);
        ++m_dropped;
        return true;
    });
}

std::optional<QString> EventQueue::takeDropNotice()
{
    if (m_dropped == 0 && std::exchange(m_outputsDropped, false)) {
        return QStringLiteral("What programs printed was left out of status events: the store could not be reached for so long that they "
                              "filled the %1 MiB kept for them. It is in the logs on this computer.").arg(m_maximumBytes >> 20);
    }
    if (m_dropped == 0)
        return std::nullopt;
    const QString notice = QStringLiteral("%1 status events from %2 UTC on were dropped: the store could not be reached for so "
                                          "long that they filled the %3 MiB kept for them.")
                               .arg(m_dropped)
                               .arg(formatInstant(m_droppedFrom))
                               .arg(m_maximumBytes >> 20);
    m_dropped = 0;
    return notice;
}

// What stays for reports is in the count too: with many tasks it is the half that lets the other half go.
bool EventQueue::worthCompacting() const
{
    if (m_acknowledged < idleEntriesBeforeCompaction || m_acknowledged < m_acknowledgedAfterCompaction * 2)
        return false;
    return m_acknowledged * 2 >= static_cast<qint64>(m_entries.size());
}

QSet<EventId> EventQueue::neededForReports() const
{
    struct Newest {
        int run = 0;
        std::map<std::optional<LineItemId>, EventId> events; // without an item: any event, so that the run is known
    };
    QHash<TaskId, Newest> tasks;
    qint64 count = 0;
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend() && count < eventsNeededAtMost; ++entry) {
        const StatusEvent &event = *entry;
        if (isAboutRequest(event) || (!tasks.contains(event.task) && tasks.size() >= tasksRemembered))
            continue;
        Newest &newest = tasks[event.task];
        if (event.run > newest.run)
            newest = {event.run, {}};
        const bool isOfItem = event.kind == StatusEvent::Kind::itemChanged;
        if (event.run == newest.run && (isOfItem || tellsOfTheRun(event.kind)))
            count += newest.events.emplace(isOfItem ? event.item : std::nullopt, event.id).second ? 1 : 0;
    }
    QSet<EventId> needed;
    for (const Newest &newest : std::as_const(tasks)) {
        for (const auto &[item, id] : newest.events)
            needed.insert(id);
    }
    return needed;
}

Result<> EventQueue::compact()
{
    const QSet<EventId> needed = neededForReports();
    std::vector<StatusEvent> kept;
    std::vector<QJsonObject> records{QJsonObject{{nextMember, m_nextNumber}}};
    QHash<EventId, bool> known;
    for (const StatusEvent &event : m_entries) {
        const bool acknowledged = m_known.value(event.id);
        if (acknowledged && !needed.contains(event.id))
            continue;
        kept.push_back(event);
        if (acknowledged)
            kept.back().output.clear(); // the store has it
        known.insert(event.id, acknowledged);
        records.push_back(eventRecord(kept.back(), acknowledged));
    }
    if (auto replaced = m_log.replace(records); !replaced)
        return replaced;
    m_entries = std::move(kept);
    m_known = std::move(known);
    m_acknowledged = std::ranges::count(m_known, true);
    m_acknowledgedAfterCompaction = m_acknowledged;
    return Done{};
}

std::optional<StatusEvent> EventQueue::reportedComputer(TaskId task, int run) const
{
    const auto newest = std::find_if(m_entries.rbegin(), m_entries.rend(), [&](const StatusEvent &event) {
        return event.task == task && event.run == run && tellsOfTheRun(event.kind);
    });
    return newest == m_entries.rend() ? std::nullopt : std::optional(*newest);
}

std::vector<StatusEvent> EventQueue::reported(TaskId task, int run) const
{
    std::vector<StatusEvent> newest;
    QSet<LineItemId> seen;
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
        const StatusEvent &event = *entry;
        if (!(event.task == task) || event.run != run || event.kind != StatusEvent::Kind::itemChanged || !event.item
            || seen.contains(*event.item)) {
            continue;
        }
        seen.insert(*event.item);
        newest.push_back(event);
    }
    std::ranges::stable_sort(newest, {}, &StatusEvent::place);
    return newest;
}

std::optional<ReturnCode> EventQueue::reportedSuccess(const std::vector<LineItemId> &items) const
{
    QSet<LineItemId> open(items.begin(), items.end());
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend() && !open.isEmpty(); ++entry) {
        if (entry->kind != StatusEvent::Kind::itemChanged || !entry->item || !open.remove(*entry->item))
            continue; // only the newest of each says how it stands
        if (isSuccess(entry->itemStatus) && entry->returnCode)
            return entry->returnCode;
    }
    return std::nullopt;
}

int EventQueue::lastRun(TaskId task) const
{
    int run = 0;
    for (const StatusEvent &event : m_entries) {
        if (event.task == task)
            run = std::max(run, event.run);
    }
    return run;
}

std::vector<RequestId> EventQueue::endedRequests() const
{
    std::vector<RequestId> ended;
    for (const StatusEvent &event : m_entries) {
        if (event.kind == StatusEvent::Kind::requestEnded && event.request)
            ended.push_back(*event.request);
    }
    return ended;
}

} // namespace seriatim
