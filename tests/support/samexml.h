// Two documents as lists of what they say, to be compared but for white space, attribute order and the case of GUIDs.
#pragma once

#include <QRegularExpression>
#include <QUuid>
#include <QXmlStreamReader>

namespace seriatim::test {

// What a store adds to the policies that it issues.
inline QByteArray withoutSignatures(const QByteArray &policies)
{
    static const QRegularExpression signature(QStringLiteral("<Signature [^>]*>[^<]*</Signature>"));
    return QString::fromUtf8(policies).remove(signature).toUtf8();
}

inline QStringList xmlContent(const QByteArray &document)
{
    QStringList content;
    QXmlStreamReader reader(document);
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement: {
            QStringList attributes;
            for (const QXmlStreamAttribute &attribute : reader.attributes()) {
                const bool guid = attribute.name().compare(u"guid", Qt::CaseInsensitive) == 0;
                const QString value = guid ? QUuid::fromString(attribute.value()).toString() : attribute.value().toString();
                attributes.append(attribute.qualifiedName().toString() + u'=' + value);
            }
            attributes.sort();
            content.append(u'<' + reader.qualifiedName().toString() + u' ' + attributes.join(u'|'));
            break;
        }
        case QXmlStreamReader::EndElement:
            content.append(QStringLiteral("/") + reader.qualifiedName().toString());
            break;
        case QXmlStreamReader::Characters:
            if (!reader.isWhitespace())
                content.append(reader.text().toString());
            break;
        default:
            break;
        }
    }
    if (reader.hasError())
        content.append(QStringLiteral("broken: ") + reader.errorString());
    return content;
}

} // namespace seriatim::test
