#include "engine/store/session_p.h"
#include "engine/store/store.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

Rule fileExists(const QString &path)
{
    Rule rule;
    rule.kind = Rule::Kind::fileExists;
    rule.path = path;
    return rule;
}

SaveRequest by(const char *who, KeepFinished keep = KeepFinished::no)
{
    return {.who = text(who), .when = 1'767'600'000'000, .keep = keep};
}

} // namespace

class TaskStoreTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::vector<Package> m_packages;
    Collection m_collection{CollectionId::mint(), text("Pilot")};

    [[nodiscard]] ProgramId program(size_t index) const { return m_packages[0].programs[index].id; }

    [[nodiscard]] SequentialTask draft(const char *name = "Qfiniti rollout") const
    {
        SequentialTask task(TaskId::mint(), text(name));
        for (size_t i = 0; i < 3; ++i)
            task.items.emplace_back(LineItemId::mint(), program(i));
        task.items[1].dependencies = {{task.items[0].id, std::nullopt}};
        task.items[2].dependencies = {{task.items[0].id, ReturnCodeList{0, 3010}},
                                      {task.items[1].id, ReturnCodeList{-1}}};
        task.appliesTo = {m_collection.id};
        return task;
    }

    SequentialTask saved(const SequentialTask &task, const SaveRequest &request = by("alice"))
    {
        const Result<SaveOutcome> outcome = m_store->tasks().save(task, request);
        if (!outcome.ok())
            qFatal("%s", qPrintable(outcome.error().message()));
        return outcome->task;
    }

    [[nodiscard]] std::vector<AuditRecord> audit() const { return *m_store->audit().all(); }

private Q_SLOTS:
    void init();
    void keepsEveryField();
    void newTaskGetsRevisionOne();
    void unchangedSaveIsNoRevision();
    void settingsKeepIdentity();
    void orderRenewsIdentity();
    void keepFinishedRemembersAncestors();
    void moveAndBackIsNoChange();
    void staleSaveIsRefusedAndLosesNothing();
    void staleAfterRenewalIsRefused();
    void saveOfARemovedTaskIsRefused();
    void findsByNameOrGuid();
    void oldIdentityLeadsToTheCurrentOne();
    void refusesWhatCannotBeStored_data();
    void refusesWhatCannotBeStored();
    void auditOutlivesTheTask();
    void revisionsCanBeCompared();
    void severalSavesAreAllOrNothing();
    void listsByName();
    void twoStoresTakeTurns();
    void savesAThousandItems();
};

void TaskStoreTest::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    Result<Store> created = Store::create(m_folder->filePath(text("tasks.store")));
    QVERIFY(created.ok());
    m_store = std::make_unique<Store>(std::move(created).value());
    Package package(PackageId::mint(), text("Qfiniti"));
    for (const char *name : {"Install core", "Patch 1", "Patch 2", "Clean up"}) {
        package.programs.emplace_back(ProgramId::mint(), text(name));
        package.programs.back().commandLine = text("msiexec /i x.msi");
    }
    m_packages = {package};
    QVERIFY(m_store->catalogue().save(m_packages).ok());
    QVERIFY(m_store->catalogue().save(std::vector{m_collection}).ok());
}

void TaskStoreTest::keepsEveryField()
{
    SequentialTask task = draft("Ünïcode \"name\" <&> 日本");
    task.description = text("line one\nline two");
    task.folder = text("Telephony/Call centre");
    task.enabled = false;
    task.priority = TaskPriority::high;
    task.items[0].succeeds = {LineItemId::mint(), LineItemId::mint()};
    task.items[0].appliesWhen = fileExists(text("/etc/debian_version"));
    task.items[0].exeName = text("setup.exe");
    task.items[0].receivedPolicy = QByteArray("<Policy a='\0 \xff'/>", 16);
    task.items[1].dependencies[0].codes = ReturnCodeList{};
    task.schedule.retryMissed = true;
    task.schedule.triggers = {Trigger{}};
    task.schedule.triggers[0].type = TriggerType::daily;
    task.schedule.triggers[0].begin = parseWallTime(u"2026-02-10 09:00:00");
    task.schedule.repeat = RepeatUntilSuccessful{3, 15};
    task.options = DeliveryOptions{};
    task.options->warnMinutes = 7;
    task.portal = PortalEntry{};
    task.portal->picture = QByteArray("\x89PNG", 4);
    task.policyVersion = text("6.0.6074.0");
    task.receivedPolicy = "<Policy/>";
    const SequentialTask stored = saved(task);
    task.revision = 1;
    QCOMPARE(stored, task);
    QCOMPARE(*m_store->tasks().load(task.id), task);
    QCOMPARE(*m_store->tasks().loadRevision(task.id, 1), task);
    QCOMPARE(*m_store->tasks().loadAll(), std::vector{task});
}

void TaskStoreTest::newTaskGetsRevisionOne()
{
    const Result<SaveOutcome> outcome = m_store->tasks().save(draft(), by("alice"));
    QVERIFY(outcome->created && !outcome->renewed && !outcome->unchanged);
    QCOMPARE(outcome->task.revision, 1);
    SequentialTask other = draft("From elsewhere");
    other.revision = 7;
    QCOMPARE(saved(other).revision, 7);
    QCOMPARE(saved(other).id, other.id);
}

void TaskStoreTest::unchangedSaveIsNoRevision()
{
    const SequentialTask stored = saved(draft());
    const Result<SaveOutcome> again = m_store->tasks().save(stored, by("bob"));
    QVERIFY(again->unchanged);
    QCOMPARE(again->task, stored);
    QCOMPARE(audit().size(), size_t(1));
    QCOMPARE(m_store->tasks().revisions(stored.id)->size(), size_t(1));
}

// B6
void TaskStoreTest::settingsKeepIdentity()
{
    SequentialTask task = saved(draft());
    const SequentialTask before = task;
    task.name = text("Renamed");
    task.items[2].dependencies.pop_back();
    task.schedule.retryMissed = true;
    const SequentialTask after = saved(task, by("bob"));
    QCOMPARE(after.id, before.id);
    for (size_t i = 0; i < 3; ++i)
        QCOMPARE(after.items[i].id, before.items[i].id);
    QCOMPARE(after.revision, 2);
    QCOMPARE(*m_store->tasks().load(after.id), after);
    QCOMPARE(audit().back().identity, std::optional(IdentityChange::kept));
    QCOMPARE(audit().back().who, text("bob"));
    QCOMPARE(audit().back().revision, 2);
    QVERIFY2(audit().back().changes.join(u' ').contains(u"Renamed"), qPrintable(audit().back().changes.join(u' ')));
}

// B5
void TaskStoreTest::orderRenewsIdentity()
{
    SequentialTask task = saved(draft());
    const SequentialTask before = task;
    task.items.emplace_back(LineItemId::mint(), program(3));
    const Result<SaveOutcome> outcome = m_store->tasks().save(task, by("bob"));
    QVERIFY(outcome.ok() && outcome->renewed);
    QVERIFY(outcome->task.id != before.id);
    QCOMPARE(outcome->task.items.size(), size_t(4));
    for (size_t i = 0; i < 3; ++i) {
        QVERIFY(outcome->task.items[i].id != before.items[i].id);
        QVERIFY(outcome->task.items[i].succeeds.empty());
    }
    QCOMPARE(*m_store->tasks().load(outcome->task.id), outcome->task);
    QCOMPARE(m_store->tasks().load(before.id).error().code, ErrorCode::notFound);
    QCOMPARE(audit().back().identity, std::optional(IdentityChange::renewed));
    QCOMPARE(audit().back().guid, outcome->task.id.toString());
}

// B7
void TaskStoreTest::keepFinishedRemembersAncestors()
{
    const SequentialTask before = saved(draft());
    SequentialTask task = before;
    task.items.emplace_back(LineItemId::mint(), program(3));
    SequentialTask after = saved(task, by("bob", KeepFinished::yes));
    QCOMPARE(after.items[0].succeeds, std::vector{before.items[0].id});
    const LineItemId middle = after.items[0].id;
    after.items.pop_back();
    after = saved(after, by("bob", KeepFinished::yes));
    QCOMPARE(after.items[0].succeeds, (std::vector{before.items[0].id, middle}));
    QCOMPARE(*m_store->tasks().load(after.id), after);
}

// B5
void TaskStoreTest::moveAndBackIsNoChange()
{
    SequentialTask task = saved(draft());
    std::swap(task.items[0], task.items[1]);
    std::swap(task.items[0], task.items[1]);
    QVERIFY(m_store->tasks().save(task, by("alice"))->unchanged);
}

// B8
void TaskStoreTest::staleSaveIsRefusedAndLosesNothing()
{
    const SequentialTask opened = saved(draft());
    SequentialTask alices = opened;
    alices.description = text("by Alice");
    const SequentialTask stored = saved(alices, by("alice"));
    SequentialTask bobs = opened;
    bobs.enabled = false;
    const Result<SaveOutcome> refused = m_store->tasks().save(bobs, by("bob"));
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::stale);
    const QString message = refused.error().message();
    for (const char *part :
         {"Qfiniti rollout", "revision 2", "alice", "2026-01-05 08:00:00", "revision 1", "escription"})
        QVERIFY2(message.contains(text(part)), qPrintable(message));
    QCOMPARE(*m_store->tasks().load(stored.id), stored);
    QCOMPARE(audit().size(), size_t(2));
}

void TaskStoreTest::staleAfterRenewalIsRefused()
{
    const SequentialTask opened = saved(draft());
    SequentialTask alices = opened;
    alices.items.pop_back();
    const SequentialTask stored = saved(alices, by("alice"));
    SequentialTask bobs = opened;
    bobs.enabled = false;
    QCOMPARE(m_store->tasks().save(bobs, by("bob")).error().code, ErrorCode::stale);
    QCOMPARE(*m_store->tasks().loadAll(), std::vector{stored});
}

void TaskStoreTest::saveOfARemovedTaskIsRefused()
{
    SequentialTask task = saved(draft());
    QVERIFY(m_store->tasks().remove(task.id, text("alice"), 1'767'600'000'000).ok());
    task.enabled = false;
    SaveRequest request = by("bob");
    const Result<SaveOutcome> refused = m_store->tasks().save(task, request);
    QCOMPARE(refused.error().code, ErrorCode::stale);
    QVERIFY(refused.error().detail.contains(u"removed by alice"));
    request.origin = SaveRequest::Origin::document;
    QCOMPARE(m_store->tasks().save(task, request)->task.id, task.id);
}

void TaskStoreTest::findsByNameOrGuid()
{
    const SequentialTask task = saved(draft("Größe"));
    QCOMPARE(*m_store->tasks().find(text("GRÖßE")), task);
    QCOMPARE(*m_store->tasks().find(task.id.uuid().toString(QUuid::WithoutBraces)), task);
    const Result<SequentialTask> missing = m_store->tasks().find(text("Grosse"));
    QCOMPARE(missing.error().code, ErrorCode::notFound);
    QVERIFY(missing.error().message().contains(u"Grosse"));
}

void TaskStoreTest::oldIdentityLeadsToTheCurrentOne()
{
    SequentialTask task = saved(draft());
    std::vector<TaskId> ids{task.id};
    for (int i = 0; i < 3; ++i) {
        task.items.emplace_back(LineItemId::mint(), program(3));
        task = saved(task);
        ids.push_back(task.id);
    }
    for (const TaskId &id : ids) {
        QCOMPARE(*m_store->tasks().currentIdOf(id), std::optional(task.id));
        QCOMPARE(*m_store->tasks().identitiesOf(id), ids);
        QCOMPARE(m_store->audit().of(AuditObject::task, id.toString())->size(), size_t(4));
    }
    QCOMPARE(*m_store->tasks().currentIdOf(TaskId::mint()), std::nullopt);
}

void TaskStoreTest::refusesWhatCannotBeStored_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("code");
    const auto row = [](const char *what, ErrorCode code) {
        QTest::newRow(what) << text(what) << static_cast<int>(code);
    };
    row("name taken in another case", ErrorCode::alreadyExists);
    row("no name", ErrorCode::invalidInput);
    row("GUID of another task", ErrorCode::alreadyExists);
    row("earlier GUID of another task", ErrorCode::alreadyExists);
    row("item GUID of another task", ErrorCode::alreadyExists);
    row("item GUID twice", ErrorCode::invalidInput);
    row("depends on a later item", ErrorCode::invalidInput);
    row("depends on itself", ErrorCode::invalidInput);
    row("depends on an unknown item", ErrorCode::invalidInput);
    row("unknown program", ErrorCode::notFound);
    row("unknown collection", ErrorCode::notFound);
    row("collection twice", ErrorCode::invalidInput);
    row("too many items", ErrorCode::invalidInput);
}

void TaskStoreTest::refusesWhatCannotBeStored()
{
    QFETCH(QString, what);
    QFETCH(int, code);
    const SequentialTask first = saved(draft("First"));
    SequentialTask changed = first;
    changed.items.pop_back();
    const SequentialTask existing = saved(changed);
    SequentialTask task = draft("Second");
    if (what == u"name taken in another case")
        task.name = text("  fIRST ");
    else if (what == u"no name")
        task.name = text("  ");
    else if (what == u"GUID of another task")
        task.id = existing.id;
    else if (what == u"earlier GUID of another task")
        task.id = first.id;
    else if (what == u"item GUID of another task")
        task.items.emplace_back(existing.items[0].id, program(0));
    else if (what == u"item GUID twice")
        task.items.emplace_back(task.items[0].id, program(0));
    else if (what == u"depends on a later item")
        task.items[0].dependencies = {{task.items[1].id, std::nullopt}};
    else if (what == u"depends on itself")
        task.items[0].dependencies = {{task.items[0].id, std::nullopt}};
    else if (what == u"depends on an unknown item")
        task.items[1].dependencies = {{LineItemId::mint(), std::nullopt}};
    else if (what == u"unknown program")
        task.items[1].program = ProgramId::mint();
    else if (what == u"unknown collection")
        task.appliesTo = {CollectionId::mint()};
    else if (what == u"collection twice")
        task.appliesTo = {m_collection.id, m_collection.id};
    else if (what == u"too many items")
        task.items = std::vector<LineItem>(10'001, task.items[0]);
    else
        QFAIL("a row without its case");
    const Result<SaveOutcome> refused = m_store->tasks().save(task, by("bob"));
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, static_cast<ErrorCode>(code));
    QVERIFY2(!refused.error().subject.isEmpty(), qPrintable(refused.error().message()));
    QCOMPARE(*m_store->tasks().loadAll(), std::vector{existing});
    QCOMPARE(audit().size(), size_t(2));
}

// B9
void TaskStoreTest::auditOutlivesTheTask()
{
    SequentialTask task = saved(draft());
    const TaskId old = task.id;
    task.items.pop_back();
    task = saved(task, by("bob"));
    QVERIFY(m_store->tasks().remove(task.id, text("carol"), 5).ok());
    QVERIFY(m_store->tasks().loadAll()->empty());
    QCOMPARE(m_store->tasks().remove(task.id, text("carol"), 5).error().code, ErrorCode::notFound);
    const auto records = m_store->audit().of(AuditObject::task, old.toString());
    QCOMPARE(records->size(), size_t(3));
    QCOMPARE(records->at(0).action, AuditAction::created);
    QCOMPARE(records->at(1).action, AuditAction::saved);
    QCOMPARE(records->at(2).action, AuditAction::removed);
    QCOMPARE(records->at(2).who, text("carol"));
    QCOMPARE(records->at(2).name, task.name);
    // A new task does not inherit the past of a removed one.
    const SequentialTask next = saved(draft());
    QCOMPARE(m_store->audit().of(AuditObject::task, next.id.toString())->size(), size_t(1));
}

void TaskStoreTest::revisionsCanBeCompared()
{
    const SequentialTask first = saved(draft());
    SequentialTask task = first;
    task.items.pop_back();
    const SequentialTask second = saved(task, by("bob"));
    const auto revisions = m_store->tasks().revisions(first.id);
    QCOMPARE(revisions->size(), size_t(2));
    QCOMPARE(revisions->at(1).id, second.id);
    QCOMPARE(revisions->at(1).savedBy, text("bob"));
    QCOMPARE(*m_store->tasks().loadRevision(second.id, 1), first);
    QCOMPARE(*m_store->tasks().loadRevision(second.id, 2), second);
    QCOMPARE(m_store->tasks().loadRevision(second.id, 3).error().code, ErrorCode::notFound);
}

void TaskStoreTest::severalSavesAreAllOrNothing()
{
    {
        Result<Transaction> import = m_store->begin();
        QVERIFY(import.ok());
        saved(draft("One"));
        QVERIFY(!m_store->tasks().save(draft("one"), by("alice")).ok());
        saved(draft("Two"));
    }
    QVERIFY(m_store->tasks().loadAll()->empty());
    QVERIFY(audit().empty());
    Result<Transaction> import = m_store->begin();
    saved(draft("One"));
    QVERIFY(!m_store->tasks().save(draft("one"), by("alice")).ok());
    saved(draft("Two"));
    QVERIFY(import->commit().ok());
    QCOMPARE(m_store->tasks().loadAll()->size(), size_t(2));
    QCOMPARE(audit().size(), size_t(2));
}

void TaskStoreTest::listsByName()
{
    saved(draft("zebra"));
    SequentialTask task = draft("Äpfel");
    task.enabled = false;
    task.items.pop_back();
    saved(task, by("bob"));
    saved(draft("apples"));
    const auto list = m_store->tasks().list();
    QCOMPARE(list->size(), size_t(3));
    QCOMPARE(list->at(0).name, text("apples"));
    QCOMPARE(list->at(0).itemCount, 3);
    const auto disabled = std::ranges::find(*list, task.id, &TaskSummary::id);
    QCOMPARE(disabled->itemCount, 2);
    QCOMPARE(disabled->enabled, false);
    QCOMPARE(disabled->savedBy, text("bob"));
}

void TaskStoreTest::twoStoresTakeTurns()
{
    Result<Store> other = Store::open(m_store->path(), Access::readWrite, {.busyTimeoutMs = 20});
    QVERIFY(other.ok());
    SequentialTask task = saved(draft());
    QCOMPARE(*other->tasks().load(task.id), task);
    task.enabled = false;
    {
        const Result<Transaction> held = m_store->begin();
        QCOMPARE(other->tasks().save(task, by("bob")).error().code, ErrorCode::busy);
        QCOMPARE(other->tasks().loadAll()->size(), size_t(1));
    }
    QVERIFY(other->tasks().save(task, by("bob")).ok());
    QCOMPARE(m_store->tasks().load(task.id)->revision, 2);
}

void TaskStoreTest::savesAThousandItems()
{
    SequentialTask task(TaskId::mint(), text("Large"));
    for (size_t i = 0; i < 1000; ++i) {
        task.items.emplace_back(LineItemId::mint(), program(i % 4));
        if (i > 0)
            task.items[i].dependencies = {{task.items[i - 1].id, std::nullopt}};
    }
    QElapsedTimer timer;
    timer.start();
    task = saved(task);
    task.items.pop_back();
    task = saved(task, by("bob", KeepFinished::yes));
    qInfo() << "two saves of 1,000 items:" << timer.restart() << "ms";
    QCOMPARE(*m_store->tasks().load(task.id), task);
    qInfo() << "load:" << timer.elapsed() << "ms";
}

QTEST_GUILESS_MAIN(TaskStoreTest)
#include "taskstore_test.moc"
