#include "tests/layering/includerules.h"

#include <QRegularExpression>

#include <algorithm>

namespace seriatim {

namespace {

const QString xmlPart = QStringLiteral("engine/xml");
const QString storePart = QStringLiteral("engine/store");

QStringList engineParts(const QStringList &folders)
{
    QStringList parts;
    for (const QString &folder : folders)
        parts.append(QStringLiteral("engine/") + folder);
    return parts;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

QHash<QString, QStringList> makeTable()
{
    const QStringList wholeEngine = engineParts(words("base domain xml sequence policy store agent simulation exchange advice workspace reports"));
    QHash<QString, QStringList> table{
        {QStringLiteral("app"), wholeEngine + words("models ui")},
        {QStringLiteral("ui"), words("models")},
        {QStringLiteral("models"), wholeEngine},
    };
    const std::pair<const char *, const char *> engine[]{
        {"base", ""},
        {"domain", "base"},
        {"xml", "base domain"},
        {"sequence", "base domain"},
        {"policy", "base domain sequence xml"},
        {"store", "base domain xml"},
        {"agent", "base domain sequence policy xml"},
        {"simulation", "base domain sequence policy xml"},
        {"exchange", "base domain xml policy store"},
        {"advice", "base domain sequence"},
        {"workspace", "base domain xml sequence policy store agent simulation exchange advice"},
        {"reports", "base domain store workspace"},
    };
    for (const auto &[folder, uses] : engine)
        table.insert(QStringLiteral("engine/") + QString::fromLatin1(folder), engineParts(words(uses)));
    return table;
}

QString folderOf(const QString &path)
{
    return path.section(u'/', 0, -2);
}

bool isHeader(const QString &path)
{
    return path.endsWith(u".h");
}

bool isGenerated(const QString &include)
{
    return include.endsWith(u".moc") || include.startsWith(u"ui_");
}

bool isSql(const QString &include)
{
    return include.startsWith(u"soci") || include.startsWith(u"sqlite");
}

// "QString", "QtCore/QString", "QtWidgets"
bool isQt(const QString &include)
{
    static const QRegularExpression pattern(QStringLiteral("^Qt?[A-Z]\\w*(/|$)"));
    return pattern.match(include).hasMatch();
}

} // namespace

QList<Include> includesOf(const QByteArray &text)
{
    static const QRegularExpression pattern(QStringLiteral("^[ \\t]*#[ \\t]*include[ \\t]*([<\"])([^>\"\\n]+)[>\"]"),
                                            QRegularExpression::MultilineOption);
    QList<Include> includes;
    for (auto matches = pattern.globalMatch(QString::fromUtf8(text)); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        includes.append({match.captured(2), match.captured(1) == u"\""});
    }
    return includes;
}

const QHash<QString, QStringList> &IncludeRules::table()
{
    static const QHash<QString, QStringList> all = makeTable();
    return all;
}

QString IncludeRules::partOf(const QString &path)
{
    const QString layer = path.section(u'/', 0, 0);
    const QString part = layer == u"engine" ? path.section(u'/', 0, 1) : layer;
    return path.contains(u'/') && table().contains(part) ? part : QString();
}

IncludeRules::IncludeRules(const QList<SourceFile> &files, IsQtCore isQtCore) : m_files(files), m_isQtCore(std::move(isQtCore))
{
    findHeadersThatShowPugixml();
}

void IncludeRules::findHeadersThatShowPugixml()
{
    m_showPugixml.insert(QStringLiteral("pugixml.hpp"));
    for (qsizetype before = 0; before != m_showPugixml.size();) {
        before = m_showPugixml.size();
        for (const SourceFile &file : m_files) {
            const QList<Include> includes = includesOf(file.text);
            if (isHeader(file.path) && partOf(file.path) == xmlPart
                && std::ranges::any_of(includes, [&](const Include &include) { return m_showPugixml.contains(include.name); }))
                m_showPugixml.insert(file.path);
        }
    }
}

QString IncludeRules::whyWrongOutside(const QString &file, const QString &part, const QString &include) const
{
    const bool isEngine = part.startsWith(u"engine/");
    if (isQt(include) && (isEngine || part == u"models") && !m_isQtCore(include))
        return QStringLiteral("only ui and app show anything; %1 uses Qt Core alone").arg(part);
    if (include == u"pugixml.hpp" && isHeader(file) && part != xmlPart)
        return QStringLiteral("a header outside engine/xml does not show the XML parser");
    if (include == u"pugixml.hpp" && part != xmlPart && !(isEngine && table().value(part).contains(xmlPart)))
        return QStringLiteral("%1 may not use engine/xml, so not its parser either").arg(part);
    if (isSql(include) && (part != storePart || (isHeader(file) && !file.endsWith(u"_p.h"))))
        return QStringLiteral("the SQL library is seen in the .cpp and *_p.h files of engine/store only");
    return {};
}

QString IncludeRules::whyWrong(const QString &file, const QString &part, const Include &stands) const
{
    static const QStringList layers = words("app ui models engine");
    const QString &include = stands.name;
    if (isGenerated(include))
        return {};
    if (!layers.contains(include.section(u'/', 0, 0))) {
        // Or ../store/store.h would go round the table.
        return stands.quoted ? QStringLiteral("our own headers are written from the root: \"engine/…\"") : whyWrongOutside(file, part, include);
    }
    if (include.contains(u".."))
        return QStringLiteral("the path goes back; write it from the root");
    const QString used = partOf(include);
    if (used.isEmpty())
        return QStringLiteral("the table has no such part");
    if (used != part && !table().value(part).contains(used))
        return QStringLiteral("%1 may not use %2").arg(part, used);
    if (include.endsWith(u"_p.h") && folderOf(include) != folderOf(file))
        return QStringLiteral("a *_p.h belongs to its own folder alone");
    if (m_showPugixml.contains(include) && isHeader(file) && part != xmlPart)
        return QStringLiteral("it shows the XML parser, which a header outside engine/xml does not");
    return {};
}

QStringList IncludeRules::violationsOf(const SourceFile &file) const
{
    const QString part = partOf(file.path);
    if (part.isEmpty())
        return {QStringLiteral("%1: the table has no row for its folder").arg(file.path)};
    QStringList found;
    for (const Include &include : includesOf(file.text)) {
        if (const QString why = whyWrong(file.path, part, include); !why.isEmpty())
            found.append(QStringLiteral("%1 includes %2: %3").arg(file.path, include.name, why));
    }
    return found;
}

QStringList IncludeRules::violations() const
{
    QStringList found;
    for (const SourceFile &file : m_files)
        found += violationsOf(file);
    return found;
}

} // namespace seriatim
