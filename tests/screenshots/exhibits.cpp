#include "tests/screenshots/exhibits.h"

#include "tests/screenshots/portalexhibit.h"

#include "engine/agent/snapshot.h"
#include "engine/workspace/exchange.h"
#include "models/simulationjob.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace seriatim {

namespace {

constexpr int computerCount = 40;

Program program(const QString &name, const QString &commandLine, int minutes, ReturnCodeRules codes = {})
{
    Program made(ProgramId::mint(), name);
    made.commandLine = commandLine;
    made.estimatedRunTimeMinutes = minutes;
    made.codes = std::move(codes);
    return made;
}

// Of files that are really there.
std::vector<SnapshotFile> snapshot()
{
    const QTemporaryDir folder;
    QDir(folder.path()).mkpath(QStringLiteral("transforms"));
    const auto write = [&](const QString &name, qsizetype size) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(QByteArray(size, name.back().toLatin1()));
    };
    write(QStringLiteral("core.msi"), 1'843'200);
    write(QStringLiteral("configure.cmd"), 1'204);
    write(QStringLiteral("rollback.cmd"), 655);
    for (int patch = 1; patch <= 3; ++patch)
        write(QStringLiteral("patch%1.msp").arg(patch), 214'016 * patch);
    write(QStringLiteral("transforms/emea.mst"), 24'576);
    const auto taken = takeSnapshot(folder.path());
    return taken ? *taken : std::vector<SnapshotFile>{};
}

Package recorder()
{
    Package package(PackageId::mint(), QStringLiteral("Qfiniti"));
    package.version = QStringLiteral("4.5");
    package.manufacturer = QStringLiteral("etalk");
    package.folder = QStringLiteral("Call centre/Recording");
    package.description = QStringLiteral("Call recording with its service packs");
    package.source = {SourceType::unc, QStringLiteral("\\\\packages\\qfiniti\\4.5")};
    package.snapshot = snapshot();
    const auto installer = ReturnCodeRules::windowsInstaller();
    package.programs.push_back(program(QStringLiteral("Install core"), QStringLiteral("msiexec /i core.msi /qn REBOOT=ReallySuppress"), 4, installer));
    package.programs.back().afterRunning = AfterRunning::restart;
    Rule rule;
    rule.kind = Rule::Kind::fileExists;
    rule.path = QStringLiteral("%ProgramFiles%\\etalk\\Qfiniti\\recorder.exe");
    rule.minimumVersion = QStringLiteral("4.5.0");
    package.programs.back().detection = rule;
    package.programs.back().environment = {{QStringLiteral("SITE"), QStringLiteral("EMEA")}};
    for (int patch = 1; patch <= 3; ++patch)
        package.programs.push_back(program(QStringLiteral("Patch %1").arg(patch), QStringLiteral("msiexec /p patch%1.msp /qn").arg(patch), 2, installer));
    package.programs.push_back(program(QStringLiteral("Configure"), QStringLiteral("configure.cmd /site:EMEA"), 1));
    package.programs.push_back(program(QStringLiteral("Roll back"), QStringLiteral("rollback.cmd"), 3));
    return package;
}

StatusEvent event(const SequentialTask &task, const AgentId &agent, const QString &computer, qint64 number, Instant time)
{
    StatusEvent made(EventId::mint(), agent, task.id);
    made.number = number;
    made.time = time;
    made.computer = computer;
    made.taskRevision = task.revision;
    return made;
}

// The walk of one computer, as its agent would tell it.
std::vector<StatusEvent> walk(const SequentialTask &task, const QString &computer, int kind, Instant start)
{
    const AgentId agent = AgentId::mint();
    std::vector<StatusEvent> events;
    qint64 number = 0;
    Instant now = start;
    const auto add = [&](StatusEvent::Kind what, ComputerStatus status) -> StatusEvent & {
        events.push_back(event(task, agent, computer, ++number, now));
        events.back().kind = what;
        events.back().computerStatus = status;
        return events.back();
    };
    add(StatusEvent::Kind::runStarted, ComputerStatus::running);
    bool failed = false;
    const bool unfinished = kind == 3;
    for (size_t i = 0; i < task.items.size(); ++i) {
        const bool skipped = failed && i < task.items.size() - 1;
        StatusEvent &item = add(StatusEvent::Kind::itemChanged, ComputerStatus::running);
        item.item = task.items[i].id;
        item.place = static_cast<int>(i) + 1;
        item.attempts = skipped ? 0 : 1;
        item.executions = item.attempts;
        now += skipped ? 1000 : 60'000;
        item.time = now;
        if (unfinished && i == 2) {
            item.itemStatus = ItemStatus::running;
            return events;
        }
        if (i + 1 == task.items.size() && !failed) {
            item.itemStatus = ItemStatus::skipped;
            item.explanation = QStringLiteral("Item 6 skipped: it needs item 2 to return 1603; it returned 0.");
            item.attempts = item.executions = 0;
        } else if (skipped) {
            item.itemStatus = ItemStatus::skipped;
            item.explanation = QStringLiteral("Item %1 skipped: it needs item 2 to return 0, 1707, 3010 or 1641; it returned 1603.").arg(i + 1);
        } else if (kind == 1 && i == 1) {
            item.itemStatus = ItemStatus::failed;
            item.returnCode = 1603;
            item.explanation = QStringLiteral("Item 2 failed: it returned 1603, which is none of its success codes 0, 1707, 3010, 1641.");
            failed = true;
        } else {
            item.itemStatus = ItemStatus::succeeded;
            item.returnCode = i == 0 ? 3010 : 0;
        }
    }
    StatusEvent &end = add(StatusEvent::Kind::runEnded, failed ? ComputerStatus::failed : ComputerStatus::succeeded);
    end.restarts = 1;
    return events;
}

// Who sees the task in the Software Portal.
Result<> savePeople(CatalogueStore &catalogue)
{
    const QList<std::pair<QString, QString>> names{{QStringLiteral("anna"), QStringLiteral("Anna Berg")}, {QStringLiteral("joao"), QStringLiteral("João Ferreira")},
                                                   {QStringLiteral("maria"), QStringLiteral("Maria Rossi")}, {QStringLiteral("tom"), QStringLiteral("Tom Øster")}};
    std::vector<User> users;
    UserGroup callCentre(UserGroupId::mint(), QStringLiteral("Call centre"));
    UserGroup leads(UserGroupId::mint(), QStringLiteral("Team leads"));
    for (const auto &[name, displayName] : names) {
        users.emplace_back(UserId::mint(), name);
        users.back().domain = QStringLiteral("EMEA");
        users.back().displayName = displayName;
        callCentre.members.push_back(users.back().id);
    }
    callCentre.domain = leads.domain = QStringLiteral("EMEA");
    leads.members = {users.front().id};
    if (auto saved = catalogue.save(users); !saved)
        return saved;
    return catalogue.save(std::vector{callCentre, leads});
}

Result<> saveSettings(CatalogueStore &catalogue, CollectionId pilot, CollectionId sales)
{
    AgentSettings careful(AgentSettingsId::mint(), QStringLiteral("Call centre: at night, with warning"));
    careful.priority = 10;
    careful.appliesTo = {pilot};
    careful.options.warnBeforeRunning = true;
    careful.options.warnMinutes = 15;
    careful.options.deferrableUpToMinutes = 240;
    MaintenanceWindow night;
    night.start = QTime(22, 0);
    night.durationMinutes = 6 * 60;
    careful.options.maintenanceWindows = {night};
    AgentSettings slow(AgentSettingsId::mint(), QStringLiteral("Slow lines"));
    slow.appliesTo = {sales};
    slow.options.runFromServerKbps = 1024;
    slow.options.downloadAndRunKbps = 50;
    slow.options.downloadAsSoonAsPossible = true;
    return catalogue.save(std::vector{careful, slow});
}

// Two simulation runs, so that their page has something to compare.
Result<> simulateTwice(Workspace &workspace, const SequentialTask &task)
{
    for (const int computers : {40, 1000}) {
        JobControl control;
        const auto done = simulate(workspace, {task.id.toString(), computers, 7, true}, control);
        if (!done)
            return done.error();
    }
    return Done{};
}

// For the Run panel, which runs on the computer that takes the pictures.
Result<> saveHousekeeping(Workspace &workspace)
{
    Package package(PackageId::mint(), QStringLiteral("Housekeeping"));
    package.version = QStringLiteral("1.0");
    package.programs.push_back(program(QStringLiteral("Say hello"), QStringLiteral("echo hello"), 1));
    package.programs.push_back(program(QStringLiteral("Take a while"), QStringLiteral("sleep 2"), 1));
    package.programs.push_back(program(QStringLiteral("Tidy up"), QStringLiteral("true"), 1));
    if (auto saved = workspace.store().catalogue().save(std::vector{package}); !saved)
        return saved;
    SequentialTask task(TaskId::mint(), QStringLiteral("Housekeeping"));
    for (const Program &made : package.programs)
        task.items.emplace_back(LineItemId::mint(), made.id);
    const auto saved = workspace.saveTask(task, KeepFinished::no);
    return saved ? Result<>(Done{}) : saved.error();
}

} // namespace

Result<SequentialTask> fillExhibits(Workspace &workspace)
{
    if (auto filled = fillWithDemo(workspace, 1200, 7); !filled)
        return filled.error();
    const Package package = recorder();
    Collection pilot(CollectionId::mint(), QStringLiteral("Pilot agents"));
    pilot.description = QStringLiteral("The first floor of the call centre");
    std::vector<Computer> computers;
    for (int i = 1; i <= computerCount; ++i) {
        Computer computer(ComputerId::mint(), QStringLiteral("AGENT-%1").arg(i, 3, 10, QLatin1Char('0')));
        computer.domain = QStringLiteral("EMEA");
        computer.operatingSystem = QStringLiteral("Windows 10 Enterprise");
        computer.architecture = QStringLiteral("x86_64");
        computer.memoryMb = 8192;
        computers.push_back(computer);
        pilot.members.push_back(computer.id);
    }
    CatalogueStore &catalogue = workspace.store().catalogue();
    for (const Result<> &saved : {catalogue.save(std::vector{package}), catalogue.save(computers), catalogue.save(std::vector{pilot})}) {
        if (!saved)
            return saved.error();
    }
    const auto collections = catalogue.load();
    if (!collections)
        return collections.error();
    const auto sales = std::find_if(collections->collections.begin(), collections->collections.end(), [](const Collection &one) { return one.name == u"Sales"; });
    for (const Result<> &saved : {savePeople(catalogue), saveSettings(catalogue, pilot.id, sales->id), saveHousekeeping(workspace)}) {
        if (!saved)
            return saved.error();
    }

    SequentialTask task(TaskId::mint(), QStringLiteral("Qfiniti rollout"));
    task.description = QStringLiteral("Call recording for the agents' desktops: core, three patches, configuration.");
    task.folder = QStringLiteral("Call centre");
    task.priority = TaskPriority::high;
    task.appliesTo = {pilot.id};
    for (const Program &made : package.programs)
        task.items.emplace_back(LineItemId::mint(), made.id);
    for (size_t i = 1; i < 4; ++i)
        task.items[i].dependencies.push_back({task.items[i - 1].id, std::nullopt});
    task.items[4].dependencies = {{task.items[0].id, std::nullopt}, {task.items[3].id, std::nullopt}};
    task.items[5].dependencies = {{task.items[1].id, ReturnCodeList{1603}}};
    PortalEntry portal;
    portal.displayName = QStringLiteral("Call recording");
    portal.description = QStringLiteral("Installs the recorder and its updates. Takes a quarter of an hour and one restart.");
    portal.access.push_back({PortalAccess::Kind::group, QStringLiteral("EMEA\\Call centre"), true, true, false});
    task.portal = portal;
    Result<SaveOutcome> saved = workspace.saveTask(task, KeepFinished::no);
    for (const TaskPriority priority : {TaskPriority::normal, TaskPriority::high}) { // something for its history
        if (!saved)
            return saved.error();
        task = saved->task;
        task.priority = priority;
        saved = workspace.saveTask(task, KeepFinished::no);
    }
    if (!saved)
        return saved.error();
    if (auto simulated = simulateTwice(workspace, saved->task); !simulated)
        return simulated.error();

    if (auto filled = fillPortal(workspace, saved->task, SystemClock().now()); !filled)
        return filled.error();

    const Instant start = QDateTime::fromString(QStringLiteral("2026-11-20T10:02:00Z"), Qt::ISODate).toMSecsSinceEpoch();
    std::vector<StatusEvent> events;
    for (int i = 0; i < computerCount - 2; ++i) {
        const std::vector<StatusEvent> one = walk(saved->task, computers[static_cast<size_t>(i)].name, i % 9 == 4 ? 1 : (i % 8 == 7 ? 3 : 0), start + i * 7000);
        events.insert(events.end(), one.begin(), one.end());
    }
    const auto applied = workspace.store().statuses().apply(events, start + 3'600'000);
    return applied ? Result<SequentialTask>(saved->task) : applied.error();
}

} // namespace seriatim
