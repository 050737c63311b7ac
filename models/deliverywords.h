// Download and execute options in words (B28, B29), and what in them contradicts itself.
#pragma once

#include "engine/domain/options.h"

namespace seriatim {

[[nodiscard]] QString linkSpeedText(int kilobytesPerSecond); // "256 KB/s", "1 MB/s", "any speed"

// Monday to Sunday, start and length: "Monday and Friday 22:00 for 4 h".
[[nodiscard]] QString windowText(const MaintenanceWindow &window);

// Beside which control it stands.
enum class DeliveryField { source, asSoonAsPossible, multicast, warning, deferral, windows };

struct DeliveryRemark {
    DeliveryField field = DeliveryField::source;
    bool contradiction = true; // else only worth knowing
    QString text;
};

// Each one sentence that names the two things and the remedy.
[[nodiscard]] std::vector<DeliveryRemark> remarksOn(const DeliveryOptions &options);

} // namespace seriatim
