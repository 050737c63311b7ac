// Client policy XML both ways (formats.md).
#pragma once

#include "engine/base/result.h"
#include "engine/domain/options.h"
#include "engine/policy/clientpolicy.h"

namespace seriatim {

// Everything one document holds: sequences with their deliveries, deliveries that belong to no sequence in it, and agent
// settings (settingspolicy.h).
struct PolicyDocument {
    std::vector<ClientPolicies> sequences;
    std::vector<DeliveryPolicy> strayDeliveries;
    std::vector<AgentSettings> agentSettings; // apply to no collection: a policy names none
    QStringList notUnderstood; // policies of other agents, by name: said, not an error
};

// `source` is the file name for errors, which carry line and column. Refuses the document whole.
[[nodiscard]] Result<PolicyDocument> readPolicies(const QByteArray &document, const QString &source);

// One <Policy> root where there is nothing but the synch policy, else <ClientPolicies>, the synch policy first.
// A policy that was received and still says the same is written as it was received, but for the case of its GUIDs.
[[nodiscard]] QByteArray writePolicies(const ClientPolicies &policies);

// Whether a root element makes the document a client policy.
[[nodiscard]] bool isPolicyRoot(QStringView rootName);

} // namespace seriatim
