#include "app/cli/recordedrunoutput.h"
#include "app/shared/processsetup.h"
#include "engine/workspace/programnames.h"
#include "engine/workspace/recordedruns.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace seriatim {

namespace {

struct ChosenRun {
    Workspace workspace;
    std::vector<SimulationRun> among;
    SimulationRun run;
};

// The run that the first argument names.
Result<ChosenRun> chosenRun(const Invocation &invocation, Access access)
{
    Result<Workspace> workspace = invocation.open(access);
    if (!workspace)
        return workspace.error();
    Result<std::vector<SimulationRun>> among = runsToChooseFrom(invocation, *workspace);
    if (!among)
        return among.error();
    Result<SimulationRun> run = findRun(*among, invocation.argument(0));
    if (!run)
        return run.error();
    return ChosenRun{std::move(workspace).value(), std::move(among).value(), std::move(run).value()};
}

class ListRuns final : public Command
{
public:
    ListRuns()
        : Command(QStringLiteral("runs"), QStringLiteral("[TASK]"), QStringLiteral("Lists the recorded simulation runs, of a task or all, the newest first."))
    {
        takes(0, 1);
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<std::vector<SimulationRun>> all = recordedRuns(*workspace, std::nullopt);
        if (!all)
            return all.error();
        const Result<std::vector<SimulationRun>> runs =
            invocation.arguments().isEmpty() ? all : recordedRuns(*workspace, invocation.argument(0));
        if (!runs)
            return runs.error();
        if (!invocation.json()) {
            printRuns(invocation, *runs, *all);
            return exitDone;
        }
        QJsonArray list;
        for (const SimulationRun &run : *runs)
            list.append(runJson(run));
        invocation.print(QJsonObject{{QStringLiteral("simulated"), true}, {QStringLiteral("runs"), list}});
        return exitDone;
    }
};

class ShowRun final : public Command
{
public:
    ShowRun()
        : Command(QStringLiteral("runs show"), QStringLiteral("RUN [--task TASK]"),
                  QStringLiteral("Shows a recorded simulation run: its figures and what it assumed. RUN is its id, the first four or more "
                                 "digits of that, latest, or latest~1 for the one before it."))
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override { addRunTaskOption(parser); }

    Result<int> run(Invocation &invocation) const override
    {
        Result<ChosenRun> chosen = chosenRun(invocation, Access::readOnly);
        if (!chosen)
            return chosen.error();
        if (invocation.json()) {
            QJsonObject object = runJson(chosen->run);
            object.insert(QStringLiteral("simulated"), true);
            object.insert(QStringLiteral("scenario"), chosen->run.parameters.isEmpty() ? QJsonValue() : QJsonValue(chosen->run.parameters));
            object.insert(QStringLiteral("result"), QJsonDocument::fromJson(chosen->run.summary.toUtf8()).object());
            invocation.print(object);
            return exitDone;
        }
        const Result<std::optional<SequentialTask>> order = walkedOrder(chosen->workspace, chosen->run);
        if (!order)
            return order.error();
        const Result<QStringList> programs = *order ? programNames(chosen->workspace, **order) : Result<QStringList>(QStringList());
        if (!programs)
            return programs.error();
        printRun(invocation, chosen->run, *programs);
        return exitDone;
    }
};

class RemoveRun final : public Command
{
public:
    RemoveRun()
        : Command(QStringLiteral("runs remove"), QStringLiteral("RUN [--task TASK]"), QStringLiteral("Removes a recorded simulation run from the store."))
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override { addRunTaskOption(parser); }

    Result<int> run(Invocation &invocation) const override
    {
        Result<ChosenRun> chosen = chosenRun(invocation, Access::readWrite);
        if (!chosen)
            return chosen.error();
        if (const Result<> removed = chosen->workspace.store().simulations().remove(chosen->run.id); !removed)
            return removed.error();
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("removed"), chosen->run.id.toString()}});
        else
            invocation.print(QStringLiteral("removed the simulated %1 of '%2'").arg(runText(chosen->run, chosen->among), chosen->run.taskName));
        return exitDone;
    }
};

} // namespace

void addRecordedRunCommands(Commands &commands)
{
    // The longer words first: the first command whose words match is taken.
    commands.push_back(std::make_unique<ShowRun>());
    commands.push_back(std::make_unique<RemoveRun>());
    commands.push_back(std::make_unique<ListRuns>());
}

} // namespace seriatim
