// SimulatedBanner: says, with an icon and in a tone of its own, that what stands below never happened on a real computer (B41).
#pragma once

#include <QWidget>

class QLabel;

namespace seriatim {

class ToneLabel;

class SimulatedBanner : public QWidget
{
    Q_OBJECT

public:
    SimulatedBanner(const QString &text, QWidget *parent); // "Simulated: …"

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void paintIcon();

    QLabel *m_icon;
    ToneLabel *m_text;
};

} // namespace seriatim
