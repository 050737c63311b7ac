// Client policy XML: what an agent receives, and what an administrator imports.
#include "engine/policy/policyxml.h"
#include "engine/policy/settingspolicy.h"
#include "engine/policy/signing.h"
#include "tests/fuzz/fuzz.h"

using namespace seriatim;

namespace {

const PublicKey &someKey()
{
    static const PublicKey key = PublicKey::parse(QStringLiteral("ed25519:6tudNPO1ocCXASHinVTe4bnwAJh+h7kahddhIeMKaLk=")).value();
    return key;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray input = fuzz::bytes(data, size);
    (void)verifyPolicies(input, someKey());
    (void)claimedTask(input);
    (void)isSettingsDocument(input);
    const Result<PolicyDocument> policies = readPolicies(input, QStringLiteral("input"));
    if (!policies)
        return 0;
    for (const ClientPolicies &sequence : policies->sequences) {
        const QByteArray written = writePolicies(sequence);
        const Result<PolicyDocument> again = readPolicies(written, QStringLiteral("written"));
        fuzz::require(again.ok() && again->sequences.size() == 1, "what was written can be read");
        fuzz::require(writePolicies(again->sequences.front()) == written, "writing it again changes nothing");
    }
    for (const AgentSettings &settings : policies->agentSettings) {
        const Result<PolicyDocument> again = readPolicies(writeSettingsPolicy(settings), QStringLiteral("written"));
        fuzz::require(again.ok() && again->agentSettings == std::vector{settings}, "agent settings go round without loss");
    }
    return 0;
}
