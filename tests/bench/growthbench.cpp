#include "tests/bench/benchmarks.h"
#include "tests/bench/sampledata.h"

#include "engine/domain/executionorder.h"
#include "engine/exchange/definition.h"
#include "engine/workspace/exchange.h"
#include "engine/workspace/impact.h"
#include "engine/workspace/simulating.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

namespace seriatim::bench {

namespace {

const QString taskName = QStringLiteral("Rollout");

// One store with one sequence, and the definition document that it came from.
struct Fixture {
    explicit Fixture(std::shared_ptr<QTemporaryDir> scratch, QString name, Workspace opened, SequentialTask saved)
        : folder(std::move(scratch)), definition(std::move(name)), workspace(std::move(opened)), task(std::move(saved))
    {
    }

    std::shared_ptr<QTemporaryDir> folder;
    QString definition; // file
    Workspace workspace;
    SequentialTask task;
};

using Work = Result<double> (*)(Fixture &);

template <typename T>
Result<double> timeIfDone(const Result<T> &result, const Stopwatch &watch)
{
    return result ? Result<double>(watch.seconds()) : result.error();
}

Result<> writeDocument(const QString &path, const QByteArray &document)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(document) != document.size())
        return Error{ErrorCode::io, path, file.errorString()};
    return Done{};
}

Result<std::shared_ptr<Fixture>> makeFixture(int items)
{
    auto folder = std::make_shared<QTemporaryDir>();
    const QString definition = folder->filePath(QStringLiteral("rollout.seriatim.xml"));
    Catalogue catalogue;
    catalogue.packages = samplePackages(items);
    const std::vector<SequentialTask> tasks{sampleTask(taskName, catalogue.packages, items, DependsOn::previous)};
    if (auto written = writeDocument(definition, writeDefinition(catalogue, tasks)); !written)
        return written.error();
    Result<Workspace> workspace = Workspace::create(folder->filePath(QStringLiteral("growth.store")));
    if (!workspace)
        return workspace.error();
    if (const auto imported = importFiles(*workspace, {definition}); !imported)
        return imported.error();
    Result<SequentialTask> task = workspace->store().tasks().find(taskName);
    if (!task)
        return task.error();
    return std::make_shared<Fixture>(std::move(folder), definition, std::move(workspace).value(), std::move(task).value());
}

Result<double> importNew(Fixture &fixture)
{
    const QTemporaryDir folder;
    Result<Workspace> fresh = Workspace::create(folder.filePath(QStringLiteral("fresh.store")));
    if (!fresh)
        return fresh.error();
    const Stopwatch watch;
    return timeIfDone(importFiles(*fresh, {fixture.definition}), watch);
}

Result<double> importAgain(Fixture &fixture)
{
    const Stopwatch watch;
    return timeIfDone(importFiles(fixture.workspace, {fixture.definition}), watch);
}

Result<double> load(Fixture &fixture)
{
    const Stopwatch watch;
    return timeIfDone(fixture.workspace.store().tasks().find(taskName), watch);
}

Result<double> saveMoved(Fixture &fixture, KeepFinished keepFinished)
{
    const Stopwatch watch;
    if (auto moved = moveItem(fixture.task, static_cast<int>(fixture.task.items.size()), 2, OnBreak::dropDependencies); !moved)
        return moved.error();
    const Result<SaveOutcome> saved = fixture.workspace.saveTask(fixture.task, keepFinished);
    if (saved)
        fixture.task = saved->task;
    return timeIfDone(saved, watch);
}

Result<double> saveAnew(Fixture &fixture)
{
    return saveMoved(fixture, KeepFinished::no);
}

Result<double> saveKeeping(Fixture &fixture)
{
    return saveMoved(fixture, KeepFinished::yes);
}

Result<double> saveRenamed(Fixture &fixture)
{
    fixture.task.description += u'.';
    for (LineItem &item : fixture.task.items) {
        for (Dependency &dependency : item.dependencies)
            dependency.codes = ReturnCodeList{0, static_cast<ReturnCode>(fixture.task.revision)};
    }
    const Stopwatch watch;
    const Result<SaveOutcome> saved = fixture.workspace.saveTask(fixture.task, KeepFinished::no);
    if (saved)
        fixture.task = saved->task;
    return timeIfDone(saved, watch);
}

Result<double> impact(Fixture &fixture)
{
    SequentialTask draft = fixture.task;
    std::ranges::reverse(draft.items);
    const Stopwatch watch;
    return timeIfDone(impactOf(fixture.workspace, fixture.task, draft), watch);
}

Result<double> exportTask(Fixture &fixture)
{
    const Stopwatch watch;
    return timeIfDone(exportDefinition(fixture.workspace, {taskName}), watch);
}

Result<double> simulate(Fixture &fixture)
{
    SimulationRequest request;
    request.task = taskName;
    request.scenario.endpoints = 3;
    const Stopwatch watch;
    return timeIfDone(simulateTask(fixture.workspace, request, {}), watch);
}

struct Operation {
    QString name;
    Work work;
};

std::vector<Operation> operations()
{
    return {{QStringLiteral("import into a fresh store"), importNew},
            {QStringLiteral("import again"), importAgain},
            {QStringLiteral("load"), load},
            {QStringLiteral("move an item and save, everything runs again"), saveAnew},
            {QStringLiteral("move an item and save, finished steps kept"), saveKeeping},
            {QStringLiteral("save with every dependency edited"), saveRenamed},
            {QStringLiteral("impact of the order turned round"), impact},
            {QStringLiteral("export"), exportTask},
            {QStringLiteral("simulate 3 computers"), simulate}};
}

} // namespace

Result<std::vector<Contest>> growthContests(const Options &options)
{
    const int many = options.choose(100, 10'000, 10'000);
    const int few = many / 10;
    const auto large = makeFixture(many);
    if (!large)
        return large.error();
    const auto small = makeFixture(few);
    if (!small)
        return small.error();
    std::vector<Contest> contests;
    for (const Operation &operation : operations()) {
        const auto contender = [&](const std::shared_ptr<Fixture> &fixture, int items) {
            return Contender{QStringLiteral("%1 line items").arg(items), double(items), [fixture, work = operation.work] { return work(*fixture); }};
        };
        contests.push_back({operation.name, QStringLiteral("item"), Show::millisPerUnit, {contender(*large, many)}, {contender(*small, few)}});
    }
    return contests;
}

} // namespace seriatim::bench
