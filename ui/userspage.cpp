#include "ui/userspage.h"

#include "ui/icons.h"

#include <QTabWidget>

namespace seriatim {

UsersPage::UsersPage(StoreSession &session, QWidget *parent)
    : EditorPage(parent),
      m_users(new ObjectListPanel<User>(session, *this,
                                        {PageKind::user, AuditObject::user,
                                         {QStringLiteral("users"), tr("&New user"), tr("There is no user yet. Users see sequential tasks in the Software Portal.")},
                                         tr("user"), tr("users"), userColumns(), &Removal::users},
                                        this)),
      m_groups(new ObjectListPanel<UserGroup>(session, *this,
                                              {PageKind::userGroup, AuditObject::userGroup,
                                               {QStringLiteral("groups"), tr("&New group"), tr("There is no group yet. A group brings all its users to a portal entry.")},
                                               tr("group"), tr("groups"), userGroupColumns(), &Removal::groups},
                                              this)),
      m_userReader(session, [](Workspace &workspace) { return workspace.store().catalogue().users(); },
                   [this](Result<std::vector<User>> users) { m_users->setObjects(std::move(users)); }, this),
      m_groupReader(session, [](Workspace &workspace) { return workspace.store().catalogue().groups(); },
                    [this](Result<std::vector<UserGroup>> groups) { m_groups->setObjects(std::move(groups)); }, this)
{
    setObjectName(QStringLiteral("usersPage"));
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("usersTabs"));
    tabs->setDocumentMode(true);
    tabs->addTab(m_users, icon(Symbol::user), tr("&Users"));
    tabs->addTab(m_groups, icon(Symbol::userGroup), tr("&Groups"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(tabs);
    m_userReader.reload();
    m_groupReader.reload();
}

QIcon UsersPage::pageIcon() const
{
    return icon(Symbol::userGroup);
}

} // namespace seriatim
