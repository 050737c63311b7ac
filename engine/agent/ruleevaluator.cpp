#include "engine/agent/ruleevaluator.h"

#include "engine/agent/filefacts.h"
#include "engine/agent/packagequery.h"
#include "engine/agent/variables.h"

#include <QDir>
#include <QUuid>

namespace seriatim {

namespace {

Error cannotTell(const QString &subject, const QString &detail)
{
    return {ErrorCode::notFound, subject, detail};
}

} // namespace

RuleEvaluator::RuleEvaluator(ProgramRunner &runner, RuleSurroundings surroundings)
    : m_runner(runner), m_surroundings(std::move(surroundings))
{
}

RuleAnswer RuleEvaluator::evaluate(const Rule &rule)
{
    const Result<bool> answer = ask(rule);
    if (!answer)
        return {false, QStringLiteral("the rule cannot be evaluated: ") + answer.error().message()};
    return {*answer, QString()};
}

Result<bool> RuleEvaluator::ask(const Rule &rule)
{
    Result<bool> answer = askUnheard(rule);
    if (m_surroundings.looked)
        m_surroundings.looked(rule, answer ? RuleAnswer{*answer, QString()} : RuleAnswer{false, answer.error().message()});
    return answer;
}

Result<bool> RuleEvaluator::askUnheard(const Rule &rule)
{
    switch (rule.kind) {
    case Rule::Kind::fileExists:
        return askFile(rule);
    case Rule::Kind::folderExists: {
        const Result<QString> path = absolutePath(rule.path);
        return path ? folderExists(*path) : Result<bool>(path.error());
    }
    case Rule::Kind::commandExits:
        return askCommand(rule);
    case Rule::Kind::packageInstalled:
        return isPackageInstalled(rule.packageManager, rule.name, rule.minimumVersion);
    case Rule::Kind::fact:
        return askFact(rule);
    case Rule::Kind::all:
        return askParts(rule, false);
    case Rule::Kind::any:
        return askParts(rule, true);
    case Rule::Kind::none: {
        Result<bool> anyHolds = askParts(rule, true);
        return anyHolds ? Result<bool>(!*anyHolds) : anyHolds;
    }
    }
    Q_UNREACHABLE();
}

// One part with the decisive answer settles it, whatever cannot be told of the others.
Result<bool> RuleEvaluator::askParts(const Rule &rule, bool decisive)
{
    std::optional<Error> unknown;
    for (const Rule &part : rule.parts) {
        const Result<bool> answer = ask(part);
        if (answer && *answer == decisive)
            return decisive;
        if (!answer && !unknown)
            unknown = answer.error();
    }
    return unknown ? Result<bool>(*unknown) : Result<bool>(!decisive);
}

Result<bool> RuleEvaluator::askFile(const Rule &rule)
{
    const Result<QString> path = absolutePath(rule.path);
    if (!path)
        return path.error();
    Result<bool> exists = fileExists(*path);
    if (!exists || !*exists)
        return exists;
    if (!rule.minimumVersion.isEmpty()) {
        const Result<QString> version = fileVersion(*path);
        if (!version)
            return version.error();
        if (compareVersions(*version, rule.minimumVersion) < 0)
            return false;
    }
    if (rule.sha256.isEmpty())
        return true;
    const Result<QString> sha256 = fileSha256(*path);
    if (!sha256)
        return sha256.error();
    return sha256->compare(rule.sha256, Qt::CaseInsensitive) == 0;
}

Result<bool> RuleEvaluator::askCommand(const Rule &rule)
{
    ProgramStart start;
    start.commandLine = rule.command;
    start.workingDirectory = m_surroundings.workingDirectory;
    start.environment = m_surroundings.environment;
    start.logFile = m_surroundings.scratchLog;
    start.timeLimitMs = m_surroundings.commandTimeLimitMs;
    start.token = QUuid::createUuid().toString();
    if (!start.logFile.isEmpty())
        QFile::remove(start.logFile); // or it would grow with every look
    ProgramEnd end = m_runner.run(start, {});
    if (end.kind == ProgramEnd::Kind::couldNotRecord) { // the answer is what is asked for, not what it prints
        start.logFile.clear();
        end = m_runner.run(start, {});
    }
    switch (end.kind) {
    case ProgramEnd::Kind::exited:
        return end.code == rule.code;
    case ProgramEnd::Kind::couldNotStart:
    case ProgramEnd::Kind::couldNotRecord:
        return cannotTell(rule.command, QStringLiteral("the command could not be started: ") + end.reason);
    case ProgramEnd::Kind::timedOut:
        return cannotTell(rule.command, QStringLiteral("the command did not end within %1 s")
                                            .arg(static_cast<double>(start.timeLimitMs) / 1000));
    case ProgramEnd::Kind::cancelled:
        return cannotTell(rule.command, QStringLiteral("the command was cancelled"));
    }
    Q_UNREACHABLE();
}

Result<bool> RuleEvaluator::askFact(const Rule &rule)
{
    if (!m_surroundings.fact || !knownFacts().contains(rule.name, Qt::CaseInsensitive))
        return cannotTell(rule.name, QStringLiteral("there is no such fact on this computer"));
    const QString value = m_surroundings.fact(rule.name);
    // A computer may well be in no domain and have no user, but it always has an architecture.
    const bool mayBeEmpty = rule.name.compare(u"domain", Qt::CaseInsensitive) == 0
                            || rule.name.compare(u"user", Qt::CaseInsensitive) == 0;
    if (value.isEmpty() && !mayBeEmpty)
        return cannotTell(rule.name, QStringLiteral("this fact is not known of this computer"));
    return factHolds(rule, value);
}

Result<QString> RuleEvaluator::absolutePath(const QString &path) const
{
    Result<QString> expanded = expandVariables(path, m_surroundings.environment);
    if (!expanded || QDir::isAbsolutePath(*expanded))
        return expanded;
    if (m_surroundings.workingDirectory.isEmpty())
        return cannotTell(path, QStringLiteral("the path is relative; write it from the root on"));
    return QDir(m_surroundings.workingDirectory).absoluteFilePath(*expanded);
}

} // namespace seriatim
