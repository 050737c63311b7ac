// The part of Agent that notices that a sequence was taken away, between line items and while something goes on.
#include "engine/agent/agent.h"

#include "engine/agent/supersession.h"
#include "engine/base/logging.h"
#include "engine/base/text.h"

namespace seriatim {

namespace {

constexpr qint64 withdrawalLookInterval = 2 * millisPerSecond;
constexpr qint64 withdrawalGrace = 10 * millisPerSecond;

} // namespace

// B26, B26a
WalkHost::Policy Agent::checkPolicy()
{
    if (!takeReload() && !m_policiesChanged && !m_environment.source.mayHaveChanged())
        return Policy::same;
    m_lookAgain = false;
    m_seenStanding = Policy::same;
    m_policiesChanged = !refreshPolicies(); // a source does not say a second time that something has changed
    if (auto settled = settleRecords(); !settled) // the others; a disk that refuses stops the walk at its next status point
        qCWarning(logAgent).noquote() << settled.error().message();
    if (m_plans.contains(m_walking->guid))
        return Policy::same;
    return isSuperseded(*m_walking) ? Policy::superseded : Policy::withdrawn;
}

// How long a program may still come to an end by itself after its task was withdrawn: an installer that is cut in half
// does more harm than one that is let finish, and its estimated run time says when that will be. Given back meanwhile, it
// has all its time again.
bool Agent::mustCutOff()
{
    m_logs.look();
    lookForWithdrawal();
    lookForAnswers();
    const bool withdrawn = m_seenStanding == Policy::withdrawn;
    if (withdrawn && !m_cutOffAt) {
        const Instant now = m_environment.clock.now();
        const size_t index = static_cast<size_t>(m_walking->state.current);
        const qint64 estimated = planOf(m_walking->guid)->plan.items[index].estimatedRunTime;
        m_cutOffAt = std::max(now + withdrawalGrace, m_walking->items[index].started + estimated);
        progress(QStringLiteral("'%1' was withdrawn; its running program has until %2 UTC to come to its end")
                     .arg(m_walking->name, formatInstant(*m_cutOffAt)));
    } else if (!withdrawn && m_cutOffAt) {
        m_cutOffAt.reset();
        progress(QStringLiteral("'%1' was given back; its program goes on").arg(m_walking->name));
    }
    return m_cutOffAt && m_environment.clock.now() >= *m_cutOffAt;
}

// A store that does not answer holds up no download that is under way.
bool Agent::isTakenAway(bool again)
{
    if (again)
        m_nextLook = 0;
    else if (m_environment.supervising)
        m_environment.supervising(true);
    lookForWithdrawal();
    if (!again && m_environment.supervising)
        m_environment.supervising(false);
    return m_seenStanding != Policy::same;
}

// While something goes on the policies are only looked at, never taken: revisions are not mixed within an item (B26a).
void Agent::lookForWithdrawal()
{
    const Instant now = m_environment.clock.now();
    if (m_manual || !hasCome(m_nextLook, withdrawalLookInterval, now) || (!m_lookAgain && !m_environment.source.mayHaveChanged()))
        return;
    m_nextLook = now + withdrawalLookInterval;
    m_policiesChanged = true;
    Result<FetchedPolicies> fetched = m_environment.source.fetch(m_environment.computer.name);
    m_lookAgain = !fetched;
    if (!fetched)
        return;
    m_seenStanding = standingIn(fetched->documents, *m_walking);
    m_seen = std::move(fetched).value();
}

} // namespace seriatim
