// The local agent over a store: its policies come from there and its events go there.
#pragma once

#include "engine/agent/agent.h"
#include "engine/workspace/workspace.h"

namespace seriatim {

struct LocalAgentRequest {
    QString home;     // folder
    QString computer; // the name under which it reports
    AgentOptions options;
    ProgressListener progress;
    std::atomic<bool> *reload = nullptr; // set by others: fetch the policies now. May be null
    std::optional<PublicKey> storeKey; // enrols the agent's home for the store of this key
};

// The home that a store's own local agent uses where none is named: beside the store, one for each computer name.
[[nodiscard]] QString defaultAgentHome(const QString &storePath, const QString &computer);

// The agent's own work, policies and events through the store, until it ends. The computer must be in the store. A store
// that cannot be reached is an error for an agent with the option `once`, and for one that has never seen it; others go on
// with what they have and look for it again.
[[nodiscard]] Result<AgentEnd> runLocalAgent(const QString &storePath, const LocalAgentRequest &request, const std::atomic<bool> &stop);

// B27: this task now, whatever its schedule; from the item at `fromPlace` on where that is given. The computer is
// added to the store where it is not there yet.
[[nodiscard]] Result<AgentEnd> runTaskNow(Workspace &workspace, const LocalAgentRequest &request, const SequentialTask &task,
                                          std::optional<int> fromPlace, const std::atomic<bool> &stop);

// B36: this task now, because a request for it on this computer is approved; refused where none is. It is the run that the
// computer's agent would start by itself when it next asks for its policies.
[[nodiscard]] Result<AgentEnd> runRequestNow(Workspace &workspace, const LocalAgentRequest &request, TaskId task,
                                             const std::atomic<bool> &stop);

} // namespace seriatim
