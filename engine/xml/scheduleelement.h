// <Schedule>, <ValidPeriod> and <RepeatUntilSuccessful> as children of a task or policy (B21, B22, B24).
#pragma once

#include "engine/domain/schedule.h"
#include "engine/xml/writer.h"

namespace seriatim {

// The definition XML names triggers directly and leaves out what is usual; the policy nests them in a second <Schedule>
// and always says what the classic product said.
enum class ScheduleForm { definition, policy };

void readSchedule(XmlReader &reader, pugi::xml_node parent, Schedule &schedule);

void writeTriggers(pugi::xml_node parent, const Schedule &schedule, ScheduleForm form);
void writeValidPeriod(pugi::xml_node parent, const ValidPeriod &period);
void writeRepeat(pugi::xml_node parent, const std::optional<RepeatUntilSuccessful> &repeat);

} // namespace seriatim
