// The delivery policy of each line item, for looking many up: ClientPolicies::deliveryOf goes through all of them.
#pragma once

#include "engine/policy/clientpolicy.h"

#include <QHash>

namespace seriatim {

// Valid until the deliveries change.
[[nodiscard]] inline QHash<LineItemId, const DeliveryPolicy *> deliveriesByItem(const ClientPolicies &policies)
{
    QHash<LineItemId, const DeliveryPolicy *> byItem;
    byItem.reserve(static_cast<qsizetype>(policies.deliveries.size()));
    for (auto delivery = policies.deliveries.rbegin(); delivery != policies.deliveries.rend(); ++delivery) // the first of two wins
        byItem.insert(delivery->guid, &*delivery);
    return byItem;
}

} // namespace seriatim
