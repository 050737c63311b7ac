#include "engine/simulation/assumptions.h"

#include "engine/base/text.h"

#include <cmath>

namespace seriatim {

namespace {

enum Purpose : quint64 {
    outcomePurpose = 1, faultPurpose, detectionPurpose, appliesPurpose, sessionPurpose, connectionPurpose, deferralPurpose,
    restartNeededPurpose
};

constexpr qint64 aDay = 24 * 60 * millisPerMinute;

// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every input bit moves every output bit.
quint64 mix(quint64 value)
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

template <typename Row>
std::vector<const Row *> rowsFor(const std::vector<Row> &rows, const QString &computer)
{
    std::vector<const Row *> matching;
    for (const Row &row : rows) {
        if (row.match.computer == u"*" || matchesWildcard(computer, row.match.computer))
            matching.push_back(&row);
    }
    return matching;
}

qint64 fromOf(const SessionRow &row)
{
    return row.from.isValid() ? row.from.msecsSinceStartOfDay() : 0;
}

qint64 toOf(const SessionRow &row)
{
    return row.to.isValid() && row.to.msecsSinceStartOfDay() > 0 ? row.to.msecsSinceStartOfDay() : aDay;
}

bool includesDay(const SessionRow &row, qint64 day)
{
    // 1970-01-01 was a Thursday, the fourth day after Sunday.
    return row.daysOfTheWeek & (1 << ((day + 4) % 7));
}

bool isDuring(const SessionRow &row, Instant instant)
{
    const qint64 day = instant / aDay;
    const qint64 timeOfDay = instant % aDay;
    if (fromOf(row) < toOf(row))
        return includesDay(row, day) && timeOfDay >= fromOf(row) && timeOfDay < toOf(row);
    return (includesDay(row, day) && timeOfDay >= fromOf(row)) || (includesDay(row, day - 1) && timeOfDay < toOf(row));
}

// 0: it is not asked for one in particular.
bool matches(const std::optional<int> &wanted, int actual)
{
    return !wanted || *wanted == actual || actual == 0;
}

} // namespace

Assumptions::Assumptions(const Scenario &scenario, const QString &computer)
    : m_key(mix(scenario.seed))
    , m_outcomes(rowsFor(scenario.outcomes, computer))
    , m_faults(rowsFor(scenario.faults, computer))
    , m_detections(rowsFor(scenario.detections, computer))
    , m_applies(rowsFor(scenario.applies, computer))
    , m_sessions(rowsFor(scenario.sessions, computer))
    , m_connections(rowsFor(scenario.connections, computer))
    , m_deferrals(rowsFor(scenario.deferrals, computer))
    , m_restartsNeeded(rowsFor(scenario.restartsNeeded, computer))
{
    for (const QChar c : computer)
        m_key = mix(m_key ^ c.toCaseFolded().unicode());
}

double Assumptions::draw(quint64 purpose, quint64 row, int item, int attempt, int run) const
{
    quint64 bits = mix(m_key ^ purpose);
    for (const quint64 part : {row, quint64(item), quint64(run), quint64(attempt)})
        bits = mix(bits ^ part);
    return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

template <typename Row>
const Row *Assumptions::firstMatch(const std::vector<const Row *> &rows, quint64 purpose, int item, int attempt, int run) const
{
    for (size_t i = 0; i < rows.size(); ++i) {
        const ScenarioMatch &match = rows[i]->match;
        if (matches(match.item, item) && matches(match.attempt, attempt) && matches(match.run, run)
            && (match.probability >= 1 || draw(purpose, i, item, attempt, run) < match.probability)) {
            return rows[i];
        }
    }
    return nullptr;
}

Assumptions::Outcome Assumptions::outcome(int item, int attempt, int run, const PlanItem &plan) const
{
    Outcome result{0, plan.estimatedRunTime};
    if (const OutcomeRow *row = firstMatch(m_outcomes, outcomePurpose, item, attempt, run)) {
        result.returnCode = row->returnCode.value_or(0);
        if (row->durationSeconds)
            result.durationMillis = std::llround(*row->durationSeconds * double(millisPerSecond));
    }
    return result;
}

const FaultRow *Assumptions::fault(int item, int attempt, int run) const
{
    return firstMatch(m_faults, faultPurpose, item, attempt, run);
}

bool Assumptions::detects(int item, int attempt, int run, bool workDone) const
{
    const DetectionRow *row = firstMatch(m_detections, detectionPurpose, item, attempt, run);
    if (!row)
        return workDone;
    return workDone ? row->after : row->before;
}

bool Assumptions::applies(int item, int run) const
{
    const AppliesRow *row = firstMatch(m_applies, appliesPurpose, item, 1, run);
    return !row || row->value;
}

bool Assumptions::restartNeeded(int run) const
{
    const RestartNeededRow *row = firstMatch(m_restartsNeeded, restartNeededPurpose, 0, 1, run);
    return row && row->value;
}

std::optional<qint64> Assumptions::deferralMillis(int item, int number, int run) const
{
    const DeferralRow *row = firstMatch(m_deferrals, deferralPurpose, item, number, run);
    return row ? std::optional<qint64>(std::llround(row->minutes * double(millisPerMinute))) : std::nullopt;
}

std::optional<int> Assumptions::connectionKbps() const
{
    const ConnectionRow *row = firstMatch(m_connections, connectionPurpose, 0, 1, 1);
    return row ? std::optional(row->kbps) : std::nullopt;
}

std::optional<SessionState> Assumptions::sessionAt(Instant instant) const
{
    if (m_sessions.empty())
        return std::nullopt;
    for (size_t i = 0; i < m_sessions.size(); ++i) {
        const SessionRow &row = *m_sessions[i];
        const bool drawn = row.match.probability >= 1 || draw(sessionPurpose, i, 0, 1, 1) < row.match.probability;
        if (drawn && isDuring(row, instant))
            return row.state;
    }
    return SessionState::empty;
}

std::optional<Instant> Assumptions::nextSessionChange(Instant after) const
{
    const Instant midnight = after - after % aDay;
    std::optional<Instant> next;
    for (int day = 0; day <= 8 && !next; ++day) {
        for (const SessionRow *row : m_sessions) {
            for (const qint64 timeOfDay : {fromOf(*row), toOf(*row), qint64(0)}) {
                const Instant moment = midnight + day * aDay + timeOfDay;
                if (moment > after && sessionAt(moment) != sessionAt(after) && (!next || moment < *next))
                    next = moment;
            }
        }
    }
    return next;
}

} // namespace seriatim
