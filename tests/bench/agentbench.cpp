#include "tests/bench/benchmarks.h"
#include "tests/bench/sampledata.h"

#include "engine/workspace/localagent.h"

#include <QProcess>
#include <QTemporaryDir>

namespace seriatim::bench {

namespace {

struct Fixture {
    explicit Fixture(std::shared_ptr<QTemporaryDir> scratch, Workspace opened) : folder(std::move(scratch)), workspace(std::move(opened)) {}

    std::shared_ptr<QTemporaryDir> folder;
    Workspace workspace;
    int homes = 0;
};

const QString command = QStringLiteral("true");

Result<SequentialTask> saveTask(Workspace &workspace, int items)
{
    std::vector<Package> packages = samplePackages(items, command);
    for (Package &package : packages)
        package.version = QString::number(items); // of each task its own
    if (auto saved = workspace.store().catalogue().save(packages); !saved)
        return saved.error();
    const auto saved = workspace.saveTask(sampleTask(QStringLiteral("%1 steps").arg(items), packages, items), KeepFinished::no);
    return saved ? Result<SequentialTask>(saved->task) : saved.error();
}

// A run in a fresh home, from opening the agent's memory to the last report in the store.
Result<double> runAgentOnce(Fixture &fixture, const SequentialTask &task)
{
    LocalAgentRequest request;
    request.home = fixture.folder->filePath(QStringLiteral("home%1").arg(++fixture.homes));
    request.computer = QStringLiteral("PC-0001");
    request.options.once = true;
    const std::atomic<bool> stop = false;
    const Stopwatch watch;
    const Result<AgentEnd> end = runTaskNow(fixture.workspace, request, task, std::nullopt, stop);
    const double seconds = watch.seconds();
    if (!end)
        return end.error();
    if (end->anyFailed)
        return Error{ErrorCode::invalidInput, task.name, QStringLiteral("failed; its programs only run '%1'").arg(command)};
    return seconds;
}

// What each step after the first costs.
Result<double> runAgentFurther(Fixture &fixture, const SequentialTask &one, const SequentialTask &many)
{
    const Result<double> least = runAgentOnce(fixture, one);
    if (!least)
        return least;
    const Result<double> whole = runAgentOnce(fixture, many);
    if (!whole)
        return whole;
    return *whole - *least;
}

Result<double> runScript(const QString &script)
{
    const Stopwatch watch;
    const int code = QProcess::execute(QStringLiteral("sh"), {QStringLiteral("-c"), script});
    const double seconds = watch.seconds();
    if (code != 0)
        return Error{ErrorCode::io, QStringLiteral("sh"), QStringLiteral("ended with %1").arg(code)};
    return seconds;
}

} // namespace

Result<std::vector<Contest>> agentContests(const Options &options)
{
    const int steps = options.choose(3, 100, 1000);
    const auto folder = std::make_shared<QTemporaryDir>();
    Result<Workspace> workspace = Workspace::create(folder->filePath(QStringLiteral("agent.store")));
    if (!workspace)
        return workspace.error();
    const auto fixture = std::make_shared<Fixture>(folder, std::move(workspace).value());
    const Result<SequentialTask> one = saveTask(fixture->workspace, 1);
    if (!one)
        return one.error();
    const Result<SequentialTask> many = saveTask(fixture->workspace, steps);
    if (!many)
        return many.error();
    // sh -c as the agent starts it too, so that both start a process for each step.
    const QString script = QStringLiteral("for i in $(seq %1); do sh -c %2; done").arg(steps).arg(command);
    Contest contest{QStringLiteral("%1 steps, each `sh -c %2`").arg(steps).arg(command), QStringLiteral("step"), Show::millisPerUnit, {}, {}};
    contest.ours = {{QStringLiteral("the agent, start to end"), double(steps), [fixture, task = *many] { return runAgentOnce(*fixture, task); }},
                    {QStringLiteral("the agent, a further step"), double(steps - 1),
                     [fixture, first = *one, task = *many] { return runAgentFurther(*fixture, first, task); }}};
    contest.peers = {{QStringLiteral("a loop in sh"), double(steps), [script] { return runScript(script); }}};
    return std::vector{contest};
}

} // namespace seriatim::bench
