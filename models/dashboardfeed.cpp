#include "models/dashboardfeed.h"

#include <algorithm>

namespace seriatim {

DashboardFeed::DashboardFeed(StoreSession &session, QObject *parent)
    : QObject(parent), m_session(session),
      m_answer(
          session, this, [] { return [](Workspace &workspace, JobControl &) { return readDashboard(workspace, SystemClock().now()); }; },
          [this](Result<Dashboard> read) { take(std::move(read)); }),
      // Beside what windows wait for: a large inventory is looked through for a filter.
      m_targetAnswer(
          this,
          [this] {
              m_counting = std::make_shared<JobControl>();
              return m_session.run<TargetCounts>(
                  [tasks = m_counted](Workspace &workspace, JobControl &control) {
                      return targetCounts(workspace, tasks, [&control] { return control.isCancelled().load(); });
                  },
                  m_counting, Lane::slow);
          },
          [this](const Result<TargetCounts> &counts) { takeTargets(counts); })
{
    connect(&session, &StoreSession::statusesChanged, this, &DashboardFeed::refresh);
    connect(&session, &StoreSession::requestsChanged, this, &DashboardFeed::refresh);
    connect(&session, &StoreSession::tasksChanged, this, &DashboardFeed::forgetTargets);
    connect(&session, &StoreSession::catalogueChanged, this, &DashboardFeed::forgetTargets);
    m_minute.setInterval(static_cast<int>(millisPerMinute));
    connect(&m_minute, &QTimer::timeout, this, &DashboardFeed::refresh);
}

DashboardFeed::~DashboardFeed()
{
    if (m_counting)
        m_counting->cancel();
}

void DashboardFeed::setWatched(bool watched)
{
    m_isWatched = watched;
    if (!watched) {
        m_minute.stop();
        m_isStale = true; // time goes by in any case
        return;
    }
    m_minute.start();
    if (m_isStale)
        refresh();
}

void DashboardFeed::refresh()
{
    m_isStale = !m_isWatched;
    if (m_isWatched)
        m_answer.refresh();
}

void DashboardFeed::forgetTargets()
{
    m_targetsAreStale = true;
    refresh();
}

void DashboardFeed::take(Result<Dashboard> read)
{
    if (!read) {
        Q_EMIT failed(read.error().message());
        return;
    }
    m_dashboard = std::move(read).value();
    m_isRead = true;
    askForTargets();
    Q_EMIT changed();
}

// Again only for other tasks than before, or after a change of tasks or catalogue: reports change nothing in it.
void DashboardFeed::askForTargets()
{
    std::vector<TaskId> tasks;
    for (const Rollout &rollout : m_dashboard.rollouts.rollouts)
        tasks.push_back(rollout.task);
    std::sort(tasks.begin(), tasks.end());
    if (!m_targetsAreStale && tasks == m_counted)
        return;
    m_targetsAreStale = false;
    m_counted = std::move(tasks);
    if (m_counting)
        m_counting->cancel(); // an answer to the question of before
    m_targetAnswer.refresh();
}

void DashboardFeed::takeTargets(const Result<TargetCounts> &counts)
{
    if (!counts) {
        if (counts.error().code != ErrorCode::cancelled)
            Q_EMIT failed(counts.error().message());
        return;
    }
    if (m_targets == *counts)
        return;
    m_targets = *counts;
    Q_EMIT changed();
}

qint64 DashboardFeed::targetsOf(const Rollout &rollout) const
{
    const auto found = m_targets.find(rollout.task);
    return std::max(rollout.reported(), found == m_targets.end() ? 0 : found->second);
}

std::vector<RolloutProblem> DashboardFeed::problems() const
{
    std::vector<RolloutProblem> all = m_dashboard.problems;
    std::ranges::move(notReceived(m_dashboard, m_targets), std::back_inserter(all));
    return all;
}

} // namespace seriatim
