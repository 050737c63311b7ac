// LatestAnswer: a question to the store that is asked again whenever something has changed, one at a time. What changes
// while it is under way makes it be asked once more afterwards, however often it changed.
#pragma once

#include "models/storesession.h"

#include <QPointer>

namespace seriatim {

template <typename Value>
class LatestAnswer
{
public:
    using Job = std::function<Result<Value>(Workspace &, JobControl &)>;

    // A member of `owner`. `question` makes the job from what the owner is now; `take` is called in the owner's thread.
    LatestAnswer(StoreSession &session, QObject *owner, std::function<Job()> question, std::function<void(Result<Value>)> take)
        : m_session(session), m_owner(owner), m_question(std::move(question)), m_take(std::move(take))
    {
    }
    Q_DISABLE_COPY_MOVE(LatestAnswer)

    void refresh()
    {
        if (m_asking) {
            m_again = true;
            return;
        }
        m_asking = true;
        m_unwanted = false;
        m_session.run<Value>(m_question()).then(m_owner, [this](Result<Value> answer) { arrive(std::move(answer)); });
    }

    // The question is another one from now on: an answer that is on its way will not be taken. Asks nothing.
    void drop() { m_unwanted = true; }

    [[nodiscard]] bool isAsking() const { return m_asking; }
    // Whether one more answer follows the one that is being taken.
    [[nodiscard]] bool isOutdated() const { return m_outdated; }

private:
    void arrive(Result<Value> answer)
    {
        const QPointer<QObject> owner(m_owner);
        m_asking = false;
        m_outdated = std::exchange(m_again, false);
        if (!m_unwanted)
            m_take(std::move(answer));
        if (!owner)
            return; // what was found closed it
        if (m_outdated)
            refresh();
    }

    StoreSession &m_session;
    QObject *m_owner;
    std::function<Job()> m_question;
    std::function<void(Result<Value>)> m_take;
    bool m_asking = false;
    bool m_again = false;
    bool m_outdated = false;
    bool m_unwanted = false;
};

} // namespace seriatim
