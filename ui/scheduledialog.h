// ScheduleDialog: when a task runs, whole (B21–B24): its triggers, valid period, missed times and repeating until
// successful, with the next times in sight. Works on a copy: the answer counts where exec() was accepted.
#pragma once

#include "models/schedulepreview.h"
#include "models/schedulewords.h"

#include <QDialog>

#include <memory>

namespace Ui {
class ScheduleDialog;
}

namespace seriatim {

class ScheduleDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ScheduleDialog(const Schedule &schedule, QWidget *parent = nullptr);
    ~ScheduleDialog() override;

    [[nodiscard]] Schedule schedule() const { return m_schedule; }

    // From when the next times are counted, and the zone that stands for the endpoint's; by default now and here.
    void setPreviewFrom(Instant now, const QTimeZone &zone);

private:
    void showSchedule();
    void connectTriggers();
    void connectLimits();
    void addTrigger(const Trigger &trigger);
    void removeTrigger();
    void showTriggerList();
    void showCurrentTrigger();
    void editPeriod();
    void editRepeat();
    void refresh(); // everything that follows from the draft: words, hints, mistakes, next times
    void refreshTriggers();
    void refreshPreview();
    [[nodiscard]] WallTime wallNow() const;

    std::unique_ptr<Ui::ScheduleDialog> m_ui;
    Schedule m_schedule;
    Instant m_now;
    QTimeZone m_zone;
    bool m_showing = false; // the controls are being filled: nobody edits
};

} // namespace seriatim
