#include "models/warningwords.h"

#include "models/timewords.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

struct WarningWords {
    Q_DECLARE_TR_FUNCTIONS(WarningWords)
};

constexpr int minutesPerHour = 60;
constexpr qsizetype mostPrograms = 5;

QString spanText(int minutes)
{
    if (minutes < minutesPerHour)
        return minutes == 1 ? WarningWords::tr("1 minute") : WarningWords::tr("%1 minutes").arg(minutes);
    const int hours = minutes / minutesPerHour;
    const QString whole = hours == 1 ? WarningWords::tr("1 hour") : WarningWords::tr("%1 hours").arg(hours);
    return minutes % minutesPerHour == 0 ? whole : WarningWords::tr("%1 and %2").arg(whole, spanText(minutes % minutesPerHour));
}

// "16:05", or with its date where that is another day.
QString clockText(Instant instant, Instant now)
{
    const QString text = shortTimeText(instant, now);
    constexpr qsizetype withSeconds = 8;
    return text.size() == withSeconds ? text.chopped(3) : text;
}

bool isRestart(const AgentWarningView &warning)
{
    return warning.what == AgentWarningView::For::restart;
}

const AgentSequenceView *sequenceOf(const Notice &notice, const AgentView &view)
{
    const auto found = std::ranges::find(view.sequences, notice.task, &AgentSequenceView::guid);
    return found == view.sequences.end() ? nullptr : &*found;
}

} // namespace

std::vector<Deferral> deferralsOf(const AgentWarningView &warning, Instant now)
{
    constexpr int offered[]{5, 15, 30, 60, 120, 240}; // minutes
    std::vector<Deferral> choices;
    const Instant comes = std::max(warning.until, now);
    if (warning.deadline <= comes)
        return choices;
    for (const int minutes : offered) {
        const Instant until = now + minutes * millisPerMinute;
        if (until >= comes + millisPerMinute && until <= warning.deadline) // less would be no gain
            choices.push_back({spanText(minutes), until});
    }
    choices.push_back({WarningWords::tr("as long as possible (until %1)").arg(clockText(warning.deadline, now)), warning.deadline});
    return choices;
}

QString remainingText(qint64 milliseconds)
{
    const qint64 seconds = (std::max<qint64>(milliseconds, 0) + millisPerSecond - 1) / millisPerSecond;
    const QString rest = QStringLiteral("%1:%2").arg(seconds / 60 % 60, 2, 10, QLatin1Char('0')).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return seconds < 3600 ? rest : QStringLiteral("%1:%2").arg(seconds / 3600).arg(rest);
}

QString remainingWords(qint64 milliseconds)
{
    if (milliseconds < millisPerMinute)
        return WarningWords::tr("less than a minute");
    return spanText(static_cast<int>((milliseconds + millisPerMinute - 1) / millisPerMinute));
}

QString warningTitle(const AgentWarningView &warning)
{
    return isRestart(warning) ? WarningWords::tr("Restart — Seriatim") : WarningWords::tr("Software — Seriatim");
}

QString warningHeading(const AgentSequenceView &sequence)
{
    return sequence.warning && isRestart(*sequence.warning) ? WarningWords::tr("This computer will restart")
                                                            : WarningWords::tr("“%1” is about to begin").arg(sequence.name);
}

QString warningMeaning(const AgentWarningView &warning)
{
    QStringList sentences;
    if (isRestart(warning)) {
        sentences.append(warning.restartFor.isEmpty() ? WarningWords::tr("It needs a restart before more software can be installed.")
                                                      : WarningWords::tr("“%1” needs it to be complete.").arg(warning.restartFor));
        sentences.append(WarningWords::tr("Save your work and close your programs."));
        return sentences.join(u' ');
    }
    if (warning.estimated > 0)
        sentences.append(WarningWords::tr("It takes about %1 in all.").arg(spanText(static_cast<int>((warning.estimated + millisPerMinute - 1) / millisPerMinute))));
    sentences.append(warning.mayRestart ? WarningWords::tr("The computer may have to restart, so save your work.")
                                        : WarningWords::tr("Save your work: programs that you use may have to be closed."));
    return sentences.join(u' ');
}

QStringList warningPrograms(const AgentWarningView &warning)
{
    QStringList lines;
    if (warning.items == 0)
        return lines;
    if (warning.programs.isEmpty()) {
        const QString count = warning.items == 1 ? WarningWords::tr("1 program") : WarningWords::tr("%1 programs").arg(warning.items);
        return {isRestart(warning) ? WarningWords::tr("%1 to follow after the restart").arg(count) : count};
    }
    if (isRestart(warning))
        lines.append(WarningWords::tr("After the restart:"));
    for (const QString &program : warning.programs.first(std::min(mostPrograms, warning.programs.size())))
        lines.append(QStringLiteral("• ") + program);
    if (const qsizetype more = warning.items - std::min(mostPrograms, warning.programs.size()); more > 0)
        lines.append(WarningWords::tr("… and %1 more").arg(more));
    return lines;
}

QString warningComes(const AgentWarningView &warning, Instant now)
{
    if (warning.standsStill)
        return isRestart(warning) ? WarningWords::tr("Restarts after you are back, in") : WarningWords::tr("Begins after you are back, in");
    if (warning.until <= now)
        return isRestart(warning) ? WarningWords::tr("Restarts any moment") : WarningWords::tr("Begins any moment");
    return isRestart(warning) ? WarningWords::tr("Restarts in") : WarningWords::tr("Begins in");
}

QString warningDeferral(const AgentWarningView &warning, Instant now)
{
    QStringList sentences;
    if (warning.deferred)
        sentences.append(WarningWords::tr("It was put off until %1.").arg(clockText(warning.until, now)));
    sentences.append(deferralsOf(warning, now).empty() ? WarningWords::tr("It cannot be put off any longer.")
                                                       : WarningWords::tr("It can be put off until %1 at the latest.").arg(clockText(warning.deadline, now)));
    return sentences.join(u' ');
}

QString noticeTitle(const Notice &notice)
{
    switch (notice.kind) {
    case Notice::Kind::available: return WarningWords::tr("New software is available");
    case Notice::Kind::warning: return WarningWords::tr("Software is about to be installed");
    case Notice::Kind::restart: return WarningWords::tr("This computer will restart");
    case Notice::Kind::ended: return WarningWords::tr("“%1” has ended").arg(notice.name);
    }
    Q_UNREACHABLE();
}

QString noticeText(const Notice &notice, const AgentView &view, Instant now)
{
    const AgentSequenceView *sequence = sequenceOf(notice, view);
    const AgentWarningView *warning = sequence && sequence->warning && sequence->warning->notice == notice.id ? &*sequence->warning : nullptr;
    switch (notice.kind) {
    case Notice::Kind::available:
        return notice.name;
    case Notice::Kind::warning:
        return warning ? WarningWords::tr("%1 begins in %2. %3").arg(notice.name, remainingWords(warning->until - now), warningDeferral(*warning, now)) : notice.text;
    case Notice::Kind::restart:
        return warning ? WarningWords::tr("%1 needs a restart; it comes in %2. %3").arg(notice.name, remainingWords(warning->until - now), warningDeferral(*warning, now)) : notice.text;
    case Notice::Kind::ended:
        return notice.text;
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
