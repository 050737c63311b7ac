// ReportChartView: a report's bars, from left to right so that names are read, the series of one bar one after the other.
// Follows the palette; every part says what it is when it is pointed at, and all of it stands in the accessible description.
#pragma once

#include "models/reportmodel.h"
#include "ui/theme.h"

#include <QWidget>

class QChartView;
class QScrollArea;

namespace seriatim {

class ReportChartView : public QWidget
{
    Q_OBJECT

public:
    explicit ReportChartView(QWidget *parent = nullptr);

    void setChart(ReportChart chart);
    [[nodiscard]] const ReportChart &chart() const { return m_chart; }
    [[nodiscard]] int wantedHeight() const; // pixels, for all bars

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void showPart(bool entered, size_t series, int bar) const;
    [[nodiscard]] QString partText(size_t series, qsizetype category) const;
    [[nodiscard]] QString describe() const;

    QScrollArea *m_area;
    QChartView *m_view;
    ReportChart m_chart;
};

// In every picture of a report the same. A series whose tone came before is paler.
[[nodiscard]] QColor colorOf(const ReportChart &chart, size_t series, const QPalette &palette);

// The name of a bar, short enough to stand beside it.
[[nodiscard]] QString barLabel(const QString &name);

} // namespace seriatim
