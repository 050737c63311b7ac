#include "tests/screenshots/dashboardexhibit.h"

#include "tests/screenshots/exhibition.h"
#include "ui/dashboardview.h"

#include <QScrollArea>
#include <QScrollBar>

#include <cstdio>

namespace seriatim {

namespace {

constexpr Instant hour = 60 * millisPerMinute;

// What becomes of a computer, by its number.
struct Fate {
    int item = 0; // that fails, from 1; 0: none
    ItemStatus status = ItemStatus::failed;
    std::optional<ReturnCode> code{};
    std::optional<ComputerStatus> stays{}; // it has not got further than that
};

class RolloutTeller
{
public:
    RolloutTeller(Workspace &workspace, SequentialTask task) : m_workspace(workspace), m_task(std::move(task)) {}

    Result<> tell(const QString &computer, const Fate &fate, Instant when)
    {
        std::vector<StatusEvent> events{event(computer, StatusEvent::Kind::runStarted, ComputerStatus::running, when)};
        if (fate.stays) {
            events.push_back(event(computer, StatusEvent::Kind::computerChanged, *fate.stays, when));
            return apply(events, when);
        }
        for (size_t i = 0; i < m_task.items.size(); ++i) {
            const bool fails = static_cast<int>(i) + 1 == fate.item;
            StatusEvent item = event(computer, StatusEvent::Kind::itemChanged, ComputerStatus::running, when);
            item.item = m_task.items[i].id;
            item.place = static_cast<int>(i) + 1;
            item.itemStatus = fails ? fate.status : ItemStatus::succeeded;
            item.returnCode = fails ? fate.code : std::optional(0);
            item.attempts = item.executions = 1;
            events.push_back(item);
        }
        events.push_back(event(computer, StatusEvent::Kind::runEnded, fate.item > 0 ? ComputerStatus::failed : ComputerStatus::succeeded, when));
        return apply(events, when);
    }

private:
    StatusEvent event(const QString &computer, StatusEvent::Kind kind, ComputerStatus status, Instant when)
    {
        StatusEvent made(EventId::mint(), AgentId::fromName(QUuid(), computer.toUtf8()), m_task.id);
        made.number = ++m_number;
        made.time = when;
        made.computer = computer;
        made.taskRevision = m_task.revision;
        made.kind = kind;
        made.computerStatus = status;
        return made;
    }

    Result<> apply(const std::vector<StatusEvent> &events, Instant when)
    {
        const auto applied = m_workspace.store().statuses().apply(events, when);
        return applied ? Result<>(Done{}) : applied.error();
    }

    Workspace &m_workspace;
    SequentialTask m_task;
    qint64 m_number = 0;
};

// Slow at the beginning and at the end, as rollouts are.
Instant momentOf(int number, int count, Instant from, Instant until)
{
    const double share = (number + 1.0) / count;
    return from + static_cast<Instant>(static_cast<double>(until - from) * (share * share * (3 - 2 * share) + share) / 2);
}

Fate fateOf(int number, int count, int items)
{
    if (number >= count - 5)
        return {.stays = number % 2 == 0 ? ComputerStatus::running : ComputerStatus::waiting};
    if (number % 9 == 4)
        return {.item = std::min(2, items), .code = 1603};
    if (number % 17 == 6)
        return {.item = items, .status = ItemStatus::timedOut};
    return number % 23 == 11 ? Fate{.item = 1, .code = 1618} : Fate{};
}

Result<SequentialTask> addRollout(Workspace &workspace, const QString &package, const QStringList &programs, const QString &name, const CollectionId &appliesTo)
{
    Package made(PackageId::mint(), package);
    made.folder = QStringLiteral("Office");
    SequentialTask task(TaskId::mint(), name);
    for (const QString &program : programs) {
        made.programs.emplace_back(ProgramId::mint(), program);
        made.programs.back().commandLine = QStringLiteral("setup.exe /quiet");
        task.items.emplace_back(LineItemId::mint(), made.programs.back().id);
    }
    task.appliesTo = {appliesTo};
    if (const auto saved = workspace.store().catalogue().save(std::vector{made}); !saved)
        return saved.error();
    const Result<SaveOutcome> saved = workspace.saveTask(task, KeepFinished::no);
    return saved ? Result<SequentialTask>(saved->task) : saved.error();
}

} // namespace

Result<> fillDashboard(Workspace &workspace, Instant now)
{
    constexpr int computerCount = 1240;
    std::vector<Computer> computers;
    Collection offices(CollectionId::mint(), QStringLiteral("All offices"));
    for (int i = 1; i <= computerCount; ++i) {
        computers.emplace_back(ComputerId::mint(), QStringLiteral("OFFICE-%1").arg(i, 4, 10, QLatin1Char('0')));
        offices.members.push_back(computers.back().id);
    }
    for (const Result<> &saved : {workspace.store().catalogue().save(computers), workspace.store().catalogue().save(std::vector{offices})}) {
        if (!saved)
            return saved.error();
    }
    struct Plan {
        QString package;
        QStringList programs;
        QString task;
        int reported;
        Instant from, until;
    };
    const std::vector<Plan> plans{
        {QStringLiteral("Office updates"), {QStringLiteral("Service Pack 3"), QStringLiteral("KB907417"), QStringLiteral("KB973443")},
         QStringLiteral("Office 2003 and its updates"), 1100, now - 20 * hour, now - 4 * millisPerMinute},
        {QStringLiteral("PDF reader"), {QStringLiteral("Remove the old one"), QStringLiteral("Install")}, QStringLiteral("PDF reader, new release"), 160,
         now - 3 * hour, now - 9 * millisPerMinute},
    };
    for (const Plan &plan : plans) {
        const Result<SequentialTask> task = addRollout(workspace, plan.package, plan.programs, plan.task, offices.id);
        if (!task)
            return task.error();
        RolloutTeller teller(workspace, *task);
        for (int i = 0; i < plan.reported; ++i) {
            const Fate fate = fateOf(i, plan.reported, static_cast<int>(task->items.size()));
            if (const auto told = teller.tell(computers[static_cast<size_t>(i)].name, fate, momentOf(i, plan.reported, plan.from, plan.until)); !told)
                return told.error();
        }
        // Two that wait for a restart since the day before yesterday.
        for (int i = plan.reported; i < plan.reported + 2; ++i) {
            if (const auto told = teller.tell(computers[static_cast<size_t>(i)].name, {.stays = ComputerStatus::restartPending}, now - 50 * hour); !told)
                return told.error();
        }
    }
    // And one that nobody has reported on.
    const Result<SequentialTask> last = addRollout(workspace, QStringLiteral("Fonts"), {QStringLiteral("Install")}, QStringLiteral("Fonts of the new look"), offices.id);
    return last ? Result<>(Done{}) : last.error();
}

// In two widths, and what is below.
void Exhibition::showDashboard()
{
    if (const auto filled = fillDashboard(m_console->session()->workspace(), SystemClock().now()); !filled) {
        fail(QStringLiteral("the start page has nothing to show: ") + filled.error().message());
        return;
    }
    m_console->session()->noteStatusChange();
    m_window->closePages(m_window->pages());
    m_window->openPage({PageKind::start, {}});
    settle();
    keep(*m_window, QStringLiteral("start"));
    auto *scroll = m_window->findChild<QScrollArea *>(QStringLiteral("startScroll"));
    scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
    keep(*m_window, QStringLiteral("start-lower"));
    const QSize before = m_window->size();
    m_window->resize(720, before.height());
    scroll->verticalScrollBar()->setValue(0);
    settle();
    keep(*m_window, QStringLiteral("start-narrow"));
    m_window->resize(before);
}

} // namespace seriatim
