#include "engine/domain/cataloguedifference.h"

#include "engine/domain/changes.h"

namespace seriatim {

namespace {

QString toText(AfterRunning after)
{
    switch (after) {
    case AfterRunning::noAction:
        return QStringLiteral("no action");
    case AfterRunning::restart:
        return QStringLiteral("restart computer");
    case AfterRunning::logOff:
        return QStringLiteral("log off user");
    }
    Q_UNREACHABLE();
}

QString toText(RunWithRights rights)
{
    switch (rights) {
    case RunWithRights::system:
        return QStringLiteral("system");
    case RunWithRights::loggedInUser:
        return QStringLiteral("logged-in user");
    case RunWithRights::specifiedUser:
        return QStringLiteral("specified user");
    }
    Q_UNREACHABLE();
}

QString toText(CanRun canRun)
{
    switch (canRun) {
    case CanRun::always:
        return QStringLiteral("any time");
    case CanRun::loggedOn:
        return QStringLiteral("only when a user is logged on");
    case CanRun::noneLoggedOn:
        return QStringLiteral("only when no user is logged on");
    }
    Q_UNREACHABLE();
}

QString toText(StartingWindow window)
{
    switch (window) {
    case StartingWindow::normal:
        return QStringLiteral("normal");
    case StartingWindow::hidden:
        return QStringLiteral("hidden");
    case StartingWindow::minimized:
        return QStringLiteral("minimized");
    case StartingWindow::maximized:
        return QStringLiteral("maximized");
    }
    Q_UNREACHABLE();
}

QString toText(const std::optional<Rule> &rule)
{
    return rule ? describeRule(*rule) : QString();
}

void compareCodes(const ReturnCodeRules &before, const ReturnCodeRules &after, Changes &changes)
{
    const auto list = [&](const QString &field, ReturnCodeList ReturnCodeRules::*codes) {
        changes.text(field, formatReturnCodes(before.*codes), formatReturnCodes(after.*codes));
    };
    list(QStringLiteral("success codes"), &ReturnCodeRules::success);
    list(QStringLiteral("failure codes"), &ReturnCodeRules::failure);
    list(QStringLiteral("restart codes"), &ReturnCodeRules::restart);
    list(QStringLiteral("restart-started codes"), &ReturnCodeRules::restartStarted);
    list(QStringLiteral("retry codes"), &ReturnCodeRules::retry);
}

void compareEnvironment(const Program &before, const Program &after, Changes &changes)
{
    const auto valueOf = [](const Program &program, const QString &name) -> std::optional<QString> {
        const auto found = std::ranges::find(program.environment, name, &EnvironmentVariable::name);
        return found == program.environment.end() ? std::nullopt : std::optional(found->value);
    };
    const qsizetype told = changes.sentences().size();
    for (const EnvironmentVariable &variable : before.environment) {
        if (!valueOf(after, variable.name))
            changes.text(QStringLiteral("environment variable ") + variable.name, variable.value, QString());
    }
    for (const EnvironmentVariable &variable : after.environment) {
        changes.text(QStringLiteral("environment variable ") + variable.name, valueOf(before, variable.name).value_or(QString()),
                     variable.value);
    }
    changes.part(QStringLiteral("list of environment variables"),
                 before.environment != after.environment && changes.sentences().size() == told);
}

void compareRunning(const Program &before, const Program &after, Changes &changes)
{
    const QString minutes = QStringLiteral("minutes");
    changes.number(QStringLiteral("estimated disk space"), before.estimatedDiskSpaceMb, after.estimatedDiskSpaceMb, QStringLiteral("MB"));
    changes.number(QStringLiteral("estimated run time"), before.estimatedRunTimeMinutes, after.estimatedRunTimeMinutes, minutes);
    changes.number(QStringLiteral("terminate after"), before.terminateAfterMinutes, after.terminateAfterMinutes, minutes);
    changes.value(QStringLiteral("after running"), toText(before.afterRunning), toText(after.afterRunning));
    const auto delay = [](const std::optional<int> &value) {
        return value ? QStringLiteral("%1 minutes").arg(*value) : QStringLiteral("as the task says");
    };
    changes.value(QStringLiteral("restart delay"), delay(before.restartDelayMinutes), delay(after.restartDelayMinutes));
    changes.value(QStringLiteral("starting window"), toText(before.startingWindow), toText(after.startingWindow));
    changes.value(QStringLiteral("run with rights"), toText(before.rights), toText(after.rights));
    changes.text(QStringLiteral("specified user"), before.specifiedUser, after.specifiedUser);
    changes.value(QStringLiteral("can run"), toText(before.canRun), toText(after.canRun));
    changes.number(QStringLiteral("minimum connection speed"), before.minimumConnectionSpeedKbps, after.minimumConnectionSpeedKbps,
                   QStringLiteral("KB/s"));
}

} // namespace

QStringList describeDifferences(const Program &before, const Program &after, const QString &owner)
{
    Changes changes(owner);
    changes.text(QStringLiteral("name"), before.name, after.name);
    changes.text(QStringLiteral("command line"), before.commandLine, after.commandLine);
    changes.text(QStringLiteral("working directory"), before.workingDirectory, after.workingDirectory);
    compareCodes(before.codes, after.codes, changes);
    changes.number(QStringLiteral("retry delay"), before.retryDelayMinutes, after.retryDelayMinutes, QStringLiteral("minutes"));
    changes.number(QStringLiteral("retry count"), before.retryCount, after.retryCount);
    changes.number(QStringLiteral("maximum attempts"), before.maximumAttempts, after.maximumAttempts);
    compareRunning(before, after, changes);
    compareEnvironment(before, after, changes);
    changes.text(QStringLiteral("detection rule"), toText(before.detection), toText(after.detection));
    changes.text(QStringLiteral("notes"), before.notes, after.notes);
    changes.flag(QStringLiteral("placeholder"), before.placeholder, after.placeholder);
    return changes.sentences();
}

} // namespace seriatim
