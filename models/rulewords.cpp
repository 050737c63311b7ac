#include "models/rulewords.h"

#include <QCoreApplication>
#include <QStringList>

namespace seriatim {

namespace {

class RuleWords
{
    Q_DECLARE_TR_FUNCTIONS(seriatim::RuleWords)
};

QString textOf(const std::vector<ValueAndText> &table, const QString &value)
{
    for (const auto &[known, text] : table) {
        if (known.compare(value, Qt::CaseInsensitive) == 0)
            return text;
    }
    return value;
}

QString factText(const Rule &rule)
{
    return RuleWords::tr("%1 %2 '%3'", "fact, comparison, value")
        .arg(textOf(factNames(), rule.name), textOf(comparisonNames(), rule.comparison), rule.value);
}

QString joinedParts(const Rule &rule, const QString &word)
{
    QStringList parts;
    for (const Rule &part : rule.parts)
        parts.append(part.parts.size() > 1 ? u'(' + ruleSentence(part) + u')' : ruleSentence(part));
    return parts.join(word);
}

} // namespace

bool isRuleGroup(Rule::Kind kind)
{
    return kind == Rule::Kind::all || kind == Rule::Kind::any || kind == Rule::Kind::none;
}

QString ruleGroupText(Rule::Kind group)
{
    if (group == Rule::Kind::none)
        return RuleWords::tr("This does not hold");
    return group == Rule::Kind::any ? RuleWords::tr("Any of these holds") : RuleWords::tr("All of these hold");
}

QString conditionText(const Rule &condition)
{
    const auto capitalized = [](QString text) {
        text[0] = text[0].toUpper();
        return text;
    };
    switch (condition.kind) {
    case Rule::Kind::all:
    case Rule::Kind::any:
    case Rule::Kind::none: return ruleGroupText(condition.kind);
    case Rule::Kind::fileExists:
        return condition.path.isEmpty() ? RuleWords::tr("File exists (no path yet)") : capitalized(describeRule(condition));
    case Rule::Kind::folderExists:
        return condition.path.isEmpty() ? RuleWords::tr("Folder exists (no path yet)") : capitalized(describeRule(condition));
    case Rule::Kind::commandExits:
        return condition.command.isEmpty() ? RuleWords::tr("Command exits (no command yet)") : capitalized(describeRule(condition));
    case Rule::Kind::packageInstalled:
        return condition.name.isEmpty() ? RuleWords::tr("Package is installed (no name yet)") : describeRule(condition);
    case Rule::Kind::fact: return factText(condition);
    }
    Q_UNREACHABLE();
}

QString ruleSentence(const Rule &rule)
{
    switch (rule.kind) {
    case Rule::Kind::all: return joinedParts(rule, RuleWords::tr(" and "));
    case Rule::Kind::any: return joinedParts(rule, RuleWords::tr(" or "));
    case Rule::Kind::none: return RuleWords::tr("not (%1)").arg(joinedParts(rule, QString()));
    case Rule::Kind::fact: return factText(rule);
    case Rule::Kind::fileExists:
    case Rule::Kind::folderExists:
    case Rule::Kind::commandExits:
    case Rule::Kind::packageInstalled: return describeRule(rule);
    }
    Q_UNREACHABLE();
}

std::vector<ValueAndText> packageManagerNames()
{
    return {{QStringLiteral("dpkg"), RuleWords::tr("dpkg (Debian, Ubuntu)")},
            {QStringLiteral("rpm"), RuleWords::tr("rpm (Red Hat, SUSE)")},
            {QStringLiteral("uninstallKey"), RuleWords::tr("Windows (uninstall key)")}};
}

std::vector<ValueAndText> factNames()
{
    return {{QStringLiteral("operatingSystem"), RuleWords::tr("Operating system")},
            {QStringLiteral("architecture"), RuleWords::tr("Architecture")},
            {QStringLiteral("memory"), RuleWords::tr("Memory")},
            {QStringLiteral("domain"), RuleWords::tr("Domain")},
            {QStringLiteral("name"), RuleWords::tr("Computer name")},
            {QStringLiteral("user"), RuleWords::tr("User")}};
}

std::vector<ValueAndText> comparisonNames()
{
    return {{QStringLiteral("equals"), RuleWords::tr("is")},
            {QStringLiteral("notEquals"), RuleWords::tr("is not")},
            {QStringLiteral("contains"), RuleWords::tr("contains")},
            {QStringLiteral("matches"), RuleWords::tr("matches")},
            {QStringLiteral("atLeast"), RuleWords::tr("is at least")},
            {QStringLiteral("atMost"), RuleWords::tr("is at most")}};
}

} // namespace seriatim
