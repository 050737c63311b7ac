// What a sequential task says beside its execution order: settings, delivery options (B28) and portal entry (B35).
#pragma once

#include "engine/domain/sequentialtask.h"
#include "engine/xml/writer.h"

namespace seriatim {

// Fields of <Options>.
void readOptions(XmlReader &reader, pugi::xml_node element, DeliveryOptions &options);
void writeOptions(pugi::xml_node element, const DeliveryOptions &options);

// <Options> below a parent; absent: none.
[[nodiscard]] std::optional<DeliveryOptions> readOptionsIn(XmlReader &reader, pugi::xml_node parent);
void writeOptionsIn(pugi::xml_node parent, const std::optional<DeliveryOptions> &options);

// low, normal, high
void readPriority(XmlReader &reader, pugi::xml_node element, TaskPriority &priority);
void writePriority(pugi::xml_node element, TaskPriority priority); // an attribute; nothing where it is normal

// Everything of a task but its id, its line items and its collections.
void readTaskSettings(XmlReader &reader, pugi::xml_node element, SequentialTask &task);
void writeTaskSettings(pugi::xml_node element, const SequentialTask &task);

} // namespace seriatim
