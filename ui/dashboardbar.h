// DashboardBar: how the computers of a rollout stand, as one bar of parts; those that never reported are what stays empty.
// The words beside it say the same.
#pragma once

#include "models/dashboardwords.h"

#include <QWidget>

namespace seriatim {

class DashboardBar : public QWidget
{
    Q_OBJECT

public:
    explicit DashboardBar(QWidget *parent = nullptr);

    void setRollout(const Rollout &rollout, qint64 targets);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {fontMetrics().averageCharWidth() * 8, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::map<ComputerStatus, qint64> m_computers;
    qint64 m_targets = 1;
};

} // namespace seriatim
