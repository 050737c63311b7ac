// RecordedComputersView: the computers of a recorded simulation item by item, filtered by state and by name, each of which opens in the
// debugger. Nothing is read before the first look.
#pragma once

#include "models/recordedcomputersmodel.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace seriatim {

class StatusGrid;

class RecordedComputersView : public QWidget
{
    Q_OBJECT

public:
    // The session outlives it.
    RecordedComputersView(StoreSession &session, SimulationId run, QStringList programNames, QWidget *parent);
    ~RecordedComputersView() override; // what is being read is no longer wanted

    void showOnly(ComputerStatus status);
    void setDebuggable(bool debuggable);

Q_SIGNALS:
    void debugRequested(const QString &computer, bool madeUp);
    void failed(const QString &message);

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QLayout *makeFilterRow();
    void read();
    void take(const Result<std::shared_ptr<const RecordedFleet>> &fleet);
    void applyFilter();
    void showArranged();
    void debug(const QModelIndex &index);

    StoreSession &m_session;
    SimulationId m_run;
    QStringList m_programNames;
    RecordedComputersModel m_model;
    QComboBox *m_status;
    QLineEdit *m_computer;
    QLabel *m_count;
    QPushButton *m_debug;
    StatusGrid *m_grid;
    QTimer m_typing;
    std::shared_ptr<JobControl> m_control;
    bool m_debuggable = true;
};

} // namespace seriatim
