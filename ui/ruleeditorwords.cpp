#include "ui/ruleeditorwords.h"

#include "ui/ruleeditor.h"

namespace seriatim {

std::vector<Rule::Kind> conditionKinds(RuleUse use)
{
    const std::vector files{Rule::Kind::fileExists, Rule::Kind::folderExists, Rule::Kind::commandExits, Rule::Kind::packageInstalled};
    switch (use) {
    case RuleUse::detection: return files;
    case RuleUse::collectionFilter: return {Rule::Kind::fact};
    case RuleUse::appliesWhen: break;
    }
    std::vector<Rule::Kind> kinds{Rule::Kind::fact};
    kinds.insert(kinds.end(), files.begin(), files.end());
    return kinds;
}

QString kindText(Rule::Kind kind)
{
    switch (kind) {
    case Rule::Kind::fileExists: return RuleEditor::tr("&File exists…");
    case Rule::Kind::folderExists: return RuleEditor::tr("F&older exists…");
    case Rule::Kind::commandExits: return RuleEditor::tr("&Command exits with a code…");
    case Rule::Kind::packageInstalled: return RuleEditor::tr("&Package is installed…");
    case Rule::Kind::fact: return RuleEditor::tr("F&act of the computer…");
    case Rule::Kind::all:
    case Rule::Kind::any:
    case Rule::Kind::none: return ruleGroupText(kind);
    }
    Q_UNREACHABLE();
}

QString kindName(Rule::Kind kind)
{
    switch (kind) {
    case Rule::Kind::fileExists: return QStringLiteral("FileExists");
    case Rule::Kind::folderExists: return QStringLiteral("FolderExists");
    case Rule::Kind::commandExits: return QStringLiteral("CommandExits");
    case Rule::Kind::packageInstalled: return QStringLiteral("PackageInstalled");
    case Rule::Kind::fact: return QStringLiteral("Fact");
    case Rule::Kind::all: return QStringLiteral("All");
    case Rule::Kind::any: return QStringLiteral("Any");
    case Rule::Kind::none: return QStringLiteral("Not");
    }
    Q_UNREACHABLE();
}

QString fieldsName(Rule::Kind kind)
{
    switch (kind) {
    case Rule::Kind::fileExists: return QStringLiteral("fileFields");
    case Rule::Kind::folderExists: return QStringLiteral("folderFields");
    case Rule::Kind::commandExits: return QStringLiteral("commandFields");
    case Rule::Kind::packageInstalled: return QStringLiteral("packageFields");
    case Rule::Kind::fact: return QStringLiteral("factFields");
    case Rule::Kind::all:
    case Rule::Kind::any:
    case Rule::Kind::none: return QStringLiteral("groupFields");
    }
    Q_UNREACHABLE();
}

Rule emptyCondition(Rule::Kind kind)
{
    Rule rule;
    rule.kind = kind;
    if (kind == Rule::Kind::packageInstalled)
        rule.packageManager = QStringLiteral("dpkg");
    if (kind == Rule::Kind::fact) {
        rule.name = QStringLiteral("operatingSystem");
        rule.comparison = QStringLiteral("contains");
    }
    return rule;
}

QString factHint(const Rule &rule)
{
    if (rule.comparison.compare(u"matches", Qt::CaseInsensitive) == 0)
        return RuleEditor::tr("* stands for any characters, ? for one: PC-0* matches PC-0001. Letter case does not count.");
    if (rule.name.compare(u"memory", Qt::CaseInsensitive) == 0)
        return RuleEditor::tr("In megabytes: 4096 is 4 GB.");
    if (rule.comparison.compare(u"atLeast", Qt::CaseInsensitive) == 0 || rule.comparison.compare(u"atMost", Qt::CaseInsensitive) == 0)
        return RuleEditor::tr("Compared as numbers and versions: 10 is more than 9, 1.10 is newer than 1.9.");
    return RuleEditor::tr("Letter case does not count.");
}

QString emptyRuleText(RuleUse use)
{
    switch (use) {
    case RuleUse::detection:
        return RuleEditor::tr("No detection rule: the return code alone tells whether the program succeeded. Add a condition that "
                              "holds once the software is there, and it is proved, and not run again where it already is.");
    case RuleUse::appliesWhen: return RuleEditor::tr("No condition: it applies to every computer.");
    case RuleUse::collectionFilter: return RuleEditor::tr("No filter: only the computers of the list belong to the collection.");
    }
    Q_UNREACHABLE();
}

Symbol answerSymbol(RuleTestAnswer::State state)
{
    switch (state) {
    case RuleTestAnswer::State::notLooked: return Symbol::skipped;
    case RuleTestAnswer::State::holds: return Symbol::succeeded;
    case RuleTestAnswer::State::doesNotHold: return Symbol::failed;
    case RuleTestAnswer::State::cannotTell: return Symbol::warning;
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
