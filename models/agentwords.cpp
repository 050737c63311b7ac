#include "models/agentwords.h"

#include "models/agentmodel.h"
#include "models/timewords.h"

#include <QCoreApplication>
#include <QDir>

namespace seriatim {

namespace {

struct AgentWords {
    Q_DECLARE_TR_FUNCTIONS(AgentWords)
};

constexpr qsizetype mostProblems = 6;
const QString separator = QStringLiteral(" · ");

QString nowText(Instant instant)
{
    return shortTimeText(instant, SystemClock().now());
}

QString startedText(Instant started, Instant finished, Instant now)
{
    if (started == 0)
        return {};
    if (finished < started)
        return AgentWords::tr("started %1, %2 ago").arg(nowText(started), elapsedText(now - started));
    return AgentWords::tr("started %1, took %2").arg(nowText(started), elapsedText(finished - started));
}

// The window says which home it is, so that paths within it need not.
QString withinHome(const AgentView &view, QString text)
{
    return text.remove(view.folder + u'/');
}

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(separator);
}

} // namespace

QString agentRunningText(const AgentView &view)
{
    if (!view.process)
        return AgentWords::tr("No agent works here now");
    if (*view.process == QCoreApplication::applicationPid())
        return AgentWords::tr("This console runs a task here now");
    return AgentWords::tr("An agent works here now (process %1)").arg(*view.process);
}

QString agentChangedText(const AgentView &view)
{
    if (view.changed == 0)
        return {};
    const QString changed = AgentWords::tr("Last change %1").arg(nowText(view.changed));
    if (!view.bootIsCurrent)
        return changed;
    return joined({changed, *view.bootIsCurrent ? AgentWords::tr("since the last start of the computer") : AgentWords::tr("before the last start of the computer")});
}

QString agentEventsText(const AgentView &view)
{
    if (view.eventsHidden)
        return AgentWords::tr("What this agent has reported is for its administrators to see.");
    if (view.eventsWaiting == 0)
        return AgentWords::tr("The store has everything that this agent reported.");
    return AgentWords::tr("%n event(s) (waits/wait) for the store since %1.", nullptr, static_cast<int>(view.eventsWaiting)).arg(nowText(view.oldestEvent));
}

QString agentMemoryText(const AgentView &view)
{
    if (view.memory != AgentView::Memory::unreadable)
        return {};
    return AgentWords::tr("The agent's memory cannot be read: %1. The agent keeps such a file aside when it starts, and does not run again "
                          "what it has reported as succeeded.").arg(withinHome(view, view.memoryProblem));
}

QString agentProblemsText(const AgentView &view)
{
    QStringList lines;
    for (const QString &problem : view.problems)
        lines.append(withinHome(view, problem));
    for (auto problem = view.reported.rbegin(); problem != view.reported.rend(); ++problem)
        lines.append(AgentWords::tr("%1: %2").arg(nowText(problem->time), problem->sentence));
    for (const QString &path : view.setAside)
        lines.append(AgentWords::tr("A damaged file was kept for support: %1").arg(QDir::toNativeSeparators(withinHome(view, path))));
    if (const qsizetype more = lines.size() - mostProblems; more > 0) {
        lines.resize(mostProblems);
        lines.append(AgentWords::tr("… and %1 more").arg(more));
    }
    return lines.join(u'\n');
}

QString headingText(const AgentSequenceView &sequence)
{
    QStringList parts{QStringLiteral("%1 – %2").arg(sequence.name, statusText(sequence))};
    if (sequence.run > 0)
        parts.append(AgentWords::tr("run %1").arg(sequence.run));
    return joined(parts);
}

QString headingText(const AgentItemView &item)
{
    const QString code = item.state.hasReturnCode ? u' ' + QString::number(item.state.returnCode) : QString();
    return QStringLiteral("%1 – %2").arg(itemTitle(item), statusText(item) + code);
}

QString timesText(const AgentSequenceView &sequence, Instant now)
{
    QStringList parts{startedText(sequence.started, sequence.ended, now)};
    if (sequence.restarts > 0)
        parts.append(sequence.restarts == 1 ? AgentWords::tr("1 restart") : AgentWords::tr("%1 restarts").arg(sequence.restarts));
    const bool waits = sequence.status == ComputerStatus::waiting || sequence.status == ComputerStatus::restartPending;
    if (waits && sequence.until > now)
        parts.append(AgentWords::tr("until %1").arg(nowText(sequence.until)));
    parts.append(AgentWords::tr("revision %1").arg(sequence.revision));
    return joined(parts);
}

QString timesText(const AgentItemView &item, Instant now)
{
    const ItemState &state = item.state;
    QStringList parts{startedText(item.started, item.finished, now)};
    if (state.attempts > 0)
        parts.append(state.attempts == 1 ? AgentWords::tr("1 start") : AgentWords::tr("%1 starts").arg(state.attempts));
    if (state.interruptions > 0)
        parts.append(state.interruptions == 1 ? AgentWords::tr("interrupted once") : AgentWords::tr("interrupted %1 times").arg(state.interruptions));
    if (state.kept)
        parts.append(AgentWords::tr("result of an earlier run"));
    return joined(parts);
}

QString logText(const AgentItemView &item, const LogEnd &end)
{
    if (item.log.path.isEmpty())
        return {};
    const QString which = AgentWords::tr("run %1, start %2").arg(item.log.run).arg(item.log.attempt);
    return end.isWhole ? AgentWords::tr("What the program printed (%1)").arg(which)
                       : AgentWords::tr("The end of what the program printed (%1, %2 KiB in all)").arg(which).arg(end.size >> 10);
}

} // namespace seriatim
