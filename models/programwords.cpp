#include "models/programwords.h"

#include <QCoreApplication>
#include <QStringList>

namespace seriatim {

namespace {

struct ProgramWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::ProgramWords)
};

QString codeInFull(ReturnCode code, ReturnCodeClass codeClass)
{
    switch (codeClass) {
    case ReturnCodeClass::restartNeeded: return ProgramWords::tr("%1 (restart needed)").arg(code);
    case ReturnCodeClass::restartStarted: return ProgramWords::tr("%1 (has started a restart)").arg(code);
    case ReturnCodeClass::tryAgain: return ProgramWords::tr("%1 (try again later)").arg(code);
    case ReturnCodeClass::failure: return ProgramWords::tr("%1 (failure)").arg(code);
    case ReturnCodeClass::success: return QString::number(code);
    }
    Q_UNREACHABLE();
}

} // namespace

QString packageText(const QString &name, const QString &version)
{
    return version.isEmpty() ? name : QStringLiteral("%1 %2").arg(name, version);
}

QString packageText(const Package &package)
{
    return packageText(package.name, package.version);
}

QString afterRunningText(AfterRunning afterRunning)
{
    switch (afterRunning) {
    case AfterRunning::noAction: return ProgramWords::tr("no action");
    case AfterRunning::restart: return ProgramWords::tr("restart computer");
    case AfterRunning::logOff: return ProgramWords::tr("log off user");
    }
    Q_UNREACHABLE();
}

QString rightsText(RunWithRights rights)
{
    switch (rights) {
    case RunWithRights::system: return ProgramWords::tr("system account");
    case RunWithRights::loggedInUser: return ProgramWords::tr("logged-in user");
    case RunWithRights::specifiedUser: return ProgramWords::tr("specified user");
    }
    Q_UNREACHABLE();
}

QString canRunText(CanRun canRun)
{
    switch (canRun) {
    case CanRun::always: return ProgramWords::tr("any time");
    case CanRun::loggedOn: return ProgramWords::tr("only when a user is logged on");
    case CanRun::noneLoggedOn: return ProgramWords::tr("only when no user is logged on");
    }
    Q_UNREACHABLE();
}

QString startingWindowText(StartingWindow window)
{
    switch (window) {
    case StartingWindow::normal: return ProgramWords::tr("normal");
    case StartingWindow::hidden: return ProgramWords::tr("hidden");
    case StartingWindow::minimized: return ProgramWords::tr("minimized");
    case StartingWindow::maximized: return ProgramWords::tr("maximized");
    }
    Q_UNREACHABLE();
}

QString minutesText(int minutes)
{
    const int hours = minutes / 60;
    if (hours == 0)
        return ProgramWords::tr("%1 min").arg(minutes);
    if (minutes % 60 == 0)
        return ProgramWords::tr("%1 h").arg(hours);
    return ProgramWords::tr("%1 h %2 min").arg(hours).arg(minutes % 60);
}

QString estimatedTimeText(int minutes)
{
    return minutes > 0 ? minutesText(minutes) : ProgramWords::tr("not estimated");
}

QString codesText(const ReturnCodeList &codes)
{
    QStringList words;
    for (const ReturnCode code : codes)
        words.append(QString::number(code));
    return words.isEmpty() ? ProgramWords::tr("none") : words.join(QStringLiteral(", "));
}

QString codesText(const ReturnCodeRules &rules)
{
    return codesText(rules.successCodes());
}

QString codesInFullText(const ReturnCodeRules &rules)
{
    QStringList words;
    for (const ReturnCode code : rules.successCodes())
        words.append(codeInFull(code, rules.classify(code)));
    return words.isEmpty() ? ProgramWords::tr("none") : words.join(QStringLiteral(", "));
}

} // namespace seriatim
