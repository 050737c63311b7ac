// seriatim-bench: what things cost beside a peer that is measured in the same run (docs/benchmarks.md).
#include "tests/bench/benchmarks.h"
#include "tests/bench/commandline.h"

#include <QCoreApplication>

using namespace seriatim::bench;

namespace {

std::vector<Benchmark> benchmarks()
{
    return {{QStringLiteral("parse"), QStringLiteral("client policies, beside QXmlStreamReader and bare pugixml"), parseContests},
            {QStringLiteral("save"), QStringLiteral("a sequence in another order, beside bare SQLite"), saveContests},
            {QStringLiteral("status"), QStringLiteral("reported events into a fresh store, beside bare SQLite"), statusContests},
            {QStringLiteral("machine"), QStringLiteral("actions of the sequence machine, beside a bare std::variant switch"), machineContests},
            {QStringLiteral("agent"), QStringLiteral("the agent's own time for a step, beside a plain sh script"), agentContests},
            {QStringLiteral("tools"), QStringLiteral("seriatim-agent over twenty commands, beside sh, make and ansible-playbook"), toolContests},
            {QStringLiteral("growth"), QStringLiteral("a long sequence beside one a tenth as long, item for item"), growthContests},
            {QStringLiteral("fleet"), QStringLiteral("simulated fleets, beside the same model in SimPy"), fleetContests},
            {QStringLiteral("statuslist"), QStringLiteral("the Status tab's list over many computers, beside plain SQL in the sqlite3 shell"), statusListContests},
            {QStringLiteral("reports"), QStringLiteral("each report over many computers, beside plain SQL in the sqlite3 shell"), reportContests},
            {QStringLiteral("dashboard"), QStringLiteral("the console's start page over many computers, beside plain SQL in the sqlite3 shell"), dashboardContests}};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("seriatim-bench"));
    return runBenchmarks(benchmarks());
}
