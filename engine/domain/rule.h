// Rule: a question about a computer that holds or does not: detection rules (B34), "applies when" (B11a) and
// collection filters share the grammar.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/returncodes.h"

#include <QString>

#include <vector>

namespace seriatim {

struct Rule {
    enum class Kind { fileExists, folderExists, commandExits, packageInstalled, fact, all, any, none };
    // `none` is <Not>: its one child must not hold.

    Kind kind = Kind::all;
    QString path;            // file, folder; %NAME% and ${NAME} stand for environment variables
    QString minimumVersion;  // file, installed package; empty: any
    QString sha256;          // file; empty: any contents
    QString command;         // commandExits
    ReturnCode code = 0;     // commandExits
    QString packageManager;  // dpkg, rpm, uninstallKey
    QString name;            // installed package, fact
    QString comparison;      // fact: equals, notEquals, contains, matches, atLeast, atMost
    QString value;           // fact
    std::vector<Rule> parts; // all, any, none

    bool operator==(const Rule &) const = default;
};

// Where a rule stands, which decides what it may ask.
enum class RuleUse { detection, appliesWhen, collectionFilter };

// Field by field; `subject` names the owner in the error.
[[nodiscard]] Result<> validateRule(const Rule &rule, RuleUse use, const QString &subject);

// One line for people: "file /opt/x exists and not (dpkg package y is installed)".
[[nodiscard]] QString describeRule(const Rule &rule);

// Dotted versions by number, then the rest as text: 1.10 is newer than 1.9. Negative, 0, positive.
[[nodiscard]] int compareVersions(QStringView a, QStringView b);

// The facts that a computer can be asked for, in lowerCamelCase.
[[nodiscard]] const QStringList &knownFacts();

// Whether a fact with this value satisfies the rule (kind fact). atLeast and atMost compare as versions or numbers.
[[nodiscard]] bool factHolds(const Rule &rule, const QString &factValue);

} // namespace seriatim
