// The Altiris.Synch policy as an element. Internal to the policy reader and writer.
#pragma once

#include "engine/policy/clientpolicy.h"

namespace pugi {
class xml_node;
}

namespace seriatim {

class XmlReader;

inline constexpr size_t maximumPolicyTasks = 10'000;

[[nodiscard]] SynchPolicy readSynchPolicy(XmlReader &reader, pugi::xml_node policy, pugi::xml_node clientPolicy);
void writeSynchPolicy(pugi::xml_node parent, const SynchPolicy &policy);

} // namespace seriatim
