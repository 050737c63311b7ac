// Private to the store's .cpp files: applies one batch of events within an open transaction. Throws as SOCI does.
#pragma once

#include "engine/store/sql_p.h"
#include "engine/store/statusstates_p.h"

#include <QHash>
#include <QSet>

#include <map>
#include <unordered_map>

namespace seriatim {

class StatusWriter
{
public:
    StatusWriter(soci::session &session, Instant receivedAt);

    void apply(const std::vector<StatusEvent> &events);

private:
    using Key = sql::Key;
    using Pair = StatusStates::Pair;

    // An event that the store did not have, with its keys.
    struct NewEvent {
        const StatusEvent *event;
        Key agent;
        Key endpoint;
        Key task;
        Key item;
        bool clockAhead;
    };

    [[nodiscard]] std::vector<const StatusEvent *> unknownOf(const std::vector<StatusEvent> &events);
    void learnGuids(const std::vector<const StatusEvent *> &events);
    void learnEndpoints(const std::vector<const StatusEvent *> &events);
    [[nodiscard]] std::vector<Key> newKeys(const std::string &table, size_t count);
    [[nodiscard]] NewEvent withKeys(const StatusEvent &event) const;
    void insertHistory(const std::vector<NewEvent> &events, Key firstKey);
    [[nodiscard]] static std::vector<Pair> pairsOf(const std::vector<NewEvent> &events);
    [[nodiscard]] std::unordered_map<Key, std::string> endpointNames() const;

    soci::session &m_session;
    Instant m_receivedAt;
    QHash<QUuid, Key> m_guids;
    std::unordered_map<std::string, Key> m_endpoints; // by folded name
};

} // namespace seriatim
