// Policies -> plan: the one way from what was authored to what the machine walks, for the agent and every simulation.
#pragma once

#include "engine/base/result.h"
#include "engine/policy/clientpolicy.h"
#include "engine/sequence/explain.h"
#include "engine/sequence/plan.h"

namespace seriatim {

// `agentOptions` are the defaults where the policy overrides nothing (B28). Items stand in the policy's order.
// A line item without its delivery policy is a program that can only fail to start; it is planned like any other.
[[nodiscard]] Plan compilePlan(const ClientPolicies &policies, const DeliveryOptions &agentOptions);

// What explain() names: rules in words.
[[nodiscard]] std::vector<ItemWords> itemWords(const ClientPolicies &policies);

} // namespace seriatim
