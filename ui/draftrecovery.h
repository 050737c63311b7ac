// After a crash: offers the drafts that were not saved, and opens those that are wanted.
#pragma once

namespace seriatim {

class MainWindow;

// Asks only where there is something to offer. The window has its store.
void offerLeftDrafts(MainWindow &window);

} // namespace seriatim
