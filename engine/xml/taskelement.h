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
[[nodiscard]] std::optional<QString> priorityWord(TaskPriority priority); // none where it is normal

// Everything of a task but its id, its line items and its collections.
void readTaskSettings(XmlReader &reader, pugi::xml_node element, SequentialTask &task);
void writeTaskSettings(pugi::xml_node element, const SequentialTask &task);
// The two halves of it, between which a definition puts the execution order.
void writeTaskHead(pugi::xml_node element, const SequentialTask &task);
void writeTaskRest(pugi::xml_node element, const SequentialTask &task);

} // namespace seriatim
