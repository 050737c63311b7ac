#include "engine/domain/folderpath.h"

#include <algorithm>

namespace seriatim {

namespace {

constexpr QChar sortsFirst(0x01);
constexpr qsizetype longestName = 250;
constexpr qsizetype deepest = 32;

} // namespace

QString normalizedFolder(QStringView path)
{
    QStringList parts;
    for (const QStringView part : path.split(u'/')) {
        const QString name = part.toString().simplified();
        if (!name.isEmpty())
            parts.append(name);
    }
    return parts.join(u'/');
}

QString foldedFolder(QStringView path)
{
    return normalizedFolder(path).normalized(QString::NormalizationForm_C).toCaseFolded();
}

QString folderSortKey(QStringView path)
{
    return foldedFolder(path).replace(u'/', sortsFirst);
}

QString parentFolder(const QString &path)
{
    return path.section(u'/', 0, -2);
}

QString folderName(const QString &path)
{
    return path.section(u'/', -1);
}

bool isWithinFolder(QStringView path, QStringView folder)
{
    const QString inner = foldedFolder(path);
    const QString outer = foldedFolder(folder);
    return outer.isEmpty() || inner == outer || inner.startsWith(outer + u'/');
}

QString movedFolder(const QString &path, const QString &from, const QString &to)
{
    const qsizetype depth = normalizedFolder(from).split(u'/', Qt::SkipEmptyParts).size();
    const QStringList below = normalizedFolder(path).split(u'/', Qt::SkipEmptyParts).mid(depth);
    return normalizedFolder(to + u'/' + below.join(u'/'));
}

Result<> validateFolder(const QString &path)
{
    const QStringList parts = normalizedFolder(path).split(u'/', Qt::SkipEmptyParts);
    if (parts.isEmpty())
        return Error{ErrorCode::invalidInput, QStringLiteral("folder"), QStringLiteral("has no name; give it one")};
    if (parts.size() > deepest) {
        return Error{ErrorCode::invalidInput, QStringLiteral("folder '%1'").arg(parts.last()),
                     QStringLiteral("lies %1 folders deep; at most %2 are possible").arg(parts.size()).arg(deepest)};
    }
    for (const QString &part : parts) {
        if (part.size() > longestName) {
            return Error{ErrorCode::invalidInput, QStringLiteral("folder '%1…'").arg(part.left(40)),
                         QStringLiteral("the name has %1 characters; use at most %2").arg(part.size()).arg(longestName)};
        }
    }
    return Done{};
}

void sortFolders(QStringList &folders)
{
    std::vector<std::pair<QString, QString>> keyed;
    keyed.reserve(static_cast<size_t>(folders.size()));
    for (const QString &folder : folders)
        keyed.emplace_back(folderSortKey(folder), folder);
    std::ranges::sort(keyed);
    for (size_t i = 0; i < keyed.size(); ++i)
        folders[static_cast<qsizetype>(i)] = std::move(keyed[i].second);
}

} // namespace seriatim
