#include "app/cli/command.h"
#include "app/cli/scenarioinput.h"
#include "engine/base/files.h"
#include "engine/workspace/crashtesting.h"
#include "engine/workspace/reproduction.h"

namespace seriatim {

namespace {

constexpr int mostBound = 100'000'000;

const QString exportOption = QStringLiteral("export");

Result<Scenario> scenarioOf(const Invocation &invocation)
{
    const std::optional<QString> file = invocation.optionalValue(QStringLiteral("scenario"));
    if (!file)
        return Scenario{};
    Result<ScenarioInput> input = readScenarioFile(*file);
    return input ? Result<Scenario>(std::move(input->scenario)) : input.error();
}

void addSharedOptions(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("scenario"), QStringLiteral("What to assume beside the faults."), QStringLiteral("FILE")});
}

// Where --export asks for it, and there is anything to write.
Result<> exportScenarios(const Invocation &invocation, Workspace &workspace, const PreparedSimulation &prepared, const std::vector<Scenario> &scenarios)
{
    const QString target = invocation.value(exportOption);
    if (target.isEmpty() || scenarios.empty())
        return Done{};
    const Result<QByteArray> document = reproduction(workspace, prepared, 0, scenarios);
    return document ? replaceFileDurably(target, *document) : document.error();
}

void sayExported(const Invocation &invocation, bool isAny)
{
    if (const QString target = invocation.value(exportOption); !target.isEmpty())
        invocation.print(isAny ? QStringLiteral("wrote %1").arg(target) : QStringLiteral("nothing to export; %1 was not written").arg(target));
}

void printJson(const Invocation &invocation, QJsonObject object, bool isAny)
{
    if (const QString target = invocation.value(exportOption); !target.isEmpty())
        object.insert(QStringLiteral("file"), isAny ? QJsonValue(target) : QJsonValue());
    invocation.print(object);
}

class CrashMatrixCommand final : public Command
{
public:
    CrashMatrixCommand()
        : Command(QStringLiteral("crash-matrix"),
                  QStringLiteral("TASK [--scenario FILE] [--pairs] [--profile ours|pre-sp3] [--item N] [--export FILE]"),
                  QStringLiteral("Lets every fault strike at every status point of every line item, in a simulation: does each run end, "
                                 "what ran again, was anything lost? Exit code 3 when a run does not end or loses something."))
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        addSharedOptions(parser);
        parser.addOption({QStringLiteral("pairs"), QStringLiteral("Let a second fault strike at every later moment too.")});
        parser.addOption({QStringLiteral("profile"), QStringLiteral("ours, or pre-sp3: the classic agent, which forgot at every start."), QStringLiteral("PROFILE")});
        parser.addOption({QStringLiteral("item"), QStringLiteral("Only faults that strike this line item first."), QStringLiteral("N")});
        parser.addOption({exportOption, QStringLiteral("Write the worst case to a file that 'test' reproduces."), QStringLiteral("FILE")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        const Result<CrashMatrixRequest> request = readRequest(invocation);
        if (!request)
            return request.error();
        const Result<Scenario> scenario = scenarioOf(invocation);
        if (!scenario)
            return scenario.error();
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const auto prepared = prepareCrashTest(*workspace, invocation.argument(0), *scenario);
        if (!prepared)
            return prepared.error();
        const int items = static_cast<int>((*prepared)->plan().items.size());
        if (request->item && *request->item >= items)
            return Error{ErrorCode::notFound, QStringLiteral("--item"), QStringLiteral("there is no item %1; the sequence has %2").arg(*request->item + 1).arg(items)};
        const CrashMatrix matrix = crashMatrix(**prepared, *request);
        const MatrixCell *worst = matrix.worst();
        if (auto exported = exportScenarios(invocation, *workspace, **prepared,
                                            worst ? std::vector{withStrikes(*scenario, worst->strikes)} : std::vector<Scenario>{});
            !exported) {
            return exported.error();
        }
        if (invocation.json()) {
            printJson(invocation, toJson(matrix, **prepared, request->profile), worst);
        } else {
            print(invocation, matrix, **prepared, request->profile);
            sayExported(invocation, worst);
        }
        return matrix.isGood() ? exitDone : exitNotSuccessful;
    }

private:
    static Result<CrashMatrixRequest> readRequest(Invocation &invocation)
    {
        CrashMatrixRequest request;
        request.pairs = invocation.isSet(QStringLiteral("pairs"));
        const QString profile = invocation.optionalValue(QStringLiteral("profile")).value_or(toWord(AgentProfile::ours));
        if (profile == toWord(AgentProfile::preSp3))
            request.profile = AgentProfile::preSp3;
        else if (profile != toWord(AgentProfile::ours))
            return invocation.usageError(QStringLiteral("--profile is '%1'; use ours or pre-sp3").arg(profile));
        if (request.profile == AgentProfile::preSp3 && invocation.isSet(exportOption))
            return invocation.usageError(QStringLiteral("--export writes what our agent does; leave --profile pre-sp3 out"));
        const Result<std::optional<int>> item = invocation.optionalNumber(QStringLiteral("item"), 1, 10'000);
        if (!item)
            return item.error();
        if (*item)
            request.item = **item - 1;
        return request;
    }

    static void print(const Invocation &invocation, const CrashMatrix &matrix, const PreparedSimulation &prepared, AgentProfile profile)
    {
        invocation.print(QStringLiteral("crash matrix: '%1', %2, agent %3").arg(prepared.task().name, counted(prepared.plan().items.size(), QStringLiteral("item")), toWord(profile)));
        if (matrix.undisturbed.ending != StruckRun::Ending::ended)
            invocation.print(QStringLiteral("undisturbed: the run does not end"));
        const std::vector<MatrixRow> rows = matrixRows(matrix, static_cast<int>(prepared.plan().items.size()));
        invocation.print(QStringLiteral("item  cells   end  loop  lost  run again  most restarts  program"));
        for (size_t i = 0; i < rows.size(); ++i) {
            const MatrixRow &row = rows[i];
            invocation.print(QStringLiteral("%1 %2 %3 %4 %5 %6 %7  %8")
                                 .arg(static_cast<int>(i) + 1, 4).arg(row.cells, 6).arg(row.ended, 5).arg(row.looping, 5).arg(row.lossy, 5)
                                 .arg(row.rerunning, 10).arg(row.mostRestarts, 14).arg(prepared.programNames().value(static_cast<qsizetype>(i))));
        }
        for (const MatrixCell &cell : matrix.cells) {
            if (cell.result.isBad())
                printBad(invocation, cell);
        }
        for (const MatrixCell &cell : matrix.worsePairs)
            printBad(invocation, cell);
        if (matrix.pairs > 0)
            invocation.print(QStringLiteral("pairs: %1 tried, %2 bad, %3 of them though each fault alone is harmless")
                                 .arg(matrix.pairs).arg(matrix.badPairs).arg(matrix.worsePairs.size()));
        invocation.print(matrix.isGood() ? QStringLiteral("every run ends, and nothing is lost") : QStringLiteral("not every run ends without loss"));
    }

    // One line, so that a script can count them; the trace is in the JSON.
    static void printBad(const Invocation &invocation, const MatrixCell &cell)
    {
        QStringList faults;
        for (const Strike &strike : cell.strikes)
            faults.append(inWords(strike));
        QStringList lost;
        for (const int item : cell.result.lost)
            lost.append(QString::number(item + 1));
        const QString what = cell.result.ending == StruckRun::Ending::ended ? QStringLiteral("lost: item ") + lost.join(QStringLiteral(", "))
                                                                             : QStringLiteral("does not end");
        invocation.print(QStringLiteral("bad   %1: %2. %3").arg(faults.join(QStringLiteral(", then ")), what, cell.trace.join(u' ')));
    }
};

class TroubleCommand final : public Command
{
public:
    TroubleCommand()
        : Command(QStringLiteral("trouble"), QStringLiteral("TASK [--scenario FILE] [--restarts R] [--bound N] [--export FILE]"),
                  QStringLiteral("Searches the smallest combination of return codes and faults in which a task ends worse than expected, "
                                 "in a simulation. Exit code 3 when one was found."))
    {
        takes(1, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        addSharedOptions(parser);
        parser.addOption({QStringLiteral("restarts"), QStringLiteral("More restarts are trouble; else more than undisturbed."), QStringLiteral("R")});
        parser.addOption({QStringLiteral("bound"), QStringLiteral("Simulate at most N runs (20000)."), QStringLiteral("N")});
        parser.addOption({exportOption, QStringLiteral("Write what was found to a file that 'test' reproduces."), QStringLiteral("FILE")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        TroubleRequest request;
        const Result<std::optional<int>> restarts = invocation.optionalNumber(QStringLiteral("restarts"), 0, 1'000'000);
        if (!restarts)
            return restarts.error();
        request.restarts = *restarts;
        const Result<std::optional<int>> bound = invocation.optionalNumber(QStringLiteral("bound"), 1, mostBound);
        if (!bound)
            return bound.error();
        request.bound = bound->value_or(static_cast<int>(request.bound));
        const Result<Scenario> scenario = scenarioOf(invocation);
        if (!scenario)
            return scenario.error();
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const auto prepared = prepareCrashTest(*workspace, invocation.argument(0), *scenario);
        if (!prepared)
            return prepared.error();
        const TroubleReport report = searchTrouble(**prepared, request);
        std::vector<Scenario> scenarios;
        for (const FoundTrouble &found : report.found)
            scenarios.push_back(found.scenario);
        if (auto exported = exportScenarios(invocation, *workspace, **prepared, scenarios); !exported)
            return exported.error();
        if (invocation.json()) {
            printJson(invocation, toJson(report, **prepared), !scenarios.empty());
        } else {
            print(invocation, report, **prepared);
            sayExported(invocation, !scenarios.empty());
        }
        return report.found.empty() ? exitDone : exitNotSuccessful;
    }

private:
    static void print(const Invocation &invocation, const TroubleReport &report, const PreparedSimulation &prepared)
    {
        invocation.print(QStringLiteral("trouble: '%1', %2, at most %3").arg(prepared.task().name, counted(prepared.plan().items.size(), QStringLiteral("item")),
                                                                             counted(report.restartsAllowed, QStringLiteral("restart"))));
        for (const FoundTrouble &found : report.found)
            invocation.print(inWords(found));
        if (report.found.empty())
            invocation.print(QStringLiteral("nothing found"));
        invocation.print(extentInWords(report));
    }
};

} // namespace

void addMatrixCommands(Commands &commands)
{
    commands.push_back(std::make_unique<CrashMatrixCommand>());
    commands.push_back(std::make_unique<TroubleCommand>());
}

} // namespace seriatim
