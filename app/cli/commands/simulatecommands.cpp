#include "app/cli/command.h"
#include "app/cli/scenarioinput.h"
#include "engine/base/text.h"
#include "engine/workspace/simulating.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace seriatim {

namespace {

constexpr int maximumEndpoints = 10'000'000;

class Simulate final : public Command
{
public:
    Simulate()
        : Command(QStringLiteral("simulate"),
                  QStringLiteral("TASK [--scenario FILE] [--endpoints N] [--seed S] [--computers] [--details] [--record]"),
                  QStringLiteral("Simulates a task by the rules of the real agent; nothing is installed. "
                                 "Exit code 3 when any computer failed."))
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({QStringLiteral("scenario"), QStringLiteral("What to assume: outcomes, faults, detection."), QStringLiteral("FILE")});
        parser.addOption({QStringLiteral("endpoints"), QStringLiteral("Simulate N computers SIM-000001, … instead of the task's own."), QStringLiteral("N")});
        parser.addOption({QStringLiteral("seed"), QStringLiteral("The seed of everything that is drawn."), QStringLiteral("S")});
        parser.addOption({QStringLiteral("computers"), QStringLiteral("Show every computer.")});
        parser.addOption({QStringLiteral("details"), QStringLiteral("Also the completion curve, what failed why, restarts, times of waiting and bytes by server.")});
        parser.addOption({QStringLiteral("threads"), QStringLiteral("How many threads simulate (default: one for each core); the result is the same."), QStringLiteral("N")});
        parser.addOption({QStringLiteral("record"), QStringLiteral("Keep the result in the store as a simulation run.")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<SimulationRequest> request = readRequest(invocation);
        if (!request)
            return request.error();
        Result<Workspace> workspace = invocation.open(request->record ? Access::readWrite : Access::readOnly);
        if (!workspace)
            return workspace.error();

        // Computers are written as they come, so that a large fleet needs no memory for its text.
        const bool computers = invocation.isSet(QStringLiteral("computers"));
        QByteArray separator;
        SimulationWatch watch;
        const auto visit = [&](const SimulatedComputer &computer) {
            if (!invocation.json()) {
                printComputer(invocation, toJson(computer));
                return;
            }
            invocation.write((separator.isEmpty() ? QByteArray("{\"computers\":[") : separator)
                             + QJsonDocument(toJson(computer)).toJson(QJsonDocument::Compact));
            separator = ",";
        };
        if (computers)
            watch.visit = visit;
        const Result<SimulationResult> result = simulateTask(*workspace, *request, watch);
        if (!result)
            return result.error();
        if (!invocation.json()) {
            printTotals(invocation, *result);
            if (invocation.isSet(QStringLiteral("details")))
                printDetails(invocation, *result);
            return exitCodeOf(result->totals);
        }
        QJsonObject object = toJson(*result);
        if (invocation.isSet(QStringLiteral("details")))
            object.insert(QStringLiteral("details"), detailsJson(*result));
        // The rest of the object follows the computers without its opening brace.
        if (computers)
            invocation.write((separator.isEmpty() ? QByteArray("{\"computers\":[") : QByteArray()) + "],"
                             + QJsonDocument(object).toJson(QJsonDocument::Compact).mid(1) + '\n');
        else
            invocation.print(object);
        return exitCodeOf(result->totals);
    }

private:
    static int exitCodeOf(const SimulationTotals &totals)
    {
        return totals.failed + totals.waiting + totals.notReceived > 0 ? exitNotSuccessful : exitDone;
    }

    static Result<SimulationRequest> readRequest(Invocation &invocation)
    {
        SimulationRequest request;
        request.task = invocation.argument(0);
        request.record = invocation.isSet(QStringLiteral("record"));
        if (const auto file = invocation.optionalValue(QStringLiteral("scenario"))) {
            Result<ScenarioInput> input = readScenarioFile(*file);
            if (!input)
                return input.error();
            request.scenario = std::move(input->scenario);
            request.scenarioText = QString::fromUtf8(input->bytes);
        }
        const Result<std::optional<int>> endpoints = invocation.optionalNumber(QStringLiteral("endpoints"), 1, maximumEndpoints);
        if (!endpoints)
            return endpoints.error();
        if (*endpoints)
            request.scenario.endpoints = *endpoints;
        const Result<std::optional<int>> threads = invocation.optionalNumber(QStringLiteral("threads"), 1, 1024);
        if (!threads)
            return threads.error();
        request.threads = threads->value_or(0);
        if (const auto seed = invocation.optionalValue(QStringLiteral("seed"))) {
            const std::optional<qint64> value = parseInteger(*seed);
            if (!value || *value < 0)
                return invocation.usageError(QStringLiteral("--seed is '%1'; use a whole number, 0 or greater").arg(*seed));
            request.scenario.seed = static_cast<quint64>(*value);
        }
        return request;
    }

    static void printComputer(const Invocation &invocation, const QJsonObject &computer)
    {
        QStringList items;
        for (const QJsonValue item : computer.value(u"items").toArray()) {
            const QJsonValue code = item[u"returnCode"];
            items.append(QStringLiteral("%1 %2%3").arg(item[u"item"].toInt()).arg(item[u"status"].toString(),
                                                       code.isNull() ? QString() : QStringLiteral(" (%1)").arg(code.toInt())));
        }
        invocation.print(QStringLiteral("%1  %2  %3  %4")
                             .arg(computer.value(u"computer").toString(), computer.value(u"status").toString(),
                                  counted(computer.value(u"restarts").toInt(), QStringLiteral("restart")), items.join(QStringLiteral(", "))));
    }

    static void printTotals(const Invocation &invocation, const SimulationResult &result)
    {
        const SimulationTotals &totals = result.totals;
        invocation.print(QStringLiteral("simulated: '%1' on %2, seed %3").arg(result.task.name, counted(totals.endpoints, QStringLiteral("computer"))).arg(totals.seed));
        const QString notReceived = totals.notReceived > 0 ? QStringLiteral(", %1 without the Task Synchronization agent").arg(totals.notReceived) : QString();
        const QString waiting = totals.waiting > 0 ? QStringLiteral(", %1 waiting for what never comes").arg(totals.waiting) : QString();
        invocation.print(QStringLiteral("%1 succeeded, %2 failed%3, all done after %4 virtual minutes")
                             .arg(totals.succeeded).arg(totals.failed).arg(waiting + notReceived).arg((totals.virtualMillis + millisPerMinute - 1) / millisPerMinute));
        for (size_t i = 0; i < totals.items.size(); ++i) {
            const SimulatedItemTotals &item = totals.items[i];
            QStringList words;
            const auto count = [&](int number, const char16_t *word) {
                if (number > 0)
                    words.append(QStringLiteral("%1 %2").arg(number).arg(QString::fromUtf16(word)));
            };
            count(item.succeeded, u"succeeded");
            count(item.alreadyPresent, u"already present");
            count(item.carriedOver, u"carried over");
            count(item.notApplicable, u"not applicable");
            count(item.failed, u"failed");
            count(item.timedOut, u"timed out");
            count(item.notVerified, u"not verified");
            count(item.interrupted, u"interrupted");
            count(item.skipped, u"skipped");
            invocation.print(QStringLiteral("item %1 %2: %3").arg(i + 1).arg(result.programNames.value(static_cast<qsizetype>(i)), words.join(QStringLiteral(", "))));
        }
    }

    static QString minutesText(qint64 seconds) { return QString::number(double(seconds) / 60, 'f', 1); }

    static void printDetails(const Invocation &invocation, const SimulationResult &result)
    {
        const SimulationTotals &totals = result.totals;
        invocation.print(counted(static_cast<int>(totals.restarts), QStringLiteral("restart")));
        if (!totals.succeededAfter.empty()) {
            QStringList parts;
            for (const int percent : {50, 90, 99, 100})
                parts.append(QStringLiteral("%1 % after %2").arg(percent).arg(minutesText(*percentile(totals.succeededAfter, percent))));
            invocation.print(QStringLiteral("of those that succeeded, minutes: ") + parts.join(QStringLiteral(", ")));
        }
        for (size_t i = 0; i < totals.items.size(); ++i) {
            const SimulatedItemTotals &item = totals.items[i];
            QStringList causes;
            for (const auto &[code, count] : item.failures)
                causes.append(QStringLiteral("%1 returned %2").arg(count).arg(code));
            if (item.couldNotStart > 0)
                causes.append(QStringLiteral("%1 could not be started").arg(item.couldNotStart));
            if (!causes.isEmpty())
                invocation.print(QStringLiteral("item %1 failures: %2").arg(i + 1).arg(causes.join(QStringLiteral(", "))));
            if (item.reruns > 0)
                invocation.print(QStringLiteral("item %1 ran again %2").arg(i + 1).arg(counted(static_cast<int>(item.reruns), QStringLiteral("time"))));
        }
        for (size_t i = 0; i < totals.waits.size(); ++i) {
            if (totals.waits[i] > 0)
                invocation.print(QStringLiteral("waited for %1: %2 minutes in all").arg(toWord(static_cast<SimulatedWait>(i)), minutesText(totals.waits[i] / millisPerSecond)));
        }
        for (const auto &[name, bytes] : result.bytesByServer)
            invocation.print(QStringLiteral("server %1 sent %2 bytes").arg(name).arg(bytes));
    }
};

} // namespace

void addSimulateCommands(Commands &commands)
{
    commands.push_back(std::make_unique<Simulate>());
}

} // namespace seriatim
