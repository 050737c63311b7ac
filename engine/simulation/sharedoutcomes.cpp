#include "engine/simulation/sharedoutcomes.h"

#include "engine/base/text.h"
#include "engine/simulation/fleet.h"

namespace seriatim {

namespace {

// Beyond these, outcomes are so many that few computers share one.
constexpr size_t mostOutcomes = 20'000;
constexpr size_t mostNodes = 400'000;

// One computer's answers. Most questions are about the same row as the one before, so what they have in common is kept.
class Answers
{
public:
    Answers(quint64 seed, const EndpointFacts &facts) : m_facts(facts), m_key(drawingKey(seed, facts.name)) {}

    [[nodiscard]] bool to(const ScenarioQuestion &question)
    {
        switch (question.kind) {
        case ScenarioQuestion::Kind::draw: return draw(question.drawing) < question.probability;
        case ScenarioQuestion::Kind::name: return matchesWildcard(m_facts.name, *question.pattern);
        case ScenarioQuestion::Kind::operatingSystem: return matchesWildcard(m_facts.operatingSystem, *question.pattern);
        case ScenarioQuestion::Kind::domain: return matchesWildcard(m_facts.domain, *question.pattern);
        }
        Q_UNREACHABLE();
    }

private:
    // The same as Drawing::of().
    [[nodiscard]] double draw(const Drawing &drawing)
    {
        if (drawing.purpose != m_purpose || drawing.row != m_row) {
            m_purpose = drawing.purpose;
            m_row = drawing.row;
            m_rowKey = drawingKey(m_key, {m_purpose, m_row});
        }
        return uniformDraw(m_rowKey, {quint64(drawing.item), quint64(drawing.run), quint64(drawing.attempt)});
    }

    const EndpointFacts &m_facts;
    quint64 m_key;
    quint64 m_purpose = 0; // none
    quint64 m_row = 0;
    quint64 m_rowKey = 0;
};

} // namespace

SharedOutcomes::SharedOutcomes(const Fleet &fleet) : m_fleet(fleet)
{
    Q_ASSERT(fleet.scenario().servers.empty());
}

SharedOutcomes::Outcome SharedOutcomes::simulate(const EndpointFacts &facts)
{
    const Place place = find(facts);
    if (place.kind == Place::Kind::outcome)
        return {outcome(place.number), place.number};
    if (place.kind == Place::Kind::alone || isFull()) {
        m_latest = m_fleet.simulate(facts);
        return {m_latest, alone};
    }
    AnswerLog log;
    m_latest = m_fleet.simulate(facts, &log);
    remember(log);
    if (log.isAlone())
        return {m_latest, alone};
    m_outcomes.push_back(std::move(m_latest));
    return {m_outcomes.back(), static_cast<int>(m_outcomes.size()) - 1};
}

SharedOutcomes::Place SharedOutcomes::find(const EndpointFacts &facts) const
{
    Answers answers(m_fleet.scenario().seed, facts);
    Place place = m_root;
    while (place.kind == Place::Kind::node) {
        const Node &node = m_nodes[static_cast<size_t>(place.number)];
        // A branch, not an index: a processor that guesses right draws for the next question meanwhile. What is drawn is rare.
        if (answers.to(node.question)) [[unlikely]]
            place = node.next[1];
        else
            place = node.next[0];
    }
    return place;
}

bool SharedOutcomes::isFull() const
{
    return m_outcomes.size() >= mostOutcomes || m_nodes.size() >= mostNodes;
}

// The outcome that the answers lead to is the next one.
void SharedOutcomes::remember(const AnswerLog &log)
{
    int from = -1; // the root
    bool answer = false;
    const auto place = [&]() -> Place & { return from < 0 ? m_root : m_nodes[static_cast<size_t>(from)].next[answer]; };
    for (const AnswerLog::Entry &entry : log.entries()) {
        if (place().kind == Place::Kind::unknown) {
            m_nodes.push_back({entry.question, {}});
            place() = {Place::Kind::node, static_cast<int>(m_nodes.size()) - 1};
        }
        Q_ASSERT(place().kind == Place::Kind::node);
        from = place().number;
        Q_ASSERT(m_nodes[static_cast<size_t>(from)].question == entry.question);
        answer = entry.answer;
    }
    place() = log.isAlone() ? Place{Place::Kind::alone, 0} : Place{Place::Kind::outcome, static_cast<int>(m_outcomes.size())};
}

} // namespace seriatim
