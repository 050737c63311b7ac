// The two small interfaces through which an agent knows the server, and what it asks of its surroundings.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/portalrequest.h"
#include "engine/domain/statusevent.h"

#include <QByteArray>

#include <functional>
#include <set>
#include <vector>

namespace seriatim {

// What a computer has to run.
struct FetchedPolicies {
    std::vector<QByteArray> documents; // client policy XML, one for each sequential task
    std::vector<PortalGrant> grants;   // what somebody asked for in the portal, and was given (B36)
    std::set<TaskId> onlyByRequest;    // of the documents: those of tasks that do not apply to the computer otherwise
    bool operator==(const FetchedPolicies &) const = default;
};

// Where policies come from. An error means "not reachable now"; the agent then works with what it has.
class PolicySource
{
public:
    virtual ~PolicySource() = default;

    [[nodiscard]] virtual Result<FetchedPolicies> fetch(const QString &computer) = 0;

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
