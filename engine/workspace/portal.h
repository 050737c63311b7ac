// The Software Portal: what a user sees there, requests, and an administrator's decisions about them (B35–B37), each
// audited (B9). Everything happens whole or not at all. Times are handed in.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim {

struct PortalOffer {
    SequentialTask task;
    PortalRights rights; // `see` always
};

// By name, "DOMAIN\name" where there is a domain, or by GUID. A name alone does where one user only has it. notFound.
[[nodiscard]] Result<User> findUser(Workspace &workspace, const QString &nameOrGuid);

// What the user sees, recommended ones first, then by the name that is shown.
[[nodiscard]] Result<std::vector<PortalOffer>> portalFor(Workspace &workspace, const User &user);

// The name under which the portal shows a task.
[[nodiscard]] QString portalName(const SequentialTask &task);

// For the task of this identity on a computer of the store; this computer is added where it is missing. The errors are
// those of newRequest(), and notFound.
[[nodiscard]] Result<PortalRequest> makeRequest(Workspace &workspace, TaskId task, const User &user, const QString &computer, Instant now);

// As the current user, who is an administrator where the store can be written. The errors are those of decide(), and notFound.
[[nodiscard]] Result<PortalRequest> decideRequest(Workspace &workspace, RequestId id, Decision decision, const QString &comment, Instant now);

// Each with the state that it has at query.now.
[[nodiscard]] Result<std::vector<PortalRequest>> requestsOf(Workspace &workspace, const RequestQuery &query);

// Writes down which open requests have expired, and which can lead to nothing because their task was removed. How many.
[[nodiscard]] Result<int> expireRequests(Workspace &workspace, Instant now);

[[nodiscard]] Result<> setRequestExpiry(Workspace &workspace, int days);

} // namespace seriatim
