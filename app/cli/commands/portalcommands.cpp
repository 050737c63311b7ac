#include "app/cli/portaloutput.h"
#include "app/shared/processsetup.h"
#include "engine/agent/computerfacts.h"
#include "engine/workspace/localagent.h"

#include <QJsonArray>

namespace seriatim {

namespace {

const QString userOption = QStringLiteral("user");
const QString computerOption = QStringLiteral("computer");
const QString stateOption = QStringLiteral("state");
const QString commentOption = QStringLiteral("comment");
const QString homeOption = QStringLiteral("home");

Instant now()
{
    return SystemClock().now();
}

// The user that an option names; a usage error where it is not given and has to be.
Result<User> requiredUser(Invocation &invocation, Workspace &workspace)
{
    const auto name = invocation.optionalValue(userOption);
    if (!name)
        return invocation.usageError(QStringLiteral("--user is missing: who looks into the portal?"));
    return findUser(workspace, *name);
}

void show(const Invocation &invocation, const PortalRequest &request)
{
    if (invocation.json())
        invocation.print(requestJson(request));
    else
        printRequest(invocation, request);
}

class PortalList final : public Command
{
public:
    PortalList()
        : Command(QStringLiteral("portal list"), QStringLiteral("--user USER"),
                  QStringLiteral("Lists the tasks that a user sees in the Software Portal, recommended ones first."))
    {
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({userOption, QStringLiteral("Whose portal it is."), QStringLiteral("USER")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<User> user = requiredUser(invocation, *workspace);
        if (!user)
            return user.error();
        const Result<std::vector<PortalOffer>> offers = portalFor(*workspace, *user);
        if (!offers)
            return offers.error();
        QJsonArray tasks;
        for (const PortalOffer &offer : *offers) {
            if (invocation.json())
                tasks.append(offerJson(offer));
            else
                printOffer(invocation, offer);
        }
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("user"), principalName(user->domain, user->name)}, {QStringLiteral("tasks"), tasks}});
        return exitDone;
    }
};

class PortalMake final : public Command
{
public:
    PortalMake()
        : Command(QStringLiteral("portal request"), QStringLiteral("TASK --user USER [--computer C]"),
                  QStringLiteral("Requests a task for a user; a pre-approved one is approved at once."))
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({userOption, QStringLiteral("Who requests it."), QStringLiteral("USER")});
        parser.addOption({computerOption, QStringLiteral("Where it is to run; this computer otherwise."), QStringLiteral("C")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readWrite);
        if (!workspace)
            return workspace.error();
        const Result<User> user = requiredUser(invocation, *workspace);
        if (!user)
            return user.error();
        const Result<SequentialTask> task = workspace->store().tasks().find(invocation.argument(0));
        if (!task)
            return task.error();
        const QString computer = invocation.optionalValue(computerOption).value_or(thisComputer().name);
        const Result<PortalRequest> request = makeRequest(*workspace, task->id, *user, computer, now());
        if (!request)
            return request.error();
        show(invocation, *request);
        return exitDone;
    }
};

class PortalRequests final : public Command
{
public:
    PortalRequests()
        : Command(QStringLiteral("portal requests"), QStringLiteral("[--user USER] [--state STATE]"),
                  QStringLiteral("Lists the requests made in the Software Portal, the newest first."))
    {
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({userOption, QStringLiteral("Of this user only."), QStringLiteral("USER")});
        parser.addOption({stateOption, QStringLiteral("In this state only: waiting, onHold, approved, denied, expired, running, ended."), QStringLiteral("STATE")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        RequestQuery query;
        query.now = now();
        if (const auto word = invocation.optionalValue(stateOption)) {
            query.state = requestStateFromWord(*word);
            if (!query.state)
                return invocation.usageError(QStringLiteral("--state is '%1'; use waiting, onHold, approved, denied, expired, running or ended").arg(*word));
        }
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        if (invocation.isSet(userOption)) {
            const Result<User> user = requiredUser(invocation, *workspace);
            if (!user)
                return user.error();
            query.user = user->id;
        }
        const Result<std::vector<PortalRequest>> requests = requestsOf(*workspace, query);
        if (!requests)
            return requests.error();
        QJsonArray list;
        for (const PortalRequest &request : *requests) {
            if (invocation.json())
                list.append(requestJson(request));
            else
                printRequest(invocation, request);
        }
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("requests"), list}});
        return exitDone;
    }
};

class PortalDecide final : public Command
{
public:
    PortalDecide(const QString &word, Decision decision, const QString &description)
        : Command(QStringLiteral("portal ") + word, QStringLiteral("REQUEST [--comment TEXT]"), description), m_decision(decision)
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({commentOption, QStringLiteral("What its user is told with it."), QStringLiteral("TEXT")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readWrite);
        if (!workspace)
            return workspace.error();
        const Result<PortalRequest> request = workspace->store().portal().find(invocation.argument(0));
        if (!request)
            return request.error();
        const Result<PortalRequest> decided = decideRequest(*workspace, request->id, m_decision, invocation.value(commentOption), now());
        if (!decided)
            return decided.error();
        show(invocation, *decided);
        return exitDone;
    }

private:
    Decision m_decision;
};

class PortalRun final : public Command
{
public:
    PortalRun()
        : Command(QStringLiteral("portal run"), QStringLiteral("REQUEST [--home DIR]"),
                  QStringLiteral("Runs what was requested on this computer and approved, now, as its agent would do by itself."))
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({homeOption, QStringLiteral("The agent's home; beside the store otherwise."), QStringLiteral("DIR")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readWrite);
        if (!workspace)
            return workspace.error();
        const Result<PortalRequest> request = workspace->store().portal().find(invocation.argument(0));
        if (!request)
            return request.error();
        if (!request->currentTask)
            return Error{ErrorCode::notFound, request->taskName, QStringLiteral("is not in the store any more")};
        LocalAgentRequest agent;
        agent.computer = request->computer;
        agent.home = invocation.optionalValue(homeOption).value_or(defaultAgentHome(invocation.storePath(), agent.computer));
        agent.progress = showProgress;
        const Result<AgentEnd> end = runRequestNow(*workspace, agent, *request->currentTask, stopOnSignals());
        if (!end)
            return end.error();
        const Result<PortalRequest> after = workspace->store().portal().load(request->id);
        if (!after)
            return after.error();
        show(invocation, *after);
        return after->finalStatus == ComputerStatus::succeeded ? exitDone : exitNotSuccessful;
    }
};

class PortalExpiry final : public Command
{
public:
    PortalExpiry()
        : Command(QStringLiteral("portal expiry"), QStringLiteral("[DAYS]"),
                  QStringLiteral("Shows or sets after how many days an open request expires, and writes down which have."))
    {
        takes(0, 1);
    }

    Result<int> run(Invocation &invocation) const override
    {
        const bool sets = !invocation.arguments().isEmpty();
        Result<int> days = sets ? invocation.number(invocation.argument(0), QStringLiteral("DAYS"), 1, mostRequestDays) : Result<int>(0);
        if (!days)
            return days;
        Result<Workspace> workspace = invocation.open(Access::readWrite);
        if (!workspace)
            return workspace.error();
        if (sets) {
            if (auto set = setRequestExpiry(*workspace, *days); !set)
                return set.error();
        } else {
            days = workspace->store().portal().expiryDays();
            if (!days)
                return days;
        }
        const Result<int> expired = expireRequests(*workspace, now());
        if (!expired)
            return expired;
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("days"), *days}, {QStringLiteral("expired"), *expired}});
        else
            invocation.print(QStringLiteral("open requests expire after %1; %2 expired now")
                                 .arg(counted(*days, QStringLiteral("day")), counted(*expired, QStringLiteral("request"))));
        return exitDone;
    }
};

} // namespace

void addPortalCommands(Commands &commands)
{
    commands.push_back(std::make_unique<PortalList>());
    commands.push_back(std::make_unique<PortalRequests>());
    commands.push_back(std::make_unique<PortalMake>());
    commands.push_back(std::make_unique<PortalDecide>(QStringLiteral("approve"), Decision::approve,
                                                      QStringLiteral("Approves a request: it runs as soon as its computer asks for its policies.")));
    commands.push_back(std::make_unique<PortalDecide>(QStringLiteral("deny"), Decision::deny,
                                                      QStringLiteral("Denies a request, or takes an approval back; a run ends before its next line item.")));
    commands.push_back(std::make_unique<PortalDecide>(QStringLiteral("hold"), Decision::hold, QStringLiteral("Puts a request on hold.")));
    commands.push_back(std::make_unique<PortalRun>());
    commands.push_back(std::make_unique<PortalExpiry>());
}

} // namespace seriatim
