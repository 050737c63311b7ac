// Whether a process of a given number lives, for tests that kill agents.
#pragma once

#include <QFile>

#include <csignal>

namespace seriatim::test {

// A zombie is dead: nobody may have waited for it.
[[nodiscard]] inline bool isAlive(qint64 process)
{
    if (::kill(static_cast<pid_t>(process), 0) != 0)
        return false;
    QFile status(QStringLiteral("/proc/%1/stat").arg(process));
    return !status.open(QIODevice::ReadOnly) || !status.readAll().contains(") Z ");
}

} // namespace seriatim::test
