// Why a computer does not run a task now (B38, B39): one row for each cause, over a real store.
#include "engine/base/text.h"
#include "engine/domain/occurrences.h"
#include "engine/domain/portalrequest.h"
#include "engine/workspace/whynotrunning.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>
#include <set>

using namespace seriatim;

namespace {

constexpr Instant hour = 60 * millisPerMinute;
constexpr Instant day = 24 * hour;

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QString utc(Instant instant)
{
    return formatInstant(instant) + text(" UTC");
}

Trigger trigger(TriggerType type, Instant begin = 0)
{
    Trigger trigger;
    trigger.type = type;
    if (begin > 0)
        trigger.begin = QDateTime::fromMSecsSinceEpoch(begin, Qt::UTC);
    return trigger;
}

// A store with a task of two items for PC-1, and PC-2 in no collection of it. Everything happens at `now`.
class Desk
{
public:
    Desk()
    {
        workspace.emplace(Workspace::create(folder.filePath(text("why.store"))).value());
        for (const char *name : {"PC-1", "PC-2"})
            computers.emplace_back(ComputerId::mint(), text(name));
        pilot.members = {computers[0].id};
        package.programs.emplace_back(ProgramId::mint(), text("Install"));
        package.programs.emplace_back(ProgramId::mint(), text("Patch"));
        CatalogueStore &catalogue = workspace->store().catalogue();
        if (!catalogue.save(computers) || !catalogue.save(std::vector{pilot}) || !catalogue.save(std::vector{package}))
            qFatal("the test's store cannot be filled");
        task.appliesTo = {pilot.id};
        task.schedule.utc = true;
        for (const Program &program : package.programs)
            task.items.emplace_back(LineItemId::mint(), program.id);
    }

    void save()
    {
        const Result<SaveOutcome> saved = workspace->saveTask(task, KeepFinished::no);
        if (!saved)
            qFatal("%s", qPrintable(saved.error().message()));
        task = saved->task;
    }

    void schedule(const Trigger &one)
    {
        task.schedule.triggers = {one};
        save();
    }

    StatusEvent event(StatusEvent::Kind kind, ComputerStatus status, const char *sentence, const SequentialTask &of)
    {
        StatusEvent event(EventId::mint(), agent, of.id);
        event.number = ++number;
        event.time = now;
        event.computer = text("PC-1");
        event.taskRevision = of.revision;
        event.kind = kind;
        event.computerStatus = status;
        event.explanation = text(sentence);
        return event;
    }

    void apply(const StatusEvent &event) { QVERIFY(workspace->store().statuses().apply({event}, now).ok()); }

    void report(StatusEvent::Kind kind, ComputerStatus status, const char *sentence) { apply(event(kind, status, sentence, task)); }

    // As an agent does before its first run.
    void stands(WaitReason reason, const char *sentence)
    {
        StatusEvent standing = event(StatusEvent::Kind::computerChanged, ComputerStatus::waiting, sentence, task);
        standing.run = 0;
        standing.waitReason = reason;
        apply(standing);
    }

    void begins() { report(StatusEvent::Kind::runStarted, ComputerStatus::running, ""); }

    void item(ComputerStatus computer, ItemStatus status, WaitReason reason, const char *sentence)
    {
        StatusEvent changed = event(StatusEvent::Kind::itemChanged, computer, sentence, task);
        changed.item = task.items[0].id;
        changed.place = 1;
        changed.itemStatus = status;
        changed.waitReason = reason;
        apply(changed);
    }

    // In the midst of a run.
    void waits(WaitReason reason, const char *sentence)
    {
        begins();
        item(ComputerStatus::waiting, ItemStatus::waiting, reason, sentence);
    }

    void ends(ComputerStatus status)
    {
        begins();
        item(ComputerStatus::running, status == ComputerStatus::failed ? ItemStatus::failed : ItemStatus::succeeded, WaitReason::none, "Item 1.");
        report(StatusEvent::Kind::runEnded, status, "The end.");
    }

    SequentialTask saveAnother()
    {
        SequentialTask other(TaskId::mint(), text("Other rollout"));
        other.items.emplace_back(LineItemId::mint(), package.programs[0].id);
        other.appliesTo = {pilot.id};
        return workspace->saveTask(other, KeepFinished::no)->task;
    }

    [[nodiscard]] Result<WhyNotRunning> why(const char *computer)
    {
        Result<NotRunningReasons> reasons = NotRunningReasons::of(*workspace, task, now, QTimeZone::utc());
        if (!reasons)
            return reasons.error();
        return reasons->on(text(computer));
    }

    QTemporaryDir folder;
    std::optional<Workspace> workspace;
    std::vector<Computer> computers;
    Collection pilot{CollectionId::mint(), text("Pilot")};
    Package package{PackageId::mint(), text("Suite")};
    SequentialTask task{TaskId::mint(), text("Rollout")};
    AgentId agent = AgentId::mint();
    qint64 number = 0;
    Instant now = SystemClock().now() / 1000 * 1000 + 1000;
};

struct Answer {
    NotRunningCause cause;
    QStringList mentions;
    std::optional<Instant> until{};
};

struct Case {
    const char *name;
    std::function<Answer(Desk &)> prepare;
    const char *computer = "PC-1";
};

using Cause = NotRunningCause;

const std::vector<Case> &cases()
{
    static const std::vector<Case> all{
        {"running", [](Desk &desk) -> Answer {
             desk.save();
             desk.begins();
             desk.item(ComputerStatus::running, ItemStatus::running, WaitReason::none, "Item 1 running: start 1.");
             return {Cause::running, {text("It runs: Item 1 running: start 1 (reported ") + utc(desk.now) + u')'}};
         }},
        {"running, and disabled since", [](Desk &desk) -> Answer { // B26
             desk.save();
             desk.begins();
             desk.task.enabled = false;
             desk.save();
             return {Cause::running, {text("disabled, so it stops before its next line item")}};
         }},
        {"restart pending", [](Desk &desk) -> Answer {
             desk.save();
             desk.begins();
             desk.report(StatusEvent::Kind::computerChanged, ComputerStatus::restartPending, "Restart pending after item 1.");
             return {Cause::restartPending, {text("Restart pending after item 1 (reported ")}};
         }},
        {"disabled", [](Desk &desk) -> Answer { // B26
             desk.task.enabled = false;
             desk.save();
             return {Cause::taskDisabled, {text("is disabled (revision 1, saved "), text("by ") + currentUser()}};
         }},
        {"disabled after its run", [](Desk &desk) -> Answer {
             desk.save();
             desk.ends(ComputerStatus::failed);
             desk.task.enabled = false;
             desk.save();
             return {Cause::taskDisabled, {text("so computers are not given it; before, it failed at ") + utc(desk.now) + text(" (run 1).")}};
         }},
        {"applies to no collection", [](Desk &desk) -> Answer {
             desk.task.appliesTo.clear();
             desk.save();
             return {Cause::notInCollections, {text("applies to no collection")}};
         }},
        {"not in its collections", [](Desk &desk) -> Answer {
             desk.save();
             return {Cause::notInCollections, {text("PC-2 is in none of the task's collections (Pilot)")}};
         }, "PC-2"},
        {"removed from the store", [](Desk &desk) -> Answer {
             desk.save();
             desk.stands(WaitReason::schedule, "Waiting.");
             desk.task.appliesTo.clear();
             Collection empty(CollectionId::mint(), text("Berlin"));
             if (!desk.workspace->store().catalogue().save(std::vector{empty}))
                 return {Cause::waiting, {}};
             desk.task.appliesTo = {empty.id};
             desk.save();
             if (!desk.workspace->store().catalogue().remove(desk.computers[0].id))
                 return {Cause::waiting, {}};
             return {Cause::notInCollections, {text("PC-1 is not among the store's computers"), text("(Berlin)")}};
         }},
        {"not issued", [](Desk &desk) -> Answer {
             desk.save();
             // A save that does not go through the workspace is not followed by a policy.
             desk.task.description = text("changed");
             SaveRequest request;
             request.who = text("boss");
             desk.workspace.reset();
             Store store = Store::open(desk.folder.filePath(text("why.store"))).value();
             desk.task = store.tasks().save(desk.task, request)->task;
             desk.workspace.emplace(Workspace::open(desk.folder.filePath(text("why.store")), Access::readOnly).value());
             return {Cause::notIssued, {text("Revision 2 has not been issued"), text("given revision 1"), text("store issue")}};
         }},
        {"no agent", [](Desk &desk) -> Answer {
             desk.save();
             return {Cause::agentMissing, {text("No agent on PC-1 has ever reported to this store: start one there.")}};
         }},
        {"no agent, and not due", [](Desk &desk) -> Answer {
             desk.schedule(trigger(TriggerType::once, desk.now + day));
             return {Cause::agentMissing, {text("No agent on PC-1"), text("besides, its schedule (Once on "), text("comes at ") + utc(desk.now + day)}};
         }},
        {"another revision picked up", [](Desk &desk) -> Answer {
             desk.schedule(trigger(TriggerType::once, desk.now + day));
             desk.stands(WaitReason::schedule, "Waiting for its schedule: it comes soon.");
             const QString said = utc(desk.now);
             desk.task.description = text("changed");
             desk.save();
             return {Cause::policyNotPickedUp,
                     {text("The store has revision 2 since "), text("PC-1 spoke of revision 1 (reported %1: Waiting for its schedule: it comes soon)").arg(said),
                      text("every 60 minutes (built in)"), text("last heard of at ") + said}};
         }},
        {"none picked up", [](Desk &desk) -> Answer {
             AgentSettings settings(AgentSettingsId::mint(), text("Night shift"));
             settings.refreshIntervalMinutes = 15;
             settings.appliesTo = {desk.pilot.id};
             if (!desk.workspace->store().catalogue().save(std::vector{settings}))
                 return {Cause::waiting, {}};
             const SequentialTask other = desk.saveAnother();
             desk.apply(desk.event(StatusEvent::Kind::runEnded, ComputerStatus::succeeded, "Done.", other));
             desk.save();
             return {Cause::policyNotPickedUp,
                     {text("The store has revision 1"), text("PC-1 has reported on none yet"), text("every 15 minutes (agent settings 'Night shift')")}};
         }},
        {"an older order picked up", [](Desk &desk) -> Answer { // B5
             desk.save();
             desk.ends(ComputerStatus::succeeded);
             std::swap(desk.task.items[0], desk.task.items[1]);
             desk.save();
             return {Cause::policyNotPickedUp, {text("The store has revision 2"), text("PC-1 spoke of revision 1"), text("The end")}};
         }},
        {"an older order at work", [](Desk &desk) -> Answer { // B26a
             desk.save();
             desk.begins();
             std::swap(desk.task.items[0], desk.task.items[1]);
             desk.save();
             return {Cause::policyNotPickedUp, {text("still at work on the execution order of revision 1"), text("ends after its current line item")}};
         }},
        {"policy refused", [](Desk &desk) -> Answer {
             desk.save();
             desk.report(StatusEvent::Kind::problem, ComputerStatus::waiting, "A policy was refused: it is not signed.");
             return {Cause::policyNotPickedUp, {text("PC-1 has a problem with it: A policy was refused: it is not signed.")}};
         }},
        {"silent since its time came", [](Desk &desk) -> Answer {
             desk.schedule(trigger(TriggerType::once, desk.now + hour));
             desk.stands(WaitReason::schedule, "Waiting for its schedule: it comes soon.");
             const QString said = utc(desk.now);
             desk.now += 2 * hour;
             return {Cause::agentSilent, {text("it comes soon (reported ") + said, text("that time has come, but PC-1 has not said that it began"), text("last heard of at ") + said}};
         }},
        {"due again, and silent", [](Desk &desk) -> Answer {
             desk.schedule(trigger(TriggerType::daily, desk.now - hour));
             desk.ends(ComputerStatus::succeeded);
             desk.now += day;
             return {Cause::agentSilent, {text("It succeeded at "), text("it is due again, but PC-1")}};
         }},
        {"due again during a long run", [](Desk &desk) -> Answer {
             desk.schedule(trigger(TriggerType::daily, desk.now + hour));
             desk.begins();
             desk.now += 2 * hour;
             desk.report(StatusEvent::Kind::runEnded, ComputerStatus::succeeded, "The end.");
             return {Cause::agentSilent, {text("It succeeded at "), text("it is due again, but PC-1")}};
         }},
        {"schedule", [](Desk &desk) -> Answer {
             const Instant when = desk.now + day;
             desk.schedule(trigger(TriggerType::once, when));
             desk.stands(WaitReason::schedule, "Waiting for its schedule: it comes soon.");
             return {Cause::schedule, {text("Waiting for its schedule: it comes soon (reported ") + utc(desk.now)}, when};
         }},
        {"valid period not begun", [](Desk &desk) -> Answer { // B24
             desk.task.schedule.validPeriod.after = QDateTime::fromMSecsSinceEpoch(desk.now + day, Qt::UTC);
             desk.task.schedule.validPeriod.afterUtc = true;
             desk.save();
             desk.stands(WaitReason::validPeriod, "Waiting for its valid period: it comes soon.");
             return {Cause::validPeriod, {text("Waiting for its valid period: it comes soon (reported ")}, desk.now + day};
         }},
        {"valid period over", [](Desk &desk) -> Answer {
             const SequentialTask other = desk.saveAnother();
             desk.apply(desk.event(StatusEvent::Kind::runEnded, ComputerStatus::succeeded, "Done.", other));
             desk.task.schedule.validPeriod.before = QDateTime::fromMSecsSinceEpoch(desk.now - day, Qt::UTC);
             desk.save();
             return {Cause::validPeriod, {text("Nothing starts it: its valid period ended at "), text("of the computer's own time")}};
         }},
        {"window", [](Desk &desk) -> Answer { // B25
             const QTime opens = QDateTime::fromMSecsSinceEpoch(desk.now + 2 * hour, Qt::UTC).time();
             desk.task.options.emplace();
             desk.task.options->maintenanceWindows = {{127, QTime(opens.hour(), opens.minute()), 60}};
             desk.save();
             desk.waits(WaitReason::window, "Item 1 waiting for its window (it needs 5 minutes).");
             return {Cause::window, {text("Item 1 waiting for its window (it needs 5 minutes) (reported ")}, (desk.now + 2 * hour) / millisPerMinute * millisPerMinute};
         }},
        {"a wait in a run goes on under an older revision", [](Desk &desk) -> Answer { // B26a
             desk.save();
             desk.waits(WaitReason::user, "Item 1 waiting for its user.");
             desk.task.description = text("changed");
             desk.save();
             return {Cause::user, {text("Item 1 waiting for its user (reported "), text("that was revision 1, and the store has revision 2.")}};
         }},
        {"the last moment has passed", [](Desk &desk) -> Answer {
             Trigger daily = trigger(TriggerType::daily, desk.now - hour);
             daily.end = QDateTime::fromMSecsSinceEpoch(desk.now + 2 * day, Qt::UTC);
             desk.schedule(daily);
             desk.stands(WaitReason::schedule, "Waiting for its schedule: it comes soon.");
             desk.task.schedule.validPeriod.before = QDateTime::fromMSecsSinceEpoch(desk.now + hour, Qt::UTC);
             desk.task.schedule.validPeriod.beforeUtc = true;
             desk.save();
             desk.now += 2 * hour;
             const SequentialTask other = desk.saveAnother();
             desk.apply(desk.event(StatusEvent::Kind::runEnded, ComputerStatus::succeeded, "Done.", other));
             return {Cause::validPeriod, {text("Nothing starts it any more: its valid period ended at ")}};
         }},
        {"download", [](Desk &desk) -> Answer { // B30
             desk.save();
             desk.waits(WaitReason::download, "Item 1 waiting for its download (2 KB/s of 50).");
             return {Cause::download, {text("Item 1 waiting for its download (2 KB/s of 50) (reported ")}};
         }},
        {"package", [](Desk &desk) -> Answer { // B30
             desk.save();
             desk.waits(WaitReason::package, "Item 1 waiting for its package (a file differs).");
             return {Cause::package, {text("a file differs")}};
         }},
        {"user", [](Desk &desk) -> Answer { // B31
             desk.save();
             desk.waits(WaitReason::user, "Item 1 waiting for its user (it can only run when a user is logged on).");
             return {Cause::user, {text("it can only run when a user is logged on")}};
         }},
        {"deferral", [](Desk &desk) -> Answer { // B28
             desk.save();
             desk.waits(WaitReason::deferral, "Item 1 waiting: somebody has put it off until noon.");
             return {Cause::deferral, {text("somebody has put it off until noon (reported ")}};
         }},
        {"dependency", [](Desk &desk) -> Answer {
             desk.save();
             desk.waits(WaitReason::dependency, "Item 1 waiting for its dependency.");
             return {Cause::dependency, {text("Item 1 waiting for its dependency (reported ")}};
         }},
        {"retry", [](Desk &desk) -> Answer {
             desk.save();
             desk.waits(WaitReason::retry, "Item 1 waiting: it returned 1618.");
             return {Cause::retry, {text("it returned 1618")}};
         }},
        {"waiting for what was not said", [](Desk &desk) -> Answer {
             desk.save();
             desk.waits(WaitReason::none, "Item 1 waiting.");
             return {Cause::waiting, {text("Item 1 waiting (reported ")}};
         }},
        {"another sequence", [](Desk &desk) -> Answer { // one at a time
             desk.save();
             const SequentialTask other = desk.saveAnother();
             desk.apply(desk.event(StatusEvent::Kind::computerChanged, ComputerStatus::running, "Running step 1 of 1.", other));
             return {Cause::anotherSequence, {text("'Other rollout' is at work on PC-1 (Running step 1 of 1; reported "), text("one at a time")}};
         }},
        {"done for good", [](Desk &desk) -> Answer { // B23
             desk.save();
             desk.ends(ComputerStatus::succeeded);
             const QString when = utc(desk.now);
             desk.task.description = text("a later revision changes nothing");
             desk.save();
             return {Cause::done, {text("It succeeded at %1 (run 1); a schedule of 'As soon as possible' runs an execution order once.").arg(when)}};
         }},
        {"done until tomorrow", [](Desk &desk) -> Answer { // B23
             desk.schedule(trigger(TriggerType::daily, desk.now - hour));
             desk.ends(ComputerStatus::failed);
             return {Cause::done, {text("It failed at "), text("for the next run, its schedule (Every day at "), text("comes at ") + utc(desk.now + 23 * hour)}, desk.now + 23 * hour};
         }},
        {"done, to be repeated", [](Desk &desk) -> Answer { // B21
             desk.task.schedule.repeat = RepeatUntilSuccessful{0, 30};
             desk.save();
             desk.ends(ComputerStatus::failed);
             return {Cause::done, {text("It failed at "), text("it repeats until it has succeeded, and its rerun delay of 30 minutes is over at ") + utc(desk.now + 30 * millisPerMinute)},
                     desk.now + 30 * millisPerMinute};
         }},
        {"all runs used up", [](Desk &desk) -> Answer { // B21
             desk.task.schedule.repeat = RepeatUntilSuccessful{1, 30};
             desk.save();
             desk.ends(ComputerStatus::failed);
             return {Cause::done, {text("its one run is used up")}};
         }},
        {"done, and its trigger was disabled since", [](Desk &desk) -> Answer { // B23
             desk.save();
             desk.ends(ComputerStatus::succeeded);
             desk.task.schedule.triggers.front().disabled = true;
             desk.save();
             return {Cause::done, {text("It succeeded at "), text("its schedule has no trigger that is enabled.")}};
         }},
        {"repeated until it succeeded", [](Desk &desk) -> Answer { // B21
             desk.task.schedule.repeat = RepeatUntilSuccessful{0, 30};
             desk.save();
             desk.ends(ComputerStatus::succeeded);
             return {Cause::done, {text("it repeats until it has succeeded, and not beyond")}};
         }},
        {"no trigger", [](Desk &desk) -> Answer {
             const SequentialTask other = desk.saveAnother();
             desk.apply(desk.event(StatusEvent::Kind::runEnded, ComputerStatus::succeeded, "Done.", other));
             Trigger disabled = trigger(TriggerType::asSoonAsPossible);
             disabled.disabled = true;
             desk.schedule(disabled);
             return {Cause::scheduleOver, {text("its schedule has no trigger that is enabled")}};
         }},
        {"missed for good", [](Desk &desk) -> Answer { // B22
             const SequentialTask other = desk.saveAnother();
             desk.apply(desk.event(StatusEvent::Kind::runEnded, ComputerStatus::succeeded, "Done.", other));
             desk.schedule(trigger(TriggerType::once, desk.now - day));
             return {Cause::scheduleOver, {text("its schedule (Once on "), text("one that was missed is not made up for")}};
         }},
        {"withdrawn and given back", [](Desk &desk) -> Answer { // B26
             desk.save();
             desk.begins();
             desk.report(StatusEvent::Kind::runEnded, ComputerStatus::withdrawn, "Withdrawn: the task was disabled or taken away.");
             return {Cause::withdrawn, {text("It was taken from PC-1 (reported "), text("given to it again"), text("every 60 minutes")}};
         }},
    };
    return all;
}

} // namespace

class WhyNotRunningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCause_data();
    void everyCause();
    void everyCauseHasARow();
    void whatWasSaidAfterTheNextFetchHolds();
    void anApprovedRequestGoesBeyondCollectionsAndSchedule_B36();
    void listsWhoMatters();
    void knowsNoOtherComputer();
    void wordsAreDistinct();
};

void WhyNotRunningTest::everyCause_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < cases().size(); ++i)
        QTest::newRow(cases()[i].name) << static_cast<int>(i);
}

void WhyNotRunningTest::everyCause()
{
    QFETCH(int, index);
    const Case &one = cases()[static_cast<size_t>(index)];
    Desk desk;
    const Answer expected = one.prepare(desk);
    const Result<WhyNotRunning> why = desk.why(one.computer);
    QVERIFY2(why.ok(), why.ok() ? "" : qPrintable(why.error().message()));
    QVERIFY2(why->cause == expected.cause, qPrintable(toWord(why->cause) + text(": ") + why->sentence));
    for (const QString &mention : expected.mentions)
        QVERIFY2(why->sentence.contains(mention), qPrintable(why->sentence));
    QVERIFY2(why->sentence.endsWith(u'.') && !why->sentence.contains(text("..")) && !why->sentence.contains(u'%'), qPrintable(why->sentence));
    QCOMPARE(why->computer, text(one.computer));
    QCOMPARE(why->until.value_or(0), expected.until.value_or(0));
    QCOMPARE(why->isRunning(), expected.cause == Cause::running);
}

void WhyNotRunningTest::everyCauseHasARow()
{
    std::set<Cause> seen;
    for (const Case &one : cases()) {
        Desk desk;
        seen.insert(one.prepare(desk).cause);
    }
    for (const Cause cause : allNotRunningCauses())
        QVERIFY2(seen.contains(cause), qPrintable(toWord(cause)));
}

// An agent does not repeat a sentence that a newer revision does not change: once it has had the time to fetch it, its word holds.
void WhyNotRunningTest::whatWasSaidAfterTheNextFetchHolds()
{
    Desk desk;
    desk.schedule(trigger(TriggerType::once, desk.now + day));
    desk.stands(WaitReason::schedule, "Waiting for its schedule: it comes soon.");
    desk.task.description = text("changed");
    desk.save();
    QCOMPARE(toWord(desk.why("PC-1")->cause), text("policyNotPickedUp"));
    desk.now += 61 * millisPerMinute;
    const SequentialTask other = desk.saveAnother();
    desk.apply(desk.event(StatusEvent::Kind::runEnded, ComputerStatus::succeeded, "Done.", other)); // it is there, and has fetched since
    QCOMPARE(toWord(desk.why("PC-1")->cause), text("schedule"));
}

void WhyNotRunningTest::anApprovedRequestGoesBeyondCollectionsAndSchedule_B36()
{
    Desk desk;
    User alice(UserId::mint(), text("alice"));
    QVERIFY(desk.workspace->store().catalogue().save(std::vector{alice}).ok());
    PortalEntry entry;
    entry.displayName = text("Rollout");
    PortalAccess access;
    access.kind = PortalAccess::Kind::user;
    access.name = text("alice");
    access.preApproved = true;
    entry.access = {access};
    desk.task.portal = entry;
    desk.schedule(trigger(TriggerType::once, desk.now + day));
    QCOMPARE(toWord(desk.why("PC-2")->cause), text("notInCollections"));
    PortalRequest request(RequestId::mint(), desk.task.id, alice.id);
    request.computer = text("PC-2");
    request.made = desk.now;
    request.expires = desk.now + day;
    request.state = RequestState::approved;
    request.history = {{RequestStep::made, text("alice"), desk.now, {}}, {RequestStep::approved, preApproval(), desk.now, {}}};
    QVERIFY(desk.workspace->store().portal().add(request).ok());
    const WhyNotRunning why = *desk.why("PC-2");
    QCOMPARE(toWord(why.cause), text("agentMissing"));
    QVERIFY2(!why.sentence.contains(text("schedule")), qPrintable(why.sentence));
}

void WhyNotRunningTest::listsWhoMatters()
{
    Desk desk;
    desk.save();
    StatusEvent elsewhere = desk.event(StatusEvent::Kind::runStarted, ComputerStatus::running, "", desk.task);
    elsewhere.computer = text("gone-7");
    desk.apply(elsewhere);
    Result<NotRunningReasons> reasons = NotRunningReasons::of(*desk.workspace, desk.task, desk.now);
    QVERIFY(reasons.ok());
    QCOMPARE(*reasons->computers(), (QStringList{text("gone-7"), text("PC-1")}));
    QCOMPARE(reasons->on(text("GONE-7"))->computer, text("gone-7"));
    QCOMPARE(reasons->on(text("pc-1"))->computer, text("PC-1"));
}

void WhyNotRunningTest::knowsNoOtherComputer()
{
    Desk desk;
    desk.save();
    const Result<WhyNotRunning> why = desk.why("PC-9");
    QVERIFY(!why.ok() && why.error().code == ErrorCode::notFound && why.error().message().contains(text("PC-9")));
    SequentialTask unknown(TaskId::mint(), text("Never saved"));
    const Result<WhyNotRunning> none = whyNotRunning(*desk.workspace, unknown, text("PC-1"), desk.now);
    QVERIFY(!none.ok() && none.error().code == ErrorCode::notFound);
}

void WhyNotRunningTest::wordsAreDistinct()
{
    QSet<QString> words;
    QSet<QString> texts;
    for (const Cause cause : allNotRunningCauses()) {
        words.insert(toWord(cause));
        texts.insert(toText(cause));
    }
    QCOMPARE(words.size(), static_cast<int>(NotRunningCause::withdrawn) + 1);
    QCOMPARE(texts.size(), words.size());
}

QTEST_GUILESS_MAIN(WhyNotRunningTest)
#include "whynotrunning_test.moc"
