#include "ui/userpage.h"

#include "ui/icons.h"
#include "ui_userpage.h"

namespace seriatim {

namespace {

struct PageWords {
    Q_DECLARE_TR_FUNCTIONS(UserPage)
};

} // namespace

Result<UserPage *> UserPage::create(StoreSession &session, CatalogueDirectory &, const std::optional<UserId> &id, QWidget *parent)
{
    if (!id)
        return new UserPage(session, std::nullopt, parent);
    const Result<User> stored = loadUser(session.workspace(), *id);
    if (!stored)
        return stored.error();
    return new UserPage(session, *stored, parent);
}

UserPage::UserPage(StoreSession &session, const std::optional<User> &stored, QWidget *parent)
    : ObjectPage(session, {PageKind::user, AuditObject::user, icon(Symbol::user), PageWords::tr("New user"), PageWords::tr("The user was not saved.")},
                 loadUser, stored, parent),
      m_groups(session, [](Workspace &workspace) { return workspace.store().catalogue().groups(); },
               [this](const Result<std::vector<UserGroup>> &groups) { showGroups(groups); }, this),
      m_ui(std::make_unique<Ui::UserPage>())
{
    m_ui->setupUi(this);
    setObjectName(QStringLiteral("userPage"));
    m_ui->historyButton->setIcon(icon(Symbol::history));
    fields().text(m_ui->userName, &User::name, PageWords::tr("Rename the user"));
    fields().text(m_ui->userDomain, &User::domain, PageWords::tr("Change the domain"));
    fields().text(m_ui->userDisplayName, &User::displayName, PageWords::tr("Change the display name"));
    fields().setReadOnly(session.isReadOnly());
    connect(m_ui->historyButton, &QPushButton::clicked, this, [this] { showObjectHistory(); });
    connect(m_ui->userGroups, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        Q_EMIT openRequested({PageKind::userGroup, item->data(Qt::UserRole).toString()});
    });
    m_groups.reload();
    refresh();
}

UserPage::~UserPage() = default;

void UserPage::showDraft()
{
    m_ui->userMistake->showMistake(mistake());
    m_ui->historyButton->setEnabled(!isNew());
}

void UserPage::showGroups(const Result<std::vector<UserGroup>> &groups)
{
    m_ui->userGroups->clear();
    for (const UserGroup &group : groups ? *groups : std::vector<UserGroup>()) {
        if (std::ranges::find(group.members, draft().id) == group.members.end())
            continue;
        auto *item = new QListWidgetItem(icon(Symbol::userGroup), nameOf(group), m_ui->userGroups);
        item->setData(Qt::UserRole, group.id.toString());
    }
    if (m_ui->userGroups->count() == 0) {
        auto *none = new QListWidgetItem(groups ? PageWords::tr("In no group.") : groups.error().message(), m_ui->userGroups);
        none->setFlags(Qt::NoItemFlags);
    }
}

} // namespace seriatim
