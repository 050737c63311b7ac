// B8
#include "engine/workspace/stalesave.h"

#include "engine/domain/identity.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

class StaleSaveTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    Package m_package;
    SequentialTask m_base;

    [[nodiscard]] TaskStore &tasks() { return m_workspace->store().tasks(); }
    SequentialTask saveAs(const char *who, const SequentialTask &draft, KeepFinished keep = KeepFinished::no)
    {
        const auto saved = tasks().save(draft, {.who = text(who), .when = 1'767'600'000'000, .keep = keep});
        if (!saved.ok())
            qFatal("%s", qPrintable(saved.error().message()));
        return saved->task;
    }
    [[nodiscard]] StaleSave stale(const SequentialTask &draft) { return *staleSaveOf(*m_workspace, draft); }
    [[nodiscard]] static SequentialTask moved(SequentialTask task, size_t from, size_t to)
    {
        for (LineItem &item : task.items)
            item.dependencies.clear();
        std::swap(task.items[from], task.items[to]);
        return task;
    }

private Q_SLOTS:
    void init();
    void tellsBothSides();
    void settingsOfBothAreKept();
    void mineWinsWhereBothChanged();
    void theirOrderStaysWhereMineIsUntouched();
    void sameOrderAsTheirsIsNoChange_data();
    void sameOrderAsTheirsIsNoChange();
    void keepsIdentityThroughTheChain();
    void sameProgramTwiceIsToldApartByOccurrence();
    void itemsTheyRemovedComeBackAsNew();
    void aRemovedTaskIsSavedAsNew();
    void nobodyElseSaved();
};

void StaleSaveTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    Result<Workspace> created = Workspace::create(m_folder->filePath(text("stale.store")));
    QVERIFY(created.ok());
    m_workspace = std::make_unique<Workspace>(std::move(created).value());
    m_package = Package(PackageId::mint(), text("P"));
    for (const char *name : {"a", "b", "c", "d"})
        m_package.programs.emplace_back(ProgramId::mint(), text(name));
    QVERIFY(m_workspace->store().catalogue().save(std::vector{m_package}).ok());
    SequentialTask task(TaskId::mint(), text("Rollout"));
    for (size_t i : {size_t(0), size_t(1), size_t(0), size_t(2)}) // P/a twice (B1)
        task.items.emplace_back(LineItemId::mint(), m_package.programs[i].id);
    task.items[3].dependencies = {{task.items[2].id, std::nullopt}};
    m_base = saveAs("alice", task);
}

void StaleSaveTest::tellsBothSides()
{
    SequentialTask theirs = m_base;
    theirs.description = text("theirs");
    saveAs("bob", theirs);
    SequentialTask mine = m_base;
    mine.name = text("Mine");
    const StaleSave told = stale(mine);
    QVERIFY(!told.removed);
    QCOMPARE(told.savedBy, text("bob"));
    QCOMPARE(told.savedAt, Instant(1'767'600'000'000));
    QCOMPARE(told.base, m_base);
    QCOMPARE(told.theirs.revision, 2);
    QCOMPARE(told.theirChanges, QStringList{text("description: '' became 'theirs'")});
    QCOMPARE(told.myChanges, QStringList{text("name: 'Rollout' became 'Mine'")});
}

void StaleSaveTest::settingsOfBothAreKept()
{
    SequentialTask theirs = m_base;
    theirs.description = text("theirs");
    theirs = saveAs("bob", theirs);
    SequentialTask mine = m_base;
    mine.name = text("Mine");
    const SequentialTask both = onTopOf(mine, m_base, theirs);
    QCOMPARE(both.description, text("theirs"));
    QCOMPARE(both.name, text("Mine"));
    const SequentialTask saved = saveAs("alice", both);
    QCOMPARE(saved.revision, 3);
    QCOMPARE(saved.id, m_base.id); // B6
}

void StaleSaveTest::mineWinsWhereBothChanged()
{
    SequentialTask theirs = m_base;
    theirs.description = text("theirs");
    theirs = saveAs("bob", theirs);
    SequentialTask mine = m_base;
    mine.description = text("mine");
    QCOMPARE(onTopOf(mine, m_base, theirs).description, text("mine"));
}

void StaleSaveTest::theirOrderStaysWhereMineIsUntouched()
{
    const SequentialTask theirs = saveAs("bob", moved(m_base, 0, 1));
    SequentialTask mine = m_base;
    mine.enabled = false;
    const SequentialTask both = onTopOf(mine, m_base, theirs);
    QCOMPARE(both.items, theirs.items);
    QVERIFY(!both.enabled);
    QCOMPARE(saveAs("alice", both).id, theirs.id);
}

void StaleSaveTest::sameOrderAsTheirsIsNoChange_data()
{
    QTest::addColumn<bool>("keepFinished");
    QTest::newRow("matched by occurrence") << false;
    QTest::newRow("matched by the chain") << true;
}

// B5
void StaleSaveTest::sameOrderAsTheirsIsNoChange()
{
    QFETCH(bool, keepFinished);
    const SequentialTask theirs = saveAs("bob", moved(m_base, 0, 1), keepFinished ? KeepFinished::yes : KeepFinished::no);
    QVERIFY(theirs.id != m_base.id);
    SequentialTask mine = moved(m_base, 0, 1);
    mine.description = text("mine");
    const SequentialTask both = onTopOf(mine, m_base, theirs);
    QVERIFY(!executionOrderChanged(theirs, both));
    const SequentialTask saved = saveAs("alice", both);
    QCOMPARE(saved.id, theirs.id);
    QCOMPARE(saved.items, theirs.items);
}

void StaleSaveTest::keepsIdentityThroughTheChain()
{
    const SequentialTask theirs = saveAs("bob", moved(m_base, 0, 1), KeepFinished::yes);
    SequentialTask mine = m_base;
    mine.items.emplace_back(LineItemId::mint(), m_package.programs[3].id);
    mine.items[4].dependencies = {{mine.items[3].id, ReturnCodeList{7}}};
    const SequentialTask both = onTopOf(mine, m_base, theirs);
    QCOMPARE(both.id, theirs.id);
    QCOMPARE(both.revision, theirs.revision);
    QCOMPARE(both.items.size(), size_t(5));
    QCOMPARE(both.items[0].id, theirs.items[1].id);
    QCOMPARE(both.items[1].id, theirs.items[0].id);
    QCOMPARE(both.items[2].id, theirs.items[2].id);
    QCOMPARE(both.items[2].succeeds, std::vector{m_base.items[2].id});
    QCOMPARE(both.items[3].dependencies, (std::vector{Dependency{both.items[2].id, std::nullopt}}));
    QCOMPARE(both.items[4].dependencies, (std::vector{Dependency{both.items[3].id, ReturnCodeList{7}}}));
    const SequentialTask saved = saveAs("alice", both, KeepFinished::yes);
    QCOMPARE(saved.items[2].succeeds, (std::vector{m_base.items[2].id, theirs.items[2].id})); // B7: the unbroken chain
}

void StaleSaveTest::sameProgramTwiceIsToldApartByOccurrence()
{
    SequentialTask their = m_base;
    their.items.erase(their.items.begin() + 1); // a, a, c; all GUIDs new, no chain
    const SequentialTask theirs = saveAs("bob", their);
    SequentialTask mine = m_base;
    mine.items.emplace_back(LineItemId::mint(), m_package.programs[3].id);
    const SequentialTask both = onTopOf(mine, m_base, theirs);
    QCOMPARE(both.items[0].id, theirs.items[0].id);
    QCOMPARE(both.items[2].id, theirs.items[1].id);
    QCOMPARE(both.items[3].id, theirs.items[2].id);
}

void StaleSaveTest::itemsTheyRemovedComeBackAsNew()
{
    SequentialTask their = m_base;
    their.items.erase(their.items.begin() + 1);
    const SequentialTask theirs = saveAs("bob", their, KeepFinished::yes);
    const SequentialTask mine = moved(m_base, 0, 1);
    const SequentialTask both = onTopOf(mine, m_base, theirs);
    QCOMPARE(both.items[0].program, m_package.programs[1].id);
    QVERIFY(both.items[0].id != m_base.items[1].id);
    QVERIFY(both.items[0].succeeds.empty());
    QVERIFY(executionOrderChanged(theirs, both));
    QVERIFY(m_workspace->saveTask(both, KeepFinished::no).ok());
}

void StaleSaveTest::aRemovedTaskIsSavedAsNew()
{
    QVERIFY(tasks().remove(m_base.id, text("bob"), 77).ok());
    SequentialTask mine = m_base;
    mine.description = text("mine");
    QCOMPARE(m_workspace->saveTask(mine, KeepFinished::no).error().code, ErrorCode::stale);
    const StaleSave told = stale(mine);
    QVERIFY(told.removed);
    QCOMPARE(told.savedBy, text("bob"));
    QCOMPARE(told.savedAt, Instant(77));
    const SequentialTask fresh = asNewTask(mine);
    QVERIFY(fresh.id != mine.id);
    QVERIFY(fresh.items[0].id != mine.items[0].id);
    QCOMPARE(fresh.items[3].dependencies, (std::vector{Dependency{fresh.items[2].id, std::nullopt}}));
    const auto saved = m_workspace->saveTask(fresh, KeepFinished::no);
    QVERIFY(saved.ok());
    QVERIFY(saved->created);
    QCOMPARE(saved->task.description, text("mine"));
}

void StaleSaveTest::nobodyElseSaved()
{
    SequentialTask mine = m_base;
    mine.name = text("Mine");
    const StaleSave told = stale(mine);
    QVERIFY(told.theirChanges.isEmpty());
    QCOMPARE(onTopOf(mine, told.base, told.theirs), mine);
}

QTEST_GUILESS_MAIN(StaleSaveTest)
#include "stalesave_test.moc"
