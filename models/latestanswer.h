// LatestAsked: a question off the GUI thread that is asked again whenever something has changed, one at a time. What
// changes while it is under way makes it be asked once more afterwards, however often it changed. LatestAnswer: the same
// for a question to the store.
#pragma once

#include "models/storesession.h"

#include <QPointer>

namespace seriatim {

template <typename Value>
class LatestAsked
{
public:
    // A member of `owner`. `ask` asks what the owner wants to know now; `take` is called in the owner's thread.
    LatestAsked(QObject *owner, std::function<Answer<Value>()> ask, std::function<void(Value)> take)
        : m_owner(owner), m_ask(std::move(ask)), m_take(std::move(take))
    {
    }
    Q_DISABLE_COPY_MOVE(LatestAsked)

    void refresh()
    {
        if (m_asking) {
            m_again = true;
            return;
        }
        m_asking = true;
        m_unwanted = false;
        m_ask().then(m_owner, [this](Value answer) { arrive(std::move(answer)); });
    }

    // The question is another one from now on: an answer that is on its way will not be taken. Asks nothing.
    void drop() { m_unwanted = true; }

    [[nodiscard]] bool isAsking() const { return m_asking; }
    // Whether one more answer follows the one that is being taken.
    [[nodiscard]] bool isOutdated() const { return m_outdated; }

private:
    void arrive(Value answer)
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

    QObject *m_owner;
    std::function<Answer<Value>()> m_ask;
    std::function<void(Value)> m_take;
    bool m_asking = false;
    bool m_again = false;
    bool m_outdated = false;
    bool m_unwanted = false;
};

template <typename Value>
class LatestAnswer : public LatestAsked<Result<Value>>
{
public:
    using Job = std::function<Result<Value>(Workspace &, JobControl &)>;

    // `question` makes the job from what the owner is now.
    LatestAnswer(StoreSession &session, QObject *owner, std::function<Job()> question, std::function<void(Result<Value>)> take)
        : LatestAsked<Result<Value>>(owner, [&session, question = std::move(question)] { return session.run<Value>(question()); }, std::move(take))
    {
    }
};

} // namespace seriatim
