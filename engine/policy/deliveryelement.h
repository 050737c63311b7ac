// The Altiris.SWD policy of one line item as an element. Internal to the policy reader and writer.
#pragma once

#include "engine/policy/clientpolicy.h"

namespace pugi {
class xml_node;
}

namespace seriatim {

class XmlReader;

// A policy without our <Program> gives a placeholder named after the policy.
[[nodiscard]] DeliveryPolicy readDeliveryPolicy(XmlReader &reader, pugi::xml_node policy, pugi::xml_node clientPolicy);
void writeDeliveryPolicy(pugi::xml_node parent, const DeliveryPolicy &policy);

} // namespace seriatim
