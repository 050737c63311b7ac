#include "ui/durationspinbox.h"

#include "models/durationwords.h"

namespace seriatim {

namespace {

constexpr int hour = 60;
constexpr int day = 24 * hour;

int stepFrom(int minutes, bool up)
{
    const auto reaches = [&](int size) { return up ? minutes >= size : minutes > size; };
    if (reaches(2 * day))
        return day;
    if (reaches(2 * hour))
        return hour;
    return reaches(10) ? 5 : 1;
}

} // namespace

DurationSpinBox::DurationSpinBox(QWidget *parent) : QSpinBox(parent)
{
    setRange(0, 31 * day);
    setCorrectionMode(QAbstractSpinBox::CorrectToPreviousValue);
    setToolTip(tr("Minutes, or with units: 90, 1:30, 1 h 30 min, 2 days"));
}

QString DurationSpinBox::textFromValue(int minutes) const
{
    return lengthText(minutes);
}

int DurationSpinBox::valueFromText(const QString &text) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return minimum();
    return parseLength(text).value_or(value());
}

QValidator::State DurationSpinBox::validate(QString &text, int &) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return QValidator::Acceptable;
    const std::optional<int> minutes = parseLength(text);
    return minutes && *minutes >= minimum() && *minutes <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
}

void DurationSpinBox::stepBy(int steps)
{
    int next = value();
    for (int left = std::abs(steps); left > 0; --left)
        next += (steps > 0 ? 1 : -1) * stepFrom(next, steps > 0);
    setValue(next);
    selectAll();
}

} // namespace seriatim
