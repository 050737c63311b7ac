#include "engine/workspace/catalogueobjects_p.h"

#include "engine/domain/cataloguedifference.h"

#include <algorithm>

namespace seriatim::editing {

QString kindText(AuditObject kind)
{
    switch (kind) {
    case AuditObject::task:
        return QStringLiteral("sequential task");
    case AuditObject::package:
        return QStringLiteral("package");
    case AuditObject::program:
        return QStringLiteral("program");
    case AuditObject::computer:
        return QStringLiteral("computer");
    case AuditObject::collection:
        return QStringLiteral("collection");
    case AuditObject::user:
        return QStringLiteral("user");
    case AuditObject::userGroup:
        return QStringLiteral("group");
    case AuditObject::agentSettings:
        return QStringLiteral("agent settings");
    case AuditObject::store:
        return QStringLiteral("store");
    case AuditObject::portalRequest:
        return QStringLiteral("portal request");
    }
    Q_UNREACHABLE();
}

AuditRecord recordOf(AuditObject kind, AuditAction action, const QString &guid, const QString &name, const QStringList &changes)
{
    AuditRecord record;
    record.when = SystemClock().now();
    record.who = currentUser();
    record.object = kind;
    record.guid = guid;
    record.name = name;
    record.action = action;
    record.changes = changes;
    return record;
}

void addProgramRecords(const Package &before, const Package &after, std::vector<AuditRecord> &records)
{
    const auto add = [&](const Package &owner, const Program &program, AuditAction action, const QStringList &changes) {
        records.push_back(recordOf(AuditObject::program, action, program.id.toString(), titleOf(owner) + u'/' + program.name, changes));
    };
    for (const Program &program : after.programs) {
        const auto known = std::ranges::find(before.programs, program.id, &Program::id);
        if (known == before.programs.end())
            add(after, program, AuditAction::created, {QStringLiteral("created in the package '%1'").arg(titleOf(after))});
        else if (*known != program)
            add(after, program, AuditAction::saved, describeDifferences(*known, program));
    }
    for (const Program &program : before.programs) {
        if (std::ranges::find(after.programs, program.id, &Program::id) == after.programs.end())
            add(before, program, AuditAction::removed, {QStringLiteral("removed from the package '%1'").arg(titleOf(before))});
    }
}

Result<> append(Workspace &workspace, const std::vector<AuditRecord> &records)
{
    for (const AuditRecord &record : records) {
        if (auto appended = workspace.store().audit().append(record); !appended)
            return appended.error();
    }
    return Done{};
}

} // namespace seriatim::editing
