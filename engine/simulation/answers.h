// Answers: what a simulation asks about one computer that may be another on the next one, down to yes and no. A simulation is a
// function of these answers alone, so computers that give the same have the same outcome.
#pragma once

#include "engine/simulation/drawing.h"

#include <QString>

#include <vector>

namespace seriatim {

// What a draw is for. The order of the numbers is that in which they are drawn.
struct Drawing {
    quint64 purpose = 0;
    quint64 row = 0;
    int item = 0;
    int run = 0;
    int attempt = 0;
    bool operator==(const Drawing &) const = default;

    // From 0 up to, not including, 1.
    [[nodiscard]] double of(quint64 key) const
    {
        return uniformDraw(key, {purpose, row, quint64(item), quint64(run), quint64(attempt)});
    }
};

struct ScenarioQuestion {
    enum class Kind : quint8 { draw, name, operatingSystem, domain };
    Kind kind = Kind::draw;
    Drawing drawing;                  // draw: does it come below `probability`
    double probability = 0;
    const QString *pattern = nullptr; // the others: does the computer's match this one of the scenario's wildcards
    bool operator==(const ScenarioQuestion &) const = default;
};

class AnswerLog
{
public:
    struct Entry {
        ScenarioQuestion question;
        bool answer = false;
    };

    void note(const ScenarioQuestion &question, bool answer);
    // Something was drawn that has more values than can be told apart: nobody else has this outcome.
    void noteFigure() { m_alone = true; }

    [[nodiscard]] bool isAlone() const { return m_alone; }
    // Each question once, in the order in which they came up first; of those alone up to that figure.
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }

private:
    std::vector<Entry> m_entries;
    bool m_alone = false;
};

} // namespace seriatim
