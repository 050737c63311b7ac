// The two small interfaces through which an agent knows the server, and what it asks of its surroundings.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/statusevent.h"

#include <QByteArray>

#include <functional>
#include <vector>

namespace seriatim {

// Where policies come from. An error means "not reachable now"; the agent then works with what it has.
class PolicySource
{
public:
    virtual ~PolicySource() = default;

    // Client policy XML documents: one for each sequential task that this computer has to run, and one of the agent settings
    // that apply to it, where there are any.
    [[nodiscard]] virtual Result<std::vector<QByteArray>> fetch(const QString &computer) = 0;

    // Cheap: whether anything may have changed since the last fetch. Asked before every line item (B26).
    [[nodiscard]] virtual bool mayHaveChanged() = 0;
};

// Where status events go (B40). Returns the events that need not be sent again.
class EventSink
{
public:
    virtual ~EventSink() = default;
    [[nodiscard]] virtual Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &events) = 0;

    // True once after the receiver may have lost what it had acknowledged (an older copy was put in its place).
    [[nodiscard]] virtual bool takeForgotten() = 0;
};

// How a restart of the computer is brought about (B17).
enum class RestartMeans {
    simulated, // the agent ends and starts again as after a boot; nothing is counted down, as nobody is disturbed
    system     // the system's own means
};

// What the agent tells while it works; may be empty.
using ProgressListener = std::function<void(const QString &line)>;

} // namespace seriatim
