// The Software Portal entry of a sequential task (B35, B37).
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace seriatim {

struct PortalAccess {
    enum class Kind { user, group };
    Kind kind = Kind::group;
    QString name; // of the user or group, with "DOMAIN\" where it has one
    bool maySee = true;
    bool recommended = false;
    bool preApproved = false;
    bool operator==(const PortalAccess &) const = default;
};

struct PortalEntry {
    QString displayName; // empty: the task's name
    QString description;
    QByteArray picture; // PNG or SVG; empty: none
    bool reportFinalStatusToServer = false;
    std::vector<PortalAccess> access;
    bool operator==(const PortalEntry &) const = default;
};

} // namespace seriatim
