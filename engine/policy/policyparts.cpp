#include "engine/policy/policyparts.h"

#include "engine/base/id.h"
#include "engine/xml/writer.h"

#include <algorithm>

namespace seriatim {

namespace {

template <typename Known>
const Known *knownAs(const std::vector<Known> &known, const char *name)
{
    const auto found = std::ranges::find_if(known, [&](const Known &k) { return qstricmp(k.name, name) == 0; });
    return found == known.end() ? nullptr : &*found;
}

void copyInto(pugi::xml_node target, pugi::xml_node node)
{
    const bool blankText = node.type() == pugi::node_pcdata && QByteArrayView(node.value()).trimmed().isEmpty();
    if (!blankText)
        target.append_copy(node);
}

} // namespace

void writePolicyAttributes(pugi::xml_node target, pugi::xml_node received, const std::vector<PolicyAttribute> &attributes)
{
    for (const pugi::xml_attribute attribute : received.attributes()) {
        const PolicyAttribute *known = knownAs(attributes, attribute.name());
        if (!known || known->unchanged)
            target.append_copy(attribute);
        else if (known->value)
            setAttribute(target, attribute.name(), *known->value);
    }
    for (const PolicyAttribute &attribute : attributes) {
        if (attribute.value && !attribute.unchanged && !attributeNamed(target, attribute.name))
            setAttribute(target, attribute.name, *attribute.value);
    }
}

void writePolicyParts(pugi::xml_node target, pugi::xml_node received, const std::vector<PolicyPart> &parts)
{
    std::vector<const PolicyPart *> written;
    const auto writeOnce = [&](const PolicyPart &part) {
        if (part.unchanged || std::ranges::find(written, &part) != written.end())
            return;
        part.write(target);
        written.push_back(&part);
    };
    for (const pugi::xml_node child : received.children()) {
        if (hasName(child, "Signature"))
            continue;
        const PolicyPart *known = child.type() == pugi::node_element ? knownAs(parts, child.name()) : nullptr;
        if (known && !known->unchanged)
            writeOnce(*known);
        else
            copyInto(target, child);
    }
    for (const PolicyPart &part : parts)
        writeOnce(part);
}

void normalizeGuids(pugi::xml_node element)
{
    for (pugi::xml_attribute attribute : element.attributes()) {
        if (qstricmp(attribute.name(), "guid") != 0)
            continue;
        if (const auto id = Id<struct AnyTag>::parse(QString::fromUtf8(attribute.value())))
            attribute.set_value(id->toString().toLatin1().constData());
    }
    for (const pugi::xml_node child : element.children())
        normalizeGuids(child);
}

pugi::xml_node clientPolicyFor(pugi::xml_node policy, const char *agentClsid)
{
    for (const pugi::xml_node child : childrenNamed(policy, "ClientPolicy")) {
        if (qstricmp(attributeNamed(child, "agentClsid").value(), agentClsid) == 0)
            return child;
    }
    return {};
}

QString withoutPrefix(const QString &policyName, QStringView prefix)
{
    const QStringView words = prefix.chopped(3); // without " : "
    if (!policyName.startsWith(words, Qt::CaseInsensitive))
        return policyName;
    const QStringView rest = QStringView(policyName).sliced(words.size());
    for (const QStringView separator : {u" : ", u": ", u" :", u":"}) {
        if (rest.startsWith(separator))
            return rest.sliced(separator.size()).toString();
    }
    return policyName;
}

} // namespace seriatim
