#include "models/multiedit.h"

#include "models/programcommand.h"

namespace seriatim {

namespace {

template <typename Value, typename Field>
void set(const std::optional<Value> &value, Field &field)
{
    if (value)
        field = *value;
}

} // namespace

bool MultiEdit::isEmpty() const
{
    return !folder && !manufacturer && !language && !cleanupAfterMinutes && !statusEvents && !priority && !afterRunning && !rights && !canRun
           && !startingWindow && !terminateAfterMinutes && !estimatedRunTimeMinutes && !windowsInstallerCodes;
}

void MultiEdit::apply(Package &package, const QSet<ProgramId> &programs) const
{
    set(folder, package.folder);
    set(manufacturer, package.manufacturer);
    set(language, package.language);
    set(cleanupAfterMinutes, package.cleanupAfterMinutes);
    set(statusEvents, package.statusEvents);
    set(priority, package.priority);
    for (Program &program : package.programs) {
        if (!programs.isEmpty() && !programs.contains(program.id))
            continue;
        set(afterRunning, program.afterRunning);
        set(rights, program.rights);
        if (rights == RunWithRights::specifiedUser)
            program.specifiedUser = specifiedUser;
        set(canRun, program.canRun);
        set(startingWindow, program.startingWindow);
        set(terminateAfterMinutes, program.terminateAfterMinutes);
        set(estimatedRunTimeMinutes, program.estimatedRunTimeMinutes);
        if (windowsInstallerCodes)
            program.codes = ReturnCodeRules::windowsInstaller();
    }
}

Result<std::vector<std::pair<Package, Package>>> applied(const MultiEdit &edit, const std::vector<Package> &packages, const QSet<ProgramId> &programs)
{
    std::vector<std::pair<Package, Package>> changes;
    for (const Package &before : packages) {
        Package after = before;
        edit.apply(after, programs);
        for (const Program &program : after.programs) {
            if (const QString contradiction = rightsContradiction(program); !contradiction.isEmpty())
                return Error{ErrorCode::invalidInput, QStringLiteral("%1 / %2").arg(after.name, program.name), contradiction};
        }
        if (!(after == before))
            changes.emplace_back(before, after);
    }
    return changes;
}

} // namespace seriatim
