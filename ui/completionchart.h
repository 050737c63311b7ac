// CompletionChart: how many computers are done when, as curves over simulated time. Follows the palette; each curve has a
// line of its own beside its colour, and what the picture shows stands in its accessible description too.
#pragma once

#include "models/completioncurve.h"
#include "ui/theme.h"

#include <QWidget>

namespace seriatim {

struct NamedCurve {
    QString name; // as the legend has it
    CompletionCurve points;
    Tone tone = Tone::accent;
    Qt::PenStyle line = Qt::SolidLine;
    bool operator==(const NamedCurve &) const = default;
};

// A moment to be marked by a line from bottom to top.
struct CurveMark {
    QString name; // "p50"; shown with its time
    qint64 seconds = 0;
    bool operator==(const CurveMark &) const = default;
};

class CompletionChart : public QWidget
{
    Q_OBJECT

public:
    explicit CompletionChart(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    // A curve is of what really happened, so that the time is not called simulated.
    void setRealBeside(bool real);
    // Those without points stand in the legend alone.
    void setCurves(std::vector<NamedCurve> curves);
    void setMarks(std::vector<CurveMark> marks);

    [[nodiscard]] const std::vector<NamedCurve> &curves() const { return m_curves; }
    [[nodiscard]] const std::vector<CurveMark> &marks() const { return m_marks; }

protected:
    void changeEvent(QEvent *event) override;

private:
    class View;
    void rebuild();
    void describe();

    View *m_view;
    QString m_title;
    bool m_realBeside = false;
    std::vector<NamedCurve> m_curves;
    std::vector<CurveMark> m_marks;
};

} // namespace seriatim
