// WorkRow: how far a job off the window's thread is, with a button that ends it. Hidden while there is none.
#pragma once

#include "models/storesession.h"

#include <QTimer>
#include <QWidget>

class QProgressBar;
class QPushButton;

namespace seriatim {

class WorkRow : public QWidget
{
    Q_OBJECT

public:
    explicit WorkRow(QWidget *parent);

    void follow(std::shared_ptr<JobControl> control);
    void end();

private:
    void showProgress();

    QProgressBar *m_bar;
    QPushButton *m_cancel;
    QTimer m_poll;
    std::shared_ptr<JobControl> m_control;
};

} // namespace seriatim
