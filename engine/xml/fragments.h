// Single values of the domain as XML text: what the store keeps of the fields that nothing searches by.
// The elements are those of the definition XML; the same code reads and writes them there and in the policies.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/program.h"
#include "engine/domain/sequentialtask.h"

namespace seriatim {

[[nodiscard]] QByteArray ruleToXml(const Rule &rule);
[[nodiscard]] Result<Rule> ruleFromXml(const QByteArray &xml);

[[nodiscard]] QByteArray programToXml(const Program &program); // with guid and name
[[nodiscard]] Result<Program> programFromXml(const QByteArray &xml);

[[nodiscard]] QByteArray packageToXml(const Package &package); // with guid and name, without its programs
[[nodiscard]] Result<Package> packageFromXml(const QByteArray &xml);

[[nodiscard]] QByteArray optionsToXml(const DeliveryOptions &options);
[[nodiscard]] Result<DeliveryOptions> optionsFromXml(const QByteArray &xml);

// All of a task but its execution order and its collections, which the store keeps in tables.
[[nodiscard]] QByteArray taskSettingsToXml(const SequentialTask &task);
[[nodiscard]] Result<SequentialTask> taskSettingsFromXml(const QByteArray &xml);

} // namespace seriatim
