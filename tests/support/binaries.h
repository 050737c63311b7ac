// Sandbox: a folder of its own in which the real seriatimctl and seriatim-agent run, with nothing of the user's in sight.
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace seriatim::test {

// What a process left behind. exitCode is -1 when it crashed, was killed or did not start.
struct Outcome {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const; // empty when standard output is no single JSON object
    [[nodiscard]] QString error() const { return QString::fromUtf8(err); }
};

// For QVERIFY2: everything that a process said.
[[nodiscard]] QByteArray told(const Outcome &outcome);

// The rule for every refusal: nothing on standard output, one line on standard error that has all of `mentions`.
// Empty when it holds, else what is wrong.
[[nodiscard]] QByteArray refusalFault(const Outcome &outcome, int exitCode, const QStringList &mentions);

class Sandbox
{
public:
    static constexpr auto computer = "PC-1";

    Sandbox(); // with an empty store

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString store() const { return path(QStringLiteral("the.store")); }
    [[nodiscard]] QString home() const { return path(QStringLiteral("agent home")); } // of agent()
    [[nodiscard]] QString journal() const { return home() + QStringLiteral("/Task Synchronization/synchronization.xml"); }

    QString write(const QString &name, const QByteArray &bytes) const; // its path
    [[nodiscard]] QByteArray read(const QString &name) const;
    [[nodiscard]] QByteArrayList lines(const QString &name) const; // of a file, without the empty ones

    void setVariable(const QString &name, const QString &value) { m_environment.insert(name, value); }
    void removeVariable(const QString &name) { m_environment.remove(name); }
    [[nodiscard]] const QProcessEnvironment &environment() const { return m_environment; }

    // On this store; waits for the end.
    Outcome ctl(const QStringList &arguments) const;
    Outcome agent(const QStringList &more = {QStringLiteral("--once")}) const;
    // As they are.
    Outcome run(const QString &program, const QStringList &arguments, const QByteArray &input = {}) const;
    // Under way; the destructor of the process ends it.
    std::unique_ptr<QProcess> start(const QString &program, const QStringList &arguments) const;
    std::unique_ptr<QProcess> startAgent(const QStringList &more = {QStringLiteral("--once")}) const;

    // The whole store as a definition, to compare before and after.
    [[nodiscard]] QByteArray contents() const;
    Outcome import(const QByteArray &definition) const;

    // `status --json` of the one computer.
    [[nodiscard]] QJsonObject status(const QString &task = QStringLiteral("Rollout")) const;
    [[nodiscard]] QJsonObject task(const QString &name = QStringLiteral("Rollout")) const; // task show --json
    // "succeeded,failed,skipped": the statuses of its line items, in order.
    [[nodiscard]] QString itemStatuses(const QString &task = QStringLiteral("Rollout")) const;

private:
    [[nodiscard]] QStringList agentArguments(const QStringList &more) const;

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
};

[[nodiscard]] QString seriatimctl();
[[nodiscard]] QString seriatimAgent();
[[nodiscard]] QString seriatimConsole();

// Waits for `outcome` of a started process.
[[nodiscard]] Outcome finish(QProcess &process);

// A line item and the program that it runs.
struct Step {
    QString name;
    QString commandLine;
    QString program = {};  // further elements of <Program>, as XML
    QString lineItem = {}; // elements of <LineItem>, as XML
};

// Package "Suite" with these programs and task "Rollout" over them, for the computer of the sandbox, as soon as possible.
struct Rollout {
    QList<Step> steps;
    QString package = {};  // further elements of <Package>
    QString task = {};     // further elements of <SequentialTask>
    QString schedule = QStringLiteral("<Schedule><Trigger Type=\"-1\" /></Schedule>");
};
[[nodiscard]] QByteArray definitionOf(const Rollout &rollout);

// A command line that adds "NAME\n" to the file `ran` in the agent's home and exits with the code.
[[nodiscard]] QString note(const QString &name, int exitCode = 0);
// <DependsOn item="on" returnCodes="codes" />
[[nodiscard]] QString dependsOn(int on, const QString &codes = {});

} // namespace seriatim::test
