// What the fuzz targets share. A broken promise ends the process, as libFuzzer and the replay expect it.
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFileInfo>

#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

namespace seriatim::fuzz {

inline QByteArray bytes(const unsigned char *data, size_t size)
{
    return {reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)};
}

inline void require(bool holds, const char *promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

// Where files cost least.
inline QString memoryFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    return QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
}

} // namespace seriatim::fuzz
