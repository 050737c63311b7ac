#include "engine/base/text.h"

#include <QDateTime>
#include <QStringList>
#include <QTimeZone>

namespace seriatim {

std::optional<qint64> parseInteger(QStringView text)
{
    bool ok = false;
    const qint64 value = text.trimmed().toLongLong(&ok, 10);
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<double> parseDecimal(QStringView text)
{
    bool ok = false;
    const double value = text.trimmed().toDouble(&ok);
    return ok && qIsFinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<bool> parseBoolean(QStringView text)
{
    const QStringView word = text.trimmed();
    if (word == u"1" || word.compare(u"true", Qt::CaseInsensitive) == 0)
        return true;
    if (word == u"0" || word.compare(u"false", Qt::CaseInsensitive) == 0)
        return false;
    return std::nullopt;
}

QString foldForSearch(QStringView text)
{
    const QString decomposed = text.toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString folded;
    folded.reserve(decomposed.size());
    for (const QChar c : decomposed) {
        if (c == u'ß') // Qt folds letter for letter
            folded.append(u"ss");
        else if (c.category() != QChar::Mark_NonSpacing)
            folded.append(c);
    }
    return folded;
}

bool matchesWildcard(QStringView text, QStringView pattern)
{
    qsizetype t = 0;
    qsizetype p = 0;
    qsizetype starAt = -1;
    qsizetype resumeAt = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            starAt = p++;
            resumeAt = t;
        } else if (p < pattern.size() && (pattern[p] == u'?' || pattern[p].toCaseFolded() == text[t].toCaseFolded())) {
            ++p;
            ++t;
        } else if (starAt >= 0) {
            p = starAt + 1;
            t = ++resumeAt;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

QString joinWords(const QStringList &words, const QString &last)
{
    if (words.size() < 2)
        return words.join(QString());
    return words.mid(0, words.size() - 1).join(QStringLiteral(", ")) + u' ' + last + u' ' + words.last();
}

QString formatInstant(qint64 millisSinceEpoch)
{
    return QDateTime::fromMSecsSinceEpoch(millisSinceEpoch, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace seriatim
