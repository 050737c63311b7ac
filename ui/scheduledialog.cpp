#include "ui/scheduledialog.h"

#include "models/scheduleediting.h"
#include "ui/icons.h"
#include "ui/messageline.h"
#include "ui_scheduledialog.h"

#include <QDialogButtonBox>
#include <QScreen>

namespace seriatim {

ScheduleDialog::ScheduleDialog(const Schedule &schedule, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::ScheduleDialog>()), m_schedule(schedule),
      m_now(SystemClock().now()), m_zone(QTimeZone::systemTimeZone())
{
    m_ui->setupUi(this);
    m_ui->addTrigger->setIcon(icon(Symbol::add));
    m_ui->duplicateTrigger->setIcon(icon(Symbol::copy));
    m_ui->removeTrigger->setIcon(icon(Symbol::remove));
    m_ui->rerunDelay->setMinimum(1);
    m_ui->maximumRuns->setSpecialValueText(tr("no limit"));
    showSchedule();
    connectTriggers();
    connectLimits();
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_ui->triggerList->setFocus();
    m_ui->triggerList->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_ui->triggerList->setMinimumHeight(fontMetrics().lineSpacing() * 5);
    // Room for the kind of trigger with the most controls, so that the dialog does not jump; a small screen scrolls.
    m_ui->timesScroll->setMinimumWidth(m_ui->timesContents->minimumSizeHint().width());
    resize(QSize(fontMetrics().averageCharWidth() * 120, fontMetrics().lineSpacing() * 50).boundedTo(screen()->availableSize() * 0.9));
}

ScheduleDialog::~ScheduleDialog() = default;

void ScheduleDialog::setPreviewFrom(Instant now, const QTimeZone &zone)
{
    m_now = now;
    m_zone = zone;
    showCurrentTrigger();
    refresh();
}

WallTime ScheduleDialog::wallNow() const
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(m_now, m_schedule.utc ? QTimeZone::utc() : m_zone);
    return WallTime(local.date(), local.time(), Qt::UTC);
}

void ScheduleDialog::showSchedule()
{
    m_showing = true;
    (m_schedule.utc ? m_ui->timesUtc : m_ui->timesLocal)->setChecked(true);
    (m_schedule.retryMissed ? m_ui->missedSoon : m_ui->missedWait)->setChecked(true);
    const ValidPeriod &period = m_schedule.validPeriod;
    const WallTime today(wallNow().date(), QTime(0, 0), Qt::UTC);
    m_ui->hasAfter->setChecked(period.after.has_value());
    m_ui->afterTime->setDateTime(period.after.value_or(today));
    m_ui->afterZone->setCurrentIndex(period.afterUtc ? 1 : 0);
    m_ui->hasBefore->setChecked(period.before.has_value());
    m_ui->beforeTime->setDateTime(period.before.value_or(WallTime(today.addMonths(1))));
    m_ui->beforeZone->setCurrentIndex(period.beforeUtc ? 1 : 0);
    const RepeatUntilSuccessful repeat = m_schedule.repeat.value_or(RepeatUntilSuccessful{});
    m_ui->repeatGroup->setChecked(m_schedule.repeat.has_value());
    m_ui->maximumRuns->setValue(repeat.maximumRuns);
    m_ui->rerunDelay->setValue(repeat.rerunDelayMinutes);
    showTriggerList();
    m_ui->triggerList->setCurrentRow(0);
    showCurrentTrigger();
    m_showing = false;
    refresh();
}

void ScheduleDialog::connectTriggers()
{
    connect(m_ui->triggerList, &QListWidget::currentRowChanged, this, [this] {
        if (m_showing)
            return;
        showCurrentTrigger();
        refreshTriggers();
    });
    connect(m_ui->triggerEditor, &TriggerEditor::triggerEdited, this, [this] {
        const int row = m_ui->triggerList->currentRow();
        if (row < 0)
            return;
        m_schedule.triggers[static_cast<size_t>(row)] = m_ui->triggerEditor->trigger();
        refresh();
    });
    connect(m_ui->addTrigger, &QToolButton::clicked, this, [this] {
        // One more "as soon as possible" beside others says nothing: a daily one is what is left to want.
        addTrigger(m_schedule.triggers.empty() ? Trigger{} : triggerOfType(TriggerType::daily, Trigger{}, wallNow()));
    });
    connect(m_ui->duplicateTrigger, &QToolButton::clicked, this, [this] { addTrigger(m_ui->triggerEditor->trigger()); });
    connect(m_ui->removeTrigger, &QToolButton::clicked, this, &ScheduleDialog::removeTrigger);
    connect(m_ui->timesUtc, &QRadioButton::toggled, this, [this](bool utc) {
        m_schedule.utc = utc;
        showCurrentTrigger();
        refresh();
    });
    connect(m_ui->missedSoon, &QRadioButton::toggled, this, [this](bool soon) {
        m_schedule.retryMissed = soon;
        refresh();
    });
}

void ScheduleDialog::connectLimits()
{
    for (QCheckBox *box : {m_ui->hasAfter, m_ui->hasBefore})
        connect(box, &QCheckBox::toggled, this, &ScheduleDialog::editPeriod);
    for (QDateTimeEdit *edit : {m_ui->afterTime, m_ui->beforeTime})
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, &ScheduleDialog::editPeriod);
    for (QComboBox *box : {m_ui->afterZone, m_ui->beforeZone})
        connect(box, &QComboBox::activated, this, &ScheduleDialog::editPeriod);
    connect(m_ui->repeatGroup, &QGroupBox::toggled, this, &ScheduleDialog::editRepeat);
    for (QSpinBox *box : std::initializer_list<QSpinBox *>{m_ui->maximumRuns, m_ui->rerunDelay})
        connect(box, &QSpinBox::valueChanged, this, &ScheduleDialog::editRepeat);
}

void ScheduleDialog::addTrigger(const Trigger &trigger)
{
    const int row = m_ui->triggerList->currentRow() + 1;
    m_schedule.triggers.insert(m_schedule.triggers.begin() + row, trigger);
    showTriggerList();
    m_ui->triggerList->setCurrentRow(row);
    showCurrentTrigger();
    refresh();
}

void ScheduleDialog::removeTrigger()
{
    const int row = m_ui->triggerList->currentRow();
    if (row < 0)
        return;
    m_schedule.triggers.erase(m_schedule.triggers.begin() + row);
    showTriggerList();
    m_ui->triggerList->setCurrentRow(std::min(row, m_ui->triggerList->count() - 1));
    showCurrentTrigger();
    refresh();
}

void ScheduleDialog::showTriggerList()
{
    const bool wasShowing = std::exchange(m_showing, true);
    while (m_ui->triggerList->count() > static_cast<int>(m_schedule.triggers.size()))
        delete m_ui->triggerList->takeItem(m_ui->triggerList->count() - 1);
    while (m_ui->triggerList->count() < static_cast<int>(m_schedule.triggers.size()))
        m_ui->triggerList->addItem(QString());
    m_showing = wasShowing;
}

void ScheduleDialog::showCurrentTrigger()
{
    const int row = m_ui->triggerList->currentRow();
    m_ui->triggerEditor->setVisible(row >= 0);
    if (row >= 0)
        m_ui->triggerEditor->setTrigger(m_schedule.triggers[static_cast<size_t>(row)], wallNow());
}

void ScheduleDialog::editPeriod()
{
    if (m_showing)
        return;
    ValidPeriod &period = m_schedule.validPeriod;
    const auto read = [](QCheckBox *has, QDateTimeEdit *edit) {
        return has->isChecked() ? std::optional<WallTime>(WallTime(edit->date(), edit->time(), Qt::UTC)) : std::nullopt;
    };
    period.after = read(m_ui->hasAfter, m_ui->afterTime);
    period.afterUtc = period.after && m_ui->afterZone->currentIndex() == 1;
    period.before = read(m_ui->hasBefore, m_ui->beforeTime);
    period.beforeUtc = period.before && m_ui->beforeZone->currentIndex() == 1;
    refresh();
}

void ScheduleDialog::editRepeat()
{
    if (m_showing)
        return;
    if (m_ui->repeatGroup->isChecked())
        m_schedule.repeat = RepeatUntilSuccessful{m_ui->maximumRuns->value(), m_ui->rerunDelay->value()};
    else
        m_schedule.repeat.reset();
    refresh();
}

void ScheduleDialog::refresh()
{
    for (QWidget *widget : std::initializer_list<QWidget *>{m_ui->afterTime, m_ui->afterZone})
        widget->setEnabled(m_ui->hasAfter->isChecked());
    for (QWidget *widget : std::initializer_list<QWidget *>{m_ui->beforeTime, m_ui->beforeZone})
        widget->setEnabled(m_ui->hasBefore->isChecked());
    refreshTriggers();
    const QString missedIdle = missedChoiceIdle(m_schedule);
    m_ui->missedHint->showHint(missedIdle);
    m_ui->missedWait->setEnabled(missedIdle.isEmpty());
    m_ui->missedSoon->setEnabled(missedIdle.isEmpty());
    m_ui->periodMistake->showMistake(periodMistake(m_schedule.validPeriod).value_or(QString()));
    const QString delayIdle = m_schedule.repeat ? rerunDelayIdle(m_schedule) : QString();
    m_ui->rerunDelay->setEnabled(m_schedule.repeat && delayIdle.isEmpty());
    m_ui->rerunHint->showHint(delayIdle);
    m_ui->summary->setText(scheduleSummary(m_schedule));
    m_ui->summary->setToolTip(m_ui->summary->text());
    const std::optional<QString> mistake = scheduleMistake(m_schedule);
    m_ui->mistake->showMistake(mistake.value_or(QString()));
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(!mistake);
    refreshPreview();
}

void ScheduleDialog::refreshTriggers()
{
    for (int row = 0; row < m_ui->triggerList->count(); ++row) {
        const Trigger &trigger = m_schedule.triggers[static_cast<size_t>(row)];
        QString words = triggerWords(trigger);
        if (trigger.disabled)
            words = tr("%1 (switched off)").arg(words);
        QListWidgetItem *item = m_ui->triggerList->item(row);
        item->setText(words);
        item->setToolTip(words);
        item->setIcon(triggerMistake(trigger) ? icon(Symbol::problem) : icon(Symbol::schedule));
    }
    const int row = m_ui->triggerList->currentRow();
    m_ui->removeTrigger->setEnabled(row >= 0);
    m_ui->duplicateTrigger->setEnabled(row >= 0);
    if (row < 0) {
        m_ui->triggerMessage->showHint(tr("Without a time the task runs only when it is started by hand. Add one with +."));
        return;
    }
    const Trigger &trigger = m_schedule.triggers[static_cast<size_t>(row)];
    if (const auto mistake = triggerMistake(trigger))
        m_ui->triggerMessage->showMistake(*mistake);
    else
        m_ui->triggerMessage->showHint(triggerHints(trigger, m_schedule, wallNow()).join(u' '));
}

void ScheduleDialog::refreshPreview()
{
    m_ui->nextTitle->setText(m_schedule.utc ? tr("Next times (in UTC)") : tr("Next times (by the computer's clock)"));
    m_ui->nextTimes->clear();
    if (scheduleMistake(m_schedule)) {
        m_ui->nextTimes->addItem(tr("Shown when the mistake is corrected."));
        return;
    }
    m_ui->nextTimes->addItems(previewRows(m_schedule, previewSchedule(m_schedule, m_now, m_zone)));
}

} // namespace seriatim
