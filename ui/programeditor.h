// ProgramEditor: every field of one program (B31), in groups. Shows what it is given, and gives back each edit as a step.
#pragma once

#include "models/environmentmodel.h"
#include "models/ruletest.h"
#include "ui/fieldbinder.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <set>

namespace Ui {
class ProgramEditor;
}

namespace seriatim {

class RuleEditor;
class ToneLabel;

class ProgramEditor : public QWidget
{
    Q_OBJECT

public:
    // `edit` may be called at any time for the program that is shown; keys tell fields apart, not programs.
    ProgramEditor(FieldBinder<Program>::Edit edit, std::function<void()> endMerging, QWidget *parent = nullptr);
    ~ProgramEditor() override;

    // The package is the one that the program is in, for the preview and the test of its detection rule.
    void show(const Package &package, const Program &program);
    using QWidget::show;
    void setReadOnly(bool readOnly);
    // What "Test here" takes for the agent's own folder.
    void setAgentHome(const QString &folder) { m_agentHome = folder; }

    // What stands in a field and could not be taken, in one sentence; the field is shown. Empty: nothing.
    [[nodiscard]] QString showMistake();

private:
    void bindGeneral();
    void bindCodes();
    void bindRunning();
    void bindEnvironment();
    void bindCodeList(QLineEdit *control, ToneLabel *problem, ReturnCodeList ReturnCodeRules::*list, const QString &step);
    void showNotices(const Program &program);

    std::unique_ptr<Ui::ProgramEditor> m_ui;
    FieldBinder<Program> m_binder;
    EnvironmentModel *m_environment;
    RuleEditor *m_detection;
    std::optional<Program> m_shown;
    std::set<ProgramId> m_installerOffersDeclined;
    QString m_agentHome;
    bool m_readOnly = false;
};

} // namespace seriatim
