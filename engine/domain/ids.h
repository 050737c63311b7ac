// The identities of the domain. Each kind is a type of its own, so that a package's id never passes for a task's.
#pragma once

#include "engine/base/id.h"

namespace seriatim {

using PackageId = Id<struct PackageTag>;
using ProgramId = Id<struct ProgramTag>;
using ComputerId = Id<struct ComputerTag>;
using CollectionId = Id<struct CollectionTag>;
using UserId = Id<struct UserTag>;
using UserGroupId = Id<struct UserGroupTag>;
using AgentSettingsId = Id<struct AgentSettingsTag>;
using TaskId = Id<struct TaskTag>;         // a sequential task; the GUID of its Altiris.Synch policy
using LineItemId = Id<struct LineItemTag>; // a line item's Task GUID; the GUID of its Altiris.SWD policy
using RequestId = Id<struct RequestTag>; // somebody's request in the Software Portal
using EventId = Id<struct EventTag>;
using AgentId = Id<struct AgentTag>; // one agent's home; made when the home is made

} // namespace seriatim
