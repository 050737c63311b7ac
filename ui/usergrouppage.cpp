#include "ui/usergrouppage.h"

#include "ui/icons.h"
#include "ui/pickerdialog.h"
#include "ui_usergrouppage.h"

namespace seriatim {

namespace {

struct PageWords {
    Q_DECLARE_TR_FUNCTIONS(UserGroupPage)
};

} // namespace

Result<UserGroupPage *> UserGroupPage::create(StoreSession &session, CatalogueDirectory &, const std::optional<UserGroupId> &id, QWidget *parent)
{
    if (!id)
        return new UserGroupPage(session, std::nullopt, parent);
    const Result<UserGroup> stored = loadUserGroup(session.workspace(), *id);
    if (!stored)
        return stored.error();
    return new UserGroupPage(session, *stored, parent);
}

UserGroupPage::UserGroupPage(StoreSession &session, const std::optional<UserGroup> &stored, QWidget *parent)
    : ObjectPage(session, {PageKind::userGroup, AuditObject::userGroup, icon(Symbol::userGroup), PageWords::tr("New group"), PageWords::tr("The group was not saved.")},
                 loadUserGroup, stored, parent),
      m_reader(session, [](Workspace &workspace) { return workspace.store().catalogue().users(); },
               [this](Result<std::vector<User>> users) {
                   m_users = users ? std::move(users).value() : std::vector<User>();
                   m_ui->addMembersButton->setEnabled(users.ok() && !this->session().isReadOnly());
                   showMembers();
               }, this),
      m_members(userColumns()), m_ui(std::make_unique<Ui::UserGroupPage>())
{
    m_ui->setupUi(this);
    setObjectName(QStringLiteral("userGroupPage"));
    m_ui->historyButton->setIcon(icon(Symbol::history));
    m_ui->addMembersButton->setIcon(icon(Symbol::add));
    m_ui->removeMembersButton->setIcon(icon(Symbol::remove));
    m_ui->memberView->setModel(&m_members);
    m_ui->memberView->sortByColumn(0, Qt::AscendingOrder);
    m_ui->memberView->setColumnWidth(0, fontMetrics().averageCharWidth() * 30);
    fields().text(m_ui->groupName, &UserGroup::name, PageWords::tr("Rename the group"));
    fields().text(m_ui->groupDomain, &UserGroup::domain, PageWords::tr("Change the domain"));
    fields().setReadOnly(session.isReadOnly());
    m_ui->addMembersButton->setEnabled(false); // until it is known who there is
    const auto enableRemove = [this] {
        m_ui->removeMembersButton->setEnabled(!this->session().isReadOnly() && m_ui->memberView->selectionModel()->hasSelection());
    };
    connect(m_ui->memberView->selectionModel(), &QItemSelectionModel::selectionChanged, this, enableRemove);
    enableRemove();
    connect(m_ui->addMembersButton, &QPushButton::clicked, this, [this] { addMembers(); });
    connect(m_ui->removeMembersButton, &QPushButton::clicked, this, [this] { removeMembers(); });
    connect(m_ui->historyButton, &QPushButton::clicked, this, [this] { showObjectHistory(); });
    connect(m_ui->memberView, &QTreeView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT openRequested({PageKind::user, m_members.object(index.row()).id.toString()});
    });
    m_reader.reload();
    refresh();
}

UserGroupPage::~UserGroupPage()
{
    m_ui->memberView->setModel(nullptr); // the model goes before the view does
}

void UserGroupPage::showDraft()
{
    m_ui->groupMistake->showMistake(mistake());
    m_ui->historyButton->setEnabled(!isNew());
    showMembers();
}

void UserGroupPage::showMembers()
{
    const QSet<UserId> members(draft().members.begin(), draft().members.end());
    std::vector<User> shown;
    std::ranges::copy_if(m_users, std::back_inserter(shown), [&](const User &user) { return members.contains(user.id); });
    m_members.setObjects(std::move(shown));
    const int count = static_cast<int>(draft().members.size());
    m_ui->memberCount->setText(count == 1 ? PageWords::tr("1 user") : PageWords::tr("%1 users").arg(count));
}

void UserGroupPage::addMembers()
{
    const QSet<UserId> known(draft().members.begin(), draft().members.end());
    std::vector<User> users;
    std::ranges::copy_if(m_users, std::back_inserter(users), [&](const User &user) { return !known.contains(user.id); });
    ObjectPicker<User> picker(PageWords::tr("Add users to %1").arg(title()), std::move(users), userColumns(), this);
    if (picker.exec() != QDialog::Accepted)
        return;
    const std::vector<UserId> chosen = picker.chosen();
    edit(chosen.size() == 1 ? PageWords::tr("Add a user") : PageWords::tr("Add %1 users").arg(chosen.size()),
         [&](UserGroup &draft) { draft.members.insert(draft.members.end(), chosen.begin(), chosen.end()); });
}

void UserGroupPage::removeMembers()
{
    QSet<UserId> chosen;
    const QModelIndexList rows = m_ui->memberView->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        chosen.insert(m_members.object(row.row()).id);
    edit(chosen.size() == 1 ? PageWords::tr("Remove a user") : PageWords::tr("Remove %1 users").arg(chosen.size()),
         [&](UserGroup &draft) { std::erase_if(draft.members, [&](UserId member) { return chosen.contains(member); }); });
}

} // namespace seriatim
