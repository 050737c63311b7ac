// The part of Agent that takes up what an earlier one left: programs that still run, and runs in progress.
#include "engine/agent/agent.h"

#include "engine/base/logging.h"

namespace seriatim {

// B19: whatever sequence it belongs to, also one that is in no policy any more or that a run by hand leaves alone: nothing
// starts beside it.
Result<> Agent::endLeftovers()
{
    if (auto ended = insistOnEnding([this] { return m_delivery.endLastProgram(); }, QStringLiteral("the program that was started last"), nullptr); !ended)
        return ended;
    for (const JournalSequence &record : m_journal.sequences) {
        const int index = record.state.current;
        if (index >= static_cast<int>(record.items.size()) || record.state.items[static_cast<size_t>(index)].status != ItemStatus::running)
            continue;
        if (auto ended = endLeftover(startIdentity(record, index)); !ended)
            return ended;
    }
    return Done{};
}

Result<> Agent::endLeftover(const StartIdentity &start)
{
    return insistOnEnding([&] { return m_delivery.endLeftover(start); }, QStringLiteral("'%1', item %2").arg(start.taskName).arg(start.place),
                          m_journal.find(start.task));
}

// What cannot be ended is waited for, and support staff see it beside the task's status.
Result<> Agent::insistOnEnding(const std::function<Result<int>()> &end, const QString &of, const JournalSequence *record)
{
    const PatienceWords words{QStringLiteral("It was left by %1. Nothing is started beside it.").arg(of),
                              QStringLiteral("what was left by %1 is gone; going on").arg(of)};
    bool reported = false;
    return m_patience.insist(
        [&]() -> Result<> {
            const Result<int> ended = end();
            if (ended && *ended > 0)
                progress(QStringLiteral("%1: was interrupted; ended %2 processes that it left behind").arg(of).arg(*ended));
            if (ended)
                return Done{};
            if (record && !std::exchange(reported, true)) {
                if (auto queued = m_reporter->reportProblem(*record, ended.error().message() + QStringLiteral(". ") + words.waiting); queued)
                    m_reporter->deliver(true);
            }
            return ended.error();
        },
        words);
}

// What the last agent was in the middle of.
Result<> Agent::resumeRecords()
{
    for (JournalSequence &record : m_journal.sequences) {
        if (m_manual && record.guid != m_manual->task)
            continue;
        const SequencePlan *plan = planOf(record.guid);
        if (plan && record.inProgress()) {
            resumeAfterAgentStart(plan->plan, record, m_delivery, m_environment.clock.now(), m_boot);
            progress(QStringLiteral("'%1': going on with run %2").arg(record.name).arg(record.state.run));
        }
        // A run that ended just before its agent died may not have been reported yet; saying it twice is no second event.
        if (plan && record.state.phase == Phase::finished) {
            if (auto reported = m_reporter->report(record, plan->plan, plan->words); !reported)
                return reported;
        }
        if (!m_journalTrouble.isEmpty() && plan) {
            if (auto reported = m_reporter->reportProblem(record, m_journalTrouble); !reported)
                return reported;
        }
    }
    return m_manual ? Result<>(Done{}) : endRecordsWithoutPolicy();
}

bool Agent::isSuperseded(const JournalSequence &record) const
{
    return std::ranges::any_of(m_plans, [&](const auto &plan) { return plan.second->policies.synch.taskName == record.name; });
}

// B26, B26a: what was taken away while no agent ran.
Result<> Agent::endRecordsWithoutPolicy()
{
    for (JournalSequence &record : m_journal.sequences) {
        if (!record.inProgress() || planOf(record.guid))
            continue;
        const int index = record.state.current;
        if (index < static_cast<int>(record.items.size()) && record.state.items[static_cast<size_t>(index)].status == ItemStatus::running)
            record.state.items[static_cast<size_t>(index)].status = ItemStatus::interrupted;
        record.state.pending = Pending::none;
        record.state.phase = Phase::finished;
        record.state.end = isSuperseded(record) ? RunEnd::superseded : RunEnd::withdrawn;
        record.ended = m_environment.clock.now();
        if (auto saved = saveJournal(); !saved)
            return saved;
        if (auto reported = m_reporter->reportStanding(record, ComputerStatus::withdrawn, WaitReason::none, explainComputer(record.state)); !reported)
            return reported;
    }
    return Done{};
}

} // namespace seriatim
