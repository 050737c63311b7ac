#include "app/cli/pdfreport.h"

#include "app/shared/processsetup.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>

namespace seriatim {

namespace {

const QString consoleName = QStringLiteral("seriatim");
constexpr int pollMs = 100;
constexpr int patienceMs = 10'000; // with a console that has been told to stop

// The one that was installed with this program, rather than another version of it.
QString findConsole()
{
    const QString beside = QStandardPaths::findExecutable(consoleName, {QCoreApplication::applicationDirPath()});
    return beside.isEmpty() ? QStandardPaths::findExecutable(consoleName) : beside;
}

QStringList argumentsOf(const PdfReport &report)
{
    const QStringList own{QStringLiteral("--store=") + report.store, QStringLiteral("--report-pdf=") + report.file, QStringLiteral("--report=") + report.name};
    return own + report.options;
}

// False: it was stopped.
bool waitForEnd(QProcess &console, const std::atomic<bool> &stop)
{
    while (console.state() != QProcess::NotRunning && !console.waitForFinished(pollMs)) {
        if (!stop)
            continue;
        console.terminate(); // it has heard of a Ctrl+C itself, but not of a signal to this process alone
        if (!console.waitForFinished(patienceMs)) {
            console.kill();
            console.waitForFinished();
        }
    }
    return !stop;
}

// Without the name in front of it; empty where the console did not come to say anything itself.
QString complaintOf(const QByteArray &standardError)
{
    const QByteArray mark = consoleName.toUtf8() + ": ";
    for (const QByteArray &line : standardError.split('\n')) {
        if (line.startsWith(mark))
            return QString::fromUtf8(line.mid(mark.size()));
    }
    return {};
}

int failBecauseOf(const QProcess &console, const QByteArray &standardError)
{
    const bool ended = console.exitStatus() == QProcess::NormalExit;
    const QString complaint = complaintOf(standardError);
    if (ended && !complaint.isEmpty())
        return fail(complaint, console.exitCode() == exitUsage ? exitUsage : exitFailed);
    const QString said = QString::fromLocal8Bit(standardError).simplified();
    return fail(QStringLiteral("%1 made no PDF: it %2%3").arg(console.program(), ended ? QStringLiteral("ended with %1").arg(console.exitCode()) : QStringLiteral("crashed"),
                                                            said.isEmpty() ? QString() : QStringLiteral(" and said: ") + said),
                exitFailed);
}

} // namespace

int makePdfReport(const PdfReport &report)
{
    const QString program = findConsole();
    if (program.isEmpty())
        return fail(QStringLiteral("the console '%1', which makes PDFs, is neither beside seriatimctl nor on the PATH; install it beside seriatimctl, or use --html").arg(consoleName),
                    exitFailed);
    const std::atomic<bool> &stop = stopOnSignals();
    QProcess console;
    console.setProcessChannelMode(QProcess::ForwardedOutputChannel);
    console.setStandardInputFile(QProcess::nullDevice());
    console.start(program, argumentsOf(report));
    if (!console.waitForStarted(-1))
        return fail(QStringLiteral("%1: the console cannot be started: %2").arg(program, console.errorString()), exitFailed);
    const bool wentOn = waitForEnd(console, stop);
    if (console.exitStatus() == QProcess::NormalExit && console.exitCode() == exitDone)
        return exitDone;
    if (!wentOn)
        return fail(QStringLiteral("stopped; no PDF was made"), exitFailed);
    return failBecauseOf(console, console.readAllStandardError());
}

} // namespace seriatim
