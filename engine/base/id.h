// Id<Tag>: a strong GUID that cannot be empty. "Not saved yet" is std::optional<Id>.
// Read with or without braces in any case; written upper-case in braces (formats.md).
#pragma once

#include <QByteArrayView>
#include <QHashFunctions>
#include <QString>
#include <QUuid>

#include <optional>

namespace seriatim {

template <typename Tag>
class Id
{
public:
    [[nodiscard]] static Id mint() { return Id(QUuid::createUuid()); }

    // The same name in the same space always gives the same id (RFC 4122 version 5).
    [[nodiscard]] static Id fromName(const QUuid &space, QByteArrayView name)
    {
        return Id(QUuid::createUuidV5(space, name.toByteArray()));
    }

    [[nodiscard]] static std::optional<Id> fromUuid(const QUuid &uuid)
    {
        return uuid.isNull() ? std::nullopt : std::optional<Id>(Id(uuid));
    }

    [[nodiscard]] static std::optional<Id> parse(QStringView text)
    {
        const QStringView trimmed = text.trimmed();
        const bool braced = trimmed.startsWith(u'{') && trimmed.endsWith(u'}');
        // QUuid alone would also take a torn brace or words behind the last digit.
        if (trimmed.size() != (braced ? 38 : 36))
            return std::nullopt;
        return fromUuid(QUuid::fromString(trimmed));
    }

    [[nodiscard]] QString toString() const { return m_uuid.toString(QUuid::WithBraces).toUpper(); }
    [[nodiscard]] const QUuid &uuid() const { return m_uuid; }

    friend bool operator==(const Id &a, const Id &b) { return a.m_uuid == b.m_uuid; }
    friend bool operator<(const Id &a, const Id &b) { return a.m_uuid < b.m_uuid; }
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept { return ::qHash(id.m_uuid, seed); }

private:
    explicit Id(const QUuid &uuid) : m_uuid(uuid) {}
    QUuid m_uuid;
};

} // namespace seriatim

template <typename Tag>
struct std::hash<seriatim::Id<Tag>> {
    size_t operator()(const seriatim::Id<Tag> &id) const noexcept { return qHash(id, 0); }
};
