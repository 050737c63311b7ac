// StoreStatus: the right side of the status bar: the figures of the task that is shown, when it was saved, and the store.
#pragma once

#include "models/taskfigures.h"

#include <QLabel>
#include <QStatusBar>
#include <QTimer>

namespace seriatim {

class StoreStatus : public QObject
{
    Q_OBJECT

public:
    explicit StoreStatus(QStatusBar &bar);

    void setSession(StoreSession *session); // null: no store is open
    void showTask(const QString &guid);     // empty: no task

private:
    void load();
    void show(const StatusBarFigures &figures);

    QLabel *m_computers;
    QLabel *m_saved;
    QLabel *m_lock;
    QLabel *m_store;
    StoreSession *m_session = nullptr;
    QString m_task;
    QTimer m_delay;
    int m_request = 0; // an answer to an earlier question is not shown
};

} // namespace seriatim
