#include "models/changewatch.h"

#include <QSet>

namespace seriatim {

namespace {

constexpr int soonMs = 100; // an agent that writes fifty times a second is looked at ten times
constexpr int regularlyMs = 1000;

} // namespace

ChangeWatch::ChangeWatch(QObject *parent) : QObject(parent)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(soonMs);
    m_regularly.setInterval(regularlyMs);
    connect(&m_soon, &QTimer::timeout, this, &ChangeWatch::due);
    connect(&m_regularly, &QTimer::timeout, this, &ChangeWatch::due);
    const auto lookSoon = [this] {
        if (isActive() && !m_soon.isActive())
            m_soon.start();
    };
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, lookSoon);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, lookSoon);
}

void ChangeWatch::setPaths(const QStringList &paths)
{
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    const QSet<QString> wanted(paths.begin(), paths.end());
    for (const QString &path : watched) {
        if (!wanted.contains(path))
            m_watcher.removePath(path);
    }
    for (const QString &path : wanted) {
        if (!watched.contains(path))
            m_watcher.addPath(path); // false where it is not there, or the system watches enough already
    }
}

void ChangeWatch::setActive(bool active)
{
    if (active == isActive())
        return;
    if (active) {
        m_regularly.start();
        Q_EMIT due();
    } else {
        m_regularly.stop();
        m_soon.stop();
    }
}

} // namespace seriatim
