#include "engine/base/text.h"
#include "engine/xml/programelement.h"
#include "engine/xml/taskelement.h"

#include <limits>

namespace seriatim {

namespace {

// "off", "any" (0) or kilobytes a second
void readSpeed(XmlReader &reader, pugi::xml_node element, const char *name, std::optional<int> &target)
{
    const auto field = fieldNamed(element, name);
    if (!field)
        return;
    const QString word = field->text.trimmed().toLower();
    const auto number = parseInteger(word);
    if (word == u"off")
        target.reset();
    else if (word == u"any")
        target = 0;
    else if (number && *number >= 0 && *number <= std::numeric_limits<int>::max())
        target = static_cast<int>(*number);
    else
        reader.failValue(*field, name, QStringLiteral("off, any, or kilobytes a second"));
}

void writeSpeed(pugi::xml_node element, const char *name, std::optional<int> value, std::optional<int> usual)
{
    if (value == usual)
        return;
    addText(element, name,
            !value        ? QStringLiteral("off")
            : *value == 0 ? QStringLiteral("any")
                          : QString::number(*value));
}

MaintenanceWindow readWindow(XmlReader &reader, pugi::xml_node element)
{
    MaintenanceWindow window;
    reader.integer(element, "daysOfTheWeek", window.daysOfTheWeek, 0, 0x7f);
    reader.integer(element, "duration", window.durationMinutes, 0, maximumQuantity);
    if (const auto field = fieldNamed(element, "start"); field && !field->text.trimmed().isEmpty()) {
        window.start = QTime::fromString(field->text.trimmed(), Qt::ISODateWithMs);
        if (!window.start.isValid())
            reader.failValue(*field, "start", QStringLiteral("a time of day such as 22:00:00"));
    }
    return window;
}

void writeWindow(pugi::xml_node parent, const MaintenanceWindow &window)
{
    static const MaintenanceWindow usual;
    const pugi::xml_node element = addElement(parent, "MaintenanceWindow");
    if (window.start.isValid())
        setAttribute(element, "start", window.start.toString(window.start.msec() == 0 ? Qt::ISODate : Qt::ISODateWithMs));
    setAttribute(element, "duration", window.durationMinutes);
    setAttributeUnless(element, "daysOfTheWeek", window.daysOfTheWeek, usual.daysOfTheWeek);
}

} // namespace

void readOptions(XmlReader &reader, pugi::xml_node element, DeliveryOptions &options)
{
    readSpeed(reader, element, "RunFromServer", options.runFromServerKbps);
    readSpeed(reader, element, "DownloadAndRun", options.downloadAndRunKbps);
    reader.boolean(element, "DownloadAsSoonAsPossible", options.downloadAsSoonAsPossible);
    reader.boolean(element, "Multicast", options.multicast);
    reader.boolean(element, "VerboseStatusEvents", options.verboseStatusEvents);
    reader.boolean(element, "NotifyWhenAvailable", options.notifyWhenAvailable);
    reader.boolean(element, "WarnBeforeRunning", options.warnBeforeRunning);
    reader.integer(element, "WarnMinutes", options.warnMinutes, 0, maximumQuantity);
    reader.integer(element, "DeferrableUpTo", options.deferrableUpToMinutes, 0, maximumQuantity);
    for (const pugi::xml_node window : childrenNamed(element, "MaintenanceWindow"))
        options.maintenanceWindows.push_back(readWindow(reader, window));
    reader.boolean(element, "RestartFirst", options.restartFirst);
    if (!options.runFromServerKbps && !options.downloadAndRunKbps) {
        reader.require(element, Error{ErrorCode::invalidInput, QString(),
                                      QStringLiteral("RunFromServer and DownloadAndRun are both off; give one of them a speed")});
    }
}

void writeOptions(pugi::xml_node element, const DeliveryOptions &options)
{
    static const DeliveryOptions usual;
    writeSpeed(element, "RunFromServer", options.runFromServerKbps, usual.runFromServerKbps);
    writeSpeed(element, "DownloadAndRun", options.downloadAndRunKbps, usual.downloadAndRunKbps);
    addFlagUnless(element, "DownloadAsSoonAsPossible", options.downloadAsSoonAsPossible, false);
    addFlagUnless(element, "Multicast", options.multicast, false);
    addFlagUnless(element, "VerboseStatusEvents", options.verboseStatusEvents, false);
    addFlagUnless(element, "NotifyWhenAvailable", options.notifyWhenAvailable, false);
    addFlagUnless(element, "WarnBeforeRunning", options.warnBeforeRunning, false);
    addIntegerUnless(element, "WarnMinutes", options.warnMinutes, usual.warnMinutes);
    addIntegerUnless(element, "DeferrableUpTo", options.deferrableUpToMinutes, 0);
    for (const MaintenanceWindow &window : options.maintenanceWindows)
        writeWindow(element, window);
    addFlagUnless(element, "RestartFirst", options.restartFirst, false);
}

std::optional<DeliveryOptions> readOptionsIn(XmlReader &reader, pugi::xml_node parent)
{
    const pugi::xml_node element = childNamed(parent, "Options");
    if (!element)
        return std::nullopt;
    DeliveryOptions options;
    readOptions(reader, element, options);
    return options;
}

void writeOptionsIn(pugi::xml_node parent, const std::optional<DeliveryOptions> &options)
{
    if (options)
        writeOptions(addElement(parent, "Options"), *options);
}

} // namespace seriatim
