// CrashMatrixWindow: every fault at every moment of a task, and what comes of it; each place opens in the debugger (B41).
#pragma once

#include "models/crashmatrixmodel.h"
#include "models/storesession.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace seriatim {

class CrashMatrixWindow : public QWidget
{
    Q_OBJECT

public:
    // A window of its own.
    CrashMatrixWindow(StoreSession &session, const QString &taskGuid, const QString &taskName, QWidget *parent);
    ~CrashMatrixWindow() override;

    void compute();

Q_SIGNALS:
    void computed();

private:
    struct Outcome {
        CrashMatrix matrix;
        QStringList programNames;
    };

    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeDetails();
    void showOutcome(const Result<Outcome> &outcome);
    void showCell();
    void openCell();
    void cancel();

    StoreSession &m_session;
    QString m_task;
    CrashMatrixModel m_model;
    QComboBox *m_profile;
    QCheckBox *m_pairs;
    QPushButton *m_compute;
    QLabel *m_summary;
    QProgressBar *m_busy;
    QTableView *m_grid;
    QLabel *m_sentence;
    QPlainTextEdit *m_trace;
    QPushButton *m_debug;
    std::shared_ptr<JobControl> m_control;
};

} // namespace seriatim
