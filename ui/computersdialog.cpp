#include "ui/computersdialog.h"

#include "ui_computersdialog.h"

#include <algorithm>

namespace seriatim {

namespace {

// Empty where they differ.
template <typename Value>
Value commonValue(const std::vector<Computer> &computers, Value Computer::*field)
{
    const bool same = std::ranges::all_of(computers, [&](const Computer &computer) { return computer.*field == computers.front().*field; });
    return same && !computers.empty() ? computers.front().*field : Value();
}

std::optional<QString> textOf(const QCheckBox &check, const QLineEdit &edit)
{
    return check.isChecked() ? std::optional(edit.text().trimmed()) : std::nullopt;
}

std::optional<CollectionId> collectionOf(const QCheckBox &check, const QComboBox &box)
{
    return check.isChecked() ? CollectionId::parse(box.currentData().toString()) : std::nullopt;
}

} // namespace

ComputersDialog::ComputersDialog(const std::vector<Computer> &computers, const std::vector<CollectionEntry> &collections, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::ComputersDialog>())
{
    m_ui->setupUi(this);
    setObjectName(QStringLiteral("computersDialog"));
    setWindowTitle(computers.size() == 1 ? tr("Change 1 computer") : tr("Change %1 computers").arg(computers.size()));
    m_ui->headline->setText(tr("Only what is checked is changed, on all %1 at once.").arg(computers.size()));
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setText(tr("C&hange"));
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setObjectName(QStringLiteral("changeButton"));
    resize(fontMetrics().averageCharWidth() * 70, sizeHint().height());
    for (const CollectionEntry &entry : collections) {
        m_ui->addToValue->addItem(entry.collection.name, entry.collection.id.toString());
        m_ui->removeFromValue->addItem(entry.collection.name, entry.collection.id.toString());
    }
    m_ui->addToCheck->setEnabled(!collections.empty());
    m_ui->removeFromCheck->setEnabled(!collections.empty());
    showCommonValues(computers);
    for (QCheckBox *check : findChildren<QCheckBox *>())
        connect(check, &QCheckBox::toggled, this, &ComputersDialog::showState);
    connect(m_ui->addToValue, &QComboBox::currentIndexChanged, this, &ComputersDialog::showState);
    connect(m_ui->removeFromValue, &QComboBox::currentIndexChanged, this, &ComputersDialog::showState);
    showState();
}

ComputersDialog::~ComputersDialog() = default;

void ComputersDialog::showCommonValues(const std::vector<Computer> &computers)
{
    const auto show = [&](QLineEdit *edit, QString Computer::*field) {
        edit->setText(commonValue(computers, field));
        const bool differ = std::ranges::any_of(computers, [&](const Computer &computer) { return computer.*field != edit->text(); });
        edit->setPlaceholderText(differ ? tr("(different values)") : QString());
    };
    show(m_ui->domainValue, &Computer::domain);
    show(m_ui->systemValue, &Computer::operatingSystem);
    show(m_ui->architectureValue, &Computer::architecture);
    show(m_ui->userValue, &Computer::user);
    m_ui->memoryValue->setValue(commonValue(computers, &Computer::memoryMb));
}

ComputerChanges ComputersDialog::changes() const
{
    ComputerChanges changes;
    changes.domain = textOf(*m_ui->domainCheck, *m_ui->domainValue);
    changes.operatingSystem = textOf(*m_ui->systemCheck, *m_ui->systemValue);
    changes.architecture = textOf(*m_ui->architectureCheck, *m_ui->architectureValue);
    changes.user = textOf(*m_ui->userCheck, *m_ui->userValue);
    if (m_ui->memoryCheck->isChecked())
        changes.memoryMb = m_ui->memoryValue->value();
    changes.addTo = collectionOf(*m_ui->addToCheck, *m_ui->addToValue);
    changes.removeFrom = collectionOf(*m_ui->removeFromCheck, *m_ui->removeFromValue);
    return changes;
}

void ComputersDialog::showState()
{
    const ComputerChanges wanted = changes();
    const bool contradiction = wanted.addTo && wanted.addTo == wanted.removeFrom;
    QPushButton *change = m_ui->buttonBox->button(QDialogButtonBox::Ok);
    change->setEnabled(wanted != ComputerChanges{} && !contradiction);
    change->setToolTip(contradiction ? tr("A collection cannot be both: choose two different ones") : QString());
}

} // namespace seriatim
