// UserGroupPage: one group of users and its members.
#pragma once

#include "ui/objectpage.h"

namespace Ui {
class UserGroupPage;
}

namespace seriatim {

class UserGroupPage final : public ObjectPage<UserGroup>
{
public:
    // Both outlive it. Absent id: a new group. notFound where it is gone.
    [[nodiscard]] static Result<UserGroupPage *> create(StoreSession &session, CatalogueDirectory &catalogue,
                                                        const std::optional<UserGroupId> &id, QWidget *parent);
    ~UserGroupPage() override;

protected:
    void showDraft() override;

private:
    UserGroupPage(StoreSession &session, const std::optional<UserGroup> &stored, QWidget *parent);
    void addMembers();
    void removeMembers();
    void showMembers();

    std::vector<User> m_users;
    LiveReader<std::vector<User>> m_reader;
    UserTable m_members;
    std::unique_ptr<Ui::UserGroupPage> m_ui;
};

} // namespace seriatim
