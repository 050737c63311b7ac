#include "ui/draftsdialog.h"

#include "models/timewords.h"
#include "ui/icons.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTreeWidget>

namespace seriatim {

DraftsDialog::DraftsDialog(const std::vector<LeftDraft> &drafts, QWidget *parent) : QDialog(parent), m_drafts(drafts), m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("draftsDialog"));
    setWindowTitle(tr("Unsaved drafts"));
    auto *label = new QLabel(tr("Seriatim ended before these drafts were saved. Nothing of them is in the store yet."), this);
    label->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("draftList"));
    m_list->setAccessibleName(tr("Unsaved drafts"));
    m_list->setHeaderLabels({tr("Sequence"), tr("Made from"), tr("Last edited")});
    m_list->setRootIsDecorated(false);
    for (const LeftDraft &left : m_drafts) {
        const SequentialTask &draft = left.file.draft;
        const QString base = draft.revision == 0 ? tr("a new sequence")
                             : left.base         ? tr("revision %1").arg(draft.revision)
                                                 : tr("revision %1, which is gone; opens as a new sequence").arg(draft.revision);
        auto *row = new QTreeWidgetItem({draft.name.isEmpty() ? tr("Unnamed sequence") : draft.name, base, timeText(left.file.written)});
        row->setIcon(0, icon(Symbol::task));
        row->setCheckState(0, Qt::Checked);
        m_list->addTopLevelItem(row);
    }
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setStretchLastSection(true);

    auto *buttons = new QDialogButtonBox(this);
    const auto add = [&](const QString &name, const QString &text, QDialogButtonBox::ButtonRole role, Choice choice) {
        QPushButton *button = buttons->addButton(text, role);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, [this, choice] { choose(choice); });
        return button;
    };
    add(QStringLiteral("openButton"), tr("&Open"), QDialogButtonBox::AcceptRole, Choice::open)->setDefault(true);
    add(QStringLiteral("discardButton"), tr("&Discard"), QDialogButtonBox::DestructiveRole, Choice::discard);
    add(QStringLiteral("laterButton"), tr("Decide &later"), QDialogButtonBox::RejectRole, Choice::later);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 18);
}

std::vector<LeftDraft> DraftsDialog::chosen() const
{
    std::vector<LeftDraft> result;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        if (m_list->topLevelItem(row)->checkState(0) == Qt::Checked)
            result.push_back(m_drafts[static_cast<size_t>(row)]);
    }
    return result;
}

void DraftsDialog::choose(Choice choice)
{
    m_choice = choice;
    if (choice == Choice::later)
        reject();
    else
        accept();
}

} // namespace seriatim
