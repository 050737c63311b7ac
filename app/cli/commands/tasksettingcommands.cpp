// Settings of a task that are no part of its execution order: they never change a GUID (B6).
#include "app/cli/taskediting.h"
#include "engine/base/text.h"

#include <functional>

namespace seriatim {

namespace {

class TaskRename final : public Command
{
public:
    TaskRename() : Command(QStringLiteral("task rename"), QStringLiteral("TASK NAME"), QStringLiteral("Gives a task another name.")) { takes(2, 2); }
    void addOptions(QCommandLineParser &parser) const override { addRevisionOption(parser); }

    Result<int> run(Invocation &invocation) const override
    {
        return editTask(invocation, KeepFinished::no, [&](Workspace &, SequentialTask &task) -> Result<> {
            task.name = invocation.argument(1);
            return Done{};
        });
    }
};

struct Setting {
    QString name;
    QString value;

    [[nodiscard]] Error wrong(const QString &expected) const
    {
        return {ErrorCode::invalidInput, name, QStringLiteral("'%1' is not allowed; use %2").arg(value, expected)};
    }
};

Result<bool> booleanOf(const Setting &setting)
{
    const std::optional<bool> value = parseBoolean(setting.value);
    return value ? Result<bool>(*value) : Result<bool>(setting.wrong(QStringLiteral("true or false")));
}

Result<int> countOf(const Setting &setting, int least)
{
    const std::optional<qint64> value = parseInteger(setting.value);
    if (!value || *value < least || *value > 1'000'000)
        return setting.wrong(QStringLiteral("a whole number from %1 to 1000000").arg(least));
    return static_cast<int>(*value);
}

Result<std::optional<WallTime>> wallTimeOf(const Setting &setting)
{
    if (setting.value.trimmed().isEmpty())
        return std::optional<WallTime>();
    const std::optional<WallTime> time = parseWallTime(setting.value);
    return time ? Result<std::optional<WallTime>>(time) : Result<std::optional<WallTime>>(setting.wrong(QStringLiteral("a time such as 2026-02-10 09:00, or nothing")));
}

using Setter = std::function<Result<>(Workspace &, SequentialTask &, const Setting &)>;

template <typename Read, typename Target>
Setter setter(Read read, Target target)
{
    return [read, target](Workspace &, SequentialTask &task, const Setting &setting) -> Result<> {
        auto value = read(setting);
        if (!value)
            return value.error();
        target(task, *value);
        return Done{};
    };
}

Result<> setPriority(Workspace &, SequentialTask &task, const Setting &setting)
{
    const QString word = setting.value.toLower();
    if (word == u"low")
        task.priority = TaskPriority::low;
    else if (word == u"normal")
        task.priority = TaskPriority::normal;
    else if (word == u"high")
        task.priority = TaskPriority::high;
    else
        return setting.wrong(QStringLiteral("low, normal or high"));
    return Done{};
}

Result<> setCollections(Workspace &workspace, SequentialTask &task, const Setting &setting)
{
    const Result<std::vector<Collection>> known = workspace.store().catalogue().collections();
    if (!known)
        return known.error();
    std::vector<CollectionId> chosen;
    for (const QString &part : setting.value.split(u',', Qt::SkipEmptyParts)) {
        const auto found = std::ranges::find_if(*known, [&](const Collection &collection) {
            return collection.name.compare(part.trimmed(), Qt::CaseInsensitive) == 0;
        });
        if (found == known->end())
            return Error{ErrorCode::notFound, QStringLiteral("collection '%1'").arg(part.trimmed()), QStringLiteral("is not in the store")};
        chosen.push_back(found->id);
    }
    task.appliesTo = std::move(chosen);
    return Done{};
}

// asSoonAsPossible, atStartup, atLogon, or "once 2026-02-10 09:00", "daily 2026-02-10 09:00"
Result<> setSchedule(Workspace &, SequentialTask &task, const Setting &setting)
{
    const QString word = setting.value.section(u' ', 0, 0).toLower();
    const std::optional<WallTime> begin = parseWallTime(setting.value.section(u' ', 1));
    Trigger trigger;
    if (word == u"assoonaspossible" || word == u"asap")
        trigger.type = TriggerType::asSoonAsPossible;
    else if (word == u"atstartup")
        trigger.type = TriggerType::atStartup;
    else if (word == u"atlogon")
        trigger.type = TriggerType::atLogon;
    else if (word == u"once" && begin)
        trigger.type = TriggerType::once;
    else if (word == u"daily" && begin)
        trigger.type = TriggerType::daily;
    else
        return setting.wrong(QStringLiteral("asSoonAsPossible, atStartup, atLogon, 'once 2026-02-10 09:00' or 'daily 2026-02-10 09:00'; "
                                            "import a definition for the others"));
    if (begin)
        trigger.begin = begin;
    trigger.description = describeTrigger(trigger);
    task.schedule.triggers = {trigger};
    return Done{};
}

RepeatUntilSuccessful &repeatOf(SequentialTask &task)
{
    if (!task.schedule.repeat)
        task.schedule.repeat.emplace();
    return *task.schedule.repeat;
}

const std::vector<std::pair<QString, Setter>> &settings()
{
    static const auto text = [](const Setting &s) { return Result<QString>(s.value); };
    static const std::vector<std::pair<QString, Setter>> all{
        {QStringLiteral("name"), setter(text, [](SequentialTask &t, const QString &v) { t.name = v; })},
        {QStringLiteral("description"), setter(text, [](SequentialTask &t, const QString &v) { t.description = v; })},
        {QStringLiteral("folder"), setter(text, [](SequentialTask &t, const QString &v) { t.folder = v; })},
        {QStringLiteral("enabled"), setter(booleanOf, [](SequentialTask &t, bool v) { t.enabled = v; })},
        {QStringLiteral("priority"), setPriority},
        {QStringLiteral("appliesTo"), setCollections},
        {QStringLiteral("schedule"), setSchedule},
        {QStringLiteral("scheduleRetry"), setter(booleanOf, [](SequentialTask &t, bool v) { t.schedule.retryMissed = v; })},
        {QStringLiteral("utc"), setter(booleanOf, [](SequentialTask &t, bool v) { t.schedule.utc = v; })},
        {QStringLiteral("validAfter"), setter(wallTimeOf, [](SequentialTask &t, const std::optional<WallTime> &v) { t.schedule.validPeriod.after = v; })},
        {QStringLiteral("validBefore"), setter(wallTimeOf, [](SequentialTask &t, const std::optional<WallTime> &v) { t.schedule.validPeriod.before = v; })},
        {QStringLiteral("repeatUntilSuccessful"), setter(booleanOf, [](SequentialTask &t, bool v) {
             if (!v)
                 t.schedule.repeat.reset();
             else
                 repeatOf(t);
         })},
        {QStringLiteral("maximumRuns"), setter([](const Setting &s) { return countOf(s, 0); }, [](SequentialTask &t, int v) { repeatOf(t).maximumRuns = v; })},
        {QStringLiteral("rerunDelay"), setter([](const Setting &s) { return countOf(s, 1); }, [](SequentialTask &t, int v) { repeatOf(t).rerunDelayMinutes = v; })},
    };
    return all;
}

class TaskSet final : public Command
{
public:
    TaskSet() : Command(QStringLiteral("task set"), QStringLiteral("TASK FIELD=VALUE…"), describe()) { takes(2, any); }
    void addOptions(QCommandLineParser &parser) const override { addRevisionOption(parser); }

    Result<int> run(Invocation &invocation) const override
    {
        std::vector<std::pair<const Setter *, Setting>> wanted;
        for (const QString &argument : invocation.arguments().mid(1)) {
            const qsizetype equals = argument.indexOf(u'=');
            if (equals < 1)
                return invocation.usageError(QStringLiteral("'%1' is no FIELD=VALUE").arg(argument));
            const QString field = argument.left(equals);
            const auto known = std::ranges::find_if(settings(), [&](const auto &s) { return s.first.compare(field, Qt::CaseInsensitive) == 0; });
            if (known == settings().end())
                return invocation.usageError(QStringLiteral("there is no field '%1'; use one of %2").arg(field, fieldNames()));
            wanted.emplace_back(&known->second, Setting{known->first, argument.mid(equals + 1)});
        }
        return editTask(invocation, KeepFinished::no, [&](Workspace &workspace, SequentialTask &task) -> Result<> {
            for (const auto &[set, setting] : wanted) {
                if (auto done = (*set)(workspace, task, setting); !done)
                    return done;
            }
            return Done{};
        });
    }

private:
    static QString fieldNames()
    {
        QStringList names;
        for (const auto &[name, set] : settings())
            names.append(name);
        return names.join(QStringLiteral(", "));
    }
    static QString describe() { return QStringLiteral("Changes settings: %1.").arg(fieldNames()); }
};

} // namespace

void addTaskSettingCommands(Commands &commands)
{
    commands.push_back(std::make_unique<TaskRename>());
    commands.push_back(std::make_unique<TaskSet>());
}

} // namespace seriatim
