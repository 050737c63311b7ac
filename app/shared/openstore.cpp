#include "app/shared/openstore.h"

namespace seriatim {

Result<Workspace> openStore(const QString &path, Access access)
{
    Result<Workspace> workspace = Workspace::open(path, access);
    // A store of an older schema is brought forward by the first who comes and may write; a backup stays beside it.
    if (access == Access::readOnly && !workspace && workspace.error().code == ErrorCode::readOnly && Workspace::open(path, Access::readWrite))
        return Workspace::open(path, access);
    return workspace;
}

} // namespace seriatim
