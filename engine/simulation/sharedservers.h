// SharedServers: computers that fetch their packages from the same servers, in the order of the virtual clock. Each server
// serves so many at a time, whoever comes later waits for the first place that gets free; equal times go by the computers'
// order. Keeps all computers in memory, about two kilobytes each.
#pragma once

#include "engine/simulation/fleet.h"

#include <memory>
#include <queue>

namespace seriatim {

class SharedServers
{
public:
    explicit SharedServers(const FleetRun &run) : m_run(run) {} // which must outlive it

    // Calls for each computer that is done, in the order in which they are. False when the run was cancelled before.
    bool runAll(const std::function<void(int, const ComputerSimulation &)> &over);
    [[nodiscard]] int done() const { return m_done; }

    // Writes down what that computer is sent.
    void follow(int index, std::vector<ServedFiles> *files)
    {
        m_followed = index;
        m_files = files;
    }

private:
    // When each of a server's places gets free.
    class Places
    {
    public:
        explicit Places(int count) { m_free = decltype(m_free)(std::greater<>(), std::vector<Instant>(static_cast<size_t>(count), 0)); }
        ServedFiles take(Instant from, qint64 millis);

    private:
        std::priority_queue<Instant, std::vector<Instant>, std::greater<>> m_free;
    };

    struct Asking {
        Instant since = 0;
        int index = 0;
        bool operator>(const Asking &other) const { return std::pair(since, index) > std::pair(other.since, other.index); }
    };

    void goOn(int index, const std::function<void(int, const ComputerSimulation &)> &over);
    void serve(int index);
    [[nodiscard]] bool isCancelled() const { return m_run.cancelled && m_run.cancelled(); }

    const FleetRun &m_run;
    std::vector<std::unique_ptr<ComputerSimulation>> m_computers;
    std::priority_queue<Asking, std::vector<Asking>, std::greater<>> m_asking;
    std::map<const ServerRow *, Places> m_places;
    int m_done = 0;
    int m_followed = -1;
    std::vector<ServedFiles> *m_files = nullptr;
};

// Serves an endpoint that waits for files as if nobody else did.
void serveAlone(SimulatedEndpoint &endpoint);

} // namespace seriatim
