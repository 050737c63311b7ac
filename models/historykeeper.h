// HistoryKeeper: removes from a store what computers reported longer ago than it keeps that: once after it has been opened,
// once a day from then on, and when somebody wants it. In a thread and with a Workspace of its own, step by step, so that
// nobody waits for it.
#pragma once

#include "engine/workspace/historykeeping.h"
#include "models/storesession.h"

#include <chrono>

namespace seriatim {

class HistoryKeeper : public QObject
{
    Q_OBJECT

public:
    // The session outlives it. A store that is open for reading only is left as it is.
    // `firstTime`: how long after it was opened; a console has better to do at its start.
    explicit HistoryKeeper(StoreSession &session, QObject *parent = nullptr, std::chrono::milliseconds firstTime = std::chrono::minutes(5));
    ~HistoryKeeper() override; // what is going on ends after its step, and what it did stays

    // Absent: for ever.
    [[nodiscard]] Result<std::optional<int>> keptDays();
    [[nodiscard]] Result<> setKeptDays(std::optional<int> days);
    // Since when nothing has been removed of what came in; absent: nothing ever was.
    [[nodiscard]] Result<std::optional<Instant>> completeSince();
    [[nodiscard]] bool mayChange() const { return !m_session.isReadOnly(); }

    // Nothing happens while it is going on already.
    void removeOld();
    [[nodiscard]] bool isRunning() const { return m_control != nullptr; }
    [[nodiscard]] std::shared_ptr<JobControl> control() const { return m_control; } // of what is going on: null where nothing is

Q_SIGNALS:
    void begun();
    void ended(const seriatim::Result<seriatim::CompactOutcome> &outcome);

private:
    StoreSession &m_session;
    std::shared_ptr<JobControl> m_control;
    QTimer m_daily;
};

} // namespace seriatim
