// Bytes of a document to UTF-8 without a byte-order mark: UTF-8, UTF-16 and UTF-32 by mark or by the first characters,
// ISO-8859-1 where the document declares it. The bytes are checked; the error names the line and column.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>

namespace seriatim {

[[nodiscard]] Result<QByteArray> decodeToUtf8(const QByteArray &bytes, const QString &source);

// A place in UTF-8 text: a byte, its line and its column; columns count characters, both from 1.
struct TextPlace {
    qsizetype offset = 0;
    qsizetype line = 1;
    qsizetype column = 1;

    // Further on costs what lies between; further back begins anew.
    void moveTo(QByteArrayView utf8, qsizetype target);
    [[nodiscard]] QString toString(const QString &source) const; // "source:line:column"
};

} // namespace seriatim
