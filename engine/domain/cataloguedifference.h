// What differs between two states of a catalogue object, as sentences for people: for the audit, and for a save that
// would overwrite somebody else's work. Empty when they are the same but for the id.
#pragma once

#include "engine/domain/computer.h"
#include "engine/domain/options.h"
#include "engine/domain/program.h"

#include <QStringList>

#include <functional>

namespace seriatim {

// Names of members that are listed by id alone.
template <typename IdType>
using NameOf = std::function<QString(const IdType &)>;

// "command line of program 'Install' changed from 'a' to 'b'"
[[nodiscard]] QStringList describeDifferences(const Package &before, const Package &after);
// `owner`: "program 'Install'", or empty where that is clear.
[[nodiscard]] QStringList describeDifferences(const Program &before, const Program &after, const QString &owner = {});
[[nodiscard]] QStringList describeDifferences(const Computer &before, const Computer &after);
[[nodiscard]] QStringList describeDifferences(const Collection &before, const Collection &after, const NameOf<ComputerId> &nameOf);
[[nodiscard]] QStringList describeDifferences(const User &before, const User &after);
[[nodiscard]] QStringList describeDifferences(const UserGroup &before, const UserGroup &after, const NameOf<UserId> &nameOf);
[[nodiscard]] QStringList describeDifferences(const AgentSettings &before, const AgentSettings &after,
                                              const NameOf<CollectionId> &nameOf);
[[nodiscard]] QStringList describeDifferences(const DeliveryOptions &before, const DeliveryOptions &after);

} // namespace seriatim
