// MultiEdit: the same change to many packages and programs at once; what is absent stays as each of them has it.
#pragma once

#include "models/catalogueedit.h"

#include <QSet>

namespace seriatim {

struct MultiEdit {
    std::optional<QString> folder;
    std::optional<QString> manufacturer;
    std::optional<QString> language;
    std::optional<int> cleanupAfterMinutes;
    std::optional<bool> statusEvents;
    std::optional<int> priority;

    std::optional<AfterRunning> afterRunning;
    std::optional<RunWithRights> rights;
    QString specifiedUser; // where rights is specifiedUser
    std::optional<CanRun> canRun;
    std::optional<StartingWindow> startingWindow;
    std::optional<int> terminateAfterMinutes;
    std::optional<int> estimatedRunTimeMinutes;
    bool windowsInstallerCodes = false;

    [[nodiscard]] bool isEmpty() const;
    void apply(Package &package, const QSet<ProgramId> &programs) const; // programs: those to change; empty: all
};

// Each package before and after, those alone that change. Error: a program would contradict itself (B32), named.
[[nodiscard]] Result<std::vector<std::pair<Package, Package>>> applied(const MultiEdit &edit, const std::vector<Package> &packages,
                                                                       const QSet<ProgramId> &programs);

} // namespace seriatim
