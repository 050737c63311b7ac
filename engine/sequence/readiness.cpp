#include "engine/sequence/readiness.h"

#include "engine/domain/maintenance.h"

#include <algorithm>

namespace seriatim {

namespace {

constexpr qint64 userLookInterval = millisPerMinute;
constexpr qint64 connectionLookInterval = 3 * millisPerMinute;
constexpr qint64 hopelessLookInterval = 24 * 60 * millisPerMinute; // only another policy can change it

Readiness wait(WaitReason reason, Instant until, const QString &why)
{
    return {Readiness::Kind::wait, Readiness::Files::none, reason, until, why};
}

Readiness readyWith(Readiness::Files files)
{
    Readiness ready;
    ready.files = files;
    return ready;
}

QString minutes(qint64 millis)
{
    const qint64 count = (millis + millisPerMinute - 1) / millisPerMinute;
    return count == 1 ? QStringLiteral("1 minute") : QStringLiteral("%1 minutes").arg(count);
}

bool isFastEnough(std::optional<int> speed, int atLeast)
{
    return !speed || *speed >= atLeast;
}

// B25: the program's own time and the countdown of a restart after it.
std::optional<Readiness> windowWait(const Plan &plan, const PlanItem &item, const Surroundings &surroundings)
{
    if (plan.windows.empty())
        return std::nullopt;
    const qint64 needed = item.estimatedRunTime + item.restartDelay;
    const std::optional<Instant> fits = nextFittingMoment(plan.windows, surroundings.now, needed, surroundings.zone);
    if (!fits) {
        return wait(WaitReason::window, surroundings.now + hopelessLookInterval,
                    QStringLiteral("no maintenance window is as long as the %1 that it needs with its restart").arg(minutes(needed)));
    }
    if (*fits == surroundings.now)
        return std::nullopt;
    return wait(WaitReason::window, *fits,
                QStringLiteral("it needs %1 with its restart, and the next maintenance window that is long enough begins then").arg(minutes(needed)));
}

std::optional<Readiness> userWait(const PlanItem &item, const Surroundings &surroundings)
{
    if (!surroundings.session)
        return std::nullopt;
    const bool someone = *surroundings.session != SessionState::empty;
    if (item.canRun == CanRun::loggedOn && !someone)
        return wait(WaitReason::user, surroundings.now + userLookInterval, QStringLiteral("it can only run when a user is logged on"));
    if (item.canRun == CanRun::noneLoggedOn && someone)
        return wait(WaitReason::user, surroundings.now + userLookInterval, QStringLiteral("it can only run when no user is logged on"));
    return std::nullopt;
}

Readiness tooSlow(const PlanItem &item, const Plan &plan, const Surroundings &surroundings)
{
    int asked = plan.downloadKbps.value_or(0);
    if (item.canRunFromServer && plan.runFromServerKbps)
        asked = plan.downloadKbps ? std::min(asked, *plan.runFromServerKbps) : *plan.runFromServerKbps;
    return wait(WaitReason::download, surroundings.now + connectionLookInterval,
                QStringLiteral("the connection to its package's server gives %1 KB/s, and %2 KB/s are asked for")
                    .arg(surroundings.speedKbps.value_or(0)).arg(std::max(asked, item.minimumSpeedKbps)));
}

} // namespace

Readiness filesOf(const Plan &plan, const PlanItem &item, const Surroundings &surroundings)
{
    using Files = Readiness::Files;
    if (item.package < 0)
        return readyWith(Files::none);
    if (!item.overNetwork)
        return readyWith(Files::download); // B30: from a local folder it is always copied
    if (surroundings.packageAtHand)
        return readyWith(Files::atHand);
    if (!isFastEnough(surroundings.speedKbps, item.minimumSpeedKbps))
        return tooSlow(item, plan, surroundings);
    if (item.canRunFromServer && plan.runFromServerKbps && isFastEnough(surroundings.speedKbps, *plan.runFromServerKbps))
        return readyWith(Files::onServer);
    if (plan.downloadKbps && isFastEnough(surroundings.speedKbps, *plan.downloadKbps))
        return readyWith(Files::download);
    if (!plan.downloadKbps && !item.canRunFromServer) {
        return {Readiness::Kind::never, Files::none, WaitReason::none, 0,
                QStringLiteral("its package comes from a web server, where nothing can run, and the options forbid to download it")};
    }
    return tooSlow(item, plan, surroundings);
}

Readiness readinessOf(const Plan &plan, const PlanItem &item, bool byHand, const Surroundings &surroundings)
{
    if (auto user = userWait(item, surroundings))
        return *user;
    if (auto window = byHand ? std::nullopt : windowWait(plan, item, surroundings))
        return *window;
    return filesOf(plan, item, surroundings);
}

} // namespace seriatim
