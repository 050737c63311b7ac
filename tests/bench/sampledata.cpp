#include "tests/bench/sampledata.h"

namespace seriatim::bench {

namespace {

constexpr int programsInPackage = 20;

Program sampleProgram(int number, const QString &commandLine)
{
    Program program(ProgramId::mint(), QStringLiteral("Step %1").arg(number));
    program.commandLine = commandLine;
    program.codes.success = {0, 1707};
    program.estimatedRunTimeMinutes = 4;
    return program;
}

} // namespace

std::vector<Package> samplePackages(int programs, const QString &commandLine)
{
    std::vector<Package> packages;
    for (int number = 1; number <= programs; ++number) {
        if ((number - 1) % programsInPackage == 0) {
            packages.emplace_back(PackageId::mint(), QStringLiteral("Package %1").arg(packages.size() + 1));
            packages.back().version = QStringLiteral("4.0");
            packages.back().folder = QStringLiteral("Telephony");
            packages.back().description = QStringLiteral("Records & scores calls");
        }
        packages.back().programs.push_back(sampleProgram(number, commandLine));
    }
    return packages;
}

SequentialTask sampleTask(const QString &name, const std::vector<Package> &packages, int items, DependsOn dependsOn)
{
    SequentialTask task(TaskId::mint(), name);
    for (const Package &package : packages) {
        for (const Program &program : package.programs) {
            if (static_cast<int>(task.items.size()) == items)
                return task;
            LineItem item(LineItemId::mint(), program.id);
            if (!task.items.empty()) {
                const LineItem &other = dependsOn == DependsOn::first ? task.items.front() : task.items.back();
                item.dependencies.push_back({other.id, ReturnCodeList{0, 3010}});
            }
            task.items.push_back(std::move(item));
        }
    }
    return task;
}

} // namespace seriatim::bench
