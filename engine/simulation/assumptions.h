// Assumptions: the scenario's answers for one computer. Random draws are keyed by seed, computer, item, run, attempt
// and row, so that neither order nor threads change them.
#pragma once

#include "engine/sequence/plan.h"
#include "engine/simulation/scenario.h"

namespace seriatim {

class Assumptions
{
public:
    Assumptions(const Scenario &scenario, const QString &computer); // the scenario must outlive it

    struct Outcome {
        ReturnCode returnCode = 0;
        qint64 durationMillis = 0;
    };
    // Items and attempts as people count them, from 1.
    [[nodiscard]] Outcome outcome(int item, int attempt, int run, const PlanItem &plan) const;
    [[nodiscard]] const FaultRow *fault(int item, int attempt, int run) const; // null: none
    [[nodiscard]] bool detects(int item, int attempt, int run, bool workDone) const;
    [[nodiscard]] bool applies(int item, int run) const;
    [[nodiscard]] bool restartNeeded(int run) const;
    // `number`: the how manieth warning or countdown of the run, from 1. Absent: it is not put off.
    [[nodiscard]] std::optional<qint64> deferralMillis(int item, int number, int run) const;
    [[nodiscard]] std::optional<int> connectionKbps() const;
    [[nodiscard]] std::optional<SessionState> sessionAt(Instant instant) const; // absent: whoever is needed
    [[nodiscard]] std::optional<Instant> nextSessionChange(Instant after) const; // nothing changes any more

private:
    template <typename Row>
    [[nodiscard]] const Row *firstMatch(const std::vector<const Row *> &rows, quint64 purpose, int item, int attempt, int run) const;
    [[nodiscard]] double draw(quint64 purpose, quint64 row, int item, int attempt, int run) const;

    quint64 m_key = 0; // seed and computer
    std::vector<const OutcomeRow *> m_outcomes;
    std::vector<const FaultRow *> m_faults;
    std::vector<const DetectionRow *> m_detections;
    std::vector<const AppliesRow *> m_applies;
    std::vector<const SessionRow *> m_sessions;
    std::vector<const ConnectionRow *> m_connections;
    std::vector<const DeferralRow *> m_deferrals;
    std::vector<const RestartNeededRow *> m_restartsNeeded;
};

} // namespace seriatim
