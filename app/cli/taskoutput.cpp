#include "app/cli/taskoutput.h"

#include <QJsonArray>

namespace seriatim {

namespace {

QJsonArray codesJson(const ReturnCodeList &codes)
{
    QJsonArray array;
    for (const ReturnCode code : codes)
        array.append(code);
    return array;
}

QString afterRunningText(AfterRunning after)
{
    switch (after) {
    case AfterRunning::noAction:
        return {};
    case AfterRunning::restart:
        return QStringLiteral("; then restart computer");
    case AfterRunning::logOff:
        return QStringLiteral("; then log off user");
    }
    Q_UNREACHABLE();
}

} // namespace

ReturnCodeList dependencyCodes(const SequentialTask &task, const Dependency &dependency, const ProgramIndex &programs)
{
    if (dependency.codes)
        return *dependency.codes;
    const int on = task.indexOf(dependency.on);
    const auto program = on < 0 ? std::nullopt : programs.find(task.items[static_cast<size_t>(on)].program);
    return program ? program->program->codes.successCodes() : ReturnCodeRules{}.successCodes();
}

QJsonObject taskJson(const SequentialTask &task, const ProgramIndex &programs)
{
    QJsonArray items;
    for (size_t i = 0; i < task.items.size(); ++i) {
        const LineItem &item = task.items[i];
        QJsonArray dependsOn;
        for (const Dependency &dependency : item.dependencies)
            dependsOn.append(QJsonObject{{QStringLiteral("item"), task.indexOf(dependency.on) + 1},
                                         {QStringLiteral("returnCodes"), codesJson(dependencyCodes(task, dependency, programs))}});
        const auto program = programs.find(item.program);
        items.append(QJsonObject{{QStringLiteral("item"), static_cast<int>(i) + 1},
                                 {QStringLiteral("guid"), item.id.toString()},
                                 {QStringLiteral("package"), program ? program->package->name : QString()},
                                 {QStringLiteral("program"), program ? program->program->name : item.program.toString()},
                                 {QStringLiteral("dependsOn"), dependsOn}});
    }
    return {{QStringLiteral("guid"), task.id.toString()},
            {QStringLiteral("name"), task.name},
            {QStringLiteral("revision"), task.revision},
            {QStringLiteral("enabled"), task.enabled},
            {QStringLiteral("items"), items}};
}

void printTask(const Invocation &invocation, const SequentialTask &task, const ProgramIndex &programs)
{
    invocation.print(QStringLiteral("%1  revision %2%3").arg(task.name).arg(task.revision).arg(task.enabled ? QString() : QStringLiteral(", disabled")));
    invocation.print(QStringLiteral("Task GUID %1").arg(task.id.toString()));
    if (!task.description.isEmpty())
        invocation.print(task.description);
    for (size_t i = 0; i < task.items.size(); ++i) {
        const LineItem &item = task.items[i];
        const auto program = programs.find(item.program);
        QStringList needs;
        for (const Dependency &dependency : item.dependencies)
            needs.append(QStringLiteral("%1 (%2)").arg(task.indexOf(dependency.on) + 1).arg(formatReturnCodes(dependencyCodes(task, dependency, programs))));
        invocation.print(QStringLiteral("%1  %2%3%4%5")
                             .arg(static_cast<int>(i) + 1, 3)
                             .arg(program ? program->package->name + u'/' + program->program->name : item.program.toString(),
                                  program && program->program->placeholder ? QStringLiteral("  [placeholder]") : QString(),
                                  needs.isEmpty() ? QString() : QStringLiteral("  needs ") + needs.join(QStringLiteral(", ")),
                                  program ? afterRunningText(program->program->afterRunning) : QString()));
    }
    for (const Trigger &trigger : task.schedule.triggers)
        invocation.print(QStringLiteral("Schedule: ") + (trigger.description.isEmpty() ? describeTrigger(trigger) : trigger.description));
}

void printSaved(const Invocation &invocation, const SaveOutcome &outcome)
{
    const SequentialTask &task = outcome.task;
    if (invocation.json()) {
        invocation.print(QJsonObject{{QStringLiteral("guid"), task.id.toString()},
                                     {QStringLiteral("name"), task.name},
                                     {QStringLiteral("revision"), task.revision},
                                     {QStringLiteral("changed"), !outcome.unchanged},
                                     {QStringLiteral("identity"), outcome.renewed ? QStringLiteral("renewed") : QStringLiteral("kept")},
                                     {QStringLiteral("changes"), QJsonArray::fromStringList(outcome.changes)}});
        return;
    }
    if (outcome.unchanged) {
        invocation.print(QStringLiteral("'%1': nothing changed, still revision %2").arg(task.name).arg(task.revision));
        return;
    }
    invocation.print(QStringLiteral("'%1': saved as revision %2%3")
                         .arg(task.name).arg(task.revision)
                         .arg(outcome.renewed ? QStringLiteral("; the execution order changed, so the task and its line items have new GUIDs") : QString()));
    for (const QString &change : outcome.changes)
        invocation.print(QStringLiteral("  ") + change);
}

} // namespace seriatim
