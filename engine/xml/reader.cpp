#include "engine/xml/reader.h"

#include "engine/base/text.h"
#include "engine/domain/schedule.h"

#include <limits>

namespace seriatim {

namespace {

QString named(const char *name)
{
    return QString::fromLatin1(name);
}

// A value in an error message: one line, not endless.
QString shown(const QString &value)
{
    const QString line = value.simplified();
    return line.size() > 60 ? line.left(57) + QStringLiteral("…") : line;
}

} // namespace

bool hasName(pugi::xml_node node, const char *name)
{
    return node.type() == pugi::node_element && qstricmp(node.name(), name) == 0;
}

pugi::xml_node childNamed(pugi::xml_node parent, const char *name)
{
    for (pugi::xml_node child = parent.first_child(); child; child = child.next_sibling()) {
        if (hasName(child, name))
            return child;
    }
    return {};
}

pugi::xml_attribute attributeNamed(pugi::xml_node node, const char *name)
{
    for (pugi::xml_attribute attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) {
        if (qstricmp(attribute.name(), name) == 0)
            return attribute;
    }
    return {};
}

std::vector<pugi::xml_node> childrenNamed(pugi::xml_node parent, const char *name)
{
    std::vector<pugi::xml_node> children;
    for (pugi::xml_node child = parent.first_child(); child; child = child.next_sibling()) {
        if (hasName(child, name))
            children.push_back(child);
    }
    return children;
}

std::vector<pugi::xml_node> elementsOf(pugi::xml_node parent)
{
    std::vector<pugi::xml_node> children;
    for (pugi::xml_node child = parent.first_child(); child; child = child.next_sibling()) {
        if (child.type() == pugi::node_element)
            children.push_back(child);
    }
    return children;
}

QString textOf(pugi::xml_node element)
{
    QByteArray bytes;
    for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling()) {
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
            bytes += child.value();
    }
    const bool preserve = qstricmp(attributeNamed(element, "xml:space").value(), "preserve") == 0;
    const QString text = QString::fromUtf8(bytes);
    return preserve ? text : text.trimmed();
}

std::optional<XmlField> fieldNamed(pugi::xml_node node, const char *name)
{
    if (const pugi::xml_attribute attribute = attributeNamed(node, name))
        return XmlField{node, QString::fromUtf8(attribute.value())};
    if (const pugi::xml_node child = childNamed(node, name))
        return XmlField{child, textOf(child)};
    return std::nullopt;
}

void XmlReader::fail(pugi::xml_node at, const QString &detail, ErrorCode code)
{
    if (!m_error)
        m_error = m_document.errorAt(at, detail, code);
}

void XmlReader::failWith(pugi::xml_node at, const Error &error)
{
    fail(at, error.message(), error.code);
}

void XmlReader::require(pugi::xml_node at, const Result<> &valid)
{
    if (m_checks == XmlChecks::all && !valid)
        failWith(at, valid.error());
}

void XmlReader::failMissing(pugi::xml_node node, const char *name)
{
    fail(node, QStringLiteral("<%1> has no %2; expected one").arg(QString::fromUtf8(node.name()), named(name)));
}

void XmlReader::failValue(const XmlField &field, const char *name, const QString &expected)
{
    fail(field.at, QStringLiteral("%1 '%2' cannot be used; expected %3").arg(named(name), shown(field.text), expected));
}

void XmlReader::failWord(const XmlField &field, const char *name, const QStringList &allowed)
{
    failValue(field, name, joinWords(allowed, QStringLiteral("or")));
}

void XmlReader::failId(const XmlField &field, const char *name)
{
    failValue(field, name, QStringLiteral("a GUID such as {28193450-BE96-46F7-954B-5EA2762A28F1}"));
}

void XmlReader::text(pugi::xml_node node, const char *name, QString &target)
{
    if (auto field = fieldNamed(node, name))
        target = std::move(field->text);
}

void XmlReader::requiredText(pugi::xml_node node, const char *name, QString &target)
{
    text(node, name, target);
    if (m_checks == XmlChecks::all && target.trimmed().isEmpty())
        failMissing(node, name);
}

void XmlReader::integer64(pugi::xml_node node, const char *name, qint64 &target, qint64 least, qint64 most)
{
    const auto field = fieldNamed(node, name);
    if (!field)
        return;
    const auto number = parseInteger(field->text);
    if (!number || *number < least || *number > most)
        failValue(*field, name, QStringLiteral("a whole number from %1 to %2").arg(least).arg(most));
    else
        target = *number;
}

void XmlReader::integer(pugi::xml_node node, const char *name, int &target, int least, int most)
{
    qint64 wide = target;
    integer64(node, name, wide, least, most);
    target = static_cast<int>(wide);
}

void XmlReader::optionalInteger(pugi::xml_node node, const char *name, std::optional<int> &target, int least, int most)
{
    const auto field = fieldNamed(node, name);
    if (!field || field->text.trimmed().isEmpty())
        return;
    int value = least;
    integer(node, name, value, least, most);
    target = value;
}

void XmlReader::decimal(pugi::xml_node node, const char *name, double &target, double least, double most)
{
    const auto field = fieldNamed(node, name);
    if (!field)
        return;
    const auto number = parseDecimal(field->text);
    if (number && *number >= least && *number <= most) {
        target = *number;
        return;
    }
    failValue(*field, name,
              most == std::numeric_limits<double>::max() ? QStringLiteral("a number of at least %1").arg(least)
                                                         : QStringLiteral("a number from %1 to %2").arg(least).arg(most));
}

void XmlReader::boolean(pugi::xml_node node, const char *name, bool &target)
{
    const auto field = fieldNamed(node, name);
    if (!field)
        return;
    if (const auto value = parseBoolean(field->text))
        target = *value;
    else
        failValue(*field, name, QStringLiteral("true, false, 1 or 0"));
}

void XmlReader::codes(pugi::xml_node node, const char *name, ReturnCodeList &target)
{
    const auto field = fieldNamed(node, name);
    if (!field)
        return;
    auto list = parseReturnCodes(field->text);
    if (list)
        target = std::move(list).value();
    else
        fail(field->at, named(name) + QStringLiteral(": ") + list.error().detail);
}

void XmlReader::wallTime(pugi::xml_node node, const char *name, std::optional<QDateTime> &target)
{
    const auto field = fieldNamed(node, name);
    if (!field || field->text.trimmed().isEmpty())
        return;
    target = parseWallTime(field->text);
    if (!target)
        failValue(*field, name, QStringLiteral("a date and time such as 2006-02-10 09:00:00"));
}

void XmlReader::base64(pugi::xml_node node, const char *name, QByteArray &target)
{
    const auto field = fieldNamed(node, name);
    if (!field)
        return;
    QByteArray packed = field->text.toLatin1();
    packed.removeIf([](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    auto decoded = QByteArray::fromBase64Encoding(packed, QByteArray::AbortOnBase64DecodingErrors);
    if (decoded)
        target = std::move(decoded.decoded);
    else
        failValue(*field, name, QStringLiteral("Base64"));
}

} // namespace seriatim
