#include "models/reportlinks.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::ReportLinks)
};

// The report counts computers that reported then; whom it calls silent it looks for without regard to time.
std::optional<Instant> sinceOf(const ReportRequest &request, Instant made)
{
    if (request.kind == ReportKind::notReported || request.kind == ReportKind::portalRequests)
        return std::nullopt;
    constexpr qint64 millisPerDay = 24 * 60 * millisPerMinute;
    return request.days ? std::optional(made - *request.days * millisPerDay) : request.since;
}

// Nothing where it has been removed meanwhile.
std::optional<CollectionId> collectionOf(Workspace &workspace, const QString &nameOrGuid)
{
    const Result<std::vector<Collection>> collections = workspace.store().catalogue().collections();
    for (const Collection &one : collections ? *collections : std::vector<Collection>()) {
        if (one.name.compare(nameOrGuid, Qt::CaseInsensitive) == 0 || one.id == CollectionId::parse(nameOrGuid))
            return one.id;
    }
    return std::nullopt;
}

StatusListQuery queryOf(Workspace &workspace, const ReportRequest &request, const Report &report, const ReportRow &row)
{
    StatusListQuery query;
    if (!request.collection.isEmpty())
        query.collection = collectionOf(workspace, request.collection);
    query.computer = row.target.computer.isEmpty() ? request.computer.trimmed() : row.target.computer;
    query.reportedSince = sinceOf(request, report.made);
    if (report.kind == ReportKind::restartPending)
        query.status = ComputerStatus::restartPending;
    return query;
}

Result<std::vector<StatusLink>> linksOfProgram(Workspace &workspace, const ReportRequest &request, const Report &report, const ReportRow &row)
{
    const Result<std::vector<SequentialTask>> tasks = workspace.store().tasks().tasksUsing({*row.target.program});
    if (!tasks)
        return tasks.error();
    std::vector<StatusLink> links;
    for (const SequentialTask &task : *tasks) {
        const bool meant = request.task.isEmpty() || task.name.compare(request.task.trimmed(), Qt::CaseInsensitive) == 0 || task.id == TaskId::parse(request.task);
        for (size_t i = 0; meant && i < task.items.size(); ++i) {
            if (task.items[i].program != *row.target.program)
                continue;
            StatusLink &link = links.emplace_back(task.id, Words::tr("%1, item %2").arg(task.name).arg(i + 1));
            link.query = queryOf(workspace, request, report, row);
            link.query.item = task.items[i].id;
            link.query.itemStatus = row.target.failure;
        }
    }
    return links;
}

} // namespace

Result<std::vector<StatusLink>> statusLinksOf(Workspace &workspace, const ReportRequest &request, const Report &report, const ReportRow &row)
{
    if (row.target.program)
        return linksOfProgram(workspace, request, report, row);
    std::vector<StatusLink> links;
    if (row.target.task && report.kind != ReportKind::changes) {
        StatusLink &link = links.emplace_back(*row.target.task, QString());
        link.query = queryOf(workspace, request, report, row);
    }
    return links;
}

} // namespace seriatim
