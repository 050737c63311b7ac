// DashboardCurve: a small picture of how many computers of a rollout had finished when, the failed ones on top of those that
// succeeded, up to how many it is for. What it shows stands in its accessible description and tool tip too.
#pragma once

#include "models/dashboardwords.h"

#include <QWidget>

namespace seriatim {

class DashboardCurve : public QWidget
{
    Q_OBJECT

public:
    explicit DashboardCurve(QWidget *parent = nullptr);

    // Goes on to `now` where computers are under way.
    void setRollout(const Rollout &rollout, qint64 targets, Instant now);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] QPolygonF stairs(const std::function<qint64(const FinishPoint &)> &height) const;
    void paintTimes(QPainter &painter) const;

    std::vector<FinishPoint> m_curve;
    qint64 m_most = 1;
    Instant m_last = 0;
    QString m_from;
    QString m_to;
};

} // namespace seriatim
