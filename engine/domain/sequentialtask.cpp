#include "engine/domain/sequentialtask.h"

#include <algorithm>

namespace seriatim {

int SequentialTask::indexOf(LineItemId item) const
{
    const auto found = std::ranges::find(items, item, &LineItem::id);
    return found == items.end() ? -1 : static_cast<int>(found - items.begin());
}

} // namespace seriatim
