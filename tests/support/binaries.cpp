#include "tests/support/binaries.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <stdexcept>

namespace seriatim::test {

namespace {

constexpr int patience = 120'000; // ms; a machine may be busy, a test that needs this long has failed

QString binary(const QString &name)
{
#ifdef Q_OS_WIN
    return QStringLiteral(SERIATIM_BINARY_DIR "/") + name + QStringLiteral(".exe");
#else
    return QStringLiteral(SERIATIM_BINARY_DIR "/") + name;
#endif
}

} // namespace

QString seriatimConsole()
{
    return binary(QStringLiteral("seriatim"));
}

QString seriatimctl()
{
    return binary(QStringLiteral("seriatimctl"));
}

QString seriatimAgent()
{
    return binary(QStringLiteral("seriatim-agent"));
}

QJsonObject Outcome::json() const
{
    return QJsonDocument::fromJson(out).object();
}

QByteArray told(const Outcome &outcome)
{
    return "exit code " + QByteArray::number(outcome.exitCode) + "\nstandard output: " + outcome.out + "\nstandard error: " + outcome.err;
}

QByteArray refusalFault(const Outcome &outcome, int exitCode, const QStringList &mentions)
{
    QByteArray fault;
    if (outcome.exitCode != exitCode)
        fault = "expected exit code " + QByteArray::number(exitCode);
    else if (!outcome.out.isEmpty())
        fault = "standard output is not empty";
    else if (outcome.err.count('\n') != 1 || !outcome.err.endsWith('\n'))
        fault = "standard error is not one line";
    for (const QString &mention : mentions) {
        if (fault.isEmpty() && !outcome.error().contains(mention))
            fault = "standard error does not say '" + mention.toUtf8() + '\'';
    }
    return fault.isEmpty() ? fault : fault + "; " + told(outcome);
}

Sandbox::Sandbox()
{
    for (const char *name : {"PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "SystemRoot", "TEMP", "TMP"}) {
        if (qEnvironmentVariableIsSet(name))
            m_environment.insert(QString::fromLatin1(name), qEnvironmentVariable(name));
    }
    for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"}) {
        const QString folder = path(QString::fromLatin1(name).toLower());
        QDir().mkpath(folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner); // Qt complains of others' rights
        m_environment.insert(QString::fromLatin1(name), folder);
    }
    m_environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    if (const Outcome made = ctl({QStringLiteral("store"), QStringLiteral("init")}); made.exitCode != 0)
        throw std::runtime_error(told(made).toStdString());
}

QString Sandbox::write(const QString &name, const QByteArray &bytes) const
{
    QDir().mkpath(QFileInfo(path(name)).absolutePath());
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        throw std::runtime_error(file.errorString().toStdString());
    return file.fileName();
}

QByteArray Sandbox::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArrayList Sandbox::lines(const QString &name) const
{
    QByteArrayList lines = read(name).split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

Outcome finish(QProcess &process)
{
    Outcome outcome;
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(patience)) {
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit && process.error() == QProcess::UnknownError) {
        outcome.exitCode = process.exitCode();
    }
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

Outcome Sandbox::run(const QString &program, const QStringList &arguments, const QByteArray &input) const
{
    const std::unique_ptr<QProcess> process = start(program, arguments);
    process->write(input);
    process->closeWriteChannel();
    return finish(*process);
}

std::unique_ptr<QProcess> Sandbox::start(const QString &program, const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->setWorkingDirectory(m_folder.path());
    process->start(program, arguments);
    process->waitForStarted(patience);
    return process;
}

Outcome Sandbox::ctl(const QStringList &arguments) const
{
    return run(seriatimctl(), QStringList{QStringLiteral("--store"), store()} + arguments);
}

QStringList Sandbox::agentArguments(const QStringList &more) const
{
    return QStringList{QStringLiteral("--home"), home(), QStringLiteral("--store"), store(), QStringLiteral("--computer"),
                       QString::fromLatin1(computer)}
           + more;
}

Outcome Sandbox::agent(const QStringList &more) const
{
    return run(seriatimAgent(), agentArguments(more));
}

std::unique_ptr<QProcess> Sandbox::startAgent(const QStringList &more) const
{
    return start(seriatimAgent(), agentArguments(more));
}

QByteArray Sandbox::contents() const
{
    return ctl({QStringLiteral("export"), QStringLiteral("-o"), QStringLiteral("-")}).out;
}

Outcome Sandbox::import(const QByteArray &definition) const
{
    return ctl({QStringLiteral("import"), write(QStringLiteral("to import.xml"), definition)});
}

QJsonObject Sandbox::status(const QString &task) const
{
    const Outcome outcome = ctl({QStringLiteral("status"), task, QStringLiteral("--json")});
    return outcome.json().value(u"computers").toArray().first().toObject();
}

QJsonObject Sandbox::task(const QString &name) const
{
    return ctl({QStringLiteral("task"), QStringLiteral("show"), name, QStringLiteral("--json")}).json();
}

QString Sandbox::itemStatuses(const QString &task) const
{
    QStringList words;
    const QJsonObject all = status(task);
    for (const QJsonValue item : all.value(u"items").toArray())
        words.append(item[u"status"].toString());
    return words.join(u',');
}

QByteArray definitionOf(const Rollout &rollout)
{
    QString programs;
    QString items;
    for (const Step &step : rollout.steps) {
        const QString name = step.name.toHtmlEscaped();
        if (!programs.contains(QStringLiteral("<Program name=\"%1\">").arg(name))) {
            programs += QStringLiteral("<Program name=\"%1\"><CommandLine>%2</CommandLine>%3</Program>\n")
                            .arg(name, step.commandLine.toHtmlEscaped(), step.program);
        }
        items += QStringLiteral("<LineItem package=\"Suite\" program=\"%1\">%2</LineItem>\n").arg(name, step.lineItem);
    }
    return QStringLiteral("<Seriatim version=\"1\">\n<Package name=\"Suite\" version=\"1\">%1%2</Package>\n"
                          "<Computer name=\"%3\" />\n<Collection name=\"Pilot\"><Member computer=\"%3\" /></Collection>\n"
                          "<SequentialTask name=\"Rollout\" enabled=\"true\"><ExecutionOrder>%4</ExecutionOrder>"
                          "<AppliesTo collection=\"Pilot\" />%5%6</SequentialTask>\n</Seriatim>\n")
        .arg(rollout.package, programs, QString::fromLatin1(Sandbox::computer), items, rollout.schedule, rollout.task)
        .toUtf8();
}

QString note(const QString &name, int exitCode)
{
    return QStringLiteral("echo %1 >> \"$SERIATIM_HOME/ran\"; exit %2").arg(name).arg(exitCode);
}

QString dependsOn(int on, const QString &codes)
{
    return codes.isEmpty() ? QStringLiteral("<DependsOn item=\"%1\" />").arg(on)
                           : QStringLiteral("<DependsOn item=\"%1\" returnCodes=\"%2\" />").arg(on).arg(codes);
}

} // namespace seriatim::test
