#include "app/cli/command.h"
#include "engine/base/files.h"
#include "engine/workspace/exchange.h"

#include <QJsonArray>

namespace seriatim {

namespace {

class Import final : public Command
{
public:
    Import()
        : Command(QStringLiteral("import"), QStringLiteral("FILE…"),
                  QStringLiteral("Brings in definition or client policy XML, told apart by content; all files or none."))
    {
        takes(1, any);
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readWrite);
        if (!workspace)
            return workspace.error();
        const Result<ImportReport> report = importFiles(*workspace, invocation.arguments());
        if (!report)
            return report.error();
        if (invocation.json()) {
            invocation.print(QJsonObject{{QStringLiteral("added"), QJsonArray::fromStringList(report->added)},
                                         {QStringLiteral("changed"), QJsonArray::fromStringList(report->changed)},
                                         {QStringLiteral("unchanged"), QJsonArray::fromStringList(report->unchanged)},
                                         {QStringLiteral("notBroughtOver"), QJsonArray::fromStringList(report->notBroughtOver)}});
            return exitDone;
        }
        const auto list = [&](const QString &word, const QStringList &lines) {
            for (const QString &line : lines)
                invocation.print(word + line);
        };
        list(QStringLiteral("added      "), report->added);
        list(QStringLiteral("changed    "), report->changed);
        list(QStringLiteral("unchanged  "), report->unchanged);
        list(QStringLiteral("left out   "), report->notBroughtOver);
        return exitDone;
    }
};

class Export final : public Command
{
public:
    Export()
        : Command(QStringLiteral("export"), QStringLiteral("[TASK…] -o FILE"),
                  QStringLiteral("Writes definition XML of the named tasks with all they need, or of the whole store."))
    {
        takes(0, any);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({{QStringLiteral("o"), QStringLiteral("output")}, QStringLiteral("The file to write; - for standard output."), QStringLiteral("FILE")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        const QString target = invocation.value(QStringLiteral("o"));
        if (target.isEmpty())
            return invocation.usageError(QStringLiteral("usage: seriatimctl export [TASK…] -o FILE"));
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<QByteArray> document = exportDefinition(*workspace, invocation.arguments());
        if (!document)
            return document.error();
        if (target == u"-") {
            invocation.write(*document);
            return exitDone;
        }
        if (auto written = replaceFileDurably(target, *document); !written)
            return written.error();
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("file"), target}});
        else
            invocation.print(QStringLiteral("wrote %1").arg(target));
        return exitDone;
    }
};

} // namespace

void addExchangeCommands(Commands &commands)
{
    commands.push_back(std::make_unique<Import>());
    commands.push_back(std::make_unique<Export>());
}

} // namespace seriatim
