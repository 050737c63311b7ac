#include "ui/removedialog.h"

#include "ui/icons.h"
#include "ui/messages.h"
#include "ui_removedialog.h"

#include <QGuiApplication>
#include <QPushButton>
#include <QStyle>

namespace seriatim {

namespace {

constexpr int linesInSight = 8;
constexpr int charactersInALine = 50;

class WaitCursor
{
public:
    WaitCursor() { QGuiApplication::setOverrideCursor(Qt::WaitCursor); }
    ~WaitCursor() { QGuiApplication::restoreOverrideCursor(); }
    Q_DISABLE_COPY_MOVE(WaitCursor)
};

} // namespace

RemoveDialog::RemoveDialog(const QString &name, const Usage &usage, bool losesLineItems, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::RemoveDialog>())
{
    m_ui->setupUi(this);
    setWindowTitle(tr("Delete"));
    const int size = style()->pixelMetric(QStyle::PM_MessageBoxIconSize, nullptr, this);
    m_ui->symbolLabel->setPixmap(icon(usage.isEmpty() ? Symbol::information : Symbol::warning).pixmap(QSize(size, size), devicePixelRatioF()));
    const bool used = !usage.isEmpty();
    QString subject = name;
    if (!subject.isEmpty())
        subject[0] = subject[0].toUpper();
    m_ui->questionLabel->setText(used ? tr("%1 is in use:").arg(subject) : tr("Delete %1? This cannot be undone.").arg(name));
    m_ui->questionLabel->setMinimumWidth(fontMetrics().averageCharWidth() * charactersInALine);
    m_ui->usageList->setVisible(used);
    m_ui->consequenceLabel->setVisible(used);
    m_ui->consequenceLabel->setText(losesLineItems ? tr("Its line items leave these sequences, and so do dependencies on them. This cannot be undone.")
                                                   : tr("It is taken out of all of these. This cannot be undone."));
    m_ui->keepGroup->setVisible(losesLineItems && !usage.tasks.isEmpty());
    m_ui->keepButton->setChecked(true);
    listUsage(usage);
    QPushButton *remove = m_ui->buttons->addButton(used ? tr("&Remove from all of them and delete") : tr("&Delete"), QDialogButtonBox::AcceptRole);
    remove->setObjectName(QStringLiteral("removeButton"));
    remove->setAutoDefault(false);
    QPushButton *cancel = m_ui->buttons->addButton(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("cancelButton"));
    cancel->setDefault(true);
    cancel->setFocus();
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

RemoveDialog::~RemoveDialog() = default;

void RemoveDialog::listUsage(const Usage &usage)
{
    const auto add = [this](Symbol symbol, const QStringList &names) {
        for (const QString &name : names)
            m_ui->usageList->addItem(new QListWidgetItem(icon(symbol), name));
    };
    add(Symbol::task, usage.tasks);
    add(Symbol::collection, usage.collections);
    add(Symbol::userGroup, usage.groups);
    add(Symbol::agentSettings, usage.agentSettings);
    const int rows = std::clamp(m_ui->usageList->count(), 1, linesInSight);
    const int height = rows * std::max(m_ui->usageList->sizeHintForRow(0), fontMetrics().height()) + 2 * m_ui->usageList->frameWidth();
    m_ui->usageList->setMinimumHeight(height);
    m_ui->usageList->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
}

KeepFinished RemoveDialog::keep() const
{
    return m_ui->keepButton->isChecked() ? KeepFinished::yes : KeepFinished::no;
}

bool removeWithConsent(QWidget *parent, StoreSession &session, const Removal &removal, const QString &name)
{
    if (removal.isEmpty() || session.isReadOnly())
        return false;
    const Result<Usage> usage = [&] {
        const WaitCursor wait;
        return usageOf(session.workspace(), removal);
    }();
    if (!usage) {
        showError(parent, RemoveDialog::tr("What uses %1 could not be found out.").arg(name), usage.error());
        return false;
    }
    RemoveDialog dialog(name, *usage, removal.losesLineItems(), parent);
    if (dialog.exec() != QDialog::Accepted)
        return false;
    const Result<> removed = [&] {
        const WaitCursor wait;
        return removeFromAll(session.workspace(), removal, dialog.keep());
    }();
    if (!removed) {
        showError(parent, RemoveDialog::tr("%1 could not be deleted.").arg(name), removed.error());
        return false;
    }
    session.noteCatalogueChange();
    if (!usage->tasks.isEmpty())
        session.noteTaskChange();
    return true;
}

bool removeWithConsent(QWidget *parent, StoreSession &session, const RemovableId &id, const QString &name)
{
    Removal removal;
    struct Adder {
        Removal &to;
        void operator()(PackageId value) const { to.packages.push_back(value); }
        void operator()(ProgramId value) const { to.programs.push_back(value); }
        void operator()(ComputerId value) const { to.computers.push_back(value); }
        void operator()(CollectionId value) const { to.collections.push_back(value); }
        void operator()(UserId value) const { to.users.push_back(value); }
        void operator()(UserGroupId value) const { to.groups.push_back(value); }
        void operator()(AgentSettingsId value) const { to.agentSettings.push_back(value); }
    };
    std::visit(Adder{removal}, id);
    return removeWithConsent(parent, session, removal, name);
}

} // namespace seriatim
