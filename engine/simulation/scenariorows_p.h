// Private to the scenario's reader: one row of it.
#pragma once

#include "engine/simulation/scenario.h"
#include "engine/xml/reader.h"

namespace seriatim {

// Elements that are no rows are let be.
void readScenarioRow(XmlReader &reader, pugi::xml_node row, Scenario &scenario);

} // namespace seriatim
