// AgentHomes: the homes of the agents that have worked over a store on this computer, listed off the GUI thread.
#pragma once

#include "models/changewatch.h"
#include "models/latestanswer.h"

namespace seriatim {

class AgentHomes : public QObject
{
    Q_OBJECT

public:
    explicit AgentHomes(QObject *parent = nullptr);

    void setStore(const QString &storePath); // empty: none
    // Nothing is listed while nobody looks. Inactive at first.
    void setActive(bool active) { m_watch.setActive(active); }

    [[nodiscard]] const QStringList &folders() const { return m_folders; } // by name; this computer's first
    [[nodiscard]] bool isListed() const { return m_listed; }

Q_SIGNALS:
    void changed(); // folders() say something else, or are listed now

private:
    void take(const QStringList &folders);

    ChangeWatch m_watch;
    LatestAsked<QStringList> m_latest;
    QString m_storePath;
    QStringList m_folders;
    bool m_listed = false;
};

} // namespace seriatim
