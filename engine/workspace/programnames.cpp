#include "engine/workspace/programnames.h"

namespace seriatim {

Result<QStringList> programNames(Workspace &workspace, const SequentialTask &task)
{
    const Result<TaskPrograms> programs = workspace.programsOf({task});
    if (!programs)
        return programs.error();
    QStringList names;
    for (const LineItem &item : task.items) {
        const auto found = programs->index.find(item.program);
        names.append(found ? found->package->name + u'/' + found->program->name : item.program.toString());
    }
    return names;
}

} // namespace seriatim
