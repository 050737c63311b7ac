#include "models/taskfigures.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <numeric>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::StatusBarFigures)
};

int countOf(const StatusBarFigures &figures, ComputerStatus status)
{
    const auto found = figures.reported.find(status);
    return found == figures.reported.end() ? 0 : found->second;
}

int underWay(const StatusBarFigures &figures)
{
    return countOf(figures, ComputerStatus::waiting) + countOf(figures, ComputerStatus::running) + countOf(figures, ComputerStatus::restartPending);
}

} // namespace

Result<StatusBarFigures> figuresOf(Workspace &workspace, const QString &taskGuid)
{
    const std::optional<TaskId> id = TaskId::parse(taskGuid);
    if (!id)
        return Error{ErrorCode::invalidInput, taskGuid, Words::tr("is no GUID")};
    const Result<SequentialTask> task = workspace.store().tasks().load(*id);
    if (!task)
        return task.error();
    const Result<std::vector<Computer>> computers = workspace.computersOf(*task);
    if (!computers)
        return computers.error();
    const Result<StatusCounts> counts = workspace.store().statuses().counts(*id);
    if (!counts)
        return counts.error();
    const Result<std::vector<TaskSummary>> summaries = workspace.store().tasks().list();
    if (!summaries)
        return summaries.error();
    StatusBarFigures figures;
    figures.computers = static_cast<int>(computers->size());
    figures.reported = counts->computers;
    if (const auto found = std::ranges::find(*summaries, *id, &TaskSummary::id); found != summaries->end()) {
        figures.savedAt = found->savedAt;
        figures.savedBy = found->savedBy;
    }
    return figures;
}

QString computersText(const StatusBarFigures &figures)
{
    // A run by hand reports of a computer that the task may not apply to.
    const int reported = std::accumulate(figures.reported.begin(), figures.reported.end(), 0, [](int sum, const auto &one) { return sum + one.second; });
    QString text = Words::tr("%n computer(s)", nullptr, std::max(figures.computers, reported));
    QStringList parts;
    if (const int count = countOf(figures, ComputerStatus::succeeded))
        parts.append(QStringLiteral("%1 ✓").arg(count));
    if (const int count = countOf(figures, ComputerStatus::failed))
        parts.append(QStringLiteral("%1 ✗").arg(count));
    if (const int count = underWay(figures))
        parts.append(QStringLiteral("%1 …").arg(count));
    return parts.isEmpty() ? text : text + QStringLiteral(": ") + parts.join(QStringLiteral("  "));
}

QString computersInWords(const StatusBarFigures &figures)
{
    QStringList lines{Words::tr("The task's collections have %n computer(s).", nullptr, figures.computers)};
    for (const auto &[status, count] : figures.reported) {
        if (count > 0)
            lines.append(QStringLiteral("%1: %2").arg(toText(status)).arg(count));
    }
    return lines.join(u'\n');
}

QString savedText(const StatusBarFigures &figures, Instant now)
{
    if (figures.savedAt == 0)
        return {};
    const QDateTime saved = QDateTime::fromMSecsSinceEpoch(figures.savedAt);
    const bool today = saved.date() == QDateTime::fromMSecsSinceEpoch(now).date();
    return Words::tr("saved %1").arg(today ? saved.toString(QStringLiteral("HH:mm")) : saved.toString(QStringLiteral("yyyy-MM-dd HH:mm")));
}

} // namespace seriatim
