// What is written down as it happens: requests from the portal, and changes of the store.
#include "engine/reports/reportbuilder_p.h"
#include "engine/reports/reportwords.h"
#include "engine/workspace/portal.h"

#include <QSet>

#include <algorithm>
#include <limits>

namespace seriatim {

namespace {

using Type = ReportColumnType;

bool isWithin(const ReportScope &scope, Instant moment)
{
    return (!scope.since || moment >= *scope.since) && (!scope.until || moment < *scope.until);
}

// How often each word comes, in the order in which the words first do.
class WordCounts
{
public:
    explicit WordCounts(size_t series) : m_series(series) {}

    void add(const QString &word, size_t series)
    {
        auto found = std::ranges::find(m_bars, word, &ChartBar::label);
        if (found == m_bars.end())
            found = m_bars.insert(m_bars.end(), {word, std::vector<double>(m_series, 0), 0});
        ++found->values[series];
        ++found->weight;
    }
    [[nodiscard]] std::vector<ChartBar> bars() const { return m_bars; }

private:
    size_t m_series;
    std::vector<ChartBar> m_bars;
};

// The last record that somebody, or the time, decided.
const RequestRecord *decisionOf(const PortalRequest &request)
{
    for (auto record = request.history.rbegin(); record != request.history.rend(); ++record) {
        if (record->step == RequestStep::approved || record->step == RequestStep::denied || record->step == RequestStep::putOnHold
            || record->step == RequestStep::expired)
            return &*record;
    }
    return nullptr;
}

ReportRow requestRow(const PortalRequest &request)
{
    const RequestRecord *decision = decisionOf(request);
    return {{request.number, request.taskName, request.userName, request.computer, toWord(request.state), request.made,
             decision ? ReportCell(decision->who) : ReportCell(), decision ? ReportCell(decision->when) : ReportCell(),
             decision ? ReportCell(decision->comment) : ReportCell(),
             request.finalStatus ? ReportCell(toWord(*request.finalStatus)) : ReportCell(), request.finalSentence},
            {.task = request.currentTask, .computer = request.computer}};
}

Result<std::vector<AuditRecord>> allRecords(const ReportInput &input)
{
    AuditStore &audit = input.workspace.store().audit();
    if (input.task)
        return audit.of(AuditObject::task, input.task->id.toString());
    std::vector<AuditRecord> all;
    constexpr int pageSize = 10'000;
    for (qint64 after = 0;;) {
        Result<std::vector<AuditRecord>> page = audit.all(after, pageSize);
        if (!page)
            return page;
        if (page->empty())
            return all;
        if (input.cancelled && input.cancelled())
            return Error{ErrorCode::cancelled, QString(), QStringLiteral("the report was cancelled")};
        after = page->back().number;
        std::ranges::copy_if(*page, std::back_inserter(all), [&](const AuditRecord &record) { return isWithin(input.scope, record.when); });
    }
}

QString toWord(IdentityChange change)
{
    return change == IdentityChange::kept ? QStringLiteral("kept") : QStringLiteral("renewed");
}

ReportRow changeRow(const AuditRecord &record)
{
    ReportTarget target;
    if (record.object == AuditObject::task)
        target.task = TaskId::parse(record.guid);
    return {{record.number, record.when, record.who, toWord(record.object), record.name, toWord(record.action),
             record.revision > 0 ? ReportCell(qint64(record.revision)) : ReportCell(),
             record.identity ? ReportCell(toWord(*record.identity)) : ReportCell(), record.changes.join(QStringLiteral("; "))},
            target};
}

constexpr size_t numberColumn = 0; // of the changes
constexpr size_t objectColumn = 3;
constexpr size_t actionColumn = 5;

constexpr size_t actionCount = 3;

ReportChart changesChart(const WordCounts &objects)
{
    return barChart(QStringLiteral("Changes by what they are of"),
                    {{QStringLiteral("Created"), SeriesTone::good, {}},
                     {QStringLiteral("Saved"), SeriesTone::busy, {}},
                     {QStringLiteral("Removed"), SeriesTone::bad, {}}},
                    objects.bars());
}

} // namespace

Result<ReportTable> reportbuilder::portalRequests(const ReportInput &input)
{
    RequestQuery query;
    query.task = input.scope.task;
    query.now = input.now;
    query.atMost = std::numeric_limits<int>::max();
    Result<std::vector<PortalRequest>> requests = requestsOf(input.workspace, query);
    if (!requests)
        return requests.error();
    QSet<QString> among;
    for (const QString &name : input.collection.value_or(QStringList()))
        among.insert(name.toCaseFolded());
    ReportTable table;
    table.columns = {{QStringLiteral("number"), QStringLiteral("Request"), Type::count},
                     {QStringLiteral("task"), QStringLiteral("Task")},
                     {QStringLiteral("user"), QStringLiteral("User")},
                     {QStringLiteral("computer"), QStringLiteral("Computer")},
                     {QStringLiteral("state"), QStringLiteral("State"), Type::word},
                     {QStringLiteral("made"), QStringLiteral("Made"), Type::instant},
                     {QStringLiteral("decidedBy"), QStringLiteral("Decided by")},
                     {QStringLiteral("decided"), QStringLiteral("Decided"), Type::instant},
                     {QStringLiteral("comment"), QStringLiteral("Comment")},
                     {QStringLiteral("finalStatus"), QStringLiteral("Result"), Type::word},
                     {QStringLiteral("explanation"), QStringLiteral("What it says")}};
    WordCounts states(1);
    std::erase_if(*requests, [&](const PortalRequest &request) {
        const bool named = input.scope.computer.isEmpty() || isNamedLike(request.computer, input.scope.computer);
        return !named || !isWithin(input.scope, request.made) || (input.collection && !among.contains(request.computer.toCaseFolded()));
    });
    addRows(input, table, *requests, requestRow);
    for (const PortalRequest &request : *requests)
        states.add(wordsApart(toWord(request.state)), 0);
    table.chart = barChart(QStringLiteral("Requests by state"), {{QStringLiteral("Requests"), SeriesTone::busy, {}}}, states.bars());
    return table;
}

Result<ReportTable> reportbuilder::changes(const ReportInput &input)
{
    Result<std::vector<AuditRecord>> records = allRecords(input);
    if (!records)
        return records.error();
    ReportTable table;
    table.columns = {{QStringLiteral("number"), QStringLiteral("Number"), Type::count},
                     {QStringLiteral("when"), QStringLiteral("When"), Type::instant},
                     {QStringLiteral("who"), QStringLiteral("Who")},
                     {QStringLiteral("object"), QStringLiteral("What"), Type::word},
                     {QStringLiteral("name"), QStringLiteral("Name")},
                     {QStringLiteral("action"), QStringLiteral("Action"), Type::word},
                     {QStringLiteral("revision"), QStringLiteral("Revision"), Type::count},
                     {QStringLiteral("identity"), QStringLiteral("Identity"), Type::word},
                     {QStringLiteral("changes"), QStringLiteral("Changes")}};
    std::ranges::reverse(*records);
    std::erase_if(*records, [&](const AuditRecord &record) { return !isWithin(input.scope, record.when); });
    addRows(input, table, *records, changeRow);
    std::vector<ChangeKind> kinds;
    for (const AuditRecord &record : *records)
        kinds.emplace_back(record.object, record.action);
    table.chart = chartOfChanges(kinds);
    return table;
}

ReportChart chartOfChanges(const std::vector<ChangeKind> &changes)
{
    WordCounts objects(actionCount);
    for (const auto &[object, action] : changes)
        objects.add(wordsApart(toWord(object)), static_cast<size_t>(action));
    return changesChart(objects);
}

void keepChanges(Report &report, const std::function<bool(qint64 number)> &keeps, const QString &words)
{
    std::erase_if(report.rows, [&](const ReportRow &row) { return !keeps(std::get<qint64>(row.cells[numberColumn])); });
    report.filter.append(words);
    const QStringList actions{toWord(AuditAction::created), toWord(AuditAction::saved), toWord(AuditAction::removed)};
    WordCounts objects(actionCount);
    for (const ReportRow &row : report.rows) {
        const auto action = static_cast<size_t>(actions.indexOf(std::get<QString>(row.cells[actionColumn])));
        objects.add(wordsApart(std::get<QString>(row.cells[objectColumn])), action);
    }
    report.chart = changesChart(objects);
}

} // namespace seriatim
