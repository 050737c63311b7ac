// Files below tests/data.
#pragma once

#include <QFile>

namespace seriatim::test {

inline QByteArray dataFile(const QString &path)
{
    QFile file(QStringLiteral(SERIATIM_SOURCE_DIR "/tests/data/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace seriatim::test
