// AgentDesk: what an agent has to say to the person at this computer: a dialog for each warning and restart countdown that
// goes on, and notices through the desktop's own means.
#pragma once

#include "models/agentfollower.h"
#include "models/noticefeed.h"
#include "ui/desktopnotifier.h"
#include "ui/warningdialog.h"

#include <QPointer>

#include <map>

namespace seriatim {

// Whether notices go to the desktop; on where nobody has said otherwise.
inline const QString notificationsKey = QStringLiteral("desktopNotifications");

class AgentDesk : public QObject
{
    Q_OBJECT

public:
    // The follower says when there is something new. All outlive it.
    AgentDesk(AgentFollower &follower, ConsoleSettings &settings, std::unique_ptr<DesktopNotifier> notifier, const Clock &clock, QObject *parent = nullptr);
    ~AgentDesk() override; // closes its dialogs

private:
    struct Shown {
        QString notice;
        Instant until = 0;
        bool reminded = false; // who has closed the dialog is reminded once, shortly before it comes
        QPointer<WarningDialog> dialog;
    };

    void look();
    void tick();
    void showWarning(const AgentSequenceView &sequence);
    void open(Shown &shown, const AgentSequenceView &sequence);
    void remind(Shown &shown, const AgentSequenceView &sequence);
    void tell(const AgentView &view);

    AgentFollower &m_follower;
    ConsoleSettings &m_settings;
    NoticeFeed m_feed;
    std::unique_ptr<DesktopNotifier> m_notifier;
    const Clock &m_clock;
    QTimer m_second;
    std::map<TaskId, Shown> m_shown;
};

} // namespace seriatim
