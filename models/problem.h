// Problem: something about a draft that its author should know.
#pragma once

#include <QString>

namespace seriatim {

enum class ProblemKind { mistake, warning, information }; // a mistake keeps it from being saved

struct Problem {
    ProblemKind kind = ProblemKind::warning;
    QString text;  // a sentence
    int place = 0; // of a line item; 0: none
    bool operator==(const Problem &) const = default;
};

} // namespace seriatim
