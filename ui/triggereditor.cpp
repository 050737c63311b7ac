#include "ui/triggereditor.h"

#include "ui_triggereditor.h"

namespace seriatim {

namespace {

// QDateEdit has no empty value: its earliest date stands for it.
const QDate &noDate()
{
    static const QDate date(1900, 1, 1);
    return date;
}

constexpr int defaultInterval = 60;
constexpr int defaultDuration = 8 * 60;

} // namespace

TriggerEditor::TriggerEditor(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::TriggerEditor>())
{
    m_ui->setupUi(this);
    fillChoices();
    connectControls();
}

TriggerEditor::~TriggerEditor() = default;

void TriggerEditor::fillChoices()
{
    for (const TriggerType type : offeredTriggerTypes())
        m_ui->triggerType->addItem(triggerTypeName(type), static_cast<int>(type));
    for (int week = 1; week <= 4; ++week)
        m_ui->whichWeek->addItem(ordinal(week), week);
    m_ui->whichWeek->addItem(tr("last"), 5);
    m_ui->weekdays->setWeekdays();
    m_ui->daysOfMonth->setDaysOfMonth();
    m_ui->months->setMonths();
    m_ui->beginDate->setMinimumDate(noDate());
    m_ui->beginDate->setSpecialValueText(tr("not set"));
    m_ui->repeatInterval->setMinimum(1);
    m_ui->repeatDuration->setMinimum(1);
}

void TriggerEditor::connectControls()
{
    connect(m_ui->triggerType, &QComboBox::activated, this, [this] {
        m_trigger = triggerOfType(static_cast<TriggerType>(m_ui->triggerType->currentData().toInt()), m_trigger, m_now);
        display(m_trigger);
        Q_EMIT triggerEdited();
    });
    connect(m_ui->beginDate, &QDateEdit::dateChanged, this, &TriggerEditor::editBegin);
    connect(m_ui->beginTime, &QTimeEdit::timeChanged, this, &TriggerEditor::editBegin);
    connect(m_ui->everyCount, &QSpinBox::valueChanged, this, [this](int count) {
        edit([&](Trigger &t) { (t.type == TriggerType::weekly ? t.weeksInterval : t.daysInterval) = count; });
        showFieldsOf(m_trigger.type);
    });
    connect(m_ui->weekdays, &BitPicker::bitsEdited, this, [this](quint32 bits) {
        edit([&](Trigger &t) { t.daysOfTheWeek = static_cast<int>(bits); });
    });
    connect(m_ui->daysOfMonth, &BitPicker::bitsEdited, this, [this](quint32 bits) { edit([&](Trigger &t) { t.days = bits; }); });
    connect(m_ui->months, &BitPicker::bitsEdited, this, [this](quint32 bits) {
        edit([&](Trigger &t) { t.months = static_cast<int>(bits); });
    });
    connect(m_ui->whichWeek, &QComboBox::activated, this, [this] {
        edit([&](Trigger &t) { t.whichWeek = m_ui->whichWeek->currentData().toInt(); });
    });
    connect(m_ui->repeats, &QCheckBox::toggled, this, [this](bool on) {
        edit([&](Trigger &t) {
            t.intervalMinutes = on ? m_ui->repeatInterval->value() : 0;
            t.durationMinutes = on ? m_ui->repeatDuration->value() : 0;
        });
        m_ui->repeatInterval->setEnabled(on);
        m_ui->repeatDuration->setEnabled(on);
    });
    connect(m_ui->repeatInterval, &QSpinBox::valueChanged, this, [this](int minutes) { edit([&](Trigger &t) { t.intervalMinutes = minutes; }); });
    connect(m_ui->repeatDuration, &QSpinBox::valueChanged, this, [this](int minutes) { edit([&](Trigger &t) { t.durationMinutes = minutes; }); });
    const auto editEnd = [this] {
        m_ui->endDate->setEnabled(m_ui->ends->isChecked());
        edit([&](Trigger &t) {
            if (m_ui->ends->isChecked())
                t.end = WallTime(m_ui->endDate->date(), QTime(23, 59, 59), Qt::UTC);
            else
                t.end.reset();
        });
    };
    connect(m_ui->ends, &QCheckBox::toggled, this, editEnd);
    connect(m_ui->endDate, &QDateEdit::dateChanged, this, editEnd);
    connect(m_ui->switchedOff, &QCheckBox::toggled, this, [this](bool off) { edit([&](Trigger &t) { t.disabled = off; }); });
    connect(m_ui->description, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_trigger.description = text;
        Q_EMIT triggerEdited();
    });
}

void TriggerEditor::setTrigger(const Trigger &trigger, const WallTime &now)
{
    m_trigger = trigger;
    m_now = now;
    display(trigger);
}

void TriggerEditor::display(const Trigger &trigger)
{
    m_showing = true;
    m_ui->triggerType->setCurrentIndex(m_ui->triggerType->findData(static_cast<int>(trigger.type)));
    m_ui->beginDate->setDate(trigger.begin ? trigger.begin->date() : noDate());
    m_ui->beginTime->setTime(trigger.begin ? trigger.begin->time() : QTime(0, 0));
    m_ui->everyCount->setValue(trigger.type == TriggerType::weekly ? trigger.weeksInterval : trigger.daysInterval);
    m_ui->weekdays->setBits(static_cast<quint32>(trigger.daysOfTheWeek));
    m_ui->daysOfMonth->setBits(trigger.days);
    m_ui->months->setBits(static_cast<quint32>(trigger.months));
    m_ui->whichWeek->setCurrentIndex(m_ui->whichWeek->findData(trigger.whichWeek));
    const bool repeats = trigger.intervalMinutes > 0;
    m_ui->repeats->setChecked(repeats);
    m_ui->repeatInterval->setEnabled(repeats);
    m_ui->repeatDuration->setEnabled(repeats);
    m_ui->repeatInterval->setValue(repeats ? trigger.intervalMinutes : defaultInterval);
    m_ui->repeatDuration->setValue(repeats ? trigger.durationMinutes : defaultDuration);
    m_ui->ends->setChecked(trigger.end.has_value());
    m_ui->endDate->setEnabled(trigger.end.has_value());
    const QDate usualEnd = (trigger.begin ? trigger.begin->date() : m_now.date()).addMonths(1);
    m_ui->endDate->setDate(trigger.end ? trigger.end->date() : usualEnd);
    m_ui->switchedOff->setChecked(trigger.disabled);
    m_ui->description->setText(trigger.description);
    m_ui->description->setPlaceholderText(tr("the standard words"));
    showFieldsOf(trigger.type);
    m_showing = false;
}

void TriggerEditor::showFieldsOf(TriggerType type)
{
    const bool byClock = comesByClock(type);
    const bool monthly = type == TriggerType::monthlyByDate || type == TriggerType::monthlyByWeekday;
    const bool counts = type == TriggerType::daily || type == TriggerType::weekly;
    const bool once = type == TriggerType::once;
    const auto setRow = [this](QWidget *field, bool visible) {
        field->setVisible(visible);
        if (QWidget *label = m_ui->form->labelForField(field))
            label->setVisible(visible);
    };
    m_ui->beginLabel->setText(once ? tr("&On") : tr("&From"));
    setRow(m_ui->beginRow, byClock);
    setRow(m_ui->everyRow, counts);
    const bool weekly = type == TriggerType::weekly;
    const bool single = m_ui->everyCount->value() == 1;
    m_ui->everyUnit->setText(weekly ? (single ? tr("week") : tr("weeks")) : (single ? tr("day") : tr("days")));
    setRow(m_ui->whichWeek, type == TriggerType::monthlyByWeekday);
    setRow(m_ui->weekdays, weekly || type == TriggerType::monthlyByWeekday);
    setRow(m_ui->daysOfMonth, type == TriggerType::monthlyByDate);
    setRow(m_ui->months, monthly);
    setRow(m_ui->repeatRow, byClock);
    setRow(m_ui->endRow, byClock && !once);
}

void TriggerEditor::edit(const std::function<void(Trigger &)> &change)
{
    if (m_showing)
        return;
    changeTrigger(m_trigger, change);
    if (m_ui->description->text() != m_trigger.description)
        m_ui->description->setText(m_trigger.description);
    Q_EMIT triggerEdited();
}

void TriggerEditor::editBegin()
{
    edit([this](Trigger &t) {
        const QDate date = m_ui->beginDate->date();
        if (date == noDate())
            t.begin.reset();
        else
            t.begin = WallTime(date, m_ui->beginTime->time(), Qt::UTC);
    });
}

} // namespace seriatim
