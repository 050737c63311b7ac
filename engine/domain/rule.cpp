#include "engine/domain/rule.h"

#include "engine/base/text.h"

#include <QStringList>

namespace seriatim {

namespace {

Error ruleError(const QString &subject, const QString &detail)
{
    return {ErrorCode::invalidInput, subject, detail};
}

bool isSha256(const QString &text)
{
    return text.size() == 64 && std::ranges::all_of(text, [](QChar c) {
               return c.isDigit() || (c.toLower() >= u'a' && c.toLower() <= u'f');
           });
}

const QStringList &knownComparisons()
{
    static const QStringList names{QStringLiteral("equals"), QStringLiteral("notEquals"), QStringLiteral("contains"),
                                   QStringLiteral("matches"), QStringLiteral("atLeast"), QStringLiteral("atMost")};
    return names;
}

Result<> validateFact(const Rule &rule, const QString &subject)
{
    if (!knownFacts().contains(rule.name, Qt::CaseInsensitive)) {
        return ruleError(subject, QStringLiteral("there is no fact '%1'; use one of %2")
                                      .arg(rule.name, knownFacts().join(QStringLiteral(", "))));
    }
    if (!knownComparisons().contains(rule.comparison, Qt::CaseInsensitive)) {
        return ruleError(subject, QStringLiteral("there is no operator '%1' for a fact; use one of %2")
                                      .arg(rule.comparison, knownComparisons().join(QStringLiteral(", "))));
    }
    return Done{};
}

Result<> validateLeaf(const Rule &rule, const QString &subject)
{
    switch (rule.kind) {
    case Rule::Kind::fileExists:
        if (!rule.sha256.isEmpty() && !isSha256(rule.sha256))
            return ruleError(subject, QStringLiteral("sha256 '%1' is not 64 hexadecimal digits").arg(rule.sha256));
        [[fallthrough]];
    case Rule::Kind::folderExists:
        if (rule.path.trimmed().isEmpty())
            return ruleError(subject, QStringLiteral("a file or folder rule needs a path"));
        return Done{};
    case Rule::Kind::commandExits:
        if (rule.command.trimmed().isEmpty())
            return ruleError(subject, QStringLiteral("a CommandExits rule needs a command"));
        return Done{};
    case Rule::Kind::packageInstalled: {
        static const QStringList managers{QStringLiteral("dpkg"), QStringLiteral("rpm"), QStringLiteral("uninstallKey")};
        if (!managers.contains(rule.packageManager, Qt::CaseInsensitive)) {
            return ruleError(subject, QStringLiteral("there is no package manager '%1'; use dpkg, rpm or uninstallKey")
                                          .arg(rule.packageManager));
        }
        if (rule.name.trimmed().isEmpty())
            return ruleError(subject, QStringLiteral("a PackageInstalled rule needs a name"));
        return Done{};
    }
    case Rule::Kind::fact:
        return validateFact(rule, subject);
    case Rule::Kind::all:
    case Rule::Kind::any:
    case Rule::Kind::none:
        return Done{};
    }
    Q_UNREACHABLE();
}

QString quoted(const QString &text)
{
    return u'\'' + text + u'\'';
}

} // namespace

const QStringList &knownFacts()
{
    static const QStringList names{QStringLiteral("operatingSystem"), QStringLiteral("architecture"),
                                   QStringLiteral("memory"), QStringLiteral("domain"), QStringLiteral("name"),
                                   QStringLiteral("user")};
    return names;
}

Result<> validateRule(const Rule &rule, RuleUse use, const QString &subject)
{
    const bool group = rule.kind == Rule::Kind::all || rule.kind == Rule::Kind::any || rule.kind == Rule::Kind::none;
    if (rule.kind == Rule::Kind::fact && use == RuleUse::detection)
        return ruleError(subject, QStringLiteral("a detection rule cannot ask for a fact; use AppliesWhen for that"));
    if (!group && rule.kind != Rule::Kind::fact && use == RuleUse::collectionFilter)
        return ruleError(subject, QStringLiteral("a collection's filter can only ask for facts of the inventory"));
    if (group && rule.parts.empty())
        return ruleError(subject, QStringLiteral("All, Any and Not need a rule inside"));
    if (rule.kind == Rule::Kind::none && rule.parts.size() != 1)
        return ruleError(subject, QStringLiteral("Not takes one rule; put several into All or Any"));
    for (const Rule &part : rule.parts) {
        if (auto valid = validateRule(part, use, subject); !valid)
            return valid;
    }
    return validateLeaf(rule, subject);
}

QString describeRule(const Rule &rule)
{
    const auto joined = [&](const QString &word) {
        QStringList parts;
        for (const Rule &part : rule.parts)
            parts.append(part.parts.size() > 1 ? u'(' + describeRule(part) + u')' : describeRule(part));
        return parts.join(word);
    };
    const QString least = rule.minimumVersion.isEmpty() ? QString()
                                                        : QStringLiteral(" in version %1 or newer").arg(rule.minimumVersion);
    switch (rule.kind) {
    case Rule::Kind::fileExists:
        return QStringLiteral("file %1 exists").arg(quoted(rule.path)) + least
               + (rule.sha256.isEmpty() ? QString() : QStringLiteral(" with SHA-256 %1").arg(rule.sha256));
    case Rule::Kind::folderExists:
        return QStringLiteral("folder %1 exists").arg(quoted(rule.path));
    case Rule::Kind::commandExits:
        return QStringLiteral("command %1 exits with %2").arg(quoted(rule.command)).arg(rule.code);
    case Rule::Kind::packageInstalled:
        return QStringLiteral("%1 package %2 is installed").arg(rule.packageManager, quoted(rule.name)) + least;
    case Rule::Kind::fact:
        return QStringLiteral("%1 %2 %3").arg(rule.name, rule.comparison, quoted(rule.value));
    case Rule::Kind::all:
        return joined(QStringLiteral(" and "));
    case Rule::Kind::any:
        return joined(QStringLiteral(" or "));
    case Rule::Kind::none:
        return QStringLiteral("not (%1)").arg(joined(QString()));
    }
    Q_UNREACHABLE();
}

int compareVersions(QStringView a, QStringView b)
{
    const auto partsA = a.trimmed().split(u'.');
    const auto partsB = b.trimmed().split(u'.');
    for (qsizetype i = 0; i < std::max(partsA.size(), partsB.size()); ++i) {
        const QStringView partA = i < partsA.size() ? partsA[i] : QStringView(u"0");
        const QStringView partB = i < partsB.size() ? partsB[i] : QStringView(u"0");
        const auto numberA = parseInteger(partA);
        const auto numberB = parseInteger(partB);
        if (numberA && numberB) {
            if (*numberA != *numberB)
                return *numberA < *numberB ? -1 : 1;
        } else if (const int order = partA.compare(partB, Qt::CaseInsensitive); order != 0) {
            return order;
        }
    }
    return 0;
}

bool factHolds(const Rule &rule, const QString &factValue)
{
    const QString comparison = rule.comparison.toLower();
    if (comparison == u"equals")
        return factValue.compare(rule.value, Qt::CaseInsensitive) == 0;
    if (comparison == u"notequals")
        return factValue.compare(rule.value, Qt::CaseInsensitive) != 0;
    if (comparison == u"contains")
        return factValue.contains(rule.value, Qt::CaseInsensitive);
    if (comparison == u"matches")
        return matchesWildcard(factValue, rule.value);
    if (factValue.trimmed().isEmpty())
        return false; // not known: neither at least nor at most anything (B13)
    const int order = compareVersions(factValue, rule.value);
    return comparison == u"atleast" ? order >= 0 : order <= 0;
}

} // namespace seriatim
