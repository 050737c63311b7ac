// The client policy of agent settings (formats.md): what an agent goes by where a task overrides nothing (B28). Which
// computers get it is not in it: the store decides that when they fetch.
#pragma once

#include "engine/domain/options.h"

#include <QByteArray>

namespace pugi {
class xml_node;
}

namespace seriatim {

class XmlReader;

// Ours: the classic product's own agent configuration has another shape.
inline constexpr const char *settingsAgent = "Seriatim.AgentSettings";
inline constexpr QStringView settingsNamePrefix = u"Agent Settings : ";

// `clientPolicy` is the <ClientPolicy> for settingsAgent in it. Applies to no collection.
[[nodiscard]] AgentSettings readSettingsPolicy(XmlReader &reader, pugi::xml_node policy, pugi::xml_node clientPolicy);

// One <Policy>, every field but the collections.
[[nodiscard]] QByteArray writeSettingsPolicy(const AgentSettings &settings);

} // namespace seriatim
