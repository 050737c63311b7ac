#include "engine/exchange/definition.h"

#include "engine/domain/itemindexes.h"
#include "engine/exchange/definitiontaskwriter.h"
#include "engine/xml/packageelement.h"
#include "engine/xml/programelement.h"
#include "engine/xml/ruleelement.h"
#include "engine/xml/taskelement.h"

#include <QHash>

namespace seriatim {

namespace {

// Objects of one kind by id, and how often each name stands among them.
template <typename Value>
class Names
{
public:
    explicit Names(const std::vector<Value> &values)
    {
        for (const Value &value : values) {
            m_nameOf.insert(value.id, value.name);
            ++m_count[value.name.toCaseFolded()];
        }
    }

    // A guid only where the name alone does not say which. What is not in the document is known by its GUID alone.
    void write(pugi::xml_node element, const char *attribute, const decltype(Value::id) &id) const
    {
        const QString name = m_nameOf.value(id);
        setAttributeUnless(element, attribute, name);
        if (m_count.value(name.toCaseFolded()) != 1)
            setAttribute(element, "guid", id.toString());
    }

private:
    QHash<decltype(Value::id), QString> m_nameOf;
    QHash<QString, int> m_count;
};

template <typename Value>
pugi::xml_node addIdentified(pugi::xml_node parent, const char *name, const Value &value)
{
    const pugi::xml_node element = addElement(parent, name);
    setAttribute(element, "guid", value.id.toString());
    setAttribute(element, "name", value.name);
    return element;
}

void writePackage(pugi::xml_node root, const Package &package)
{
    const pugi::xml_node element = addIdentified(root, "Package", package);
    setAttributeUnless(element, "version", package.version);
    writePackageFields(element, package);
    for (const Program &program : package.programs)
        writeProgramFields(addIdentified(element, "Program", program), program);
}

void writeComputer(pugi::xml_node root, const Computer &computer)
{
    const pugi::xml_node element = addIdentified(root, "Computer", computer);
    setAttributeUnless(element, "domain", computer.domain);
    setAttributeUnless(element, "os", computer.operatingSystem);
    setAttributeUnless(element, "architecture", computer.architecture);
    setAttributeUnless(element, "memory", computer.memoryMb, 0);
    setAttributeUnless(element, "user", computer.user);
}

class TaskWriter
{
public:
    explicit TaskWriter(const Catalogue &catalogue) : m_programs(catalogue.packages), m_collections(catalogue.collections)
    {
        for (const Package &package : catalogue.packages)
            ++m_packagesNamed[package.name.toCaseFolded()];
    }

    void write(pugi::xml_node root, const SequentialTask &task) const
    {
        const pugi::xml_node element = addElement(root, "SequentialTask");
        setAttribute(element, "guid", task.id.toString());
        writeTaskHead(element, task);
        const pugi::xml_node order = addElement(element, "ExecutionOrder");
        const QHash<LineItemId, int> indexes = indexesOf(task);
        for (const LineItem &item : task.items)
            writeItem(order, indexes, item);
        for (const CollectionId collection : task.appliesTo)
            m_collections.write(addElement(element, "AppliesTo"), "collection", collection);
        writeTaskRest(element, task);
    }

private:
    void writeItem(pugi::xml_node order, const QHash<LineItemId, int> &indexes, const LineItem &item) const
    {
        const pugi::xml_node element = addElement(order, "LineItem");
        setAttribute(element, "guid", item.id.toString());
        if (const auto found = m_programs.find(item.program)) {
            setAttribute(element, "package", found->package->name);
            if (m_packagesNamed.value(found->package->name.toCaseFolded()) > 1)
                setAttribute(element, "version", found->package->version);
            setAttribute(element, "program", found->program->name);
        } else {
            setAttribute(element, "programGuid", item.program.toString());
        }
        for (const Dependency &dependency : item.dependencies) {
            const pugi::xml_node child = addElement(element, "DependsOn");
            setAttribute(child, "item", indexes.value(dependency.on, -1) + 1);
            if (dependency.codes && !dependency.codes->empty())
                setAttribute(child, "returnCodes", formatReturnCodes(*dependency.codes));
        }
        for (const LineItemId ancestor : item.succeeds)
            setAttribute(addElement(element, "Succeeds"), "guid", ancestor.toString());
        writeRuleIn(element, "AppliesWhen", item.appliesWhen);
        addTextUnless(element, "ExeName", item.exeName);
        addBase64(element, "ReceivedPolicy", item.receivedPolicy);
    }

    ProgramIndex m_programs;
    Names<Collection> m_collections;
    QHash<QString, int> m_packagesNamed;
};

void writePeople(pugi::xml_node root, const Catalogue &catalogue)
{
    for (const User &user : catalogue.users) {
        const pugi::xml_node element = addIdentified(root, "User", user);
        setAttributeUnless(element, "domain", user.domain);
        addTextUnless(element, "DisplayName", user.displayName);
    }
    const Names users(catalogue.users);
    for (const UserGroup &group : catalogue.groups) {
        const pugi::xml_node element = addIdentified(root, "Group", group);
        setAttributeUnless(element, "domain", group.domain);
        for (const UserId member : group.members)
            users.write(addElement(element, "Member"), "user", member);
    }
}

void writeCollections(pugi::xml_node root, const Catalogue &catalogue)
{
    const Names computers(catalogue.computers);
    for (const Collection &collection : catalogue.collections) {
        const pugi::xml_node element = addIdentified(root, "Collection", collection);
        addTextUnless(element, "Description", collection.description);
        for (const ComputerId member : collection.members)
            computers.write(addElement(element, "Member"), "computer", member);
        writeRuleIn(element, "Filter", collection.filter);
    }
}

void writeAgentSettings(pugi::xml_node root, const Catalogue &catalogue)
{
    const Names collections(catalogue.collections);
    for (const AgentSettings &settings : catalogue.agentSettings) {
        const pugi::xml_node element = addIdentified(root, "AgentSettings", settings);
        setAttributeUnless(element, "priority", settings.priority, 0);
        addInteger(element, "RefreshInterval", settings.refreshIntervalMinutes);
        for (const CollectionId collection : settings.appliesTo)
            collections.write(addElement(element, "AppliesTo"), "collection", collection);
        if (settings.options != DeliveryOptions{})
            writeOptionsIn(element, settings.options);
    }
}

} // namespace

QByteArray writeDefinition(const Catalogue &catalogue, const std::vector<SequentialTask> &tasks)
{
    pugi::xml_document document;
    const pugi::xml_node root = addElement(document, "Seriatim");
    setAttribute(root, "version", 1);
    for (const Package &package : catalogue.packages)
        writePackage(root, package);
    writePeople(root, catalogue);
    for (const Computer &computer : catalogue.computers)
        writeComputer(root, computer);
    writeCollections(root, catalogue);
    writeAgentSettings(root, catalogue);
    writeDefinedTasks(root, catalogue, tasks);
    return documentText(document);
}

void writeDefinedTasks(pugi::xml_node root, const Catalogue &catalogue, const std::vector<SequentialTask> &tasks)
{
    const TaskWriter taskWriter(catalogue);
    for (const SequentialTask &task : tasks)
        taskWriter.write(root, task);
}

} // namespace seriatim
