#include "app/cli/printing.h"
#include "engine/agent/eventjson.h"
#include "engine/base/text.h"
#include "engine/workspace/historykeeping.h"

#include <QElapsedTimer>
#include <QJsonArray>

namespace seriatim {

namespace {

const QString daysOption = QStringLiteral("days");
const QString foreverOption = QStringLiteral("forever");

class StoreRetention final : public Command
{
public:
    StoreRetention()
        : Command(QStringLiteral("store retention"), QStringLiteral("[--days N|--forever]"),
                  QStringLiteral("Shows or sets for how long the store keeps the events that computers reported; what is older goes with 'store compact'."))
    {
        takes(0, 0);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({daysOption, QStringLiteral("Keep them for N days."), QStringLiteral("N")});
        parser.addOption({foreverOption, QStringLiteral("Keep them for ever, as a store does where nothing was set.")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        const Result<std::optional<int>> days = invocation.optionalNumber(daysOption, 1, mostHistoryDays);
        if (!days)
            return days.error();
        if (*days && invocation.isSet(foreverOption))
            return invocation.usageError(QStringLiteral("--days and --forever cannot both be had; choose one"));
        const bool sets = *days || invocation.isSet(foreverOption);
        Result<Workspace> workspace = invocation.open(sets ? Access::readWrite : Access::readOnly);
        if (!workspace)
            return workspace.error();
        if (sets) {
            if (auto set = setHistoryDays(*workspace, *days); !set)
                return set.error();
        }
        return show(invocation, HistoryStore(workspace->store().database()));
    }

private:
    static Result<int> show(const Invocation &invocation, const HistoryStore &history)
    {
        const Result<std::optional<int>> days = history.keptDays();
        if (!days)
            return days.error();
        const Result<std::optional<Instant>> since = history.completeSince();
        if (!since)
            return since.error();
        if (invocation.json()) {
            invocation.print(QJsonObject{{QStringLiteral("days"), *days ? QJsonValue(**days) : QJsonValue()}, {QStringLiteral("completeSince"), timeJson(*since)}});
            return exitDone;
        }
        invocation.print(*days ? QStringLiteral("events are kept for %1").arg(counted(**days, QStringLiteral("day"))) : QStringLiteral("events are kept for ever"));
        if (*since)
            invocation.print(QStringLiteral("of what came in before %1 UTC some were removed").arg(formatInstant(**since)));
        return exitDone;
    }
};

class StoreCompact final : public Command
{
public:
    StoreCompact()
        : Command(QStringLiteral("store compact"), QString(),
                  QStringLiteral("Removes events that are older than the store keeps them, while it is in use; what they count stays counted."))
    {
        takes(0, 0);
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readWrite);
        if (!workspace)
            return workspace.error();
        const Result<std::optional<int>> days = HistoryStore(workspace->store().database()).keptDays();
        if (!days)
            return days.error();
        const std::atomic<bool> &stop = stopOnSignals();
        QElapsedTimer sinceShown;
        sinceShown.start();
        CompactOptions options;
        options.goOn = [&](const CompactProgress &progress) {
            if (sinceShown.hasExpired(1000)) {
                showProgress(QStringLiteral("looked at %1 of %2 events, removed %3").arg(progress.seen).arg(progress.all).arg(progress.removed));
                sinceShown.restart();
            }
            return !stop;
        };
        const Result<CompactOutcome> outcome = compactHistory(*workspace, SystemClock().now(), options);
        if (!outcome)
            return outcome.error();
        show(invocation, *outcome, *days);
        return exitDone;
    }

private:
    static void show(const Invocation &invocation, const CompactOutcome &outcome, const std::optional<int> &days)
    {
        if (invocation.json()) {
            invocation.print(QJsonObject{{QStringLiteral("days"), days ? QJsonValue(*days) : QJsonValue()},
                                         {QStringLiteral("removed"), outcome.removed},
                                         {QStringLiteral("kept"), outcome.kept},
                                         {QStringLiteral("freeBytes"), outcome.freeBytes},
                                         {QStringLiteral("complete"), outcome.isComplete}});
            return;
        }
        if (!days) {
            invocation.print(QStringLiteral("events are kept for ever, so nothing was removed; 'store retention --days N' changes that"));
            return;
        }
        invocation.print(QStringLiteral("removed %1 older than %2; %3 as old say how things stand and stay")
                             .arg(counted(outcome.removed, QStringLiteral("event")), counted(*days, QStringLiteral("day")), QString::number(outcome.kept)));
        if (outcome.freeBytes > 0)
            invocation.print(QStringLiteral("%1 KB inside the file are free for what comes next").arg(outcome.freeBytes / 1024));
        if (!outcome.isComplete)
            invocation.print(QStringLiteral("it was ended in the middle; the next one goes on"));
    }
};

class StoreHistory final : public Command
{
public:
    StoreHistory()
        : Command(QStringLiteral("store history"), QStringLiteral("TASK"),
                  QStringLiteral("Counts what computers reported on the task day by day, also of days whose events were removed."))
    {
        takes(1, 1);
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<SequentialTask> task = workspace->store().tasks().find(invocation.argument(0));
        if (!task)
            return task.error();
        const Result<std::vector<HistoryCount>> counts = HistoryStore(workspace->store().database()).counts({.task = task->id});
        if (!counts)
            return counts.error();
        QJsonArray list;
        std::vector<QStringList> rows{{QStringLiteral("Day"), QStringLiteral("What"), QStringLiteral("Item"), QStringLiteral("Status"),
                                       QStringLiteral("Return code"), QStringLiteral("Events")}};
        for (const HistoryCount &count : *counts) {
            const int place = count.item ? task->indexOf(*count.item) + 1 : 0;
            const QString day = formatInstant(count.day).left(10);
            list.append(QJsonObject{{QStringLiteral("day"), day},
                                    {QStringLiteral("kind"), eventKindToWord(count.kind)},
                                    {QStringLiteral("item"), place > 0 ? QJsonValue(place) : QJsonValue()},
                                    {QStringLiteral("status"), count.item ? toWord(count.itemStatus) : toWord(count.computerStatus)},
                                    {QStringLiteral("returnCode"), count.returnCode ? QJsonValue(*count.returnCode) : QJsonValue()},
                                    {QStringLiteral("events"), count.events}});
            rows.push_back({day, eventKindToWord(count.kind), place > 0 ? QString::number(place) : QString(),
                            count.item ? toText(count.itemStatus) : toText(count.computerStatus),
                            count.returnCode ? QString::number(*count.returnCode) : QString(), QString::number(count.events)});
        }
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("task"), task->id.toString()}, {QStringLiteral("counts"), list}});
        else
            printAligned(invocation, rows, {Align::left, Align::left, Align::right, Align::left, Align::right, Align::right});
        return exitDone;
    }
};

} // namespace

void addHistoryCommands(Commands &commands)
{
    commands.push_back(std::make_unique<StoreRetention>());
    commands.push_back(std::make_unique<StoreCompact>());
    commands.push_back(std::make_unique<StoreHistory>());
}

} // namespace seriatim
