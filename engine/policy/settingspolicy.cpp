#include "engine/policy/settingspolicy.h"

#include "engine/domain/validation.h"
#include "engine/policy/policyparts.h"
#include "engine/xml/programelement.h"
#include "engine/xml/taskelement.h"

#include <limits>

namespace seriatim {

AgentSettings readSettingsPolicy(XmlReader &reader, pugi::xml_node policy, pugi::xml_node clientPolicy)
{
    AgentSettings settings(reader.requiredId<AgentSettingsTag>(policy, "guid"));
    QString policyName;
    reader.requiredText(policy, "name", policyName);
    settings.name = withoutPrefix(policyName, settingsNamePrefix);
    reader.integer(clientPolicy, "priority", settings.priority, std::numeric_limits<int>::min(), std::numeric_limits<int>::max());
    reader.integer(clientPolicy, "refreshInterval", settings.refreshIntervalMinutes, 1, maximumQuantity);
    settings.options = readOptionsIn(reader, clientPolicy).value_or(DeliveryOptions{});
    reader.require(clientPolicy, validateAgentSettings(settings));
    return settings;
}

QByteArray writeSettingsPolicy(const AgentSettings &settings)
{
    pugi::xml_document document;
    const pugi::xml_node policy = addElement(document, "Policy");
    setAttribute(policy, "guid", settings.id.toString());
    setAttribute(policy, "name", settingsNamePrefix.toString() + settings.name);
    setAttribute(policy, "version", QStringLiteral("1.0.0.0"));
    const pugi::xml_node clientPolicy = addElement(policy, "ClientPolicy");
    setAttribute(clientPolicy, "agentClsid", QString::fromLatin1(settingsAgent));
    setAttribute(clientPolicy, "priority", settings.priority);
    setAttribute(clientPolicy, "refreshInterval", settings.refreshIntervalMinutes);
    writeOptionsIn(clientPolicy, settings.options);
    return documentText(document);
}

} // namespace seriatim
