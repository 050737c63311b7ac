#include "engine/workspace/recordedruns.h"

#include "engine/base/text.h"
#include "engine/workspace/programnames.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace seriatim {

namespace {

constexpr int leastDigits = 4;
constexpr int shownDigits = 8;

QString digits(const QString &id)
{
    QString text = id.toUpper();
    text.remove(u'{').remove(u'}').remove(u'-');
    return text;
}

QString digits(SimulationId id)
{
    return digits(id.toString());
}

// How far before the newest one "latest~N" is; nothing where `name` is no such word.
std::optional<size_t> stepsBack(const QString &name)
{
    static const QString latest = QStringLiteral("latest");
    if (!name.startsWith(latest, Qt::CaseInsensitive))
        return std::nullopt;
    const QString rest = name.mid(latest.size());
    if (rest.isEmpty())
        return 0;
    const std::optional<qint64> steps = rest.startsWith(u'~') ? parseInteger(QStringView(rest).mid(1)) : std::nullopt;
    return steps && *steps >= 0 ? std::optional(static_cast<size_t>(*steps)) : std::nullopt;
}

Error noRun(const QString &name, const QString &detail)
{
    return {ErrorCode::notFound, QStringLiteral("simulation run '%1'").arg(name), detail};
}

Result<SimulationRun> newest(const std::vector<SimulationRun> &runs, size_t steps, const QString &name)
{
    if (runs.empty())
        return noRun(name, QStringLiteral("none is recorded; 'simulate TASK --record' records one"));
    if (steps >= runs.size())
        return noRun(name, QStringLiteral("only %1 recorded; 'runs' lists them").arg(runs.size() == 1 ? QStringLiteral("one is") : QStringLiteral("%1 are").arg(runs.size())));
    return runs[steps];
}

} // namespace

Result<std::vector<SimulationRun>> recordedRuns(Workspace &workspace, const std::optional<QString> &task)
{
    Result<std::vector<SimulationRun>> runs = workspace.store().simulations().list();
    if (!runs || !task)
        return runs;
    const Result<SequentialTask> found = workspace.store().tasks().find(*task);
    if (found) {
        const Result<std::vector<TaskId>> identities = workspace.store().tasks().identitiesOf(found->id);
        if (!identities)
            return identities.error();
        std::erase_if(*runs, [&](const SimulationRun &run) { return std::ranges::find(*identities, run.task) == identities->end(); });
        return runs;
    }
    const std::optional<TaskId> id = TaskId::parse(*task);
    std::erase_if(*runs, [&](const SimulationRun &run) {
        return id ? run.task != *id : run.taskName.compare(*task, Qt::CaseInsensitive) != 0;
    });
    if (runs->empty())
        return found.error();
    return runs;
}

Result<SimulationRun> findRun(const std::vector<SimulationRun> &newestFirst, const QString &name)
{
    if (const std::optional<size_t> steps = stepsBack(name))
        return newest(newestFirst, *steps, name);
    const QString wanted = digits(name);
    const bool isId = std::ranges::all_of(wanted, [](QChar c) { return c.isDigit() || (c >= u'A' && c <= u'F'); });
    if (!isId || wanted.size() < leastDigits) {
        return Error{ErrorCode::invalidInput, QStringLiteral("simulation run '%1'").arg(name),
                     QStringLiteral("name it by its id as 'runs' lists it, by the first %1 or more digits of that, or as latest, latest~1, …").arg(leastDigits)};
    }
    std::vector<const SimulationRun *> found;
    for (const SimulationRun &run : newestFirst) {
        if (digits(run.id).startsWith(wanted))
            found.push_back(&run);
    }
    if (found.empty())
        return noRun(name, QStringLiteral("there is none whose id begins so; 'runs' lists them"));
    if (found.size() > 1) {
        return Error{ErrorCode::invalidInput, QStringLiteral("simulation run '%1'").arg(name),
                     QStringLiteral("%1 runs begin so; give more digits").arg(found.size())};
    }
    return *found.front();
}

QString shortId(SimulationId id, const std::vector<SimulationRun> &among)
{
    const QString own = digits(id);
    qsizetype length = shownDigits;
    for (const SimulationRun &run : among) {
        const QString other = digits(run.id);
        if (run.id == id)
            continue;
        while (length < own.size() && other.left(length) == own.left(length))
            ++length;
    }
    return own.left(length);
}

RunCounts countsOf(const SimulationRun &run)
{
    const QJsonObject counts = QJsonDocument::fromJson(run.summary.toUtf8()).object().value(u"summary").toObject();
    return {counts.value(u"succeeded").toInt(), counts.value(u"failed").toInt(), counts.value(u"waiting").toInt(), counts.value(u"notReceived").toInt()};
}

Result<std::optional<SequentialTask>> walkedOrder(Workspace &workspace, const SimulationRun &run)
{
    Result<SequentialTask> task = workspace.store().tasks().loadRevision(run.task, run.taskRevision);
    if (task)
        return std::optional(std::move(task).value());
    if (task.error().code == ErrorCode::notFound)
        return std::optional<SequentialTask>();
    return task.error();
}

Result<std::vector<PairedItem>> pairNamedItems(Workspace &workspace, const SequentialTask &first, const SequentialTask &second)
{
    const Result<QStringList> firstNames = programNames(workspace, first);
    const Result<QStringList> secondNames = programNames(workspace, second);
    if (!firstNames)
        return firstNames.error();
    if (!secondNames)
        return secondNames.error();
    std::vector<PairedItem> items = pairItems(first, second);
    for (PairedItem &item : items)
        item.program = item.first > 0 ? firstNames->at(item.first - 1) : secondNames->at(item.second - 1);
    return items;
}

} // namespace seriatim
