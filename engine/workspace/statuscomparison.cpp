#include "engine/workspace/statuscomparison.h"

#include <algorithm>
#include <tuple>

namespace seriatim {

namespace {

// B11a: what satisfies a dependency is no code that the item has returned.
std::optional<ReturnCode> codeOf(ItemStatus status, const std::optional<ReturnCode> &code)
{
    return status == ItemStatus::notApplicable ? std::nullopt : code;
}

StepResult simulatedStep(const RecordedOutcome &outcome, const PairedItem &item)
{
    const auto index = static_cast<size_t>(item.first) - 1;
    if (index >= outcome.items.size())
        return {}; // nothing was received
    const RecordedItem &step = outcome.items[index];
    return {step.status, codeOf(step.status, step.returnCode), step.attempts};
}

StepResult realStep(const ComputerTaskStatus &real, const PairedItem &item)
{
    const auto index = static_cast<size_t>(item.second) - 1;
    if (index >= real.items.size())
        return {};
    const LineItemStatus &step = real.items[index];
    return {step.status, codeOf(step.status, step.returnCode), step.attempts};
}

bool hasEnded(ComputerStatus status)
{
    return status == ComputerStatus::succeeded || status == ComputerStatus::failed;
}

template <typename Differs>
int firstItem(const RecordedOutcome &simulated, const ComputerTaskStatus &real, const std::vector<PairedItem> &items, Differs &&differs)
{
    for (size_t i = 0; i < items.size(); ++i) {
        if (items[i].first > 0 && items[i].second > 0 && differs(simulatedStep(simulated, items[i]), realStep(real, items[i])))
            return static_cast<int>(i);
    }
    return -1;
}

QString stepText(const StepResult &step)
{
    return step.returnCode ? QStringLiteral("%1 (%2)").arg(toText(step.status)).arg(*step.returnCode) : toText(step.status);
}

QString times(int count, const QString &singular)
{
    return count == 1 ? QStringLiteral("1 %1").arg(singular) : QStringLiteral("%1 %2s").arg(count).arg(singular);
}

QString itemText(const PairedItem &item)
{
    const QString places = item.first == item.second ? QString::number(item.first) : QStringLiteral("%1 (really %2)").arg(item.first).arg(item.second);
    return item.program.isEmpty() ? QStringLiteral("Item %1").arg(places) : QStringLiteral("Item %1, %2").arg(places, item.program);
}

} // namespace

QString toWord(Agreement agreement)
{
    switch (agreement) {
    case Agreement::same: return QStringLiteral("same");
    case Agreement::result: return QStringLiteral("result");
    case Agreement::returnCode: return QStringLiteral("returnCode");
    case Agreement::attempts: return QStringLiteral("attempts");
    case Agreement::restarts: return QStringLiteral("restarts");
    case Agreement::withdrawn: return QStringLiteral("withdrawn");
    case Agreement::notYet: return QStringLiteral("notYet");
    case Agreement::onlySimulated: return QStringLiteral("onlySimulated");
    case Agreement::onlyReal: return QStringLiteral("onlyReal");
    }
    Q_UNREACHABLE();
}

QString toText(Agreement agreement)
{
    switch (agreement) {
    case Agreement::same: return QStringLiteral("as simulated");
    case Agreement::result: return QStringLiteral("another result");
    case Agreement::returnCode: return QStringLiteral("another return code");
    case Agreement::attempts: return QStringLiteral("other attempts");
    case Agreement::restarts: return QStringLiteral("other restarts");
    case Agreement::withdrawn: return QStringLiteral("withdrawn");
    case Agreement::notYet: return QStringLiteral("not yet ended");
    case Agreement::onlySimulated: return QStringLiteral("only simulated");
    case Agreement::onlyReal: return QStringLiteral("only real");
    }
    Q_UNREACHABLE();
}

bool isDifference(Agreement agreement)
{
    switch (agreement) {
    case Agreement::result:
    case Agreement::returnCode:
    case Agreement::attempts:
    case Agreement::restarts:
        return true;
    case Agreement::same:
    case Agreement::withdrawn:
    case Agreement::notYet:
    case Agreement::onlySimulated:
    case Agreement::onlyReal:
        return false;
    }
    Q_UNREACHABLE();
}

ComparedComputer compareComputer(const QString &name, const RecordedOutcome &simulated, const ComputerTaskStatus &real,
                                 const std::vector<PairedItem> &items)
{
    ComparedComputer computer{name, Agreement::same, simulated.status, real.status, simulated.restarts, real.restarts, -1, {}, {}};
    if (real.status == ComputerStatus::withdrawn) {
        computer.agreement = Agreement::withdrawn;
        return computer;
    }
    if (!hasEnded(real.status)) {
        computer.agreement = Agreement::notYet;
        return computer;
    }
    const auto pointTo = [&](int item, Agreement agreement) {
        computer.item = item;
        computer.agreement = agreement;
        if (item >= 0) {
            computer.simulatedStep = simulatedStep(simulated, items[static_cast<size_t>(item)]);
            computer.realStep = realStep(real, items[static_cast<size_t>(item)]);
        }
        return computer;
    };
    const int result = firstItem(simulated, real, items, [](const StepResult &a, const StepResult &b) {
        return a.status != b.status || a.returnCode != b.returnCode;
    });
    if (result >= 0) {
        pointTo(result, Agreement::result);
        if (computer.simulatedStep.status == computer.realStep.status)
            computer.agreement = Agreement::returnCode;
        return computer;
    }
    // As a whole, by line items that only one of them has, or where nothing was received.
    if (simulated.status != real.status)
        return pointTo(-1, Agreement::result);
    const int attempts = firstItem(simulated, real, items, [](const StepResult &a, const StepResult &b) { return a.attempts != b.attempts; });
    if (attempts >= 0)
        return pointTo(attempts, Agreement::attempts);
    if (simulated.restarts != real.restarts)
        computer.agreement = Agreement::restarts;
    return computer;
}

QString sentence(const ComparedComputer &computer, const std::vector<PairedItem> &items)
{
    switch (computer.agreement) {
    case Agreement::same:
        return QStringLiteral("It went as simulated.");
    case Agreement::result:
    case Agreement::returnCode:
        if (computer.item < 0)
            return QStringLiteral("Simulated %1, really %2, with the same result of every line item that both have.").arg(toText(computer.simulated), toText(computer.real));
        return QStringLiteral("%1: simulated %2, really %3.").arg(itemText(items[static_cast<size_t>(computer.item)]), stepText(computer.simulatedStep), stepText(computer.realStep));
    case Agreement::attempts:
        return QStringLiteral("%1: %2, simulated after %3, really after %4.")
            .arg(itemText(items[static_cast<size_t>(computer.item)]), stepText(computer.realStep), times(computer.simulatedStep.attempts, QStringLiteral("attempt")),
                 times(computer.realStep.attempts, QStringLiteral("attempt")));
    case Agreement::restarts:
        return QStringLiteral("Every line item went as simulated; simulated with %1, really with %2.")
            .arg(times(computer.simulatedRestarts, QStringLiteral("restart")), times(computer.realRestarts, QStringLiteral("restart")));
    case Agreement::withdrawn:
        return QStringLiteral("The task was withdrawn before it had really ended; simulated %1.").arg(toText(computer.simulated));
    case Agreement::notYet:
        return QStringLiteral("It has not really ended yet (%1); simulated %2.").arg(toText(computer.real), toText(computer.simulated));
    case Agreement::onlySimulated:
        return QStringLiteral("Simulated %1; really it never reported, and the task does not apply to it.").arg(toText(computer.simulated));
    case Agreement::onlyReal:
        return QStringLiteral("Really %1; it was not simulated.").arg(toText(computer.real));
    }
    Q_UNREACHABLE();
}

std::vector<StepDifference> differencesByStep(const std::vector<ComparedComputer> &computers)
{
    const auto keyOf = [](const StepDifference &step) {
        return std::tuple(step.item, step.agreement, step.simulated.status, step.simulated.returnCode, step.simulated.attempts, step.real.status,
                          step.real.returnCode, step.real.attempts);
    };
    std::map<decltype(keyOf(StepDifference())), StepDifference> counted;
    for (const ComparedComputer &computer : computers) {
        if (!isDifference(computer.agreement))
            continue;
        StepDifference step{computer.item, computer.agreement, computer.simulatedStep, computer.realStep, 0};
        if (step.agreement != Agreement::attempts)
            step.simulated.attempts = step.real.attempts = 0;
        ++counted.try_emplace(keyOf(step), step).first->second.computers;
    }
    std::vector<StepDifference> steps;
    for (const auto &[key, step] : counted)
        steps.push_back(step);
    std::ranges::stable_sort(steps, std::greater<>(), &StepDifference::computers);
    return steps;
}

int StatusComparison::count(Agreement agreement) const
{
    const auto found = counts.find(agreement);
    return found == counts.end() ? 0 : found->second;
}

int StatusComparison::differences() const
{
    int all = 0;
    for (const auto &[agreement, computers_] : counts)
        all += isDifference(agreement) ? computers_ : 0;
    return all;
}

} // namespace seriatim
