// TriggerEditor: one trigger of a schedule, every kind of B22. Shows only the controls that its kind has.
#pragma once

#include "models/scheduleediting.h"

#include <QWidget>

#include <memory>

namespace Ui {
class TriggerEditor;
}

namespace seriatim {

class TriggerEditor : public QWidget
{
    Q_OBJECT

public:
    explicit TriggerEditor(QWidget *parent = nullptr);
    ~TriggerEditor() override;

    // `now` in the zone that the trigger is meant in: a begin is proposed from it.
    void setTrigger(const Trigger &trigger, const WallTime &now); // tells nobody
    [[nodiscard]] const Trigger &trigger() const { return m_trigger; }

Q_SIGNALS:
    void triggerEdited();

private:
    void fillChoices();
    void connectControls();
    void display(const Trigger &trigger);
    void showFieldsOf(TriggerType type);
    void edit(const std::function<void(Trigger &)> &change);
    void editBegin();

    std::unique_ptr<Ui::TriggerEditor> m_ui;
    Trigger m_trigger;
    WallTime m_now;
    bool m_showing = false; // the controls are being filled: nobody edits
};

} // namespace seriatim
