#include "ui/computerspage.h"

#include "models/cataloguedirectory.h"
#include "ui/computersdialog.h"
#include "ui/icons.h"

namespace seriatim {

ComputersPage::ComputersPage(StoreSession &session, CatalogueDirectory &catalogue, QWidget *parent)
    : EditorPage(parent), m_session(session), m_catalogue(catalogue),
      m_panel(new ObjectListPanel<Computer>(session, *this,
                                            {PageKind::computer, AuditObject::computer,
                                             {QStringLiteral("computers"), tr("&New computer"),
                                              tr("There is no computer yet. Add one here, import a definition, or run a task on this computer.")},
                                             tr("computer"), tr("computers"), computerColumns(), &Removal::computers},
                                            this)),
      m_reader(session, [](Workspace &workspace) { return workspace.store().catalogue().computers(); },
               [this](Result<std::vector<Computer>> computers) { m_panel->setObjects(std::move(computers)); }, this)
{
    setObjectName(QStringLiteral("computersPage"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_panel);
    QAction *change = m_panel->list().addRowAction(icon(Symbol::edit), tr("&Change several…"), QStringLiteral("Change"), true);
    change->setToolTip(tr("Sets fields of all selected computers at once, or puts them on a collection's list"));
    connect(change, &QAction::triggered, this, &ComputersPage::changeSelected);
    m_reader.reload();
}

QIcon ComputersPage::pageIcon() const
{
    return icon(Symbol::computer);
}

void ComputersPage::changeSelected()
{
    const std::vector<Computer> computers = m_panel->selected();
    ComputersDialog dialog(computers, *m_catalogue.collections(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const Result<> changed = changeComputers(m_session.workspace(), computers, dialog.changes());
    if (!changed)
        return showError(this, tr("No computer was changed."), changed.error());
    m_session.noteCatalogueChange();
    Q_EMIT statusMessage(computers.size() == 1 ? tr("1 computer changed") : tr("%1 computers changed").arg(computers.size()));
}

} // namespace seriatim
