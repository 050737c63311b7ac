// The Status tab of a task that many computers have reported on, from what somebody does until it is painted; beside the same
// tab of a hundredth of the computers. And how fast events come in while the tab is open, beside while it is not.
#include "tests/bench/console/consolebenchmarks.h"
#include "tests/bench/statusstore.h"

#include "ui/statuspage.h"

#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTableView>

#include <algorithm>
#include <cmath>
#include <thread>

namespace seriatim::bench {

namespace {

constexpr int pages = 200;
constexpr int eventsOfABatch = 500;

// A tab over a store of its own session, as the console has it.
class OpenTab
{
public:
    static Result<std::shared_ptr<OpenTab>> over(const SharedStatusStore &fixture)
    {
        Result<std::shared_ptr<OpenStore>> store = openStore(fixture->path);
        if (!store)
            return store.error();
        auto tab = std::make_shared<OpenTab>();
        tab->m_fixture = fixture;
        tab->m_store = std::move(store).value();
        return tab;
    }

    // Seconds from a new page to rows on it; then it is left open.
    Result<double> open()
    {
        m_page.reset();
        const Stopwatch watch;
        m_page = std::make_unique<StatusPage>(*m_store->session, *m_store->directory, nullptr);
        m_page->resize(1100, 720);
        m_page->setTask(*m_fixture->task);
        m_page->show();
        return painted(watch, [] { return true; });
    }

    // The whole list is known, and nothing more is being read.
    Result<> settle()
    {
        return waitFor(QStringLiteral("the whole list"), [&] {
            return hasRows() && !m_page->findChild<QLabel *>(QStringLiteral("statusState"))->text().startsWith(QStringLiteral("Reading"));
        });
    }

    Result<double> filterFailed()
    {
        auto *box = m_page->findChild<QComboBox *>(QStringLiteral("statusFilter"));
        const Stopwatch watch;
        box->setCurrentIndex(box->findText(QStringLiteral("failed")));
        Result<double> seconds = painted(watch, [&] { return cell(0, 1) == u"failed"; });
        box->setCurrentIndex(0);
        if (const Result<> settled = settle(); !settled)
            return settled.error();
        return seconds;
    }

    // By the state, which an index has.
    Result<double> sortByState()
    {
        const Stopwatch watch;
        grid().sortByColumn(1, Qt::DescendingOrder);
        Result<double> seconds = painted(watch, [&] { return cell(0, 1) == u"failed" || cell(0, 1) == u"withdrawn"; });
        grid().sortByColumn(-1, Qt::AscendingOrder);
        if (const Result<> settled = settle(); !settled)
            return settled.error();
        return seconds;
    }

    // Of many, pages apart, each from the key press until its rows are there and painted: the 99th percentile.
    Result<double> scroll()
    {
        grid().setCurrentIndex(grid().model()->index(0, 1));
        std::vector<double> seconds;
        for (int page = 0; page < pages; ++page) {
            const Stopwatch watch;
                QKeyEvent down(QEvent::KeyPress, Qt::Key_PageDown, Qt::NoModifier);
            QCoreApplication::sendEvent(&grid(), &down);
            const Result<double> one = painted(watch, [] { return true; });
            if (!one)
                return one;
            seconds.push_back(*one);
        }
        std::ranges::sort(seconds);
        return seconds[static_cast<size_t>(std::ceil(0.99 * pages)) - 1];
    }

    [[nodiscard]] QTableView &grid() const { return *m_page->findChild<QTableView *>(QStringLiteral("statusGrid")); }

private:
    [[nodiscard]] QString cell(int row, int column) const { return grid().model()->index(row, column).data().toString(); }
    [[nodiscard]] bool hasRows() const { return grid().model()->rowCount() > 0 && cell(0, 1) != u"…"; }

    // Until every row in sight has been read, `is` holds, and that is on the screen.
    Result<double> painted(const Stopwatch &watch, const std::function<bool()> &is)
    {
        const auto allRead = [&] {
            if (!hasRows())
                return false;
            const int last = grid().rowAt(grid().viewport()->height() - 1);
            for (int row = std::max(grid().rowAt(0), 0); row <= (last < 0 ? grid().model()->rowCount() - 1 : last); ++row) {
                if (cell(row, 1) == u"…")
                    return false;
            }
            return is();
        };
        if (const Result<> there = waitFor(QStringLiteral("the rows"), allRead); !there)
            return there.error();
        grid().viewport()->repaint();
        return watch.seconds();
    }

    SharedStatusStore m_fixture;
    std::shared_ptr<OpenStore> m_store;
    std::unique_ptr<StatusPage> m_page;
};
using SharedTab = std::shared_ptr<OpenTab>;

// Later runs of computers that have reported before, as agents' events come in: a batch is applied at a time.
std::vector<StatusEvent> batchOf(const SequentialTask &task, int batch)
{
    std::vector<StatusEvent> events;
    for (int i = 0; i < eventsOfABatch; ++i) {
        const QString computer = QStringLiteral("NEW-%1").arg(batch * 50 + i / 10, 8, 10, QLatin1Char('0'));
        StatusEvent event(EventId::mint(), AgentId::fromName(QUuid(), computer.toUtf8()), task.id);
        event.number = i % 10 + 1;
        event.time = QDateTime::currentMSecsSinceEpoch();
        event.computer = computer;
        event.taskRevision = task.revision;
        event.item = task.items[static_cast<size_t>(i % 10)].id;
        event.place = i % 10 + 1;
        event.itemStatus = ItemStatus::succeeded;
        event.returnCode = 0;
        event.attempts = event.executions = 1;
        events.push_back(std::move(event));
    }
    return events;
}

// Seconds of the store's writer for its batches, while this thread goes on with its events.
Result<double> ingest(const SharedStatusStore &fixture, int batches, int &next)
{
    std::vector<std::vector<StatusEvent>> made;
    for (int i = 0; i < batches; ++i)
        made.push_back(batchOf(*fixture->task, next++));
    std::atomic<bool> isDone = false;
    double seconds = 0;
    std::optional<Error> error;
    std::thread writer([&] {
        Result<Workspace> workspace = Workspace::open(fixture->path, Access::readWrite, Role::agent);
        const Stopwatch watch;
        for (size_t i = 0; workspace && !error && i < made.size(); ++i) {
            if (const auto applied = workspace->store().statuses().apply(made[i], QDateTime::currentMSecsSinceEpoch()); !applied)
                error = applied.error();
        }
        seconds = watch.seconds();
        if (!workspace)
            error = workspace.error();
        isDone = true;
    });
    while (!isDone)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
    writer.join();
    if (error)
        return *error;
    return seconds;
}

Contest grown(const QString &title, const SharedTab &many, const SharedTab &few, int computers, Result<double> (OpenTab::*work)())
{
    return {title, QStringLiteral("time"), Show::millisPerUnit,
            {{QStringLiteral("%1 computers").arg(computers), 1, [=] { return (many.get()->*work)(); }}},
            {{QStringLiteral("%1 computers").arg(std::max(10, computers / 100)), 1, [=] { return (few.get()->*work)(); }}}};
}

Result<SharedTab> openTab(const SharedStatusStore &fixture)
{
    Result<SharedTab> tab = OpenTab::over(fixture);
    if (!tab)
        return tab;
    if (const Result<double> opened = (*tab)->open(); !opened)
        return opened.error();
    if (const Result<> settled = (*tab)->settle(); !settled)
        return settled.error();
    return tab;
}

} // namespace

Result<std::vector<Contest>> statusTabContests(const SharedStore &, const Options &options)
{
    const int computers = options.choose(300, 20'000, 1'000'000);
    const Result<SharedStatusStore> many = statusStoreOf(computers);
    if (!many)
        return many.error();
    const Result<SharedStatusStore> few = statusStoreOf(std::max(10, computers / 100));
    if (!few)
        return few.error();
    const Result<SharedTab> tab = openTab(*many);
    if (!tab)
        return tab.error();
    const Result<SharedTab> smallTab = openTab(*few);
    if (!smallTab)
        return smallTab.error();
    const QString status = QStringLiteral("the Status tab: ");
    const int batches = options.choose(2, 40, 200);
    const auto next = std::make_shared<int>(0);
    const auto open = [fixture = *many, batches, next]() { return ingest(fixture, batches, *next); };
    const auto closed = [fixture = *many, batches, next, shown = *tab]() -> Result<double> {
        shown->grid().window()->hide();
        Result<double> seconds = ingest(fixture, batches, *next);
        shown->grid().window()->show();
        return seconds;
    };
    std::vector<Contest> contests{
        grown(status + QStringLiteral("opened until its first rows are painted"), *tab, *smallTab, computers, &OpenTab::open),
        grown(status + QStringLiteral("only those that failed, painted"), *tab, *smallTab, computers, &OpenTab::filterFailed),
        grown(status + QStringLiteral("sorted by state, painted"), *tab, *smallTab, computers, &OpenTab::sortByState),
        grown(status + QStringLiteral("a page down, painted with its rows; the 99th percentile of %1").arg(pages), *tab, *smallTab, computers, &OpenTab::scroll)};
    contests.push_back({QStringLiteral("events that come in, %1 at a time, into a store of %2 computers").arg(eventsOfABatch).arg(computers), QStringLiteral("event"),
                        Show::unitsPerSecond, {{QStringLiteral("while the Status tab is open"), double(batches) * eventsOfABatch, open}},
                        {{QStringLiteral("while it is hidden"), double(batches) * eventsOfABatch, closed}}});
    return contests;
}

} // namespace seriatim::bench
