// What people at the computer ask of the agent that works there, for those without a screen (B27, B28).
#include "app/cli/command.h"
#include "engine/agent/agentview.h"

#include <algorithm>

namespace seriatim {

namespace {

constexpr int mostMinutes = 44640;

struct Addressed {
    AgentView view;
    AgentSequenceView sequence;
};

// The home's own memory knows its tasks; no store is needed.
Result<Addressed> addressed(Invocation &invocation)
{
    const QString home = invocation.value(QStringLiteral("home"));
    if (home.isEmpty())
        return invocation.usageError(QStringLiteral("--home is missing; name the folder that the agent works in"));
    Result<AgentView> view = AgentViewReader(home).read();
    if (!view)
        return view.error();
    if (view->memory == AgentView::Memory::unreadable)
        return Error{ErrorCode::invalidInput, QString(), view->memoryProblem};
    const QString wanted = invocation.argument(0);
    const std::optional<TaskId> guid = TaskId::parse(wanted);
    const auto matches = [&](const AgentSequenceView &sequence) { return guid ? sequence.guid == *guid : sequence.name == wanted; };
    const auto found = std::ranges::find_if(view->sequences, matches);
    if (found == view->sequences.end())
        return Error{ErrorCode::notFound, QStringLiteral("task '%1'").arg(wanted), QStringLiteral("the agent in '%1' does not know it").arg(view->folder)};
    if (!guid && std::ranges::count_if(view->sequences, matches) > 1)
        return Error{ErrorCode::invalidInput, QStringLiteral("task '%1'").arg(wanted), QStringLiteral("several tasks have that name; name it by its Task GUID")};
    AgentSequenceView sequence = *found;
    return Addressed{std::move(view).value(), std::move(sequence)};
}

class AgentCommand : public Command
{
public:
    using Command::Command;

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({QStringLiteral("home"), QStringLiteral("The folder that the agent works in."), QStringLiteral("DIR")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        const Result<Addressed> to = addressed(invocation);
        if (!to)
            return to.error();
        const Result<Wish> wish = wishFor(invocation, to->sequence);
        if (!wish)
            return wish.error();
        if (auto left = Inbox(HomeFiles(to->view.folder)).leave(*wish); !left)
            return left.error();
        tell(invocation, *to, *wish);
        return exitDone;
    }

private:
    [[nodiscard]] virtual Result<Wish> wishFor(Invocation &invocation, const AgentSequenceView &sequence) const = 0;

    static void tell(const Invocation &invocation, const Addressed &to, const Wish &wish)
    {
        if (invocation.json()) {
            invocation.print(QJsonObject{{QStringLiteral("wish"), toWord(wish.kind)},
                                         {QStringLiteral("task"), wish.task.toString()},
                                         {QStringLiteral("name"), to.sequence.name},
                                         {QStringLiteral("agent"), to.view.process ? QJsonValue(*to.view.process) : QJsonValue()}});
            return;
        }
        invocation.print(to.view.process ? QStringLiteral("'%1': the agent (process %2) has been asked").arg(to.sequence.name).arg(*to.view.process)
                                         : QStringLiteral("'%1': no agent works in this home now; it is taken up when one starts").arg(to.sequence.name));
    }
};

class AgentRunNow final : public AgentCommand
{
public:
    AgentRunNow()
        : AgentCommand(QStringLiteral("agent run-now"), QStringLiteral("--home DIR TASK [--from N]"),
                       QStringLiteral("Has the agent that works in a home run a task now, as soon as the program that runs there has ended."))
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        AgentCommand::addOptions(parser);
        parser.addOption({QStringLiteral("from"), QStringLiteral("From line item N on; those before it keep their last result."), QStringLiteral("N")});
    }

private:
    Result<Wish> wishFor(Invocation &invocation, const AgentSequenceView &sequence) const override
    {
        const Result<std::optional<int>> from = invocation.optionalNumber(QStringLiteral("from"), 1, std::max(1, static_cast<int>(sequence.items.size())));
        if (!from)
            return from.error();
        Wish wish(sequence.guid);
        wish.fromPlace = *from;
        return wish;
    }
};

Result<Wish> answerTo(const AgentSequenceView &sequence, Wish::Kind kind)
{
    if (!sequence.warning)
        return Error{ErrorCode::refused, QStringLiteral("task '%1'").arg(sequence.name), QStringLiteral("there is no warning and no restart countdown to answer")};
    Wish wish(sequence.guid, kind);
    wish.notice = sequence.warning->notice;
    return wish;
}

class AgentPutOff final : public AgentCommand
{
public:
    AgentPutOff()
        : AgentCommand(QStringLiteral("agent put-off"), QStringLiteral("--home DIR TASK [--minutes M]"),
                       QStringLiteral("Puts off what people have been warned of, programs or a restart; without --minutes as long as is allowed."))
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        AgentCommand::addOptions(parser);
        parser.addOption({QStringLiteral("minutes"), QStringLiteral("For so many minutes from now on, at most until the deadline."), QStringLiteral("M")});
    }

private:
    Result<Wish> wishFor(Invocation &invocation, const AgentSequenceView &sequence) const override
    {
        const Result<std::optional<int>> minutes = invocation.optionalNumber(QStringLiteral("minutes"), 1, mostMinutes);
        if (!minutes)
            return minutes.error();
        Result<Wish> wish = answerTo(sequence, Wish::Kind::putOff);
        if (!wish)
            return wish;
        const Instant now = SystemClock().now();
        const Instant deadline = sequence.warning->deadline;
        if (deadline <= std::max(now, sequence.warning->until))
            return Error{ErrorCode::refused, QStringLiteral("task '%1'").arg(sequence.name), QStringLiteral("it cannot be put off any longer")};
        wish->until = *minutes ? now + **minutes * millisPerMinute : deadline;
        return wish;
    }
};

class AgentGoAhead final : public AgentCommand
{
public:
    AgentGoAhead()
        : AgentCommand(QStringLiteral("agent go-ahead"), QStringLiteral("--home DIR TASK"),
                       QStringLiteral("Ends a warning or a restart countdown: the programs, or the restart, come now."))
    {
        takes(1, 1);
    }

private:
    Result<Wish> wishFor(Invocation &, const AgentSequenceView &sequence) const override
    {
        return answerTo(sequence, Wish::Kind::goAhead);
    }
};

} // namespace

void addAgentCommands(Commands &commands)
{
    commands.push_back(std::make_unique<AgentRunNow>());
    commands.push_back(std::make_unique<AgentPutOff>());
    commands.push_back(std::make_unique<AgentGoAhead>());
}

} // namespace seriatim
