// UserPage: one user, and the groups the user is in.
#pragma once

#include "ui/objectpage.h"

namespace Ui {
class UserPage;
}

namespace seriatim {

class UserPage final : public ObjectPage<User>
{
public:
    // Both outlive it. Absent id: a new user. notFound where it is gone.
    [[nodiscard]] static Result<UserPage *> create(StoreSession &session, CatalogueDirectory &catalogue, const std::optional<UserId> &id, QWidget *parent);
    ~UserPage() override;

protected:
    void showDraft() override;

private:
    UserPage(StoreSession &session, const std::optional<User> &stored, QWidget *parent);
    void showGroups(const Result<std::vector<UserGroup>> &groups);

    LiveReader<std::vector<UserGroup>> m_groups;
    std::unique_ptr<Ui::UserPage> m_ui;
};

} // namespace seriatim
