#include "ui/computerpage.h"

#include "ui/icons.h"
#include "ui_computerpage.h"

#include <QCompleter>

namespace seriatim {

namespace {

struct PageWords {
    Q_DECLARE_TR_FUNCTIONS(ComputerPage)
};

struct KnownValues {
    QStringList domains;
    QStringList systems;
    QStringList architectures;
};

QStringList distinct(const std::vector<Computer> &computers, QString Computer::*field)
{
    QSet<QString> values;
    for (const Computer &computer : computers)
        values.insert(computer.*field);
    values.remove(QString());
    QStringList sorted = values.values();
    sorted.sort(Qt::CaseInsensitive);
    return sorted;
}

void complete(QLineEdit *edit, const QStringList &values)
{
    auto *completer = new QCompleter(values, edit);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    edit->setCompleter(completer);
    // Chosen from the list is typed.
    QObject::connect(completer, qOverload<const QString &>(&QCompleter::activated), edit, [edit](const QString &value) { Q_EMIT edit->textEdited(value); });
}

} // namespace

Result<ComputerPage *> ComputerPage::create(StoreSession &session, CatalogueDirectory &catalogue, const std::optional<ComputerId> &id, QWidget *parent)
{
    if (!id)
        return new ComputerPage(session, catalogue, std::nullopt, parent);
    const Result<Computer> stored = loadComputer(session.workspace(), *id);
    if (!stored)
        return stored.error();
    return new ComputerPage(session, catalogue, *stored, parent);
}

ComputerPage::ComputerPage(StoreSession &session, CatalogueDirectory &catalogue, const std::optional<Computer> &stored, QWidget *parent)
    : ObjectPage(session, {PageKind::computer, AuditObject::computer, icon(Symbol::computer), PageWords::tr("New computer"), PageWords::tr("The computer was not saved.")},
                 loadComputer, stored, parent),
      m_catalogue(catalogue), m_ui(std::make_unique<Ui::ComputerPage>())
{
    m_ui->setupUi(this);
    setObjectName(QStringLiteral("computerPage"));
    m_ui->historyButton->setIcon(icon(Symbol::history));
    bindFields();
    fields().setReadOnly(session.isReadOnly());
    connect(&catalogue, &CatalogueDirectory::collectionsChanged, this, [this] { showCollections(); });
    connect(m_ui->historyButton, &QPushButton::clicked, this, [this] { showObjectHistory(); });
    connect(m_ui->computerCollections, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        Q_EMIT openRequested({PageKind::collection, item->data(Qt::UserRole).toString()});
    });
    offerKnownValues();
    refresh();
}

ComputerPage::~ComputerPage() = default;

void ComputerPage::bindFields()
{
    fields().text(m_ui->computerName, &Computer::name, PageWords::tr("Rename the computer"));
    fields().text(m_ui->computerDomain, &Computer::domain, PageWords::tr("Change the domain"));
    fields().text(m_ui->computerSystem, &Computer::operatingSystem, PageWords::tr("Change the operating system"));
    fields().text(m_ui->computerArchitecture, &Computer::architecture, PageWords::tr("Change the architecture"));
    fields().number(m_ui->computerMemory, &Computer::memoryMb, PageWords::tr("Change the memory"));
    fields().text(m_ui->computerUser, &Computer::user, PageWords::tr("Change the user"));
}

// What other computers have, so that the same thing gets the same name.
void ComputerPage::offerKnownValues()
{
    session().run<KnownValues>([](Workspace &workspace, JobControl &) -> Result<KnownValues> {
                 const Result<std::vector<Computer>> computers = workspace.store().catalogue().computers();
                 if (!computers)
                     return computers.error();
                 return KnownValues{distinct(*computers, &Computer::domain), distinct(*computers, &Computer::operatingSystem),
                                    distinct(*computers, &Computer::architecture)};
             })
        .then(this, [this](const Result<KnownValues> &known) {
            if (!known || session().isReadOnly())
                return;
            complete(m_ui->computerDomain, known->domains);
            complete(m_ui->computerSystem, known->systems);
            complete(m_ui->computerArchitecture, known->architectures);
        });
}

void ComputerPage::showDraft()
{
    m_ui->computerMistake->showMistake(mistake());
    m_ui->historyButton->setEnabled(!isNew());
    showCollections();
}

void ComputerPage::showCollections()
{
    m_ui->computerCollections->clear();
    const auto collections = m_catalogue.collections();
    for (const CollectionEntry &entry : *collections) {
        if (!entry.collection.includes(draft()))
            continue;
        const bool listed = std::ranges::find(entry.collection.members, draft().id) != entry.collection.members.end();
        auto *item = new QListWidgetItem(icon(Symbol::collection), entry.collection.name + (listed ? PageWords::tr(" (on its list)") : PageWords::tr(" (by its filter)")),
                                         m_ui->computerCollections);
        item->setData(Qt::UserRole, entry.collection.id.toString());
    }
    if (m_ui->computerCollections->count() == 0) {
        auto *none = new QListWidgetItem(PageWords::tr("In no collection, so no sequential task applies to it."), m_ui->computerCollections);
        none->setFlags(Qt::NoItemFlags);
    }
}

} // namespace seriatim
