// Simulation runs beside each other, and one beside what really happened.
#include "tests/screenshots/exhibition.h"

#include "engine/workspace/simulating.h"
#include "ui/runcomparisonwindow.h"
#include "ui/statuscomparisonwindow.h"

#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

namespace seriatim {

namespace {

Result<SimulationRun> recordRun(Workspace &workspace, const SequentialTask &task, const QString &rows, std::optional<int> endpoints)
{
    SimulationRequest request;
    request.task = task.id.toString();
    request.scenarioText = QStringLiteral("<Scenario seed=\"7\">\n") + rows + QStringLiteral("</Scenario>\n");
    Result<Scenario> scenario = readScenario(request.scenarioText.toUtf8(), QStringLiteral("exhibit.xml"));
    if (!scenario)
        return scenario.error();
    request.scenario = std::move(scenario).value();
    if (endpoints)
        request.scenario.endpoints = *endpoints;
    request.record = true;
    const Result<SimulationResult> done = simulateTask(workspace, request);
    return done ? workspace.store().simulations().load(*done->recorded) : done.error();
}

constexpr int patienceMs = 60'000;

} // namespace

void Exhibition::showComparisons()
{
    Workspace &workspace = m_console->session()->workspace();
    const QString spread = QStringLiteral("  <Pickup minutes=\"60\" distribution=\"exponential\" />\n  <Outcome item=\"1\" attempt=\"1\" returnCode=\"1603\" probability=\"%1\" />\n"
                                          "  <Outcome distribution=\"log-normal\" spread=\"1.6\" duration=\"%2\" />\n");
    const auto first = recordRun(workspace, *m_task, spread.arg(0.08).arg(600), 1000);
    const auto second = recordRun(workspace, *m_task, spread.arg(0.02).arg(300), 1000);
    const auto own = recordRun(workspace, *m_task, {}, std::nullopt);
    if (!first || !second || !own) {
        fail(QStringLiteral("the runs to compare cannot be recorded"));
        return;
    }
    RunComparisonWindow runs(*m_console->session(), *first, *second, m_window);
    StatusComparisonWindow reality(*m_console->session(), *own, m_window);
    // Both compare from now on, and either may be done first.
    QSignalSpy runsCompared(&runs, &RunComparisonWindow::compared);
    QSignalSpy realityCompared(&reality, &StatusComparisonWindow::compared);
    runs.show();
    reality.show();
    if (!QTest::qWaitFor([&] { return !runsCompared.isEmpty() && !realityCompared.isEmpty(); }, patienceMs)) {
        fail(QStringLiteral("the comparison never came"));
        return;
    }
    settle();
    keep(runs, QStringLiteral("compare-runs"));
    runs.findChild<QTabWidget *>(QStringLiteral("comparisonTabs"))->setCurrentIndex(1);
    keep(runs, QStringLiteral("compare-runs-computers"));
    keep(reality, QStringLiteral("compare-status"));
}

} // namespace seriatim
