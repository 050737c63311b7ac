#include "ui/dashboardview.h"

#include "models/dashboardwords.h"
#include "ui/cardflow.h"
#include "ui/dashboardcard.h"
#include "ui/dashboardfailures.h"
#include "ui/dashboardlabels.h"
#include "ui/dashboardlist.h"
#include "ui/tonelabel.h"

#include <QVBoxLayout>

#include <algorithm>

namespace seriatim {

namespace {

constexpr double headingSize = 1.2;
constexpr int cardWidth = 46;     // characters
constexpr int sentenceWidth = 54; // characters
constexpr size_t mostProblems = 8;

} // namespace

DashboardView::DashboardView(StoreSession &session, QWidget *parent)
    : QWidget(parent), m_feed(session), m_progress(new ToneLabel(this)), m_content(new QWidget(this)), m_rollouts(new CardFlow(cardWidth, m_content)),
      m_noRollouts(new QLabel(m_content)), m_moreRollouts(new LinkLabel(m_content)), m_failures(new DashboardFailures(m_content)),
      m_requests(new DashboardList(tr("Requests waiting"), QStringLiteral("requests"))),
      m_problems(new DashboardList(tr("Problems"), QStringLiteral("problems")))
{
    setObjectName(QStringLiteral("dashboard"));
    m_progress->setObjectName(QStringLiteral("dashboardProgress"));
    m_progress->setTone(Tone::muted);
    m_progress->setForegroundRole(QPalette::WindowText); // which the tone colours
    m_progress->say(tr("Reading how the rollouts stand…"));
    m_rollouts->setObjectName(QStringLiteral("rollouts"));
    m_noRollouts->setObjectName(QStringLiteral("noRollouts"));
    m_noRollouts->setWordWrap(true);
    m_noRollouts->setText(tr("No rollout is under way: no computer has reported on a task in the last 7 days."));
    m_moreRollouts->setObjectName(QStringLiteral("moreRollouts"));
    auto *lists = new CardFlow(sentenceWidth, m_content);
    lists->setCards({m_requests, m_problems});

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_progress);
    layout->addWidget(m_content);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    const int gap = fontMetrics().height();
    content->addWidget(headingLabel(tr("Rollouts"), headingSize, m_content));
    content->addWidget(m_noRollouts);
    content->addWidget(m_rollouts);
    content->addWidget(m_moreRollouts);
    content->addSpacing(gap);
    content->addWidget(headingLabel(tr("Failures of the last 24 hours"), headingSize, m_content));
    content->addWidget(m_failures);
    content->addSpacing(gap);
    content->addWidget(lists);
    for (CardFlow *flow : {m_rollouts, lists})
        flow->layout()->setContentsMargins(0, 0, 0, 0);
    m_content->hide();

    connect(&m_feed, &DashboardFeed::changed, this, &DashboardView::display);
    connect(&m_feed, &DashboardFeed::failed, this, [this](const QString &message) {
        m_progress->setTone(Tone::bad);
        m_progress->say(message);
    });
    connect(m_moreRollouts, &QLabel::linkActivated, this, [this] { Q_EMIT openRequested({PageKind::report, QStringLiteral("by-task")}); });
    connect(m_failures, &DashboardFailures::statusRequested, this, &DashboardView::statusRequested);
}

void DashboardView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_feed.setWatched(true);
}

void DashboardView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_feed.setWatched(false);
}

void DashboardView::display()
{
    m_progress->say({});
    displayRollouts();
    m_failures->setFailures(m_feed.dashboard());
    displayRequests();
    displayProblems();
    m_content->show();
    Q_EMIT updated();
}

// A card stays the same widget for as long as its rollout is shown.
void DashboardView::displayRollouts()
{
    const Dashboard &dashboard = m_feed.dashboard();
    QList<DashboardCard *> cards;
    QList<QWidget *> widgets;
    for (const Rollout &rollout : dashboard.rollouts.rollouts) {
        const auto known = std::ranges::find_if(m_cards, [&](const DashboardCard *card) { return card->task() == rollout.task; });
        DashboardCard *card = known == m_cards.end() ? new DashboardCard(rollout.task, m_rollouts) : *known;
        if (known == m_cards.end())
            connect(card, &DashboardCard::statusRequested, this, &DashboardView::statusRequested);
        card->setRollout(rollout, m_feed.targetsOf(rollout), dashboard.made);
        cards.append(card);
        widgets.append(card);
    }
    // A card that came later is not the last one for the keyboard.
    QWidget *before = m_rollouts;
    for (const DashboardCard *card : cards) {
        const auto [first, last] = card->focusEnds();
        setTabOrder(before, first);
        setTabOrder(first, last);
        before = last;
    }
    m_cards = cards;
    m_rollouts->setCards(widgets);
    m_rollouts->setVisible(!cards.isEmpty());
    m_noRollouts->setVisible(cards.isEmpty());
    const QString more = tr("%Ln more rollout(s) in the report by task", nullptr, static_cast<int>(dashboard.rollouts.more));
    m_moreRollouts->setSentence(linkHtml(QStringLiteral("report"), more), more);
    m_moreRollouts->setVisible(dashboard.rollouts.more > 0);
}

void DashboardView::displayRequests()
{
    const Dashboard &dashboard = m_feed.dashboard();
    const auto open = [this](const QString &) { Q_EMIT openRequested({PageKind::portalRequests, {}}); };
    std::vector<DashboardSentence> sentences;
    if (dashboard.openRequests > 0) {
        const QString decide = tr("Decide %Ln request(s) from the portal", nullptr, dashboard.openRequests);
        sentences.push_back({linkHtml(QStringLiteral("requests"), decide), decide, open});
    }
    for (const PortalRequest &request : dashboard.oldestRequests) {
        const QString text = requestText(request, dashboard.made);
        sentences.push_back({text.toHtmlEscaped(), text, open});
    }
    if (const auto more = dashboard.openRequests - static_cast<int>(dashboard.oldestRequests.size()); more > 0) {
        const QString text = tr("and %Ln more", nullptr, more);
        sentences.push_back({text.toHtmlEscaped(), text, open});
    }
    m_requests->setSentences(std::move(sentences), tr("Nobody waits for a decision."));
}

void DashboardView::displayProblems()
{
    const std::vector<RolloutProblem> problems = m_feed.problems();
    std::vector<DashboardSentence> sentences;
    for (const RolloutProblem &problem : problems) {
        if (sentences.size() == mostProblems)
            break;
        const QString rest = tr(": %1. %2").arg(problemText(problem), remedyText(problem));
        sentences.push_back({linkHtml(QStringLiteral("problem"), problem.taskName) + rest.toHtmlEscaped(), problem.taskName + rest,
                             [this, problem](const QString &) { openProblem(problem); }});
    }
    if (problems.size() > sentences.size()) {
        const QString more = tr("and %Ln more", nullptr, static_cast<int>(problems.size() - sentences.size()));
        sentences.push_back({more.toHtmlEscaped(), more, [](const QString &) {}});
    }
    m_problems->setSentences(std::move(sentences), tr("None that the store knows of."));
}

void DashboardView::openProblem(const RolloutProblem &problem)
{
    StatusListQuery query;
    query.sort = StatusSort::reported;
    switch (problem.kind) {
    case RolloutProblem::Kind::restartPending: query.status = ComputerStatus::restartPending; break;
    case RolloutProblem::Kind::runningSilent: query.status = ComputerStatus::running; break;
    case RolloutProblem::Kind::notReceived: query.status = ComputerStatus::notReceived; break;
    case RolloutProblem::Kind::clockAhead: query.descending = true; break;
    case RolloutProblem::Kind::nothingToRun: Q_EMIT openRequested({PageKind::task, problem.task.toString()}); return;
    }
    Q_EMIT statusRequested(problem.task.toString(), query);
}

} // namespace seriatim
