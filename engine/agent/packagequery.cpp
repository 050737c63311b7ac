#include "engine/agent/packagequery.h"

#include "engine/domain/rule.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>

namespace seriatim {

namespace {

constexpr int toolTimeLimitMs = 60000;

struct ToolAnswer {
    int code = 0;
    QString output;
};

Error cannotTell(const QString &subject, const QString &detail)
{
    return {ErrorCode::notFound, subject, detail};
}

// Never through a shell: names come from policies.
Result<ToolAnswer> ask(const QString &tool, const QStringList &arguments)
{
    const QString program = QStandardPaths::findExecutable(tool);
    if (program.isEmpty())
        return cannotTell(tool, QStringLiteral("this tool is not installed on this computer"));
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForFinished(toolTimeLimitMs)) {
        const QString reason = process.errorString();
        process.kill();
        process.waitForFinished();
        return cannotTell(tool, QStringLiteral("did not answer: ") + reason);
    }
    if (process.exitStatus() != QProcess::NormalExit)
        return cannotTell(tool, QStringLiteral("ended by a signal before it answered"));
    return ToolAnswer{process.exitCode(), QString::fromUtf8(process.readAllStandardOutput())};
}

Result<bool> dpkgVersionAtLeast(const QString &version, const QString &minimum)
{
    const Result<ToolAnswer> answer =
        ask(QStringLiteral("dpkg"), {QStringLiteral("--compare-versions"), version, QStringLiteral("ge"), minimum});
    if (!answer)
        return answer.error();
    if (answer->code > 1)
        return cannotTell(minimum, QStringLiteral("dpkg cannot compare with this version"));
    return answer->code == 0;
}

Result<bool> isInstalledByDpkg(const QString &name, const QString &minimum)
{
    const Result<ToolAnswer> answer =
        ask(QStringLiteral("dpkg-query"),
            {QStringLiteral("-W"), QStringLiteral("-f"), QStringLiteral("${db:Status-Status} ${Version}\\n"), name});
    if (!answer)
        return answer.error();
    if (answer->code > 1)
        return cannotTell(name, QStringLiteral("dpkg-query failed with code %1").arg(answer->code));
    // One line for each architecture; a removed package whose settings are still there has another status.
    for (const QString &line : answer->output.split(u'\n', Qt::SkipEmptyParts)) {
        if (line.section(u' ', 0, 0) != u"installed")
            continue;
        if (minimum.isEmpty())
            return true;
        Result<bool> newEnough = dpkgVersionAtLeast(line.section(u' ', 1), minimum);
        if (!newEnough || *newEnough)
            return newEnough;
    }
    return false;
}

Result<bool> isInstalledByRpm(const QString &name, const QString &minimum)
{
    const Result<ToolAnswer> answer =
        ask(QStringLiteral("rpm"), {QStringLiteral("-q"), QStringLiteral("--qf"), QStringLiteral("%{VERSION}\\n"), name});
    if (!answer)
        return answer.error();
    if (answer->code != 0)
        return false;
    for (const QString &version : answer->output.split(u'\n', Qt::SkipEmptyParts)) {
        if (minimum.isEmpty() || compareVersions(version, minimum) >= 0)
            return true;
    }
    return false;
}

Result<bool> hasUninstallKey(const QString &name, const QString &minimum)
{
#ifdef Q_OS_WIN
    for (const QSettings::Format view : {QSettings::Registry64Format, QSettings::Registry32Format}) {
        const QSettings all(QStringLiteral("HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall"), view);
        const QString version = all.value(name + QStringLiteral("/DisplayVersion")).toString();
        if (all.childGroups().contains(name, Qt::CaseInsensitive)
            && (minimum.isEmpty() || compareVersions(version, minimum) >= 0)) {
            return true;
        }
    }
    return false;
#else
    Q_UNUSED(minimum)
    return cannotTell(name, QStringLiteral("uninstall keys exist on Windows only; use dpkg or rpm"));
#endif
}

} // namespace

Result<bool> isPackageInstalled(const QString &manager, const QString &name, const QString &minimumVersion)
{
    const QString kind = manager.toLower();
    if (kind == u"uninstallkey") {
        if (name.contains(u'\\') || name.contains(u'/'))
            return cannotTell(name, QStringLiteral("an uninstall key's name holds no slashes"));
        return hasUninstallKey(name, minimumVersion);
    }
    // Neither an option nor a pattern, which the tools would take a name for.
    static const QRegularExpression plainName(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9+._:~-]*$"));
    if (!plainName.match(name).hasMatch())
        return cannotTell(name, QStringLiteral("this is not a package's name"));
    if (!minimumVersion.isEmpty() && !plainName.match(minimumVersion).hasMatch())
        return cannotTell(minimumVersion, QStringLiteral("this is not a version"));
    if (kind == u"dpkg")
        return isInstalledByDpkg(name, minimumVersion);
    if (kind == u"rpm")
        return isInstalledByRpm(name, minimumVersion);
    return cannotTell(manager, QStringLiteral("there is no such package manager; use dpkg, rpm or uninstallKey"));
}

} // namespace seriatim
