// StoreCourier: asks a store in a thread of its own, so that a store that is locked, or on a share that hangs, never holds up
// who asks for longer than its patience. An answer that comes late is given to whoever asks the same next.
#pragma once

#include "engine/agent/endpoint.h"

#include <memory>

namespace seriatim {

// Both sides of one store, used in one thread only.
class StoreSide : public PolicySource, public EventSink
{
};

class StoreCourier final : public PolicySource, public EventSink
{
public:
    // From now on `side` belongs to the courier's thread. A store that hangs outlives the courier in it.
    explicit StoreCourier(std::shared_ptr<StoreSide> side);
    ~StoreCourier() override;
    StoreCourier(const StoreCourier &) = delete;
    StoreCourier &operator=(const StoreCourier &) = delete;

    // How long a question waits for its answer, in milliseconds.
    void setPatience(qint64 millis) { m_patience = millis; }

    // pending: the store has not answered yet.
    [[nodiscard]] Result<FetchedPolicies> fetch(const QString &computer) override;
    [[nodiscard]] Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &events) override;
    [[nodiscard]] bool mayHaveChanged() override; // false where it is not known yet
    [[nodiscard]] bool takeForgotten() override;

private:
    struct Desk;
    template <typename Answer>
    struct Slot;
    template <typename Answer, typename Job>
    [[nodiscard]] std::optional<Answer> ask(Slot<Answer> Desk::*slot, Job job) const;

    std::shared_ptr<Desk> m_desk;
    qint64 m_patience = 30'000;
};

} // namespace seriatim
