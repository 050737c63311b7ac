#include "engine/workspace/simulationrecord.h"

namespace seriatim {

namespace {

template <typename Number>
void append(QByteArray &key, Number number)
{
    key.append(reinterpret_cast<const char *>(&number), sizeof number);
}

// Everything that outcomeOf() takes, as a key to look it up by.
QByteArray keyOf(const SimulatedComputer &computer)
{
    QByteArray key;
    key.reserve(static_cast<qsizetype>(12 + computer.state.items.size() * 12));
    append(key, static_cast<int>(computer.status));
    append(key, computer.restarts);
    append(key, computer.runs);
    for (const ItemState &item : computer.state.items) {
        append(key, static_cast<quint8>(item.status));
        append(key, static_cast<quint8>((item.hasReturnCode ? 1 : 0) + (item.couldNotStart ? 2 : 0)));
        append(key, item.hasReturnCode ? item.returnCode : 0);
        append(key, item.attempts);
        append(key, item.executions);
    }
    return key;
}

} // namespace

RecordedOutcome outcomeOf(const SimulatedComputer &computer)
{
    RecordedOutcome outcome{computer.status, computer.restarts, computer.runs, {}};
    for (const ItemState &item : computer.state.items) {
        // B11a: what satisfies a dependency is no code that the item has returned.
        const bool hasCode = item.hasReturnCode && item.status != ItemStatus::notApplicable;
        outcome.items.push_back({item.status, hasCode ? std::optional(item.returnCode) : std::nullopt, item.attempts, item.executions,
                                 item.couldNotStart});
    }
    return outcome;
}

int SimulationRecord::outcomeOf(const SimulatedComputer &computer)
{
    const QByteArray key = keyOf(computer);
    const auto known = m_known.constFind(key);
    if (known != m_known.constEnd())
        return *known;
    const int number = static_cast<int>(m_fleet.outcomes.size());
    m_fleet.outcomes.push_back(seriatim::outcomeOf(computer));
    m_known.insert(key, number);
    return number;
}

void SimulationRecord::add(const SimulatedComputer &computer)
{
    m_fleet.outcomeOf.push_back(outcomeOf(computer));
    m_fleet.finishedAfter.push_back(computer.runs == 0 ? 0 : (computer.finished - m_start + millisPerSecond / 2) / millisPerSecond);
    if (!m_madeUp)
        m_fleet.names.push_back(computer.name);
}

} // namespace seriatim
