#include "engine/xml/scheduleelement.h"

#include "engine/base/text.h"
#include "engine/xml/programelement.h"

#include <QLocale>

#include <limits>

namespace seriatim {

namespace {

constexpr size_t maximumTriggers = 1000;

// "Monday, wed": the bit of each name; none where a word is no such name.
std::optional<int> bitsOfNames(const QString &text, const std::vector<QString> &names)
{
    int bits = 0;
    for (const QString &part : text.split(u',')) {
        const QString word = part.trimmed();
        const auto found = std::ranges::find_if(names, [&](const QString &name) {
            return word.size() >= 3 && name.startsWith(word, Qt::CaseInsensitive)
                   && (word.size() == 3 || word.size() == name.size());
        });
        if (found == names.end())
            return std::nullopt;
        bits |= 1 << (found - names.begin());
    }
    return bits;
}

std::vector<QString> dayNames()
{
    std::vector<QString> names;
    for (const int day : {7, 1, 2, 3, 4, 5, 6})
        names.push_back(QLocale::c().dayName(day));
    return names;
}

std::vector<QString> monthNames()
{
    std::vector<QString> names;
    for (int month = 1; month <= 12; ++month)
        names.push_back(QLocale::c().monthName(month));
    return names;
}

void readBits(XmlReader &reader, pugi::xml_node element, const char *name, int &target, int most,
              const std::vector<QString> &names)
{
    const auto field = fieldNamed(element, name);
    if (!field)
        return;
    if (parseInteger(field->text))
        reader.integer(element, name, target, 0, most);
    else if (const auto bits = bitsOfNames(field->text, names))
        target = *bits;
    else
        reader.failValue(*field, name, QStringLiteral("bits from 0 to %1, or English names with commas between").arg(most));
}

Trigger readTrigger(XmlReader &reader, pugi::xml_node element)
{
    Trigger trigger;
    if (const auto field = fieldNamed(element, "Type")) {
        const auto number = parseInteger(field->text);
        const auto type = number ? triggerTypeFromNumber(*number) : std::nullopt;
        if (!type)
            reader.failValue(*field, "Type", QStringLiteral("-1, 0, 1, 2, 3, 4, 6 or 7"));
        trigger.type = type.value_or(trigger.type);
    }
    reader.text(element, "Description", trigger.description);
    reader.wallTime(element, "BeginDate", trigger.begin);
    reader.wallTime(element, "EndDate", trigger.end);
    reader.integer(element, "Duration", trigger.durationMinutes, 0, maximumQuantity);
    reader.integer(element, "Interval", trigger.intervalMinutes, 0, maximumQuantity);
    reader.boolean(element, "KillAtEnd", trigger.killAtEnd);
    reader.boolean(element, "Disabled", trigger.disabled);
    reader.integer(element, "DaysInterval", trigger.daysInterval, 1, 10'000);
    reader.integer(element, "WeeksInterval", trigger.weeksInterval, 1, 10'000);
    readBits(reader, element, "DaysOfTheWeek", trigger.daysOfTheWeek, 0x7f, dayNames());
    readBits(reader, element, "Months", trigger.months, 0xfff, monthNames());
    qint64 days = trigger.days;
    reader.integer64(element, "Days", days, 0, 0x7fffffff);
    trigger.days = static_cast<quint32>(days);
    reader.integer(element, "WhichWeek", trigger.whichWeek, 1, 5);
    return trigger;
}

void writeTrigger(pugi::xml_node parent, const Trigger &trigger, ScheduleForm form)
{
    static const Trigger usual;
    const pugi::xml_node element = addElement(parent, "Trigger");
    setAttribute(element, "Type", static_cast<int>(trigger.type));
    setAttributeUnless(element, "Duration", trigger.durationMinutes, 0);
    setAttributeUnless(element, "Interval", trigger.intervalMinutes, 0);
    setAttributeUnless(element, "KillAtEnd", trigger.killAtEnd ? 1 : 0, 0);
    setAttributeUnless(element, "Disabled", trigger.disabled ? 1 : 0, 0);
    const bool describe = form == ScheduleForm::policy && trigger.description.isEmpty();
    setAttributeUnless(element, "Description", describe ? describeTrigger(trigger) : trigger.description);
    if (trigger.begin)
        addText(element, "BeginDate", formatWallTime(*trigger.begin));
    if (trigger.end)
        addText(element, "EndDate", formatWallTime(*trigger.end));
    addIntegerUnless(element, "DaysInterval", trigger.daysInterval, usual.daysInterval);
    addIntegerUnless(element, "WeeksInterval", trigger.weeksInterval, usual.weeksInterval);
    addIntegerUnless(element, "DaysOfTheWeek", trigger.daysOfTheWeek, usual.daysOfTheWeek);
    addIntegerUnless(element, "Days", trigger.days, usual.days);
    addIntegerUnless(element, "Months", trigger.months, usual.months);
    addIntegerUnless(element, "WhichWeek", trigger.whichWeek, usual.whichWeek);
}

// The outer <Schedule> may hold triggers, or a second <Schedule> that does.
void readTriggers(XmlReader &reader, pugi::xml_node element, Schedule &schedule)
{
    schedule.triggers.clear();
    const auto take = [&](pugi::xml_node holder) {
        for (const pugi::xml_node trigger : childrenNamed(holder, "Trigger"))
            schedule.triggers.push_back(readTrigger(reader, trigger));
    };
    take(element);
    for (const pugi::xml_node inner : childrenNamed(element, "Schedule"))
        take(inner);
    if (schedule.triggers.size() > maximumTriggers)
        reader.fail(element, QStringLiteral("the schedule has more than %1 triggers").arg(maximumTriggers));
}

void readRepeat(XmlReader &reader, pugi::xml_node parent, Schedule &schedule)
{
    const auto field = fieldNamed(parent, "RepeatUntilSuccessful");
    const bool figuresAlone = fieldNamed(parent, "MaximumRuns") || fieldNamed(parent, "RerunDelay");
    if (!field && !figuresAlone)
        return;
    // The element's presence says yes; a word in it may say no.
    bool on = true;
    if (field && !field->text.trimmed().isEmpty())
        reader.boolean(parent, "RepeatUntilSuccessful", on);
    if (!on) {
        schedule.repeat.reset();
        return;
    }
    RepeatUntilSuccessful repeat;
    const auto take = [&](pugi::xml_node holder) {
        reader.integer(holder, "MaximumRuns", repeat.maximumRuns, 0, maximumQuantity);
        reader.integer(holder, "RerunDelay", repeat.rerunDelayMinutes, 0, maximumQuantity);
    };
    take(parent);
    if (const pugi::xml_node element = childNamed(parent, "RepeatUntilSuccessful"))
        take(element);
    schedule.repeat = repeat;
}

} // namespace

void readSchedule(XmlReader &reader, pugi::xml_node parent, Schedule &schedule)
{
    if (const pugi::xml_node element = childNamed(parent, "Schedule")) {
        readTriggers(reader, element, schedule);
        reader.boolean(element, "ScheduleRetry", schedule.retryMissed);
        reader.boolean(element, "Utc", schedule.utc);
    }
    if (const pugi::xml_node period = childNamed(parent, "ValidPeriod")) {
        reader.wallTime(period, "after", schedule.validPeriod.after);
        reader.boolean(period, "afterGMT", schedule.validPeriod.afterUtc);
        reader.wallTime(period, "before", schedule.validPeriod.before);
        reader.boolean(period, "beforeGMT", schedule.validPeriod.beforeUtc);
    }
    readRepeat(reader, parent, schedule);
}

void writeTriggers(pugi::xml_node parent, const Schedule &schedule, ScheduleForm form)
{
    const pugi::xml_node element = addElement(parent, "Schedule");
    if (form == ScheduleForm::policy || schedule.retryMissed)
        setFlag(element, "ScheduleRetry", schedule.retryMissed);
    if (schedule.utc)
        setFlag(element, "Utc", true);
    const pugi::xml_node holder = form == ScheduleForm::policy ? addElement(element, "Schedule") : element;
    for (const Trigger &trigger : schedule.triggers)
        writeTrigger(holder, trigger, form);
}

void writeValidPeriod(pugi::xml_node parent, const ValidPeriod &period)
{
    if (period == ValidPeriod{})
        return;
    const pugi::xml_node element = addElement(parent, "ValidPeriod");
    if (period.after)
        setAttribute(element, "after", formatWallTime(*period.after));
    if (period.after || period.afterUtc)
        setFlag(element, "afterGMT", period.afterUtc);
    if (period.before)
        setAttribute(element, "before", formatWallTime(*period.before));
    if (period.before || period.beforeUtc)
        setFlag(element, "beforeGMT", period.beforeUtc);
}

void writeRepeat(pugi::xml_node parent, const std::optional<RepeatUntilSuccessful> &repeat)
{
    if (!repeat)
        return;
    static const RepeatUntilSuccessful usual;
    const pugi::xml_node element = addElement(parent, "RepeatUntilSuccessful");
    addIntegerUnless(element, "MaximumRuns", repeat->maximumRuns, usual.maximumRuns);
    addIntegerUnless(element, "RerunDelay", repeat->rerunDelayMinutes, usual.rerunDelayMinutes);
}

} // namespace seriatim
