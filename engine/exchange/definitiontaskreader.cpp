#include "engine/exchange/definitiontaskreader.h"

#include "engine/domain/validation.h"
#include "engine/xml/ruleelement.h"
#include "engine/xml/taskelement.h"

namespace seriatim {

namespace {

// `items` are the line items before this one.
void readDependency(XmlReader &reader, pugi::xml_node element, const std::vector<LineItem> &items, LineItem &item)
{
    const int place = static_cast<int>(items.size()) + 1;
    int on = 0;
    if (!fieldNamed(element, "item"))
        reader.failMissing(element, "item");
    reader.integer(element, "item", on, 1, maximumLineItems);
    if (on < 1)
        return; // it could not be read, and said so
    if (on >= place) {
        reader.fail(element, QStringLiteral("item %1 depends on item %2, which is %3; a dependency names an earlier item of this "
                                            "execution order")
                                 .arg(place).arg(on).arg(on == place ? u"itself" : u"not before it"));
        return;
    }
    Dependency dependency{items[static_cast<size_t>(on) - 1].id, std::nullopt};
    ReturnCodeList codes;
    reader.codes(element, "returnCodes", codes);
    if (!codes.empty())
        dependency.codes = std::move(codes);
    item.dependencies.push_back(std::move(dependency));
}

DefinedItem readOrigin(XmlReader &reader, pugi::xml_node element)
{
    DefinedItem origin;
    origin.where = reader.document().position(element);
    origin.programGuid = reader.optionalId<ProgramTag>(element, "programGuid");
    if (origin.programGuid) {
        reader.text(element, "package", origin.package);
        reader.text(element, "program", origin.program);
    } else {
        reader.requiredText(element, "package", origin.package);
        reader.requiredText(element, "program", origin.program);
    }
    if (const auto version = fieldNamed(element, "version"))
        origin.version = version->text;
    return origin;
}

void readItem(XmlReader &reader, pugi::xml_node element, DefinedTask &defined)
{
    DefinedItem origin = readOrigin(reader, element);
    const auto guid = reader.optionalId<LineItemTag>(element, "guid");
    origin.hasGuid = guid.has_value();
    LineItem item(guid.value_or(LineItemId::mint()), origin.programGuid.value_or(ProgramId::mint()));
    for (const pugi::xml_node child : childrenNamed(element, "DependsOn"))
        readDependency(reader, child, defined.task.items, item);
    for (const pugi::xml_node child : childrenNamed(element, "Succeeds"))
        item.succeeds.push_back(reader.requiredId<LineItemTag>(child, "guid"));
    item.appliesWhen = readRuleIn(reader, element, "AppliesWhen", RuleUse::appliesWhen);
    reader.text(element, "ExeName", item.exeName);
    reader.base64(element, "ReceivedPolicy", item.receivedPolicy);
    defined.task.items.push_back(std::move(item));
    defined.items.push_back(std::move(origin));
}

} // namespace

template <typename Id>
DefinedReference<Id> readReference(XmlReader &reader, pugi::xml_node element, const char *name)
{
    DefinedReference<Id> reference;
    reference.where = reader.document().position(element);
    if (const auto field = fieldNamed(element, "guid")) {
        reference.guid = Id::parse(field->text);
        if (!reference.guid)
            reader.failValue(*field, "guid", QStringLiteral("a GUID"));
        reader.text(element, name, reference.name);
    } else {
        reader.requiredText(element, name, reference.name);
    }
    return reference;
}

template DefinedReference<ComputerId> readReference(XmlReader &, pugi::xml_node, const char *);
template DefinedReference<CollectionId> readReference(XmlReader &, pugi::xml_node, const char *);
template DefinedReference<UserId> readReference(XmlReader &, pugi::xml_node, const char *);

DefinedTask readDefinedTask(XmlReader &reader, pugi::xml_node element)
{
    const auto guid = reader.optionalId<TaskTag>(element, "guid");
    DefinedTask defined{.task = SequentialTask(guid.value_or(TaskId::mint())), .hasGuid = guid.has_value(),
                        .where = reader.document().position(element)};
    readTaskSettings(reader, element, defined.task);
    const std::vector<pugi::xml_node> items = childrenNamed(childNamed(element, "ExecutionOrder"), "LineItem");
    if (items.size() > static_cast<size_t>(maximumLineItems)) {
        reader.fail(items[maximumLineItems], QStringLiteral("the execution order has %1 line items; at most %2 are read")
                                                 .arg(items.size()).arg(maximumLineItems));
        return defined;
    }
    for (const pugi::xml_node item : items)
        readItem(reader, item, defined);
    for (const pugi::xml_node child : childrenNamed(element, "AppliesTo"))
        defined.appliesTo.push_back(readReference<CollectionId>(reader, child, "collection"));
    reader.require(element, validateTask(defined.task));
    return defined;
}

} // namespace seriatim
