#include "engine/store/statuswriter_p.h"

#include "engine/store/names_p.h"
#include "engine/store/statusstore.h"

#include <numeric>

namespace seriatim {

// In the order of the events: an agent that reports first has the smaller key (B40).
void StatusWriter::learnGuids(const std::vector<const StatusEvent *> &events)
{
    std::string guid;
    Key key = 0;
    soci::statement look = (m_session.prepare << "SELECT reported_key FROM reported_guid WHERE guid = :guid",
                            soci::use(guid), soci::into(key));
    std::vector<QUuid> missing;
    std::vector<std::string> missingTexts;
    const auto learn = [&](const QUuid &id) {
        if (m_guids.contains(id))
            return;
        guid = sql::text(id.toString(QUuid::WithBraces).toUpper());
        const bool known = look.execute(true);
        m_guids.insert(id, known ? key : 0);
        if (!known) {
            missing.push_back(id);
            missingTexts.push_back(guid);
        }
    };
    for (const StatusEvent *event : events) {
        learn(event->agent.uuid());
        learn(event->task.uuid());
        if (event->item)
            learn(event->item->uuid());
    }
    const std::vector<Key> keys = newKeys("reported_guid", missing.size());
    for (size_t i = 0; i < missing.size(); ++i)
        m_guids[missing[i]] = keys[i];
    sql::runForEach(m_session, sql::insertInto("reported_guid", {"reported_key", "guid"}), keys, missingTexts);
}

void StatusWriter::learnEndpoints(const std::vector<const StatusEvent *> &events)
{
    std::string name;
    Key key = 0;
    soci::statement look = (m_session.prepare << "SELECT endpoint_key FROM endpoint WHERE folded_name = :name",
                            soci::use(name), soci::into(key));
    std::vector<std::string> missing;
    std::vector<std::string> missingNames;
    for (const StatusEvent *event : events) {
        name = sql::folded(event->computer);
        if (m_endpoints.contains(name))
            continue;
        const bool known = look.execute(true);
        m_endpoints.emplace(name, known ? key : 0);
        if (!known) {
            missing.push_back(name);
            missingNames.push_back(sql::text(event->computer));
        }
    }
    const std::vector<Key> keys = newKeys("endpoint", missing.size());
    for (size_t i = 0; i < missing.size(); ++i)
        m_endpoints[missing[i]] = keys[i];
    sql::runForEach(m_session, sql::insertInto("endpoint", {"endpoint_key", "name", "folded_name"}), keys, missingNames,
                    missing);
}

std::vector<StatusWriter::Key> StatusWriter::newKeys(const std::string &table, size_t count)
{
    std::vector<Key> keys(count);
    if (count > 0)
        std::iota(keys.begin(), keys.end(), sql::takeKeys(m_session, table, count));
    return keys;
}

StatusWriter::NewEvent StatusWriter::withKeys(const StatusEvent &event) const
{
    return {&event,
            m_guids.value(event.agent.uuid()),
            m_endpoints.at(sql::folded(event.computer)),
            m_guids.value(event.task.uuid()),
            event.item ? m_guids.value(event.item->uuid()) : 0,
            event.time > m_receivedAt + clockTolerance};
}

} // namespace seriatim
