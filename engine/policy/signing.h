// Signed policies: what a store issues carries the Ed25519 signature (libsodium) of the store's key, and an agent takes
// nothing else. The private key is a file of its own that agents never open.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/ids.h"

#include <QByteArray>

#include <memory>

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

// What a signature vouches for beside the policies themselves.
struct PolicyIssue {
    explicit PolicyIssue(TaskId taskGuid) : task(taskGuid) {}
    TaskId task;
    int revision = 0;
    qint64 number = 0; // grows with everything that the store issues: an older one is never taken for a newer
    bool operator==(const PolicyIssue &) const = default;
};

// The document of one sequence with a <Signature> as the last child of each <Policy>.
[[nodiscard]] Result<QByteArray> signPolicies(const QByteArray &document, const PolicyIssue &issue, const SigningKey &key);

// refused, with the reason in words: unsigned, altered, signed by another key, policies of different issues mixed, or some
// of the issue's policies missing.
[[nodiscard]] Result<PolicyIssue> verifyPolicies(const QByteArray &document, const PublicKey &key);

// What an unverified document claims to be about; only good for telling people which one was refused.
[[nodiscard]] std::optional<TaskId> claimedTask(const QByteArray &document);

} // namespace seriatim
