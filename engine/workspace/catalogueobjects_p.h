// Private to engine/workspace: what editing needs to know of each kind of catalogue object.
#pragma once

#include "engine/workspace/workspace.h"

namespace seriatim::editing {

[[nodiscard]] inline AuditObject kindOf(const Package &) { return AuditObject::package; }
[[nodiscard]] inline AuditObject kindOf(const Computer &) { return AuditObject::computer; }
[[nodiscard]] inline AuditObject kindOf(const Collection &) { return AuditObject::collection; }
[[nodiscard]] inline AuditObject kindOf(const User &) { return AuditObject::user; }
[[nodiscard]] inline AuditObject kindOf(const UserGroup &) { return AuditObject::userGroup; }
[[nodiscard]] inline AuditObject kindOf(const AgentSettings &) { return AuditObject::agentSettings; }

// "Office 11.0", "CORP\alice": as it stands in the audit and in lists.
template <typename Object>
[[nodiscard]] QString titleOf(const Object &object)
{
    if constexpr (requires { object.version; })
        return object.version.isEmpty() ? object.name : object.name + u' ' + object.version;
    else if constexpr (requires { object.domain; object.members; } || requires { object.displayName; })
        return object.domain.isEmpty() ? object.name : object.domain + u'\\' + object.name;
    else
        return object.name;
}

[[nodiscard]] QString kindText(AuditObject kind); // "package"

// "package 'Office 11.0'"
template <typename Object>
[[nodiscard]] QString subjectOf(const Object &object)
{
    return QStringLiteral("%1 '%2'").arg(kindText(kindOf(object)), titleOf(object));
}

[[nodiscard]] AuditRecord recordOf(AuditObject kind, AuditAction action, const QString &guid, const QString &name,
                                   const QStringList &changes);

template <typename Object>
[[nodiscard]] AuditRecord recordOf(const Object &object, AuditAction action, const QStringList &changes)
{
    return recordOf(kindOf(object), action, object.id.toString(), titleOf(object), changes);
}

// A record for each program that is new, changed or gone.
void addProgramRecords(const Package &before, const Package &after, std::vector<AuditRecord> &records);

[[nodiscard]] Result<> append(Workspace &workspace, const std::vector<AuditRecord> &records);

} // namespace seriatim::editing
