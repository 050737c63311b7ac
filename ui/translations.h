// The words of the screens: English needs a translation too, for its plurals ("1 item", "2 items").
#pragma once

class QCoreApplication;

namespace seriatim {

// Once, after the application object is made.
void installTranslations(QCoreApplication &application);

} // namespace seriatim
