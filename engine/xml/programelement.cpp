#include "engine/xml/programelement.h"

#include "engine/xml/ruleelement.h"

#include <array>

namespace seriatim {

namespace {

constexpr std::array afterRunningWords{XmlWord{AfterRunning::noAction, u"noAction"},
                                       XmlWord{AfterRunning::restart, u"restart"},
                                       XmlWord{AfterRunning::logOff, u"logOff"}};
constexpr std::array rightsWords{XmlWord{RunWithRights::system, u"system"},
                                 XmlWord{RunWithRights::loggedInUser, u"loggedInUser"},
                                 XmlWord{RunWithRights::specifiedUser, u"specifiedUser"}};
constexpr std::array canRunWords{XmlWord{CanRun::always, u"always"}, XmlWord{CanRun::loggedOn, u"loggedOn"},
                                 XmlWord{CanRun::noneLoggedOn, u"noneLoggedOn"}};
constexpr std::array windowWords{XmlWord{StartingWindow::normal, u"normal"}, XmlWord{StartingWindow::hidden, u"hidden"},
                                 XmlWord{StartingWindow::minimized, u"minimized"},
                                 XmlWord{StartingWindow::maximized, u"maximized"}};

template <typename Enum, size_t count>
void readWord(XmlReader &reader, pugi::xml_node element, const char *name, Enum &target,
              const std::array<XmlWord<Enum>, count> &words)
{
    reader.word<Enum>(element, name, target, words);
}

template <typename Enum, size_t count>
void writeWord(pugi::xml_node element, const char *name, Enum value, Enum usual,
               const std::array<XmlWord<Enum>, count> &words)
{
    if (value != usual)
        addText(element, name, wordOf<Enum>(value, words));
}

void readCodes(XmlReader &reader, pugi::xml_node element, ReturnCodeRules &codes)
{
    reader.codes(element, "SuccessCodes", codes.success);
    if (codes.success.empty())
        codes.success = {0};
    reader.codes(element, "FailureCodes", codes.failure);
    reader.codes(element, "RestartCodes", codes.restart);
    reader.codes(element, "RestartStartedCodes", codes.restartStarted);
    reader.codes(element, "RetryCodes", codes.retry);
}

void readEnvironment(XmlReader &reader, pugi::xml_node element, Program &program)
{
    const pugi::xml_node holder = childNamed(element, "Environment");
    if (!holder)
        return;
    program.environment.clear();
    for (const pugi::xml_node child : childrenNamed(holder, "Variable")) {
        EnvironmentVariable variable;
        reader.requiredText(child, "name", variable.name);
        reader.text(child, "value", variable.value);
        program.environment.push_back(std::move(variable));
    }
}

void writeEnvironment(pugi::xml_node element, const Program &program)
{
    if (program.environment.empty())
        return;
    const pugi::xml_node holder = addElement(element, "Environment");
    for (const EnvironmentVariable &variable : program.environment) {
        const pugi::xml_node child = addElement(holder, "Variable");
        setAttribute(child, "name", variable.name);
        setAttribute(child, "value", variable.value);
    }
}

void readLimits(XmlReader &reader, pugi::xml_node element, Program &program)
{
    reader.integer(element, "RetryDelay", program.retryDelayMinutes, 0, maximumQuantity);
    reader.integer(element, "RetryCount", program.retryCount, 0, maximumQuantity);
    reader.integer(element, "MaximumAttempts", program.maximumAttempts, 1, maximumQuantity);
    reader.integer(element, "EstimatedDiskSpace", program.estimatedDiskSpaceMb, 0, std::numeric_limits<int>::max());
    reader.integer(element, "EstimatedRunTime", program.estimatedRunTimeMinutes, 0, maximumQuantity);
    // Blank means the usual 360, as 0 does (B31).
    std::optional<int> terminateAfter;
    reader.optionalInteger(element, "TerminateAfter", terminateAfter, 0, maximumQuantity);
    program.terminateAfterMinutes = terminateAfter.value_or(0);
    reader.optionalInteger(element, "RestartDelay", program.restartDelayMinutes, 0, maximumQuantity);
    reader.integer(element, "MinimumConnectionSpeed", program.minimumConnectionSpeedKbps, 0, std::numeric_limits<int>::max());
}

} // namespace

void readProgramFields(XmlReader &reader, pugi::xml_node element, Program &program)
{
    reader.text(element, "CommandLine", program.commandLine);
    reader.text(element, "WorkingDirectory", program.workingDirectory);
    readCodes(reader, element, program.codes);
    readLimits(reader, element, program);
    readWord(reader, element, "AfterRunning", program.afterRunning, afterRunningWords);
    readWord(reader, element, "StartingWindow", program.startingWindow, windowWords);
    readWord(reader, element, "RunWithRights", program.rights, rightsWords);
    reader.text(element, "SpecifiedUser", program.specifiedUser);
    readWord(reader, element, "CanRun", program.canRun, canRunWords);
    readEnvironment(reader, element, program);
    program.detection = readRuleIn(reader, element, "DetectionRule", RuleUse::detection);
    reader.text(element, "Notes", program.notes);
    reader.boolean(element, "Placeholder", program.placeholder);
}

void writeProgramFields(pugi::xml_node element, const Program &program)
{
    static const Program usual;
    addText(element, "CommandLine", program.commandLine);
    addTextUnless(element, "WorkingDirectory", program.workingDirectory);
    addCodesUnless(element, "SuccessCodes", program.codes.success, usual.codes.success);
    addCodesUnless(element, "FailureCodes", program.codes.failure, {});
    addCodesUnless(element, "RestartCodes", program.codes.restart, {});
    addCodesUnless(element, "RestartStartedCodes", program.codes.restartStarted, {});
    addCodesUnless(element, "RetryCodes", program.codes.retry, {});
    addIntegerUnless(element, "RetryDelay", program.retryDelayMinutes, usual.retryDelayMinutes);
    addIntegerUnless(element, "RetryCount", program.retryCount, usual.retryCount);
    addIntegerUnless(element, "MaximumAttempts", program.maximumAttempts, usual.maximumAttempts);
    addIntegerUnless(element, "EstimatedDiskSpace", program.estimatedDiskSpaceMb, 0);
    addIntegerUnless(element, "EstimatedRunTime", program.estimatedRunTimeMinutes, 0);
    addIntegerUnless(element, "TerminateAfter", program.terminateAfterMinutes, 0);
    writeWord(element, "AfterRunning", program.afterRunning, usual.afterRunning, afterRunningWords);
    if (program.restartDelayMinutes)
        addInteger(element, "RestartDelay", *program.restartDelayMinutes);
    writeWord(element, "StartingWindow", program.startingWindow, usual.startingWindow, windowWords);
    writeWord(element, "RunWithRights", program.rights, usual.rights, rightsWords);
    addTextUnless(element, "SpecifiedUser", program.specifiedUser);
    writeWord(element, "CanRun", program.canRun, usual.canRun, canRunWords);
    addIntegerUnless(element, "MinimumConnectionSpeed", program.minimumConnectionSpeedKbps, 0);
    writeEnvironment(element, program);
    writeRuleIn(element, "DetectionRule", program.detection);
    addTextUnless(element, "Notes", program.notes);
    addFlagUnless(element, "Placeholder", program.placeholder, false);
}

} // namespace seriatim
