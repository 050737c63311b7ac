#include "engine/simulation/sharedservers.h"

#include <algorithm>

namespace seriatim {

namespace {

// By its part of what the server can send, or by its own connection where that is slower.
qint64 millisFor(const ServerRequest &request)
{
    const qint64 part = std::max(1, request.server->kbps / request.server->connections);
    const qint64 kbps = request.ownKbps ? std::min<qint64>(part, *request.ownKbps) : part;
    return request.bytes * millisPerSecond / (kbps * 1024);
}

} // namespace

ServedFiles SharedServers::Places::take(Instant from, qint64 millis)
{
    const Instant began = std::max(from, m_free.top());
    m_free.pop();
    m_free.push(began + millis);
    return {began, began + millis};
}

bool SharedServers::runAll(const std::function<void(int, const ComputerSimulation &)> &over)
{
    m_computers.resize(static_cast<size_t>(m_run.count));
    for (int i = 0; i < m_run.count; ++i) {
        if (isCancelled())
            return false;
        const FleetMember member = m_run.memberOf(i);
        m_computers[static_cast<size_t>(i)] = std::make_unique<ComputerSimulation>(member.fleet->simulation(member.facts));
        goOn(i, over);
    }
    while (!m_asking.empty()) {
        if (isCancelled())
            return false;
        const int index = m_asking.top().index;
        m_asking.pop();
        serve(index);
        goOn(index, over);
    }
    return true;
}

void SharedServers::goOn(int index, const std::function<void(int, const ComputerSimulation &)> &over)
{
    std::unique_ptr<ComputerSimulation> &computer = m_computers[static_cast<size_t>(index)];
    computer->goOn();
    if (!computer->isOver()) {
        m_asking.push({computer->endpoint().now(), index});
        return;
    }
    ++m_done;
    over(index, *computer);
    computer.reset();
}

void SharedServers::serve(int index)
{
    SimulatedEndpoint &endpoint = m_computers[static_cast<size_t>(index)]->endpoint();
    const ServerRequest &request = *endpoint.serverRequest();
    Places &places = m_places.try_emplace(request.server, request.server->connections).first->second;
    const ServedFiles files = places.take(endpoint.now(), millisFor(request));
    if (index == m_followed)
        m_files->push_back(files);
    endpoint.filesCame(files.began, files.ended);
}

void serveAlone(SimulatedEndpoint &endpoint)
{
    const qint64 millis = millisFor(*endpoint.serverRequest());
    endpoint.filesCame(endpoint.now(), endpoint.now() + millis);
}

} // namespace seriatim
