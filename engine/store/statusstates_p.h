// Private to the store's .cpp files: what is known of computers and tasks, read before events are applied to it and written
// after that, within an open transaction. Throws as SOCI does.
#pragma once

#include "engine/store/sql_p.h"
#include "engine/store/statusfold_p.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace seriatim {

class StatusStates
{
public:
    using Key = sql::Key;
    using Pair = std::pair<Key, Key>; // task, endpoint

    explicit StatusStates(soci::session &session) : m_session(session) {}

    // With their items. Of a pair that has no row there is nothing in it.
    [[nodiscard]] std::map<Pair, statusfold::ComputerState> load(const std::vector<Pair> &pairs);
    // To those that have no row.
    void giveKeys(std::map<Pair, statusfold::ComputerState> &states);

    // `names` has the folded name of every endpoint among them.
    void store(const std::map<Pair, statusfold::ComputerState> &states, const std::unordered_map<Key, std::string> &names);
    // Those that changed, and those that were dropped.
    void storeItems(const std::map<Pair, statusfold::ComputerState> &states);

private:
    void loadItems(std::map<Key, statusfold::ComputerState *> &states);

    soci::session &m_session;
};

} // namespace seriatim
