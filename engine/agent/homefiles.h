// HomeFiles: where an agent's home keeps what, and what can be read of it without its lock. Changes nothing.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/ids.h"

#include <QString>

#include <optional>

namespace seriatim {

class HomeFiles
{
public:
    explicit HomeFiles(QString folder) : m_folder(std::move(folder)) {}

    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] QString identityFile() const { return m_folder + QStringLiteral("/agent.id"); }
    [[nodiscard]] QString journalFolder() const { return m_folder + QStringLiteral("/Task Synchronization"); }
    [[nodiscard]] QString journalFile() const { return journalFolder() + QStringLiteral("/synchronization.xml"); }
    // The one before it: for support, never read by an agent.
    [[nodiscard]] QString previousJournalFile() const { return journalFolder() + QStringLiteral("/synchronization.previous.xml"); }
    // What is being written of the next one, or an old one.
    [[nodiscard]] QString spareJournalFile() const { return journalFolder() + QStringLiteral("/synchronization.spare.xml"); }
    [[nodiscard]] QString programRecordFile() const { return journalFolder() + QStringLiteral("/program.json"); }
    [[nodiscard]] QString policyFolder() const { return m_folder + QStringLiteral("/Policies"); }
    // The newest number that was seen of each agent settings, so that an older one is never taken for a newer.
    [[nodiscard]] QString settingsNumbersFile() const { return policyFolder() + QStringLiteral("/agent-settings.json"); }
    [[nodiscard]] QString grantFile() const { return policyFolder() + QStringLiteral("/grants.json"); }
    [[nodiscard]] QString eventFolder() const { return m_folder + QStringLiteral("/Events"); }
    [[nodiscard]] QString packageFolder() const { return m_folder + QStringLiteral("/Package Cache"); }
    [[nodiscard]] QString inboxFolder() const { return m_folder + QStringLiteral("/Inbox"); }
    // What people at the computer are to know, the newest last.
    [[nodiscard]] QString noticeFile() const { return m_folder + QStringLiteral("/notices.json"); }
    [[nodiscard]] QString logFolder() const { return m_folder + QStringLiteral("/Logs"); }
    [[nodiscard]] QString logFolder(TaskId task) const;
    // What the program of one start printed. Place, run and attempt count from 1.
    [[nodiscard]] QString logFile(TaskId task, int run, int place, int attempt) const;

    // Whose home it is; absent before an agent has worked in it.
    [[nodiscard]] Result<std::optional<AgentId>> identity() const;

    // Identity of this start of the computer, simulated restarts included (B19a).
    [[nodiscard]] quint64 boot() const;

protected:
    [[nodiscard]] QString restartFile() const { return m_folder + QStringLiteral("/simulated-restarts"); }
    [[nodiscard]] qint64 simulatedRestarts() const;

private:
    QString m_folder;
};

} // namespace seriatim
