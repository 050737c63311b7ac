// The fields of <Program> (B31), children named as in formats.md; its guid and name are their owner's business.
#pragma once

#include "engine/domain/program.h"
#include "engine/xml/writer.h"

namespace seriatim {

// Minutes, megabytes and counts beyond this are slips of the pen.
inline constexpr int maximumQuantity = 10'000'000;

void readProgramFields(XmlReader &reader, pugi::xml_node element, Program &program);
void writeProgramFields(pugi::xml_node element, const Program &program);

} // namespace seriatim
