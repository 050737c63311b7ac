#include "app/cli/comparisonoutput.h"
#include "app/cli/recordedrunoutput.h"
#include "app/shared/processsetup.h"
#include "engine/workspace/recordedruns.h"

namespace seriatim {

namespace {

const QString withStatus = QStringLiteral("with-status");

class Compare final : public Command
{
public:
    Compare()
        : Command(QStringLiteral("compare"), QStringLiteral("RUN RUN [--task TASK] | RUN --with-status [--task TASK]"),
                  QStringLiteral("Compares two recorded simulation runs, or one with what then really happened. RUN is its id, the first four or "
                                 "more digits of that, latest, or latest~1 for the one before it."))
    {
        takes(1, 2);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        addRunTaskOption(parser);
        parser.addOption({withStatus, QStringLiteral("With what the computers really reported: the first differing step of each.")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        const bool real = invocation.isSet(withStatus);
        const auto named = invocation.arguments().size();
        if (real && named == 2)
            return invocation.usageError(QStringLiteral("--with-status compares one run with reality; name one run, or leave the option out"));
        if (!real && named == 1)
            return invocation.usageError(QStringLiteral("'%1' beside what? Name a second run, or add --with-status").arg(invocation.argument(0)));
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<std::vector<SimulationRun>> among = runsToChooseFrom(invocation, *workspace);
        if (!among)
            return among.error();
        const Result<SimulationRun> first = findRun(*among, invocation.argument(0));
        if (!first)
            return first.error();
        if (real)
            return compareReal(invocation, *workspace, *first, *among);
        const Result<SimulationRun> second = findRun(*among, invocation.argument(1));
        if (!second)
            return second.error();
        return compareTwo(invocation, *workspace, {*first, *second, *among});
    }

private:
    static Result<int> compareTwo(const Invocation &invocation, Workspace &workspace, const ComparedRuns &runs)
    {
        const Result<RunComparison> comparison = compareRuns(workspace, runs.first, runs.second);
        if (!comparison)
            return comparison.error();
        if (invocation.json())
            invocation.print(comparisonJson(runs, *comparison));
        else
            printComparison(invocation, runs, *comparison);
        return exitDone;
    }

    static Result<int> compareReal(const Invocation &invocation, Workspace &workspace, const SimulationRun &run, const std::vector<SimulationRun> &among)
    {
        const Result<StatusComparison> comparison = compareWithStatus(workspace, run);
        if (!comparison)
            return comparison.error();
        if (invocation.json())
            invocation.print(comparisonJson(run, *comparison));
        else
            printComparison(invocation, run, runText(run, among), *comparison);
        return exitDone;
    }
};

} // namespace

void addCompareCommands(Commands &commands)
{
    commands.push_back(std::make_unique<Compare>());
}

} // namespace seriatim
