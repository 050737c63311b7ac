// Readiness: whether the program of a line item may start now, what it waits for otherwise, and where its files come from
// (B25, B28, B29, B31). A pure function, asked by the agent and by the simulation at the action `prepare`.
#pragma once

#include "engine/domain/session.h"
#include "engine/domain/status.h"
#include "engine/sequence/plan.h"

#include <QString>
#include <QTimeZone>

namespace seriatim {

struct Surroundings {
    Instant now = 0;
    QTimeZone zone = QTimeZone::utc();    // of the computer
    std::optional<SessionState> session;  // absent: whoever the program needs to be there is
    std::optional<int> speedKbps;         // of the connection to the package's server; absent: as fast as need be
    bool packageAtHand = false;           // a copy is here already
};

struct Readiness {
    enum class Kind { ready, wait, never };
    enum class Files { none, atHand, download, onServer };
    Kind kind = Kind::ready;
    Files files = Files::none;             // ready
    WaitReason reason = WaitReason::none;  // wait
    Instant until = 0;                     // wait: when to look again
    QString why;                           // wait, never: the rest of a sentence that begins with "because" in mind
};

[[nodiscard]] Readiness readinessOf(const Plan &plan, const PlanItem &item, bool byHand, const Surroundings &surroundings);

// The part of it that only asks for the files, for a download that is not due yet (B28).
[[nodiscard]] Readiness filesOf(const Plan &plan, const PlanItem &item, const Surroundings &surroundings);

} // namespace seriatim
