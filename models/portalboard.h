// PortalBoard: the Software Portal as one user sees it on one computer: what is offered, and what was requested. Read on the
// worker thread, again whenever something in the store has changed. The session outlives it.
#pragma once

#include "engine/workspace/portal.h"
#include "models/latestanswer.h"
#include "models/portalwords.h"

namespace seriatim {

struct PortalBoardCard {
    explicit PortalBoardCard(TaskId taskId) : task(taskId) {}
    TaskId task;
    PortalCardContent content;
    bool operator==(const PortalBoardCard &) const = default;
};

struct PortalBoardContents {
    std::vector<User> users;     // by name: whose portal it may be
    QStringList computers;       // by name
    std::vector<PortalBoardCard> cards;
    std::vector<PortalRequest> requests; // of the user, on every computer, the newest first
};

class PortalBoard : public QObject
{
    Q_OBJECT

public:
    explicit PortalBoard(StoreSession &session, QObject *parent = nullptr);

    void setUser(std::optional<UserId> user);
    void setComputer(const QString &name);
    [[nodiscard]] const std::optional<UserId> &user() const { return m_user; }
    [[nodiscard]] const QString &computer() const { return m_computer; }
    [[nodiscard]] const PortalBoardContents &contents() const { return m_contents; }
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

    // For the user on the computer that are chosen.
    [[nodiscard]] Result<PortalRequest> request(TaskId task);

Q_SIGNALS:
    void changed();
    void failed(const QString &message);

private:
    [[nodiscard]] static Result<PortalBoardContents> read(Workspace &workspace, std::optional<UserId> user, const QString &computer);
    void take(Result<PortalBoardContents> contents);
    void chooseAnew();

    StoreSession &m_session;
    std::optional<UserId> m_user;
    QString m_computer;
    PortalBoardContents m_contents;
    bool m_loaded = false;
    LatestAnswer<PortalBoardContents> m_answer;
};

} // namespace seriatim
