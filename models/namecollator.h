// The order in which people look names up: case, accents and digits do not lead astray, in the plain locale of a script neither.
#pragma once

#include <QCollator>

namespace seriatim {

[[nodiscard]] inline QCollator nameCollator()
{
    QCollator collator(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale());
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    return collator;
}

} // namespace seriatim
