// Bytes of a document to UTF-8 without a byte-order mark: UTF-8, UTF-16 and UTF-32 by mark or by the first characters,
// ISO-8859-1 where the document declares it. The bytes are checked; the error names the line and column.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>

namespace seriatim {

[[nodiscard]] Result<QByteArray> decodeToUtf8(const QByteArray &bytes, const QString &source);

// "source:line:column" of a byte in UTF-8 text; columns count characters, both from 1.
[[nodiscard]] QString positionInText(const QString &source, QByteArrayView utf8, qsizetype offset);

} // namespace seriatim
