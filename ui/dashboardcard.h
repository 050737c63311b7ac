// DashboardCard: one rollout on the start page. Its name leads to the Status tab, a number of computers to those alone.
#pragma once

#include "models/dashboardwords.h"
#include "models/statussnapshot.h"

#include <QFrame>

#include <utility>

class QLabel;

namespace seriatim {

class DashboardBar;
class DashboardCurve;
class LinkLabel;
class ToneLabel;

class DashboardCard : public QFrame
{
    Q_OBJECT

public:
    explicit DashboardCard(TaskId task, QWidget *parent = nullptr);

    [[nodiscard]] const TaskId &task() const { return m_task; }
    // `targets`: how many computers it is for.
    void setRollout(const Rollout &rollout, qint64 targets, Instant now);
    // The first and the last widget that the keyboard comes to.
    [[nodiscard]] std::pair<QWidget *, QWidget *> focusEnds() const;

Q_SIGNALS:
    void statusRequested(const QString &taskGuid, const seriatim::StatusListQuery &query);

protected:
    void changeEvent(QEvent *event) override;

private:
    void display();
    [[nodiscard]] QString countsHtml() const;

    TaskId m_task;
    LinkLabel *m_name;
    QLabel *m_finished;
    DashboardCurve *m_curve;
    DashboardBar *m_bar;
    LinkLabel *m_counts;
    ToneLabel *m_news;
    Rollout m_rollout;
    qint64 m_targets = 0;
    Instant m_now = 0;
};

} // namespace seriatim
