// The fields of <Package>: what it is, its source and its snapshot (B30); guid, name, version and programs are its owner's.
#pragma once

#include "engine/domain/program.h"
#include "engine/xml/writer.h"

namespace seriatim {

inline constexpr int maximumSnapshotFiles = 1'000'000;

void readPackageFields(XmlReader &reader, pugi::xml_node element, Package &package);
void writePackageFields(pugi::xml_node element, const Package &package);

// <Source> and <Snapshot> alone, which policies carry beside attributes of their own.
void readSourceAndSnapshot(XmlReader &reader, pugi::xml_node element, Package &package);
void writeSourceAndSnapshot(pugi::xml_node element, const Package &package);

} // namespace seriatim
