// Assumptions: the scenario's answers for one computer. Random draws are keyed by seed, computer, item, run, attempt
// and row, so that neither order nor threads change them.
#pragma once

#include "engine/sequence/plan.h"
#include "engine/simulation/answers.h"
#include "engine/simulation/scenario.h"

#include <QStringList>

namespace seriatim {

// Who is simulated; of a made-up computer only the name is known.
struct EndpointFacts {
    QString name;
    QString operatingSystem;
    QString domain;
};

// The rows of one kind: those that every computer has are sorted out once, not for each of a million.
template <typename Row>
class RowList
{
public:
    explicit RowList(const std::vector<Row> &rows) : RowList(rows, [](const Row &) { return true; }) {}
    template <typename Predicate>
    RowList(const std::vector<Row> &rows, const Predicate &isOne)
    {
        for (const Row &row : rows) {
            if (!isOne(row))
                continue;
            m_rows.push_back(&row);
            m_forAll = m_forAll && row.match.computer == u"*" && row.match.trait.isEmpty();
        }
    }
    [[nodiscard]] const std::vector<const Row *> &rows() const { return m_rows; }
    [[nodiscard]] bool isForAll() const { return m_forAll; }

private:
    std::vector<const Row *> m_rows;
    bool m_forAll = true;
};

// A scenario looked through once for all its computers; it must outlive the index.
struct ScenarioIndex {
    explicit ScenarioIndex(const Scenario &of);
    const Scenario &scenario;
    RowList<OutcomeRow> outcomes;
    RowList<FaultRow> faults;       // of attempts
    RowList<FaultRow> momentFaults; // with an occurrence
    RowList<DetectionRow> detections;
    RowList<AppliesRow> applies;
    RowList<SessionRow> sessions;
    RowList<ConnectionRow> connections;
    RowList<DeferralRow> deferrals;
    RowList<RestartNeededRow> restartsNeeded;
    RowList<TraitRow> traits;
    RowList<PoweredOnRow> poweredOn;
    RowList<BatteryRow> batteries;
    RowList<PickupRow> pickups;
    RowList<ServerRow> servers;
    RowList<AgentRow> agents;
};

class Assumptions
{
public:
    // Index and log must outlive it. The log, if any, is told what was asked.
    Assumptions(const ScenarioIndex &index, const EndpointFacts &computer, AnswerLog *log = nullptr);

    struct Outcome {
        ReturnCode returnCode = 0;
        qint64 durationMillis = 0;
    };
    // Items and attempts as people count them, from 1.
    [[nodiscard]] Outcome outcome(int item, int attempt, int run, const PlanItem &plan) const;
    [[nodiscard]] const FaultRow *fault(int item, int attempt, int run) const; // null: none
    // One of those that count how often their moment has come, from 1. Null: none.
    [[nodiscard]] const FaultRow *momentFault(FaultMoment at, int item, int occurrence, int run) const;
    [[nodiscard]] bool hasMomentFaults() const { return !m_momentFaults.all().empty(); }
    // Whether what a row applies to is this computer.
    [[nodiscard]] bool isMeantBy(const ScenarioMatch &match) const { return has(match, m_traits); }
    [[nodiscard]] bool detects(int item, int attempt, int run, bool workDone) const;
    [[nodiscard]] bool applies(int item, int run) const;
    [[nodiscard]] bool restartNeeded(int run) const;
    // `number`: the how manieth warning or countdown of the run, from 1. Absent: it is not put off.
    [[nodiscard]] std::optional<qint64> deferralMillis(int item, int number, int run) const;
    [[nodiscard]] std::optional<int> connectionKbps() const;
    [[nodiscard]] std::optional<SessionState> sessionAt(Instant instant) const; // absent: whoever is needed
    [[nodiscard]] std::optional<Instant> nextSessionChange(Instant after) const; // absent: nothing changes any more

    [[nodiscard]] bool hasTaskSynchronization() const;
    [[nodiscard]] qint64 pickupMillis() const;
    [[nodiscard]] const ServerRow *server() const; // null: one that has enough for all

    [[nodiscard]] bool isAlwaysOn() const { return m_poweredOn.empty() && !m_battery; }
    [[nodiscard]] bool isOnAt(Instant instant) const;
    // The first moment after `after` and not after `until` at which it is switched on or off by its hours.
    [[nodiscard]] std::optional<Instant> nextSwitch(Instant after, Instant until) const;
    // `charge`: the how manieth, from 1.
    [[nodiscard]] std::optional<qint64> batteryMillis(int charge) const;
    [[nodiscard]] qint64 chargingMillis() const;

private:
    // The rows of one kind that this computer has: the list of all where they are for all.
    template <typename Row>
    class Rows
    {
    public:
        Rows(const RowList<Row> &list, const Assumptions &owner);
        [[nodiscard]] const std::vector<const Row *> &all() const { return m_list.isForAll() ? m_list.rows() : m_own; }

    private:
        const RowList<Row> &m_list;
        std::vector<const Row *> m_own;
    };

    [[nodiscard]] bool has(const ScenarioMatch &match, const QStringList &traits) const;
    [[nodiscard]] QStringList drawTraits(const RowList<TraitRow> &rows) const;
    [[nodiscard]] std::vector<const PoweredOnRow *> drawPoweredOn(const RowList<PoweredOnRow> &rows) const;
    template <typename Row>
    [[nodiscard]] const Row *firstMatch(const Rows<Row> &rows, quint64 purpose, int item, int attempt, int run) const;
    [[nodiscard]] bool comes(const ScenarioMatch &match, const Drawing &drawing) const;
    [[nodiscard]] bool isLike(ScenarioQuestion::Kind what, const QString &name, const QString &pattern) const;
    [[nodiscard]] double spreadOut(double figure, Distribution distribution, double spread, int item, int attempt, int run) const;

    EndpointFacts m_computer;
    AnswerLog *m_log = nullptr;
    quint64 m_key = 0; // seed and computer
    QStringList m_traits;
    Rows<OutcomeRow> m_outcomes;
    Rows<FaultRow> m_faults;
    Rows<FaultRow> m_momentFaults;
    Rows<DetectionRow> m_detections;
    Rows<AppliesRow> m_applies;
    Rows<SessionRow> m_sessions;
    Rows<ConnectionRow> m_connections;
    Rows<DeferralRow> m_deferrals;
    Rows<RestartNeededRow> m_restartsNeeded;
    std::vector<const PoweredOnRow *> m_poweredOn; // none: it always is
    Rows<BatteryRow> m_batteries;
    Rows<PickupRow> m_pickups;
    Rows<ServerRow> m_servers;
    Rows<AgentRow> m_agents;
    const BatteryRow *m_battery = nullptr;
};

} // namespace seriatim
