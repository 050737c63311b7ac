#include "engine/policy/clientpolicy.h"

#include <algorithm>

namespace seriatim {

const DeliveryPolicy *ClientPolicies::deliveryOf(LineItemId item) const
{
    const auto found = std::ranges::find(deliveries, item, &DeliveryPolicy::guid);
    return found == deliveries.end() ? nullptr : &*found;
}

} // namespace seriatim
