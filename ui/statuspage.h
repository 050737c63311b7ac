// StatusPage: the Status tab of a sequential task: every computer item by item, live, and the selected one in detail.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/statusmodel.h"

#include <QWidget>

class QSplitter;

namespace seriatim {

class ComputerDetailPane;
class StatusFilterBar;
class StatusGrid;
class StatusSummaryBar;

class StatusPage : public QWidget
{
    Q_OBJECT

public:
    // Both outlive it.
    StatusPage(StoreSession &session, CatalogueDirectory &catalogue, QWidget *parent);

    // The task as it is stored; revision 0 while it never was.
    void setTask(const SequentialTask &saved);

    // Selects this computer, once it is in the list.
    void follow(const QString &computer);

    // A run goes on on this computer, so that none other can be begun.
    void setRunning(bool running);

Q_SIGNALS:
    void runFromRequested(int place); // on this computer (B27)

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void setActive(bool active);
    [[nodiscard]] StatusGrid *makeGrid();
    void showLoaded();
    void fitColumns();
    void showCurrent();
    [[nodiscard]] QString stateText() const;

    StatusModel m_model;
    StatusSummaryBar *m_summary;
    StatusFilterBar *m_filter;
    StatusGrid *m_grid;
    QSplitter *m_splitter;
    ComputerDetailPane *m_detail;
    QString m_followed; // to be selected as soon as it is there
    QString m_current; // the computer that is selected, also while a filter hides it
    QString m_error;
    bool m_fitted = false;
};

} // namespace seriatim
