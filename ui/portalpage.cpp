#include "ui/portalpage.h"

#include "models/portalaccessmodel.h"
#include "models/portalwords.h"
#include "ui/icons.h"
#include "ui/portalpicture.h"
#include "ui/principaldelegate.h"
#include "ui/principaldialog.h"
#include "ui_portalpage.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QSignalBlocker>

namespace seriatim {

PortalPage::PortalPage(TaskEditor &editor, CatalogueDirectory &directory, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::PortalPage>()), m_editor(editor), m_directory(directory),
      m_access(new PortalAccessModel(this))
{
    m_ui->setupUi(this);
    m_ui->addAccess->setIcon(icon(Symbol::add));
    m_ui->removeAccess->setIcon(icon(Symbol::remove));
    m_ui->card->setPreview(true);
    connect(m_ui->published, &QCheckBox::toggled, this, &PortalPage::setPublished);
    connectTexts();
    connectPicture();
    connectAccess();
    connect(&m_editor, &TaskEditor::draftChanged, this, &PortalPage::refresh);
    connect(&m_editor, &TaskEditor::programsChanged, this, &PortalPage::refresh);
    refresh();
}

PortalPage::~PortalPage() = default;

void PortalPage::connectTexts()
{
    connect(m_ui->displayName, &QLineEdit::textEdited, this, [this](const QString &text) {
        editEntry(tr("Change the name in the portal"), [&](PortalEntry &entry) { entry.displayName = text; }, QStringLiteral("portal.name"));
    });
    connect(m_ui->description, &QPlainTextEdit::textChanged, this, [this] {
        editEntry(tr("Change the description in the portal"),
                  [this](PortalEntry &entry) { entry.description = m_ui->description->toPlainText(); }, QStringLiteral("portal.description"));
    });
    connect(m_ui->displayName, &QLineEdit::editingFinished, this, [this] { m_editor.endMerging(); });
    connect(m_ui->reportFinalStatus, &QCheckBox::toggled, this, [this](bool on) {
        editEntry(on ? tr("Report the final status to the server") : tr("Do not report the final status to the server"),
                  [on](PortalEntry &entry) { entry.reportFinalStatusToServer = on; });
    });
}

void PortalPage::connectPicture()
{
    connect(m_ui->choosePicture, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Picture for the portal"), {}, tr("Pictures (*.png *.svg)"));
        if (!path.isEmpty())
            choosePictureFile(path);
    });
    connect(m_ui->removePicture, &QPushButton::clicked, this, [this] {
        editEntry(tr("Remove the picture"), [](PortalEntry &entry) { entry.picture.clear(); });
    });
}

void PortalPage::choosePictureFile(const QString &path)
{
    const Result<QByteArray> picture = readPicture(path);
    if (!picture) {
        m_ui->pictureMistake->showMistake(picture.error().message());
        return;
    }
    m_ui->pictureMistake->showMistake({});
    editEntry(m_editor.draft().portal && m_editor.draft().portal->picture.isEmpty() ? tr("Add a picture") : tr("Change the picture"),
              [&](PortalEntry &entry) { entry.picture = *picture; });
}

void PortalPage::connectAccess()
{
    m_ui->access->setModel(m_access);
    m_ui->access->setItemDelegateForColumn(PortalAccessModel::nameColumn, new PrincipalDelegate(m_ui->access));
    m_ui->access->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_ui->access->horizontalHeader()->setSectionResizeMode(PortalAccessModel::nameColumn, QHeaderView::Stretch);
    m_ui->access->verticalHeader()->hide();
    m_ui->access->setMinimumHeight(fontMetrics().lineSpacing() * 8);
    const auto markUnknown = [this] {
        if (m_directory.isLoaded())
            m_access->setPrincipals(*m_directory.principals());
    };
    connect(&m_directory, &CatalogueDirectory::principalsChanged, this, markUnknown);
    markUnknown();
    connect(m_access, &PortalAccessModel::accessEdited, this, [this](const QString &text) {
        editEntry(text, [this](PortalEntry &entry) { entry.access = m_access->access(); });
    });
    connect(m_ui->addAccess, &QToolButton::clicked, this, &PortalPage::addPrincipals);
    connect(m_ui->removeAccess, &QToolButton::clicked, this, &PortalPage::removePrincipals);
    connect(m_ui->deleteAction, &QAction::triggered, this, &PortalPage::removePrincipals);
    m_ui->access->addAction(m_ui->deleteAction);
    connect(m_ui->access->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PortalPage::refreshCard);
    connect(m_ui->access->selectionModel(), &QItemSelectionModel::currentChanged, this, &PortalPage::refreshCard);
}

void PortalPage::addPrincipals()
{
    PrincipalDialog dialog(m_directory.principals(), [this](const PrincipalEntry &principal) { return m_access->contains(principal); }, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_access->add(dialog.chosen());
    m_ui->access->setCurrentIndex(m_access->index(m_access->rowCount() - 1, PortalAccessModel::nameColumn));
}

void PortalPage::removePrincipals()
{
    QList<int> rows;
    for (const QModelIndex &index : m_ui->access->selectionModel()->selectedRows())
        rows << index.row();
    if (!m_editor.isReadOnly() && m_editor.draft().portal)
        m_access->remove(rows);
}

void PortalPage::setPublished(bool published)
{
    if (published) {
        m_editor.edit(tr("Publish in the portal"), [this](SequentialTask &task) { task.portal = m_withdrawn.value_or(PortalEntry{}); });
    } else {
        m_withdrawn = m_editor.draft().portal;
        m_editor.edit(tr("Take out of the portal"), [](SequentialTask &task) { task.portal.reset(); });
    }
}

void PortalPage::editEntry(const QString &text, const std::function<void(PortalEntry &)> &change, const QString &mergeKey)
{
    m_editor.edit(text, [&](SequentialTask &task) {
        if (task.portal)
            change(*task.portal);
    }, mergeKey);
}

void PortalPage::refresh()
{
    const std::optional<PortalEntry> &portal = m_editor.draft().portal;
    const PortalEntry entry = portal.value_or(PortalEntry{});
    const bool editable = portal && !m_editor.isReadOnly();
    const QSignalBlocker publishedBlocker(m_ui->published);
    const QSignalBlocker descriptionBlocker(m_ui->description);
    const QSignalBlocker reportBlocker(m_ui->reportFinalStatus);
    m_ui->published->setChecked(portal.has_value());
    m_ui->published->setEnabled(!m_editor.isReadOnly());
    if (m_ui->displayName->text() != entry.displayName)
        m_ui->displayName->setText(entry.displayName);
    m_ui->displayName->setPlaceholderText(m_editor.draft().name);
    if (m_ui->description->toPlainText() != entry.description)
        m_ui->description->setPlainText(entry.description);
    m_ui->reportFinalStatus->setChecked(entry.reportFinalStatusToServer);
    m_access->setAccess(entry.access);
    m_access->setEditable(editable);

    m_ui->displayName->setReadOnly(!editable);
    m_ui->description->setReadOnly(!editable);
    m_ui->entryControls->setEnabled(portal.has_value());
    for (QWidget *widget : std::initializer_list<QWidget *>{m_ui->choosePicture, m_ui->reportFinalStatus, m_ui->addAccess})
        widget->setEnabled(editable);
    m_ui->removePicture->setEnabled(editable && !entry.picture.isEmpty());
    m_ui->pictureInfo->setText(entry.picture.isEmpty() ? tr("None; PNG or SVG, at most 256 KB") : pictureText(entry.picture));
    if (!entry.picture.isEmpty() || !portal)
        m_ui->pictureMistake->showMistake({});
    m_ui->hints->showHint(portalHints(m_editor.draft()).join(u' '));
    refreshInherited();
    refreshCard();
}

void PortalPage::refreshCard()
{
    const bool editable = m_editor.draft().portal && !m_editor.isReadOnly();
    const auto *selection = m_ui->access->selectionModel();
    m_ui->removeAccess->setEnabled(editable && selection->hasSelection());
    const int row = m_ui->access->currentIndex().row();
    std::optional<PortalAccess> as;
    if (row >= 0 && row < m_access->rowCount())
        as = m_access->access()[static_cast<size_t>(row)];
    m_ui->card->setContent(portalCard(m_editor.draft(), m_editor.programs(), as));
    const bool visible = m_editor.draft().portal && (!as || as->maySee);
    m_ui->card->setVisible(visible);
    if (!m_editor.draft().portal)
        m_ui->cardCaption->setText(tr("The task does not stand in the portal."));
    else if (!as)
        m_ui->cardCaption->setText(tr("As an end user will see it:"));
    else
        m_ui->cardCaption->setText(visible ? tr("As %1 will see it:").arg(as->name) : tr("%1 does not see the task.").arg(as->name));
}

void PortalPage::refreshInherited()
{
    QTreeWidget *tree = m_ui->inherited;
    const std::vector<InheritedPackage> packages = inheritedPackages(m_editor.draft(), m_editor.programs());
    const auto same = [&] {
        if (tree->topLevelItemCount() != static_cast<int>(packages.size()))
            return false;
        for (int i = 0; i < tree->topLevelItemCount(); ++i) {
            const QTreeWidgetItem *item = tree->topLevelItem(i);
            const InheritedPackage &package = packages[static_cast<size_t>(i)];
            if (item->text(0) != package.package || item->childCount() != package.programs.size())
                return false;
            for (int child = 0; child < item->childCount(); ++child) {
                if (item->child(child)->text(0) != package.programs[child])
                    return false;
            }
        }
        return true;
    };
    if (same())
        return;
    tree->clear();
    QList<QTreeWidgetItem *> items;
    for (const InheritedPackage &package : packages) {
        auto *item = new QTreeWidgetItem({package.package});
        item->setIcon(0, icon(Symbol::package));
        for (const QString &program : package.programs) {
            auto *child = new QTreeWidgetItem(item, {program});
            child->setIcon(0, icon(Symbol::program));
        }
        items << item;
    }
    tree->addTopLevelItems(items);
    tree->expandAll();
}

} // namespace seriatim
