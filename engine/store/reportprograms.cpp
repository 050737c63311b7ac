// ReportStore::byProgram, which alone looks at line items.
#include "engine/store/names_p.h"
#include "engine/store/reportrows_p.h"
#include "engine/store/session_p.h"
#include "engine/store/statuscodes_p.h"

#include <limits>

namespace seriatim {

namespace {

using namespace reportrows;
using Text = std::string;
using Time = std::optional<long long>;

struct ProgramCount {
    explicit ProgramCount(ProgramId id) : figures(id) {}
    ProgramFigures figures;
    DurationSample durations;
};

struct Programs {
    std::vector<ProgramCount> counts;       // by package, version and name
    std::unordered_map<Key, size_t> byItem; // reported_item_key → index of the program
};

// The programs of today's line items that count.
Programs programsOf(soci::session &session, const ReportScope &scope)
{
    std::unordered_set<Text> wanted;
    if (scope.programs) {
        for (const ProgramId &program : *scope.programs)
            wanted.insert(sql::text(program));
    }
    Programs programs;
    const Text task = scope.task ? sql::text(*scope.task) : Text();
    sql::forEachRow<Text, Text, Text, Text, std::optional<Key>>(
        session,
        Text("SELECT p.guid, k.name, k.version, p.name, g.reported_key FROM line_item i JOIN program p ON p.program_key = i.program_key "
             "JOIN package k ON k.package_key = p.package_key LEFT JOIN reported_guid g ON g.guid = i.guid ")
            + (scope.task ? "JOIN task t ON t.task_key = i.task_key WHERE t.guid = :task " : "WHERE :task = '' ")
            + "ORDER BY k.folded_name, p.folded_name, p.program_key",
        [&](const Text &guid, const Text &package, const Text &version, const Text &name, std::optional<Key> reported) {
            if (scope.programs && !wanted.contains(guid))
                return;
            const auto id = sql::orRefuse(sql::idFrom<ProgramId>(sql::text(guid)));
            if (programs.counts.empty() || !(programs.counts.back().figures.program == id)) {
                ProgramFigures &figures = programs.counts.emplace_back(id).figures;
                figures.package = sql::text(package);
                figures.version = sql::text(version);
                figures.name = sql::text(name);
            }
            ++programs.counts.back().figures.lineItems;
            if (reported)
                programs.byItem.emplace(*reported, programs.counts.size() - 1);
        },
        task);
    return programs;
}

struct ItemRow {
    ItemStatus status;
    std::optional<int> code;
    int executions;
    Time started, finished;
    long long reported;
};

// A code that the program itself returned, and that the status goes by.
bool isReturned(ItemStatus status)
{
    return status == ItemStatus::succeeded || status == ItemStatus::failed || status == ItemStatus::notVerified;
}

void count(ProgramCount &program, const ItemRow &row)
{
    ProgramFigures &figures = program.figures;
    ++figures.results[row.status];
    figures.executions += row.executions;
    if (row.code && isReturned(row.status))
        ++figures.codes[*row.code];
    if (row.executions > 0)
        program.durations.add(row.started, row.finished, row.reported);
}

// By the index over line items where a part of them counts, and whole, as it lies, where all do: then every row is needed.
void countItems(soci::session &session, const Question &question, bool allItems, Programs &programs)
{
    const long long since = question.scope.since.value_or(std::numeric_limits<Instant>::min());
    const long long until = question.scope.until.value_or(forever);
    const auto take = [&](Key item, Key endpoint, int status, std::optional<int> code, int executions, Time started, Time finished,
                          long long reported) {
        question.stop.look();
        const auto program = programs.byItem.find(item);
        if (program != programs.byItem.end() && question.endpoints.contains(endpoint) && reported >= since && reported < until)
            count(programs.counts[program->second], {statuscode::itemStatus(status), code, executions, started, finished, reported});
    };
    const auto read = [&](const Text &condition, const auto &...keys) {
        sql::forEachRow<Key, Key, int, std::optional<int>, int, Time, Time, long long>(
            session,
            "SELECT i.reported_item_key, s.endpoint_key, i.status, i.return_code, i.executions, i.started_at, i.finished_at, s.reported_at "
            "FROM item_status i JOIN computer_task_status s ON s.status_key = i.status_key" + condition,
            take, keys...);
    };
    if (const std::unordered_set<Key> *few = question.endpoints.few()) {
        for (const ReportedTask &task : tasksOf(session, question.scope)) {
            for (const Key endpoint : *few) {
                if (task.reported)
                    read(" WHERE s.reported_task_key = :task AND s.endpoint_key = :endpoint", *task.reported, endpoint);
            }
        }
    } else if (allItems) {
        read("");
    } else {
        for (const auto &[item, program] : programs.byItem)
            read(" WHERE i.reported_item_key = :item", item);
    }
}

} // namespace

Result<std::vector<ProgramFigures>> ReportStore::byProgram(const ReportScope &scope) const
{
    return sql::reading(*m_database, [&](soci::session &session) {
        const EndpointChoice endpoints(session, scope);
        StopWatch stop(m_cancelled);
        Programs programs = programsOf(session, scope);
        countItems(session, {scope, endpoints, stop}, !scope.task && !scope.programs, programs);
        std::vector<ProgramFigures> figures;
        figures.reserve(programs.counts.size());
        for (ProgramCount &program : programs.counts) {
            program.figures.duration = program.durations.figures();
            figures.push_back(std::move(program.figures));
        }
        return figures;
    });
}

} // namespace seriatim
