#include "ui/dashboardcard.h"

#include "ui/dashboardbar.h"
#include "ui/dashboardcurve.h"
#include "ui/dashboardlabels.h"
#include "ui/statuslook.h"
#include "ui/tonelabel.h"

#include <QEvent>
#include <QGridLayout>

namespace seriatim {

namespace {

const QString everybody = QStringLiteral("all");

} // namespace

DashboardCard::DashboardCard(TaskId task, QWidget *parent)
    : QFrame(parent), m_task(task), m_name(new LinkLabel(this)), m_finished(headingLabel({}, 1.2, this)), m_curve(new DashboardCurve(this)),
      m_bar(new DashboardBar(this)), m_counts(new LinkLabel(this)), m_news(new ToneLabel(this)), m_rollout(task)
{
    setObjectName(QStringLiteral("rolloutCard"));
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::AlternateBase); // a frame alone is hardly seen on a dark page
    setAutoFillBackground(true);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    large.setBold(true);
    m_name->setFont(large);
    m_name->setObjectName(QStringLiteral("rolloutName"));
    m_name->setToolTip(tr("Show how each computer stands"));
    m_finished->setObjectName(QStringLiteral("rolloutFinished"));
    m_finished->setToolTip(tr("Computers that have finished, whether they succeeded or failed, of those that the task is for"));
    m_curve->setObjectName(QStringLiteral("rolloutCurve"));
    m_bar->setObjectName(QStringLiteral("rolloutBar"));
    m_counts->setObjectName(QStringLiteral("rolloutCounts"));
    m_news->setObjectName(QStringLiteral("rolloutNews"));
    m_news->setTone(Tone::muted);
    m_news->setForegroundRole(QPalette::WindowText); // which the tone colours

    auto *grid = new QGridLayout(this);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_name, 0, 0);
    grid->addWidget(m_finished, 0, 1, Qt::AlignRight | Qt::AlignTop);
    grid->addWidget(m_curve, 1, 0, 1, 2);
    grid->addWidget(m_bar, 2, 0, 1, 2);
    grid->addWidget(m_counts, 3, 0, 1, 2);
    grid->addWidget(m_news, 4, 0, 1, 2);
    grid->setRowStretch(5, 1); // where a card is higher than it needs to be
    setTabOrder(m_name, m_counts);

    connect(m_name, &QLabel::linkActivated, this, [this] { Q_EMIT statusRequested(m_task.toString(), {}); });
    connect(m_counts, &QLabel::linkActivated, this, [this](const QString &link) {
        StatusListQuery query;
        query.status = computerStatusFromWord(link);
        Q_EMIT statusRequested(m_task.toString(), query);
    });
}

void DashboardCard::setRollout(const Rollout &rollout, qint64 targets, Instant now)
{
    m_rollout = rollout;
    m_targets = targets;
    m_now = now;
    display();
}

void DashboardCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        display();
}

std::pair<QWidget *, QWidget *> DashboardCard::focusEnds() const
{
    return {m_name, m_counts};
}

// Each number in the colour of its state.
QString DashboardCard::countsHtml() const
{
    QString html = countsText(m_rollout, m_targets).toHtmlEscaped();
    for (const auto &[status, count] : m_rollout.computers) {
        const QString words = tr("%1 %2").arg(numberText(count), statusText(status)).toHtmlEscaped();
        const qsizetype at = html.indexOf(words);
        if (at < 0)
            continue;
        const QString link = QStringLiteral("<a href=\"%1\" style=\"color:%2; text-decoration:none\">%3</a>")
                                 .arg(toWord(status), toneColor(toneOf(status), palette()).name(), QString(words).replace(u' ', QStringLiteral("&nbsp;")));
        html.replace(at, words.size(), link);
    }
    return html;
}

void DashboardCard::display()
{
    setAccessibleName(m_rollout.name);
    m_name->setSentence(linkHtml(everybody, m_rollout.name), m_rollout.name);
    m_finished->setText(finishedText(m_rollout, m_targets));
    m_curve->setRollout(m_rollout, m_targets, m_now);
    m_curve->setVisible(m_rollout.lastReport.has_value());
    m_bar->setRollout(m_rollout, m_targets);
    m_counts->setSentence(countsHtml(), countsText(m_rollout, m_targets));
    m_news->say(newsText(m_rollout, m_now));
}

} // namespace seriatim
