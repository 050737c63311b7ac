// DashboardView: the part of the start page that tells how the store's rollouts go: cards of those under way, failures of the
// last day by cause, requests that wait and problems. Follows the store while it can be seen, and builds nothing anew that
// stays what it was.
#pragma once

#include "models/dashboardfeed.h"
#include "ui/editorpage.h"

class QLabel;

namespace seriatim {

class CardFlow;
class DashboardCard;
class DashboardFailures;
class DashboardList;
class LinkLabel;
class ToneLabel;

class DashboardView : public QWidget
{
    Q_OBJECT

public:
    // The session outlives it.
    explicit DashboardView(StoreSession &session, QWidget *parent = nullptr);

    [[nodiscard]] const DashboardFeed &feed() const { return m_feed; }

Q_SIGNALS:
    void openRequested(const seriatim::PageKey &key);
    void statusRequested(const QString &taskGuid, const seriatim::StatusListQuery &query);
    void updated(); // new figures are shown

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void display();
    void displayRollouts();
    void displayRequests();
    void displayProblems();
    void openProblem(const RolloutProblem &problem);

    DashboardFeed m_feed;
    ToneLabel *m_progress;
    QWidget *m_content;
    CardFlow *m_rollouts;
    QList<DashboardCard *> m_cards;
    QLabel *m_noRollouts;
    LinkLabel *m_moreRollouts;
    DashboardFailures *m_failures;
    DashboardList *m_requests;
    DashboardList *m_problems;
};

} // namespace seriatim
