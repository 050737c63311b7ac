#include "engine/xml/ruleelement.h"

#include <array>

namespace seriatim {

namespace {

struct RuleName {
    Rule::Kind kind;
    const char *name;
};

constexpr std::array ruleNames{
    RuleName{Rule::Kind::fileExists, "FileExists"},
    RuleName{Rule::Kind::folderExists, "FolderExists"},
    RuleName{Rule::Kind::commandExits, "CommandExits"},
    RuleName{Rule::Kind::packageInstalled, "PackageInstalled"},
    RuleName{Rule::Kind::fact, "Fact"},
    RuleName{Rule::Kind::all, "All"},
    RuleName{Rule::Kind::any, "Any"},
    RuleName{Rule::Kind::none, "Not"},
};

void readFields(XmlReader &reader, pugi::xml_node element, Rule &rule)
{
    switch (rule.kind) {
    case Rule::Kind::fileExists:
        reader.text(element, "path", rule.path);
        reader.text(element, "minVersion", rule.minimumVersion);
        reader.text(element, "sha256", rule.sha256);
        break;
    case Rule::Kind::folderExists:
        reader.text(element, "path", rule.path);
        break;
    case Rule::Kind::commandExits: {
        reader.text(element, "command", rule.command);
        if (const auto field = fieldNamed(element, "code")) {
            const auto code = parseReturnCode(field->text);
            if (code)
                rule.code = *code;
            else
                reader.failWith(field->at, code.error());
        }
        break;
    }
    case Rule::Kind::packageInstalled:
        reader.text(element, "manager", rule.packageManager);
        reader.text(element, "name", rule.name);
        reader.text(element, "minVersion", rule.minimumVersion);
        break;
    case Rule::Kind::fact:
        reader.text(element, "name", rule.name);
        reader.text(element, "operator", rule.comparison);
        reader.text(element, "value", rule.value);
        break;
    case Rule::Kind::all:
    case Rule::Kind::any:
    case Rule::Kind::none:
        for (const pugi::xml_node part : elementsOf(element))
            rule.parts.push_back(readRule(reader, part));
        break;
    }
}

void writeFields(pugi::xml_node element, const Rule &rule)
{
    switch (rule.kind) {
    case Rule::Kind::fileExists:
        setAttribute(element, "path", rule.path);
        setAttributeUnless(element, "minVersion", rule.minimumVersion);
        setAttributeUnless(element, "sha256", rule.sha256);
        break;
    case Rule::Kind::folderExists:
        setAttribute(element, "path", rule.path);
        break;
    case Rule::Kind::commandExits:
        setAttribute(element, "command", rule.command);
        setAttribute(element, "code", rule.code);
        break;
    case Rule::Kind::packageInstalled:
        setAttribute(element, "manager", rule.packageManager);
        setAttribute(element, "name", rule.name);
        setAttributeUnless(element, "minVersion", rule.minimumVersion);
        break;
    case Rule::Kind::fact:
        setAttribute(element, "name", rule.name);
        setAttribute(element, "operator", rule.comparison);
        setAttribute(element, "value", rule.value);
        break;
    case Rule::Kind::all:
    case Rule::Kind::any:
    case Rule::Kind::none:
        for (const Rule &part : rule.parts)
            writeRule(element, part);
        break;
    }
}

} // namespace

Rule readRule(XmlReader &reader, pugi::xml_node element)
{
    Rule rule;
    for (const RuleName &candidate : ruleNames) {
        if (hasName(element, candidate.name)) {
            rule.kind = candidate.kind;
            readFields(reader, element, rule);
            return rule;
        }
    }
    reader.fail(element, QStringLiteral("<%1> is no rule; expected FileExists, FolderExists, CommandExits, PackageInstalled, "
                                        "Fact, All, Any or Not")
                             .arg(QString::fromUtf8(element.name())));
    return rule;
}

void writeRule(pugi::xml_node parent, const Rule &rule)
{
    for (const RuleName &candidate : ruleNames) {
        if (candidate.kind == rule.kind)
            writeFields(addElement(parent, candidate.name), rule);
    }
}

std::optional<Rule> readRuleIn(XmlReader &reader, pugi::xml_node parent, const char *name, RuleUse use)
{
    const pugi::xml_node holder = childNamed(parent, name);
    const std::vector<pugi::xml_node> rules = elementsOf(holder);
    if (rules.empty())
        return std::nullopt;
    if (rules.size() > 1) {
        reader.fail(rules[1], QStringLiteral("<%1> holds more than one rule; put them into <All> or <Any>")
                                  .arg(QString::fromLatin1(name)));
    }
    Rule rule = readRule(reader, rules.front());
    reader.require(rules.front(), validateRule(rule, use, QString::fromLatin1(name)));
    return rule;
}

void writeRuleIn(pugi::xml_node parent, const char *name, const std::optional<Rule> &rule)
{
    if (rule)
        writeRule(addElement(parent, name), *rule);
}

} // namespace seriatim
