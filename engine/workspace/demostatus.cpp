#include "engine/workspace/demostatus.h"

#include "engine/simulation/drawing.h"

#include <array>

namespace seriatim {

namespace {

constexpr Instant firstReport = 1'767'600'000'000; // 2026-01-05T08:00:00Z
constexpr int computersPerBatch = 500;
constexpr std::array failureCodes{1603, 1618, 1619, 1, -1, 1605, 5, 3};
const QString taskName = QStringLiteral("Demo status");

// What installs first, then what patches and removes.
std::vector<ProgramId> programsOf(const CatalogueIndex &index)
{
    std::vector<ProgramId> programs;
    std::vector<ProgramId> others;
    for (const IndexedPackage &package : index.packages) {
        for (size_t i = 0; i < package.programs.size(); ++i)
            (i == 0 ? programs : others).push_back(package.programs[i].id);
    }
    programs.insert(programs.end(), others.begin(), others.end());
    return programs;
}

Result<SequentialTask> makeTask(Workspace &workspace, const DemoStatusWish &wish)
{
    const Result<CatalogueIndex> index = workspace.store().catalogue().index();
    if (!index)
        return index.error();
    SequentialTask task(TaskId::fromName(QUuid(), taskName.toUtf8() + QByteArray::number(wish.seed)), taskName);
    task.folder = QStringLiteral("Demo");
    std::vector<ProgramId> programs = programsOf(*index);
    if (static_cast<int>(programs.size()) < wish.items) {
        return Error{ErrorCode::invalidInput, workspace.store().path(),
                     QStringLiteral("has %1 programs; a task of %2 line items needs as many").arg(programs.size()).arg(wish.items)};
    }
    programs.resize(static_cast<size_t>(wish.items), programs.front());
    for (const ProgramId &program : programs) {
        const QByteArray name = "item" + QByteArray::number(static_cast<qulonglong>(task.items.size()));
        task.items.emplace_back(LineItemId::fromName(task.id.uuid(), name), program);
    }
    const auto saved = workspace.saveTask(task, KeepFinished::no);
    if (!saved)
        return saved.error();
    return workspace.store().tasks().find(taskName);
}

// One computer's run, told as its agent would.
class DemoReport
{
public:
    DemoReport(const SequentialTask &task, int computer, quint64 seed)
        : m_task(task), m_name(QStringLiteral("PC-%1").arg(computer + 1, 7, 10, QLatin1Char('0'))),
          m_agent(AgentId::fromName(task.id.uuid(), "agent" + QByteArray::number(computer))), m_key(drawingKey(seed, m_name))
    {
        m_time = firstReport + static_cast<Instant>(draw(1, 0) * 3 * 24 * 60) * millisPerMinute;
    }

    void tell(std::vector<StatusEvent> &events)
    {
        events.push_back(event(StatusEvent::Kind::runStarted, ComputerStatus::running));
        const int stopsAt = draw(2, 0) < 0.05 ? static_cast<int>(draw(3, 0) * static_cast<double>(m_task.items.size())) : -1;
        bool failed = false;
        for (size_t i = 0; i < m_task.items.size(); ++i) {
            StatusEvent item = itemEvent(i, ItemStatus::running);
            item.explanation = QStringLiteral("Item %1 running.").arg(i + 1);
            events.push_back(item);
            if (static_cast<int>(i) == stopsAt)
                return;
            m_time += static_cast<Instant>(30 + draw(4, i) * 600) * millisPerSecond;
            events.push_back(ended(i, failed));
        }
        const ComputerStatus status = failed ? ComputerStatus::failed : ComputerStatus::succeeded;
        StatusEvent end = event(StatusEvent::Kind::runEnded, status);
        end.explanation = failed ? QStringLiteral("Failed: a line item failed.") : QStringLiteral("Succeeded: no line item failed.");
        events.push_back(end);
    }

private:
    [[nodiscard]] double draw(quint64 purpose, quint64 item) const { return uniformDraw(m_key, {purpose, item}); }

    StatusEvent event(StatusEvent::Kind kind, ComputerStatus status)
    {
        StatusEvent event(EventId::fromName(m_agent.uuid(), QByteArray::number(m_number)), m_agent, m_task.id);
        event.number = ++m_number;
        event.time = m_time;
        event.computer = m_name;
        event.taskRevision = m_task.revision;
        event.kind = kind;
        event.computerStatus = status;
        event.restarts = m_restarts;
        return event;
    }

    StatusEvent itemEvent(size_t index, ItemStatus status)
    {
        StatusEvent item = event(StatusEvent::Kind::itemChanged, ComputerStatus::running);
        item.item = m_task.items[index].id;
        item.place = static_cast<int>(index) + 1;
        item.itemStatus = status;
        item.attempts = 1;
        item.executions = 1;
        return item;
    }

    StatusEvent ended(size_t index, bool &anyFailed)
    {
        const bool failed = draw(5, index) < 0.02;
        anyFailed = anyFailed || failed;
        const bool restarts = !failed && draw(6, index) < 0.1;
        m_restarts += restarts ? 1 : 0;
        StatusEvent item = itemEvent(index, failed ? ItemStatus::failed : ItemStatus::succeeded);
        const auto code = static_cast<size_t>(draw(7, index) * static_cast<double>(failureCodes.size()));
        item.returnCode = failed ? failureCodes[code] : restarts ? 3010 : 0;
        item.explanation = QStringLiteral("Item %1 %2: it returned %3.").arg(index + 1).arg(toText(item.itemStatus)).arg(*item.returnCode);
        return item;
    }

    const SequentialTask &m_task;
    QString m_name;
    AgentId m_agent;
    quint64 m_key;
    Instant m_time = 0;
    int m_number = 0;
    int m_restarts = 0;
};

} // namespace

Result<SequentialTask> fillWithDemoStatus(Workspace &workspace, const DemoStatusWish &wish)
{
    Result<SequentialTask> task = makeTask(workspace, wish);
    if (!task)
        return task;
    for (int first = 0; first < wish.computers; first += computersPerBatch) {
        std::vector<StatusEvent> events;
        const int end = std::min(wish.computers, first + computersPerBatch);
        for (int computer = first; computer < end; ++computer)
            DemoReport(*task, computer, wish.seed).tell(events);
        const auto applied = workspace.store().statuses().apply(events, events.back().time + millisPerMinute);
        if (!applied)
            return applied.error();
    }
    return task;
}

} // namespace seriatim
