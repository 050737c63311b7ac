#include "engine/simulation/assumptions.h"

#include "engine/base/text.h"
#include "engine/simulation/drawing.h"

#include <algorithm>

namespace seriatim {

namespace {

enum Purpose : quint64 {
    outcomePurpose = 1, faultPurpose, detectionPurpose, appliesPurpose, sessionPurpose, connectionPurpose, deferralPurpose,
    restartNeededPurpose, traitPurpose, poweredOnPurpose, batteryPurpose, pickupPurpose, serverPurpose, agentPurpose,
    durationPurpose, secondDurationPurpose, momentFaultPurpose
};

constexpr qint64 aWeekAndADay = qint64(8) * 24 * 60 * millisPerMinute;

// 0: it is not asked for one in particular.
bool matches(const std::optional<int> &wanted, int actual)
{
    return !wanted || *wanted == actual || actual == 0;
}

// The first moment in (after, until] at which what `valueAt` says is another; it changes at edges of the rows' hours only.
template <typename Row, typename ValueAt>
std::optional<Instant> nextChange(const std::vector<const Row *> &rows, Instant after, Instant until, const ValueAt &valueAt)
{
    const auto now = valueAt(after);
    for (Instant at = after; at < until;) {
        std::optional<Instant> next;
        for (const Row *row : rows) {
            if (const std::optional<Instant> edge = row->hours.nextEdge(at, next.value_or(until)))
                next = edge;
        }
        if (!next || valueAt(*next) != now)
            return next;
        at = *next;
    }
    return std::nullopt;
}

qint64 millisOf(double figure, qint64 unit)
{
    return std::llround(figure * static_cast<double>(unit));
}

} // namespace

ScenarioIndex::ScenarioIndex(const Scenario &of)
    : scenario(of), outcomes(of.outcomes), faults(of.faults, [](const FaultRow &row) { return !row.occurrence; })
    , momentFaults(of.faults, [](const FaultRow &row) { return row.occurrence.has_value(); }), detections(of.detections), applies(of.applies)
    , sessions(of.sessions), connections(of.connections), deferrals(of.deferrals), restartsNeeded(of.restartsNeeded)
    , traits(of.traits), poweredOn(of.poweredOn), batteries(of.batteries), pickups(of.pickups), servers(of.servers)
    , agents(of.agents)
{
}

template <typename Row>
Assumptions::Rows<Row>::Rows(const RowList<Row> &list, const Assumptions &owner) : m_list(list)
{
    if (list.isForAll())
        return;
    for (const Row *row : list.rows()) {
        if (owner.has(row->match, owner.m_traits))
            m_own.push_back(row);
    }
}

Assumptions::Assumptions(const ScenarioIndex &index, const EndpointFacts &computer, AnswerLog *log)
    : m_computer(computer)
    , m_log(log)
    , m_key(drawingKey(index.scenario.seed, computer.name))
    , m_traits(drawTraits(index.traits))
    , m_outcomes(index.outcomes, *this)
    , m_faults(index.faults, *this)
    , m_momentFaults(index.momentFaults, *this)
    , m_detections(index.detections, *this)
    , m_applies(index.applies, *this)
    , m_sessions(index.sessions, *this)
    , m_connections(index.connections, *this)
    , m_deferrals(index.deferrals, *this)
    , m_restartsNeeded(index.restartsNeeded, *this)
    , m_poweredOn(drawPoweredOn(index.poweredOn))
    , m_batteries(index.batteries, *this)
    , m_pickups(index.pickups, *this)
    , m_servers(index.servers, *this)
    , m_agents(index.agents, *this)
    , m_battery(firstMatch(m_batteries, batteryPurpose, 0, 1, 1))
{
}

// Whatever is another on each computer is asked here, in isLike() and in spreadOut(), and noted.
bool Assumptions::comes(const ScenarioMatch &match, const Drawing &drawing) const
{
    if (match.probability >= 1)
        return true;
    const bool answer = drawing.of(m_key) < match.probability;
    if (m_log)
        m_log->note({ScenarioQuestion::Kind::draw, drawing, match.probability, nullptr}, answer);
    return answer;
}

bool Assumptions::isLike(ScenarioQuestion::Kind what, const QString &name, const QString &pattern) const
{
    if (pattern == u"*")
        return true;
    const bool answer = matchesWildcard(name, pattern);
    if (m_log)
        m_log->note({what, {}, 0, &pattern}, answer);
    return answer;
}

bool Assumptions::has(const ScenarioMatch &match, const QStringList &traits) const
{
    if (!isLike(ScenarioQuestion::Kind::name, m_computer.name, match.computer))
        return false;
    if (match.trait.startsWith(u'!'))
        return !traits.contains(match.trait.mid(1), Qt::CaseInsensitive);
    return match.trait.isEmpty() || traits.contains(match.trait, Qt::CaseInsensitive);
}

QStringList Assumptions::drawTraits(const RowList<TraitRow> &rows) const
{
    QStringList traits; // each row may ask for those of the rows before it
    quint64 number = 0;
    for (const TraitRow *row : rows.rows()) {
        ++number;
        const bool matching = has(row->match, traits) && isLike(ScenarioQuestion::Kind::operatingSystem, m_computer.operatingSystem, row->operatingSystem)
                              && isLike(ScenarioQuestion::Kind::domain, m_computer.domain, row->domain);
        if (matching && comes(row->match, {traitPurpose, number, 0, 1, 1}))
            traits.append(row->name);
    }
    return traits;
}

// Drawn once for a computer: it has these hours, or not.
std::vector<const PoweredOnRow *> Assumptions::drawPoweredOn(const RowList<PoweredOnRow> &rows) const
{
    std::vector<const PoweredOnRow *> drawn;
    quint64 number = 0;
    for (const PoweredOnRow *row : rows.rows()) {
        ++number;
        if (has(row->match, m_traits) && comes(row->match, {poweredOnPurpose, number, 0, 1, 1}))
            drawn.push_back(row);
    }
    return drawn;
}

template <typename Row>
const Row *Assumptions::firstMatch(const Rows<Row> &rows, quint64 purpose, int item, int attempt, int run) const
{
    const std::vector<const Row *> &all = rows.all();
    for (size_t i = 0; i < all.size(); ++i) {
        const ScenarioMatch &match = all[i]->match;
        if (matches(match.item, item) && matches(match.attempt, attempt) && matches(match.run, run)
            && comes(match, {purpose, i, item, run, attempt})) {
            return all[i];
        }
    }
    return nullptr;
}

double Assumptions::spreadOut(double figure, Distribution distribution, double spread, int item, int attempt, int run) const
{
    if (distribution == Distribution::fixed)
        return figure;
    if (m_log)
        m_log->noteFigure();
    const double first = Drawing{durationPurpose, 0, item, run, attempt}.of(m_key);
    const auto normal = [&] { return normalFrom(first, Drawing{secondDurationPurpose, 0, item, run, attempt}.of(m_key)); };
    switch (distribution) {
    case Distribution::fixed:
        break;
    case Distribution::uniform:
        return std::max(0.0, figure + (2 * first - 1) * spread);
    case Distribution::normal:
        return std::max(0.0, figure + normal() * spread);
    case Distribution::logNormal:
        return figure * std::pow(spread, normal());
    case Distribution::exponential:
        return -figure * std::log1p(-first);
    }
    return figure;
}

Assumptions::Outcome Assumptions::outcome(int item, int attempt, int run, const PlanItem &plan) const
{
    Outcome result{0, plan.estimatedRunTime};
    const OutcomeRow *row = firstMatch(m_outcomes, outcomePurpose, item, attempt, run);
    if (!row)
        return result;
    result.returnCode = row->returnCode.value_or(0);
    if (row->durationSeconds)
        result.durationMillis = millisOf(*row->durationSeconds, millisPerSecond);
    if (row->distribution != Distribution::fixed) {
        const double seconds = static_cast<double>(result.durationMillis) / static_cast<double>(millisPerSecond);
        const double drawn = spreadOut(seconds, row->distribution, row->spread, item, attempt, run);
        result.durationMillis = millisOf(std::min(drawn, 3'155'760'000.0), millisPerSecond);
    }
    return result;
}

const FaultRow *Assumptions::fault(int item, int attempt, int run) const
{
    return firstMatch(m_faults, faultPurpose, item, attempt, run);
}

const FaultRow *Assumptions::momentFault(FaultMoment at, int item, int occurrence, int run) const
{
    const std::vector<const FaultRow *> &all = m_momentFaults.all();
    for (size_t i = 0; i < all.size(); ++i) {
        const FaultRow &row = *all[i];
        const bool hasCome = row.at == at && (row.occurrence == FaultRow::everyTime || row.occurrence == occurrence);
        if (hasCome && matches(row.match.item, item) && matches(row.match.run, run)
            && comes(row.match, {momentFaultPurpose, i, item, run, occurrence})) {
            return &row;
        }
    }
    return nullptr;
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
    return row ? std::optional<qint64>(millisOf(row->minutes, millisPerMinute)) : std::nullopt;
}

std::optional<int> Assumptions::connectionKbps() const
{
    const ConnectionRow *row = firstMatch(m_connections, connectionPurpose, 0, 1, 1);
    return row ? std::optional(row->kbps) : std::nullopt;
}

std::optional<SessionState> Assumptions::sessionAt(Instant instant) const
{
    const std::vector<const SessionRow *> &rows = m_sessions.all();
    if (rows.empty())
        return std::nullopt;
    for (size_t i = 0; i < rows.size(); ++i) {
        const SessionRow &row = *rows[i];
        if (comes(row.match, {sessionPurpose, i, 0, 1, 1}) && row.hours.include(instant))
            return row.state;
    }
    return SessionState::empty;
}

std::optional<Instant> Assumptions::nextSessionChange(Instant after) const
{
    return nextChange(m_sessions.all(), after, after + aWeekAndADay, [this](Instant at) { return sessionAt(at); });
}

bool Assumptions::hasTaskSynchronization() const
{
    const AgentRow *row = firstMatch(m_agents, agentPurpose, 0, 1, 1);
    return !row || row->taskSynchronization;
}

qint64 Assumptions::pickupMillis() const
{
    const PickupRow *row = firstMatch(m_pickups, pickupPurpose, 0, 1, 1);
    return row ? millisOf(spreadOut(row->minutes, row->distribution, row->spread, 0, pickupPurpose, 0), millisPerMinute) : 0;
}

const ServerRow *Assumptions::server() const
{
    return firstMatch(m_servers, serverPurpose, 0, 1, 1);
}

bool Assumptions::isOnAt(Instant instant) const
{
    return m_poweredOn.empty() || std::ranges::any_of(m_poweredOn, [&](const PoweredOnRow *row) { return row->hours.include(instant); });
}

std::optional<Instant> Assumptions::nextSwitch(Instant after, Instant until) const
{
    return nextChange(m_poweredOn, after, until, [this](Instant at) { return isOnAt(at); });
}

std::optional<qint64> Assumptions::batteryMillis(int charge) const
{
    if (!m_battery)
        return std::nullopt;
    return std::max<qint64>(millisPerSecond,
                            millisOf(spreadOut(m_battery->minutes, m_battery->distribution, m_battery->spread, 0, charge, batteryPurpose),
                                     millisPerMinute));
}

qint64 Assumptions::chargingMillis() const
{
    return m_battery ? millisOf(m_battery->chargingMinutes, millisPerMinute) : 0;
}

} // namespace seriatim
