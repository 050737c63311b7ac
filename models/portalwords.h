// What an end user is told of a task in the portal (B35).
#pragma once

#include "engine/domain/catalogue.h"
#include "engine/domain/sequentialtask.h"

namespace seriatim {

struct PortalCardContent {
    QString name;
    QString description;
    QByteArray picture; // PNG or SVG; empty: none
    QString effort;     // "3 programs, about 8 min"
    bool recommended = false;
    bool preApproved = false;
    QString standing; // of a request that is under way: it cannot be requested again now; empty: none is
    bool operator==(const PortalCardContent &) const = default;
};

// `access`: as whom it is looked at; without it as somebody who may just see it.
[[nodiscard]] PortalCardContent portalCard(const SequentialTask &task, const ProgramIndex &programs, const std::optional<PortalAccess> &access);

// One line for each package in the order in which it comes first: its name and version, and its programs.
struct InheritedPackage {
    QString package;
    QStringList programs;
};
[[nodiscard]] std::vector<InheritedPackage> inheritedPackages(const SequentialTask &task, const ProgramIndex &programs);

// What the entry lacks, a sentence each.
[[nodiscard]] QStringList portalHints(const SequentialTask &task);

} // namespace seriatim
