// A random case as the documents that the product reads.
#include "tests/support/binaries.h"
#include "tests/system/agreement/randomcase.h"

#include <QStringList>

namespace seriatim::test {

namespace {

QString listed(const Codes &codes)
{
    QStringList words;
    for (const int code : codes)
        words.append(QString::number(code));
    return words.join(u',');
}

QString element(const QString &name, const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<%1>%2</%1>").arg(name, text);
}

QString programXml(const RandomProgram &program, int place)
{
    QString xml = element(QStringLiteral("SuccessCodes"), program.success ? listed(*program.success) : QString());
    xml += element(QStringLiteral("FailureCodes"), listed(program.failure));
    xml += element(QStringLiteral("RestartCodes"), listed(program.restart));
    xml += element(QStringLiteral("RestartStartedCodes"), listed(program.restartStarted));
    xml += element(QStringLiteral("RetryCodes"), listed(program.retry));
    xml += element(QStringLiteral("RetryDelay"), QString::number(program.retryDelay));
    xml += element(QStringLiteral("RestartDelay"), QString::number(program.restartDelay));
    xml += element(QStringLiteral("RetryCount"), QString::number(program.retryCount));
    xml += element(QStringLiteral("MaximumAttempts"), QString::number(program.maximumAttempts));
    xml += element(QStringLiteral("AfterRunning"), program.afterRunning);
    xml += element(QStringLiteral("CanRun"), program.canRun);
    xml += element(QStringLiteral("TerminateAfter"), program.terminateAfter ? QString::number(*program.terminateAfter) : QString());
    xml += element(QStringLiteral("EstimatedRunTime"), program.estimatedRunTime > 0 ? QString::number(program.estimatedRunTime) : QString());
    if (program.detects)
        xml += QStringLiteral("<DetectionRule><FileExists path=\"${SERIATIM_HOME}/proof-%1\" /></DetectionRule>").arg(place);
    return xml;
}

QString attribute(const char *name, const QString &value)
{
    return QStringLiteral(" %1=\"%2\"").arg(QString::fromLatin1(name), value);
}

QString numberOrAny(int number)
{
    return number == 0 ? QStringLiteral("*") : QString::number(number);
}

QString yesOrNo(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

// Without what a row leaves out by itself.
QString rowXml(const QString &name, const RowMatch &match, const QString &says)
{
    QString xml = QStringLiteral("  <%1").arg(name) + attribute("computer", match.computer);
    if (name != u"RestartNeeded") // that is of the computer
        xml += attribute("item", numberOrAny(match.item));
    if (match.attempt != 0)
        xml += attribute("attempt", QString::number(match.attempt));
    if (match.run != 0)
        xml += attribute("run", QString::number(match.run));
    if (match.never)
        xml += attribute("probability", QStringLiteral("0"));
    return xml + says + QStringLiteral(" />\n");
}

} // namespace

QString RandomCase::conditionXml(int item) const
{
    const RandomItem &asked = m_items[item - 1];
    if (asked.condition == Condition::none)
        return {};
    QString rule = QStringLiteral("<FileExists path=\"${SERIATIM_HOME}/applies-%1\" />").arg(item);
    if (!conditionFile(item, 1)) {
        const bool isOurs = isApplicable(item, 1) != asked.negated;
        rule = QStringLiteral("<Fact name=\"name\" operator=\"equals\" value=\"%1\" />").arg(isOurs ? QString::fromLatin1(computer) : QStringLiteral("another"));
    }
    if (asked.negated)
        rule = QStringLiteral("<Not>%1</Not>").arg(rule);
    return QStringLiteral("<AppliesWhen>%1</AppliesWhen>").arg(rule);
}

QByteArray RandomCase::definition() const
{
    Rollout rollout;
    for (int item = 1; item <= itemCount(); ++item) {
        const int program = m_items[item - 1].program;
        Step step{QStringLiteral("program %1").arg(program + 1), QStringLiteral(". \"$PROGRAM\""), programXml(m_programs[program], item), conditionXml(item)};
        for (const RandomDependency &dependency : m_items[item - 1].dependencies)
            step.lineItem += dependsOn(dependency.on, dependency.codes ? listed(*dependency.codes) : QString());
        rollout.steps.append(step);
    }
    if (m_timing == Timing::daily)
        rollout.schedule = QStringLiteral("<Schedule ScheduleRetry=\"true\"><Trigger Type=\"1\"><BeginDate>2020-01-01 01:00:00</BeginDate></Trigger></Schedule>");
    if (m_maximumRuns)
        rollout.task = QStringLiteral("<RepeatUntilSuccessful><MaximumRuns>%1</MaximumRuns></RepeatUntilSuccessful>").arg(*m_maximumRuns);
    if (m_restartFirst)
        rollout.task += QStringLiteral("<Options><RestartFirst>true</RestartFirst><WarnMinutes>0</WarnMinutes></Options>");
    return definitionOf(rollout);
}

QByteArray RandomCase::scenario() const
{
    QString rows;
    for (const OutcomeRow &row : m_outcomes) {
        rows += rowXml(QStringLiteral("Outcome"), row.match,
                       (row.code ? attribute("returnCode", QString::number(*row.code)) : QString())
                           + (row.duration ? attribute("duration", QString::number(*row.duration)) : QString()));
    }
    for (const FaultRow &row : m_faults) {
        // An installer's restart comes while it runs, whatever the row says.
        const bool saysOtherwise = row.kind == FaultKind::installerRestart && row.otherwise;
        rows += rowXml(QStringLiteral("Fault"), row.match,
                       attribute("kind", toWord(row.kind)) + attribute("at", toWord(saysOtherwise ? FaultMoment::afterExit : row.at)));
    }
    for (const DetectionRow &row : m_detections)
        rows += rowXml(QStringLiteral("Detection"), row.match, attribute("before", yesOrNo(row.before)) + attribute("after", yesOrNo(row.after)));
    for (const AppliesRow &row : m_applies)
        rows += rowXml(QStringLiteral("Applies"), row.match, attribute("value", yesOrNo(row.value)));
    for (const RestartNeededRow &row : m_restartsNeeded)
        rows += rowXml(QStringLiteral("RestartNeeded"), row.match, attribute("value", yesOrNo(row.value)));
    if (!m_session.isEmpty())
        rows += QStringLiteral("  <Session computer=\"*\" state=\"%1\" />\n").arg(m_session);
    return QStringLiteral("<Scenario runs=\"%1\">\n%2</Scenario>\n").arg(m_runs).arg(rows).toUtf8();
}

} // namespace seriatim::test
