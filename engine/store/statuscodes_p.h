// Private to the store's .cpp files: the numbers that stores hold for the words of B38. They never change.
#pragma once

#include "engine/domain/statusevent.h"
#include "engine/store/sql_p.h"

namespace seriatim::statuscode {

static_assert(static_cast<int>(ItemStatus::notStarted) == 0 && static_cast<int>(ItemStatus::waiting) == 1
              && static_cast<int>(ItemStatus::running) == 2 && static_cast<int>(ItemStatus::verifying) == 3
              && static_cast<int>(ItemStatus::succeeded) == 4 && static_cast<int>(ItemStatus::alreadyPresent) == 5
              && static_cast<int>(ItemStatus::carriedOver) == 6 && static_cast<int>(ItemStatus::notApplicable) == 7
              && static_cast<int>(ItemStatus::skipped) == 8 && static_cast<int>(ItemStatus::failed) == 9
              && static_cast<int>(ItemStatus::timedOut) == 10 && static_cast<int>(ItemStatus::notVerified) == 11
              && static_cast<int>(ItemStatus::interrupted) == 12);
static_assert(static_cast<int>(ComputerStatus::notReceived) == 0 && static_cast<int>(ComputerStatus::waiting) == 1
              && static_cast<int>(ComputerStatus::running) == 2 && static_cast<int>(ComputerStatus::restartPending) == 3
              && static_cast<int>(ComputerStatus::succeeded) == 4 && static_cast<int>(ComputerStatus::failed) == 5
              && static_cast<int>(ComputerStatus::withdrawn) == 6);
static_assert(static_cast<int>(WaitReason::none) == 0 && static_cast<int>(WaitReason::schedule) == 1
              && static_cast<int>(WaitReason::window) == 2 && static_cast<int>(WaitReason::validPeriod) == 3
              && static_cast<int>(WaitReason::download) == 4 && static_cast<int>(WaitReason::user) == 5
              && static_cast<int>(WaitReason::deferral) == 6 && static_cast<int>(WaitReason::dependency) == 7
              && static_cast<int>(WaitReason::retry) == 8 && static_cast<int>(WaitReason::package) == 9);
static_assert(static_cast<int>(StatusEvent::Kind::runStarted) == 0
              && static_cast<int>(StatusEvent::Kind::itemChanged) == 1
              && static_cast<int>(StatusEvent::Kind::computerChanged) == 2
              && static_cast<int>(StatusEvent::Kind::runEnded) == 3
              && static_cast<int>(StatusEvent::Kind::problem) == 4
              && static_cast<int>(StatusEvent::Kind::requestStarted) == 5
              && static_cast<int>(StatusEvent::Kind::requestEnded) == 6 && static_cast<int>(StatusEvent::Kind::detail) == 7);

inline constexpr int lastItemStatus = 12;
inline constexpr int lastComputerStatus = 6;
inline constexpr int lastWaitReason = 9;
inline constexpr int lastKind = 7;

template <typename Enum>
[[nodiscard]] Enum decode(int code, int last)
{
    if (code < 0 || code > last)
        sql::refuse(ErrorCode::invalidInput, QString::number(code),
                    QStringLiteral("is no status; the store is damaged"));
    return static_cast<Enum>(code);
}

[[nodiscard]] inline ItemStatus itemStatus(int code)
{
    return decode<ItemStatus>(code, lastItemStatus);
}
[[nodiscard]] inline ComputerStatus computerStatus(int code)
{
    return decode<ComputerStatus>(code, lastComputerStatus);
}
[[nodiscard]] inline WaitReason waitReason(int code)
{
    return decode<WaitReason>(code, lastWaitReason);
}
[[nodiscard]] inline StatusEvent::Kind kind(int code)
{
    return decode<StatusEvent::Kind>(code, lastKind);
}

} // namespace seriatim::statuscode
