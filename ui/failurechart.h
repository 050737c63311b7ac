// FailureChart: which item fails on how many computers, and why, as bars; the most frequent causes only. Follows the palette.
#pragma once

#include "models/simulationreport.h"

#include <QWidget>

class QChartView;

namespace seriatim {

class FailureChart : public QWidget
{
    Q_OBJECT

public:
    static constexpr size_t mostBars = 10;

    explicit FailureChart(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setCauses(std::vector<FailureCause> causes); // the most computers first

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();

    QChartView *m_view;
    QString m_title;
    std::vector<FailureCause> m_causes;
};

} // namespace seriatim
