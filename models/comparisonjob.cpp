#include "models/comparisonjob.h"

namespace seriatim {

namespace {

ComparisonWatch watchOf(JobControl &control)
{
    return {[&control](int done, int total) { control.report(done, total); }, [&control] { return control.isCancelled().load(); }};
}

} // namespace

Result<RunComparison> compareRuns(Workspace &workspace, const SimulationRun &first, const SimulationRun &second, JobControl &control)
{
    return compareRuns(workspace, first, second, watchOf(control));
}

Result<StatusComparison> compareWithStatus(Workspace &workspace, const SimulationRun &run, JobControl &control)
{
    return compareWithStatus(workspace, run, watchOf(control));
}

} // namespace seriatim
