#include "tests/bench/statusstore.h"

#include "engine/workspace/demostatus.h"
#include "tests/bench/sampledata.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

namespace seriatim::bench {

namespace {

const QString shellName = QStringLiteral("sqlite3");

Result<> fill(StatusStoreFixture &fixture, const QString &path, int computers)
{
    Result<Workspace> workspace = Workspace::create(path);
    if (!workspace)
        return workspace.error();
    if (auto saved = workspace->store().catalogue().save(samplePackages(StatusStoreFixture::items)); !saved)
        return saved.error();
    Result<SequentialTask> task = fillWithDemoStatus(*workspace, {.computers = computers, .items = StatusStoreFixture::items});
    if (!task)
        return task.error();
    fixture.workspace = std::make_unique<Workspace>(std::move(workspace).value());
    fixture.task = std::move(task).value();
    return Done{};
}

Result<> reopen(StatusStoreFixture &fixture, const QString &path)
{
    Result<Workspace> workspace = Workspace::open(path, Access::readWrite);
    if (!workspace)
        return workspace.error();
    Result<std::vector<SequentialTask>> tasks = workspace->store().tasks().loadAll();
    if (!tasks)
        return tasks.error();
    fixture.workspace = std::make_unique<Workspace>(std::move(workspace).value());
    fixture.task = tasks->front();
    return Done{};
}

// Made under another name first, so that one that was given up is not taken for a whole one.
Result<> keptIn(const QString &folder, StatusStoreFixture &fixture, int computers)
{
    const QString name = QStringLiteral("status-%1").arg(computers);
    fixture.path = QDir(folder).filePath(name + QStringLiteral("/status.store"));
    if (!QFile::exists(fixture.path)) {
        const QString making = name + QStringLiteral(".making");
        QDir(QDir(folder).filePath(making)).removeRecursively();
        QDir().mkpath(QDir(folder).filePath(making));
        if (auto filled = fill(fixture, QDir(folder).filePath(making + QStringLiteral("/status.store")), computers); !filled)
            return filled;
        fixture.workspace.reset();
        if (!QDir(folder).rename(making, name))
            return Error{ErrorCode::io, folder, QStringLiteral("the store that was made cannot be renamed")};
    }
    return reopen(fixture, fixture.path);
}

} // namespace

Result<SharedStatusStore> statusStoreOf(int computers)
{
    const auto fixture = std::make_shared<StatusStoreFixture>();
    fixture->path = fixture->folder.filePath(QStringLiteral("status.store"));
    const QString kept = qEnvironmentVariable("SERIATIM_BENCH_STORES");
    const Result<> made = kept.isEmpty() ? fill(*fixture, fixture->path, computers) : keptIn(kept, *fixture, computers);
    if (!made)
        return made.error();
    return fixture;
}

Result<double> shellSeconds(const StatusStoreFixture &fixture, const QString &sql)
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    const QString task = QStringLiteral("(SELECT reported_key FROM reported_guid WHERE guid = '%1')").arg(fixture.task->id.toString());
    const Stopwatch watch;
    process.start(shellName, {QStringLiteral("-readonly"), fixture.path, QString(sql).replace(QStringLiteral("TASK"), task)});
    process.waitForFinished(-1);
    const double seconds = watch.seconds();
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return seconds;
    return Error{ErrorCode::notFound, shellName, QString::fromUtf8(process.readAllStandardError())};
}

Contest contestWithShell(const SharedStatusStore &fixture, const QString &title, const QString &ourName, std::function<Result<double>()> ours, const QString &sql)
{
    Contest contest{title, QStringLiteral("time"), Show::millisPerUnit, {}, {}};
    contest.ours = {{ourName, 1, std::move(ours)}};
    contest.peers = {{QStringLiteral("sqlite3, whole process"), 1, [=] { return shellSeconds(*fixture, sql); }}};
    if (QStandardPaths::findExecutable(shellName).isEmpty()) {
        contest.title += QStringLiteral("; the sqlite3 shell is not here and left out");
        contest.peers = {{ourName + QStringLiteral(", again"), 1, contest.ours.front().turn}};
    }
    return contest;
}

} // namespace seriatim::bench
