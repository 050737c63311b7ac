#include "ui/advancedpage.h"

#include "ui_advancedpage.h"

#include <QSignalBlocker>

namespace seriatim {

AdvancedPage::AdvancedPage(TaskEditor &editor, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::AdvancedPage>()), m_editor(editor), m_inherited(editor.session())
{
    m_ui->setupUi(this);
    connect(m_ui->overrides, &QCheckBox::toggled, this, &AdvancedPage::setOverriding);
    connect(m_ui->options, &DeliveryOptionsWidget::optionsEdited, this,
            [this](const QString &text, const DeliveryOptions &options, const QString &mergeKey) {
                m_editor.edit(text, [&](SequentialTask &task) { task.options = options; },
                              mergeKey.isEmpty() ? QString() : QStringLiteral("options.") + mergeKey);
            });
    connect(&m_editor, &TaskEditor::draftChanged, this, &AdvancedPage::refresh);
    connect(&m_inherited, &InheritedOptionsWatcher::changed, this, &AdvancedPage::refresh);
    connect(&m_inherited, &InheritedOptionsWatcher::failed, m_ui->inheritedFailure, &MessageLine::showMistake);
    refresh();
}

AdvancedPage::~AdvancedPage() = default;

void AdvancedPage::setOverriding(bool overriding)
{
    if (overriding)
        m_editor.edit(tr("Override the agent settings"), [this](SequentialTask &task) { task.options = m_inherited.inherited().options(); });
    else
        m_editor.edit(tr("Inherit the agent settings"), [](SequentialTask &task) { task.options.reset(); });
}

void AdvancedPage::refresh()
{
    m_inherited.setCollections(m_editor.draft().appliesTo);
    const std::optional<DeliveryOptions> &own = m_editor.draft().options;
    {
        const QSignalBlocker blocker(m_ui->overrides);
        m_ui->overrides->setChecked(own.has_value());
    }
    // What would be taken over is not known before it is read.
    m_ui->overrides->setEnabled(!m_editor.isReadOnly() && (own || m_inherited.isLoaded()));
    m_ui->options->setOptions(own ? *own : m_inherited.inherited().options());
    m_ui->options->setEditable(own && !m_editor.isReadOnly());
    m_ui->origin->setText(own ? tr("All of these values are the task's own; the agent settings do not count for it.")
                          : m_inherited.isLoaded() ? inheritedWords(m_inherited.inherited())
                                                   : tr("Reading the agent settings …"));
}

} // namespace seriatim
