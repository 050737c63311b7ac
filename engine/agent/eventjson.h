// StatusEvents as JSON objects, as the event queue keeps them. Unknown members are ignored, missing ones keep their default.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/statusevent.h"

#include <QJsonObject>

namespace seriatim {

[[nodiscard]] QJsonObject eventToJson(const StatusEvent &event);
[[nodiscard]] Result<StatusEvent> eventFromJson(const QJsonObject &object); // the error names the member

[[nodiscard]] QString eventKindToWord(StatusEvent::Kind kind); // "itemChanged"

} // namespace seriatim
