// Signed policies: what a store issues carries the Ed25519 signature (libsodium) of the store's key, and an agent takes
// nothing else. The private key is a file of its own that agents never open.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/ids.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <variant>

namespace seriatim {

class PublicKey
{
public:
    // As toText() writes it; the error says what is expected.
    [[nodiscard]] static Result<PublicKey> parse(const QString &text);

    [[nodiscard]] QString toText() const;      // "ed25519:" and base64
    [[nodiscard]] QString fingerprint() const; // 16 hexadecimal digits, for people
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    bool operator==(const PublicKey &) const = default;

private:
    friend class SigningKey;
    explicit PublicKey(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    QByteArray m_bytes;
};

// The private key. Its bytes lie in memory that is locked against swapping where the system allows, and wiped at the end.
class SigningKey
{
public:
    // A new one in a file that only its owner may read; alreadyExists where there is such a file.
    [[nodiscard]] static Result<SigningKey> create(const QString &path);
    // notFound, readOnly (no right to read it), invalidInput (no such key, or readable by others).
    [[nodiscard]] static Result<SigningKey> load(const QString &path);

    SigningKey(SigningKey &&) noexcept;
    SigningKey &operator=(SigningKey &&) noexcept;
    ~SigningKey();

    [[nodiscard]] PublicKey publicKey() const;
    [[nodiscard]] QByteArray sign(const QByteArray &message) const;

private:
    struct Secret;
    explicit SigningKey(std::unique_ptr<Secret> secret);
    std::unique_ptr<Secret> m_secret;
};

// What a signature vouches for beside the policies themselves. What it is about is signed with its kind: a document of
// agent settings never passes for one of a task, nor the other way round.
struct PolicyIssue {
    explicit PolicyIssue(TaskId task) : subject(task) {}
    explicit PolicyIssue(AgentSettingsId settings) : subject(settings) {}
    [[nodiscard]] std::optional<TaskId> task() const { return as<TaskId>(); }
    [[nodiscard]] std::optional<AgentSettingsId> agentSettings() const { return as<AgentSettingsId>(); }

    std::variant<TaskId, AgentSettingsId> subject;
    int revision = 0; // of the task; agent settings have none
    qint64 number = 0; // grows with everything that the store issues: an older one is never taken for a newer
    bool operator==(const PolicyIssue &) const = default;

private:
    template <typename Id>
    [[nodiscard]] std::optional<Id> as() const
    {
        const Id *id = std::get_if<Id>(&subject);
        return id ? std::optional(*id) : std::nullopt;
    }
};

// The document of one sequence, or of one agent settings, with a <Signature> as the last child of each <Policy>.
[[nodiscard]] Result<QByteArray> signPolicies(const QByteArray &document, const PolicyIssue &issue, const SigningKey &key);

// refused, with the reason in words: unsigned, altered, signed by another key, policies of different issues mixed, some of
// the issue's policies missing, or a document of another kind than was signed.
[[nodiscard]] Result<PolicyIssue> verifyPolicies(const QByteArray &document, const PublicKey &key);

// What an unverified document claims to be about; only good for telling people which one was refused.
[[nodiscard]] std::optional<TaskId> claimedTask(const QByteArray &document);

// Whether a document, verified or not, is the policy of agent settings: it has such a policy and none of a sequence.
[[nodiscard]] bool isSettingsDocument(const QByteArray &document);

} // namespace seriatim
