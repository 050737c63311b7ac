// BitPicker: a grid of buttons that stay down, one for each bit of a number: weekdays, days of the month, months.
#pragma once

#include <QToolButton>
#include <QWidget>

#include <vector>

namespace seriatim {

class BitPicker : public QWidget
{
    Q_OBJECT

public:
    struct Choice {
        int bit = 0;
        QString text;
        QString fullText; // for screen readers and the tool tip
    };

    explicit BitPicker(QWidget *parent = nullptr);

    // Each button is named PREFIX and its bit: "weekday1".
    void setChoices(const std::vector<Choice> &choices, int columns, const QString &objectNamePrefix);
    void setWeekdays();    // Monday to Sunday; bits as in a trigger
    void setDaysOfMonth();
    void setMonths();

    [[nodiscard]] quint32 bits() const;
    void setBits(quint32 bits); // tells nobody

Q_SIGNALS:
    void bitsEdited(quint32 bits); // by the user

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Button {
        int bit = 0;
        QToolButton *button = nullptr;
    };
    std::vector<Button> m_buttons;
};

} // namespace seriatim
