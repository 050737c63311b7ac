// The question before unsaved changes would be lost: names every page that has some.
#pragma once

#include "ui/editorpage.h"

namespace seriatim {

// True where the pages may be closed: saved, discarded (their discard() has been called) or never changed. Ends what is
// under way on them.
[[nodiscard]] bool mayClose(QWidget *parent, const QList<EditorPage *> &pages);

} // namespace seriatim
