// The fields of a scenario's rows, as a form shows them: which there are, what they may be, how they are read and written.
#pragma once

#include "models/assumptionrows.h"

#include <QStringList>
#include <QVariant>

#include <functional>

namespace seriatim {

struct AssumptionField {
    // The value's type: QString, int, double, bool, int (place in `choices`), QTime (invalid: absent), int (bits).
    enum class Input { text, wholeNumber, decimal, flag, choice, timeOfDay, weekdays };

    QString name; // of the control
    QString label;
    Input input = Input::text;
    QString hint{};  // what an empty text or time means
    QString unset{}; // what an absent number is called; empty: there always is one
    double least = 0;
    double most = 0;
    QString unit{}; // after the number
    QStringList choices{};
    std::function<QVariant(const AssumptionRow &)> read{}; // invalid: absent
    std::function<void(AssumptionRow &, const QVariant &)> write{};
    std::function<bool(const AssumptionRow &)> counts{}; // whether it says anything in this row; empty: always
};

// To which computers and starts the row applies. `itemNames` by place.
[[nodiscard]] std::vector<AssumptionField> matchFields(const AssumptionRow &row, const QStringList &itemNames);
// What it assumes there. Empty: rows of this kind are not edited here.
[[nodiscard]] std::vector<AssumptionField> assumptionFields(AssumptionKind kind);
[[nodiscard]] bool canEdit(AssumptionKind kind);

} // namespace seriatim
