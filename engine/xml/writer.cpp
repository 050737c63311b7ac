#include "engine/xml/writer.h"

namespace seriatim {

namespace {

QByteArray utf8(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    // XML has no NUL, and the tree's strings end at one.
    return bytes.contains('\0') ? bytes.replace('\0', "\xEF\xBF\xBD") : bytes;
}

enum class Place { text, attribute };

void appendEscaped(QByteArray &out, const char *value, Place place)
{
    for (const char *c = value; *c != '\0'; ++c) {
        switch (*c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += place == Place::attribute ? "&quot;" : "\"";
            break;
        default:
            // A reader makes spaces of tabs and line ends in attributes, and one line feed of every other line end.
            if (static_cast<unsigned char>(*c) < 0x20 && (place == Place::attribute || (*c != '\t' && *c != '\n')))
                out += "&#" + QByteArray::number(static_cast<int>(*c)) + ';';
            else
                out += *c;
        }
    }
}

class TreeWriter
{
public:
    void node(pugi::xml_node node, int level, bool indented)
    {
        switch (node.type()) {
        case pugi::node_element:
            element(node, level, indented);
            break;
        case pugi::node_pcdata:
            appendEscaped(out, node.value(), Place::text);
            break;
        case pugi::node_cdata:
            out += QByteArray("<![CDATA[") + node.value() + "]]>";
            break;
        case pugi::node_comment:
            out += QByteArray("<!--") + node.value() + "-->";
            break;
        case pugi::node_pi:
            out += QByteArray("<?") + node.name() + ' ' + node.value() + "?>";
            break;
        case pugi::node_null:
        case pugi::node_document:
        case pugi::node_declaration:
        case pugi::node_doctype:
            break;
        }
    }

    QByteArray out;

private:
    static bool holdsText(pugi::xml_node element)
    {
        for (const pugi::xml_node child : element.children()) {
            if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
                return true;
        }
        return false;
    }

    void lineBreak(int level)
    {
        out += '\n';
        out.append(qsizetype(level) * 2, ' ');
    }

    void element(pugi::xml_node element, int level, bool indented)
    {
        out += '<';
        out += element.name();
        for (const pugi::xml_attribute attribute : element.attributes()) {
            out += ' ';
            out += attribute.name();
            out += "=\"";
            appendEscaped(out, attribute.value(), Place::attribute);
            out += '"';
        }
        if (!element.first_child()) {
            out += " />";
            return;
        }
        out += '>';
        // White space next to text would become part of it.
        const bool breakLines = indented && !holdsText(element);
        for (const pugi::xml_node child : element.children()) {
            if (breakLines)
                lineBreak(level + 1);
            node(child, level + 1, breakLines);
        }
        if (breakLines)
            lineBreak(level);
        out += "</";
        out += element.name();
        out += '>';
    }
};

} // namespace

pugi::xml_node addElement(pugi::xml_node parent, const char *name)
{
    return parent.append_child(name);
}

void addText(pugi::xml_node parent, const char *name, const QString &text)
{
    pugi::xml_node element = parent.append_child(name);
    if (text.isEmpty())
        return;
    if (text.front().isSpace() || text.back().isSpace())
        element.append_attribute("xml:space").set_value("preserve");
    element.append_child(pugi::node_pcdata).set_value(utf8(text).constData());
}

void addInteger(pugi::xml_node parent, const char *name, qint64 value)
{
    addText(parent, name, QString::number(value));
}

void setAttribute(pugi::xml_node node, const char *name, const QString &value)
{
    node.append_attribute(name).set_value(utf8(value).constData());
}

void setAttribute(pugi::xml_node node, const char *name, int value)
{
    node.append_attribute(name).set_value(value);
}

void setFlag(pugi::xml_node node, const char *name, bool value)
{
    node.append_attribute(name).set_value(value ? "true" : "false");
}

void addTextUnless(pugi::xml_node parent, const char *name, const QString &value, const QString &usual)
{
    if (value != usual)
        addText(parent, name, value);
}

void addIntegerUnless(pugi::xml_node parent, const char *name, qint64 value, qint64 usual)
{
    if (value != usual)
        addInteger(parent, name, value);
}

void addFlagUnless(pugi::xml_node parent, const char *name, bool value, bool usual)
{
    if (value != usual)
        addText(parent, name, value ? QStringLiteral("true") : QStringLiteral("false"));
}

void addCodesUnless(pugi::xml_node parent, const char *name, const ReturnCodeList &value, const ReturnCodeList &usual)
{
    if (value != usual)
        addText(parent, name, formatReturnCodes(value));
}

void addBase64(pugi::xml_node parent, const char *name, const QByteArray &bytes)
{
    if (!bytes.isEmpty())
        addText(parent, name, QString::fromLatin1(bytes.toBase64()));
}

void setAttributeUnless(pugi::xml_node node, const char *name, const QString &value, const QString &usual)
{
    if (value != usual)
        setAttribute(node, name, value);
}

void setAttributeUnless(pugi::xml_node node, const char *name, int value, int usual)
{
    if (value != usual)
        setAttribute(node, name, value);
}

QByteArray documentText(const pugi::xml_document &document)
{
    TreeWriter writer;
    writer.out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
    for (const pugi::xml_node node : document.children()) {
        writer.node(node, 0, true);
        writer.out += '\n';
    }
    return writer.out;
}

QByteArray elementText(pugi::xml_node element)
{
    TreeWriter writer;
    writer.node(element, 0, true);
    return writer.out;
}

} // namespace seriatim
