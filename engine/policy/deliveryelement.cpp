#include "engine/policy/deliveryelement.h"

#include "engine/policy/policyparts.h"
#include "engine/xml/packageelement.h"
#include "engine/xml/programelement.h"

namespace seriatim {

namespace {

// What a classic policy leaves without a GUID gets one that is the same at every reading.
const QUuid &derivedIds()
{
    static const QUuid space(QStringLiteral("{5d1f0a8e-3c0b-4b1d-9d0e-9b1c8a6f3e52}"));
    return space;
}

QByteArray key(const QStringList &parts)
{
    return parts.join(QChar(0x1f)).toUtf8();
}

Package readSoftPackage(XmlReader &reader, pugi::xml_node element, const QString &fallbackName)
{
    QString name = fallbackName;
    QString version;
    reader.text(element, "Name", name);
    reader.text(element, "Version", version);
    // The classic product's Id need not be a GUID.
    const auto given = PackageId::parse(QString::fromUtf8(attributeNamed(element, "Id").value()));
    Package package(given.value_or(PackageId::fromName(derivedIds(), key({name, version}))), name);
    package.version = version;
    readPackageFields(reader, element, package);
    return package;
}

void writeSoftPackage(pugi::xml_node clientPolicy, const Package &package, const Program &program)
{
    const pugi::xml_node element = addElement(addElement(clientPolicy, "SoftPkgs"), "SoftPkg");
    setAttribute(element, "Name", package.name);
    setAttribute(element, "displayName", package.displayName);
    setAttribute(element, "Id", package.id.toString());
    setAttribute(element, "Version", package.version);
    setAttribute(element, "InternalVersion", package.internalVersion);
    setAttribute(element, "Originator", QStringLiteral("NS"));
    setAttribute(element, "Destination", package.destination);
    setAttribute(element, "CleanupAfter", package.cleanupAfterMinutes);
    setAttribute(element, "Priority", package.priority);
    setFlag(element, "StatusEventsEnabled", package.statusEvents);
    addTextUnless(element, "Folder", package.folder);
    addTextUnless(element, "Description", package.description);
    addTextUnless(element, "Manufacturer", package.manufacturer);
    addTextUnless(element, "Language", package.language);
    writeSourceAndSnapshot(element, package);
    const pugi::xml_node programElement = addElement(element, "Program");
    setAttribute(programElement, "guid", program.id.toString());
    setAttribute(programElement, "name", program.name);
    writeProgramFields(programElement, program);
}

Program readProgram(XmlReader &reader, pugi::xml_node softPackage, const Package &package, const QString &policyName)
{
    const pugi::xml_node element = childNamed(softPackage, "Program");
    QString name = withoutPrefix(policyName, deliveryNamePrefix);
    reader.text(element, "name", name);
    const auto given = reader.optionalId<ProgramTag>(element, "guid");
    Program program(given.value_or(ProgramId::fromName(derivedIds(), key({package.id.toString(), name}))), name);
    if (element)
        readProgramFields(reader, element, program);
    else
        program.placeholder = true;
    return program;
}

std::optional<DeliveryPolicy> readReceived(const Result<XmlDocument> &document)
{
    if (!document)
        return std::nullopt;
    XmlReader reader(*document);
    DeliveryPolicy policy = readDeliveryPolicy(reader, document->root(), clientPolicyFor(document->root(), deliveryAgent));
    return reader.failed() ? std::nullopt : std::optional(std::move(policy));
}

} // namespace

DeliveryPolicy readDeliveryPolicy(XmlReader &reader, pugi::xml_node policy, pugi::xml_node clientPolicy)
{
    const auto guid = reader.requiredId<LineItemTag>(policy, "guid");
    QString policyName;
    reader.text(policy, "name", policyName);
    if (policyName.trimmed().isEmpty())
        policyName = guid.toString();
    const pugi::xml_node softPackage = childNamed(childNamed(clientPolicy, "SoftPkgs"), "SoftPkg");
    Package package = readSoftPackage(reader, softPackage, withoutPrefix(policyName, deliveryNamePrefix));
    Program program = readProgram(reader, softPackage, package, policyName);
    DeliveryPolicy delivery(guid, std::move(package), std::move(program));
    reader.text(policy, "version", delivery.version);
    delivery.received = elementText(policy);
    return delivery;
}

void writeDeliveryPolicy(pugi::xml_node parent, const DeliveryPolicy &now)
{
    const auto document = XmlDocument::parse(now.received, QString());
    const std::optional<DeliveryPolicy> was = readReceived(document);
    const pugi::xml_node receivedPolicy = was ? document->root() : pugi::xml_node();
    const pugi::xml_node receivedClientPolicy = clientPolicyFor(receivedPolicy, deliveryAgent);

    Package package = now.package;
    package.programs.clear();
    const pugi::xml_node target = addElement(parent, "Policy");
    writePolicyAttributes(target, receivedPolicy,
                          {{"guid", now.guid.toString()},
                           {"name", deliveryNamePrefix.toString() + now.program.name, was && was->program.name == now.program.name},
                           {"version", now.version, was && was->version == now.version}});
    const bool samePackage = was && was->package == package && was->program == now.program;
    const auto writeClientPolicy = [&](pugi::xml_node policy) {
        const pugi::xml_node element = addElement(policy, "ClientPolicy");
        writePolicyAttributes(element, receivedClientPolicy,
                              {{"agentClsid", QString::fromLatin1(deliveryAgent), was.has_value()}});
        writePolicyParts(element, receivedClientPolicy,
                         {{"SoftPkgs", samePackage, [&](pugi::xml_node t) { writeSoftPackage(t, package, now.program); }}});
    };
    writePolicyParts(target, receivedPolicy, {{"ClientPolicy", false, writeClientPolicy}});
    normalizeGuids(target);
}

} // namespace seriatim
