// DurationSpinBox: a length of time in whole minutes, shown as "1 h 30 min" and typed as "90", "1:30" or "2 days".
#pragma once

#include <QSpinBox>

namespace seriatim {

class DurationSpinBox : public QSpinBox
{
    Q_OBJECT

public:
    explicit DurationSpinBox(QWidget *parent = nullptr); // 0 minutes to 31 days

protected:
    QString textFromValue(int minutes) const override;
    int valueFromText(const QString &text) const override;
    QValidator::State validate(QString &text, int &position) const override;
    void stepBy(int steps) override; // coarser from an hour and from a day on
};

} // namespace seriatim
