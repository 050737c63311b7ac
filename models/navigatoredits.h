// What the navigator does to the store: renaming, moving, copying and removing, each whole or not at all.
#pragma once

#include "models/navigatortree.h"

namespace seriatim {

// How an object that is open in an editor is changed in its draft instead; false: it is not open. Both may be empty.
struct OpenObjects {
    std::function<bool(NavigatorKind kind, const QString &guid, const QString &name)> rename;
    std::function<bool(const QString &taskGuid, const QString &folder)> moveTask;
};

class NavigatorEdits
{
public:
    explicit NavigatorEdits(StoreSession &session) : m_session(session) {}

    void setOpenObjects(OpenObjects open) { m_open = std::move(open); }

    // `id` as in NavigatorEntry. A folder keeps its parent.
    [[nodiscard]] Result<> rename(NavigatorKind kind, const QString &id, const QString &name);
    [[nodiscard]] Result<> moveTasks(const QStringList &guids, const QString &folder);
    [[nodiscard]] Result<> moveFolder(NavigatorKind kind, const QString &path, const QString &into);

    // The path of the new folder, named so that there is none yet. `kind`: of the tree it is made in.
    [[nodiscard]] Result<QString> addFolder(NavigatorKind kind, const QString &parent);
    [[nodiscard]] Result<> removeFolder(NavigatorKind kind, const QString &path);

    // The copy's GUID.
    [[nodiscard]] Result<QString> duplicateTask(const QString &guid);
    [[nodiscard]] Result<QString> duplicateCollection(const QString &guid);
    [[nodiscard]] Result<> removeTask(const QString &guid);

private:
    [[nodiscard]] Result<SequentialTask> loadTask(const QString &guid);
    [[nodiscard]] Result<Collection> loadCollection(const QString &guid);
    [[nodiscard]] Result<> renameTask(const QString &guid, const QString &name);
    [[nodiscard]] Result<> renameCollection(const QString &guid, const QString &name);
    [[nodiscard]] Result<> renameFolder(NavigatorKind kind, const QString &from, const QString &to);

    StoreSession &m_session;
    OpenObjects m_open;
};

} // namespace seriatim
