// AdvancedPage: a task's download and execute options (B28–B30): inherited from the agent settings, in grey and with where
// they come from, until the task overrides them all.
#pragma once

#include "models/inheritedoptions.h"
#include "models/taskeditor.h"

#include <QWidget>

#include <memory>

namespace Ui {
class AdvancedPage;
}

namespace seriatim {

class AdvancedPage : public QWidget
{
    Q_OBJECT

public:
    explicit AdvancedPage(TaskEditor &editor, QWidget *parent = nullptr);
    ~AdvancedPage() override;

private:
    void setOverriding(bool overriding);
    void refresh();

    std::unique_ptr<Ui::AdvancedPage> m_ui;
    TaskEditor &m_editor;
    InheritedOptionsWatcher m_inherited;
};

} // namespace seriatim
