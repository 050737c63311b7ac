#include "tests/bench/benchmarks.h"
#include "tests/bench/sampledata.h"

#include "engine/workspace/localagent.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
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

// A command line of a peer, whole and with one step only: what each further step costs.
struct PeerTool {
    QString name;
    QString program;
    std::function<QStringList(const QTemporaryDir &folder, int steps)> arguments; // writes what they name
};

Result<double> runTool(const PeerTool &tool, const QTemporaryDir &folder, int steps)
{
    const QStringList arguments = tool.arguments(folder, steps);
    QProcess process;
    process.setWorkingDirectory(folder.path());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8")); // Ansible refuses other encodings
    process.setProcessEnvironment(environment);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    const Stopwatch watch;
    process.start(tool.program, arguments);
    const bool ended = process.waitForFinished(600'000);
    const double seconds = watch.seconds();
    if (!ended || process.exitCode() != 0)
        return Error{ErrorCode::io, tool.program, QStringLiteral("ended with %1").arg(process.exitCode())};
    return seconds;
}

Result<double> furtherSteps(const PeerTool &tool, const QTemporaryDir &folder, int steps)
{
    const Result<double> one = runTool(tool, folder, 1);
    if (!one)
        return one;
    const Result<double> all = runTool(tool, folder, steps);
    return all ? Result<double>(*all - *one) : all;
}

QString written(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
{
    QFile file(folder.filePath(name));
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
    return file.fileName();
}

QStringList shellArguments(const QTemporaryDir &folder, int steps)
{
    QByteArray script;
    for (int i = 0; i < steps; ++i)
        script += "sh -c " + command.toUtf8() + " || exit 1\n";
    return {written(folder, QStringLiteral("steps%1.sh").arg(steps), script)};
}

QStringList makeArguments(const QTemporaryDir &folder, int steps)
{
    QByteArray text = "all: step" + QByteArray::number(steps) + "\nstep0:\n";
    for (int i = 1; i <= steps; ++i)
        text += "step" + QByteArray::number(i) + ": step" + QByteArray::number(i - 1) + "\n\tsh -c " + command.toUtf8() + '\n';
    return {QStringLiteral("-f"), written(folder, QStringLiteral("Makefile%1").arg(steps), text)};
}

QStringList playbookArguments(const QTemporaryDir &folder, int steps)
{
    QByteArray text = "- hosts: localhost\n  connection: local\n  gather_facts: no\n  tasks:\n";
    for (int i = 0; i < steps; ++i)
        text += "    - command: sh -c " + command.toUtf8() + '\n';
    return {QStringLiteral("-i"), QStringLiteral("localhost,"), written(folder, QStringLiteral("play%1.yml").arg(steps), text)};
}

// What is not installed is left out: these are no tools that building needs.
std::vector<PeerTool> peerTools()
{
    std::vector<PeerTool> tools{{QStringLiteral("a script in sh"), QStringLiteral("sh"), shellArguments},
                                {QStringLiteral("a chain in make"), QStringLiteral("make"), makeArguments},
                                {QStringLiteral("ansible-playbook, local connection"), QStringLiteral("ansible-playbook"), playbookArguments}};
    std::erase_if(tools, [](const PeerTool &tool) { return QStandardPaths::findExecutable(tool.program).isEmpty(); });
    return tools;
}

Contest overheadContest(const std::shared_ptr<Fixture> &fixture, const SequentialTask &one, const SequentialTask &many, int steps)
{
    Contest contest{QStringLiteral("%1 commands, each `sh -c %2`: what a further one costs, start-up left out").arg(steps).arg(command),
                    QStringLiteral("step"), Show::millisPerUnit, {}, {}};
    contest.ours = {{QStringLiteral("the agent, full durability"), double(steps - 1), [fixture, one, many] { return runAgentFurther(*fixture, one, many); }}};
    for (const PeerTool &tool : peerTools())
        contest.peers.push_back({tool.name, double(steps - 1), [fixture, tool, steps] { return furtherSteps(tool, *fixture->folder, steps); }});
    return contest;
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
    constexpr int commands = 20;
    const Result<SequentialTask> twenty = steps == commands ? many : saveTask(fixture->workspace, commands);
    if (!twenty)
        return twenty.error();
    return std::vector{contest, overheadContest(fixture, *one, *twenty, commands)};
}

} // namespace seriatim::bench
