#include "engine/workspace/catalogueediting.h"

#include "engine/base/text.h"
#include "engine/domain/cataloguedifference.h"
#include "engine/domain/folderpath.h"
#include "engine/domain/validation.h"
#include "engine/workspace/catalogueobjects_p.h"

namespace seriatim {

namespace {

template <typename Object>
struct Edit {
    std::optional<Object> before;
    Object after;
};

Result<> validate(const Package &package) { return validatePackage(package); }
Result<> validate(const Computer &computer) { return validateComputer(computer); }
Result<> validate(const Collection &collection) { return validateCollection(collection); }
Result<> validate(const User &user) { return validateUser(user); }
Result<> validate(const UserGroup &group) { return validateUserGroup(group); }
Result<> validate(const AgentSettings &settings) { return validateAgentSettings(settings); }

// A member's name; its GUID where it is gone.
template <typename IdType>
NameOf<IdType> namesIn(Workspace &workspace)
{
    return [&workspace](const IdType &id) {
        const auto found = workspace.store().catalogue().find(id);
        return found && *found ? editing::titleOf(**found) : id.toString();
    };
}

template <typename Object>
QStringList differences(Workspace &workspace, const Object &before, const Object &after)
{
    QStringList changes;
    if constexpr (std::is_same_v<Object, Collection>)
        changes = describeDifferences(before, after, namesIn<ComputerId>(workspace));
    else if constexpr (std::is_same_v<Object, UserGroup>)
        changes = describeDifferences(before, after, namesIn<UserId>(workspace));
    else if constexpr (std::is_same_v<Object, AgentSettings>)
        changes = describeDifferences(before, after, namesIn<CollectionId>(workspace));
    else
        changes = describeDifferences(before, after);
    if (changes.isEmpty() && before != after) // a rule that reads the same, written otherwise
        changes.append(QStringLiteral("changed in a way that does not show"));
    return changes;
}

QStringList creationOf(const Package &package)
{
    const auto count = package.programs.size();
    return {count == 1 ? QStringLiteral("created with 1 program") : QStringLiteral("created with %1 programs").arg(count)};
}

template <typename Object>
QStringList creationOf(const Object &)
{
    return {QStringLiteral("created")};
}

// Who moves a package to another folder keeps nobody from saving it: it stays where it is now, unless the editor moved it.
void followFolder(std::optional<Package> &before, Package &after, const Package &stored)
{
    const auto same = [](const QString &a, const QString &b) { return foldedFolder(a) == foldedFolder(b); };
    if (same(after.folder, before ? before->folder : stored.folder) || same(after.folder, stored.folder))
        after.folder = stored.folder;
    else if (before && !same(before->folder, stored.folder))
        return; // both moved it
    if (before)
        before->folder = stored.folder;
}

template <typename Object>
void followFolder(std::optional<Object> &, Object &, const Object &)
{
}

template <typename Object>
QString lastChange(Workspace &workspace, const Object &object, AuditAction removedOrSaved)
{
    const auto records = workspace.store().audit().of(editing::kindOf(object), object.id.toString());
    if (!records || records->empty() || (removedOrSaved == AuditAction::removed) != (records->back().action == AuditAction::removed))
        return {};
    return QStringLiteral(" by %1 at %2 UTC").arg(records->back().who, formatInstant(records->back().when));
}

template <typename Object>
Error staleError(Workspace &workspace, const Object &before, const std::optional<Object> &stored)
{
    Error error{ErrorCode::stale, editing::subjectOf(before), QString()};
    if (!stored) {
        error.detail = QStringLiteral("was removed%1, after you opened it; save it as a new one")
                           .arg(lastChange(workspace, before, AuditAction::removed));
    } else {
        error.detail = QStringLiteral("was changed%1, after you opened it: %2. Nothing was overwritten; open it again and "
                                      "repeat your change")
                           .arg(lastChange(workspace, before, AuditAction::saved),
                                differences(workspace, before, *stored).join(QStringLiteral("; ")));
    }
    return error;
}

template <typename Object>
Result<> requireFresh(Workspace &workspace, const Edit<Object> &edit, const std::optional<Object> &stored)
{
    if (!edit.before && stored) {
        return Error{ErrorCode::alreadyExists, editing::subjectOf(edit.after),
                     QStringLiteral("the store has '%1' with the same GUID; give this one a GUID of its own").arg(editing::titleOf(*stored))};
    }
    if (edit.before && (!stored || *stored != *edit.before))
        return staleError(workspace, *edit.before, stored);
    return Done{};
}

template <typename Object>
void addRecords(Workspace &workspace, const std::optional<Object> &stored, const Object &after, std::vector<AuditRecord> &records)
{
    records.push_back(stored ? editing::recordOf(after, AuditAction::saved, differences(workspace, *stored, after))
                             : editing::recordOf(after, AuditAction::created, creationOf(after)));
    if constexpr (std::is_same_v<Object, Package>)
        editing::addProgramRecords(stored.value_or(Package(after.id)), after, records);
}

template <typename Object>
Result<> saveEdits(Workspace &workspace, std::vector<Edit<Object>> edits)
{
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    std::vector<Object> changed;
    std::vector<AuditRecord> records;
    for (Edit<Object> &edit : edits) {
        const Result<std::optional<Object>> stored = workspace.store().catalogue().find(edit.after.id);
        if (!stored)
            return stored.error();
        if (*stored)
            followFolder(edit.before, edit.after, **stored);
        if (edit.before && *stored && **stored == edit.after)
            continue;
        if (auto fresh = requireFresh(workspace, edit, *stored); !fresh)
            return fresh;
        if (auto valid = validate(edit.after); !valid)
            return valid;
        addRecords(workspace, *stored, edit.after, records);
        changed.push_back(std::move(edit.after));
    }
    if (changed.empty())
        return Done{};
    if (auto saved = workspace.store().catalogue().save(changed); !saved)
        return saved;
    if (auto told = editing::append(workspace, records); !told)
        return told;
    return transaction->commit();
}

template <typename Object>
Result<> savePairs(Workspace &workspace, const std::vector<std::pair<Object, Object>> &beforeAfter)
{
    std::vector<Edit<Object>> edits;
    edits.reserve(beforeAfter.size());
    for (const auto &[before, after] : beforeAfter) {
        if (before.id != after.id) {
            return Error{ErrorCode::invalidInput, editing::subjectOf(after),
                         QStringLiteral("its GUID cannot be changed; make a new object instead")};
        }
        edits.push_back({before, after});
    }
    return saveEdits(workspace, std::move(edits));
}

} // namespace

Result<> saveObject(Workspace &workspace, const std::optional<Package> &before, const Package &after)
{
    return saveEdits<Package>(workspace, {{before, after}});
}
Result<> saveObject(Workspace &workspace, const std::optional<Computer> &before, const Computer &after)
{
    return saveEdits<Computer>(workspace, {{before, after}});
}
Result<> saveObject(Workspace &workspace, const std::optional<Collection> &before, const Collection &after)
{
    return saveEdits<Collection>(workspace, {{before, after}});
}
Result<> saveObject(Workspace &workspace, const std::optional<User> &before, const User &after)
{
    return saveEdits<User>(workspace, {{before, after}});
}
Result<> saveObject(Workspace &workspace, const std::optional<UserGroup> &before, const UserGroup &after)
{
    return saveEdits<UserGroup>(workspace, {{before, after}});
}
Result<> saveObject(Workspace &workspace, const std::optional<AgentSettings> &before, const AgentSettings &after)
{
    return saveEdits<AgentSettings>(workspace, {{before, after}});
}

Result<> saveObjects(Workspace &workspace, const std::vector<std::pair<Package, Package>> &beforeAfter)
{
    return savePairs(workspace, beforeAfter);
}
Result<> saveObjects(Workspace &workspace, const std::vector<std::pair<Computer, Computer>> &beforeAfter)
{
    return savePairs(workspace, beforeAfter);
}
Result<> saveObjects(Workspace &workspace, const std::vector<std::pair<Collection, Collection>> &beforeAfter)
{
    return savePairs(workspace, beforeAfter);
}
Result<> saveObjects(Workspace &workspace, const std::vector<std::pair<User, User>> &beforeAfter)
{
    return savePairs(workspace, beforeAfter);
}
Result<> saveObjects(Workspace &workspace, const std::vector<std::pair<UserGroup, UserGroup>> &beforeAfter)
{
    return savePairs(workspace, beforeAfter);
}
Result<> saveObjects(Workspace &workspace, const std::vector<std::pair<AgentSettings, AgentSettings>> &beforeAfter)
{
    return savePairs(workspace, beforeAfter);
}

Result<std::vector<AuditRecord>> historyOf(Workspace &workspace, AuditObject object, const QString &guid)
{
    return workspace.store().audit().of(object, guid);
}

} // namespace seriatim
