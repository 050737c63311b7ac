#include "app/cli/comparisonoutput.h"

#include "app/cli/printing.h"
#include "app/cli/recordedrunoutput.h"

#include <QJsonArray>

#include <array>
#include <cmath>
#include <set>

namespace seriatim {

namespace {

constexpr std::array percents{50, 90, 99, 100};
constexpr std::array everyFared{Fared::same, Fared::better, Fared::worse, Fared::differently};

QString toWord(Fared fared)
{
    switch (fared) {
    case Fared::same: return QStringLiteral("same");
    case Fared::better: return QStringLiteral("better");
    case Fared::worse: return QStringLiteral("worse");
    case Fared::differently: return QStringLiteral("differently");
    }
    Q_UNREACHABLE();
}

template <typename Status>
QJsonObject countsJson(const std::map<Status, int> &counts)
{
    QJsonObject object;
    for (const auto &[status, count] : counts)
        object.insert(toWord(status), count);
    return object;
}

QJsonValue percentilesJson(const std::vector<quint32> &sorted)
{
    if (sorted.empty())
        return {};
    QJsonObject object;
    for (const int percent : percents)
        object.insert(QStringLiteral("p%1").arg(percent), static_cast<qint64>(*percentile(sorted, percent)));
    return object;
}

QJsonObject figuresJson(const SimulationRun &run, const RecordedFigures &figures)
{
    QJsonObject object = runJson(run);
    object.insert(QStringLiteral("statuses"), countsJson(figures.statuses));
    object.insert(QStringLiteral("restarts"), figures.restarts);
    object.insert(QStringLiteral("executions"), figures.executions);
    object.insert(QStringLiteral("reruns"), figures.reruns);
    object.insert(QStringLiteral("succeededAfter"), percentilesJson(figures.succeededAfter));
    return object;
}

QJsonObject differenceJson(const RecordedFigures &first, const RecordedFigures &second)
{
    QJsonObject statuses;
    std::map<ComputerStatus, int> all = first.statuses;
    all.insert(second.statuses.begin(), second.statuses.end());
    for (const auto &[status, count] : all)
        statuses.insert(toWord(status), second.count(status) - first.count(status));
    QJsonValue after;
    if (!first.succeededAfter.empty() && !second.succeededAfter.empty()) {
        QJsonObject seconds;
        for (const int percent : percents)
            seconds.insert(QStringLiteral("p%1").arg(percent), qint64(*percentile(second.succeededAfter, percent)) - qint64(*percentile(first.succeededAfter, percent)));
        after = seconds;
    }
    return {{QStringLiteral("computers"), second.computers - first.computers},
            {QStringLiteral("statuses"), statuses},
            {QStringLiteral("restarts"), second.restarts - first.restarts},
            {QStringLiteral("executions"), second.executions - first.executions},
            {QStringLiteral("reruns"), second.reruns - first.reruns},
            {QStringLiteral("succeededAfter"), after}};
}

const RecordedItemFigures &itemFigures(const RecordedFigures &figures, int place)
{
    static const RecordedItemFigures none;
    const auto index = static_cast<size_t>(place) - 1;
    return place > 0 && index < figures.items.size() ? figures.items[index] : none;
}

QJsonValue itemFiguresJson(const RecordedFigures &figures, int place)
{
    if (place == 0)
        return {};
    const RecordedItemFigures &item = itemFigures(figures, place);
    return QJsonObject{{QStringLiteral("item"), place}, {QStringLiteral("statuses"), countsJson(item.statuses)},
                       {QStringLiteral("executions"), item.executions}, {QStringLiteral("reruns"), item.reruns}};
}

QJsonArray itemsJson(const RunComparison &comparison)
{
    QJsonArray items;
    for (size_t i = 0; i < comparison.items.size(); ++i) {
        const PairedItem &item = comparison.items[i];
        QJsonArray transitions;
        for (const auto &[statuses, count] : comparison.itemTransitions[i])
            transitions.append(QJsonObject{{QStringLiteral("from"), toWord(statuses.first)}, {QStringLiteral("to"), toWord(statuses.second)}, {QStringLiteral("computers"), count}});
        items.append(QJsonObject{{QStringLiteral("program"), item.program}, {QStringLiteral("first"), itemFiguresJson(comparison.first, item.first)},
                                 {QStringLiteral("second"), itemFiguresJson(comparison.second, item.second)}, {QStringLiteral("transitions"), transitions}});
    }
    return items;
}

FaredCount faredCount(const RunComparison &comparison, Fared fared)
{
    const auto found = comparison.fared.find(fared);
    return found == comparison.fared.end() ? FaredCount() : found->second;
}

QJsonObject computersJson(const RunComparison &comparison)
{
    QJsonObject object{{QStringLiteral("both"), comparison.both}, {QStringLiteral("onlyFirst"), comparison.onlyFirst}, {QStringLiteral("onlySecond"), comparison.onlySecond}};
    for (const Fared fared : everyFared) {
        const FaredCount count = faredCount(comparison, fared);
        object.insert(toWord(fared), fared == Fared::same ? QJsonValue(count.computers)
                                                          : QJsonValue(QJsonObject{{QStringLiteral("computers"), count.computers},
                                                                                   {QStringLiteral("examples"), QJsonArray::fromStringList(count.examples)}}));
    }
    return object;
}

QString minutes(quint32 seconds)
{
    return QString::number(double(seconds) / 60, 'f', 1);
}

void addRow(std::vector<QStringList> &rows, const QString &title, qint64 first, qint64 second)
{
    rows.push_back({title, QString::number(first), QString::number(second), signedText(second - first)});
}

void addPercentiles(std::vector<QStringList> &rows, const RecordedFigures &first, const RecordedFigures &second)
{
    for (const int percent : percents) {
        const auto before = percentile(first.succeededAfter, percent);
        const auto after = percentile(second.succeededAfter, percent);
        QString difference;
        if (before && after) {
            // Of what is shown, so that nobody finds a sum that does not add up.
            const double minutesMore = minutes(*after).toDouble() - minutes(*before).toDouble();
            difference = std::abs(minutesMore) < 0.05 ? QStringLiteral("0") : (minutesMore > 0 ? QStringLiteral("+") : QString()) + QString::number(minutesMore, 'f', 1);
        }
        rows.push_back({QStringLiteral("%1 % of them after, minutes").arg(percent), before ? minutes(*before) : QStringLiteral("–"), after ? minutes(*after) : QStringLiteral("–"), difference});
    }
}

void printFigures(const Invocation &invocation, const RecordedFigures &first, const RecordedFigures &second)
{
    std::vector<QStringList> rows{{QString(), QStringLiteral("first"), QStringLiteral("second"), QStringLiteral("difference")}};
    addRow(rows, QStringLiteral("computers"), first.computers, second.computers);
    std::set<ComputerStatus> statuses{ComputerStatus::failed};
    for (const auto *counts : {&first.statuses, &second.statuses}) {
        for (const auto &[status, count] : *counts)
            statuses.insert(status);
    }
    statuses.erase(ComputerStatus::succeeded);
    for (const ComputerStatus status : statuses)
        addRow(rows, toText(status), first.count(status), second.count(status));
    addRow(rows, QStringLiteral("restarts"), first.restarts, second.restarts);
    addRow(rows, QStringLiteral("program starts"), first.executions, second.executions);
    addRow(rows, QStringLiteral("run again"), first.reruns, second.reruns);
    addRow(rows, toText(ComputerStatus::succeeded), first.count(ComputerStatus::succeeded), second.count(ComputerStatus::succeeded));
    addPercentiles(rows, first, second);
    printAligned(invocation, rows, {Align::left, Align::right, Align::right, Align::right});
}

QString examplesText(const QStringList &examples, int computers)
{
    return QStringLiteral("%1%2").arg(examples.join(QStringLiteral(", ")), computers > examples.size() ? QStringLiteral(", …") : QString());
}

// The computers that are better, or worse, because they succeed in one of the runs only.
int changedStatus(const RunComparison &comparison, Fared fared)
{
    int computers = 0;
    for (const ComputerTransition &transition : comparison.transitions) {
        if ((fared == Fared::better ? transition.to : transition.from) == ComputerStatus::succeeded)
            computers += transition.computers;
    }
    return computers;
}

// "item 1", "item 1, in the second 2"
QString itemName(const PairedItem &item)
{
    const QString place = item.first == 0               ? QStringLiteral("item %1 of the second").arg(item.second)
                          : item.second == 0            ? QStringLiteral("item %1 of the first").arg(item.first)
                          : item.first == item.second ? QStringLiteral("item %1").arg(item.first)
                                                        : QStringLiteral("item %1, in the second %2").arg(item.first).arg(item.second);
    return item.program.isEmpty() ? place : place + QStringLiteral(", ") + item.program;
}

QString itemChanges(const RunComparison &comparison, const PairedItem &item)
{
    const RecordedItemFigures &first = itemFigures(comparison.first, item.first);
    const RecordedItemFigures &second = itemFigures(comparison.second, item.second);
    const auto change = [](const QString &what, qint64 before, qint64 after) {
        return before == after ? QStringLiteral("%1 %2").arg(before).arg(what) : QStringLiteral("%1 → %2 %3").arg(before).arg(after).arg(what);
    };
    QStringList parts;
    std::map<ItemStatus, int> all = first.statuses;
    all.insert(second.statuses.begin(), second.statuses.end());
    for (const auto &[status, count] : all) {
        const auto before = first.statuses.find(status);
        const auto after = second.statuses.find(status);
        if (item.first > 0 && item.second > 0)
            parts.append(change(toText(status), before == first.statuses.end() ? 0 : before->second, after == second.statuses.end() ? 0 : after->second));
        else
            parts.append(QStringLiteral("%1 %2").arg(count).arg(toText(status)));
    }
    if (first.reruns != 0 || second.reruns != 0)
        parts.append(change(QStringLiteral("run again"), first.reruns, second.reruns));
    return parts.join(QStringLiteral(", "));
}

} // namespace

QJsonObject comparisonJson(const ComparedRuns &runs, const RunComparison &comparison)
{
    QJsonArray transitions;
    for (const ComputerTransition &transition : comparison.transitions) {
        transitions.append(QJsonObject{{QStringLiteral("from"), toWord(transition.from)}, {QStringLiteral("to"), toWord(transition.to)},
                                       {QStringLiteral("computers"), transition.computers}, {QStringLiteral("examples"), QJsonArray::fromStringList(transition.examples)}});
    }
    return {{QStringLiteral("simulated"), true},
            {QStringLiteral("first"), figuresJson(runs.first, comparison.first)},
            {QStringLiteral("second"), figuresJson(runs.second, comparison.second)},
            {QStringLiteral("difference"), differenceJson(comparison.first, comparison.second)},
            {QStringLiteral("itemsMatchedBy"), comparison.itemsByPlace ? QStringLiteral("place") : QStringLiteral("identity")},
            {QStringLiteral("computers"), computersJson(comparison)},
            {QStringLiteral("transitions"), transitions},
            {QStringLiteral("items"), itemsJson(comparison)}};
}

void printComparison(const Invocation &invocation, const ComparedRuns &runs, const RunComparison &comparison)
{
    invocation.print(QStringLiteral("simulated: '%1', two runs beside each other").arg(runs.first.taskName));
    const bool otherName = runs.first.taskName != runs.second.taskName;
    invocation.print(QStringLiteral("first   ") + runText(runs.first, runs.among));
    invocation.print(QStringLiteral("second  ") + runText(runs.second, runs.among) + (otherName ? QStringLiteral(", of '%1'").arg(runs.second.taskName) : QString()));
    if (comparison.itemsByPlace)
        invocation.print(QStringLiteral("a task of theirs is no longer in the store: line items are matched by place"));
    printFigures(invocation, comparison.first, comparison.second);
    if (comparison.both == 0)
        invocation.print(QStringLiteral("the two have no computer in common; made-up computers are matched by number, others by name"));
    else
        invocation.print(QStringLiteral("%1 in both: %2 the same, %3 better, %4 worse, %5 otherwise different")
                             .arg(counted(comparison.both, QStringLiteral("computer"))).arg(faredCount(comparison, Fared::same).computers)
                             .arg(faredCount(comparison, Fared::better).computers).arg(faredCount(comparison, Fared::worse).computers)
                             .arg(faredCount(comparison, Fared::differently).computers));
    if (comparison.onlyFirst > 0 || comparison.onlySecond > 0)
        invocation.print(QStringLiteral("only in the first: %1, only in the second: %2").arg(comparison.onlyFirst).arg(comparison.onlySecond));
    for (const ComputerTransition &transition : comparison.transitions)
        invocation.print(QStringLiteral("%1 → %2: %3 (%4)").arg(toText(transition.from), toText(transition.to), counted(transition.computers, QStringLiteral("computer")),
                                                                examplesText(transition.examples, transition.computers)));
    for (const Fared fared : {Fared::better, Fared::worse}) {
        const FaredCount count = faredCount(comparison, fared);
        // Where it says more than the transitions above.
        if (count.computers > changedStatus(comparison, fared))
            invocation.print(QStringLiteral("%1: %2").arg(toWord(fared), examplesText(count.examples, count.computers)));
    }
    for (const PairedItem &item : comparison.items)
        invocation.print(QStringLiteral("%1: %2").arg(itemName(item), itemChanges(comparison, item)));
}

} // namespace seriatim
