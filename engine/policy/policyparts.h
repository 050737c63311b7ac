// A policy written again: what was received stays where it still says the same, in its place and with what is not
// understood in it; the rest is written anew. Internal to the policy reader and writer.
#pragma once

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace pugi {
class xml_node;
}

namespace seriatim {

// An attribute that is understood; without a value it is left out. Unchanged: the received one says the same.
struct PolicyAttribute {
    const char *name;
    std::optional<QString> value;
    bool unchanged = false;
};

// Child elements of one name that are understood. `write` adds them to the target.
struct PolicyPart {
    const char *name;
    bool unchanged = false;
    std::function<void(pugi::xml_node target)> write;
};

// `received` may be no node.
void writePolicyAttributes(pugi::xml_node target, pugi::xml_node received, const std::vector<PolicyAttribute> &attributes);
// A <Signature> is never taken over: it signed what was received.
void writePolicyParts(pugi::xml_node target, pugi::xml_node received, const std::vector<PolicyPart> &parts);

// Every attribute named guid: upper-case, in braces.
void normalizeGuids(pugi::xml_node element);

// The <ClientPolicy> for an agent inside a <Policy>; none where there is no such.
[[nodiscard]] pugi::xml_node clientPolicyFor(pugi::xml_node policy, const char *agentClsid);

inline constexpr const char *synchAgent = "Altiris.Synch";
inline constexpr const char *deliveryAgent = "Altiris.SWD";

// The name after "…Task : " or "…Task: " (the classic product wrote both); the whole text where there is no such prefix.
[[nodiscard]] QString withoutPrefix(const QString &policyName, QStringView prefix);
inline constexpr QStringView synchNamePrefix = u"Synchronization Task for Sequential Software Delivery Task : ";
inline constexpr QStringView deliveryNamePrefix = u"Software Delivery Task for program : ";

} // namespace seriatim
