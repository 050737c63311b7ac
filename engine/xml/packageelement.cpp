#include "engine/xml/packageelement.h"

#include "engine/xml/programelement.h"

#include <algorithm>
#include <array>
#include <limits>

namespace seriatim {

namespace {

constexpr std::array sourceWords{XmlWord{SourceType::none, u"none"}, XmlWord{SourceType::local, u"local"},
                                 XmlWord{SourceType::unc, u"unc"}, XmlWord{SourceType::url, u"url"}};

bool staysInside(const QString &path)
{
    if (path.isEmpty() || path.startsWith(u'/') || path.contains(u'\\') || path.contains(u':'))
        return false;
    const QStringList parts = path.split(u'/');
    return std::ranges::none_of(parts, [](const QString &part) { return part.isEmpty() || part == u"." || part == u".."; });
}

bool isHexDigits(const QString &text, qsizetype count)
{
    return text.size() == count && std::ranges::all_of(text, [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c.toLower() >= u'a' && c.toLower() <= u'f');
           });
}

SnapshotFile readFile(XmlReader &reader, pugi::xml_node element)
{
    SnapshotFile file;
    reader.requiredText(element, "path", file.path);
    reader.integer64(element, "size", file.size, 0, std::numeric_limits<qint64>::max());
    reader.text(element, "sha256", file.sha256);
    if (!staysInside(file.path))
        reader.failValue({element, file.path}, "path", QStringLiteral("a path inside the package, with '/' between its parts"));
    if (!isHexDigits(file.sha256, 64))
        reader.failValue({element, file.sha256}, "sha256", QStringLiteral("64 hexadecimal digits"));
    return file;
}

} // namespace

void readSourceAndSnapshot(XmlReader &reader, pugi::xml_node element, Package &package)
{
    if (const pugi::xml_node source = childNamed(element, "Source")) {
        reader.word<SourceType>(source, "type", package.source.type, sourceWords);
        reader.text(source, "location", package.source.location);
        if (package.source.type != SourceType::none && package.source.location.trimmed().isEmpty())
            reader.failMissing(source, "location");
    }
    if (const pugi::xml_node snapshot = childNamed(element, "Snapshot")) {
        package.snapshot.clear();
        for (const pugi::xml_node file : childrenNamed(snapshot, "File"))
            package.snapshot.push_back(readFile(reader, file));
        if (package.snapshot.size() > static_cast<size_t>(maximumSnapshotFiles))
            reader.fail(snapshot, QStringLiteral("the snapshot has more than %1 files").arg(maximumSnapshotFiles));
    }
}

void writeSourceAndSnapshot(pugi::xml_node element, const Package &package)
{
    if (package.source != PackageSource{}) {
        const pugi::xml_node source = addElement(element, "Source");
        setAttribute(source, "type", wordOf<SourceType>(package.source.type, sourceWords));
        setAttributeUnless(source, "location", package.source.location);
    }
    if (package.snapshot.empty())
        return;
    const pugi::xml_node snapshot = addElement(element, "Snapshot");
    for (const SnapshotFile &file : package.snapshot) {
        const pugi::xml_node child = addElement(snapshot, "File");
        setAttribute(child, "path", file.path);
        setAttribute(child, "size", QString::number(file.size));
        setAttribute(child, "sha256", file.sha256);
    }
}

void readPackageFields(XmlReader &reader, pugi::xml_node element, Package &package)
{
    reader.text(element, "folder", package.folder);
    reader.text(element, "DisplayName", package.displayName);
    reader.text(element, "Description", package.description);
    reader.text(element, "Manufacturer", package.manufacturer);
    reader.text(element, "Language", package.language);
    readSourceAndSnapshot(reader, element, package);
    reader.text(element, "InternalVersion", package.internalVersion);
    reader.text(element, "Destination", package.destination);
    reader.integer(element, "CleanupAfter", package.cleanupAfterMinutes, 0, maximumQuantity);
    reader.integer(element, "Priority", package.priority, std::numeric_limits<int>::min(), std::numeric_limits<int>::max());
    reader.boolean(element, "StatusEventsEnabled", package.statusEvents);
}

void writePackageFields(pugi::xml_node element, const Package &package)
{
    static const Package usual;
    setAttributeUnless(element, "folder", package.folder);
    addTextUnless(element, "DisplayName", package.displayName);
    addTextUnless(element, "Description", package.description);
    addTextUnless(element, "Manufacturer", package.manufacturer);
    addTextUnless(element, "Language", package.language);
    writeSourceAndSnapshot(element, package);
    addTextUnless(element, "InternalVersion", package.internalVersion, usual.internalVersion);
    addTextUnless(element, "Destination", package.destination);
    addIntegerUnless(element, "CleanupAfter", package.cleanupAfterMinutes, usual.cleanupAfterMinutes);
    addIntegerUnless(element, "Priority", package.priority, usual.priority);
    addFlagUnless(element, "StatusEventsEnabled", package.statusEvents, usual.statusEvents);
}

} // namespace seriatim
