// Commands that look at tasks, make and remove them.
#include "app/cli/taskediting.h"
#include "app/cli/taskoutput.h"
#include "engine/policy/policyxml.h"

#include <QJsonArray>

namespace seriatim {

namespace {

class TaskList final : public Command
{
public:
    TaskList() : Command(QStringLiteral("task list"), QString(), QStringLiteral("Lists the sequential tasks.")) { takes(0, 0); }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<std::vector<TaskSummary>> tasks = workspace->store().tasks().list();
        if (!tasks)
            return tasks.error();
        QJsonArray list;
        for (const TaskSummary &task : *tasks) {
            if (!invocation.json()) {
                invocation.print(QStringLiteral("%1  revision %2, %3%4")
                                     .arg(task.name).arg(task.revision).arg(counted(task.itemCount, QStringLiteral("item")))
                                     .arg(task.enabled ? QString() : QStringLiteral(", disabled")));
                continue;
            }
            list.append(QJsonObject{{QStringLiteral("guid"), task.id.toString()},
                                    {QStringLiteral("name"), task.name},
                                    {QStringLiteral("revision"), task.revision},
                                    {QStringLiteral("enabled"), task.enabled},
                                    {QStringLiteral("items"), task.itemCount}});
        }
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("tasks"), list}});
        return exitDone;
    }
};

class TaskShow final : public Command
{
public:
    TaskShow() : Command(QStringLiteral("task show"), QStringLiteral("TASK"), QStringLiteral("Shows a task and its execution order.")) { takes(1, 1); }

    Result<int> run(Invocation &invocation) const override
    {
        Result<OpenTask> open = openTask(invocation, Access::readOnly);
        if (!open)
            return open.error();
        const Result<TaskPrograms> programs = open->workspace.programsOf({open->task});
        if (!programs)
            return programs.error();
        if (invocation.json())
            invocation.print(taskJson(open->task, programs->index));
        else
            printTask(invocation, open->task, programs->index);
        return exitDone;
    }
};

class TaskCreate final : public Command
{
public:
    TaskCreate() : Command(QStringLiteral("task create"), QStringLiteral("NAME"), QStringLiteral("Makes an empty task.")) { takes(1, 1); }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readWrite);
        if (!workspace)
            return workspace.error();
        const Result<SaveOutcome> saved = workspace->saveTask(SequentialTask(TaskId::mint(), invocation.argument(0)), KeepFinished::no);
        if (!saved)
            return saved.error();
        printSaved(invocation, *saved);
        return exitDone;
    }
};

class TaskDelete final : public Command
{
public:
    TaskDelete() : Command(QStringLiteral("task delete"), QStringLiteral("TASK"), QStringLiteral("Deletes a task; its history stays.")) { takes(1, 1); }

    Result<int> run(Invocation &invocation) const override
    {
        Result<OpenTask> open = openTask(invocation, Access::readWrite);
        if (!open)
            return open.error();
        const SequentialTask &task = open->task;
        if (auto removed = open->workspace.store().tasks().remove(task.id, currentUser(), SystemClock().now()); !removed)
            return removed.error();
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("deleted"), task.id.toString()}, {QStringLiteral("name"), task.name}});
        else
            invocation.print(QStringLiteral("deleted '%1'").arg(task.name));
        return exitDone;
    }
};

class TaskPolicy final : public Command
{
public:
    TaskPolicy()
        : Command(QStringLiteral("task policy"), QStringLiteral("TASK [--computer C]"),
                  QStringLiteral("Prints the client policy XML that agents receive."))
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({QStringLiteral("computer"), QStringLiteral("As this computer receives it; an error where it does not."), QStringLiteral("C")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<OpenTask> open = openTask(invocation, Access::readOnly);
        if (!open)
            return open.error();
        if (const auto computer = invocation.optionalValue(QStringLiteral("computer"))) {
            if (auto applies = checkReceives(open->workspace, open->task, *computer); !applies)
                return applies.error();
        }
        const Result<QByteArray> policy = open->workspace.issuedPolicy(open->task);
        if (!policy)
            return policy.error();
        invocation.write(*policy);
        return exitDone;
    }

private:
    static Result<> checkReceives(Workspace &workspace, const SequentialTask &task, const QString &name)
    {
        const Result<std::vector<Computer>> computers = workspace.computersOf(task);
        if (!computers)
            return computers.error();
        for (const Computer &computer : *computers) {
            if (computer.name.compare(name, Qt::CaseInsensitive) == 0) {
                if (task.enabled)
                    return Done{};
                return Error{ErrorCode::refused, QStringLiteral("'%1'").arg(task.name),
                             QStringLiteral("is disabled, so no computer receives it; enable it with task set")};
            }
        }
        return Error{ErrorCode::notFound, QStringLiteral("computer '%1'").arg(name),
                     QStringLiteral("'%1' does not apply to it; put it into one of the task's collections").arg(task.name)};
    }
};

} // namespace

void addTaskCommands(Commands &commands)
{
    commands.push_back(std::make_unique<TaskList>());
    commands.push_back(std::make_unique<TaskShow>());
    commands.push_back(std::make_unique<TaskCreate>());
    commands.push_back(std::make_unique<TaskDelete>());
    commands.push_back(std::make_unique<TaskPolicy>());
}

} // namespace seriatim
