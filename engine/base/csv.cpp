#include "engine/base/csv.h"

#include "engine/base/text.h"

#include <algorithm>

namespace seriatim {

namespace {

bool looksLikeFormula(const QString &text)
{
    return !text.isEmpty() && QStringLiteral("=+-@\t\r\n").contains(text[0]) && !parseInteger(text);
}

bool needsQuotes(const QString &text)
{
    static const QString special = QStringLiteral(",\"\r\n");
    return std::ranges::any_of(text, [](QChar c) { return special.contains(c); });
}

} // namespace

QString csvField(const QString &text)
{
    QString field = looksLikeFormula(text) ? u'\'' + text : text;
    return needsQuotes(text) ? u'"' + field.replace(u'"', QStringLiteral("\"\"")) + u'"' : field;
}

QByteArray csvLine(const QStringList &fields)
{
    QStringList escaped;
    escaped.reserve(fields.size());
    for (const QString &field : fields)
        escaped.append(csvField(field));
    return escaped.join(u',').toUtf8() + "\r\n";
}

} // namespace seriatim
