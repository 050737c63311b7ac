#include "app/shared/processsetup.h"

#include "engine/base/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#ifdef Q_OS_UNIX
#include <langinfo.h>
#include <unistd.h>
#else
#include <io.h>
#endif

namespace seriatim {

namespace {

std::atomic<bool> stopWished{false};
std::atomic<bool> reloadWished{false};

void onSignal(int number)
{
    stopWished.store(true, std::memory_order_relaxed);
    std::signal(number, SIG_DFL);
}

#ifdef SIGHUP
void onHangUp(int)
{
    reloadWished.store(true, std::memory_order_relaxed);
}
#endif

bool isTerminal(int descriptor)
{
#ifdef Q_OS_UNIX
    return ::isatty(descriptor) != 0;
#else
    return ::_isatty(descriptor) != 0;
#endif
}

} // namespace

void prepareProcess()
{
#ifdef Q_OS_UNIX
    std::setlocale(LC_ALL, "");
    // Qt would switch by itself, but say so on standard error, where only errors belong.
    if (std::strcmp(::nl_langinfo(CODESET), "UTF-8") != 0)
        ::setenv("LC_ALL", "C.UTF-8", 1);
    std::setlocale(LC_ALL, "C");
#endif
}

const std::atomic<bool> &stopOnSignals()
{
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    return stopWished;
}

std::atomic<bool> &reloadOnSignal()
{
#ifdef SIGHUP
    std::signal(SIGHUP, onHangUp);
#endif
    return reloadWished;
}

void ignoreBrokenPipes()
{
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

QString storePath(const QString &option)
{
    if (!option.isEmpty())
        return option;
    if (QString fromEnvironment = qEnvironmentVariable("SERIATIM_STORE"); !fromEnvironment.isEmpty())
        return fromEnvironment;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/seriatim/seriatim.store");
}

QString parserComplaint(const QCommandLineParser &parser)
{
    QString text = parser.errorText();
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

Result<int> wholeNumber(const QString &text, const QString &name, int least, int most)
{
    const std::optional<qint64> value = parseInteger(text);
    if (!value || *value < least || *value > most)
        return Error{ErrorCode::invalidInput, {}, QStringLiteral("%1 is '%2'; use a whole number from %3 to %4").arg(name, text).arg(least).arg(most)};
    return static_cast<int>(*value);
}

QString counted(qint64 count, const QString &singular)
{
    return QString::number(count) + u' ' + singular + (count == 1 ? QString() : QStringLiteral("s"));
}

int fail(const QString &message, ExitCode exitCode)
{
    const QByteArray line = (QCoreApplication::applicationName() + QStringLiteral(": ") + message.simplified()).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
    return exitCode;
}

void showProgress(const QString &line)
{
    if (!isTerminal(2))
        return;
    const QByteArray text = line.toUtf8() + '\n';
    std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stderr);
}

} // namespace seriatim
