#include "app/cli/command.h"
#include "engine/base/files.h"
#include "engine/workspace/sequencetests.h"

#include <QJsonArray>

#include <cstdio>

namespace seriatim {

namespace {

class TestCommand final : public Command
{
public:
    TestCommand()
        : Command(QStringLiteral("test"), QStringLiteral("FILE… [--task TASK] [--coverage] [-o FILE]"),
                  QStringLiteral("Simulates scenarios, or definitions that hold some, and checks what their <Expect> rows say; "
                                 "the answer is JUnit XML. Exit code 3 when an expectation did not hold."))
    {
        takes(1, any);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({QStringLiteral("task"), QStringLiteral("The task of scenarios that name none."), QStringLiteral("TASK")});
        parser.addOption({QStringLiteral("coverage"), QStringLiteral("Say which outcomes and dependency branches no scenario has reached.")});
        parser.addOption({{QStringLiteral("o"), QStringLiteral("output")}, QStringLiteral("Write the JUnit XML to a file; the answer is a summary then."), QStringLiteral("FILE")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        SequenceTestRequest request;
        request.files = invocation.arguments();
        request.store = invocation.storePath();
        request.task = invocation.value(QStringLiteral("task"));
        request.coverage = invocation.isSet(QStringLiteral("coverage"));
        const Result<std::vector<TestedScenario>> tested = runSequenceTests(request);
        if (!tested)
            return tested.error();
        const QByteArray document = toJUnit(*tested);
        const QString target = invocation.value(QStringLiteral("o"));
        const bool toFile = !target.isEmpty() && target != u"-";
        if (toFile) {
            if (auto written = replaceFileDurably(target, document); !written)
                return written.error();
        }
        if (invocation.json())
            invocation.print(summaryJson(*tested));
        else if (toFile)
            printSummary(invocation, *tested);
        else
            invocation.write(document);
        for (const TestedScenario &scenario : *tested)
            sayCoverage(scenario);
        return failures(*tested) == 0 ? exitDone : exitNotSuccessful;
    }

private:
    static int failures(const std::vector<TestedScenario> &tested)
    {
        int count = 0;
        for (const TestedScenario &scenario : tested) {
            for (const ExpectationResult &result : scenario.results)
                count += result.holds() ? 0 : 1;
        }
        return count;
    }

    static qsizetype expectations(const std::vector<TestedScenario> &tested)
    {
        qsizetype count = 0;
        for (const TestedScenario &scenario : tested)
            count += std::ssize(scenario.results);
        return count;
    }

    static void printSummary(const Invocation &invocation, const std::vector<TestedScenario> &tested)
    {
        for (const TestedScenario &scenario : tested) {
            for (const ExpectationResult &result : scenario.results) {
                if (!result.holds())
                    invocation.print(QStringLiteral("failed  %1: %2: %3").arg(result.position, result.name, result.failure().replace(u'\n', QStringLiteral("; "))));
            }
        }
        invocation.print(QStringLiteral("%1 in %2: %3 failed").arg(counted(expectations(tested), QStringLiteral("expectation")),
                                                                   counted(std::ssize(tested), QStringLiteral("scenario"))).arg(failures(tested)));
    }

    static QJsonObject summaryJson(const std::vector<TestedScenario> &tested)
    {
        QJsonArray scenarios;
        for (const TestedScenario &scenario : tested) {
            QJsonArray rows;
            for (const ExpectationResult &result : scenario.results) {
                rows.append(QJsonObject{{QStringLiteral("position"), result.position},
                                        {QStringLiteral("expectation"), result.name},
                                        {QStringLiteral("computers"), result.computers},
                                        {QStringLiteral("failed"), result.failed},
                                        {QStringLiteral("holds"), result.holds()},
                                        {QStringLiteral("failures"), QJsonArray::fromStringList(result.failures)}});
            }
            QJsonObject object{{QStringLiteral("file"), scenario.file}, {QStringLiteral("scenario"), scenario.number},
                               {QStringLiteral("task"), scenario.task}, {QStringLiteral("expectations"), rows}};
            if (!scenario.coverage.isEmpty())
                object.insert(QStringLiteral("coverage"), QJsonArray::fromStringList(scenario.coverage));
            scenarios.append(object);
        }
        return {{QStringLiteral("tests"), expectations(tested)}, {QStringLiteral("failures"), failures(tested)}, {QStringLiteral("scenarios"), scenarios}};
    }

    // Beside the answer, for people.
    static void sayCoverage(const TestedScenario &scenario)
    {
        for (const QString &line : scenario.coverage)
            std::fputs((line + u'\n').toUtf8().constData(), stderr);
    }
};

} // namespace

void addTestCommands(Commands &commands)
{
    commands.push_back(std::make_unique<TestCommand>());
}

} // namespace seriatim
