#include "engine/simulation/deviations.h"

#include "engine/base/text.h"

#include <QStringList>

#include <algorithm>

namespace seriatim {

namespace {

constexpr ReturnCode wellKnownFailure = 1603; // of Windows Installer

void addOnce(ReturnCodeList &list, const ReturnCodeList &more)
{
    for (const ReturnCode code : more) {
        if (!contains(list, code))
            list.push_back(code);
    }
}

// What later items ask of this one.
ReturnCodeList codesAskedOf(const Plan &plan, int item)
{
    ReturnCodeList codes;
    for (const PlanItem &later : plan.items) {
        for (const PlanDependency &dependency : later.dependencies) {
            if (dependency.on == item)
                addOnce(codes, dependency.codes);
        }
    }
    return codes;
}

// One that nothing names.
ReturnCode plainFailure(const PlanItem &item, const ReturnCodeList &named)
{
    const auto fits = [&](ReturnCode code) {
        return item.codes.classify(code) == ReturnCodeClass::failure && !contains(named, code);
    };
    if (fits(wellKnownFailure))
        return wellKnownFailure;
    ReturnCode code = 1;
    while (!fits(code)) // the lists are finite
        ++code;
    return code;
}

Deviation returning(int item, ReturnCode code, bool firstStartOnly = false)
{
    Deviation deviation;
    deviation.item = item;
    deviation.code = code;
    deviation.firstStartOnly = firstStartOnly;
    return deviation;
}

Deviation striking(int item, FaultKind fault, FaultMoment at, bool everyTime = false)
{
    Deviation deviation;
    deviation.item = item;
    deviation.kind = Deviation::Kind::fault;
    deviation.fault = fault;
    deviation.at = at;
    deviation.everyTime = everyTime;
    return deviation;
}

void addCodes(std::vector<Deviation> &all, const Plan &plan, int item, std::optional<ReturnCode> usual)
{
    const PlanItem &planItem = plan.items[static_cast<size_t>(item)];
    const ReturnCodeRules &rules = planItem.codes;
    ReturnCodeList named = codesAskedOf(plan, item);
    for (const ReturnCodeList *list : {&rules.success, &rules.failure, &rules.restart, &rules.restartStarted, &rules.retry})
        addOnce(named, *list);
    named.push_back(plainFailure(planItem, named));
    for (const ReturnCode code : named) {
        if (code == usual)
            continue;
        all.push_back(returning(item, code));
        if (rules.classify(code) == ReturnCodeClass::tryAgain)
            all.push_back(returning(item, code, true));
    }
    Deviation late;
    late.item = item;
    late.kind = Deviation::Kind::timesOut;
    all.push_back(late);
}

void addFaults(std::vector<Deviation> &all, int item)
{
    all.push_back(striking(item, FaultKind::installerRestart, FaultMoment::running));
    all.push_back(striking(item, FaultKind::installerRestart, FaultMoment::running, true));
    for (const FaultKind kind : {FaultKind::powerLoss, FaultKind::agentCrash}) {
        for (const FaultMoment at : {FaultMoment::running, FaultMoment::afterExit, FaultMoment::beforeStart, FaultMoment::countdown})
            all.push_back(striking(item, kind, at));
    }
}

QString inWords(const Deviation &deviation)
{
    const int place = deviation.item + 1;
    switch (deviation.kind) {
    case Deviation::Kind::returns:
        return QStringLiteral("item %1 returns %2%3").arg(place).arg(deviation.code)
            .arg(deviation.firstStartOnly ? QStringLiteral(" at its first start") : QString());
    case Deviation::Kind::timesOut:
        return QStringLiteral("item %1 times out").arg(place);
    case Deviation::Kind::fault:
        if (deviation.everyTime)
            return inWords(deviation.fault) + QStringLiteral(" whenever item %1 runs").arg(place);
        return inWords(deviation.fault) + u' ' + inWords(deviation.at, place);
    }
    Q_UNREACHABLE();
}

OutcomeRow outcomeRow(const Plan &plan, const Deviation &deviation)
{
    OutcomeRow row;
    row.match.item = deviation.item + 1;
    if (deviation.kind == Deviation::Kind::returns) {
        row.returnCode = deviation.code;
        if (deviation.firstStartOnly)
            row.match.attempt = 1;
        return row;
    }
    const qint64 limit = plan.items[static_cast<size_t>(deviation.item)].timeLimit;
    row.durationSeconds = static_cast<double>(limit / millisPerSecond + 1);
    return row;
}

} // namespace

std::vector<Deviation> deviationsOf(const Plan &plan, const std::vector<std::optional<ReturnCode>> &usual)
{
    std::vector<Deviation> all;
    for (int item = 0; item < static_cast<int>(plan.items.size()); ++item) {
        addCodes(all, plan, item, usual[static_cast<size_t>(item)]);
        addFaults(all, item);
    }
    return all;
}

bool goTogether(const Deviation &one, const Deviation &other)
{
    if (one.item != other.item)
        return true;
    const bool firstIsFault = one.kind == Deviation::Kind::fault;
    const bool secondIsFault = other.kind == Deviation::Kind::fault;
    if (firstIsFault && secondIsFault)
        return one.at != other.at || (!one.everyTime && !other.everyTime);
    return firstIsFault != secondIsFault || one.firstStartOnly != other.firstStartOnly;
}

Scenario withDeviations(Scenario scenario, const Plan &plan, const std::vector<Deviation> &deviations)
{
    std::vector<OutcomeRow> outcomes;
    std::vector<FaultRow> faults;
    for (const Deviation &deviation : deviations) {
        if (deviation.kind != Deviation::Kind::fault) { // what is of the first start only comes before what is of all
            outcomes.insert(deviation.firstStartOnly ? outcomes.begin() : outcomes.end(), outcomeRow(plan, deviation));
            continue;
        }
        FaultRow row;
        row.match.item = deviation.item + 1;
        row.kind = deviation.fault;
        row.at = deviation.at;
        const auto same = [&row](const FaultRow &earlier) { return earlier.match.item == row.match.item && earlier.at == row.at; };
        row.occurrence = deviation.everyTime ? FaultRow::everyTime : 1 + static_cast<int>(std::ranges::count_if(faults, same));
        faults.push_back(row);
    }
    scenario.outcomes.insert(scenario.outcomes.begin(), outcomes.begin(), outcomes.end());
    scenario.faults.insert(scenario.faults.begin(), faults.begin(), faults.end());
    return scenario;
}

QString inWords(const std::vector<Deviation> &deviations)
{
    QStringList words;
    for (auto one = deviations.begin(); one != deviations.end(); ++one) {
        if (std::find(deviations.begin(), one, *one) != one)
            continue; // counted with the first
        const auto times = std::count(one, deviations.end(), *one);
        words.append(inWords(*one) + (times == 1 ? QString() : times == 2 ? QStringLiteral(", twice,") : QStringLiteral(", %1 times,").arg(times)));
    }
    if (words.last().endsWith(u','))
        words.last().chop(1);
    return joinWords(words, QStringLiteral("and"));
}

} // namespace seriatim
