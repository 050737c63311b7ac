// The one place that says whether a value of the domain is allowed. Errors name the field, the value and the remedy.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/computer.h"
#include "engine/domain/options.h"
#include "engine/domain/program.h"
#include "engine/domain/sequentialtask.h"

namespace seriatim {

inline constexpr int maximumLineItems = 10'000;

[[nodiscard]] Result<> validateProgram(const Program &program, const QString &subject); // B31, B32
[[nodiscard]] Result<> validatePackage(const Package &package);                         // with its programs
[[nodiscard]] Result<> validateComputer(const Computer &computer);
[[nodiscard]] Result<> validateCollection(const Collection &collection);
[[nodiscard]] Result<> validateUser(const User &user);
[[nodiscard]] Result<> validateUserGroup(const UserGroup &group);
[[nodiscard]] Result<> validateAgentSettings(const AgentSettings &settings);
[[nodiscard]] Result<> validateOptions(const DeliveryOptions &options, const QString &subject); // B28
[[nodiscard]] Result<> validateSchedule(const Schedule &schedule, const QString &subject);
[[nodiscard]] Result<> validateTask(const SequentialTask &task);

// A path of a snapshot: relative, '/' between the parts, never leaving the folder it is put into.
[[nodiscard]] bool isSafeRelativePath(QStringView path);

} // namespace seriatim
