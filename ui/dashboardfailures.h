// DashboardFailures: what failed in the last day and why, as a table; a row leads to the computers in the Status tab. As high
// as its rows, so that the page scrolls and not the table.
#pragma once

#include "models/dashboardfailuresmodel.h"
#include "models/statussnapshot.h"

#include <QWidget>

class QLabel;
class QTreeView;

namespace seriatim {

class ColumnMemory;

class DashboardFailures : public QWidget
{
    Q_OBJECT

public:
    explicit DashboardFailures(QWidget *parent = nullptr);
    ~DashboardFailures() override;

    void setFailures(const Dashboard &dashboard);

Q_SIGNALS:
    void statusRequested(const QString &taskGuid, const seriatim::StatusListQuery &query);

private:
    void open(const QModelIndex &index);
    void openPlace(const FailureGroup &failure, const FailurePlace &place);
    void chooseHeight();
    void chooseWidths();

    DashboardFailuresModel m_model;
    QTreeView *m_table;
    QLabel *m_none;
    QLabel *m_more;
    ColumnMemory *m_columns = nullptr;
    Instant m_since = 0;
};

} // namespace seriatim
