#include "models/assumptionwords.h"

#include "models/schedulewords.h"
#include "models/statuswords.h"

namespace seriatim {

namespace {

using Words = AssumptionWords;

QString number(double value)
{
    return QLocale().toString(value, 'g', QLocale::FloatingPointShortest);
}

QString seconds(double value)
{
    return Words::tr("%1 s").arg(number(value));
}

QString minutes(double value)
{
    return Words::tr("%1 min").arg(number(value));
}

QString speed(int kbps)
{
    return Words::tr("%1 KB/s").arg(kbps);
}

// ", normal, by 5"; nothing where every computer has the same.
QString spreadText(Distribution distribution, double spread)
{
    if (distribution == Distribution::fixed)
        return {};
    if (distribution == Distribution::exponential)
        return QStringLiteral(", ") + distributionText(distribution);
    return Words::tr(", %1 by %2").arg(distributionText(distribution), number(spread));
}

QString daysText(int days)
{
    QStringList names;
    for (const int bit : {1, 2, 3, 4, 5, 6, 0}) { // Monday first
        if (days & (1 << bit))
            names.append(weekdayName(bit).left(2));
    }
    return names.size() == 7 ? Words::tr("every day") : names.join(u' ');
}

QString hoursText(const Hours &hours)
{
    const auto time = [](QTime at) { return at.isValid() ? at.toString(QStringLiteral("HH:mm")) : Words::tr("midnight"); };
    return Words::tr("from %1 to %2 UTC, %3").arg(time(hours.from), time(hours.to), daysText(hours.daysOfTheWeek));
}

QString text(const TraitRow &row)
{
    QStringList parts{Words::tr("is a “%1”").arg(row.name)};
    if (row.operatingSystem != u"*")
        parts.append(Words::tr("where the operating system is %1").arg(row.operatingSystem));
    if (row.domain != u"*")
        parts.append(Words::tr("in the domain %1").arg(row.domain));
    return parts.join(QStringLiteral(", "));
}

QString text(const AgentRow &row)
{
    return row.taskSynchronization ? Words::tr("has the Task Synchronization agent") : Words::tr("has no Task Synchronization agent, so receives nothing");
}

QString text(const PoweredOnRow &row)
{
    return Words::tr("on %1").arg(hoursText(row.hours));
}

QString text(const BatteryRow &row)
{
    return Words::tr("the battery lasts %1%2, then charges for %3").arg(minutes(row.minutes), spreadText(row.distribution, row.spread), minutes(row.chargingMinutes));
}

QString text(const PickupRow &row)
{
    return Words::tr("has its policies after %1%2").arg(minutes(row.minutes), spreadText(row.distribution, row.spread));
}

QString text(const SessionRow &row)
{
    return Words::tr("%1 %2").arg(sessionText(row.state), hoursText(row.hours));
}

QString text(const ConnectionRow &row)
{
    return Words::tr("receives %1").arg(speed(row.kbps));
}

QString text(const ServerRow &row)
{
    const QString name = row.name.isEmpty() ? Words::tr("one server") : Words::tr("the server “%1”").arg(row.name);
    return Words::tr("shares %1: %2, %3 computers at a time").arg(name, speed(row.kbps)).arg(row.connections);
}

QString text(const OutcomeRow &row)
{
    const QString code = Words::tr("returns %1").arg(row.returnCode.value_or(0));
    const QString after = row.durationSeconds ? Words::tr("after %1").arg(seconds(*row.durationSeconds)) : Words::tr("after its estimated run time");
    return code + u' ' + after + spreadText(row.distribution, row.spread);
}

QString text(const FaultRow &row)
{
    const QString what = row.kind == FaultKind::installerRestart ? faultKindText(row.kind) : Words::tr("%1 %2").arg(faultKindText(row.kind), momentText(row.at));
    if (!row.occurrence)
        return what;
    return row.occurrence == FaultRow::everyTime ? Words::tr("%1, every time").arg(what) : Words::tr("%1, time %2").arg(what).arg(*row.occurrence);
}

QString text(const DetectionRow &row)
{
    const auto finds = [](bool there) { return there ? Words::tr("finds it") : Words::tr("does not find it"); };
    return Words::tr("the detection rule %1 before, and %2 afterwards").arg(finds(row.before), finds(row.after));
}

QString text(const AppliesRow &row)
{
    return row.value ? Words::tr("the item applies") : Words::tr("the item does not apply");
}

QString text(const DeferralRow &row)
{
    return Words::tr("the user puts it off by %1").arg(minutes(row.minutes));
}

QString text(const RestartNeededRow &row)
{
    return row.value ? Words::tr("needs a restart when the run begins") : Words::tr("needs no restart when the run begins");
}

QString text(const ExpectRow &row)
{
    QStringList parts;
    if (row.computerStatus)
        parts.append(statusText(*row.computerStatus));
    if (row.itemStatus)
        parts.append(statusText(*row.itemStatus));
    if (row.returnCode)
        parts.append(Words::tr("return code %1").arg(*row.returnCode));
    const std::pair<std::optional<int>, QString> counts[]{
        {row.attempts, Words::tr("attempts")}, {row.executions, Words::tr("executions")}, {row.runs, Words::tr("runs")}, {row.restarts, Words::tr("restarts")}};
    for (const auto &[count, name] : counts) {
        if (count)
            parts.append(Words::tr("%1 %2").arg(QString::number(*count), name));
    }
    return Words::tr("a test expects: %1").arg(parts.join(QStringLiteral(", ")));
}

struct KindWords {
    const char *name;
    const char *purpose;
};

// In the order of AssumptionKind.
constexpr KindWords kindWords[]{
    {QT_TRANSLATE_NOOP("AssumptionWords", "Trait"), QT_TRANSLATE_NOOP("AssumptionWords", "A name for some of the computers, which other rows can ask for.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Agent"), QT_TRANSLATE_NOOP("AssumptionWords", "Whether a computer has the Task Synchronization agent.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Powered on"), QT_TRANSLATE_NOOP("AssumptionWords", "When a computer is on. Going off while a program runs is a loss of power.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Battery"), QT_TRANSLATE_NOOP("AssumptionWords", "How long after it was switched on the power of a computer is gone.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Pickup"), QT_TRANSLATE_NOOP("AssumptionWords", "How long after the start a computer has its policies.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Session"), QT_TRANSLATE_NOOP("AssumptionWords", "Who is at a computer, and when. Without such a row whoever is needed is there.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Connection"), QT_TRANSLATE_NOOP("AssumptionWords", "How fast the connection to the package servers is. Without such a row a download takes no time.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Package server"), QT_TRANSLATE_NOOP("AssumptionWords", "A package server of limited speed that computers share.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Outcome"), QT_TRANSLATE_NOOP("AssumptionWords", "What a program returns, and how long it takes.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Fault"), QT_TRANSLATE_NOOP("AssumptionWords", "The power, the agent or the installer strikes at some moment.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Detection"), QT_TRANSLATE_NOOP("AssumptionWords", "What the detection rule of an item says before and after its program has run.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Applies"), QT_TRANSLATE_NOOP("AssumptionWords", "What the condition of an item says.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Deferral"), QT_TRANSLATE_NOOP("AssumptionWords", "A user who sees a warning or a countdown puts it off.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Restart needed"), QT_TRANSLATE_NOOP("AssumptionWords", "Whether a computer needs a restart already when the run begins.")},
    {QT_TRANSLATE_NOOP("AssumptionWords", "Expectation"), QT_TRANSLATE_NOOP("AssumptionWords", "What has to come out when the file is a test; a simulation does not look at it.")},
};
static_assert(std::size(kindWords) == assumptionKinds);

} // namespace

QString kindText(AssumptionKind kind)
{
    return Words::tr(kindWords[static_cast<size_t>(kind)].name);
}

QString kindPurpose(AssumptionKind kind)
{
    return Words::tr(kindWords[static_cast<size_t>(kind)].purpose);
}

QString itemText(int place, const QStringList &itemNames)
{
    const QString name = itemNames.value(place - 1).section(u'/', -1);
    return name.isEmpty() ? QString::number(place) : QStringLiteral("%1 %2").arg(place).arg(name);
}

QString matchText(const AssumptionRow &row, const QStringList &itemNames)
{
    const ScenarioMatch &match = matchOf(row);
    QStringList parts;
    if (match.item)
        parts.append(Words::tr("item %1").arg(itemText(*match.item, itemNames)));
    if (match.attempt)
        parts.append(Words::tr("attempt %1").arg(*match.attempt));
    if (match.run)
        parts.append(Words::tr("run %1").arg(*match.run));
    if (match.computer != u"*")
        parts.append(match.computer);
    if (match.trait.startsWith(u'!'))
        parts.append(Words::tr("all but “%1”").arg(match.trait.mid(1)));
    else if (!match.trait.isEmpty())
        parts.append(Words::tr("every “%1”").arg(match.trait));
    const bool isOfPrograms = kindOf(row) >= AssumptionKind::outcome && kindOf(row) <= AssumptionKind::deferral;
    if (parts.isEmpty())
        return isOfPrograms ? Words::tr("every item") : Words::tr("every computer");
    return parts.join(QStringLiteral(", "));
}

QString assumedText(const AssumptionRow &row)
{
    return std::visit([](const auto &one) { return text(one); }, row);
}

QString probabilityText(double probability)
{
    constexpr double percent = 100;
    return Words::tr("%1 %").arg(QLocale().toString(probability * percent, 'g', 6));
}

QString distributionText(Distribution distribution)
{
    switch (distribution) {
    case Distribution::fixed: return Words::tr("the same everywhere");
    case Distribution::uniform: return Words::tr("uniform");
    case Distribution::normal: return Words::tr("normal");
    case Distribution::logNormal: return Words::tr("log-normal");
    case Distribution::exponential: return Words::tr("exponential");
    }
    Q_UNREACHABLE();
}

QString faultKindText(FaultKind kind)
{
    switch (kind) {
    case FaultKind::powerLoss: return Words::tr("loss of power");
    case FaultKind::agentCrash: return Words::tr("crash of the agent");
    case FaultKind::installerRestart: return Words::tr("the program restarts the computer by itself");
    }
    Q_UNREACHABLE();
}

QString momentText(FaultMoment moment)
{
    switch (moment) {
    case FaultMoment::beforeStart: return Words::tr("before the program starts");
    case FaultMoment::running: return Words::tr("while the program runs");
    case FaultMoment::afterExit: return Words::tr("after the program has ended");
    case FaultMoment::countdown: return Words::tr("during the countdown to a restart");
    case FaultMoment::waiting: return Words::tr("while it waits");
    case FaultMoment::beforeSavingRunStart: return Words::tr("before the start of the run is saved");
    case FaultMoment::afterSavingRunStart: return Words::tr("after the start of the run is saved");
    case FaultMoment::beforeSavingStart: return Words::tr("before the start of the item is saved");
    case FaultMoment::beforeSavingCode: return Words::tr("before the return code is saved");
    case FaultMoment::afterSavingCode: return Words::tr("after the return code is saved");
    case FaultMoment::beforeSavingItemEnd: return Words::tr("before the end of the item is saved");
    case FaultMoment::afterSavingItemEnd: return Words::tr("after the end of the item is saved");
    case FaultMoment::beforeSavingRetry: return Words::tr("before a retry is saved");
    case FaultMoment::afterSavingRetry: return Words::tr("after a retry is saved");
    case FaultMoment::beforeSavingRestart: return Words::tr("before a restart is saved");
    case FaultMoment::afterSavingRestart: return Words::tr("after a restart is saved");
    case FaultMoment::beforeSavingRecovery: return Words::tr("before a recovery is saved");
    case FaultMoment::afterSavingRecovery: return Words::tr("after a recovery is saved");
    case FaultMoment::beforeSavingRunEnd: return Words::tr("before the end of the run is saved");
    case FaultMoment::afterSavingRunEnd: return Words::tr("after the end of the run is saved");
    }
    Q_UNREACHABLE();
}

QString sessionText(SessionState state)
{
    switch (state) {
    case SessionState::attended: return Words::tr("somebody is there");
    case SessionState::locked: return Words::tr("somebody is logged on and away");
    case SessionState::empty: return Words::tr("nobody is logged on");
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
