// UsersPage: all users and all groups of the store.
#pragma once

#include "ui/objectlistpanel.h"

namespace seriatim {

class UsersPage : public EditorPage
{
    Q_OBJECT

public:
    // The session outlives it.
    UsersPage(StoreSession &session, QWidget *parent);

    [[nodiscard]] PageKey key() const override { return {PageKind::users, {}}; }
    [[nodiscard]] QString title() const override { return tr("Users and groups"); }
    [[nodiscard]] QIcon pageIcon() const override;

private:
    ObjectListPanel<User> *m_users;
    ObjectListPanel<UserGroup> *m_groups;
    LiveReader<std::vector<User>> m_userReader;
    LiveReader<std::vector<UserGroup>> m_groupReader;
};

} // namespace seriatim
