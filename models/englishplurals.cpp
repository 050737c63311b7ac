#include "models/englishplurals.h"

#include <QRegularExpression>

namespace seriatim {

QString EnglishPlurals::translate(const char *, const char *sourceText, const char *, int n) const
{
    if (n < 0)
        return {};
    static const QRegularExpression forms(QStringLiteral("\\(([a-z]*)/([a-z]*)\\)"));
    QString text = QString::fromUtf8(sourceText);
    text.replace(QStringLiteral("(s)"), n == 1 ? QString() : QStringLiteral("s"));
    text.replace(forms, n == 1 ? QStringLiteral("\\1") : QStringLiteral("\\2"));
    return text;
}

} // namespace seriatim
