#include "engine/domain/validation.h"

#include <QSet>

namespace seriatim {

namespace {

constexpr qint64 aWeekInMinutes = 10'080;
constexpr qint64 aMonthInMinutes = 44'640; // of 31 days

Error invalid(const QString &subject, const QString &detail)
{
    return {ErrorCode::invalidInput, subject, detail};
}

Result<> within(const QString &subject, const QString &field, qint64 value, qint64 least, qint64 most)
{
    if (value >= least && value <= most)
        return Done{};
    return invalid(subject, QStringLiteral("%1 is %2; use a number from %3 to %4").arg(field).arg(value).arg(least).arg(most));
}

Result<> named(const QString &kind, const QString &name)
{
    if (name.trimmed().isEmpty())
        return invalid(kind, QStringLiteral("has no name; give it one"));
    if (name.size() > 250)
        return invalid(kind + QStringLiteral(" '") + name.left(40) + QStringLiteral("…'"),
                       QStringLiteral("the name has %1 characters; use at most 250").arg(name.size()));
    for (const QChar c : name) {
        if (c < u' ')
            return invalid(kind + QStringLiteral(" '") + name.simplified() + u'\'',
                           QStringLiteral("the name has a line break or another control character; remove it"));
    }
    return Done{};
}

Result<> firstError(std::initializer_list<Result<>> results)
{
    for (const Result<> &result : results) {
        if (!result)
            return result.error();
    }
    return Done{};
}

Result<> validateTrigger(const Trigger &trigger, const QString &subject)
{
    if (auto numbers = firstError({within(subject, QStringLiteral("Duration of a trigger"), trigger.durationMinutes, 0, aMonthInMinutes),
                                   within(subject, QStringLiteral("Interval of a trigger"), trigger.intervalMinutes, 0, aMonthInMinutes),
                                   within(subject, QStringLiteral("DaysInterval"), trigger.daysInterval, 1, 9999),
                                   within(subject, QStringLiteral("WeeksInterval"), trigger.weeksInterval, 1, 9999),
                                   within(subject, QStringLiteral("DaysOfTheWeek"), trigger.daysOfTheWeek, 0, 127),
                                   within(subject, QStringLiteral("Days"), trigger.days, 0, 0x7fffffff),
                                   within(subject, QStringLiteral("Months"), trigger.months, 0, 0xfff),
                                   within(subject, QStringLiteral("WhichWeek"), trigger.whichWeek, 1, 5)});
        !numbers) {
        return numbers;
    }
    if (trigger.begin && trigger.end && *trigger.end < *trigger.begin) {
        return invalid(subject, QStringLiteral("a trigger's EndDate %1 lies before its BeginDate %2")
                                    .arg(formatWallTime(*trigger.end), formatWallTime(*trigger.begin)));
    }
    if (trigger.type == TriggerType::monthlyByDate && trigger.days == 0)
        return invalid(subject, QStringLiteral("a monthly trigger names no day; set Days"));
    if ((trigger.type == TriggerType::weekly || trigger.type == TriggerType::monthlyByWeekday) && trigger.daysOfTheWeek == 0)
        return invalid(subject, QStringLiteral("a trigger on weekdays names none; set DaysOfTheWeek"));
    if ((trigger.type == TriggerType::monthlyByDate || trigger.type == TriggerType::monthlyByWeekday) && trigger.months == 0)
        return invalid(subject, QStringLiteral("a monthly trigger names no month; set Months"));
    return Done{};
}

Result<> validateDependencies(const SequentialTask &task, const QString &subject)
{
    QSet<LineItemId> earlier;
    for (size_t i = 0; i < task.items.size(); ++i) {
        const LineItem &item = task.items[i];
        const QString place = subject + QStringLiteral(", item %1").arg(i + 1);
        QSet<LineItemId> named;
        for (const Dependency &dependency : item.dependencies) {
            if (!earlier.contains(dependency.on)) {
                const int on = task.indexOf(dependency.on);
                return invalid(place, on < 0 ? QStringLiteral("depends on %1, which is not in the execution order; remove the dependency")
                                                   .arg(dependency.on.toString())
                                             : QStringLiteral("depends on item %1; a dependency names an earlier item").arg(on + 1));
            }
            if (named.contains(dependency.on))
                return invalid(place, QStringLiteral("depends twice on item %1; merge the two").arg(task.indexOf(dependency.on) + 1));
            named.insert(dependency.on);
        }
        if (item.appliesWhen) {
            if (auto rule = validateRule(*item.appliesWhen, RuleUse::appliesWhen, place + QStringLiteral(", AppliesWhen")); !rule)
                return rule;
        }
        if (earlier.contains(item.id))
            return invalid(place, QStringLiteral("has the GUID %1 of an earlier item; GUIDs are unique").arg(item.id.toString()));
        earlier.insert(item.id);
    }
    return Done{};
}

} // namespace

bool isSafeRelativePath(QStringView path)
{
    if (path.isEmpty() || path.startsWith(u'/') || path.contains(u'\\') || path.contains(u':') || path.contains(QChar(u'\0')))
        return false;
    for (const QStringView part : path.split(u'/')) {
        if (part.isEmpty() || part == u"." || part == u"..")
            return false;
    }
    return true;
}

Result<> validateProgram(const Program &program, const QString &subject)
{
    if (auto name = named(QStringLiteral("program"), program.name); !name)
        return name;
    if (program.rights == RunWithRights::loggedInUser && program.canRun != CanRun::loggedOn) {
        return invalid(subject, QStringLiteral("RunWithRights loggedInUser contradicts CanRun %1; set CanRun to loggedOn, "
                                               "or run with other rights")
                                    .arg(program.canRun == CanRun::always ? u"always" : u"noneLoggedOn"));
    }
    if (program.rights == RunWithRights::specifiedUser && program.specifiedUser.trimmed().isEmpty())
        return invalid(subject, QStringLiteral("RunWithRights specifiedUser names no user; set SpecifiedUser"));
    if (auto numbers = firstError({within(subject, QStringLiteral("RetryDelay"), program.retryDelayMinutes, 0, aMonthInMinutes),
                                   within(subject, QStringLiteral("RetryCount"), program.retryCount, 0, 1000),
                                   within(subject, QStringLiteral("MaximumAttempts"), program.maximumAttempts, 1, 100),
                                   within(subject, QStringLiteral("EstimatedDiskSpace"), program.estimatedDiskSpaceMb, 0, 1 << 30),
                                   within(subject, QStringLiteral("EstimatedRunTime"), program.estimatedRunTimeMinutes, 0, aMonthInMinutes),
                                   within(subject, QStringLiteral("TerminateAfter"), program.terminateAfterMinutes, 0, aMonthInMinutes),
                                   within(subject, QStringLiteral("RestartDelay"), program.restartDelayMinutes.value_or(0), 0, aMonthInMinutes),
                                   within(subject, QStringLiteral("MinimumConnectionSpeed"), program.minimumConnectionSpeedKbps, 0, 1 << 30)});
        !numbers) {
        return numbers;
    }
    for (const EnvironmentVariable &variable : program.environment) {
        if (variable.name.isEmpty() || variable.name.contains(u'=') || variable.name.contains(QChar(u'\0')))
            return invalid(subject, QStringLiteral("'%1' is no name for an environment variable; use letters, digits and _")
                                        .arg(variable.name));
    }
    if (program.detection)
        return validateRule(*program.detection, RuleUse::detection, subject + QStringLiteral(", DetectionRule"));
    return Done{};
}

Result<> validatePackage(const Package &package)
{
    if (auto name = named(QStringLiteral("package"), package.name); !name)
        return name;
    const QString subject = QStringLiteral("package '%1'").arg(package.name);
    if ((package.source.type == SourceType::none) != package.source.location.trimmed().isEmpty()) {
        return invalid(subject, package.source.type == SourceType::none
                                    ? QStringLiteral("Source type none cannot have the location '%1'").arg(package.source.location)
                                    : QStringLiteral("its Source has no location; set the folder, UNC path or URL"));
    }
    if (auto numbers = firstError({within(subject, QStringLiteral("CleanupAfter"), package.cleanupAfterMinutes, 0, 100 * aMonthInMinutes),
                                   within(subject, QStringLiteral("Priority"), package.priority, -1000, 1000)});
        !numbers) {
        return numbers;
    }
    for (const SnapshotFile &file : package.snapshot) {
        if (!isSafeRelativePath(file.path))
            return invalid(subject, QStringLiteral("the snapshot's path '%1' is not a relative path inside the package").arg(file.path));
        if (file.size < 0)
            return invalid(subject, QStringLiteral("the snapshot's file '%1' has the size %2").arg(file.path).arg(file.size));
    }
    QSet<QString> names;
    for (const Program &program : package.programs) {
        if (auto valid = validateProgram(program, QStringLiteral("program '%1/%2'").arg(package.name, program.name)); !valid)
            return valid;
        if (names.contains(program.name.toCaseFolded()))
            return invalid(subject, QStringLiteral("has two programs named '%1'; rename one").arg(program.name));
        names.insert(program.name.toCaseFolded());
    }
    return Done{};
}

Result<> validateComputer(const Computer &computer)
{
    if (auto name = named(QStringLiteral("computer"), computer.name); !name)
        return name;
    return within(QStringLiteral("computer '%1'").arg(computer.name), QStringLiteral("memory"), computer.memoryMb, 0, 1 << 30);
}

Result<> validateCollection(const Collection &collection)
{
    if (auto name = named(QStringLiteral("collection"), collection.name); !name)
        return name;
    if (!collection.filter)
        return Done{};
    return validateRule(*collection.filter, RuleUse::collectionFilter,
                        QStringLiteral("collection '%1', Filter").arg(collection.name));
}

Result<> validateUser(const User &user)
{
    return named(QStringLiteral("user"), user.name);
}

Result<> validateUserGroup(const UserGroup &group)
{
    return named(QStringLiteral("group"), group.name);
}

Result<> validateAgentSettings(const AgentSettings &settings)
{
    if (auto name = named(QStringLiteral("agent settings"), settings.name); !name)
        return name;
    const QString subject = QStringLiteral("agent settings '%1'").arg(settings.name);
    if (auto interval = within(subject, QStringLiteral("RefreshInterval"), settings.refreshIntervalMinutes, 1, aMonthInMinutes); !interval)
        return interval;
    return validateOptions(settings.options, subject);
}

Result<> validateOptions(const DeliveryOptions &options, const QString &subject)
{
    if (!options.runFromServerKbps && !options.downloadAndRunKbps)
        return invalid(subject, QStringLiteral("running from the server and downloading are both off; allow one of them"));
    if (auto numbers = firstError({within(subject, QStringLiteral("RunFromServer"), options.runFromServerKbps.value_or(0), 0, 1 << 30),
                                   within(subject, QStringLiteral("DownloadAndRun"), options.downloadAndRunKbps.value_or(0), 0, 1 << 30),
                                   within(subject, QStringLiteral("WarnMinutes"), options.warnMinutes, 0, aMonthInMinutes),
                                   within(subject, QStringLiteral("DeferrableUpTo"), options.deferrableUpToMinutes, 0, aMonthInMinutes)});
        !numbers) {
        return numbers;
    }
    for (const MaintenanceWindow &window : options.maintenanceWindows) {
        if (!window.start.isValid())
            return invalid(subject, QStringLiteral("a maintenance window has no start time; write it as HH:mm"));
        if (auto numbers = firstError({within(subject, QStringLiteral("days of a maintenance window"), window.daysOfTheWeek, 1, 127),
                                       within(subject, QStringLiteral("minutes of a maintenance window"), window.durationMinutes, 1, aWeekInMinutes)});
            !numbers) {
            return numbers;
        }
    }
    return Done{};
}

Result<> validateSchedule(const Schedule &schedule, const QString &subject)
{
    for (const Trigger &trigger : schedule.triggers) {
        if (auto valid = validateTrigger(trigger, subject); !valid)
            return valid;
    }
    const ValidPeriod &period = schedule.validPeriod;
    if (period.after && period.before && period.afterUtc == period.beforeUtc && *period.before < *period.after) {
        return invalid(subject, QStringLiteral("the valid period ends at %1, before it begins at %2")
                                    .arg(formatWallTime(*period.before), formatWallTime(*period.after)));
    }
    if (!schedule.repeat)
        return Done{};
    return firstError({within(subject, QStringLiteral("MaximumRuns"), schedule.repeat->maximumRuns, 0, 1'000'000),
                       within(subject, QStringLiteral("RerunDelay"), schedule.repeat->rerunDelayMinutes, 1, aMonthInMinutes)});
}

Result<> validateTask(const SequentialTask &task)
{
    if (auto name = named(QStringLiteral("sequential task"), task.name); !name)
        return name;
    const QString subject = QStringLiteral("sequential task '%1'").arg(task.name);
    if (task.items.size() > maximumLineItems) {
        return invalid(subject, QStringLiteral("has %1 line items; a sequence holds at most %2").arg(task.items.size()).arg(maximumLineItems));
    }
    if (auto schedule = validateSchedule(task.schedule, subject); !schedule)
        return schedule;
    if (task.options) {
        if (auto options = validateOptions(*task.options, subject); !options)
            return options;
    }
    return validateDependencies(task, subject);
}

} // namespace seriatim
