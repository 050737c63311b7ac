// The part of Agent that fetches packages before their time (B28).
#include "engine/agent/agent.h"

#include "engine/base/logging.h"

namespace seriatim {

// One look at each package after its policy came, and again after a failure when its delay is over (B30). Whether the
// options allow it and the connection is fast enough is decided as for a program that is due.
void Agent::downloadAhead()
{
    for (const auto &[task, plan] : m_plans) {
        const bool wanted = plan->plan.downloadAhead && (!m_manual || m_manual->task == task);
        for (size_t i = 0; wanted && i < plan->plan.items.size() && !mustStop(); ++i) {
            const PlanItem &item = plan->plan.items[i];
            const DeliveryPolicy *delivery = plan->policies.deliveryOf(plan->policies.synch.tasks[i].guid);
            Ahead &ahead = m_ahead[plan->policies.synch.tasks[i].guid];
            const Instant now = m_environment.clock.now();
            if (item.package < 0 || !delivery || ahead.done)
                continue;
            if (ahead.next > now) {
                wakeAt(ahead.next);
                continue;
            }
            const Preparation got = m_delivery.download(*delivery, {plan->plan, item, false}, now, [this] { return !mustStop(); });
            ahead.done = got.kind != Preparation::Kind::notYet;
            if (got.kind == Preparation::Kind::ready) {
                progress(QStringLiteral("package '%1' is ready before its time").arg(delivery->package.name));
                continue;
            }
            if (!ahead.done) {
                ahead.next = now + packageRetryDelay(ahead.tries++);
                wakeAt(ahead.next);
            }
            progress(QStringLiteral("package '%1' cannot be fetched before its time: %2").arg(delivery->package.name, got.why));
        }
    }
}

} // namespace seriatim
