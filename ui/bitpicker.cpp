#include "ui/bitpicker.h"

#include "models/schedulewords.h"

#include <QEvent>
#include <QGridLayout>

namespace seriatim {

namespace {

// A button that is merely pressed in is hard to tell from its neighbours in most styles.
void showChecked(QToolButton &button)
{
    const QPalette usual = button.parentWidget()->palette();
    QPalette colours = usual;
    if (button.isChecked()) {
        for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
            const bool enabled = group != QPalette::Disabled;
            colours.setColor(group, QPalette::Button, usual.color(enabled ? QPalette::Active : group, QPalette::Highlight));
            colours.setColor(group, QPalette::ButtonText, usual.color(enabled ? QPalette::Active : group, QPalette::HighlightedText));
        }
    }
    button.setPalette(colours);
}

} // namespace

BitPicker::BitPicker(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Maximum);
}

void BitPicker::setChoices(const std::vector<Choice> &choices, int columns, const QString &objectNamePrefix)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(2);
    for (const Choice &choice : choices) {
        auto *button = new QToolButton(this);
        button->setObjectName(objectNamePrefix + QString::number(choice.bit));
        button->setText(choice.text);
        button->setAccessibleName(choice.fullText);
        button->setToolTip(choice.fullText);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QToolButton::toggled, this, [button] { showChecked(*button); });
        connect(button, &QToolButton::clicked, this, [this] { Q_EMIT bitsEdited(bits()); });
        const int place = static_cast<int>(m_buttons.size());
        grid->addWidget(button, place / columns, place % columns);
        m_buttons.push_back({choice.bit, button});
    }
    if (!m_buttons.empty())
        setFocusProxy(m_buttons.front().button);
}

void BitPicker::setWeekdays()
{
    std::vector<Choice> choices;
    for (const int bit : {1, 2, 3, 4, 5, 6, 0})
        choices.push_back({bit, weekdayName(bit).left(2), weekdayName(bit)});
    setChoices(choices, 7, QStringLiteral("weekday"));
}

void BitPicker::setDaysOfMonth()
{
    std::vector<Choice> choices;
    for (int bit = 0; bit < 31; ++bit)
        choices.push_back({bit, QString::number(bit + 1), ordinal(bit + 1)});
    setChoices(choices, 11, QStringLiteral("dayOfMonth"));
}

void BitPicker::setMonths()
{
    std::vector<Choice> choices;
    for (int bit = 0; bit < 12; ++bit)
        choices.push_back({bit, monthName(bit).left(3), monthName(bit)});
    setChoices(choices, 6, QStringLiteral("month"));
}

void BitPicker::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        for (const Button &each : m_buttons)
            showChecked(*each.button);
    }
    QWidget::changeEvent(event);
}

quint32 BitPicker::bits() const
{
    quint32 bits = 0;
    for (const Button &each : m_buttons) {
        if (each.button->isChecked())
            bits |= 1U << each.bit;
    }
    return bits;
}

void BitPicker::setBits(quint32 bits)
{
    for (const Button &each : m_buttons)
        each.button->setChecked((bits >> each.bit) & 1U);
}

} // namespace seriatim
