#include "ui/agentdesk.h"

#include "models/warningwords.h"

#include <algorithm>

namespace seriatim {

namespace {

constexpr qint64 reminderBefore = millisPerMinute;

} // namespace

AgentDesk::AgentDesk(AgentFollower &follower, ConsoleSettings &settings, std::unique_ptr<DesktopNotifier> notifier, const Clock &clock, QObject *parent)
    : QObject(parent), m_follower(follower), m_settings(settings), m_feed(settings), m_notifier(std::move(notifier)), m_clock(clock)
{
    m_second.setInterval(static_cast<int>(millisPerSecond));
    connect(&m_follower, &AgentFollower::changed, this, &AgentDesk::look);
    connect(&m_second, &QTimer::timeout, this, &AgentDesk::tick);
}

AgentDesk::~AgentDesk()
{
    for (auto &[task, shown] : m_shown)
        delete shown.dialog;
}

// Of an agent that does not work now nothing comes, and nobody would take an answer.
void AgentDesk::look()
{
    const std::optional<AgentView> &view = m_follower.view();
    const bool works = view && view->process;
    std::erase_if(m_shown, [&](const auto &entry) {
        const bool goesOn = works && std::ranges::any_of(view->sequences, [&](const AgentSequenceView &sequence) {
            return sequence.guid == entry.first && sequence.warning;
        });
        if (!goesOn && entry.second.dialog)
            entry.second.dialog->deleteLater();
        return !goesOn;
    });
    for (const AgentSequenceView &sequence : works ? view->sequences : std::vector<AgentSequenceView>()) {
        if (sequence.warning)
            showWarning(sequence);
    }
    m_shown.empty() ? m_second.stop() : m_second.start();
    if (view)
        tell(*view);
}

void AgentDesk::showWarning(const AgentSequenceView &sequence)
{
    const AgentWarningView &warning = *sequence.warning;
    const auto [entry, isNew] = m_shown.try_emplace(sequence.guid);
    Shown &shown = entry->second;
    if (shown.notice.isEmpty())
        shown.notice = warning.notice; // that of an agent which could not write it before
    if (isNew || shown.notice != warning.notice) {
        if (shown.dialog)
            shown.dialog->deleteLater();
        shown = {warning.notice, warning.until, false, nullptr};
        open(shown, sequence);
        return;
    }
    if (std::exchange(shown.until, warning.until) != warning.until)
        shown.reminded = false;
    if (shown.dialog)
        shown.dialog->take(sequence);
    remind(shown, sequence);
}

void AgentDesk::open(Shown &shown, const AgentSequenceView &sequence)
{
    shown.reminded = sequence.warning->until - m_clock.now() <= reminderBefore;
    shown.dialog = new WarningDialog(m_follower.home(), sequence, m_clock);
    shown.dialog->setAttribute(Qt::WA_DeleteOnClose);
    shown.dialog->show();
    shown.dialog->raise();
}

void AgentDesk::remind(Shown &shown, const AgentSequenceView &sequence)
{
    const bool isTime = sequence.warning->until - m_clock.now() <= reminderBefore && !sequence.warning->standsStill;
    if (!shown.dialog && !shown.reminded && isTime)
        open(shown, sequence);
}

void AgentDesk::tick()
{
    for (const AgentSequenceView &sequence : m_follower.view() ? m_follower.view()->sequences : std::vector<AgentSequenceView>()) {
        const auto entry = m_shown.find(sequence.guid);
        if (entry == m_shown.end() || !sequence.warning)
            continue;
        if (entry->second.dialog)
            entry->second.dialog->tick();
        remind(entry->second, sequence);
    }
}

void AgentDesk::tell(const AgentView &view)
{
    if (!m_settings.value(notificationsKey, true).toBool())
        return;
    const Instant now = m_clock.now();
    for (const Notice &notice : m_feed.takeNews(view, now))
        m_notifier->notify(noticeTitle(notice), noticeText(notice, view, now));
}

} // namespace seriatim
