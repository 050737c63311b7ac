#include "engine/xml/document.h"

#include "engine/xml/encoding.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace seriatim {

namespace {

// Comments are kept for policies that are written as they were received; white space only where it is all there is.
constexpr unsigned int parseFlags =
    pugi::parse_default | pugi::parse_doctype | pugi::parse_fragment | pugi::parse_comments | pugi::parse_ws_pcdata_single;

QString describeStatus(pugi::xml_parse_status status)
{
    switch (status) {
    case pugi::status_end_element_mismatch:
        return QStringLiteral("an element is not closed by its own end tag (or the document is cut off); expected the "
                              "end tag of the innermost open element");
    case pugi::status_bad_start_element:
    case pugi::status_bad_end_element:
    case pugi::status_unrecognized_tag:
        return QStringLiteral("a tag is broken off or has no name; expected <name …> or </name>");
    case pugi::status_bad_attribute:
        return QStringLiteral("an attribute is malformed; expected name=\"value\"");
    case pugi::status_bad_doctype:
        return QStringLiteral("a DOCTYPE is not accepted; remove it");
    case pugi::status_bad_pi:
        return QStringLiteral("a declaration or processing instruction is malformed; expected <?name …?>");
    case pugi::status_bad_comment:
        return QStringLiteral("a comment is not closed; expected -->");
    case pugi::status_bad_cdata:
        return QStringLiteral("a CDATA section is not closed; expected ]]>");
    case pugi::status_bad_pcdata:
        return QStringLiteral("text is not closed; expected an end tag");
    case pugi::status_out_of_memory:
        return QStringLiteral("there is not enough memory to read it");
    case pugi::status_ok:
    case pugi::status_file_not_found:
    case pugi::status_io_error:
    case pugi::status_internal_error:
    case pugi::status_append_invalid_root:
    case pugi::status_no_document_element:
        break;
    }
    return QStringLiteral("this is not XML; expected an XML document");
}

bool sameName(const char *a, const char *b)
{
    return qstricmp(a, b) == 0;
}

const char *duplicateAmongMany(pugi::xml_node element)
{
    std::vector<const char *> names;
    for (const pugi::xml_attribute attribute : element.attributes())
        names.push_back(attribute.name());
    std::ranges::sort(names, [](const char *a, const char *b) { return qstricmp(a, b) < 0; });
    const auto twin = std::ranges::adjacent_find(names, sameName);
    return twin == names.end() ? nullptr : *twin;
}

// Names are read without regard to case, so they are duplicates without regard to case.
const char *duplicateAttribute(pugi::xml_node element)
{
    constexpr int few = 12;
    int count = 0;
    for (auto a = element.first_attribute(); a; a = a.next_attribute()) {
        if (++count > few)
            return duplicateAmongMany(element);
        for (auto b = element.first_attribute(); b != a; b = b.next_attribute()) {
            if (sameName(a.name(), b.name()))
                return a.name();
        }
    }
    return nullptr;
}

bool isBlank(const char *text)
{
    return text[std::strspn(text, " \t\r\n")] == '\0';
}

} // namespace

Result<XmlDocument> XmlDocument::parse(const QByteArray &bytes, const QString &source)
{
    if (bytes.size() > maximumDocumentBytes) {
        return Error{ErrorCode::invalidInput, source,
                     QStringLiteral("the document has %1 bytes; at most 64 MiB are read, split it").arg(bytes.size())};
    }
    Result<QByteArray> text = decodeToUtf8(bytes, source);
    if (!text)
        return text.error();
    XmlDocument document(std::move(text).value(), source);
    if (auto loaded = document.load(); !loaded)
        return loaded.error();
    if (auto checked = document.checkTopLevel(); !checked)
        return checked.error();
    if (auto checked = document.checkElements(); !checked)
        return checked.error();
    return document;
}

Result<> XmlDocument::load()
{
    // The parser would take a NUL for the end of the document.
    if (const qsizetype nul = m_text.indexOf('\0'); nul >= 0)
        return errorAtOffset(nul, QStringLiteral("a NUL byte is not XML; expected text"));
    if (isBlank(m_text.constData()))
        return errorAtOffset(0, QStringLiteral("the document is empty; expected an XML document"));
    const pugi::xml_parse_result parsed =
        m_tree.load_buffer(m_text.constData(), static_cast<size_t>(m_text.size()), parseFlags, pugi::encoding_utf8);
    if (!parsed)
        return errorAtOffset(parsed.offset, describeStatus(parsed.status));
    return Done{};
}

Result<> XmlDocument::checkTopLevel() const
{
    pugi::xml_node root;
    for (const pugi::xml_node node : m_tree.children()) {
        switch (node.type()) {
        case pugi::node_doctype:
            return errorAt(node, QStringLiteral("a DOCTYPE is not accepted; remove it"));
        case pugi::node_pcdata:
        case pugi::node_cdata:
            if (isBlank(node.value()))
                break;
            return errorAt(node, root ? QStringLiteral("there is text after the root element; expected the end")
                                      : QStringLiteral("there is text before the root element; expected '<' and an XML document"));
        case pugi::node_element:
            if (root) {
                return errorAt(node, QStringLiteral("there is a second root element <%1>; expected the end after </%2>")
                                         .arg(QString::fromUtf8(node.name()), QString::fromUtf8(root.name())));
            }
            root = node;
            break;
        case pugi::node_null:
        case pugi::node_document:
        case pugi::node_comment:
        case pugi::node_pi:
        case pugi::node_declaration:
            break;
        }
    }
    if (!root)
        return errorAtOffset(0, QStringLiteral("there is no root element; expected an XML document"));
    return Done{};
}

Result<> XmlDocument::checkElements() const
{
    const pugi::xml_node top = root();
    int depth = 1;
    for (pugi::xml_node node = top; node;) {
        if (node.type() == pugi::node_element) {
            if (depth > maximumNesting) {
                return errorAt(node, QStringLiteral("elements are nested more than %1 levels deep; at most %1 are read")
                                         .arg(maximumNesting));
            }
            if (const char *name = duplicateAttribute(node)) {
                return errorAt(node, QStringLiteral("attribute '%1' stands twice in <%2>; expected it once")
                                         .arg(QString::fromUtf8(name), QString::fromUtf8(node.name())));
            }
        }
        if (const pugi::xml_node child = node.first_child()) {
            node = child;
            ++depth;
            continue;
        }
        while (node && node != top && !node.next_sibling()) {
            node = node.parent();
            --depth;
        }
        node = node == top ? pugi::xml_node() : node.next_sibling();
    }
    return Done{};
}

QString XmlDocument::rootName() const
{
    return QString::fromUtf8(root().name());
}

QString XmlDocument::position(pugi::xml_node node) const
{
    // The parser points at an element's name; the element begins with the '<' before it.
    const qsizetype offset = node.offset_debug() - (node.type() == pugi::node_element ? 1 : 0);
    return positionInText(m_source, m_text, offset);
}

Error XmlDocument::errorAt(pugi::xml_node node, const QString &detail, ErrorCode code) const
{
    return {code, position(node), detail};
}

Error XmlDocument::errorAtOffset(qsizetype offset, const QString &detail) const
{
    return {ErrorCode::invalidInput, positionInText(m_source, m_text, offset), detail};
}

} // namespace seriatim
