#include "app/cli/printing.h"
#include "engine/base/csv.h"
#include "engine/workspace/whynotrunning.h"

#include <QJsonArray>

#include <map>

namespace seriatim {

namespace {

const QString csvOption = QStringLiteral("csv");
const QString causeOption = QStringLiteral("cause");

QJsonObject whyJson(const WhyNotRunning &why)
{
    return {{QStringLiteral("computer"), why.computer},
            {QStringLiteral("running"), why.isRunning()},
            {QStringLiteral("cause"), toWord(why.cause)},
            {QStringLiteral("sentence"), why.sentence},
            {QStringLiteral("until"), timeJson(why.until)},
            {QStringLiteral("reported"), timeJson(why.reported)}};
}

class Why final : public Command
{
public:
    Why()
        : Command(QStringLiteral("why"), QStringLiteral("TASK [COMPUTER] [--cause WORD] [--csv]"),
                  QStringLiteral("Says in one sentence why the computer, or each computer, does not run the task now."))
    {
        takes(1, 2);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({causeOption, QStringLiteral("Only computers with this cause, such as schedule, agentMissing or done."), QStringLiteral("WORD")});
        parser.addOption({csvOption, QStringLiteral("As CSV, a line for each computer.")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        if (invocation.json() && invocation.isSet(csvOption))
            return invocation.usageError(QStringLiteral("--json and --csv cannot both be had; choose one"));
        if (const QString wrong = wrongCause(invocation); !wrong.isEmpty())
            return invocation.usageError(wrong);
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<SequentialTask> task = workspace->store().tasks().find(invocation.argument(0));
        if (!task)
            return task.error();
        Result<NotRunningReasons> reasons = NotRunningReasons::of(*workspace, *task, SystemClock().now());
        if (!reasons)
            return reasons.error();
        const Result<QStringList> computers = invocation.arguments().size() == 2 ? QStringList(invocation.argument(1)) : reasons->computers();
        if (!computers)
            return computers.error();
        return show(invocation, *task, *reasons, *computers);
    }

private:
    static QString wrongCause(const Invocation &invocation)
    {
        QStringList known;
        for (const NotRunningCause cause : allNotRunningCauses())
            known.append(toWord(cause));
        const QString cause = invocation.value(causeOption);
        if (!invocation.isSet(causeOption) || known.contains(cause))
            return {};
        return QStringLiteral("--cause is '%1'; use one of %2").arg(cause, known.join(QStringLiteral(", ")));
    }

    static Result<int> show(Invocation &invocation, const SequentialTask &task, NotRunningReasons &reasons, const QStringList &computers)
    {
        const std::optional<QString> wanted = invocation.optionalValue(causeOption);
        std::map<QString, int> counts;
        QJsonArray list;
        if (invocation.isSet(csvOption))
            invocation.write("computer,running,cause,sentence,until,reported\r\n");
        for (const QString &computer : computers) {
            const Result<WhyNotRunning> why = reasons.on(computer);
            if (!why)
                return why.error();
            if (wanted && toWord(why->cause) != *wanted)
                continue;
            ++counts[toWord(why->cause)];
            if (invocation.json())
                list.append(whyJson(*why));
            else if (invocation.isSet(csvOption))
                invocation.write(csvLine({why->computer, why->isRunning() ? QStringLiteral("true") : QStringLiteral("false"), toWord(why->cause),
                                          why->sentence, isoTime(why->until), isoTime(why->reported)}));
            else
                invocation.print(QStringLiteral("%1: %2: %3").arg(why->computer, toText(why->cause), why->sentence));
        }
        if (invocation.json())
            printJson(invocation, task, counts, list);
        else if (!invocation.isSet(csvOption) && counts.empty())
            invocation.print(wanted ? QStringLiteral("no computer with this cause") : QStringLiteral("the task applies to no computer, and none has reported on it"));
        return exitDone;
    }

    static void printJson(const Invocation &invocation, const SequentialTask &task, const std::map<QString, int> &counts, const QJsonArray &list)
    {
        QJsonObject causes;
        for (const auto &[cause, count] : counts)
            causes.insert(cause, count);
        invocation.print(QJsonObject{{QStringLiteral("task"), task.id.toString()},
                                     {QStringLiteral("name"), task.name},
                                     {QStringLiteral("revision"), task.revision},
                                     {QStringLiteral("causes"), causes},
                                     {QStringLiteral("computers"), list}});
    }
};

} // namespace

void addWhyCommands(Commands &commands)
{
    commands.push_back(std::make_unique<Why>());
}

} // namespace seriatim
