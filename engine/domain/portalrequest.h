// Requests that users make in the Software Portal, and all rules about them (B35–B37). Pure: who and when are handed in.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/computer.h"
#include "engine/domain/sequentialtask.h"
#include "engine/domain/status.h"

#include <optional>
#include <vector>

namespace seriatim {

inline constexpr int defaultRequestDays = 30; // until an open request expires (B36)
inline constexpr int mostRequestDays = 3650;
inline constexpr int longestRequestComment = 2000; // characters

enum class RequestState { waiting, onHold, approved, denied, expired, running, ended };
enum class RequestStep { made, approved, denied, putOnHold, expired, started, ended };
enum class Decision { approve, deny, hold };

[[nodiscard]] QString toWord(RequestState state); // lowerCamelCase: "onHold"
[[nodiscard]] QString toWord(RequestStep step);
[[nodiscard]] std::optional<RequestState> requestStateFromWord(QStringView word);
[[nodiscard]] std::vector<RequestState> allRequestStates();

// Who stands for a decision that nobody had to make.
[[nodiscard]] QString preApproval();  // the task's portal entry
[[nodiscard]] QString expiryClock();  // the time that was over

struct RequestRecord {
    RequestStep step = RequestStep::made;
    QString who; // a user, an administrator, or the computer
    Instant when = 0;
    QString comment;
    bool operator==(const RequestRecord &) const = default;
};

struct PortalRequest {
    PortalRequest(RequestId requestId, TaskId taskId, UserId userId) : id(requestId), task(taskId), user(userId) {}

    RequestId id;
    qint64 number = 0; // given by the store, for people: "request 12"
    TaskId task;       // its identity when the request was made
    std::optional<TaskId> currentTask; // its identity today; absent: the task is not in the store any more
    QString taskName;  // as the user knew it
    UserId user;
    QString userName;  // with "DOMAIN\" where there is one
    QString computer;
    Instant made = 0;
    Instant expires = 0; // counts while it is open
    RequestState state = RequestState::waiting;
    std::optional<ComputerStatus> finalStatus; // succeeded, failed or withdrawn (B37)
    QString finalSentence;                     // B39
    std::vector<RequestRecord> history;        // oldest first

    bool operator==(const PortalRequest &) const = default;
    [[nodiscard]] bool hasStarted() const; // on its computer, ever
};

// An approved request as its computer gets it: this task has to run there once, whatever its schedule.
struct PortalGrant {
    PortalGrant(RequestId requestId, TaskId taskId) : request(requestId), task(taskId) {}
    RequestId request;
    TaskId task; // its identity today
    QString user;
    Instant approved = 0;
    bool operator==(const PortalGrant &) const = default;
};

// What a user may do with a task in the portal. Several entries add up.
struct PortalRights {
    bool see = false;
    bool recommended = false;
    bool preApproved = false;
    bool operator==(const PortalRights &) const = default;
};

// "CORP\alice", as portal entries name users and groups.
[[nodiscard]] QString principalName(const QString &domain, const QString &name);

// By entries for the user and for groups that have the user as a member. A disabled task is seen by nobody, nor is one
// that runs nothing or is not in the portal.
[[nodiscard]] PortalRights portalRights(const SequentialTask &task, const User &user, const std::vector<UserGroup> &groups);

// The state that a request has now: an open one whose time is over has expired, whether that has been written down or not.
[[nodiscard]] RequestState stateAt(const PortalRequest &request, Instant now);
[[nodiscard]] bool isOpen(RequestState state);       // an administrator has to decide (B36)
[[nodiscard]] bool isUnfinished(RequestState state); // something may still come of it

struct RequestWish {
    const SequentialTask &task;
    const User &user;
    const std::vector<UserGroup> &groups;
    QString computer;
    const std::vector<PortalRequest> &earlier; // of this user
    int expiryDays = defaultRequestDays;
};

// A new request; pre-approved ones are approved at once. refused: the user does not see the task, or has an unfinished
// request for it on that computer.
[[nodiscard]] Result<PortalRequest> newRequest(const RequestWish &wish, Instant now);

// An administrator may approve until it has started, also what was denied or has expired, and may deny until it has ended:
// a grant that is taken back stops the run before its next line item (B26, B36).
[[nodiscard]] Result<> mayDecide(const PortalRequest &request, Decision decision, Instant now);
[[nodiscard]] bool isAllowed(const PortalRequest &request, Decision decision, Instant now);
[[nodiscard]] Result<> decide(PortalRequest &request, Decision decision, const QString &who, const QString &comment, Instant now);

// Writes down that its time is over, or that its task is gone; false where neither is so.
bool expire(PortalRequest &request, Instant now);

// What its computer reports. False, and nothing is changed, where it is known already.
bool noteStart(PortalRequest &request, Instant when);
bool noteEnd(PortalRequest &request, Instant when, ComputerStatus status, const QString &sentence);

} // namespace seriatim
