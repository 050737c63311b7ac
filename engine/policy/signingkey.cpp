#include "engine/policy/signing.h"

#include "engine/base/files.h"

#include <QFile>
#include <QFileInfo>

#include <sodium.h>

#include <algorithm>

namespace seriatim {

namespace {

constexpr auto publicPrefix = "ed25519:";
constexpr auto fileHead = "Seriatim signing key 1\n";
constexpr qint64 maximumKeyFileBytes = 4096;

// Sodium asks for it before anything else; does nothing the second time.
void prepareSodium()
{
    [[maybe_unused]] const int ready = sodium_init();
    Q_ASSERT(ready >= 0);
}

bool othersMayRead(const QString &path)
{
#ifdef Q_OS_UNIX
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    return (QFile::permissions(path) & others).toInt() != 0;
#else
    Q_UNUSED(path) // the folder's access list decides
    return false;
#endif
}

} // namespace

Result<PublicKey> PublicKey::parse(const QString &text)
{
    const QByteArray line = text.trimmed().toLatin1();
    const auto bytes = line.startsWith(publicPrefix)
                           ? QByteArray::fromBase64Encoding(line.mid(qstrlen(publicPrefix)), QByteArray::AbortOnBase64DecodingErrors)
                           : QByteArray::FromBase64Result{};
    if (!bytes || (*bytes).size() != crypto_sign_PUBLICKEYBYTES) {
        return Error{ErrorCode::invalidInput, QString(),
                     QStringLiteral("this is no public key of a store; expected \"ed25519:\" and 44 characters, as 'seriatimctl store key' prints it")};
    }
    return PublicKey(*bytes);
}

QString PublicKey::toText() const
{
    return QLatin1StringView(publicPrefix) + QString::fromLatin1(m_bytes.toBase64());
}

QString PublicKey::fingerprint() const
{
    prepareSodium();
    QByteArray digest(8, '\0');
    crypto_generichash(reinterpret_cast<unsigned char *>(digest.data()), static_cast<size_t>(digest.size()),
                       reinterpret_cast<const unsigned char *>(m_bytes.constData()), static_cast<size_t>(m_bytes.size()), nullptr, 0);
    return QString::fromLatin1(digest.toHex());
}

struct SigningKey::Secret {
    Secret()
    {
        prepareSodium();
        sodium_mlock(key, sizeof key);
    }
    ~Secret() { sodium_munlock(key, sizeof key); } // wipes it, too
    Q_DISABLE_COPY_MOVE(Secret)

    unsigned char key[crypto_sign_SECRETKEYBYTES];
    unsigned char publicKey[crypto_sign_PUBLICKEYBYTES];
};

SigningKey::SigningKey(std::unique_ptr<Secret> secret) : m_secret(std::move(secret)) {}
SigningKey::SigningKey(SigningKey &&) noexcept = default;
SigningKey &SigningKey::operator=(SigningKey &&) noexcept = default;
SigningKey::~SigningKey() = default;

Result<SigningKey> SigningKey::create(const QString &path)
{
    if (QFileInfo::exists(path))
        return Error{ErrorCode::alreadyExists, path, QStringLiteral("there is a key already; nothing is overwritten")};
    auto secret = std::make_unique<Secret>();
    crypto_sign_keypair(secret->publicKey, secret->key);
    QByteArray seed(crypto_sign_SEEDBYTES, '\0');
    crypto_sign_ed25519_sk_to_seed(reinterpret_cast<unsigned char *>(seed.data()), secret->key);
    QByteArray text = fileHead + seed.toBase64() + '\n';
    const Result<> written = replaceFileDurably(path, text, FileReaders::ownerOnly);
    sodium_memzero(seed.data(), static_cast<size_t>(seed.size()));
    sodium_memzero(text.data(), static_cast<size_t>(text.size()));
    if (!written)
        return written.error();
    return SigningKey(std::move(secret));
}

Result<SigningKey> SigningKey::load(const QString &path)
{
    Result<QByteArray> text = readFile(path, maximumKeyFileBytes);
    if (!text) {
        const bool forbidden = text.error().code == ErrorCode::io;
        return forbidden ? Error{ErrorCode::readOnly, path, QStringLiteral("the store's key cannot be read; check your right to it")}
                         : text.error();
    }
    if (othersMayRead(path)) {
        return Error{ErrorCode::invalidInput, path,
                     QStringLiteral("others may read the store's key; take that right away (chmod 600), and think of whether it has been copied")};
    }
    QByteArray seed;
    if (text->startsWith(fileHead))
        seed = QByteArray::fromBase64(text->mid(qstrlen(fileHead)).trimmed());
    sodium_memzero(text->data(), static_cast<size_t>(text->size()));
    if (seed.size() != crypto_sign_SEEDBYTES)
        return Error{ErrorCode::invalidInput, path, QStringLiteral("this is no key of a store, or it is damaged; restore it from a backup")};
    auto secret = std::make_unique<Secret>();
    crypto_sign_seed_keypair(secret->publicKey, secret->key, reinterpret_cast<const unsigned char *>(seed.constData()));
    sodium_memzero(seed.data(), static_cast<size_t>(seed.size()));
    return SigningKey(std::move(secret));
}

PublicKey SigningKey::publicKey() const
{
    return PublicKey(QByteArray(reinterpret_cast<const char *>(m_secret->publicKey), sizeof m_secret->publicKey));
}

QByteArray SigningKey::sign(const QByteArray &message) const
{
    QByteArray signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
                         reinterpret_cast<const unsigned char *>(message.constData()), static_cast<unsigned long long>(message.size()),
                         m_secret->key);
    return signature;
}

} // namespace seriatim
