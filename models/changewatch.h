// ChangeWatch: says when something on the disk is worth another look: soon after the system tells of a change, and every
// now and then where it cannot tell (network folders, locks, files that grow without a word).
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace seriatim {

class ChangeWatch : public QObject
{
    Q_OBJECT

public:
    explicit ChangeWatch(QObject *parent = nullptr);

    // Files and folders. To be told again after each look: what was replaced or made meanwhile is watched then. Only of
    // places that a look has just reached, or watching them may hold up this thread.
    void setPaths(const QStringList &paths);
    // Inactive at first. Looks are due at once when it becomes active.
    void setActive(bool active);
    [[nodiscard]] bool isActive() const { return m_regularly.isActive(); }

Q_SIGNALS:
    void due();

private:
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    QTimer m_regularly;
};

} // namespace seriatim
