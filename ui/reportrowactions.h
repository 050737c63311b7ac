// ReportRowActions: what can be done with the rows of a report's table: show in the Status tab, open what they are about, copy.
#pragma once

#include "models/reportlinks.h"
#include "models/reportmodel.h"
#include "models/storesession.h"

#include <QObject>

class QAction;
class QTreeView;

namespace seriatim {

class EditorPage;

class ReportRowActions : public QObject
{
    Q_OBJECT

public:
    // The table shows the model. All of them outlive it.
    ReportRowActions(StoreSession &session, EditorPage &page, QTreeView &table, ReportModel &model);

    void setRequest(const ReportRequest &request) { m_request = request; } // of the report that is shown

private:
    void update();
    void open(); // double click or Enter
    void showStatus();
    void openObject();
    void openPackage(ProgramId program);
    void openComputer(const QString &name);
    void copy() const;
    [[nodiscard]] const ReportRow *current() const;

    StoreSession &m_session;
    EditorPage &m_page;
    QTreeView &m_table;
    ReportModel &m_model;
    ReportRequest m_request;
    QAction *m_showStatus;
    QAction *m_openObject;
};

} // namespace seriatim
