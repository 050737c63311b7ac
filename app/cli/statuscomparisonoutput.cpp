#include "app/cli/comparisonoutput.h"
#include "app/cli/recordedrunoutput.h"

#include <QJsonArray>

#include <array>

namespace seriatim {

namespace {

constexpr std::array everyAgreement{Agreement::same, Agreement::result, Agreement::returnCode, Agreement::attempts, Agreement::restarts,
                                    Agreement::withdrawn, Agreement::notYet, Agreement::onlySimulated, Agreement::onlyReal};

QJsonObject stepJson(const StepResult &step)
{
    return {{QStringLiteral("status"), toWord(step.status)},
            {QStringLiteral("returnCode"), step.returnCode ? QJsonValue(*step.returnCode) : QJsonValue()},
            {QStringLiteral("attempts"), step.attempts}};
}

// The step, or null where it is no line item's.
QJsonValue differenceJson(int item, const StepResult &simulated, const StepResult &real, const std::vector<PairedItem> &items)
{
    if (item < 0)
        return {};
    const PairedItem &pair = items[static_cast<size_t>(item)];
    return QJsonObject{{QStringLiteral("item"), pair.first}, {QStringLiteral("realItem"), pair.second}, {QStringLiteral("program"), pair.program},
                       {QStringLiteral("simulated"), stepJson(simulated)}, {QStringLiteral("real"), stepJson(real)}};
}

QJsonObject computerJson(const ComparedComputer &computer, const std::vector<PairedItem> &items)
{
    const bool simulated = computer.agreement != Agreement::onlyReal;
    const bool real = computer.agreement != Agreement::onlySimulated;
    return {{QStringLiteral("computer"), computer.name},
            {QStringLiteral("agreement"), toWord(computer.agreement)},
            {QStringLiteral("simulated"), simulated ? QJsonValue(toWord(computer.simulated)) : QJsonValue()},
            {QStringLiteral("real"), real ? QJsonValue(toWord(computer.real)) : QJsonValue()},
            {QStringLiteral("simulatedRestarts"), simulated ? QJsonValue(computer.simulatedRestarts) : QJsonValue()},
            {QStringLiteral("realRestarts"), real ? QJsonValue(computer.realRestarts) : QJsonValue()},
            {QStringLiteral("firstDifference"), differenceJson(computer.item, computer.simulatedStep, computer.realStep, items)},
            {QStringLiteral("explanation"), sentence(computer, items)}};
}

// The computer stands for all that differ like this.
ComparedComputer example(const StepDifference &step)
{
    ComparedComputer computer;
    computer.agreement = step.agreement;
    computer.item = step.item;
    computer.simulatedStep = step.simulated;
    computer.realStep = step.real;
    return computer;
}

void printCounts(const Invocation &invocation, const StatusComparison &comparison)
{
    invocation.print(QStringLiteral("%1 simulated, %2 reported").arg(counted(comparison.simulatedComputers, QStringLiteral("computer"))).arg(comparison.realComputers));
    QStringList parts;
    for (const Agreement agreement : everyAgreement) {
        if (const int count = comparison.count(agreement); count > 0)
            parts.append(QStringLiteral("%1 %2").arg(count).arg(toText(agreement)));
    }
    if (!parts.isEmpty())
        invocation.print(parts.join(QStringLiteral(", ")));
}

} // namespace

QJsonObject comparisonJson(const SimulationRun &run, const StatusComparison &comparison)
{
    QJsonObject counts;
    for (const Agreement agreement : everyAgreement)
        counts.insert(toWord(agreement), comparison.count(agreement));
    QJsonArray steps;
    for (const StepDifference &step : comparison.steps) {
        steps.append(QJsonObject{{QStringLiteral("agreement"), toWord(step.agreement)}, {QStringLiteral("computers"), step.computers},
                                 {QStringLiteral("step"), differenceJson(step.item, step.simulated, step.real, comparison.items)}});
    }
    QJsonArray computers;
    for (const ComparedComputer &computer : comparison.computers)
        computers.append(computerJson(computer, comparison.items));
    return {{QStringLiteral("simulated"), runJson(run)},
            {QStringLiteral("real"), QJsonObject{{QStringLiteral("task"), comparison.realTask.toString()}, {QStringLiteral("revision"), comparison.realRevision},
                                                 {QStringLiteral("computers"), comparison.realComputers}}},
            {QStringLiteral("sameOrder"), comparison.sameOrder},
            {QStringLiteral("counts"), counts},
            {QStringLiteral("firstDifferences"), steps},
            {QStringLiteral("computers"), computers}};
}

void printComparison(const Invocation &invocation, const SimulationRun &run, const QString &runName, const StatusComparison &comparison)
{
    invocation.print(QStringLiteral("simulated: '%1', %2, beside what really happened").arg(run.taskName, runName));
    if (!comparison.sameOrder)
        invocation.print(QStringLiteral("the reports are on the execution order of revision %1; line items are matched by what became of them").arg(comparison.realRevision));
    printCounts(invocation, comparison);
    if (comparison.realComputers == 0)
        invocation.print(QStringLiteral("no computer has reported on this task yet"));
    else if (comparison.count(Agreement::onlySimulated) == comparison.simulatedComputers)
        invocation.print(QStringLiteral("no computer is known to both: simulate the task's own computers, without a number of endpoints"));
    for (const StepDifference &step : comparison.steps) {
        if (step.item >= 0)
            invocation.print(QStringLiteral("first difference of %1: %2").arg(counted(step.computers, QStringLiteral("computer")), sentence(example(step), comparison.items)));
    }
    for (const ComparedComputer &computer : comparison.computers) {
        if (isDifference(computer.agreement) || computer.agreement == Agreement::withdrawn)
            invocation.print(QStringLiteral("%1  %2").arg(computer.name, sentence(computer, comparison.items)));
    }
}

} // namespace seriatim
