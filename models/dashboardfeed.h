// DashboardFeed: the start page's figures, read off the GUI thread and again whenever something in the store has changed, or
// a minute has gone by; only while somebody looks. The session outlives it.
#pragma once

#include "engine/workspace/dashboard.h"
#include "models/latestanswer.h"

#include <QTimer>

namespace seriatim {

class DashboardFeed : public QObject
{
    Q_OBJECT

public:
    explicit DashboardFeed(StoreSession &session, QObject *parent = nullptr);
    ~DashboardFeed() override;

    // What has changed meanwhile is read when somebody looks again.
    void setWatched(bool watched);

    [[nodiscard]] bool isRead() const { return m_isRead; } // once, ever
    [[nodiscard]] const Dashboard &dashboard() const { return m_dashboard; }
    // How many computers a rollout is for: those of its collections, or those that reported where that is not known or less.
    [[nodiscard]] qint64 targetsOf(const Rollout &rollout) const;
    [[nodiscard]] std::vector<RolloutProblem> problems() const; // of every kind

Q_SIGNALS:
    void changed();
    void failed(const QString &message);

private:
    void refresh();
    void forgetTargets();
    void take(Result<Dashboard> read);
    void askForTargets();
    void takeTargets(const Result<TargetCounts> &counts);

    StoreSession &m_session;
    Dashboard m_dashboard;
    TargetCounts m_targets;
    std::vector<TaskId> m_counted; // that m_targets tells of, those without an answer included
    std::shared_ptr<JobControl> m_counting;
    bool m_isRead = false;
    bool m_isWatched = false;
    bool m_isStale = true;
    bool m_targetsAreStale = true;
    QTimer m_minute;
    LatestAnswer<Dashboard> m_answer;
    LatestAsked<Result<TargetCounts>> m_targetAnswer;
};

} // namespace seriatim
