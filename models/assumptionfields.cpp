#include "models/assumptionfields.h"

#include "models/assumptionwords.h"

#include <QTime>

#include <limits>

namespace seriatim {

namespace {

using Field = AssumptionField;
using Input = AssumptionField::Input;

constexpr int most = std::numeric_limits<int>::max();
constexpr double mostMinutes = 5'256'000;      // as scenario files have it: ten years
constexpr double mostSeconds = 3'155'760'000.0;

QString tr(const char *text)
{
    return AssumptionWords::tr(text);
}

// A member of a row, or of something in it: `at` gives a reference to it.
template <typename Row, typename At>
Field bound(Field field, At at)
{
    using Value = std::decay_t<decltype(at(std::declval<Row &>()))>;
    field.read = [at](const AssumptionRow &row) {
        Row copy = std::get<Row>(row);
        if constexpr (std::is_enum_v<Value>)
            return QVariant(static_cast<int>(at(copy)));
        else
            return QVariant(at(copy));
    };
    field.write = [at](AssumptionRow &row, const QVariant &value) {
        if constexpr (std::is_enum_v<Value>)
            at(std::get<Row>(row)) = static_cast<Value>(value.toInt());
        else
            at(std::get<Row>(row)) = value.value<Value>();
    };
    return field;
}

template <typename Value>
QVariant optionalValue(const std::optional<Value> &value)
{
    return value ? QVariant(*value) : QVariant();
}

template <typename Value>
std::optional<Value> optionalFrom(const QVariant &value)
{
    return value.isValid() ? std::optional<Value>(value.value<Value>()) : std::nullopt;
}

// Of the match, which every kind of row has.
Field matchNumber(Field field, std::optional<int> ScenarioMatch::*member)
{
    field.read = [member](const AssumptionRow &row) { return optionalValue(matchOf(row).*member); };
    field.write = [member](AssumptionRow &row, const QVariant &value) { matchOf(row).*member = optionalFrom<int>(value); };
    return field;
}

Field matchText(Field field, QString ScenarioMatch::*member)
{
    field.read = [member](const AssumptionRow &row) { return QVariant(matchOf(row).*member); };
    field.write = [member](AssumptionRow &row, const QVariant &value) { matchOf(row).*member = value.toString().trimmed(); };
    return field;
}

// The first choice is every item; what stands in a file may be beyond the task's last one.
Field itemField(const AssumptionRow &row, const QStringList &itemNames)
{
    Field field{QStringLiteral("item"), tr("Item"), Input::choice};
    field.choices = QStringList(tr("every item"));
    const int last = std::max(static_cast<int>(itemNames.size()), matchOf(row).item.value_or(0));
    for (int place = 1; place <= last; ++place)
        field.choices.append(itemText(place, itemNames));
    field.read = [](const AssumptionRow &of) { return QVariant(matchOf(of).item.value_or(0)); };
    field.write = [](AssumptionRow &of, const QVariant &value) {
        matchOf(of).item = value.toInt() > 0 ? std::optional(value.toInt()) : std::nullopt;
    };
    return field;
}

Field probabilityField()
{
    constexpr double percent = 100;
    Field field{QStringLiteral("probability"), tr("Probability"), Input::decimal, {}, {}, 0, percent, tr(" %")};
    field.read = [](const AssumptionRow &row) { return QVariant(matchOf(row).probability * percent); };
    field.write = [](AssumptionRow &row, const QVariant &value) { matchOf(row).probability = value.toDouble() / percent; };
    return field;
}

bool hasItem(AssumptionKind kind)
{
    return kind >= AssumptionKind::outcome && kind <= AssumptionKind::deferral;
}

bool hasAttempt(AssumptionKind kind)
{
    return hasItem(kind) && kind != AssumptionKind::applies;
}

bool isCounted(const AssumptionRow &row)
{
    const auto *fault = std::get_if<FaultRow>(&row);
    return fault && fault->occurrence;
}

bool hasSpread(Distribution distribution)
{
    return distribution != Distribution::fixed && distribution != Distribution::exponential;
}

template <typename Row>
void addDistribution(std::vector<Field> &fields, double mostSpread, const QString &unit)
{
    Field distribution{QStringLiteral("distribution"), tr("Spread over computers"), Input::choice};
    for (int i = 0; i <= static_cast<int>(Distribution::exponential); ++i)
        distribution.choices.append(distributionText(static_cast<Distribution>(i)));
    fields.push_back(bound<Row>(distribution, [](Row &row) -> Distribution & { return row.distribution; }));
    Field spread{QStringLiteral("spread"), tr("By"), Input::decimal, {}, {}, 0, mostSpread, unit};
    spread.counts = [](const AssumptionRow &row) { return hasSpread(std::get<Row>(row).distribution); };
    fields.push_back(bound<Row>(spread, [](Row &row) -> double & { return row.spread; }));
}

template <typename Row>
void addHours(std::vector<Field> &fields)
{
    fields.push_back(bound<Row>({QStringLiteral("from"), tr("From (UTC)"), Input::timeOfDay, tr("midnight")}, [](Row &row) -> QTime & { return row.hours.from; }));
    fields.push_back(bound<Row>({QStringLiteral("to"), tr("To (UTC)"), Input::timeOfDay, tr("midnight")}, [](Row &row) -> QTime & { return row.hours.to; }));
    fields.push_back(bound<Row>({QStringLiteral("days"), tr("On"), Input::weekdays}, [](Row &row) -> int & { return row.hours.daysOfTheWeek; }));
}

template <typename Row>
Field minutesField(const QString &name, const QString &label, double Row::*member)
{
    return bound<Row>({name, label, Input::decimal, {}, {}, 0, mostMinutes, tr(" minutes")}, [member](Row &row) -> double & { return row.*member; });
}

template <typename Row>
Field speedField()
{
    return bound<Row>({QStringLiteral("kbps"), tr("Speed"), Input::wholeNumber, {}, {}, 1, 100'000'000, tr(" KB/s")}, [](Row &row) -> int & { return row.kbps; });
}

template <typename Row>
Field flagField(const QString &name, const QString &label, bool Row::*member)
{
    return bound<Row>({name, label, Input::flag}, [member](Row &row) -> bool & { return row.*member; });
}

template <typename Row>
Field textField(const QString &name, const QString &label, const QString &hint, QString Row::*member)
{
    return bound<Row>({name, label, Input::text, hint}, [member](Row &row) -> QString & { return row.*member; });
}

std::vector<Field> outcomeFields()
{
    Field code{QStringLiteral("returnCode"), tr("Return code"), Input::wholeNumber, {}, {}, std::numeric_limits<int>::min(), most};
    code.read = [](const AssumptionRow &row) { return QVariant(std::get<OutcomeRow>(row).returnCode.value_or(0)); };
    code.write = [](AssumptionRow &row, const QVariant &value) {
        std::optional<ReturnCode> &returned = std::get<OutcomeRow>(row).returnCode;
        if (value.toInt() != returned.value_or(0)) // a row that says nothing of the code goes on saying nothing
            returned = value.toInt();
    };
    Field duration{QStringLiteral("duration"), tr("Takes"), Input::decimal, {}, tr("its estimated run time"), 0, mostSeconds, tr(" seconds")};
    duration.read = [](const AssumptionRow &row) { return optionalValue(std::get<OutcomeRow>(row).durationSeconds); };
    duration.write = [](AssumptionRow &row, const QVariant &value) { std::get<OutcomeRow>(row).durationSeconds = optionalFrom<double>(value); };
    std::vector<Field> fields{code, duration};
    addDistribution<OutcomeRow>(fields, mostSeconds, QString());
    return fields;
}

// A moment that no attempt has is counted, so it has no other way to say which time is meant.
Field momentField()
{
    Field moment{QStringLiteral("moment"), tr("When"), Input::choice};
    for (size_t i = 0; i < faultMoments; ++i)
        moment.choices.append(momentText(static_cast<FaultMoment>(i)));
    moment.read = [](const AssumptionRow &row) { return QVariant(static_cast<int>(std::get<FaultRow>(row).at)); };
    moment.write = [](AssumptionRow &row, const QVariant &value) {
        auto &fault = std::get<FaultRow>(row);
        fault.at = static_cast<FaultMoment>(value.toInt());
        if (!isOfAttempt(fault.at) && !fault.occurrence)
            fault.occurrence = 1;
    };
    moment.counts = [](const AssumptionRow &row) { return std::get<FaultRow>(row).kind != FaultKind::installerRestart; };
    return moment;
}

std::vector<Field> faultFields()
{
    Field kind{QStringLiteral("kind"), tr("What happens"), Input::choice};
    for (int i = 0; i <= static_cast<int>(FaultKind::installerRestart); ++i)
        kind.choices.append(faultKindText(static_cast<FaultKind>(i)));
    kind = bound<FaultRow>(kind, [](FaultRow &row) -> FaultKind & { return row.kind; });
    const auto writeKind = kind.write;
    kind.write = [writeKind](AssumptionRow &row, const QVariant &value) {
        writeKind(row, value);
        auto &fault = std::get<FaultRow>(row);
        if (fault.kind == FaultKind::installerRestart)
            fault.at = FaultMoment::running; // as files have it
    };
    Field which{QStringLiteral("occurrence"), tr("Which time (0: every time)"), Input::wholeNumber, {}, tr("by the attempt above"), FaultRow::everyTime, most};
    which.read = [](const AssumptionRow &row) { return optionalValue(std::get<FaultRow>(row).occurrence); };
    which.write = [](AssumptionRow &row, const QVariant &value) {
        auto &fault = std::get<FaultRow>(row);
        fault.occurrence = optionalFrom<int>(value);
        if (!fault.occurrence && !isOfAttempt(fault.at))
            fault.occurrence = 1;
        if (fault.occurrence)
            fault.match.attempt.reset();
    };
    return {kind, momentField(), which};
}

std::vector<Field> serverFields()
{
    return {textField<ServerRow>(QStringLiteral("name"), tr("Name"), tr("none"), &ServerRow::name), speedField<ServerRow>(),
            bound<ServerRow>({QStringLiteral("connections"), tr("Serves at a time"), Input::wholeNumber, {}, {}, 1, 100'000, tr(" computers")}, [](ServerRow &row) -> int & { return row.connections; })};
}

template <typename Row>
std::vector<Field> hoursFields()
{
    std::vector<Field> fields;
    addHours<Row>(fields);
    return fields;
}

std::vector<Field> sessionFields()
{
    Field state{QStringLiteral("state"), tr("Who is there"), Input::choice};
    for (int i = 0; i <= static_cast<int>(SessionState::empty); ++i)
        state.choices.append(sessionText(static_cast<SessionState>(i)));
    std::vector<Field> fields{bound<SessionRow>(state, [](SessionRow &row) -> SessionState & { return row.state; })};
    addHours<SessionRow>(fields);
    return fields;
}

std::vector<Field> batteryFields()
{
    std::vector<Field> fields{minutesField<BatteryRow>(QStringLiteral("minutes"), tr("Lasts"), &BatteryRow::minutes)};
    addDistribution<BatteryRow>(fields, mostMinutes, QString());
    fields.push_back(minutesField<BatteryRow>(QStringLiteral("charging"), tr("Then charges for"), &BatteryRow::chargingMinutes));
    return fields;
}

std::vector<Field> pickupFields()
{
    std::vector<Field> fields{minutesField<PickupRow>(QStringLiteral("minutes"), tr("Has its policies after"), &PickupRow::minutes)};
    addDistribution<PickupRow>(fields, mostMinutes, QString());
    return fields;
}

} // namespace

std::vector<Field> matchFields(const AssumptionRow &row, const QStringList &itemNames)
{
    const AssumptionKind kind = kindOf(row);
    const ScenarioMatch &match = matchOf(row);
    std::vector<Field> fields{matchText({QStringLiteral("computers"), tr("Computers"), Input::text, tr("a name, with * and ?")}, &ScenarioMatch::computer),
                              matchText({QStringLiteral("trait"), tr("With the trait"), Input::text, tr("any; !laptop: all without it")}, &ScenarioMatch::trait)};
    if (hasItem(kind) || match.item)
        fields.push_back(itemField(row, itemNames));
    if (hasAttempt(kind) || match.attempt) {
        fields.push_back(matchNumber({QStringLiteral("attempt"), kind == AssumptionKind::deferral ? tr("Warning") : tr("Attempt"), Input::wholeNumber, {}, tr("every one"), 1, most}, &ScenarioMatch::attempt));
        fields.back().counts = [](const AssumptionRow &of) { return !isCounted(of); };
    }
    if (hasItem(kind) || kind == AssumptionKind::restartNeeded || match.run)
        fields.push_back(matchNumber({QStringLiteral("run"), tr("Run"), Input::wholeNumber, {}, tr("every one"), 1, most}, &ScenarioMatch::run));
    fields.push_back(probabilityField());
    return fields;
}

std::vector<Field> assumptionFields(AssumptionKind kind)
{
    switch (kind) {
    case AssumptionKind::trait:
        return {textField<TraitRow>(QStringLiteral("name"), tr("Name"), tr("for example laptop"), &TraitRow::name),
                textField<TraitRow>(QStringLiteral("os"), tr("Operating system"), tr("with * and ?"), &TraitRow::operatingSystem),
                textField<TraitRow>(QStringLiteral("domain"), tr("Domain"), tr("with * and ?"), &TraitRow::domain)};
    case AssumptionKind::agent:
        return {flagField<AgentRow>(QStringLiteral("taskSynchronization"), tr("Has the Task Synchronization agent"), &AgentRow::taskSynchronization)};
    case AssumptionKind::poweredOn: return hoursFields<PoweredOnRow>();
    case AssumptionKind::battery: return batteryFields();
    case AssumptionKind::pickup: return pickupFields();
    case AssumptionKind::session: return sessionFields();
    case AssumptionKind::connection: return {speedField<ConnectionRow>()};
    case AssumptionKind::server: return serverFields();
    case AssumptionKind::outcome: return outcomeFields();
    case AssumptionKind::fault: return faultFields();
    case AssumptionKind::detection:
        return {flagField<DetectionRow>(QStringLiteral("before"), tr("Finds it before the program has run"), &DetectionRow::before),
                flagField<DetectionRow>(QStringLiteral("after"), tr("Finds it afterwards"), &DetectionRow::after)};
    case AssumptionKind::applies: return {flagField<AppliesRow>(QStringLiteral("value"), tr("The item applies"), &AppliesRow::value)};
    case AssumptionKind::deferral: return {minutesField<DeferralRow>(QStringLiteral("minutes"), tr("Puts it off by"), &DeferralRow::minutes)};
    case AssumptionKind::restartNeeded:
        return {flagField<RestartNeededRow>(QStringLiteral("value"), tr("Needs a restart when the run begins"), &RestartNeededRow::value)};
    case AssumptionKind::expect: return {};
    }
    Q_UNREACHABLE();
}

bool canEdit(AssumptionKind kind)
{
    return kind != AssumptionKind::expect;
}

} // namespace seriatim
