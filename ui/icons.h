// The icon set: SVG of our own, sharp at any scale, readable in light and dark.
#pragma once

#include <QIcon>

namespace seriatim {

enum class Symbol {
    seriatim,                                             // the product
    package, program, task, taskDisabled, folder,         // catalogue and tasks; package: blue cube, program: green check on a clipboard
    computer, collection, user, userGroup, agentSettings, portalRequest, simulation, report, store, history,
    add, remove, moveUp, moveDown, moveTop, moveBottom, cut, copy, paste, rename, edit, search, filter, refresh, exportFile, open, close, settings,
    createNew, save, saveCopy, revert, undo, redo, runNow, stop, check, schedule, dependency, restart, logOff, download,
    notStarted, waiting, running, verifying, succeeded, alreadyPresent, carriedOver, notApplicable, skipped, failed, timedOut, notVerified, interrupted,
    restartPending, withdrawn, warning, information, question, problem, locked,
    step, stepBack, runToEnd, breakpoint, power, fork // the endpoint debugger
};

// Follows the application's palette by itself, in every icon mode and at every device pixel ratio. A pixmap made of it
// (QIcon::pixmap) keeps the colours that it was made with: make it again on QEvent::PaletteChange.
[[nodiscard]] QIcon icon(Symbol symbol);

} // namespace seriatim
