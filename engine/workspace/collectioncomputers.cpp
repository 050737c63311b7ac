#include "engine/workspace/collectioncomputers.h"

#include "engine/workspace/collectionmembers.h"

namespace seriatim {

Result<QStringList> computersIn(Workspace &workspace, const Collection &collection)
{
    const Result<std::vector<Computer>> computers = workspace.store().catalogue().computers();
    if (!computers)
        return computers.error();
    const std::vector<bool> belongs = membersOf({collection}, *computers);
    QStringList names;
    for (size_t i = 0; i < belongs.size(); ++i) {
        if (belongs[i])
            names.append((*computers)[i].name);
    }
    return names;
}

Result<QStringList> computersIn(Workspace &workspace, CollectionId collection)
{
    const Result<std::optional<Collection>> found = workspace.store().catalogue().find(collection);
    if (!found)
        return found.error();
    if (!*found)
        return Error{ErrorCode::notFound, QStringLiteral("the collection"), QStringLiteral("it has been removed; choose another one")};
    return computersIn(workspace, **found);
}

} // namespace seriatim
