#include "engine/xml/taskelement.h"

#include "engine/xml/scheduleelement.h"

#include <array>
#include <limits>

namespace seriatim {

namespace {

constexpr std::array priorityWords{XmlWord{TaskPriority::low, u"low"}, XmlWord{TaskPriority::normal, u"normal"},
                                   XmlWord{TaskPriority::high, u"high"}};

PortalAccess readAccess(XmlReader &reader, pugi::xml_node element)
{
    PortalAccess access;
    if (fieldNamed(element, "user")) {
        access.kind = PortalAccess::Kind::user;
        reader.requiredText(element, "user", access.name);
    } else {
        reader.requiredText(element, "group", access.name);
    }
    reader.boolean(element, "maySee", access.maySee);
    reader.boolean(element, "recommended", access.recommended);
    reader.boolean(element, "preApproved", access.preApproved);
    return access;
}

void writeAccess(pugi::xml_node parent, const PortalAccess &access)
{
    const pugi::xml_node element = addElement(parent, "Access");
    setAttribute(element, access.kind == PortalAccess::Kind::user ? "user" : "group", access.name);
    if (!access.maySee)
        setFlag(element, "maySee", false);
    if (access.recommended)
        setFlag(element, "recommended", true);
    if (access.preApproved)
        setFlag(element, "preApproved", true);
}

std::optional<PortalEntry> readPortal(XmlReader &reader, pugi::xml_node parent)
{
    const pugi::xml_node element = childNamed(parent, "Portal");
    if (!element)
        return std::nullopt;
    PortalEntry portal;
    reader.text(element, "DisplayName", portal.displayName);
    reader.text(element, "Description", portal.description);
    reader.base64(element, "Picture", portal.picture);
    reader.boolean(element, "ReportFinalStatusToServer", portal.reportFinalStatusToServer);
    for (const pugi::xml_node access : childrenNamed(element, "Access"))
        portal.access.push_back(readAccess(reader, access));
    return portal;
}

void writePortal(pugi::xml_node parent, const std::optional<PortalEntry> &portal)
{
    if (!portal)
        return;
    const pugi::xml_node element = addElement(parent, "Portal");
    addTextUnless(element, "DisplayName", portal->displayName);
    addTextUnless(element, "Description", portal->description);
    addBase64(element, "Picture", portal->picture);
    addFlagUnless(element, "ReportFinalStatusToServer", portal->reportFinalStatusToServer, false);
    for (const PortalAccess &access : portal->access)
        writeAccess(element, access);
}

} // namespace

void readPriority(XmlReader &reader, pugi::xml_node element, TaskPriority &priority)
{
    reader.word<TaskPriority>(element, "priority", priority, priorityWords);
}

void writePriority(pugi::xml_node element, TaskPriority priority)
{
    if (priority != TaskPriority::normal)
        setAttribute(element, "priority", wordOf<TaskPriority>(priority, priorityWords));
}

void readTaskSettings(XmlReader &reader, pugi::xml_node element, SequentialTask &task)
{
    reader.requiredText(element, "name", task.name);
    reader.text(element, "Description", task.description);
    reader.text(element, "folder", task.folder);
    reader.boolean(element, "enabled", task.enabled);
    readPriority(reader, element, task.priority);
    reader.integer(element, "revision", task.revision, 0, std::numeric_limits<int>::max());
    readSchedule(reader, element, task.schedule);
    task.options = readOptionsIn(reader, element);
    task.portal = readPortal(reader, element);
    reader.text(element, "PolicyVersion", task.policyVersion);
    reader.base64(element, "ReceivedPolicy", task.receivedPolicy);
}

void writeTaskSettings(pugi::xml_node element, const SequentialTask &task)
{
    static const SequentialTask usual;
    setAttribute(element, "name", task.name);
    setFlag(element, "enabled", task.enabled);
    writePriority(element, task.priority);
    setAttributeUnless(element, "revision", task.revision, 0);
    setAttributeUnless(element, "folder", task.folder);
    addTextUnless(element, "Description", task.description);
    if (task.schedule.triggers != usual.schedule.triggers || task.schedule.retryMissed || task.schedule.utc)
        writeTriggers(element, task.schedule, ScheduleForm::definition);
    writeValidPeriod(element, task.schedule.validPeriod);
    writeRepeat(element, task.schedule.repeat);
    writeOptionsIn(element, task.options);
    writePortal(element, task.portal);
    addTextUnless(element, "PolicyVersion", task.policyVersion, usual.policyVersion);
    addBase64(element, "ReceivedPolicy", task.receivedPolicy);
}

} // namespace seriatim
