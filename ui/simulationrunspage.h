// SimulationRunsPage: the recorded simulation runs, marked as what they are (B41).
#pragma once

#include "models/simulationrunsmodel.h"
#include "ui/editorpage.h"

class QPlainTextEdit;
class QSplitter;
class QTreeView;

namespace seriatim {

class ColumnMemory;
class CompareRunsButton;

class SimulationRunsPage : public EditorPage
{
    Q_OBJECT

public:
    SimulationRunsPage(StoreSession &session, QWidget *parent);

    [[nodiscard]] PageKey key() const override { return {PageKind::simulationRuns, {}}; }
    [[nodiscard]] QString title() const override { return tr("Simulation runs"); }
    [[nodiscard]] QIcon pageIcon() const override;

private:
    void load();
    void showSelected();
    void openSelected();
    void removeSelected();

    StoreSession &m_session;
    SimulationRunsModel m_model;
    QLabel *m_nothing;
    QTreeView *m_table;
    ColumnMemory *m_columns = nullptr;
    QPlainTextEdit *m_details;
    QSplitter *m_splitter;
    CompareRunsButton *m_compare = nullptr;
    QPushButton *m_open;
    QPushButton *m_remove;
};

} // namespace seriatim
