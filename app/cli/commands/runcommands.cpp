#include "app/cli/statusoutput.h"
#include "app/cli/taskediting.h"
#include "app/shared/processsetup.h"
#include "engine/agent/computerfacts.h"
#include "engine/workspace/localagent.h"

namespace seriatim {

namespace {

class TaskRun final : public Command
{
public:
    TaskRun()
        : Command(QStringLiteral("task run"), QStringLiteral("TASK [--computer C] [--from N]"),
                  QStringLiteral("Runs a task on this computer now with the local agent, or goes on with a run that was interrupted."))
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({QStringLiteral("computer"), QStringLiteral("The name under which this computer reports; its host name otherwise."), QStringLiteral("C")});
        parser.addOption({QStringLiteral("from"), QStringLiteral("From line item N on; those before it keep their last result."), QStringLiteral("N")});
        parser.addOption({QStringLiteral("home"), QStringLiteral("The agent's home; beside the store otherwise."), QStringLiteral("DIR")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        const Result<std::optional<int>> from = invocation.optionalNumber(QStringLiteral("from"), 1, 1'000'000'000);
        if (!from)
            return from.error();
        Result<OpenTask> open = openTask(invocation, Access::readWrite);
        if (!open)
            return open.error();

        LocalAgentRequest request;
        request.computer = invocation.optionalValue(QStringLiteral("computer")).value_or(thisComputer().name);
        request.home = invocation.optionalValue(QStringLiteral("home")).value_or(defaultAgentHome(invocation.storePath(), request.computer));
        request.progress = showProgress;
        ignoreBrokenPipes();
        const Result<AgentEnd> end = runTaskNow(open->workspace, request, open->task, *from, stopOnSignals());
        if (!end)
            return end.error();

        const Result<TaskStatusView> view = statusOf(open->workspace, open->task.id.toString(), request.computer);
        if (!view)
            return view.error();
        if (invocation.json())
            invocation.print(statusJson(*view));
        else
            printStatus(invocation, *view);
        return view->computers.front().status == ComputerStatus::succeeded ? exitDone : exitNotSuccessful;
    }
};

} // namespace

void addRunCommands(Commands &commands)
{
    commands.push_back(std::make_unique<TaskRun>());
}

} // namespace seriatim
