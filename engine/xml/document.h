// XmlDocument: one document, parsed and checked (formats.md: bounds, no DOCTYPE, one root, no duplicate attribute, UTF-8).
// Owns the tree; handles into it are valid while it lives. Errors: "source:line:column" and what was expected there.
#pragma once

#include "engine/base/result.h"
#include "engine/xml/encoding.h"

#include <QByteArray>

#include <pugixml.hpp>

namespace seriatim {

inline constexpr qint64 maximumDocumentBytes = qint64(64) << 20;
inline constexpr int maximumNesting = 256;

class XmlDocument
{
public:
    [[nodiscard]] static Result<XmlDocument> parse(const QByteArray &bytes, const QString &source);

    [[nodiscard]] pugi::xml_node root() const { return m_tree.document_element(); }
    [[nodiscard]] QString rootName() const;

    [[nodiscard]] const pugi::xml_document &tree() const { return m_tree; }

    // The name of the file, the line and the column of a node. Cheap when asked for in document order.
    [[nodiscard]] QString position(pugi::xml_node node) const;
    [[nodiscard]] Error errorAt(pugi::xml_node node, const QString &detail, ErrorCode code = ErrorCode::invalidInput) const;

    // The document as UTF-8; line endings and white space as they came.
    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    XmlDocument(QByteArray text, QString source) : m_text(std::move(text)), m_source(std::move(source)) {}

    [[nodiscard]] QString positionOf(qsizetype offset) const;
    [[nodiscard]] Error errorAtOffset(qsizetype offset, const QString &detail) const;
    [[nodiscard]] Result<> load();
    [[nodiscard]] Result<> checkTopLevel() const;
    [[nodiscard]] Result<> checkElements() const;

    QByteArray m_text;
    QString m_source;
    pugi::xml_document m_tree;
    mutable TextPlace m_place; // the last one asked for
};

} // namespace seriatim
