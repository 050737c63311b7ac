// A scenario's rows in words, for tables and forms.
#pragma once

#include "models/assumptionrows.h"

#include <QCoreApplication>
#include <QStringList>

namespace seriatim {

struct AssumptionWords {
    Q_DECLARE_TR_FUNCTIONS(AssumptionWords)
};

[[nodiscard]] QString kindText(AssumptionKind kind);    // "Outcome of a program"
[[nodiscard]] QString kindPurpose(AssumptionKind kind); // a sentence: what such a row is for
[[nodiscard]] QString matchText(const AssumptionRow &row, const QStringList &itemNames); // "every computer; item 2 Patch 1"
[[nodiscard]] QString assumedText(const AssumptionRow &row);                             // "returns 1603 after 30 s"
[[nodiscard]] QString probabilityText(double probability);                               // "2 %"

[[nodiscard]] QString itemText(int place, const QStringList &itemNames); // "2 Patch 1"
[[nodiscard]] QString distributionText(Distribution distribution);
[[nodiscard]] QString faultKindText(FaultKind kind);
[[nodiscard]] QString momentText(FaultMoment moment);
[[nodiscard]] QString sessionText(SessionState state);

} // namespace seriatim
