// Private to the store's .cpp files: a GUID as the two numbers that an index holds best.
#pragma once

#include <QUuid>
#include <QtEndian>

namespace seriatim::sql {

struct GuidBits {
    long long high = 0;
    long long low = 0;
};

[[nodiscard]] inline GuidBits bitsOf(const QUuid &guid)
{
    const QByteArray raw = guid.toRfc4122();
    return {qFromBigEndian<qint64>(raw.constData()), qFromBigEndian<qint64>(raw.constData() + 8)};
}

[[nodiscard]] inline QUuid guidOf(long long high, long long low)
{
    QByteArray raw(16, Qt::Uninitialized);
    qToBigEndian<qint64>(high, raw.data());
    qToBigEndian<qint64>(low, raw.data() + 8);
    return QUuid::fromRfc4122(raw);
}

} // namespace seriatim::sql
