// AgentActions: what the agent window asks of the agent (B27): run now, run from the selected item on.
#pragma once

#include "models/agentmodel.h"

#include <QAction>
#include <QObject>

namespace seriatim {

class AgentActions : public QObject
{
    Q_OBJECT

public:
    explicit AgentActions(QWidget &window);

    [[nodiscard]] QAction *runNow() const { return m_runNow; }
    [[nodiscard]] QAction *runFrom() const { return m_runFrom; }

    // What is selected, of which agent; all may be null. Enables the actions, and says why where they are not.
    void setCurrent(const AgentView *view, const AgentSequenceView *sequence, const AgentItemView *item);

Q_SIGNALS:
    // What came of it, for the window's message line; empty: nothing to say any more.
    void asked(const QString &text);
    void refused(const QString &text);

private:
    void ask(std::optional<int> fromPlace);
    [[nodiscard]] QString obstacle() const;
    [[nodiscard]] bool isInProgress() const { return m_sequence && m_sequence->run > 0 && m_sequence->ended == 0; }

    QWidget &m_window;
    QAction *m_runNow;
    QAction *m_runFrom;
    QString m_home;
    bool m_agentWorks = false;
    Inbox::Rights m_rights = Inbox::Rights::nothing;
    std::optional<AgentSequenceView> m_sequence;
    std::optional<int> m_place;
    std::optional<std::pair<TaskId, int>> m_asked; // the task, and its run before
};

} // namespace seriatim
