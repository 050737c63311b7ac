#include "models/taskproblems.h"

#include "engine/domain/validation.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::TaskProblems)
};

void addProgramProblems(std::vector<Problem> &problems, const SequentialTask &draft, const ProgramIndex &programs)
{
    for (size_t i = 0; i < draft.items.size(); ++i) {
        const int place = static_cast<int>(i) + 1;
        const std::optional<PackageProgram> found = programs.find(draft.items[i].program);
        if (!found)
            problems.push_back({ProblemKind::mistake, Words::tr("Item %1 runs a program that is not in the store any more: remove the item, or choose another program.").arg(place), place});
        else if (found->program->placeholder)
            problems.push_back({ProblemKind::warning, Words::tr("Item %1 runs “%2”, which an imported policy named without describing it: give it a command line in package “%3”.")
                                                          .arg(QString::number(place), found->program->name, found->package->name), place});
        else if (found->program->commandLine.trimmed().isEmpty())
            problems.push_back({ProblemKind::warning, Words::tr("Item %1 runs “%2”, which has no command line.").arg(QString::number(place), found->program->name), place});
    }
}

} // namespace

std::vector<Problem> problemsOf(const SequentialTask &draft, const ProgramIndex &programs)
{
    std::vector<Problem> problems;
    if (const Result<> valid = validateTask(draft); !valid)
        problems.push_back({ProblemKind::mistake, valid.error().message(), 0});
    addProgramProblems(problems, draft, programs);
    if (draft.items.empty())
        problems.push_back({ProblemKind::warning, Words::tr("The execution order is empty, so there is nothing to run."), 0});
    if (draft.appliesTo.empty())
        problems.push_back({ProblemKind::information, Words::tr("The task applies to no collection, so no computer receives it."), 0});
    std::ranges::stable_sort(problems, {}, &Problem::kind);
    return problems;
}

} // namespace seriatim
