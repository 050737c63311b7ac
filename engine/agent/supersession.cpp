#include "engine/agent/supersession.h"

#include "engine/policy/policyxml.h"

namespace seriatim {

bool supersedes(const SynchPolicy &policy, const JournalSequence &record)
{
    return policy.guid != record.guid && policy.taskName == record.name;
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
