// Download and execute options (B28, B29) and the agent configuration policy that holds their defaults.
#pragma once

#include "engine/domain/ids.h"

#include <QString>
#include <QTime>

#include <optional>
#include <vector>

namespace seriatim {

// Programs start only inside (B25). Days are bits as in a trigger: Sunday 1 … Saturday 64.
struct MaintenanceWindow {
    int daysOfTheWeek = 127;
    QTime start;
    int durationMinutes = 60;
    bool operator==(const MaintenanceWindow &) const = default;
};

struct DeliveryOptions {
    std::optional<int> runFromServerKbps;         // kilobytes a second at least; 0: any speed; absent: off
    std::optional<int> downloadAndRunKbps = 0;    // the same; not both off
    bool downloadAsSoonAsPossible = false;        // even when the task is not due
    bool multicast = false;
    bool verboseStatusEvents = false;
    bool notifyWhenAvailable = false;
    bool warnBeforeRunning = false;
    int warnMinutes = 1;                          // N: warning, and the restart countdown
    int deferrableUpToMinutes = 0;                // M; 0: not deferrable
    std::vector<MaintenanceWindow> maintenanceWindows; // none: any time
    bool restartFirst = false;                    // when the computer already needs a restart

    bool operator==(const DeliveryOptions &) const = default;
};

// Offered by the editors (B29), in KB/s; 0 is any.
[[nodiscard]] inline const std::vector<int> &offeredSpeedsKbps()
{
    static const std::vector<int> speeds{1, 2, 5, 10, 50, 100, 256, 512, 1024, 0};
    return speeds;
}

struct AgentSettings {
    explicit AgentSettings(AgentSettingsId settingsId = AgentSettingsId::mint(), QString settingsName = {})
        : id(settingsId), name(std::move(settingsName)) {}
    AgentSettingsId id;
    QString name;
    int priority = 0; // the highest that applies to a computer wins
    std::vector<CollectionId> appliesTo;
    int refreshIntervalMinutes = 60;
    DeliveryOptions options;
    bool operator==(const AgentSettings &) const = default;
};

} // namespace seriatim
