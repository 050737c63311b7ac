// Private to the store's .cpp files: applies one batch of events within an open transaction. Throws as SOCI does.
#pragma once

#include "engine/store/sql_p.h"
#include "engine/store/statusfold_p.h"

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
    using Pair = std::pair<Key, Key>; // task, endpoint

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
    [[nodiscard]] std::map<Pair, statusfold::ComputerState> load(const std::vector<NewEvent> &events);
    void loadItems(std::map<Key, statusfold::ComputerState *> &states);
    void store(const std::map<Pair, statusfold::ComputerState> &states);
    void storeItems(const std::map<Pair, statusfold::ComputerState> &states);

    soci::session &m_session;
    Instant m_receivedAt;
    QHash<QUuid, Key> m_guids;
    std::unordered_map<std::string, Key> m_endpoints; // by folded name
};

} // namespace seriatim
