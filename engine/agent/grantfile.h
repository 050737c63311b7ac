// GrantFile: what a computer was granted through the portal, kept beside its policies for a time without the server.
#pragma once

#include "engine/agent/endpoint.h"

namespace seriatim {

struct KeptGrants {
    std::vector<PortalGrant> grants;
    std::set<TaskId> onlyByRequest;
    bool operator==(const KeptGrants &) const = default;
};

[[nodiscard]] QByteArray writeGrants(const KeptGrants &grants);

// Refused whole where anything in it is not understood: the server tells again what it granted.
[[nodiscard]] Result<KeptGrants> readGrants(const QByteArray &bytes, const QString &source);

} // namespace seriatim
