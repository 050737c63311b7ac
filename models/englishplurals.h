// EnglishPlurals: the plural forms of the English texts in the source: "%n item(s)" is "1 item" and "2 items", and
// "%n dependenc(y/ies)" is "1 dependency" and "2 dependencies". Install it on the application.
#pragma once

#include <QTranslator>

namespace seriatim {

class EnglishPlurals : public QTranslator
{
public:
    using QTranslator::QTranslator;

    [[nodiscard]] QString translate(const char *context, const char *sourceText, const char *disambiguation = nullptr, int n = -1) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }
};

} // namespace seriatim
