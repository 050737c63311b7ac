// Commands that look at agent settings. They are made and changed in the console, or by a definition or a policy that is
// imported.
#include "app/cli/command.h"
#include "engine/workspace/settingsmembers.h"

#include <QJsonArray>

namespace seriatim {

namespace {

Result<AgentSettings> findSettings(Workspace &workspace, const QString &nameOrGuid)
{
    const Result<std::vector<AgentSettings>> all = workspace.store().catalogue().agentSettings();
    if (!all)
        return all.error();
    const auto id = AgentSettingsId::parse(nameOrGuid);
    for (const AgentSettings &settings : *all) {
        if ((id && settings.id == *id) || settings.name.compare(nameOrGuid, Qt::CaseInsensitive) == 0)
            return settings;
    }
    return Error{ErrorCode::notFound, QStringLiteral("'%1'").arg(nameOrGuid),
                 QStringLiteral("there are no such agent settings; 'seriatimctl agent-settings list' lists them")};
}

Result<QStringList> collectionNames(Workspace &workspace, const AgentSettings &settings)
{
    QStringList names;
    for (const CollectionId id : settings.appliesTo) {
        const Result<std::optional<Collection>> collection = workspace.store().catalogue().find(id);
        if (!collection)
            return collection.error();
        if (*collection)
            names.append((*collection)->name);
    }
    return names;
}

QJsonValue speedJson(const std::optional<int> &speed)
{
    return !speed ? QJsonValue(QStringLiteral("off")) : *speed == 0 ? QJsonValue(QStringLiteral("any")) : QJsonValue(*speed);
}

QJsonObject optionsJson(const DeliveryOptions &options)
{
    QJsonArray windows;
    for (const MaintenanceWindow &window : options.maintenanceWindows) {
        windows.append(QJsonObject{{QStringLiteral("start"), window.start.toString(Qt::ISODate)},
                                   {QStringLiteral("duration"), window.durationMinutes},
                                   {QStringLiteral("daysOfTheWeek"), window.daysOfTheWeek}});
    }
    return {{QStringLiteral("runFromServer"), speedJson(options.runFromServerKbps)},
            {QStringLiteral("downloadAndRun"), speedJson(options.downloadAndRunKbps)},
            {QStringLiteral("downloadAsSoonAsPossible"), options.downloadAsSoonAsPossible},
            {QStringLiteral("multicast"), options.multicast},
            {QStringLiteral("verboseStatusEvents"), options.verboseStatusEvents},
            {QStringLiteral("notifyWhenAvailable"), options.notifyWhenAvailable},
            {QStringLiteral("warnBeforeRunning"), options.warnBeforeRunning},
            {QStringLiteral("warnMinutes"), options.warnMinutes},
            {QStringLiteral("deferrableUpTo"), options.deferrableUpToMinutes},
            {QStringLiteral("maintenanceWindows"), windows},
            {QStringLiteral("restartFirst"), options.restartFirst}};
}

Result<QJsonObject> settingsJson(Workspace &workspace, const AgentSettings &settings)
{
    const Result<QStringList> collections = collectionNames(workspace, settings);
    if (!collections)
        return collections.error();
    return QJsonObject{{QStringLiteral("guid"), settings.id.toString()},
                       {QStringLiteral("name"), settings.name},
                       {QStringLiteral("priority"), settings.priority},
                       {QStringLiteral("refreshInterval"), settings.refreshIntervalMinutes},
                       {QStringLiteral("appliesTo"), QJsonArray::fromStringList(*collections)},
                       {QStringLiteral("options"), optionsJson(settings.options)}};
}

QString inWords(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    return value.isDouble() ? QString::number(value.toInt()) : value.toString();
}

class AgentSettingsList final : public Command
{
public:
    AgentSettingsList()
        : Command(QStringLiteral("agent-settings list"), QStringLiteral("[--computer C]"),
                  QStringLiteral("Lists the agent settings, the one that counts first; of a computer, the one that it goes by."))
    {
        takes(0, 0);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({QStringLiteral("computer"), QStringLiteral("Only the one that this computer goes by; none: the built-in values."), QStringLiteral("C")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<std::vector<AgentSettings>> chosen = choose(*workspace, invocation.optionalValue(QStringLiteral("computer")));
        if (!chosen)
            return chosen.error();
        QJsonArray list;
        for (const AgentSettings *settings : byRank(*chosen)) {
            const Result<QJsonObject> object = settingsJson(*workspace, *settings);
            if (!object)
                return object.error();
            list.append(*object);
            if (!invocation.json()) {
                const QStringList names = (*object)[u"appliesTo"].toVariant().toStringList();
                invocation.print(QStringLiteral("%1  priority %2, %3")
                                     .arg(settings->name, QString::number(settings->priority),
                                          names.isEmpty() ? QStringLiteral("for no collection") : QStringLiteral("for ") + names.join(QStringLiteral(", "))));
            }
        }
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("agentSettings"), list}});
        else if (chosen->empty() && invocation.isSet(QStringLiteral("computer")))
            invocation.print(QStringLiteral("none apply; it goes by the built-in values"));
        return exitDone;
    }

private:
    static Result<std::vector<AgentSettings>> choose(Workspace &workspace, const std::optional<QString> &computerName)
    {
        if (!computerName)
            return workspace.store().catalogue().agentSettings();
        const Result<std::optional<Computer>> computer = workspace.store().catalogue().findComputer(*computerName);
        if (!computer)
            return computer.error();
        if (!*computer)
            return Error{ErrorCode::notFound, QStringLiteral("computer '%1'").arg(*computerName), QStringLiteral("is not in the store")};
        Result<std::optional<AgentSettings>> settings = settingsOf(workspace, **computer);
        if (!settings)
            return settings.error();
        return *settings ? std::vector{**settings} : std::vector<AgentSettings>();
    }
};

class AgentSettingsShow final : public Command
{
public:
    AgentSettingsShow() : Command(QStringLiteral("agent-settings show"), QStringLiteral("NAME"), QStringLiteral("Shows agent settings with every option.")) { takes(1, 1); }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<AgentSettings> settings = findSettings(*workspace, invocation.argument(0));
        if (!settings)
            return settings.error();
        const Result<QJsonObject> object = settingsJson(*workspace, *settings);
        if (!object)
            return object.error();
        if (invocation.json())
            invocation.print(*object);
        else
            print(invocation, *settings, *object);
        return exitDone;
    }

private:
    static void print(const Invocation &invocation, const AgentSettings &settings, const QJsonObject &object)
    {
        invocation.print(QStringLiteral("%1  priority %2, policies fetched every %3 minutes")
                             .arg(settings.name, QString::number(settings.priority), QString::number(settings.refreshIntervalMinutes)));
        invocation.print(QStringLiteral("GUID %1").arg(settings.id.toString()));
        const QStringList names = object[u"appliesTo"].toVariant().toStringList();
        invocation.print(names.isEmpty() ? QStringLiteral("Applies to no collection") : QStringLiteral("Applies to ") + names.join(QStringLiteral(", ")));
        const QJsonObject options = object[u"options"].toObject();
        for (auto option = options.begin(); option != options.end(); ++option) {
            if (!option->isArray())
                invocation.print(QStringLiteral("  %1: %2").arg(option.key(), inWords(*option)));
        }
        for (const MaintenanceWindow &window : settings.options.maintenanceWindows) {
            invocation.print(QStringLiteral("  maintenance window: from %1, %2 minutes, days of the week %3")
                                 .arg(window.start.toString(QStringLiteral("HH:mm"))).arg(window.durationMinutes).arg(window.daysOfTheWeek));
        }
    }
};

class AgentSettingsPolicy final : public Command
{
public:
    AgentSettingsPolicy()
        : Command(QStringLiteral("agent-settings policy"), QStringLiteral("NAME"), QStringLiteral("Prints the client policy XML that agents receive."))
    {
        takes(1, 1);
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<AgentSettings> settings = findSettings(*workspace, invocation.argument(0));
        if (!settings)
            return settings.error();
        const Result<QByteArray> policy = workspace->issuedPolicy(*settings);
        if (!policy)
            return policy.error();
        invocation.write(*policy);
        return exitDone;
    }
};

} // namespace

void addAgentSettingsCommands(Commands &commands)
{
    commands.push_back(std::make_unique<AgentSettingsList>());
    commands.push_back(std::make_unique<AgentSettingsShow>());
    commands.push_back(std::make_unique<AgentSettingsPolicy>());
}

} // namespace seriatim
