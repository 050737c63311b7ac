#include "engine/exchange/definition.h"

#include "engine/domain/validation.h"
#include "engine/exchange/definitionchecks.h"
#include "engine/exchange/definitiontaskreader.h"
#include "engine/xml/packageelement.h"
#include "engine/xml/programelement.h"
#include "engine/xml/ruleelement.h"
#include "engine/xml/taskelement.h"

#include <limits>

namespace seriatim {

namespace {

constexpr int definitionVersion = 1;

template <typename Id>
std::vector<DefinedReference<Id>> readReferences(XmlReader &reader, pugi::xml_node parent, const char *element, const char *name)
{
    std::vector<DefinedReference<Id>> references;
    for (const pugi::xml_node child : childrenNamed(parent, element))
        references.push_back(readReference<Id>(reader, child, name));
    return references;
}

DefinedPackage readPackage(XmlReader &reader, pugi::xml_node element)
{
    const auto guid = reader.optionalId<PackageTag>(element, "guid");
    DefinedPackage defined{.package = Package(guid.value_or(PackageId::mint())), .hasGuid = guid.has_value(),
                           .where = reader.document().position(element)};
    reader.requiredText(element, "name", defined.package.name);
    reader.text(element, "version", defined.package.version);
    readPackageFields(reader, element, defined.package);
    for (const pugi::xml_node child : childrenNamed(element, "Program")) {
        const auto programGuid = reader.optionalId<ProgramTag>(child, "guid");
        DefinedProgram program{Program(programGuid.value_or(ProgramId::mint())), programGuid.has_value()};
        reader.requiredText(child, "name", program.program.name);
        readProgramFields(reader, child, program.program);
        reader.require(child, validateProgram(program.program, QStringLiteral("program '%1/%2'").arg(defined.package.name, program.program.name)));
        defined.programs.push_back(std::move(program));
    }
    Package whole = defined.package;
    for (const DefinedProgram &program : defined.programs)
        whole.programs.push_back(program.program);
    reader.require(element, validatePackage(whole));
    return defined;
}

DefinedComputer readComputer(XmlReader &reader, pugi::xml_node element)
{
    const auto guid = reader.optionalId<ComputerTag>(element, "guid");
    DefinedComputer defined{Computer(guid.value_or(ComputerId::mint())), guid.has_value(), reader.document().position(element)};
    Computer &computer = defined.value;
    reader.requiredText(element, "name", computer.name);
    reader.text(element, "domain", computer.domain);
    reader.text(element, "operatingSystem", computer.operatingSystem);
    reader.text(element, "os", computer.operatingSystem);
    reader.text(element, "architecture", computer.architecture);
    reader.integer(element, "memory", computer.memoryMb, 0, std::numeric_limits<int>::max());
    reader.text(element, "user", computer.user);
    reader.require(element, validateComputer(computer));
    return defined;
}

DefinedCollection readCollection(XmlReader &reader, pugi::xml_node element)
{
    const auto guid = reader.optionalId<CollectionTag>(element, "guid");
    DefinedCollection defined{Collection(guid.value_or(CollectionId::mint())), {}, guid.has_value(), reader.document().position(element)};
    reader.requiredText(element, "name", defined.value.name);
    reader.text(element, "Description", defined.value.description);
    defined.members = readReferences<ComputerId>(reader, element, "Member", "computer");
    defined.value.filter = readRuleIn(reader, element, "Filter", RuleUse::collectionFilter);
    reader.require(element, validateCollection(defined.value));
    return defined;
}

DefinedUser readUser(XmlReader &reader, pugi::xml_node element)
{
    const auto guid = reader.optionalId<UserTag>(element, "guid");
    DefinedUser defined{User(guid.value_or(UserId::mint())), guid.has_value(), reader.document().position(element)};
    reader.requiredText(element, "name", defined.value.name);
    reader.text(element, "domain", defined.value.domain);
    reader.text(element, "DisplayName", defined.value.displayName);
    return defined;
}

DefinedGroup readGroup(XmlReader &reader, pugi::xml_node element)
{
    const auto guid = reader.optionalId<UserGroupTag>(element, "guid");
    DefinedGroup defined{UserGroup(guid.value_or(UserGroupId::mint())), {}, guid.has_value(), reader.document().position(element)};
    reader.requiredText(element, "name", defined.value.name);
    reader.text(element, "domain", defined.value.domain);
    defined.members = readReferences<UserId>(reader, element, "Member", "user");
    return defined;
}

DefinedAgentSettings readAgentSettings(XmlReader &reader, pugi::xml_node element)
{
    const auto guid = reader.optionalId<AgentSettingsTag>(element, "guid");
    DefinedAgentSettings defined{AgentSettings(guid.value_or(AgentSettingsId::mint())), {}, guid.has_value(), reader.document().position(element)};
    AgentSettings &settings = defined.value;
    reader.requiredText(element, "name", settings.name);
    reader.integer(element, "priority", settings.priority, std::numeric_limits<int>::min(), std::numeric_limits<int>::max());
    reader.integer(element, "RefreshInterval", settings.refreshIntervalMinutes, 1, maximumQuantity);
    settings.options = readOptionsIn(reader, element).value_or(DeliveryOptions{});
    defined.appliesTo = readReferences<CollectionId>(reader, element, "AppliesTo", "collection");
    reader.require(element, validateOptions(settings.options, QStringLiteral("agent settings '%1'").arg(settings.name)));
    return defined;
}

void readElement(XmlReader &reader, pugi::xml_node element, Definition &definition)
{
    if (hasName(element, "Package"))
        definition.packages.push_back(readPackage(reader, element));
    else if (hasName(element, "Computer"))
        definition.computers.push_back(readComputer(reader, element));
    else if (hasName(element, "Collection"))
        definition.collections.push_back(readCollection(reader, element));
    else if (hasName(element, "User"))
        definition.users.push_back(readUser(reader, element));
    else if (hasName(element, "Group"))
        definition.groups.push_back(readGroup(reader, element));
    else if (hasName(element, "AgentSettings"))
        definition.agentSettings.push_back(readAgentSettings(reader, element));
    else if (hasName(element, "SequentialTask"))
        definition.tasks.push_back(readDefinedTask(reader, element));
}

void checkVersion(XmlReader &reader, pugi::xml_node root)
{
    const auto field = fieldNamed(root, "version");
    qint64 version = definitionVersion;
    reader.integer64(root, "version", version, 1, std::numeric_limits<int>::max());
    if (field && version > definitionVersion) {
        reader.fail(root, QStringLiteral("the definition has version %1, made by a newer Seriatim; this one reads version %2")
                              .arg(version).arg(definitionVersion), ErrorCode::unsupportedVersion);
    }
}

} // namespace

bool isDefinitionRoot(QStringView rootName)
{
    return rootName.compare(u"Seriatim", Qt::CaseInsensitive) == 0;
}

Result<QString> rootNameOf(const QByteArray &bytes, const QString &source)
{
    const auto document = XmlDocument::parse(bytes, source);
    if (!document)
        return document.error();
    return document->rootName();
}

Result<Definition> readDefinition(const QByteArray &bytes, const QString &source)
{
    const auto document = XmlDocument::parse(bytes, source);
    if (!document)
        return document.error();
    const pugi::xml_node root = document->root();
    if (!isDefinitionRoot(document->rootName()))
        return document->errorAt(root, QStringLiteral("<%1> is no definition; expected <Seriatim>").arg(document->rootName()));
    XmlReader reader(*document);
    checkVersion(reader, root);
    Definition definition;
    const auto content = fieldNamed(root, "content");
    definition.isLineItems = content && content->text.trimmed().compare(QStringView(lineItemContent), Qt::CaseInsensitive) == 0;
    for (const pugi::xml_node element : elementsOf(root)) {
        if (reader.failed())
            break;
        readElement(reader, element, definition);
    }
    if (reader.failed())
        return reader.finish(std::move(definition));
    if (const auto unique = checkUnique(definition); !unique)
        return unique.error();
    return definition;
}

} // namespace seriatim
