#include "ui/selectordialog.h"

#include "models/runapart.h"
#include "ui/columnmemory.h"
#include "ui/icons.h"
#include "ui/matchdelegate.h"
#include "ui_selectordialog.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QSettings>

namespace seriatim {

namespace {

const QString settingsGroup = QStringLiteral("SelectorDialog");

// Another catalogue than `known`, made ready; comparing 100,000 names is no work for the GUI thread either.
Answer<std::shared_ptr<const ProgramSearch>> prepare(std::shared_ptr<const CatalogueIndex> catalogue,
                                                     std::shared_ptr<const ProgramSearch> known)
{
    return runApart<std::shared_ptr<const ProgramSearch>>([catalogue = std::move(catalogue), known = std::move(known)](JobControl &) {
        const bool isKnown = known && *known->catalogue() == *catalogue;
        return isKnown ? nullptr : std::make_shared<const ProgramSearch>(catalogue);
    });
}

} // namespace

SelectorDialog::SelectorDialog(StoreSession &session, CatalogueDirectory &directory, const QSet<ProgramId> &inOrder, QWidget *parent)
    : QDialog(parent), m_directory(directory), m_ui(std::make_unique<Ui::SelectorDialog>()), m_model(inOrder)
{
    m_ui->setupUi(this);
    m_ui->previewBox->setSession(session);
    m_ui->searchButton->setIcon(icon(Symbol::search));
    m_ui->resultTree->setModel(&m_model);
    m_ui->resultTree->setItemDelegate(new MatchDelegate(this));
    addButtons();
    restoreLayout();
    connectSearch();
    connectTree();
    connect(&m_preparing, &QFutureWatcherBase::finished, this, [this] { takeOver(m_preparing.result()); });
    connect(&m_directory, &CatalogueDirectory::packagesChanged, this, &SelectorDialog::prepareSearch);
    connect(&m_directory, &CatalogueDirectory::failed, this, [this](const QString &message) {
        m_failure = message;
        showResults();
    });
    if (m_directory.isLoaded())
        prepareSearch();
    showResults();
    m_ui->searchText->setFocus();
}

SelectorDialog::~SelectorDialog() = default;

void SelectorDialog::addButtons()
{
    m_add = m_ui->buttonBox->addButton(tr("&Add"), QDialogButtonBox::AcceptRole);
    m_add->setObjectName(QStringLiteral("addButton"));
    m_add->setIcon(icon(Symbol::add));
    m_add->setToolTip(tr("Add what is selected to the execution order; where nothing is, the program in focus"));
    QPushButton *cancel = m_ui->buttonBox->addButton(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("cancelButton"));
    connect(m_ui->buttonBox, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SelectorDialog::connectSearch()
{
    connect(m_ui->searchText, &QLineEdit::textChanged, this, &SelectorDialog::findTyped);
    for (const QRadioButton *by : {m_ui->searchPackage, m_ui->searchProgram, m_ui->searchEither})
        connect(by, &QRadioButton::clicked, this, &SelectorDialog::findTyped);
    connect(m_ui->searchButton, &QPushButton::clicked, this, &SelectorDialog::search);
    connect(m_ui->showAllButton, &QPushButton::clicked, this, &SelectorDialog::showAll);
    m_ui->searchText->installEventFilter(this);
}

void SelectorDialog::connectTree()
{
    ResultTreeView *tree = m_ui->resultTree;
    connect(&m_model, &SelectorModel::selectionChanged, this, &SelectorDialog::showSelection);
    connect(tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &SelectorDialog::showFocused);
    connect(tree, &ResultTreeView::typed, this, &SelectorDialog::typeOn);
    connect(tree, &ResultTreeView::leftUpwards, this, [this] { m_ui->searchText->setFocus(Qt::BacktabFocusReason); });
    connect(tree, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        if (!m_model.programAt(index))
            return;
        m_model.setData(index.siblingAtColumn(0), Qt::Checked, Qt::CheckStateRole);
        accept();
    });
}

void SelectorDialog::restoreLayout()
{
    QSettings settings;
    settings.beginGroup(settingsGroup);
    const QString by = settings.value(QStringLiteral("searchBy")).toString();
    for (QRadioButton *button : {m_ui->searchPackage, m_ui->searchProgram, m_ui->searchEither})
        button->setChecked(button->objectName() == by || button->isChecked());
    if (!restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray()))
        resize(fontMetrics().averageCharWidth() * 170, fontMetrics().height() * 40);
    if (!m_ui->splitter->restoreState(settings.value(QStringLiteral("splitter")).toByteArray()))
        m_ui->splitter->setSizes({width() * 7 / 10, width() * 3 / 10});
    m_ui->splitter->setStretchFactor(0, 1);
    giveColumnsWidth();
    new ColumnMemory(*m_ui->resultTree->header(), m_ui->resultTree->objectName());
}

void SelectorDialog::giveColumnsWidth()
{
    QHeaderView *header = m_ui->resultTree->header();
    const QFontMetrics metrics = fontMetrics();
    header->resizeSection(SelectorModel::versionColumn, metrics.horizontalAdvance(QStringLiteral("000.00.0000")));
    const QString selection = tr("10 of 10 selected, 10 not shown"); // about the longest
    header->resizeSection(SelectorModel::selectionColumn, metrics.horizontalAdvance(selection) + metrics.height());
}

void SelectorDialog::saveLayout() const
{
    QSettings settings;
    settings.beginGroup(settingsGroup);
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("splitter"), m_ui->splitter->saveState());
    for (const QRadioButton *button : {m_ui->searchPackage, m_ui->searchProgram, m_ui->searchEither}) {
        if (button->isChecked())
            settings.setValue(QStringLiteral("searchBy"), button->objectName());
    }
}

void SelectorDialog::done(int result)
{
    saveLayout();
    QDialog::done(result);
}

// One at a time; what changed meanwhile is looked at afterwards.
void SelectorDialog::prepareSearch()
{
    if (m_catalogue)
        return;
    m_failure.clear();
    m_catalogue = m_directory.packages();
    m_preparing.setFuture(prepare(m_catalogue, m_model.search()).future());
}

void SelectorDialog::takeOver(const Prepared &search)
{
    const std::shared_ptr<const CatalogueIndex> read = std::exchange(m_catalogue, nullptr);
    if (search) {
        const std::optional<ProgramId> focused = m_model.programAt(m_ui->resultTree->currentIndex());
        m_model.setSearch(search);
        showResults();
        if (focused)
            m_ui->resultTree->setCurrentIndex(m_model.indexOf(*focused));
    }
    if (read != m_directory.packages())
        prepareSearch();
}

SearchBy SelectorDialog::searchBy() const
{
    if (m_ui->searchPackage->isChecked())
        return SearchBy::package;
    return m_ui->searchProgram->isChecked() ? SearchBy::program : SearchBy::either;
}

void SelectorDialog::findTyped()
{
    m_model.find(m_ui->searchText->text(), searchBy());
    showResults();
}

void SelectorDialog::search()
{
    if (searchWords(m_ui->searchText->text()).isEmpty())
        showAll();
    else
        enterResults();
}

void SelectorDialog::showAll()
{
    const QSignalBlocker blocker(m_ui->searchText);
    m_ui->searchText->clear();
    m_model.showAll();
    showResults();
    enterResults();
}

void SelectorDialog::showResults()
{
    m_ui->resultTree->expandWhatIsFew();
    m_ui->resultTree->setHint(hint());
    m_ui->foundLabel->setText(m_model.foundText());
    showFocused();
}

QString SelectorDialog::hint() const
{
    if (!m_failure.isEmpty())
        return m_failure;
    if (!m_model.search())
        return tr("Reading the catalogue…");
    if (m_model.search()->packageCount() == 0)
        return tr("There are no packages yet. Make one, or import some, first.");
    if (!m_model.isAsked())
        return tr("Search, or Show all");
    const QString nothing = tr("Nothing found for “%1”.").arg(m_ui->searchText->text().trimmed());
    return searchBy() == SearchBy::either ? nothing : tr("%1\nEither looks in the names of packages and of programs.").arg(nothing);
}

// To the first program that was found; of everything to the first folder, for there is no reason to prefer a program.
void SelectorDialog::enterResults()
{
    ResultTreeView *tree = m_ui->resultTree;
    if (m_model.rowCount() == 0)
        return;
    if (!tree->currentIndex().isValid()) { // before the focus, with which the view would choose the first row
        const bool isAll = m_ui->searchText->text().isEmpty();
        const QModelIndex program = isAll ? QModelIndex() : m_model.firstProgram();
        tree->setCurrentIndex(program.isValid() ? program : m_model.index(0, 0));
    }
    tree->setFocus(Qt::TabFocusReason);
}

void SelectorDialog::typeOn(const QString &text)
{
    m_ui->searchText->setFocus();
    m_ui->searchText->insert(text);
}

bool SelectorDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->searchText && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down) {
        enterResults();
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void SelectorDialog::showFocused()
{
    if (const std::optional<ProgramId> program = m_model.programAt(m_ui->resultTree->currentIndex()))
        m_ui->previewBox->showProgram(*program);
    else
        m_ui->previewBox->showHint(m_model.rowCount() == 0 ? QString() : tr("Go to a program to see what it runs."));
    showSelection();
}

// Enter does what the default button says: it adds as soon as there is something to add.
void SelectorDialog::showSelection()
{
    m_ui->selectionLabel->setText(m_model.selectionText());
    m_ui->changeLabel->setText(m_model.lastChangeText());
    m_ui->changeLabel->setToolTip(m_model.lastChangeText());
    const bool canAdd = !chosen().empty();
    m_add->setEnabled(canAdd);
    m_add->setDefault(canAdd);
    m_ui->searchButton->setDefault(!canAdd);
}

std::vector<ProgramId> SelectorDialog::chosen() const
{
    if (m_model.checkedPrograms() > 0)
        return m_model.chosen();
    const std::optional<ProgramId> focused = m_model.programAt(m_ui->resultTree->currentIndex());
    return focused ? std::vector{*focused} : std::vector<ProgramId>{};
}

} // namespace seriatim
