// SimulationRunPage: what came out of a recorded simulation run: the course over time, failures and their causes, what the fleet
// waited for, and each of its computers. All of it is marked as simulated (B41).
#pragma once

#include "models/assumptionsmodel.h"
#include "models/simulationreport.h"
#include "models/storesession.h"
#include "ui/editorpage.h"

class QAbstractItemView;
class QTabWidget;

namespace seriatim {

class RecordedComputersView;

class SimulationRunPage : public EditorPage
{
    Q_OBJECT

public:
    [[nodiscard]] static Result<SimulationRunPage *> create(StoreSession &session, SimulationId id, QWidget *parent);

    [[nodiscard]] PageKey key() const override { return {PageKind::simulationRun, m_run.id.toString()}; }
    [[nodiscard]] QString title() const override { return tr("%1 (simulated)").arg(m_run.taskName); }
    [[nodiscard]] QIcon pageIcon() const override;
    [[nodiscard]] QString revisionText() const override { return tr("revision %1").arg(m_run.taskRevision); }

private:
    SimulationRunPage(StoreSession &session, SimulationRun run, QWidget *parent);

    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeCourse();
    [[nodiscard]] QWidget *makeFailures();
    [[nodiscard]] QWidget *makeItems();
    [[nodiscard]] QWidget *makeLoad();
    [[nodiscard]] QWidget *makeAssumptions();
    [[nodiscard]] QString headText() const;
    void showWhetherTaskChanged(class MessageLine &line);
    void closeIfDeleted();
    void debug(const QString &computer, bool madeUp);

    StoreSession &m_session;
    SimulationRun m_run;
    SimulationReport m_report;
    SimulatedItemTable m_items;
    FailureCauseTable m_causes;
    FleetFigureTable m_waits;
    FleetFigureTable m_load;
    AssumptionsModel m_assumptions;
    QTabWidget *m_tabs;
    RecordedComputersView *m_computers;
};

} // namespace seriatim
