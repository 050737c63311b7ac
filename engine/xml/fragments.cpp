#include "engine/xml/fragments.h"

#include "engine/xml/packageelement.h"
#include "engine/xml/programelement.h"
#include "engine/xml/ruleelement.h"
#include "engine/xml/taskelement.h"

namespace seriatim {

namespace {

Result<XmlDocument> parseFragment(const QByteArray &xml)
{
    return XmlDocument::parse(xml, QStringLiteral("stored XML"));
}

QByteArray rootText(const pugi::xml_document &document)
{
    return elementText(document.document_element());
}

} // namespace

QByteArray ruleToXml(const Rule &rule)
{
    pugi::xml_document document;
    writeRule(document, rule);
    return rootText(document);
}

Result<Rule> ruleFromXml(const QByteArray &xml)
{
    const auto document = parseFragment(xml);
    if (!document)
        return document.error();
    XmlReader reader(*document);
    return reader.finish(readRule(reader, document->root()));
}

QByteArray programToXml(const Program &program)
{
    pugi::xml_document document;
    const pugi::xml_node root = addElement(document, "Program");
    setAttribute(root, "guid", program.id.toString());
    setAttribute(root, "name", program.name);
    writeProgramFields(root, program);
    return rootText(document);
}

Result<Program> programFromXml(const QByteArray &xml)
{
    const auto document = parseFragment(xml);
    if (!document)
        return document.error();
    XmlReader reader(*document);
    Program program(reader.requiredId<ProgramTag>(document->root(), "guid"));
    reader.text(document->root(), "name", program.name);
    readProgramFields(reader, document->root(), program);
    return reader.finish(std::move(program));
}

QByteArray packageToXml(const Package &package)
{
    pugi::xml_document document;
    const pugi::xml_node root = addElement(document, "Package");
    setAttribute(root, "guid", package.id.toString());
    setAttribute(root, "name", package.name);
    setAttributeUnless(root, "version", package.version);
    writePackageFields(root, package);
    return rootText(document);
}

Result<Package> packageFromXml(const QByteArray &xml)
{
    const auto document = parseFragment(xml);
    if (!document)
        return document.error();
    XmlReader reader(*document);
    Package package(reader.requiredId<PackageTag>(document->root(), "guid"));
    reader.text(document->root(), "name", package.name);
    reader.text(document->root(), "version", package.version);
    readPackageFields(reader, document->root(), package);
    return reader.finish(std::move(package));
}

QByteArray optionsToXml(const DeliveryOptions &options)
{
    pugi::xml_document document;
    writeOptionsIn(document, options);
    return rootText(document);
}

Result<DeliveryOptions> optionsFromXml(const QByteArray &xml)
{
    const auto document = parseFragment(xml);
    if (!document)
        return document.error();
    XmlReader reader(*document);
    DeliveryOptions options;
    readOptions(reader, document->root(), options);
    return reader.finish(std::move(options));
}

QByteArray taskSettingsToXml(const SequentialTask &task)
{
    pugi::xml_document document;
    const pugi::xml_node root = addElement(document, "SequentialTask");
    setAttribute(root, "guid", task.id.toString());
    writeTaskSettings(root, task);
    return rootText(document);
}

Result<SequentialTask> taskSettingsFromXml(const QByteArray &xml)
{
    const auto document = parseFragment(xml);
    if (!document)
        return document.error();
    XmlReader reader(*document);
    SequentialTask task(reader.requiredId<TaskTag>(document->root(), "guid"));
    readTaskSettings(reader, document->root(), task);
    return reader.finish(std::move(task));
}

} // namespace seriatim
