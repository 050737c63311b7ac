#include "models/dashboardwords.h"

#include "engine/domain/returncodemeanings.h"
#include "models/statuswords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::Dashboard)
};

constexpr std::array shownOrder{ComputerStatus::succeeded, ComputerStatus::failed,  ComputerStatus::running,
                                ComputerStatus::restartPending, ComputerStatus::waiting, ComputerStatus::withdrawn};

int asInt(qint64 number)
{
    return static_cast<int>(std::min<qint64>(number, std::numeric_limits<int>::max()));
}

} // namespace

QString numberText(qint64 number)
{
    return QLocale().toString(number);
}

QString minuteText(Instant instant, Instant now)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(instant);
    const bool today = when.date() == QDateTime::fromMSecsSinceEpoch(now).date();
    return when.toString(today ? QStringLiteral("HH:mm") : QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString ageText(qint64 milliseconds)
{
    constexpr qint64 hour = 60 * millisPerMinute;
    constexpr qint64 day = 24 * hour;
    if (milliseconds < hour)
        return Words::tr("%Ln minute(s)", nullptr, asInt(std::max<qint64>(milliseconds / millisPerMinute, 1)));
    if (milliseconds < 2 * day)
        return Words::tr("%Ln hour(s)", nullptr, asInt(milliseconds / hour));
    return Words::tr("%Ln day(s)", nullptr, asInt(milliseconds / day));
}

QString countsText(const Rollout &rollout, qint64 targets)
{
    QStringList parts;
    for (const ComputerStatus status : shownOrder) {
        if (const qint64 count = rollout.of(status))
            parts.append(Words::tr("%1 %2").arg(numberText(count), statusText(status)));
    }
    if (parts.isEmpty())
        return targets > 0 ? Words::tr("None of %Ln computer(s) has reported yet", nullptr, asInt(targets)) : Words::tr("No computer has reported yet");
    return Words::tr("%1 of %2").arg(parts.join(QStringLiteral(" · ")), numberText(targets));
}

QString finishedText(const Rollout &rollout, qint64 targets)
{
    if (targets <= 0)
        return {};
    const qint64 finished = rollout.of(ComputerStatus::succeeded) + rollout.of(ComputerStatus::failed) + rollout.of(ComputerStatus::withdrawn);
    return Words::tr("%1 %").arg(finished * 100 / targets);
}

QString curveText(const Rollout &rollout, Instant now)
{
    if (rollout.curve.empty())
        return Words::tr("No computer has finished yet.");
    const FinishPoint &last = rollout.curve.back();
    const qint64 half = (last.succeeded + last.failed + 1) / 2;
    const auto middle = std::ranges::find_if(rollout.curve, [&](const FinishPoint &point) { return point.succeeded + point.failed >= half; });
    return Words::tr("%1 succeeded and %2 failed from %3 to %4; half of them by %5.")
        .arg(numberText(last.succeeded), numberText(last.failed), minuteText(rollout.curve.front().at, now), minuteText(last.at, now),
             minuteText(middle->at, now));
}

QString newsText(const Rollout &rollout, Instant now)
{
    const QString news = rollout.lastReport ? Words::tr("Last report %1").arg(minuteText(*rollout.lastReport, now))
                                            : Words::tr("Saved %1").arg(minuteText(rollout.savedAt, now));
    return rollout.enabled ? news : Words::tr("%1 · the task is disabled").arg(news);
}

QString resultText(const FailureGroup &failure)
{
    const QString status = statusText(failure.status);
    return failure.code ? Words::tr("%1: %2").arg(status, QString::number(*failure.code)) : status;
}

QString meaningText(const FailureGroup &failure)
{
    switch (failure.status) {
    case ItemStatus::timedOut: return Words::tr("it took longer than it may, and was ended");
    case ItemStatus::notVerified: return Words::tr("its detection rule did not hold afterwards");
    case ItemStatus::interrupted: return Words::tr("the computer went down while it ran, more often than it may");
    default: break;
    }
    if (!failure.code)
        return Words::tr("it could not be started");
    const std::optional<ReturnCodeMeaning> meaning = meaningOf(*failure.code);
    if (!meaning)
        return {};
    return meaning->name.isEmpty() ? meaning->meaning : Words::tr("%1: %2").arg(meaning->name, meaning->meaning);
}

QString placesText(const FailureGroup &failure)
{
    if (failure.places.size() == 1)
        return Words::tr("%1, item %2").arg(failure.places.front().taskName).arg(failure.places.front().place);
    QStringList places;
    for (const FailurePlace &place : failure.places)
        places.append(Words::tr("%1, item %2 (%3)").arg(place.taskName).arg(place.place).arg(numberText(place.computers)));
    return places.join(QStringLiteral("; "));
}

QString requestText(const PortalRequest &request, Instant now)
{
    const QString text = Words::tr("%1 asks for %2 on %3, for %4 now").arg(request.userName, request.taskName, request.computer, ageText(now - request.made));
    return request.state == RequestState::onHold ? Words::tr("%1; on hold").arg(text) : text;
}

QString problemText(const RolloutProblem &problem)
{
    const int computers = asInt(problem.computers);
    switch (problem.kind) {
    case RolloutProblem::Kind::restartPending: return Words::tr("the restart of %Ln computer(s) has been pending for more than a day", nullptr, computers);
    case RolloutProblem::Kind::runningSilent:
        return Words::tr("%Ln computer(s) (says/say) that it runs, and nothing was heard of (it/them) for more than a day", nullptr, computers);
    case RolloutProblem::Kind::clockAhead:
        return problem.computers < RolloutProblem::mostClocks ? Words::tr("the clock of %Ln computer(s) is ahead of the store's", nullptr, computers)
                                                              : Words::tr("the clocks of %Ln computers and more are ahead of the store's", nullptr, computers);
    case RolloutProblem::Kind::nothingToRun: return Words::tr("it is enabled and has nothing to run");
    case RolloutProblem::Kind::notReceived:
        return Words::tr("%Ln computer(s) that it is for (has/have) not reported on it, a week and more after it was saved", nullptr, computers);
    }
    Q_UNREACHABLE();
}

QString remedyText(const RolloutProblem &problem)
{
    switch (problem.kind) {
    case RolloutProblem::Kind::restartPending: return Words::tr("Have them restarted.");
    case RolloutProblem::Kind::runningSilent: return Words::tr("See whether they are switched on and reach the store.");
    case RolloutProblem::Kind::clockAhead: return Words::tr("Set their clocks: schedules go by them.");
    case RolloutProblem::Kind::nothingToRun: return Words::tr("Add line items to it, or disable it.");
    case RolloutProblem::Kind::notReceived: return Words::tr("See whether an agent works there and reaches the store.");
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
