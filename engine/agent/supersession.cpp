#include "engine/agent/supersession.h"

#include "engine/policy/policyxml.h"

#include <algorithm>

namespace seriatim {

bool supersedes(const SynchPolicy &policy, const JournalSequence &record)
{
    if (policy.guid == record.guid)
        return false;
    // A policy that names none is the first order of its task, or from a store that does not name them yet.
    return policy.supersedes.empty() ? policy.taskName == record.name
                                     : std::ranges::find(policy.supersedes, record.guid) != policy.supersedes.end();
}

WalkHost::Policy standingIn(const std::vector<QByteArray> &documents, const JournalSequence &record)
{
    bool superseded = false;
    for (const QByteArray &document : documents) {
        const Result<PolicyDocument> policies = readPolicies(document, QStringLiteral("policy"));
        if (!policies)
            return WalkHost::Policy::same;
        for (const ClientPolicies &sequence : policies->sequences) {
            if (sequence.synch.guid == record.guid)
                return WalkHost::Policy::same;
            superseded = superseded || supersedes(sequence.synch, record);
        }
    }
    return superseded ? WalkHost::Policy::superseded : WalkHost::Policy::withdrawn;
}

} // namespace seriatim
