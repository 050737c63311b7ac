#include "engine/simulation/crashtrace.h"

#include <algorithm>

namespace seriatim {

namespace {

// A loop is told by its first rounds.
constexpr qsizetype mostSentences = 60;

QString codeInWords(const ItemState &item)
{
    return item.hasReturnCode ? QStringLiteral(" (%1)").arg(item.returnCode) : QString();
}

class Tracer
{
public:
    Tracer(const StruckRun &start, const SequenceState &undisturbed, const std::vector<Strike> &strikes)
        : m_run(start), m_undisturbed(undisturbed), m_strikes(strikes), m_item(strikes.empty() ? 0 : strikes.front().item)
        , m_agentStarts(m_run.endpoint().agentStarts())
    {
    }

    QStringList trace()
    {
        if (m_item > 0)
            m_sentences.append(m_item == 1 ? QStringLiteral("Item 1 goes as it does undisturbed.")
                                           : QStringLiteral("Items 1 to %1 go as they do undisturbed.").arg(m_item));
        while (!m_run.isOver()) {
            const Strike *strike = due();
            if (strike)
                strikeWith(*strike);
            else
                advance();
            sayAgentStart(!strike);
        }
        sayEnd();
        return m_sentences;
    }

private:
    const Strike *due() const
    {
        const auto found = std::ranges::find_if(m_strikes, [this](const Strike &strike) { return m_run.isAt(strike); });
        return found != m_strikes.end() ? &*found : nullptr;
    }

    void say(const QString &sentence)
    {
        if (m_sentences.size() < mostSentences)
            m_sentences.append(sentence);
    }

    void strikeWith(const Strike &strike)
    {
        m_struck = true;
        QString sentence = inWords(strike.at, strike.item + 1) + QStringLiteral(", ") + inWords(strike.kind);
        sentence[0] = sentence[0].toUpper();
        say(sentence + (strike.everyTime ? QStringLiteral(", now and whenever it runs.") : QStringLiteral(".")));
        m_run.strike(strike.kind, strike.everyTime);
    }

    [[nodiscard]] const SequenceState &state() const { return m_run.endpoint().state(); }

    // Whether the item is what the trace is about.
    [[nodiscard]] bool matters(int item) const
    {
        if (item == m_item)
            return true;
        return m_struck && (item < m_item || m_run.endpoint().begun(item) > 0);
    }

    void advance()
    {
        const Action action = m_run.moment() == FaultMoment::afterExit ? Action{} : m_run.action();
        const int item = action.item;
        if (action.kind == Action::Kind::startProgram && matters(item))
            say(QStringLiteral("Item %1 starts%2.").arg(QString::number(item + 1), m_run.endpoint().begun(item) > 0 ? QStringLiteral(" again") : QString()));
        else if (action.kind == Action::Kind::save && action.point == StatusPoint::itemEnded && m_run.moment() == beforeSaving(action.point))
            sayItemEnd(item);
        else if (action.kind == Action::Kind::restart && m_struck)
            say(QStringLiteral("The computer restarts for item %1.").arg(item + 1));
        m_run.advance();
    }

    void sayItemEnd(int item)
    {
        const ItemState &ended = state().items[static_cast<size_t>(item)];
        const size_t index = static_cast<size_t>(item);
        const bool differs = index < m_undisturbed.items.size() && m_undisturbed.items[index].status != ended.status;
        if (matters(item) || (m_struck && differs))
            say(QStringLiteral("Item %1 is recorded as %2%3.").arg(QString::number(item + 1), toText(ended.status), codeInWords(ended)));
    }

    // `byItself`: a fault that stands, or the scenario's own, has not been told yet.
    void sayAgentStart(bool byItself)
    {
        const int starts = m_run.endpoint().agentStarts();
        if (m_agentStarts == starts)
            return;
        m_agentStarts = starts;
        if (!m_struck)
            return;
        if (const std::optional<FaultKind> fault = m_run.endpoint().lastFault(); byItself && fault) {
            QString again = inWords(*fault);
            again[0] = again[0].toUpper();
            say(again + QStringLiteral(" again."));
        }
        const SequenceState &found = state();
        const int place = std::min(found.current, std::max(0, static_cast<int>(found.items.size()) - 1)) + 1;
        if (found.phase == Phase::savingRunStart)
            say(QStringLiteral("The agent starts, knows nothing of the run and begins it anew."));
        else if (found.phase == Phase::savingRecovery)
            say(QStringLiteral("The agent starts and finds that item %1 was interrupted, for the %2. time.")
                    .arg(place).arg(found.items[static_cast<size_t>(place) - 1].interruptions));
        else
            say(QStringLiteral("The agent starts and goes on at item %1.").arg(place));
    }

    void sayEnd()
    {
        switch (m_run.ending()) {
        case StruckRun::Ending::notYet:
        case StruckRun::Ending::ended:
            m_sentences.append(QStringLiteral("The run ends: %1.").arg(toText(SequenceMachine::computerStatus(state()))));
            return;
        case StruckRun::Ending::loops:
            m_sentences.append(QStringLiteral("Everything is as it was at an earlier start of the agent, so it goes on like this for ever."));
            return;
        case StruckRun::Ending::tooLong:
            m_sentences.append(QStringLiteral("The run has not ended after many times the steps that it needs."));
            return;
        }
    }

    StruckRun m_run;
    const SequenceState &m_undisturbed;
    const std::vector<Strike> &m_strikes;
    int m_item;
    int m_agentStarts;
    bool m_struck = false;
    QStringList m_sentences;
};

} // namespace

QStringList crashTrace(const StruckRun &start, const SequenceState &undisturbed, const std::vector<Strike> &strikes)
{
    return Tracer(start, undisturbed, strikes).trace();
}

} // namespace seriatim
