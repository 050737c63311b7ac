// The start page's figures, recomputed from the raw events by other means (B38, B40), and what bounds them.
#include "engine/workspace/dashboard.h"

#include "engine/store/statuslist.h"
#include "engine/workspace/portal.h"
#include "engine/workspace/simulating.h"
#include "tests/support/reportedstore.h"

#include <tuple>

using namespace seriatim;
using namespace seriatim::test;

namespace {

constexpr qint64 hour = RandomHistory::hour;
constexpr qint64 day = RandomHistory::day;

Instant beginOfMinute(Instant instant)
{
    return instant - instant % millisPerMinute;
}

Instant beginOfQuarter(Instant instant)
{
    return instant - instant % (15 * millisPerMinute);
}

// Program, status, "no code" or the code → task and place → computers.
using Causes = std::map<std::tuple<ProgramId, ItemStatus, QString>, std::map<std::pair<TaskId, LineItemId>, qint64>>;

QString codeText(std::optional<ReturnCode> code)
{
    return code ? QString::number(*code) : QStringLiteral("no code");
}

Causes asCauses(const std::vector<FailureGroup> &failures)
{
    Causes causes;
    for (const FailureGroup &failure : failures) {
        for (const FailurePlace &place : failure.places)
            causes[{failure.program, failure.status, codeText(failure.code)}][{place.task, place.item}] += place.computers;
    }
    return causes;
}

StatusEvent runOf(const SequentialTask &task, const QString &computer, qint64 number, StatusEvent::Kind kind, ComputerStatus status, Instant when)
{
    StatusEvent event(EventId::mint(), AgentId::fromName(QUuid(), computer.toUtf8()), task.id);
    event.number = number;
    event.time = when;
    event.computer = computer;
    event.taskRevision = task.revision;
    event.kind = kind;
    event.computerStatus = status;
    return event;
}

} // namespace

class DashboardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recomputed_data();
    void recomputed();
    void failuresAreWhatTheStatusTabFinds();
    void aComputerThatRanAgainCountsOnce();
    void aCurveHasFewPoints();
    void manyRolloutsAreCutToTheNewest();
    void tasksWithNothingToRunAreProblems();
    void openRequestsAreTheOldest_B36();
    void targetsAreCountedOnce();
    void thoseThatNeverReportedAreAProblemAfterAWeek();
    void simulatedRunsAreInNoFigure_B41();

private:
    std::vector<const RawState *> statesOf(TaskId task) const;
    bool isExpected(const SequentialTask &task, Instant now) const;
    void compareRollouts(const Dashboard &dashboard) const;
    void compareCurve(const Rollout &rollout, const std::vector<const RawState *> &states) const;
    void compareProblems(const Dashboard &dashboard) const;
    Causes expectedCauses(Instant since) const;

    Dashboard read(Instant now) const { return readDashboard(*m_store->workspace, now).value(); }
    std::unique_ptr<ReportedStore> m_store;
    std::vector<RawState> m_states;
};

std::vector<const RawState *> DashboardTest::statesOf(TaskId task) const
{
    std::vector<const RawState *> states;
    for (const RawState &state : m_states) {
        if (state.task == task)
            states.push_back(&state);
    }
    return states;
}

bool DashboardTest::isExpected(const SequentialTask &task, Instant now) const
{
    Instant newest = 0;
    bool underWay = false;
    for (const RawState *state : statesOf(task.id)) {
        newest = std::max(newest, state->reported);
        underWay = underWay || state->status == ComputerStatus::waiting || state->status == ComputerStatus::running
                   || state->status == ComputerStatus::restartPending;
    }
    return newest == 0 ? task.enabled : beginOfMinute(newest) >= now - 7 * day || (task.enabled && underWay);
}

void DashboardTest::compareCurve(const Rollout &rollout, const std::vector<const RawState *> &states) const
{
    const auto finished = [&](ComputerStatus status, Instant by) {
        return std::ranges::count_if(states, [&](const RawState *state) { return state->status == status && beginOfMinute(state->reported) + millisPerMinute <= by; });
    };
    QVERIFY(rollout.curve.size() <= DashboardStore::mostCurvePoints);
    QCOMPARE(rollout.curve.empty(), finished(ComputerStatus::succeeded, forever) + finished(ComputerStatus::failed, forever) == 0);
    Instant before = 0;
    for (const FinishPoint &point : rollout.curve) {
        QVERIFY(point.at > before);
        before = point.at;
        QCOMPARE(point.succeeded, finished(ComputerStatus::succeeded, point.at));
        QCOMPARE(point.failed, finished(ComputerStatus::failed, point.at));
    }
    if (!rollout.curve.empty()) {
        QCOMPARE(rollout.curve.front().succeeded + rollout.curve.front().failed, 0);
        QCOMPARE(rollout.curve.back().succeeded, rollout.of(ComputerStatus::succeeded));
        QCOMPARE(rollout.curve.back().failed, rollout.of(ComputerStatus::failed));
    }
}

void DashboardTest::compareRollouts(const Dashboard &dashboard) const
{
    size_t expected = 0;
    for (const SequentialTask &task : m_store->tasks)
        expected += isExpected(task, dashboard.made) ? 1 : 0;
    QCOMPARE(dashboard.rollouts.rollouts.size(), expected);
    QCOMPARE(dashboard.rollouts.more, 0);
    std::pair before(2, forever); // those under way, then others that were heard of, then the rest
    for (const Rollout &rollout : dashboard.rollouts.rollouts) {
        const auto task = std::ranges::find(m_store->tasks, rollout.task, &SequentialTask::id);
        QVERIFY(task != m_store->tasks.end());
        QCOMPARE(rollout.name, task->name);
        QCOMPARE(rollout.enabled, task->enabled);
        const std::vector<const RawState *> states = statesOf(rollout.task);
        std::map<ComputerStatus, qint64> counts;
        Instant newest = 0;
        for (const RawState *state : states) {
            ++counts[state->status];
            newest = std::max(newest, state->reported);
        }
        QVERIFY(rollout.computers == counts);
        QCOMPARE(rollout.lastReport.value_or(0), beginOfMinute(newest));
        const std::pair rank(!rollout.lastReport ? 0 : rollout.enabled && rollout.underWay() > 0 ? 2 : 1, rollout.lastReport.value_or(rollout.savedAt));
        QVERIFY(rank <= before);
        before = rank;
        compareCurve(rollout, states);
    }
}

void DashboardTest::compareProblems(const Dashboard &dashboard) const
{
    std::map<std::pair<RolloutProblem::Kind, TaskId>, qint64> expected;
    const Instant silent = beginOfMinute(dashboard.made - day);
    for (const SequentialTask &task : m_store->tasks) {
        if (!task.enabled)
            continue;
        for (const RawState *state : statesOf(task.id)) {
            if (beginOfMinute(state->reported) < silent && state->status == ComputerStatus::restartPending)
                ++expected[{RolloutProblem::Kind::restartPending, task.id}];
            if (beginOfMinute(state->reported) < silent && state->status == ComputerStatus::running)
                ++expected[{RolloutProblem::Kind::runningSilent, task.id}];
        }
        const std::vector<ComputerTaskStatus> computers = m_store->workspace->store().statuses().statuses(task.id).value();
        for (const ComputerTaskStatus &computer : computers) {
            if (computer.clockAhead)
                ++expected[{RolloutProblem::Kind::clockAhead, task.id}];
        }
    }
    std::map<std::pair<RolloutProblem::Kind, TaskId>, qint64> found;
    for (const RolloutProblem &problem : dashboard.problems)
        found[{problem.kind, problem.task}] += problem.computers;
    QVERIFY(found == expected);
}

Causes DashboardTest::expectedCauses(Instant since) const
{
    Causes causes;
    for (const SequentialTask &task : m_store->tasks) {
        for (const RawState *state : statesOf(task.id)) {
            for (const LineItem &item : task.items) {
                const auto is = state->items.find(item.id);
                if (state->reported >= since && is != state->items.end() && countsAsFailure(is->second.status))
                    ++causes[{item.program, is->second.status, codeText(is->second.code)}][{task.id, item.id}];
            }
        }
    }
    return causes;
}

void DashboardTest::recomputed_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void DashboardTest::recomputed()
{
    QFETCH(unsigned, seed);
    m_store = std::make_unique<ReportedStore>(seed, 25, 3);
    m_states = m_store->ledger.states();
    std::vector<Instant> moments;
    for (const qint64 later : {-3 * day, qint64(0), 5 * hour, 2 * day, 9 * day})
        moments.push_back(m_store->now + later);
    for (size_t i = 0; i < m_states.size(); i += 5) { // to the minute a day, and a week, after something was reported
        if (m_states[i].reported > 0) {
            moments.push_back(beginOfMinute(m_states[i].reported) + day);
            moments.push_back(beginOfQuarter(m_states[i].reported) + day);
            moments.push_back(beginOfMinute(m_states[i].reported) + 7 * day);
        }
    }
    for (const Instant moment : moments) {
        const Dashboard dashboard = read(moment);
        compareRollouts(dashboard);
        compareProblems(dashboard);
        QCOMPARE(dashboard.failuresSince, beginOfQuarter(dashboard.made - day));
        const std::vector<FailureGroup> all = DashboardStore(m_store->workspace->store().database()).failures(dashboard.failuresSince).value();
        QVERIFY(asCauses(all) == expectedCauses(dashboard.failuresSince));
        QCOMPARE(static_cast<qint64>(dashboard.failures.size()) + dashboard.moreFailures, static_cast<qint64>(all.size()));
        QVERIFY(std::ranges::is_sorted(dashboard.failures, std::greater(), &FailureGroup::computers));
    }
}

// A row of the table and the list that it leads to must not contradict each other.
void DashboardTest::failuresAreWhatTheStatusTabFinds()
{
    m_store = std::make_unique<ReportedStore>(11, 30, 2);
    const Dashboard dashboard = read(m_store->now + hour);
    QVERIFY(!dashboard.failures.empty());
    const StatusList list(m_store->workspace->store().database());
    for (const FailureGroup &failure : dashboard.failures) {
        for (const FailurePlace &place : failure.places) {
            StatusListQuery query;
            query.item = place.item;
            query.itemStatus = failure.status;
            query.returnCode = failure.code;
            query.reportedSince = dashboard.failuresSince;
            if (failure.code || failure.status == ItemStatus::timedOut || failure.status == ItemStatus::interrupted)
                QCOMPARE(static_cast<qint64>(list.keys(place.task, query)->size()), place.computers);
        }
    }
}

void DashboardTest::aComputerThatRanAgainCountsOnce()
{
    m_store = std::make_unique<ReportedStore>(1, 0, 1);
    const SequentialTask &task = m_store->tasks[0];
    StatusStore &statuses = m_store->workspace->store().statuses();
    const Instant start = RandomHistory::start;
    const auto finish = [&](qint64 number, ComputerStatus status, Instant when) {
        QVERIFY(statuses.apply({runOf(task, QStringLiteral("PC-001"), number, StatusEvent::Kind::runStarted, ComputerStatus::running, when),
                                runOf(task, QStringLiteral("PC-001"), number + 1, StatusEvent::Kind::runEnded, status, when)},
                               when)
                    .ok());
    };
    finish(1, ComputerStatus::failed, start);
    finish(3, ComputerStatus::succeeded, start + 2 * hour);
    const Dashboard dashboard = read(start + 3 * hour);
    const auto rollout = std::ranges::find(dashboard.rollouts.rollouts, task.id, &Rollout::task);
    QVERIFY(rollout != dashboard.rollouts.rollouts.end());
    QCOMPARE(rollout->of(ComputerStatus::failed), 0);
    QCOMPARE(rollout->curve.back().at, beginOfMinute(start + 2 * hour) + millisPerMinute);
    QCOMPARE(rollout->curve.back().succeeded, 1);
    QCOMPARE(rollout->curve.back().failed, 0);
}

void DashboardTest::aCurveHasFewPoints()
{
    m_store = std::make_unique<ReportedStore>(1, 0, 1);
    const SequentialTask &task = m_store->tasks[0];
    for (int i = 0; i < 300; ++i) {
        const Instant when = RandomHistory::start + i * 7 * millisPerMinute;
        QVERIFY(m_store->workspace->store().statuses().apply({runOf(task, QStringLiteral("PC-%1").arg(i), 1, StatusEvent::Kind::runEnded, ComputerStatus::succeeded, when)}, when).ok());
    }
    const Dashboard dashboard = read(RandomHistory::start + 2 * day);
    const Rollout &rollout = *std::ranges::find(dashboard.rollouts.rollouts, task.id, &Rollout::task);
    QVERIFY(rollout.curve.size() > DashboardStore::mostCurvePoints / 2);
    m_states = {};
    for (int i = 0; i < 300; ++i) {
        RawState state{task.id, {}, ComputerStatus::succeeded};
        state.reported = RandomHistory::start + i * 7 * millisPerMinute;
        m_states.push_back(state);
    }
    compareCurve(rollout, statesOf(task.id));
}

void DashboardTest::manyRolloutsAreCutToTheNewest()
{
    m_store = std::make_unique<ReportedStore>(1, 0, 1);
    const SequentialTask pattern = m_store->tasks[0];
    std::vector<SequentialTask> tasks;
    for (int i = 0; i < 20; ++i) {
        SequentialTask task(TaskId::mint(), QStringLiteral("Task %1").arg(i, 2, 10, QLatin1Char('0')));
        task.items.emplace_back(LineItemId::mint(), pattern.items[0].program);
        task.appliesTo = pattern.appliesTo;
        tasks.push_back(m_store->workspace->saveTask(task, KeepFinished::no)->task);
    }
    const Instant now = SystemClock().now(); // by which they were saved
    for (const size_t reported : {3, 17}) {
        QVERIFY(m_store->workspace->store().statuses().apply({runOf(tasks[reported], QStringLiteral("PC"), 1, StatusEvent::Kind::runStarted, ComputerStatus::running, now)},
                                                              now + static_cast<qint64>(reported) * hour)
                    .ok());
    }
    Dashboard dashboard = read(now + day);
    QCOMPARE(dashboard.rollouts.rollouts.size(), Dashboard::mostRollouts);
    QCOMPARE(dashboard.rollouts.rollouts[0].name, QStringLiteral("Task 17"));
    QCOMPARE(dashboard.rollouts.rollouts[1].name, QStringLiteral("Task 03"));
    // For the portal alone: under way only when somebody asks for it.
    SequentialTask portal(TaskId::mint(), QStringLiteral("Portal"));
    portal.items.emplace_back(LineItemId::mint(), pattern.items[0].program);
    QVERIFY(m_store->workspace->saveTask(portal, KeepFinished::no).ok());
    // The store has three more that are enabled and were not heard of.
    dashboard = read(now + day);
    QCOMPARE(dashboard.rollouts.more, static_cast<qint64>(20 + 3 - Dashboard::mostRollouts));
    // What nobody has reported on for a week after it was saved is under way no more; what runs still is.
    QCOMPARE(read(now + 9 * day).rollouts.rollouts.size(), size_t(2));
}

void DashboardTest::tasksWithNothingToRunAreProblems()
{
    m_store = std::make_unique<ReportedStore>(1, 0, 1);
    SequentialTask empty(TaskId::mint(), QStringLiteral("Empty"));
    empty = m_store->workspace->saveTask(empty, KeepFinished::no)->task;
    SequentialTask off(TaskId::mint(), QStringLiteral("Off"));
    off.enabled = false;
    QVERIFY(m_store->workspace->saveTask(off, KeepFinished::no).ok());
    const Dashboard dashboard = read(SystemClock().now());
    QCOMPARE(dashboard.problems.size(), size_t(1));
    QCOMPARE(dashboard.problems[0].kind, RolloutProblem::Kind::nothingToRun);
    QCOMPARE(dashboard.problems[0].task, empty.id);
    QVERIFY(std::ranges::find(dashboard.rollouts.rollouts, empty.id, &Rollout::task) == dashboard.rollouts.rollouts.end());
}

void DashboardTest::openRequestsAreTheOldest_B36()
{
    m_store = std::make_unique<ReportedStore>(1, 10, 1);
    Workspace &workspace = *m_store->workspace;
    std::vector<User> users{User(UserId::mint(), QStringLiteral("anna"))};
    QVERIFY(workspace.store().catalogue().save(users).ok());
    SequentialTask task = m_store->tasks[0];
    task.portal.emplace().access = {{PortalAccess::Kind::user, QStringLiteral("anna"), true, false, false}};
    task = workspace.saveTask(task, KeepFinished::no)->task;
    const Instant start = RandomHistory::start;
    std::vector<PortalRequest> made;
    for (int i = 0; i < 8; ++i)
        made.push_back(makeRequest(workspace, task.id, users[0], ReportedStore::nameOf(i + 1), start + (8 - i) * hour).value());
    QVERIFY(decideRequest(workspace, made[7].id, Decision::approve, {}, start + day).ok()); // the oldest
    QVERIFY(decideRequest(workspace, made[6].id, Decision::hold, {}, start + day).ok());    // still to be decided
    const Dashboard dashboard = read(start + 2 * day);
    QCOMPARE(dashboard.openRequests, 7);
    QCOMPARE(dashboard.oldestRequests.size(), size_t(Dashboard::mostRequests));
    QCOMPARE(dashboard.oldestRequests[0].id, made[6].id);
    QCOMPARE(dashboard.oldestRequests[0].state, RequestState::onHold);
    QCOMPARE(dashboard.oldestRequests[1].id, made[5].id);
    QCOMPARE(dashboard.oldestRequests[1].computer, made[5].computer);
    QCOMPARE(dashboard.oldestRequests[1].userName, QStringLiteral("anna"));
    QCOMPARE(read(start + 31 * day).openRequests, 0); // their time is over
    QVERIFY(read(start + 31 * day).oldestRequests.empty());
}

void DashboardTest::targetsAreCountedOnce()
{
    m_store = std::make_unique<ReportedStore>(1, 10, 1); // and two that never report
    SequentialTask both = m_store->tasks[0];
    QCOMPARE(targetCounts(*m_store->workspace, {both.id})->at(both.id), 5);
    both.appliesTo = {m_store->collections[0].id, m_store->collections[1].id};
    both = m_store->workspace->saveTask(both, KeepFinished::no)->task;
    QCOMPARE(targetCounts(*m_store->workspace, {both.id})->at(both.id), 12);
    Collection byName(CollectionId::mint(), QStringLiteral("By name"));
    Rule &filter = byName.filter.emplace();
    filter.kind = Rule::Kind::fact;
    filter.name = QStringLiteral("name");
    filter.comparison = QStringLiteral("contains");
    filter.value = QStringLiteral("PC-01"); // 010, 011 and 012
    QVERIFY(m_store->workspace->store().catalogue().save(std::vector{byName}).ok());
    both.appliesTo = {m_store->collections[0].id, byName.id};
    both = m_store->workspace->saveTask(both, KeepFinished::no)->task;
    QCOMPARE(targetCounts(*m_store->workspace, {both.id})->at(both.id), 8);
    QVERIFY(targetCounts(*m_store->workspace, {TaskId::mint()})->empty());
    const Result<TargetCounts> cancelled = targetCounts(*m_store->workspace, {both.id}, [] { return true; });
    QVERIFY(!cancelled.ok());
    QCOMPARE(cancelled.error().code, ErrorCode::cancelled);
}

void DashboardTest::thoseThatNeverReportedAreAProblemAfterAWeek()
{
    Dashboard dashboard;
    dashboard.made = RandomHistory::start;
    Rollout rollout(TaskId::mint());
    rollout.name = QStringLiteral("Rollout");
    rollout.savedAt = dashboard.made - 8 * day;
    rollout.computers = {{ComputerStatus::succeeded, 30}, {ComputerStatus::running, 5}};
    dashboard.rollouts.rollouts = {rollout};
    const TargetCounts targets{{rollout.task, 40}};
    const std::vector<RolloutProblem> problems = notReceived(dashboard, targets);
    QCOMPARE(problems.size(), size_t(1));
    QCOMPARE(problems[0].kind, RolloutProblem::Kind::notReceived);
    QCOMPARE(problems[0].computers, 5);
    QVERIFY(notReceived(dashboard, {}).empty());
    QVERIFY(notReceived(dashboard, {{rollout.task, 35}}).empty());
    dashboard.rollouts.rollouts[0].enabled = false;
    QVERIFY(notReceived(dashboard, targets).empty());
    dashboard.rollouts.rollouts = {rollout};
    dashboard.rollouts.rollouts[0].savedAt = dashboard.made - 6 * day;
    QVERIFY(notReceived(dashboard, targets).empty());
}

void DashboardTest::simulatedRunsAreInNoFigure_B41()
{
    m_store = std::make_unique<ReportedStore>(3, 6, 1);
    const Dashboard before = read(m_store->now);
    SimulationRequest simulation;
    simulation.task = QStringLiteral("Rollout");
    simulation.scenario.endpoints = 50;
    simulation.record = true;
    const Result<SimulationResult> simulated = simulateTask(*m_store->workspace, simulation);
    QVERIFY2(simulated.ok() && simulated->recorded, simulated.ok() ? "" : qPrintable(simulated.error().message()));
    const Dashboard after = read(m_store->now);
    QVERIFY(after.rollouts == before.rollouts);
    QVERIFY(after.failures == before.failures);
    QVERIFY(after.problems == before.problems);
}

QTEST_GUILESS_MAIN(DashboardTest)
#include "dashboard_test.moc"
