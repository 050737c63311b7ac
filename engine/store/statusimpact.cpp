#include "engine/store/names_p.h"
#include "engine/store/session_p.h"
#include "engine/store/statuscodes_p.h"
#include "engine/store/statusrows_p.h"
#include "engine/store/statusstore.h"

#include <QHash>

#include <unordered_set>

namespace seriatim {

namespace {

using sql::Key;

void countComputer(ReportedImpact &impact, ComputerStatus status)
{
    switch (status) {
    case ComputerStatus::succeeded:
        ++impact.succeeded;
        break;
    case ComputerStatus::failed:
        ++impact.failed;
        break;
    case ComputerStatus::waiting:
    case ComputerStatus::running:
    case ComputerStatus::restartPending:
        ++impact.inProgress;
        break;
    case ComputerStatus::notReceived:
    case ComputerStatus::withdrawn:
        break;
    }
}

// The task's reported computers: those that were asked about, and the others.
struct Reported {
    std::vector<Key> asked;
    std::vector<Key> others;
};

Reported countComputers(soci::session &session, TaskId task, const QStringList &computers, ReportedImpact &impact)
{
    std::unordered_set<std::string> names;
    names.reserve(static_cast<size_t>(computers.size()));
    for (const QString &computer : computers)
        names.insert(sql::folded(computer));
    Reported reported;
    sql::forEachRow<Key, std::string, int>(
        session,
        "SELECT s.status_key, n.folded_name, s.status FROM computer_task_status s "
        "JOIN reported_guid g ON g.reported_key = s.reported_task_key "
        "JOIN endpoint n ON n.endpoint_key = s.endpoint_key WHERE g.guid = :task",
        [&](Key status, const std::string &name, int word) {
            const bool asked = names.contains(name);
            (asked ? reported.asked : reported.others).push_back(status);
            if (asked)
                countComputer(impact, statuscode::computerStatus(word));
        },
        sql::text(task));
    return reported;
}

// "4, 5, 6"
std::string successCodes()
{
    std::string codes;
    for (int code = 0; code <= statuscode::lastItemStatus; ++code) {
        if (isSuccess(statuscode::itemStatus(code)))
            codes += (codes.empty() ? "" : ", ") + std::to_string(code);
    }
    return codes;
}

// How often each item was finished on any computer at all: the index alone answers.
void countEverywhere(soci::session &session, const QHash<Key, LineItemId> &items, ReportedImpact &impact)
{
    Key item = 0;
    int count = 0;
    soci::statement look = (session.prepare << "SELECT COUNT(*) FROM item_status WHERE reported_item_key = :item AND status IN ("
                                            << successCodes() << ")",
                            soci::use(item), soci::into(count));
    for (auto one = items.begin(); one != items.end(); ++one) {
        item = one.key();
        if (look.execute(true))
            impact.finishedItems[one.value()] += count;
    }
}

void countOn(soci::session &session, const std::vector<Key> &statuses, const QHash<Key, LineItemId> &items, int by,
             ReportedImpact &impact)
{
    for (const Key status : statuses) {
        sql::forEachRow<Key, int>(
            session, "SELECT reported_item_key, status FROM item_status WHERE status_key = :status",
            [&](Key key, int word) {
                const auto item = items.constFind(key);
                if (item != items.constEnd() && isSuccess(statuscode::itemStatus(word)))
                    impact.finishedItems[*item] += by;
            },
            status);
    }
}

} // namespace

Result<ReportedImpact> StatusStore::impact(TaskId task, const QStringList &computers,
                                           const std::vector<LineItemId> &items) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        ReportedImpact impact;
        const Reported reported = countComputers(session, task, computers, impact);
        QHash<Key, LineItemId> keys;
        for (const LineItemId &item : items) {
            if (const auto key = statusrows::reportedKey(session, item))
                keys.insert(*key, item);
        }
        // A line item belongs to one task, so only computers that are no longer among the task's make a difference.
        if (reported.others.size() < reported.asked.size()) {
            countEverywhere(session, keys, impact);
            countOn(session, reported.others, keys, -1, impact);
        } else {
            countOn(session, reported.asked, keys, 1, impact);
        }
        std::erase_if(impact.finishedItems, [](const auto &item) { return item.second == 0; });
        return impact;
    });
}

} // namespace seriatim
