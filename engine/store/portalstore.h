// PortalStore: requests from the Software Portal with their histories (B36, B37). Rules are not kept here: what is
// written is what domain/portalrequest.h made of it.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/portalrequest.h"
#include "engine/domain/statusevent.h"

#include <optional>
#include <vector>

namespace seriatim {

class Database;

// What is not asked for does not count.
struct RequestQuery {
    std::optional<UserId> user{};
    std::optional<TaskId> task{}; // under any identity that it has or had
    std::optional<RequestState> state{}; // as it is at `now`
    Instant now = 0;
    int atMost = 10'000; // the newest
};

class PortalStore
{
public:
    // The database outlives it.
    explicit PortalStore(Database &database) : m_database(&database) {}

    // Days until an open request expires; defaultRequestDays where nothing else was set.
    [[nodiscard]] Result<int> expiryDays() const;
    [[nodiscard]] Result<> setExpiryDays(int days);

    [[nodiscard]] Result<std::vector<PortalRequest>> list(const RequestQuery &query) const; // newest first
    // notFound
    [[nodiscard]] Result<PortalRequest> load(RequestId id) const;
    [[nodiscard]] Result<PortalRequest> find(const QString &numberOrGuid) const;

    // How many an administrator has to decide.
    [[nodiscard]] Result<int> openCount(Instant now) const;

    // Given its number. notFound where its task is not in the store.
    [[nodiscard]] Result<PortalRequest> add(const PortalRequest &request);
    // Its state, its end, and what its history has more than the stored one. Within the transaction that it was read in.
    [[nodiscard]] Result<> update(const PortalRequest &request);

    // What this computer has to run because somebody asked for it: approved requests and those under way, of tasks that
    // are there and enabled. Oldest first.
    [[nodiscard]] Result<std::vector<PortalGrant>> grantsFor(const QString &computer) const;

private:
    Database *m_database;
};

} // namespace seriatim
