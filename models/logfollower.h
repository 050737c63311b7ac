// LogFollower: the end of a log while it is being written, read off the GUI thread.
#pragma once

#include "engine/agent/agentview.h"
#include "models/changewatch.h"
#include "models/latestanswer.h"

namespace seriatim {

class LogFollower : public QObject
{
    Q_OBJECT

public:
    explicit LogFollower(QObject *parent = nullptr);

    void setFile(const QString &path); // empty: none
    [[nodiscard]] const QString &file() const { return m_file; }
    // Nothing is read while nobody looks. Inactive at first.
    void setActive(bool active) { m_watch.setActive(active); }

    [[nodiscard]] const LogEnd &end() const { return m_end; }
    [[nodiscard]] const QString &problem() const { return m_problem; } // why it cannot be read; mostly empty

Q_SIGNALS:
    void changed();

private:
    void take(Result<LogEnd> end);

    ChangeWatch m_watch;
    LatestAsked<Result<LogEnd>> m_latest;
    QString m_file;
    LogEnd m_end;
    QString m_problem;
};

} // namespace seriatim
