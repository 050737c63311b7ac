#include "engine/agent/agentwarning.h"

#include <algorithm>

namespace seriatim {

namespace {

QString programOf(const SequencePlan *plan, LineItemId item)
{
    const DeliveryPolicy *delivery = plan ? plan->policies.deliveryOf(item) : nullptr;
    return delivery ? delivery->package.name + u'/' + delivery->program.name : QString();
}

const Notice *noticeOf(const JournalSequence &record, Notice::Kind kind, const std::vector<Notice> &notices)
{
    const auto last = std::find_if(notices.rbegin(), notices.rend(), [&](const Notice &notice) {
        return notice.task == record.guid && notice.kind == kind && notice.run == record.state.run && notice.place == record.state.current + 1;
    });
    return last == notices.rend() ? nullptr : &*last;
}

void countPrograms(const JournalSequence &record, const SequencePlan *plan, size_t first, AgentWarningView &view)
{
    for (size_t i = first; i < record.items.size(); ++i) {
        if (isFinal(record.state.items[i].status))
            continue;
        ++view.items;
        if (!plan)
            continue;
        const PlanItem &item = plan->plan.items[i];
        view.programs.append(programOf(plan, record.items[i].guid));
        view.estimated += item.estimatedRunTime;
        view.mayRestart = view.mayRestart || item.afterRunning == AfterRunning::restart || !item.codes.restart.empty() || !item.codes.restartStarted.empty();
    }
    view.programs.removeAll(QString());
}

} // namespace

std::optional<AgentWarningView> warningOf(const JournalSequence &record, const SequencePlan *plan, const std::vector<Notice> &notices)
{
    const SequenceState &state = record.state;
    if (!isWarning(state))
        return std::nullopt;
    const bool restart = state.phase == Phase::countdown;
    const auto current = static_cast<size_t>(state.current);
    const bool afterItem = restart && state.pending != Pending::restartFirst;
    AgentWarningView view;
    view.what = restart ? AgentWarningView::For::restart : AgentWarningView::For::programs;
    const Notice *notice = noticeOf(record, restart ? Notice::Kind::restart : Notice::Kind::warning, notices);
    view.notice = notice ? notice->id : QString();
    view.until = state.until;
    view.deadline = state.deadline;
    view.deferred = state.deferred;
    view.unattendedSince = state.unattendedSince;
    view.standsStill = SequenceMachine::standsStill(state);
    if (afterItem && current < record.items.size())
        view.restartFor = programOf(plan, record.items[current].guid);
    countPrograms(record, plan, afterItem ? current + 1 : current, view);
    if (!plan && notice) { // no right to read the policies
        view.programs = notice->programs;
        view.estimated = notice->estimated;
        view.mayRestart = notice->mayRestart;
        view.restartFor = notice->restartFor;
    }
    return view;
}

} // namespace seriatim
