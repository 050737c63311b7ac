// Private to the store's .cpp files: large texts as they lie in a column, compressed and in base64.
#pragma once

#include "engine/store/sql_p.h"

namespace seriatim::sql {

// One revision of a large sequence is megabytes of text that packs to a tenth.
[[nodiscard]] inline std::string packed(const QByteArray &text)
{
    constexpr int fastCompression = 1;
    return bytes(qCompress(text, fastCompression).toBase64());
}

// Empty where it is damaged.
[[nodiscard]] inline QByteArray unpacked(const std::string &column)
{
    return qUncompress(QByteArray::fromBase64(bytes(column)));
}

} // namespace seriatim::sql
