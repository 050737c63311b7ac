// LogKeeper: keeps what programs print within bounds, also what a program left running goes on printing after its end, and
// deletes the logs of runs that are long over. One thread.
#pragma once

#include <QElapsedTimer>
#include <QString>
#include <QStringList>

#include <deque>

namespace seriatim {

struct LogBounds {
    int runsKept = 20;                          // of each task, the newest
    qint64 bytesKept = qint64(512) << 20;       // of all tasks together, but for the newest run of each
};

class LogKeeper
{
public:
    // `folder` is "<agent's home>/Logs".
    explicit LogKeeper(QString folder, LogBounds bounds = {}) : m_folder(std::move(folder)), m_bounds(bounds) {}

    // This log was written, or is being written: what stays behind of its program may go on.
    void watch(const QString &logFile);

    // Cuts the watched logs that have grown past their bound. Cheap; does nothing when it was asked within a second.
    void look();

    // Deletes the oldest runs' logs. Lists every log: for when an agent starts and when a run has ended.
    void prune() const;

private:
    QString m_folder;
    LogBounds m_bounds;
    std::deque<QString> m_watched; // the newest last
    QElapsedTimer m_sinceLook;
};

} // namespace seriatim
