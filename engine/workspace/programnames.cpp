#include "engine/workspace/programnames.h"

namespace seriatim {

Result<QStringList> programNames(Workspace &workspace, const SequentialTask &task, const QString &deleted)
{
    const Result<TaskPrograms> programs = workspace.programsOf({task});
    if (!programs)
        return programs.error();
    QStringList names;
    for (const LineItem &item : task.items) {
        const auto found = programs->index.find(item.program);
        if (found)
            names.append(found->package->name + u'/' + found->program->name);
        else
            names.append(deleted.isEmpty() ? item.program.toString() : deleted);
    }
    return names;
}

} // namespace seriatim
