#include "ui/collectionpage.h"

#include "ui/columnmemory.h"
#include "ui/icons.h"
#include "ui/pickerdialog.h"
#include "ui/ruleeditor.h"
#include "ui_collectionpage.h"

#include <QHeaderView>

namespace seriatim {

namespace {

struct PageWords {
    Q_DECLARE_TR_FUNCTIONS(CollectionPage)
};

QString computersText(int count)
{
    return count == 1 ? PageWords::tr("1 computer") : PageWords::tr("%1 computers").arg(count);
}

} // namespace

Result<CollectionPage *> CollectionPage::create(StoreSession &session, CatalogueDirectory &, const std::optional<CollectionId> &id, QWidget *parent)
{
    if (!id)
        return new CollectionPage(session, std::nullopt, parent);
    const Result<Collection> stored = loadCollection(session.workspace(), *id);
    if (!stored)
        return stored.error();
    return new CollectionPage(session, *stored, parent);
}

CollectionPage::CollectionPage(StoreSession &session, const std::optional<Collection> &stored, QWidget *parent)
    : ObjectPage(session, {PageKind::collection, AuditObject::collection, icon(Symbol::collection), PageWords::tr("New collection"), PageWords::tr("The collection was not saved.")},
                 loadCollection, stored, parent),
      m_match(session), m_rule(new RuleEditor(RuleUse::collectionFilter, this)), m_ui(std::make_unique<Ui::CollectionPage>())
{
    m_ui->setupUi(this);
    setObjectName(QStringLiteral("collectionPage"));
    m_rule->setObjectName(QStringLiteral("collectionRule"));
    m_ui->filterLayout->addWidget(m_rule);
    m_ui->historyButton->setIcon(icon(Symbol::history));
    m_ui->addComputersButton->setIcon(icon(Symbol::add));
    m_ui->removeComputersButton->setIcon(icon(Symbol::remove));
    setUpViews();

    fields().text(m_ui->collectionName, &Collection::name, PageWords::tr("Rename the collection"));
    fields().text(m_ui->collectionDescription, &Collection::description, PageWords::tr("Change the description"));
    fields().custom([this](const Collection &draft) { m_rule->setRule(draft.filter); }, [this](bool readOnly) { m_rule->setReadOnly(readOnly); });
    fields().setReadOnly(session.isReadOnly());
    m_ui->addComputersButton->setEnabled(!session.isReadOnly());
    connect(m_rule, &RuleEditor::ruleEdited, this, [this] {
        edit(m_rule->editText(), [this](Collection &draft) { draft.filter = m_rule->rule(); }, m_rule->editKey());
    });
    connect(m_ui->addComputersButton, &QPushButton::clicked, this, [this] { addComputers(); });
    connect(m_ui->removeComputersButton, &QPushButton::clicked, this, [this] { removeComputers(); });
    connect(m_ui->historyButton, &QPushButton::clicked, this, [this] { showObjectHistory(); });
    connect(&m_match, &CollectionMatch::counted, this, [this] { showCounts(); });
    connect(&m_match, &CollectionMatch::failed, m_ui->matchCount, &QLabel::setText);
    refresh();
}

CollectionPage::~CollectionPage()
{
    // The models go before the views do.
    m_ui->memberView->setModel(nullptr);
    m_ui->matchView->setModel(nullptr);
}

void CollectionPage::setUpViews()
{
    m_ui->memberView->setModel(&m_match.listed());
    m_ui->matchView->setModel(&m_match.computers());
    const int character = fontMetrics().averageCharWidth();
    for (QTreeView *view : {m_ui->memberView, m_ui->matchView}) {
        view->sortByColumn(0, Qt::AscendingOrder);
        for (int column = 0; column < m_match.listed().columnCount(); ++column)
            view->setColumnWidth(column, character * m_match.listed().headerData(column, Qt::Horizontal, objectTableWidthRole).toInt());
        new ColumnMemory(*view->header(), view->objectName());
        connect(view, &QTreeView::activated, this, [this, view](const QModelIndex &index) {
            const auto &model = view == m_ui->memberView ? m_match.listed() : m_match.computers();
            Q_EMIT openRequested({PageKind::computer, model.object(index.row()).id.toString()});
        });
    }
    m_ui->collectionSplitter->setStretchFactor(0, 3);
    m_ui->collectionSplitter->setStretchFactor(1, 2);
    connect(m_ui->matchFilter, &QLineEdit::textChanged, this, [this](const QString &text) { m_match.computers().setFilter(text); });
    const auto enableRemove = [this] {
        m_ui->removeComputersButton->setEnabled(!session().isReadOnly() && m_ui->memberView->selectionModel()->hasSelection());
    };
    connect(m_ui->memberView->selectionModel(), &QItemSelectionModel::selectionChanged, this, enableRemove);
    enableRemove();
}

void CollectionPage::showDraft()
{
    m_ui->collectionMistake->showMistake(mistake());
    m_ui->historyButton->setEnabled(!isNew());
    m_match.setCollection(draft());
}

void CollectionPage::showCounts()
{
    const int listed = m_match.listed().objectCount();
    m_ui->listCount->setText(computersText(listed));
    QString text = PageWords::tr("%1 of %2 in the store").arg(computersText(m_match.count())).arg(m_match.total());
    if (draft().filter)
        text += PageWords::tr(": %1 by the filter, %2 on the list").arg(m_match.countByFilter()).arg(listed);
    m_ui->matchCount->setText(text);
}

void CollectionPage::addComputers()
{
    Result<std::vector<Computer>> computers = session().workspace().store().catalogue().computers();
    if (!computers)
        return showError(this, PageWords::tr("The computers cannot be read."), computers.error());
    const QSet<ComputerId> known(draft().members.begin(), draft().members.end());
    std::erase_if(*computers, [&](const Computer &computer) { return known.contains(computer.id); });
    ObjectPicker<Computer> picker(PageWords::tr("Add computers to %1").arg(title()), std::move(computers).value(), computerColumns(), this);
    if (picker.exec() != QDialog::Accepted)
        return;
    const std::vector<ComputerId> chosen = picker.chosen();
    edit(chosen.size() == 1 ? PageWords::tr("Add a computer") : PageWords::tr("Add %1 computers").arg(chosen.size()),
         [&](Collection &draft) { draft.members.insert(draft.members.end(), chosen.begin(), chosen.end()); });
}

void CollectionPage::removeComputers()
{
    QSet<ComputerId> chosen;
    const QModelIndexList rows = m_ui->memberView->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        chosen.insert(m_match.listed().object(row.row()).id);
    edit(chosen.size() == 1 ? PageWords::tr("Take a computer off the list") : PageWords::tr("Take %1 computers off the list").arg(chosen.size()),
         [&](Collection &draft) { std::erase_if(draft.members, [&](ComputerId member) { return chosen.contains(member); }); });
}

} // namespace seriatim
