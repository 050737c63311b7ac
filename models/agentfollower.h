// AgentFollower: one agent's home as it stands now, read off the GUI thread whenever something in it changes.
#pragma once

#include "engine/agent/agentview.h"
#include "models/changewatch.h"

#include <memory>

namespace seriatim {

class AgentFollower : public QObject
{
    Q_OBJECT

public:
    explicit AgentFollower(QObject *parent = nullptr);
    ~AgentFollower() override;

    // The store names the programs of runs whose policy is not in the home; both may be empty. Nothing is read of an
    // empty folder.
    void setHome(const QString &folder, const QString &storePath);
    [[nodiscard]] const QString &home() const { return m_home; }

    // Nothing is read while nobody looks. Inactive at first.
    void setActive(bool active) { m_watch.setActive(active); }
    void refresh();

    // Neither before the first reading; an error has no view beside it.
    [[nodiscard]] const std::optional<AgentView> &view() const { return m_view; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    void changed(); // view or error say something else

private:
    class Reading;
    void take(Result<AgentView> view);

    ChangeWatch m_watch;
    std::unique_ptr<Reading> m_reading; // null: no folder
    QString m_home;
    QString m_storePath;
    std::optional<AgentView> m_view;
    std::optional<Error> m_error;
};

} // namespace seriatim
