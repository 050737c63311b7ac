#include "app/cli/statusoutput.h"

#include "app/cli/printing.h"
#include "engine/agent/eventjson.h"
#include "engine/workspace/statuscsv.h"

namespace seriatim {

namespace {

QString codeText(const LineItemStatus &item)
{
    return item.returnCode ? QString::number(*item.returnCode) : QString();
}

QString mark(ItemStatus status)
{
    if (isSuccess(status))
        return QStringLiteral("✓");
    if (countsAsFailure(status))
        return QStringLiteral("✗");
    return status == ItemStatus::skipped || status == ItemStatus::notApplicable ? QStringLiteral("–") : QStringLiteral("·");
}

QString cell(const LineItemStatus &item)
{
    const QString text = item.status == ItemStatus::succeeded ? codeText(item)
                                                              : toText(item.status) + (item.returnCode ? u' ' + codeText(item) : QString());
    return mark(item.status) + u' ' + text;
}

// Many computers: one line each.
void printTable(const Invocation &invocation, const TaskStatusView &view)
{
    constexpr qsizetype widestHeader = 18;
    std::vector<QStringList> rows;
    QStringList header{QStringLiteral("Computer"), QStringLiteral("Status")};
    for (qsizetype i = 0; i < view.programNames.size(); ++i) {
        const QString name = QStringLiteral("%1 %2").arg(i + 1).arg(view.programNames[i].section(u'/', -1));
        header.append(name.size() > widestHeader ? name.left(widestHeader - 1) + u'…' : name);
    }
    header.append(QStringLiteral("Restarts"));
    rows.push_back(header);
    for (const ComputerTaskStatus &computer : view.computers) {
        QStringList row{computer.computer, toText(computer.status)};
        for (const LineItemStatus &item : computer.items)
            row.append(cell(item));
        row.append(QString::number(computer.restarts));
        rows.push_back(row);
    }
    printAligned(invocation, rows);
}

// One computer: one line for each item.
void printItems(const Invocation &invocation, const TaskStatusView &view)
{
    const ComputerTaskStatus &computer = view.computers.front();
    invocation.print(QStringLiteral("%1: %2%3").arg(computer.computer, toText(computer.status),
                                                    computer.restarts == 0 ? QString() : QStringLiteral(", ") + counted(computer.restarts, QStringLiteral("restart"))));
    std::vector<QStringList> rows;
    for (const LineItemStatus &item : computer.items) {
        QString times;
        if (item.started && item.finished)
            times = QStringLiteral("%1 s").arg(double(*item.finished - *item.started) / double(millisPerSecond), 0, 'f', 1);
        rows.push_back({QString::number(item.place).rightJustified(4), cell(item), view.programNames.value(item.place - 1), times});
    }
    printAligned(invocation, rows);
}

// A sentence for everything that is not simply well (B39).
void printReasons(const Invocation &invocation, const ComputerTaskStatus &computer)
{
    if (!computer.problem.isEmpty())
        invocation.print(QStringLiteral("%1: %2").arg(computer.computer, computer.problem));
    if (computer.status == ComputerStatus::waiting || computer.status == ComputerStatus::notReceived
        || computer.status == ComputerStatus::withdrawn) {
        invocation.print(QStringLiteral("%1: %2").arg(computer.computer, computer.explanation));
    }
    if (computer.status == ComputerStatus::notReceived)
        return;
    for (const LineItemStatus &item : computer.items) {
        if (item.status != ItemStatus::succeeded)
            invocation.print(QStringLiteral("%1: %2").arg(computer.computer, item.explanation));
    }
}

} // namespace

QJsonObject statusJson(const TaskStatusView &view)
{
    QJsonArray computers;
    for (const ComputerTaskStatus &computer : view.computers) {
        QJsonArray items;
        for (const LineItemStatus &item : computer.items) {
            QJsonObject object{{QStringLiteral("item"), item.place},
                               {QStringLiteral("guid"), item.item.toString()},
                               {QStringLiteral("program"), view.programNames.value(item.place - 1)},
                               {QStringLiteral("status"), toWord(item.status)},
                               {QStringLiteral("returnCode"), item.returnCode ? QJsonValue(*item.returnCode) : QJsonValue()},
                               {QStringLiteral("attempts"), item.attempts},
                               {QStringLiteral("executions"), item.executions},
                               {QStringLiteral("started"), timeJson(item.started)},
                               {QStringLiteral("finished"), timeJson(item.finished)},
                               {QStringLiteral("explanation"), item.explanation}};
            if (!item.output.isEmpty())
                object.insert(QStringLiteral("output"), item.output);
            items.append(object);
        }
        computers.append(QJsonObject{{QStringLiteral("computer"), computer.computer},
                               {QStringLiteral("status"), toWord(computer.status)},
                                     {QStringLiteral("waitReason"), computer.waitReason == WaitReason::none ? QJsonValue() : QJsonValue(toWord(computer.waitReason))},
                                     {QStringLiteral("run"), computer.run},
                                     {QStringLiteral("restarts"), computer.restarts},
                               {QStringLiteral("started"), timeJson(computer.started)},
                               {QStringLiteral("finished"), timeJson(computer.finished)},
                               {QStringLiteral("explanation"), computer.explanation},
                                     {QStringLiteral("problem"), computer.problem.isEmpty() ? QJsonValue() : QJsonValue(computer.problem)},
                                     {QStringLiteral("items"), items}});
    }
    return {{QStringLiteral("task"), view.task.id.toString()},
            {QStringLiteral("name"), view.task.name},
            {QStringLiteral("revision"), view.task.revision},
            {QStringLiteral("computers"), computers}};
}

QByteArray statusCsv(const TaskStatusView &view)
{
    QByteArray csv = statusCsvHeader();
    for (const ComputerTaskStatus &computer : view.computers)
        csv += statusCsvLines(computer, view.programNames);
    return csv;
}

QJsonArray eventsJson(const std::vector<ReportedEvent> &events)
{
    QJsonArray list;
    for (const ReportedEvent &reported : events) {
        const StatusEvent &event = reported.event;
        const bool ofItem = event.kind == StatusEvent::Kind::itemChanged;
        QJsonObject object{{QStringLiteral("time"), timeJson(event.time)},
                           {QStringLiteral("kind"), eventKindToWord(event.kind)},
                           {QStringLiteral("run"), event.run},
                           {QStringLiteral("item"), event.place > 0 ? QJsonValue(event.place) : QJsonValue()},
                           {QStringLiteral("status"), ofItem                       ? QJsonValue(toWord(event.itemStatus))
                                                      : tellsOfTheRun(event.kind) ? QJsonValue(toWord(event.computerStatus))
                                                                                   : QJsonValue()},
                           {QStringLiteral("explanation"), event.explanation}};
        if (!event.output.isEmpty())
            object.insert(QStringLiteral("output"), event.output);
        list.append(object);
    }
    return list;
}

void printEvents(const Invocation &invocation, const std::vector<ReportedEvent> &events)
{
    for (const ReportedEvent &reported : events) {
        const StatusEvent &event = reported.event;
        const QString what = event.explanation.isEmpty() ? QStringLiteral("run %1 started").arg(event.run) : event.explanation;
        invocation.print(isoTime(event.time) + QStringLiteral("  ") + what);
    }
}

void printStatus(const Invocation &invocation, const TaskStatusView &view)
{
    invocation.print(QStringLiteral("%1, revision %2").arg(view.task.name).arg(view.task.revision)
                     + (view.inForce ? QString() : QStringLiteral(": this order was replaced since; those that reported on it")));
    if (view.computers.size() == 1)
        printItems(invocation, view);
    else
        printTable(invocation, view);
    for (const ComputerTaskStatus &computer : view.computers)
        printReasons(invocation, computer);
}

} // namespace seriatim
