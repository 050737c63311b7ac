// Command: one command of seriatimctl. Its options, its help and what it does; nothing else knows them.
#pragma once

#include "app/shared/processsetup.h"
#include "engine/base/result.h"
#include "engine/workspace/workspace.h"

#include <QCommandLineParser>
#include <QJsonObject>

#include <memory>
#include <vector>

namespace seriatim {

// What a command is given: its words and options, and where its answer goes.
class Invocation
{
public:
    Invocation(const QCommandLineParser &parser, QStringList positional, QString store, bool json)
        : m_parser(parser), m_positional(std::move(positional)), m_store(std::move(store)), m_json(json) {}

    [[nodiscard]] const QStringList &arguments() const { return m_positional; }
    [[nodiscard]] QString argument(int index) const { return m_positional.value(index); }
    [[nodiscard]] bool isSet(const QString &option) const { return m_parser.isSet(option); }
    [[nodiscard]] QString value(const QString &option) const { return m_parser.value(option); }
    [[nodiscard]] std::optional<QString> optionalValue(const QString &option) const;
    [[nodiscard]] const QCommandLineParser &options() const { return m_parser; }
    [[nodiscard]] const QString &storePath() const { return m_store; }
    [[nodiscard]] bool json() const { return m_json; }

    // A whole number within bounds; else a usage error that names the argument.
    [[nodiscard]] Result<int> number(const QString &text, const QString &name, int least, int most);
    [[nodiscard]] Result<std::optional<int>> optionalNumber(const QString &option, int least, int most);

    // Marks the error as wrong usage (exit code 2).
    [[nodiscard]] Error usageError(const QString &detail);
    [[nodiscard]] bool isUsageError() const { return m_usageError; }

    [[nodiscard]] Result<Workspace> open(Access access) const;

    // Standard output; a line each.
    void print(const QString &line) const;
    void print(const QJsonObject &object) const;
    void write(const QByteArray &bytes) const;

private:
    const QCommandLineParser &m_parser;
    QStringList m_positional;
    QString m_store;
    bool m_json;
    bool m_usageError = false;
};

class Command
{
public:
    Command(QString words, QString synopsis, QString description)
        : m_words(std::move(words)), m_synopsis(std::move(synopsis)), m_description(std::move(description)) {}
    virtual ~Command() = default;

    [[nodiscard]] const QString &words() const { return m_words; }       // "task add"
    [[nodiscard]] const QString &synopsis() const { return m_synopsis; } // "TASK PACKAGE/PROGRAM [--at N]"
    [[nodiscard]] const QString &description() const { return m_description; }

    [[nodiscard]] int leastArguments() const { return m_least; }
    [[nodiscard]] int mostArguments() const { return m_most; }

    virtual void addOptions(QCommandLineParser &parser) const;
    // The exit code.
    [[nodiscard]] virtual Result<int> run(Invocation &invocation) const = 0;

protected:
    static constexpr int any = 1 << 20;
    void takes(int least, int most)
    {
        m_least = least;
        m_most = most;
    }

private:
    QString m_words;
    QString m_synopsis;
    QString m_description;
    int m_least = 0;
    int m_most = 0;
};

using Commands = std::vector<std::unique_ptr<Command>>;

void addStoreCommands(Commands &commands);
void addExchangeCommands(Commands &commands);
void addPackageCommands(Commands &commands);
void addTaskCommands(Commands &commands);
void addTaskEditCommands(Commands &commands);
void addTaskSettingCommands(Commands &commands);
void addRunCommands(Commands &commands);
void addAgentCommands(Commands &commands);
void addSimulateCommands(Commands &commands);
void addRecordedRunCommands(Commands &commands);
void addCompareCommands(Commands &commands);
void addMatrixCommands(Commands &commands);
void addTestCommands(Commands &commands);
void addStatusCommands(Commands &commands);
void addWhyCommands(Commands &commands);
void addHistoryCommands(Commands &commands);
void addReportCommands(Commands &commands);
void addAgentSettingsCommands(Commands &commands);
void addPortalCommands(Commands &commands);

} // namespace seriatim
