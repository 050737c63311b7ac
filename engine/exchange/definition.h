// Definition XML as values (formats.md). A guid may be left out and a reference is a name, so what stands here is not
// yet in any store: merging (definitionmerge.h) finds out what each element stands for.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/catalogue.h"
#include "engine/domain/sequentialtask.h"

#include <QByteArray>

namespace seriatim {

// In all of these: where hasGuid is false the value's id was minted while reading; `where` is file:line:column.

// By guid where there is one, else by name; a user's, group's or computer's name may have "DOMAIN\" before it.
template <typename Id>
struct DefinedReference {
    QString name;
    std::optional<Id> guid;
    QString where;
};

struct DefinedProgram {
    Program program;
    bool hasGuid = false;
};

struct DefinedPackage {
    Package package; // its programs stand in `programs`
    std::vector<DefinedProgram> programs{};
    bool hasGuid = false;
    bool described = true; // false: only its name and version are known; what the store has stays
    QString where;
};

struct DefinedComputer {
    Computer value;
    bool hasGuid = false;
    QString where;
};

struct DefinedCollection {
    Collection value; // its members stand in `members`
    std::vector<DefinedReference<ComputerId>> members;
    bool hasGuid = false;
    QString where;
};

struct DefinedUser {
    User value;
    bool hasGuid = false;
    QString where;
};

struct DefinedGroup {
    UserGroup value; // its members stand in `members`
    std::vector<DefinedReference<UserId>> members;
    bool hasGuid = false;
    QString where;
};

struct DefinedAgentSettings {
    AgentSettings value; // its collections stand in `appliesTo`
    std::vector<DefinedReference<CollectionId>> appliesTo;
    bool hasGuid = false;
    QString where;
};

// What a line item runs and whether its Task GUID stood in the document.
struct DefinedItem {
    QString package;
    std::optional<QString> version; // absent: the package's name alone says which
    QString program;
    std::optional<ProgramId> programGuid;
    bool hasGuid = false;
    QString where;
};

struct DefinedTask {
    SequentialTask task;            // whole but for its items' programs and its collections
    std::vector<DefinedItem> items{}; // beside task.items
    std::vector<DefinedReference<CollectionId>> appliesTo{};
    bool hasGuid = false;
    bool fromPolicy = false; // a client policy: what policies do not carry stays as the store has it
    QString where;
};

struct Definition {
    std::vector<DefinedPackage> packages;
    std::vector<DefinedUser> users;
    std::vector<DefinedGroup> groups;
    std::vector<DefinedComputer> computers;
    std::vector<DefinedCollection> collections;
    std::vector<DefinedAgentSettings> agentSettings;
    std::vector<DefinedTask> tasks;
    bool isLineItems = false; // copied ones (lineitems.h), which are to be pasted and not imported
};

// The `content` of a definition that holds copied line items.
inline constexpr auto lineItemContent = u"lineItems";

// Refuses the document whole; `source` is the file name for errors.
[[nodiscard]] Result<Definition> readDefinition(const QByteArray &document, const QString &source);

// Every field, with GUIDs: read and merged into an empty store it gives the same values.
[[nodiscard]] QByteArray writeDefinition(const Catalogue &catalogue, const std::vector<SequentialTask> &tasks);

// Whether a root element makes the document a definition.
[[nodiscard]] bool isDefinitionRoot(QStringView rootName);

// The root element of any document that can be read, to tell the kinds apart.
[[nodiscard]] Result<QString> rootNameOf(const QByteArray &document, const QString &source);

} // namespace seriatim
