// Small helpers that build a pugi tree, and its text: UTF-8, two spaces a level, without loss of line ends and tabs.
#pragma once

#include "engine/domain/returncodes.h"
#include "engine/xml/reader.h"

#include <QByteArray>

namespace seriatim {

pugi::xml_node addElement(pugi::xml_node parent, const char *name);
void addText(pugi::xml_node parent, const char *name, const QString &text);
void addInteger(pugi::xml_node parent, const char *name, qint64 value);

void setAttribute(pugi::xml_node node, const char *name, const QString &value);
void setAttribute(pugi::xml_node node, const char *name, int value);
void setFlag(pugi::xml_node node, const char *name, bool value); // true, false

// Nothing is written where the value is the default.
void addTextUnless(pugi::xml_node parent, const char *name, const QString &value, const QString &usual = {});
void addIntegerUnless(pugi::xml_node parent, const char *name, qint64 value, qint64 usual);
void addFlagUnless(pugi::xml_node parent, const char *name, bool value, bool usual);
void addCodesUnless(pugi::xml_node parent, const char *name, const ReturnCodeList &value, const ReturnCodeList &usual);
void addBase64(pugi::xml_node parent, const char *name, const QByteArray &bytes); // nothing where it is empty
void setAttributeUnless(pugi::xml_node node, const char *name, const QString &value, const QString &usual = {});
void setAttributeUnless(pugi::xml_node node, const char *name, int value, int usual);

template <typename Enum>
[[nodiscard]] QString wordOf(Enum value, std::span<const XmlWord<Enum>> words)
{
    for (const XmlWord<Enum> &candidate : words) {
        if (candidate.value == value)
            return QString::fromUtf16(candidate.word);
    }
    Q_UNREACHABLE();
}

// A whole document with its XML declaration.
[[nodiscard]] QByteArray documentText(const pugi::xml_document &document);
// One element as it stands in a document, without a declaration.
[[nodiscard]] QByteArray elementText(pugi::xml_node element);

} // namespace seriatim
