#include "tests/screenshots/agentexhibit.h"

#include "engine/agent/eventqueue.h"
#include "engine/agent/journal.h"
#include "engine/base/files.h"

namespace seriatim {

namespace {

constexpr int current = 2; // index of the line item that runs

JournalSequence recordOf(const SequentialTask &task)
{
    JournalSequence record(task.id);
    record.name = task.name;
    record.revision = task.revision;
    for (const LineItem &item : task.items)
        record.items.emplace_back(item.id);
    record.state.items.resize(record.items.size());
    return record;
}

JournalSequence inTheMiddle(const SequentialTask &task, quint64 boot, Instant now)
{
    JournalSequence record = recordOf(task);
    record.started = now - 11 * millisPerMinute;
    record.state.run = 1;
    record.state.restarts = 1;
    record.state.boot = record.state.startBoot = boot;
    record.state.phase = Phase::running;
    record.state.current = current;
    constexpr ReturnCode codes[]{3010, 0};
    for (int i = 0; i <= current; ++i) {
        const auto index = static_cast<size_t>(i);
        ItemState &state = record.state.items[index];
        state.attempts = state.executions = i == 1 ? 2 : 1;
        state.status = i == current ? ItemStatus::running : ItemStatus::succeeded;
        state.hasReturnCode = i < current;
        state.returnCode = state.hasReturnCode ? codes[index] : 0;
        record.items[index].started = record.started + i * 5 * millisPerMinute;
        record.items[index].finished = i < current ? record.items[index].started + 4 * millisPerMinute : 0;
    }
    return record;
}

Result<> writeLog(const AgentHome &home, const SequentialTask &task)
{
    if (auto made = makeFolder(home.logFolder(task.id)); !made)
        return made;
    return replaceFileAtomically(home.logFile(task.id, 1, current + 1, 1),
                                 "Windows Installer: patch2.msp\n"
                                 "  InstallValidate ... done\n"
                                 "  InstallFiles\n"
                                 "    recorder.exe 4.5.2 ... done\n"
                                 "    codecs.dll 4.5.2 ... done\n"
                                 "    database schema 41 -> 42 (this takes some minutes)\n");
}

Result<> report(const AgentHome &home, const JournalSequence &working, const JournalSequence &waiting, Instant now)
{
    auto queue = EventQueue::open(home.eventFolder());
    if (!queue)
        return queue.error();
    const auto event = [&](const JournalSequence &sequence, StatusEvent::Kind kind, Instant time, const QString &sentence) {
        StatusEvent made(EventId::mint(), home.agent(), sequence.guid);
        made.run = sequence.state.run;
        made.kind = kind;
        made.time = time;
        made.explanation = sentence;
        made.waitReason = sequence.state.run == 0 ? WaitReason::schedule : WaitReason::none;
        return made;
    };
    return (*queue)->append({event(waiting, StatusEvent::Kind::computerChanged, now - 12 * millisPerMinute,
                                   QStringLiteral("Waiting for its schedule: it comes at 2026-12-01 22:00:00 UTC.")),
                             event(working, StatusEvent::Kind::runStarted, working.started, {}),
                             event(working, StatusEvent::Kind::itemChanged, working.items[current].started, {}),
                             event(waiting, StatusEvent::Kind::problem, now - 2 * millisPerMinute,
                                   QStringLiteral("A policy was refused: policy '%1': its signature is not the store's.").arg(waiting.name))});
}

} // namespace

Result<> fillAgentHome(const AgentHome &home, const QString &computer, const SequentialTask &working, const SequentialTask &waiting)
{
    const Instant now = SystemClock().now();
    Journal journal;
    journal.agent = home.agent();
    journal.computer = computer;
    journal.sequences.push_back(inTheMiddle(working, home.boot(), now));
    journal.sequences.push_back(recordOf(waiting));
    if (auto written = replaceFileAtomically(home.journalFile(), writeJournal(journal)); !written)
        return written;
    if (auto logged = writeLog(home, working); !logged)
        return logged;
    return report(home, journal.sequences.front(), journal.sequences.back(), now);
}

Result<> fillWarnedHome(const AgentHome &home, const QString &computer, const SequentialTask &task, const WarnedExhibit &exhibit)
{
    const Instant now = SystemClock().now();
    Journal journal;
    journal.agent = home.agent();
    journal.computer = computer;
    JournalSequence &record = journal.sequences.emplace_back(exhibit.restart ? inTheMiddle(task, home.boot(), now) : recordOf(task));
    SequenceState &state = record.state;
    state.run = 1;
    state.boot = home.boot();
    record.started = now - 11 * millisPerMinute;
    if (exhibit.restart) {
        ItemState &ended = state.items[current];
        ended.status = ItemStatus::succeeded;
        ended.hasReturnCode = true;
        ended.returnCode = 3010;
        record.items[current].finished = now;
        state.pending = Pending::restart;
    } else {
        state.items.front().status = ItemStatus::waiting;
        state.waitReason = WaitReason::deferral;
    }
    state.phase = exhibit.restart ? Phase::countdown : Phase::warning;
    state.until = now + exhibit.minutes * millisPerMinute;
    state.deadline = now + exhibit.deadlineMinutes * millisPerMinute;
    state.deferred = !exhibit.restart && exhibit.minutes == exhibit.deadlineMinutes;
    return replaceFileAtomically(home.journalFile(), writeJournal(journal));
}

} // namespace seriatim
