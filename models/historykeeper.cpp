#include "models/historykeeper.h"

#include "models/runapart.h"

#include <QDateTime>

#include <limits>

namespace seriatim {

namespace {

using Outcome = Result<CompactOutcome>;

int inSteps(qint64 events)
{
    return static_cast<int>(std::min<qint64>(events, std::numeric_limits<int>::max()));
}

Outcome compactStore(const QString &path, JobControl &control)
{
    Result<Workspace> workspace = Workspace::open(path, Access::readWrite);
    if (!workspace)
        return workspace.error();
    CompactOptions options;
    options.goOn = [&control](const CompactProgress &progress) {
        control.report(inSteps(progress.seen), inSteps(progress.all));
        return !control.isCancelled();
    };
    return compactHistory(*workspace, QDateTime::currentMSecsSinceEpoch(), options);
}

} // namespace

HistoryKeeper::HistoryKeeper(StoreSession &session, QObject *parent, std::chrono::milliseconds firstTime) : QObject(parent), m_session(session)
{
    connect(&m_daily, &QTimer::timeout, this, [this] {
        m_daily.setInterval(std::chrono::hours(24));
        removeOld();
    });
    if (mayChange())
        m_daily.start(firstTime);
}

HistoryKeeper::~HistoryKeeper()
{
    if (m_control)
        m_control->cancel();
}

Result<std::optional<int>> HistoryKeeper::keptDays()
{
    return HistoryStore(m_session.workspace().store().database()).keptDays();
}

Result<std::optional<Instant>> HistoryKeeper::completeSince()
{
    return HistoryStore(m_session.workspace().store().database()).completeSince();
}

Result<> HistoryKeeper::setKeptDays(std::optional<int> days)
{
    return setHistoryDays(m_session.workspace(), days);
}

void HistoryKeeper::removeOld()
{
    if (isRunning() || !mayChange())
        return;
    m_control = std::make_shared<JobControl>();
    Q_EMIT begun();
    runApart<Outcome>([path = m_session.path()](JobControl &control) { return compactStore(path, control); }, m_control)
        .then(this, [this](const Outcome &outcome) {
            m_control.reset();
            Q_EMIT ended(outcome);
        });
}

} // namespace seriatim
