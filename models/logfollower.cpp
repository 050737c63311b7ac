#include "models/logfollower.h"

#include "models/runapart.h"

namespace seriatim {

LogFollower::LogFollower(QObject *parent)
    : QObject(parent),
      m_latest(
          this, [this] { return runApart<Result<LogEnd>>([path = m_file](JobControl &) { return readLogEnd(path); }); },
          [this](Result<LogEnd> end) { take(std::move(end)); })
{
    connect(&m_watch, &ChangeWatch::due, this, [this] {
        if (!m_file.isEmpty())
            m_latest.refresh();
    });
}

void LogFollower::setFile(const QString &path)
{
    if (path == m_file)
        return;
    m_file = path;
    m_end = {};
    m_problem.clear();
    m_watch.setPaths({});
    m_latest.drop();
    Q_EMIT changed();
    if (!m_file.isEmpty() && m_watch.isActive())
        m_latest.refresh();
}

void LogFollower::take(Result<LogEnd> end)
{
    if (m_file.isEmpty())
        return;
    const QString problem = end ? QString() : end.error().message();
    const LogEnd seen = end ? std::move(end).value() : LogEnd{};
    m_watch.setPaths({m_file});
    if (seen == m_end && problem == m_problem)
        return;
    m_end = seen;
    m_problem = problem;
    Q_EMIT changed();
}

} // namespace seriatim
