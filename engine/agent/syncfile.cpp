#include "engine/agent/syncfile.h"

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace seriatim {

Result<> syncFile(QFileDevice &file)
{
    bool synced = file.flush();
#ifdef Q_OS_WIN
    synced = synced && ::_commit(file.handle()) == 0;
#elif defined(Q_OS_LINUX)
    synced = synced && ::fdatasync(file.handle()) == 0;
#else
    synced = synced && ::fsync(file.handle()) == 0;
#endif
    if (!synced) {
        return Error{ErrorCode::io, file.fileName(),
                     QStringLiteral("cannot be flushed to the disk: ") + file.errorString()};
    }
    return Done{};
}

} // namespace seriatim
