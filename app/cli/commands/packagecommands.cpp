#include "app/cli/command.h"
#include "engine/workspace/packagesearch.h"

#include <QJsonArray>

namespace seriatim {

namespace {

class PackageSearch final : public Command
{
public:
    PackageSearch()
        : Command(QStringLiteral("package search"), QStringLiteral("TEXT [--by package|program|either] [--limit N]"),
                  QStringLiteral("Finds package-programs by any part of their names; an empty TEXT lists all."))
    {
        takes(0, 1);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({QStringLiteral("by"), QStringLiteral("Which names to look at: package, program or either (the default)."),
                          QStringLiteral("NAMES"), QStringLiteral("either")});
        parser.addOption({QStringLiteral("limit"), QStringLiteral("Show at most so many."), QStringLiteral("N")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        const QString by = invocation.value(QStringLiteral("by"));
        if (by != u"package" && by != u"program" && by != u"either")
            return invocation.usageError(QStringLiteral("--by is '%1'; use package, program or either").arg(by));
        const Result<std::optional<int>> limit = invocation.optionalNumber(QStringLiteral("limit"), 0, 1'000'000'000);
        if (!limit)
            return limit.error();
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<std::vector<Package>> packages = workspace->store().catalogue().packages();
        if (!packages)
            return packages.error();
        std::vector<PackageMatch> found = searchPackages(*packages, invocation.argument(0),
                                                         by == u"package" ? SearchBy::package
                                                         : by == u"program" ? SearchBy::program
                                                                            : SearchBy::either);
        const qsizetype total = static_cast<qsizetype>(found.size());
        if (*limit && **limit < total)
            found.resize(static_cast<size_t>(**limit));
        print(invocation, found, total);
        return exitDone;
    }

private:
    static void print(const Invocation &invocation, const std::vector<PackageMatch> &found, qsizetype total)
    {
        QJsonArray matches;
        for (const PackageMatch &match : found) {
            if (!invocation.json())
                invocation.print(match.package->name + u'/' + match.program->name);
            else
                matches.append(QJsonObject{{QStringLiteral("package"), match.package->name},
                                           {QStringLiteral("version"), match.package->version},
                                           {QStringLiteral("folder"), match.package->folder},
                                           {QStringLiteral("program"), match.program->name},
                                           {QStringLiteral("guid"), match.program->id.toString()},
                                           {QStringLiteral("commandLine"), match.program->commandLine}});
        }
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("total"), total}, {QStringLiteral("matches"), matches}});
    }
};

} // namespace

void addPackageCommands(Commands &commands)
{
    commands.push_back(std::make_unique<PackageSearch>());
}

} // namespace seriatim
