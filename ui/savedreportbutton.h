// SavedReportButton: gives the filters of a report a name, and changes what has one.
#pragma once

#include "models/savedreports.h"

#include <QToolButton>

namespace seriatim {

class SavedReportButton : public QToolButton
{
    Q_OBJECT

public:
    // The saved reports outlive it. `key`: what the page shows.
    SavedReportButton(SavedReports &savedReports, const ReportKey &key, QWidget *parent);

    void setRequest(const ReportRequest &request); // as the filters stand
    [[nodiscard]] QString name() const { return m_name; } // empty: without a saved filter

Q_SIGNALS:
    void saved(const QString &reportKey); // under a new name
    void nameChanged();
    void removed();

private:
    void update();
    void saveAs();
    void saveChanges();
    void rename();
    void remove();

    SavedReports &m_savedReports;
    ReportKey m_key;
    QString m_name;
    ReportRequest m_request;
    QAction *m_saveAs;
    QAction *m_saveChanges;
    QAction *m_rename;
    QAction *m_remove;
};

} // namespace seriatim
