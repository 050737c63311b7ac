// The part of Agent that speaks with people at the computer: takes their wishes (B27, B28) and leaves notices.
#include "engine/agent/agent.h"

#include "engine/agent/agentwarning.h"
#include "engine/base/logging.h"
#include "engine/base/text.h"

namespace seriatim {

namespace {

constexpr int lookWhileRunningMs = 2000;

QString programsInWords(QStringList names)
{
    constexpr qsizetype mostNamed = 5;
    if (names.size() > mostNamed) {
        const qsizetype more = names.size() - mostNamed;
        names.resize(mostNamed);
        names.append(QStringLiteral("%1 more").arg(more));
    }
    return names.isEmpty() ? QStringLiteral("its programs") : joinWords(names, QStringLiteral("and"));
}

// For people who have no right to read its policies.
void describe(const AgentWarningView &warning, Notice &notice)
{
    notice.text = notice.kind == Notice::Kind::warning
                      ? QStringLiteral("'%1' is about to run %2.").arg(notice.name, programsInWords(warning.programs))
                      : QStringLiteral("'%1' is about to restart this computer.").arg(notice.name);
    notice.programs = warning.programs.first(std::min(Notice::mostPrograms, warning.programs.size()));
    notice.items = warning.items;
    notice.estimated = warning.estimated;
    notice.mayRestart = warning.mayRestart;
    notice.restartFor = warning.restartFor;
}

Error refusal(const QString &detail)
{
    return {ErrorCode::refused, QString(), detail};
}

} // namespace

// What is not in the journal afterwards has not been taken: the wish stays where it is, and is looked at again.
bool Agent::takeWishes(WishTime when)
{
    bool changed = false;
    if (m_manual) // it knows one task only, and somebody waits for it
        return changed;
    for (const ReceivedWish &received : m_inbox.look()) {
        if (when == WishTime::whileRunning && received.wish.kind == Wish::Kind::runNow)
            continue; // it is the turn of that between two items
        const Result<> taken = takeWish(received);
        if (!taken && taken.error().code != ErrorCode::refused) {
            qCWarning(logAgent).noquote() << taken.error().message();
            break; // the disk refuses; the next ones would fare no better
        }
        if (!taken)
            qCWarning(logAgent).noquote() << QStringLiteral("wish of '%1' not taken: %2").arg(received.by, taken.error().detail);
        m_inbox.remove(received.id);
        changed = changed || taken.ok();
    }
    return changed;
}

Result<> Agent::takeWish(const ReceivedWish &received)
{
    JournalSequence *record = m_journal.find(received.wish.task);
    const SequencePlan *plan = planOf(received.wish.task);
    if (!record || !plan)
        return refusal(QStringLiteral("no policy of that task is here"));
    if (record->takenWish == received.id)
        return Done{}; // before this agent's predecessor died
    const JournalSequence before = *record;
    if (auto granted = received.wish.kind == Wish::Kind::runNow ? startWished(*record, received) : answerWarning(*record, received.wish); !granted) {
        *record = before;
        return granted;
    }
    record->takenWish = received.id;
    if (auto saved = replaceJournal(); !saved) {
        *record = before;
        return saved;
    }
    progress(QStringLiteral("'%1': %2 wished by '%3'").arg(record->name, toWord(received.wish.kind), received.by));
    if (received.wish.kind != Wish::Kind::runNow) { // a run reports its beginning itself
        if (auto reported = m_reporter->report(*record, plan->plan, plan->words); !reported)
            qCWarning(logAgent).noquote() << reported.error().message();
    }
    return Done{};
}

Result<> Agent::startWished(JournalSequence &record, const ReceivedWish &received)
{
    const std::optional<int> fromPlace = received.wish.fromPlace;
    if (!received.isPrivileged)
        return refusal(QStringLiteral("only root and the agent's own user may have a task run"));
    if (fromPlace && *fromPlace > static_cast<int>(record.items.size()))
        return refusal(QStringLiteral("'%1' has no item %2").arg(record.name).arg(*fromPlace));
    return runByHand(record, fromPlace);
}

Result<> Agent::answerWarning(JournalSequence &record, const Wish &wish)
{
    const Instant now = m_environment.clock.now();
    const auto told = m_told.find(record.guid);
    if (!isWarning(record.state))
        return refusal(QStringLiteral("nothing is being counted down for '%1'").arg(record.name));
    if (!wish.notice.isEmpty() && (told == m_told.end() || told->second.id != wish.notice))
        return refusal(QStringLiteral("it answers another warning than the one that goes on for '%1'").arg(record.name));
    if (wish.kind == Wish::Kind::putOff && wish.until <= now) // which would begin it at once
        return refusal(QStringLiteral("the time until which '%1' was to be put off has passed").arg(record.name));
    Event chose;
    chose.kind = Event::Kind::userChose;
    chose.time = now;
    chose.until = wish.kind == Wish::Kind::putOff ? wish.until : now;
    SequenceMachine(planOf(record.guid)->plan).apply(record.state, chose);
    return Done{};
}

// Warnings and countdowns of other sequences are answered while a program runs; its item is not touched.
void Agent::lookForAnswers()
{
    if (!m_nextInboxLook.hasExpired())
        return;
    m_nextInboxLook.setRemainingTime(lookWhileRunningMs);
    (void)takeWishes(WishTime::whileRunning);
}

// B28: a warning or countdown that begins is told of once, also where the agent dies and takes it up again.
void Agent::noteWarning(const JournalSequence &record)
{
    if (m_manual || !isWarning(record.state)) {
        m_told.erase(record.guid);
        return;
    }
    Notice notice(record.guid, record.state.phase == Phase::warning ? Notice::Kind::warning : Notice::Kind::restart);
    notice.time = m_environment.clock.now();
    notice.run = record.state.run;
    notice.place = record.state.current + 1;
    notice.name = record.name;
    const auto known = m_told.find(record.guid);
    if (known != m_told.end() && known->second.kind == notice.kind && known->second.run == notice.run && known->second.place == notice.place)
        return;
    describe(*warningOf(record, planOf(record.guid), {}), notice);
    notice.id = m_notices->add(notice);
    m_told.insert_or_assign(record.guid, notice);
}

// What the last agent has told of goes on.
void Agent::resumeWarnings()
{
    for (const JournalSequence &record : m_journal.sequences) {
        if (m_manual || !isWarning(record.state) || !planOf(record.guid))
            continue;
        const Notice::Kind kind = record.state.phase == Phase::warning ? Notice::Kind::warning : Notice::Kind::restart;
        if (const auto known = m_notices->find(record.guid, kind, record.state.run, record.state.current + 1))
            m_told.insert_or_assign(record.guid, *known);
        noteWarning(record);
    }
}

// B28: notify when available.
void Agent::noteAvailable(const JournalSequence &record, const Plan &plan)
{
    if (m_manual || !plan.notifyWhenAvailable || record.state.run > 0)
        return;
    Notice notice(record.guid, Notice::Kind::available);
    notice.time = m_environment.clock.now();
    notice.name = record.name;
    notice.text = QStringLiteral("'%1' is available on this computer.").arg(record.name);
    m_notices->announce(std::move(notice));
}

// How it ended, for those who have been told that it comes, or who wished it.
void Agent::noteEnd(const JournalSequence &record)
{
    if (m_manual || record.state.phase != Phase::finished || !(record.state.byHand || m_notices->wasTold(record.guid, record.state.run)))
        return;
    Notice notice(record.guid, Notice::Kind::ended);
    notice.time = m_environment.clock.now();
    notice.run = record.state.run;
    notice.name = record.name;
    notice.text = explainComputer(record.state);
    m_notices->add(std::move(notice));
}

} // namespace seriatim
