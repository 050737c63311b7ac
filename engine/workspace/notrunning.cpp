#include "engine/workspace/notrunning_p.h"

#include "engine/agent/scheduleclock.h"
#include "engine/base/text.h"
#include "engine/sequence/readiness.h"

#include <algorithm>

namespace seriatim::notrunning {

namespace {

using Cause = NotRunningCause;

QString at(Instant instant)
{
    return formatInstant(instant) + QStringLiteral(" UTC");
}

QString minutes(int count)
{
    return count == 1 ? QStringLiteral("every minute") : QStringLiteral("every %1 minutes").arg(count);
}

QString bare(QString sentence)
{
    while (sentence.endsWith(u'.'))
        sentence.chop(1);
    return sentence;
}

bool runs(ComputerStatus status)
{
    return status == ComputerStatus::running || status == ComputerStatus::restartPending;
}

bool hasEnded(ComputerStatus status)
{
    return status == ComputerStatus::succeeded || status == ComputerStatus::failed;
}

QString triggersInWords(const Schedule &schedule)
{
    QStringList words;
    for (const Trigger &trigger : schedule.triggers) {
        if (!trigger.disabled)
            words.append(trigger.description.isEmpty() ? describeTrigger(trigger) : trigger.description);
    }
    return joinWords(words, QStringLiteral("or"));
}

QString wallTimeInWords(const WallTime &time, bool utc)
{
    return formatWallTime(time) + (utc ? QStringLiteral(" UTC") : QStringLiteral(" of the computer's own time"));
}

Cause causeOf(WaitReason reason)
{
    switch (reason) {
    case WaitReason::none: return Cause::waiting;
    case WaitReason::schedule: return Cause::schedule;
    case WaitReason::window: return Cause::window;
    case WaitReason::validPeriod: return Cause::validPeriod;
    case WaitReason::download: return Cause::download;
    case WaitReason::user: return Cause::user;
    case WaitReason::deferral: return Cause::deferral;
    case WaitReason::dependency: return Cause::dependency;
    case WaitReason::retry: return Cause::retry;
    case WaitReason::package: return Cause::package;
    }
    Q_UNREACHABLE();
}

// The sentence of the item that its run has come to says more than that of the run.
QString saidBy(const ComputerTaskStatus &status)
{
    for (const LineItemStatus &item : status.items) {
        if (item.place == status.place && !isFinal(item.status) && !item.explanation.isEmpty())
            return item.explanation;
    }
    return status.explanation.isEmpty() ? toText(status.status) : status.explanation;
}

QString quoted(const ComputerTaskStatus &status)
{
    return QStringLiteral("%1 (reported %2)").arg(bare(saidBy(status)), at(status.reported));
}

class Judge
{
public:
    Judge(const TaskFacts &task, const ComputerFacts &computer) : m_task(task), m_computer(computer) {}

    [[nodiscard]] WhyNotRunning judge() const
    {
        const std::optional<ComputerTaskStatus> &own = m_computer.own;
        if (own && runs(own->status))
            return asItRuns(*own);
        if (!m_task.task.enabled)
            return disabled();
        if (!m_computer.applies && !m_computer.grant)
            return notGiven();
        if (m_task.issuedRevision < m_task.task.revision)
            return notIssued();
        if (own && hasEnded(own->status))
            return ended(*own);
        if (const ReportedTask *older = olderOrder(); older && runs(older->status))
            return finishesOlder(*older);
        if (own && own->status == ComputerStatus::waiting)
            return waits(*own);
        if (own && own->status == ComputerStatus::withdrawn)
            return givenBack(*own);
        return unheard();
    }

private:
    [[nodiscard]] WhyNotRunning because(Cause cause, const QString &sentence) const
    {
        WhyNotRunning why;
        why.computer = m_computer.name;
        why.cause = cause;
        why.sentence = sentence + u'.';
        return why;
    }

    [[nodiscard]] WhyNotRunning said(Cause cause, const ComputerTaskStatus &own, const QString &sentence) const
    {
        WhyNotRunning why = because(cause, sentence);
        why.reported = own.reported;
        return why;
    }

    [[nodiscard]] Instant lastHeard() const { return m_computer.reports.empty() ? 0 : m_computer.reports.front().reported; }

    [[nodiscard]] QString fetching() const
    {
        return QStringLiteral("its agent fetches its policies %1 (%2)")
            .arg(minutes(m_computer.refreshMinutes),
                 m_computer.settings.isEmpty() ? QStringLiteral("built in") : QStringLiteral("agent settings '%1'").arg(m_computer.settings));
    }

    // On an execution order that the task had before; the newest report.
    [[nodiscard]] const ReportedTask *olderOrder() const
    {
        const auto found = std::ranges::find_if(m_computer.reports, [this](const ReportedTask &report) {
            return report.task != m_task.task.id && std::ranges::find(m_task.identities, report.task) != m_task.identities.end();
        });
        return found == m_computer.reports.end() ? nullptr : &*found;
    }

    // The agent's record of the task as far as its reports tell.
    [[nodiscard]] JournalSequence record() const
    {
        JournalSequence record(m_task.task.id);
        record.state.items.resize(m_task.task.items.size());
        const std::optional<ComputerTaskStatus> &own = m_computer.own;
        record.knownSince = own ? own->reported : m_task.now;
        if (!own || own->run == 0)
            return record;
        record.state.run = own->run;
        record.state.phase = Phase::finished;
        record.state.end = own->status == ComputerStatus::withdrawn ? RunEnd::withdrawn : RunEnd::completed;
        record.state.boot = boot;
        record.ended = own->finished.value_or(own->reported);
        record.started = own->started.value_or(record.ended);
        record.knownSince = record.started; // what came during the run brings another one
        for (const LineItemStatus &item : own->items) {
            if (item.place >= 1 && item.place <= static_cast<int>(record.state.items.size()))
                record.state.items[static_cast<size_t>(item.place) - 1].status = item.status;
        }
        return record;
    }

    [[nodiscard]] Due due() const
    {
        if (m_computer.grant && !m_computer.applies) // its schedule does not count (B36)
            return {Due::Kind::now, RunStart::Mode::anew, std::nullopt, WaitReason::none, std::nullopt};
        const JournalSequence known = record();
        return dueOf(m_task.task.schedule, m_computer.plan, known, {m_task.now, known.knownSince, boot, false, m_task.zone});
    }

    [[nodiscard]] bool isValidPeriodOver() const
    {
        return validPeriodAt(m_task.task.schedule.validPeriod, m_task.now, m_task.zone) == ValidPeriodState::over;
    }

    // Why nothing starts it any more.
    [[nodiscard]] QString overInWords() const
    {
        const Schedule &schedule = m_task.task.schedule;
        if (isValidPeriodOver()) {
            return QStringLiteral("its valid period ended at %1")
                .arg(wallTimeInWords(*schedule.validPeriod.before, schedule.validPeriod.beforeUtc));
        }
        const QString triggers = triggersInWords(schedule);
        if (triggers.isEmpty())
            return QStringLiteral("its schedule has no trigger that is enabled");
        return QStringLiteral("its schedule (%1) has no moment left%2")
            .arg(triggers, schedule.retryMissed ? QString() : QStringLiteral(", and one that was missed is not made up for"));
    }

    [[nodiscard]] QString comesInWords(const Due &due) const
    {
        const Schedule &schedule = m_task.task.schedule;
        if (due.reason == WaitReason::validPeriod)
            return QStringLiteral("its valid period begins at %1").arg(wallTimeInWords(*schedule.validPeriod.after, schedule.validPeriod.afterUtc));
        const QString triggers = triggersInWords(schedule);
        return due.at ? QStringLiteral("its schedule (%1) comes at %2").arg(triggers, at(*due.at))
                      : QStringLiteral("its schedule is: %1").arg(triggers);
    }

    [[nodiscard]] WhyNotRunning asItRuns(const ComputerTaskStatus &own) const
    {
        const bool running = own.status == ComputerStatus::running;
        const QString stops = m_task.task.enabled ? QString() : QStringLiteral("; the task is disabled, so it stops before its next line item");
        return said(running ? Cause::running : Cause::restartPending, own,
                    (running ? QStringLiteral("It runs: ") : QString()) + quoted(own) + stops);
    }

    // Of a computer that is not given the task any more.
    [[nodiscard]] QString endedBefore() const
    {
        const std::optional<ComputerTaskStatus> &own = m_computer.own;
        return own && hasEnded(own->status) ? QStringLiteral("; before, it ") + howItEnded(*own) : QString();
    }

    [[nodiscard]] static QString howItEnded(const ComputerTaskStatus &own)
    {
        return QStringLiteral("%1 at %2 (run %3)").arg(toText(own.status), at(own.finished.value_or(own.reported)), QString::number(own.run));
    }

    [[nodiscard]] WhyNotRunning disabled() const
    {
        return because(Cause::taskDisabled, QStringLiteral("The task is disabled (revision %1, saved %2 by %3), so computers are not given it%4")
                                                .arg(QString::number(m_task.task.revision), at(m_task.savedAt), m_task.savedBy, endedBefore()));
    }

    [[nodiscard]] WhyNotRunning notGiven() const
    {
        if (m_task.collections.isEmpty())
            return because(Cause::notInCollections, QStringLiteral("The task applies to no collection, so no computer is given it") + endedBefore());
        const QString names = joinWords(m_task.collections, QStringLiteral("and"));
        if (!m_computer.isInCatalogue) {
            return because(Cause::notInCollections, QStringLiteral("%1 is not among the store's computers, so it is in none of the task's collections (%2)")
                                                        .arg(m_computer.name, names) + endedBefore());
        }
        return because(Cause::notInCollections, QStringLiteral("%1 is in none of the task's collections (%2), so it is not given the task")
                                                        .arg(m_computer.name, names) + endedBefore());
    }

    [[nodiscard]] WhyNotRunning notIssued() const
    {
        const QString given = m_task.issuedRevision == 0 ? QStringLiteral("no revision yet") : QStringLiteral("revision %1").arg(m_task.issuedRevision);
        return because(Cause::notIssued, QStringLiteral("Revision %1 has not been issued to agents: they are given %2; 'seriatimctl store issue' issues it")
                                             .arg(QString::number(m_task.task.revision), given));
    }

    [[nodiscard]] WhyNotRunning ended(const ComputerTaskStatus &own) const
    {
        const QString how = QStringLiteral("It ") + howItEnded(own);
        const Due next = due();
        if (next.kind == Due::Kind::later) {
            WhyNotRunning why = said(Cause::done, own, how + QStringLiteral("; ") + nextRunInWords(next));
            why.until = next.at;
            return why;
        }
        if (next.kind == Due::Kind::now)
            return notBegun(own, how + QStringLiteral("; it is due again"));
        return said(Cause::done, own, how + QStringLiteral("; ") + notAgainInWords(own));
    }

    [[nodiscard]] QString nextRunInWords(const Due &next) const
    {
        const Schedule &schedule = m_task.task.schedule;
        if (!schedule.repeat || schedule.recurs() || next.reason != WaitReason::schedule || !next.at)
            return QStringLiteral("for the next run, ") + comesInWords(next);
        const int delay = schedule.repeat->rerunDelayMinutes;
        return QStringLiteral("it repeats until it has succeeded, and its rerun delay of %1 is over at %2")
            .arg(delay == 1 ? QStringLiteral("1 minute") : QStringLiteral("%1 minutes").arg(delay), at(*next.at));
    }

    [[nodiscard]] QString notAgainInWords(const ComputerTaskStatus &own) const
    {
        const Schedule &schedule = m_task.task.schedule;
        const bool failed = own.status == ComputerStatus::failed;
        if (schedule.repeat && !failed)
            return QStringLiteral("it repeats until it has succeeded, and not beyond");
        if (isValidPeriodOver() || schedule.recurs())
            return overInWords();
        if (schedule.repeat)
            return schedule.repeat->maximumRuns == 1 ? QStringLiteral("its one run is used up") : QStringLiteral("all of its %1 runs are used up").arg(schedule.repeat->maximumRuns);
        const QString triggers = triggersInWords(schedule);
        return triggers.isEmpty() ? overInWords() : QStringLiteral("a schedule of '%1' runs an execution order once").arg(triggers);
    }

    // It is due by every rule that the store knows.
    [[nodiscard]] WhyNotRunning notBegun(const ComputerTaskStatus &own, const QString &standing) const
    {
        if (m_computer.other)
            return behindOther();
        return said(Cause::agentSilent, own, QStringLiteral("%1, but %2 has not said that it began, and was last heard of at %3")
                                                 .arg(standing, m_computer.name, at(lastHeard())));
    }

    [[nodiscard]] WhyNotRunning behindOther() const
    {
        const ReportedTask &report = m_computer.other->report;
        const QString how = report.explanation.isEmpty() ? toText(report.status) : bare(report.explanation);
        WhyNotRunning why = because(Cause::anotherSequence, QStringLiteral("'%1' is at work on %2 (%3; reported %4), and sequences run one at a time")
                                                                .arg(m_computer.other->name, m_computer.name, how, at(report.reported)));
        why.reported = report.reported;
        return why;
    }

    [[nodiscard]] WhyNotRunning finishesOlder(const ReportedTask &older) const
    {
        WhyNotRunning why = because(Cause::policyNotPickedUp,
                                    QStringLiteral("The store has revision %1 since %2, and %3 is still at work on the execution order of revision %4 (reported %5), "
                                                   "which ends after its current line item; %6")
                                        .arg(QString::number(m_task.task.revision), at(m_task.savedAt), m_computer.name, QString::number(older.revision),
                                             at(older.reported), fetching()));
        why.reported = older.reported;
        return why;
    }

    // Whether it may have said this before it had the revision of today: what is said again of a newer one is not reported anew.
    [[nodiscard]] bool mayBeOutdated(const ComputerTaskStatus &own) const
    {
        return own.taskRevision < m_task.task.revision && lastHeard() < m_task.savedAt + m_computer.refreshMinutes * millisPerMinute;
    }

    [[nodiscard]] WhyNotRunning waits(const ComputerTaskStatus &own) const
    {
        if (own.waitReason == WaitReason::schedule || own.waitReason == WaitReason::validPeriod)
            return waitsForTheClock(own);
        // A newer revision takes effect between line items (B26a), so this wait goes on whatever it says.
        const QString older = own.taskRevision < m_task.task.revision
                                  ? QStringLiteral("; that was revision %1, and the store has revision %2").arg(own.taskRevision).arg(m_task.task.revision)
                                  : QString();
        WhyNotRunning why = said(causeOf(own.waitReason), own, quoted(own) + older);
        why.until = windowOpening(own);
        return why;
    }

    [[nodiscard]] WhyNotRunning waitsForTheClock(const ComputerTaskStatus &own) const
    {
        if (mayBeOutdated(own))
            return said(Cause::policyNotPickedUp, own, outdatedInWords(own.taskRevision, own.reported, bare(saidBy(own))));
        const Due next = due();
        if (next.kind == Due::Kind::now)
            return notBegun(own, QStringLiteral("%1; that time has come").arg(quoted(own)));
        if (next.kind == Due::Kind::never)
            return said(isValidPeriodOver() ? Cause::validPeriod : Cause::scheduleOver, own, QStringLiteral("Nothing starts it any more: ") + overInWords());
        WhyNotRunning why = said(causeOf(own.waitReason), own, quoted(own));
        why.until = next.at;
        return why;
    }

    [[nodiscard]] std::optional<Instant> windowOpening(const ComputerTaskStatus &own) const
    {
        const size_t index = static_cast<size_t>(std::max(own.place, 1)) - 1;
        if (own.waitReason != WaitReason::window || index >= m_computer.plan.items.size())
            return std::nullopt;
        Surroundings surroundings;
        surroundings.now = m_task.now;
        surroundings.zone = m_task.zone;
        surroundings.packageAtHand = true;
        const Readiness readiness = readinessOf(m_computer.plan, m_computer.plan.items[index], false, surroundings);
        return readiness.kind == Readiness::Kind::wait ? std::optional(readiness.until) : std::nullopt;
    }

    [[nodiscard]] WhyNotRunning givenBack(const ComputerTaskStatus &own) const
    {
        return said(Cause::withdrawn, own, QStringLiteral("It was taken from %1 (reported %2) and is given to it again; %3, and was last heard of at %4")
                                               .arg(m_computer.name, at(own.reported), fetching(), at(lastHeard())));
    }

    [[nodiscard]] QString outdatedInWords(int revision, Instant when, const QString &what) const
    {
        return QStringLiteral("The store has revision %1 since %2, and %3 spoke of revision %4 (reported %5: %6); %7, and was last heard of at %8")
            .arg(QString::number(m_task.task.revision), at(m_task.savedAt), m_computer.name, QString::number(revision), at(when), what,
                 fetching(), at(lastHeard()));
    }

    // Nothing was reported of the task as it is today but, perhaps, a problem.
    [[nodiscard]] WhyNotRunning unheard() const
    {
        if (m_computer.own && !m_computer.own->problem.isEmpty())
            return because(Cause::policyNotPickedUp, QStringLiteral("%1 has a problem with it: %2").arg(m_computer.name, bare(m_computer.own->problem)));
        const Due next = due();
        if (lastHeard() == 0)
            return neverHeard(next);
        if (next.kind == Due::Kind::never)
            return because(isValidPeriodOver() ? Cause::validPeriod : Cause::scheduleOver, QStringLiteral("Nothing starts it: ") + overInWords());
        if (next.kind == Due::Kind::now && m_computer.other && lastHeard() >= m_task.savedAt)
            return behindOther();
        const ReportedTask *older = olderOrder();
        if (older) {
            return because(Cause::policyNotPickedUp,
                           outdatedInWords(older->revision, older->reported, older->explanation.isEmpty() ? toText(older->status) : bare(older->explanation)));
        }
        const QString when = next.kind == Due::Kind::later ? QStringLiteral("; ") + comesInWords(next) : QString();
        return because(Cause::policyNotPickedUp, QStringLiteral("The store has revision %1 since %2, and %3 has reported on none yet; %4, and was last heard of at %5%6")
                                                     .arg(QString::number(m_task.task.revision), at(m_task.savedAt), m_computer.name, fetching(), at(lastHeard()), when));
    }

    [[nodiscard]] WhyNotRunning neverHeard(const Due &next) const
    {
        const QString besides = next.kind == Due::Kind::later   ? QStringLiteral("; besides, ") + comesInWords(next)
                                : next.kind == Due::Kind::never ? QStringLiteral("; besides, ") + overInWords()
                                                                : QString();
        return because(Cause::agentMissing, QStringLiteral("No agent on %1 has ever reported to this store: start one there%2").arg(m_computer.name, besides));
    }

    // Which one it is does not matter: what it has run, it has run since that start.
    static constexpr quint64 boot = 1;

    const TaskFacts &m_task;
    const ComputerFacts &m_computer;
};

} // namespace

WhyNotRunning judge(const TaskFacts &task, const ComputerFacts &computer)
{
    return Judge(task, computer).judge();
}

} // namespace seriatim::notrunning
