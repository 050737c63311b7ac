// RandomCase: a sequence, what a scenario assumes of its programs, and what both say that each start of a program does.
// That is worked out here anew from the words of the rules (B15, formats.md), apart from the engine.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace seriatim::test {

class Dice;

using Codes = QList<int>;

struct RandomProgram {
    std::optional<Codes> success; // absent: 0
    Codes failure, restart, restartStarted, retry;
    int retryCount = 3;
    int retryDelay = 0;   // minutes
    int restartDelay = 0; // minutes
    int maximumAttempts = 2;
    QString afterRunning;                // empty: no action
    std::optional<int> terminateAfter;   // minutes
    int estimatedRunTime = 0;            // minutes
    bool detects = false;
    QString canRun; // empty: always
};

struct RandomDependency {
    int on = 0; // place
    std::optional<Codes> codes;
};

enum class Condition { none, fact, file };

struct RandomItem {
    int program = 0; // index
    QList<RandomDependency> dependencies;
    Condition condition = Condition::none;
    bool negated = false; // the condition is that the file is not there, or that the fact is another
};

// Of a row: 0 is '*'.
struct RowMatch {
    QString computer = QStringLiteral("*");
    bool applies = true; // to the one computer that there is
    int item = 0;
    int attempt = 0;
    int run = 0;
    bool never = false; // its probability is 0
};

struct OutcomeRow {
    RowMatch match;
    std::optional<int> code;
    std::optional<int> duration; // seconds
};

enum class FaultKind { powerLoss, agentCrash, installerRestart };
enum class FaultMoment { beforeStart, running, afterExit, countdown };

struct FaultRow {
    RowMatch match;
    FaultKind kind = FaultKind::powerLoss;
    FaultMoment at = FaultMoment::running;
    bool otherwise = false; // where it can be done in two ways that are one to the rules, in the second
};

struct DetectionRow {
    RowMatch match;
    bool before = false;
    bool after = true;
};

struct AppliesRow {
    RowMatch match;
    bool value = true;
};

struct RestartNeededRow {
    RowMatch match;
    bool value = true;
};

enum class Timing { asSoonAsPossible, daily };

// What one start of a program does.
struct Answer {
    int code = 0;
    bool works = false; // its work is done then, whatever becomes of it
    bool isLate = false; // takes longer than it may
    int nextLook = 0;   // the attempt that the next look at its rule is counted to
    const FaultRow *fault = nullptr;
    [[nodiscard]] bool isStruck(FaultMoment at) const { return fault && fault->at == at; }
};

class RandomCase
{
public:
    static constexpr int mostAttempts = 8; // retries at most 3 and interruptions at most 3, and the first
    static constexpr auto computer = "PC-1";

    explicit RandomCase(quint32 seed);

    [[nodiscard]] QByteArray definition() const; // files of the rules lie below ${SERIATIM_HOME}
    [[nodiscard]] QByteArray scenario() const;

    [[nodiscard]] int runs() const { return m_runs; } // at most
    [[nodiscard]] Timing timing() const { return m_timing; }
    [[nodiscard]] bool asksSystemForRestarts() const { return m_asksSystem; } // else they are simulated
    [[nodiscard]] QString session() const { return m_session.isEmpty() ? QStringLiteral("attended") : m_session; }
    [[nodiscard]] bool needsRestart(int run) const; // before it begins
    [[nodiscard]] int itemCount() const { return static_cast<int>(m_items.size()); }

    [[nodiscard]] bool detects(int item) const { return programOf(item).detects; }
    [[nodiscard]] bool holds(int item, int attempt, int run, bool workDone) const;
    // Whether the file that the item's condition asks for is to be there; absent where it asks for none.
    [[nodiscard]] std::optional<bool> conditionFile(int item, int run) const;
    [[nodiscard]] Answer answer(int item, int attempt, int run) const;

private:
    [[nodiscard]] const RandomProgram &programOf(int item) const { return m_programs[m_items[item - 1].program]; }
    [[nodiscard]] bool isApplicable(int item, int run) const;
    [[nodiscard]] bool isConstant(int item) const;

    // randomdraw.cpp
    void drawItems(Dice &dice);
    [[nodiscard]] bool endsCountdowns() const;
    void drawTiming(Dice &dice);
    void drawComputer(Dice &dice);
    void drawRows(Dice &dice);
    void drawRuleRows(Dice &dice);
    [[nodiscard]] OutcomeRow drawOutcome(Dice &dice, int item) const; // item 0: of any
    [[nodiscard]] FaultRow drawFault(Dice &dice) const;
    void bringAboutCountdown(Dice &dice, FaultRow &fault);
    [[nodiscard]] RowMatch drawMatch(Dice &dice, int everyItemPercent) const;

    // casexml.cpp
    [[nodiscard]] QString conditionXml(int item) const;

    QList<RandomProgram> m_programs;
    QList<RandomItem> m_items;
    QList<OutcomeRow> m_outcomes;
    QList<FaultRow> m_faults;
    QList<DetectionRow> m_detections;
    QList<AppliesRow> m_applies;
    QList<RestartNeededRow> m_restartsNeeded;
    Timing m_timing = Timing::asSoonAsPossible;
    std::optional<int> m_maximumRuns; // repeated until successful
    int m_runs = 1;
    bool m_asksSystem = false;
    bool m_restartFirst = false;
    QString m_session; // empty: whoever is needed
};

[[nodiscard]] QString toWord(FaultKind kind);
[[nodiscard]] QString toWord(FaultMoment moment);

} // namespace seriatim::test
