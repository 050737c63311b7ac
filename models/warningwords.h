// Warnings, restart countdowns and notices in the words that people at the computer read.
#pragma once

#include "engine/agent/agentview.h"

#include <QStringList>

namespace seriatim {

// One choice of how long it is put off.
struct Deferral {
    QString text;      // "15 minutes"
    Instant until = 0;
    bool operator==(const Deferral &) const = default;
};

// Longer than it takes now anyway, and not beyond the deadline; the last is as long as possible. Empty: it cannot be put
// off any more.
[[nodiscard]] std::vector<Deferral> deferralsOf(const AgentWarningView &warning, Instant now);

[[nodiscard]] QString remainingText(qint64 milliseconds);  // "04:32", "1:04:32"; never negative
[[nodiscard]] QString remainingWords(qint64 milliseconds); // "5 minutes", "less than a minute", to be read aloud

[[nodiscard]] QString warningTitle(const AgentWarningView &warning);   // of a window
[[nodiscard]] QString warningHeading(const AgentSequenceView &sequence);
[[nodiscard]] QString warningMeaning(const AgentWarningView &warning); // what it is for, and what to do
[[nodiscard]] QStringList warningPrograms(const AgentWarningView &warning); // a line each, few
[[nodiscard]] QString warningComes(const AgentWarningView &warning, Instant now);   // before the time: "Begins in"
[[nodiscard]] QString warningDeferral(const AgentWarningView &warning, Instant now); // whether and until when it can be put off

[[nodiscard]] QString noticeTitle(const Notice &notice);
// `view` may know more of it by now.
[[nodiscard]] QString noticeText(const Notice &notice, const AgentView &view, Instant now);

} // namespace seriatim
