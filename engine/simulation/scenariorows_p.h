// Private to the scenario's reader: one row of it.
#pragma once

#include "engine/simulation/scenario.h"

namespace pugi {
class xml_node;
}

namespace seriatim {

class XmlReader;

// Elements that are no rows are let be.
void readScenarioRow(XmlReader &reader, pugi::xml_node row, Scenario &scenario);

} // namespace seriatim
