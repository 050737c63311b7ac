// Inbox: how people at the computer speak to an agent that holds its home's lock. A folder in the home, one small file for
// each wish; the file's owner is who wished it. A wish stays until the agent has taken it, over the agent's death too.
#pragma once

#include "engine/agent/homefiles.h"
#include "engine/agent/wish.h"

#include <vector>

namespace seriatim {

struct ReceivedWish {
    QString id; // of its file
    Wish wish;
    QString by;               // the name of who wished it
    bool isPrivileged = false; // of root or the agent's own user; others may answer a warning, and start nothing
};

class Inbox
{
public:
    static constexpr int mostInOneLook = 32;

    explicit Inbox(const HomeFiles &home) : m_folder(home.inboxFolder()) {}

    // For people. What this process may wish: nothing, the answer to a warning or a countdown, or that something runs too.
    enum class Rights : quint8 { nothing, answers, everything };
    [[nodiscard]] Rights rights() const;
    // readOnly: there is no right to. notFound: no agent that takes wishes has worked in this home yet.
    [[nodiscard]] Result<> leave(const Wish &wish) const;

    // For the agent.
    [[nodiscard]] Result<> make() const;
    // Oldest first, at most so many; the others wait for the next look. What is no wish is removed, and said in the log.
    [[nodiscard]] std::vector<ReceivedWish> look() const;
    void remove(const QString &id) const;

private:
    [[nodiscard]] QString fileOf(const QString &id) const;

    QString m_folder;
};

} // namespace seriatim
