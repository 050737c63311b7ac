// The Simulation pages: a fleet with laptops, a slow server and failures, one of its computers in the debugger, and the crash
// matrix.
#include "tests/screenshots/exhibition.h"

#include "models/assumptionfields.h"
#include "models/debugpreparation.h"
#include "models/simulationjob.h"
#include "ui/assumptiondialog.h"
#include "ui/assumptionseditor.h"
#include "ui/crashmatrixwindow.h"
#include "ui/debuggerwindow.h"
#include "ui/simulatedialog.h"

#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include <cstdio>

namespace seriatim {

namespace {

constexpr int fleetSize = 20'000;

const QByteArray fleetScenario = R"(<Scenario seed="7" endpoints="20000">
  <Trait name="laptop" probability="0.3" />
  <Agent probability="0.01" taskSynchronization="false" />
  <PoweredOn trait="laptop" from="08:00" to="17:30" daysOfTheWeek="62" />
  <Battery trait="laptop" minutes="150" distribution="normal" spread="30" />
  <Pickup minutes="30" distribution="uniform" spread="30" />
  <Outcome item="1" returnCode="1603" probability="0.012" duration="45" />
  <Outcome item="3" returnCode="1618" probability="0.03" attempt="1" />
  <Outcome item="4" returnCode="5" trait="laptop" probability="0.02" />
  <Outcome duration="240" distribution="log-normal" spread="1.5" />
  <Fault item="2" kind="power-loss" at="running" probability="0.02" attempt="1" />
  <Detection item="2" before="true" probability="0.1" />
</Scenario>)";

} // namespace

void Exhibition::showSimulations()
{
    showSimulationSetup();
    showSimulationResult();
    showDebugger();
    showCrashMatrix();
}

void Exhibition::showSimulationSetup()
{
    SimulateDialog setup(*m_console->session(), m_task->id.toString(), m_task->name, false, m_window);
    setup.show();
    const QString path = m_folder.filePath(QStringLiteral("call-centre.xml"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(fleetScenario) != fleetScenario.size()) {
        fail(path + QStringLiteral(" cannot be written"));
        return;
    }
    file.close();
    setup.assumptions().open(path);
    keep(setup, QStringLiteral("simulate-assumptions"));
    const AssumptionsModel &model = setup.assumptions().model();
    for (const auto &[kind, name] : {std::pair{AssumptionKind::outcome, QStringLiteral("assumption-outcome")}, std::pair{AssumptionKind::fault, QStringLiteral("assumption-fault")},
                                     std::pair{AssumptionKind::poweredOn, QStringLiteral("assumption-hours")}}) {
        for (int row = 0; row < model.rowCount(); ++row) {
            if (kindOf(model.row(row)) != kind)
                continue;
            AssumptionDialog form(model.row(row), model.itemNames(), [](const AssumptionRow &) { return Result<>(Done{}); }, &setup);
            keepDialog(form, name);
            break;
        }
    }
    setup.close();
}

void Exhibition::showSimulationResult()
{
    const Result<Scenario> scenario = readScenario(fleetScenario, QStringLiteral("exhibit"));
    JobControl control;
    const Result<SimulationOutcome> outcome = scenario ? simulate(m_console->session()->workspace(), {m_task->id.toString(), fleetSize, scenario->seed, true, *scenario}, control) : scenario.error();
    if (!outcome) {
        fail(outcome.error().message());
        return;
    }
    showPage({PageKind::simulationRun, outcome->recorded->toString()}, QStringLiteral("simulation-run"));
    auto *tabs = m_window->currentPage()->findChild<QTabWidget *>(QStringLiteral("runTabs"));
    const QStringList names{QStringLiteral("course"), QStringLiteral("failures"), QStringLiteral("items"), QStringLiteral("load"), QStringLiteral("computers"), QStringLiteral("assumptions")};
    for (int i = 1; i < tabs->count(); ++i) {
        tabs->setCurrentIndex(i);
        settle();
        keep(*m_window, QStringLiteral("simulation-run-") + names[i]);
    }
    m_window->closePages(m_window->pages());
}

// In the middle: the power was pulled while item 2 ran, and its memory and its disk differ.
void Exhibition::showDebugger()
{
    Result<Scenario> scenario = readScenario(R"(<Scenario seed="7" endpoints="3"><Outcome item="3" returnCode="1618" attempt="1"/></Scenario>)", QStringLiteral("exhibit"));
    const Result<PreparedTask> prepared = prepareTask(m_console->session()->workspace(), m_task->id.toString(), *scenario);
    if (!prepared) {
        fail(prepared.error().message());
        return;
    }
    DebuggerWindow window(std::make_unique<EndpointDebugger>(*prepared, 1, AgentProfile::ours), m_console->session(), m_window);
    window.show();
    const auto trigger = [&](const char *name) {
        if (auto *action = window.findChild<QAction *>(QLatin1StringView(name)))
            action->trigger();
        else
            fail(QStringLiteral("the debugger has no action ") + QLatin1StringView(name));
    };
    keep(window, QStringLiteral("debugger-begin"));
    trigger("nextItem");
    trigger("nextItem");
    for (int i = 0; i < 4; ++i)
        trigger("step");
    trigger("pullPower");
    trigger("step");
    keep(window, QStringLiteral("debugger"));
}

void Exhibition::showCrashMatrix()
{
    CrashMatrixWindow window(*m_console->session(), m_task->id.toString(), m_task->name, m_window);
    window.show();
    QSignalSpy computed(&window, &CrashMatrixWindow::computed);
    window.compute();
    if (!computed.wait(60'000)) {
        fail(QStringLiteral("the crash matrix never came"));
        return;
    }
    auto *grid = window.findChild<QTableView *>(QStringLiteral("matrixGrid"));
    constexpr int installerRestart = 4;
    grid->setCurrentIndex(grid->model()->index(1, installerRestart)); // where work is lost
    keep(window, QStringLiteral("crash-matrix"));
}

} // namespace seriatim
