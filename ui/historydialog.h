// HistoryDialog: who changed an object, when and how, from the audit (B9). Reads off the GUI thread; changes nothing.
#pragma once

#include "models/historymodel.h"

#include <QDialog>

namespace Ui {
class HistoryDialog;
}

namespace seriatim {

class ColumnMemory;

class HistoryDialog : public QDialog
{
    Q_OBJECT

public:
    // The session outlives it.
    HistoryDialog(StoreSession &session, AuditObject object, const QString &guid, const QString &name, QWidget *parent);
    ~HistoryDialog() override;

private:
    void load();
    void showRecords(const Result<std::vector<AuditRecord>> &records);
    void showSelected();
    void compareWithNow();
    void copySelected();

    StoreSession &m_session;
    AuditObject m_object;
    QString m_guid;
    HistoryModel m_model;
    int m_comparison = 0; // the answer to an earlier question is not shown
    ColumnMemory *m_columns = nullptr;
    std::unique_ptr<Ui::HistoryDialog> m_ui;
};

// Does not block: the dialog closes by itself, with its parent at the latest.
void showHistory(QWidget *parent, StoreSession &session, AuditObject object, const QString &guid, const QString &name);

} // namespace seriatim
