// The status words of B38, the same in the store, in every output and in the simulation.
#pragma once

#include <QString>

#include <optional>

namespace seriatim {

enum class ItemStatus : quint8 {
    notStarted, waiting, running, verifying, succeeded, alreadyPresent, carriedOver, notApplicable, skipped, failed,
    timedOut, notVerified, interrupted
};

enum class ComputerStatus : quint8 { notReceived, waiting, running, restartPending, succeeded, failed, withdrawn };

enum class WaitReason : quint8 {
    none, schedule, window, validPeriod, download, user, deferral, dependency, retry, package
};

[[nodiscard]] QString toWord(ItemStatus status); // lowerCamelCase: "alreadyPresent"
[[nodiscard]] QString toWord(ComputerStatus status);
[[nodiscard]] QString toWord(WaitReason reason);
[[nodiscard]] std::optional<ItemStatus> itemStatusFromWord(QStringView word);
[[nodiscard]] std::optional<ComputerStatus> computerStatusFromWord(QStringView word);
[[nodiscard]] std::optional<WaitReason> waitReasonFromWord(QStringView word);

[[nodiscard]] QString toText(ItemStatus status); // for people: "already present"
[[nodiscard]] QString toText(ComputerStatus status);

// B16: counts against the sequence's result.
[[nodiscard]] bool countsAsFailure(ItemStatus status);
// Succeeded, already present or carried over: kept by B21, carried over by B7.
[[nodiscard]] bool isSuccess(ItemStatus status);
// The line item is done with in this run, one way or the other.
[[nodiscard]] bool isFinal(ItemStatus status);

} // namespace seriatim
