// StatusPage: the Status tab of a sequential task: every computer item by item, live, on an order that was replaced since, or in
// a recorded simulation, and the selected one in detail.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/statusmodel.h"
#include "models/statussources.h"
#include "ui/editorpage.h"
#include "ui/statusgrid.h"

class QSplitter;
class QStackedWidget;

namespace seriatim {

class ComputerDetailPane;
class MessageLine;
class SimulatedStatusView;
class StatusFilterBar;
class StatusSourceBox;
class StatusSummaryBar;
class WorkRow;

class StatusPage : public QWidget
{
    Q_OBJECT

public:
    // Both outlive it.
    StatusPage(StoreSession &session, CatalogueDirectory &catalogue, QWidget *parent);

    // The task as it is stored; revision 0 while it never was.
    void setTask(const SequentialTask &saved);

    // Live, and what it filters by is just this; its order is left as it is.
    void showOnly(const StatusListQuery &query);

    // Selects this computer, once it is in the list. Live.
    void follow(const QString &computer);

    // A run goes on on this computer, so that none other can be begun.
    void setRunning(bool running);

Q_SIGNALS:
    void runFromRequested(int place); // on this computer (B27)
    void openRequested(const seriatim::PageKey &key);
    void statusMessage(const QString &text); // for the status bar

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void setActive(bool active);
    [[nodiscard]] StatusGrid *makeGrid();
    [[nodiscard]] QLayout *makeHead(StoreSession &session);
    [[nodiscard]] QWidget *makeReported();
    void showSource(const StatusSource &source);
    void showReported(const SequentialTask &task, OrderInForce inForce, const QString &notice);
    void showEarlier(const EarlierOrder &order);
    void showSimulated(const SimulationRun &run);
    void copySelected();
    void showLoaded();
    void restoreSelection();
    void fitColumns();
    void showCurrent();
    [[nodiscard]] QString stateText() const;

    StoreSession &m_session;
    StatusModel m_model;
    SequentialTask m_saved;
    StatusSummaryBar *m_summary;
    StatusSourceBox *m_source;
    WorkRow *m_work;
    QStackedWidget *m_shown; // what was reported, or a simulation
    SimulatedStatusView *m_simulated = nullptr;
    MessageLine *m_notice;
    StatusFilterBar *m_filter;
    StatusGrid *m_grid;
    QSplitter *m_splitter;
    ComputerDetailPane *m_detail;
    QString m_followed; // to be selected as soon as it is there
    std::optional<StatusGrid::Place> m_place; // before the list was made anew
    std::optional<std::pair<TaskId, StatusListQuery>> m_shownList; // the last one
    QString m_current; // the computer that is selected, also while a filter hides it
    QString m_error;
    bool m_fitted = false;
};

} // namespace seriatim
