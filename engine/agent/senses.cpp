#include "engine/agent/senses.h"

#include "engine/agent/computerfacts.h"
#include "engine/agent/systemcontrol.h"

namespace seriatim {

bool SystemSenses::someoneLoggedOn() const
{
    return m_assumed.session ? *m_assumed.session != SessionState::empty : !loggedOnUsers().isEmpty();
}

SessionState SystemSenses::session() const
{
    if (m_assumed.session)
        return *m_assumed.session;
    if (loggedOnUsers().isEmpty())
        return SessionState::empty;
    return everySessionIsLocked() ? SessionState::locked : SessionState::attended;
}

bool SystemSenses::restartNeeded() const
{
    return m_assumed.restartNeeded.value_or(systemNeedsRestart());
}

} // namespace seriatim
