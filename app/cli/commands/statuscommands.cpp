#include "app/cli/statusoutput.h"
#include "engine/store/historystore.h"

#include <QJsonArray>

#include <limits>

namespace seriatim {

namespace {

class Status final : public Command
{
public:
    Status()
        : Command(QStringLiteral("status"), QStringLiteral("TASK [--computer C [--events]] [--revision N] [--csv]"),
                  QStringLiteral("Shows how the task stands on each computer, item by item."))
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({QStringLiteral("computer"), QStringLiteral("Of this computer only."), QStringLiteral("C")});
        parser.addOption({QStringLiteral("events"), QStringLiteral("With --computer: what it reported, in the order in which it came in.")});
        parser.addOption({QStringLiteral("revision"), QStringLiteral("What was reported on the execution order of this revision."), QStringLiteral("N")});
        parser.addOption({QStringLiteral("csv"), QStringLiteral("As CSV, a line for each line item of each computer.")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        if (invocation.json() && invocation.isSet(QStringLiteral("csv")))
            return invocation.usageError(QStringLiteral("--json and --csv cannot both be had; choose one"));
        if (invocation.isSet(QStringLiteral("events")) && !invocation.isSet(QStringLiteral("computer")))
            return invocation.usageError(QStringLiteral("--events needs --computer, whose events they are"));
        const Result<std::optional<int>> revision = invocation.optionalNumber(QStringLiteral("revision"), 1, std::numeric_limits<int>::max());
        if (!revision)
            return revision.error();
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<TaskStatusView> view = statusOf(*workspace, invocation.argument(0), invocation.optionalValue(QStringLiteral("computer")), *revision);
        if (!view)
            return view.error();
        if (invocation.isSet(QStringLiteral("events")))
            return showEvents(invocation, *workspace, *view);
        if (invocation.json())
            invocation.print(statusJson(*view));
        else if (invocation.isSet(QStringLiteral("csv")))
            invocation.write(statusCsv(*view));
        else
            printStatus(invocation, *view);
        return exitDone;
    }

private:
    static Result<int> showEvents(Invocation &invocation, Workspace &workspace, const TaskStatusView &view)
    {
        const Result<std::vector<ReportedEvent>> events = workspace.store().statuses().history(view.task.id, view.computers.front().computer);
        if (!events)
            return events.error();
        const Result<qint64> removed = HistoryStore(workspace.store().database()).removedEvents(view.task.id, view.computers.front().computer);
        if (!removed)
            return removed.error();
        if (invocation.json()) {
            invocation.print(QJsonObject{{QStringLiteral("removed"), *removed}, {QStringLiteral("events"), eventsJson(*events)}});
            return exitDone;
        }
        if (*removed > 0)
            invocation.print(QStringLiteral("%1 of it were removed, because the store keeps history for a number of days").arg(counted(*removed, QStringLiteral("older event"))));
        printEvents(invocation, *events);
        return exitDone;
    }
};

class Explain final : public Command
{
public:
    Explain()
        : Command(QStringLiteral("explain"), QStringLiteral("TASK COMPUTER [N]"),
                  QStringLiteral("Says in one sentence for each line item, or for item N, why it stands as it does."))
    {
        takes(2, 3);
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<TaskStatusView> view = statusOf(*workspace, invocation.argument(0), invocation.argument(1));
        if (!view)
            return view.error();
        const int places = static_cast<int>(view->task.items.size());
        std::optional<int> only;
        if (invocation.arguments().size() == 3) {
            const Result<int> place = invocation.number(invocation.argument(2), QStringLiteral("N"), 1, std::max(1, places));
            if (!place)
                return place.error();
            only = *place;
        }
        QJsonArray items;
        const ComputerTaskStatus &computer = view->computers.front();
        if (!invocation.json() && !only && computer.items.empty())
            invocation.print(computer.explanation);
        for (const LineItemStatus &item : computer.items) {
            if (only && item.place != *only)
                continue;
            if (!invocation.json())
                invocation.print(item.explanation);
            items.append(QJsonObject{{QStringLiteral("item"), item.place},
                                     {QStringLiteral("status"), toWord(item.status)},
                                     {QStringLiteral("explanation"), item.explanation}});
        }
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("computer"), computer.computer},
                                         {QStringLiteral("status"), toWord(computer.status)},
                                         {QStringLiteral("explanation"), computer.explanation},
                                         {QStringLiteral("items"), items}});
        return exitDone;
    }
};

} // namespace

void addStatusCommands(Commands &commands)
{
    commands.push_back(std::make_unique<Status>());
    commands.push_back(std::make_unique<Explain>());
}

} // namespace seriatim
