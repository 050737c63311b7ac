#include "engine/workspace/draftfile.h"

#include "engine/workspace/exchange.h"
#include "tests/support/richvalues.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

// The same in both processes.
SequentialTask someDraft()
{
    test::RichValues values(7);
    std::vector<ProgramId> programs;
    for (int i = 0; i < 5; ++i)
        programs.push_back(values.id<ProgramId>());
    SequentialTask task = values.task(programs, 12);
    task.revision = 4;
    task.appliesTo = {values.id<CollectionId>(), values.id<CollectionId>()};
    return task;
}

// Keeps a draft and waits, to be killed with it open.
int keepAndWait(const QString &folder, const QString &store)
{
    DraftKeeper keeper(folder, store);
    const Result<> kept = keeper.keep(someDraft());
    std::fputs(kept.ok() ? "kept\n" : qPrintable(kept.error().message()), stdout);
    std::fflush(stdout);
    std::getchar();
    return 0;
}

} // namespace

class DraftFileTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    [[nodiscard]] QString folder() const { return m_folder->filePath(text("drafts")); }
    [[nodiscard]] QString store() const { return m_folder->filePath(text("a store & more.store")); }
    [[nodiscard]] FoundDrafts found() const { return *draftsIn(folder(), store()); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void keepsEveryField_data();
    void keepsEveryField();
    void keepsWhatNobodyCouldSave();
    void foundOnlyWhenTheEditorIsGone();
    void survivesAKilledProcess();
    void otherStoresAreLeftAlone();
    void neverOverwritesADraftThatIsOffered();
    void takesOverAndGoesOn();
    void discardingLeavesNothing();
    void onlyTheOwnerReadsIt();
    void damagedFilesAreSetAside();
    void aDraftIsADefinition();
    void isFastForAThousandItems();
};

void DraftFileTest::keepsEveryField_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void DraftFileTest::keepsEveryField()
{
    QFETCH(quint32, seed);
    test::RichValues values(seed);
    SequentialTask draft = values.task({values.id<ProgramId>(), values.id<ProgramId>()}, 6);
    for (LineItem &item : draft.items) {
        for (Dependency &dependency : item.dependencies) {
            if (dependency.codes && dependency.codes->empty())
                dependency.codes.reset(); // an empty list is no list in a definition
        }
    }
    draft.appliesTo = {values.id<CollectionId>(), values.id<CollectionId>()};
    draft.items[0].receivedPolicy = "<Policy/>";
    {
        DraftKeeper keeper(folder(), store());
        QVERIFY(keeper.keep(draft).ok());
    }
    const FoundDrafts all = found();
    QCOMPARE(all.damaged, QStringList());
    QCOMPARE(all.drafts.size(), size_t(1));
    QVERIFY(qAbs(QDateTime::currentMSecsSinceEpoch() - all.drafts[0].written) < 60'000);
    QCOMPARE(all.drafts[0].draft, draft);
}

void DraftFileTest::keepsWhatNobodyCouldSave()
{
    SequentialTask draft;
    draft.name.clear();
    draft.options = DeliveryOptions{};
    draft.options->downloadAndRunKbps.reset(); // B28: not both off
    draft.schedule.triggers[0].type = TriggerType::weekly; // on no day
    draft.items.emplace_back(LineItemId::mint(), ProgramId::mint());
    draft.items[0].appliesWhen = Rule{}; // all of nothing
    draft.items[0].appliesWhen->kind = Rule::Kind::fileExists; // of no path
    {
        DraftKeeper keeper(folder(), store());
        QVERIFY(keeper.keep(draft).ok());
    }
    QCOMPARE(found().damaged, QStringList());
    QCOMPARE(found().drafts[0].draft, draft);
}

void DraftFileTest::foundOnlyWhenTheEditorIsGone()
{
    QVERIFY(found().drafts.empty());
    auto keeper = std::make_unique<DraftKeeper>(folder(), store());
    QVERIFY(keeper->keep(someDraft()).ok());
    QVERIFY(found().drafts.empty());
    QCOMPARE(removeDraft(keeper->path()).error().code, ErrorCode::busy);
    keeper.reset();
    QCOMPARE(found().drafts.size(), size_t(1));
    QVERIFY(removeDraft(found().drafts[0].path).ok());
    QVERIFY(found().drafts.empty());
}

void DraftFileTest::survivesAKilledProcess()
{
    QProcess editor;
    editor.start(QCoreApplication::applicationFilePath(), {text("--keep"), folder(), store()});
    QVERIFY(editor.waitForReadyRead(30'000));
    QCOMPARE(editor.readAll().trimmed(), QByteArray("kept"));
    QVERIFY(found().drafts.empty()); // it lives
    editor.kill();
    QVERIFY(editor.waitForFinished());
    const FoundDrafts all = found();
    QCOMPARE(all.drafts.size(), size_t(1));
    QCOMPARE(all.drafts[0].draft.id, someDraft().id);
    QCOMPARE(all.drafts[0].draft.revision, 4);
    QCOMPARE(all.drafts[0].draft.items.size(), size_t(12));
}

void DraftFileTest::otherStoresAreLeftAlone()
{
    {
        DraftKeeper keeper(folder(), m_folder->filePath(text("other.store")));
        QVERIFY(keeper.keep(someDraft()).ok());
    }
    QVERIFY(found().drafts.empty());
    QCOMPARE(draftsIn(folder(), m_folder->filePath(text("x/../other.store")))->drafts.size(), size_t(1));
}

void DraftFileTest::neverOverwritesADraftThatIsOffered()
{
    SequentialTask draft = someDraft();
    {
        DraftKeeper keeper(folder(), store());
        QVERIFY(keeper.keep(draft).ok());
    }
    draft.description = text("opened anew");
    {
        DraftKeeper keeper(folder(), store());
        QVERIFY(keeper.keep(draft).ok());
        QVERIFY(keeper.keep(draft).ok());
        QCOMPARE(found().drafts.size(), size_t(1));
        QCOMPARE(found().drafts[0].draft.description, someDraft().description);
    }
    QCOMPARE(found().drafts.size(), size_t(2));
    QCOMPARE(found().drafts[0].draft.description, text("opened anew")); // the newest first
}

void DraftFileTest::takesOverAndGoesOn()
{
    {
        DraftKeeper keeper(folder(), store());
        QVERIFY(keeper.keep(someDraft()).ok());
    }
    const DraftFile offered = found().drafts[0];
    {
        const auto keeper = DraftKeeper::takeOver(offered);
        QVERIFY(keeper.ok());
        QVERIFY(found().drafts.empty());
        QCOMPARE(DraftKeeper::takeOver(offered).error().code, ErrorCode::busy);
        SequentialTask draft = offered.draft;
        draft.description = text("further");
        QVERIFY((*keeper)->keep(draft).ok());
    }
    QCOMPARE(found().drafts.size(), size_t(1));
    QCOMPARE(found().drafts[0].draft.description, text("further"));
    QVERIFY(removeDraft(offered.path).ok());
    QCOMPARE(DraftKeeper::takeOver(offered).error().code, ErrorCode::notFound);
}

void DraftFileTest::discardingLeavesNothing()
{
    DraftKeeper keeper(folder(), store());
    QVERIFY(keeper.discard().ok());
    QVERIFY(keeper.keep(someDraft()).ok());
    QVERIFY(keeper.discard().ok());
    QVERIFY(keeper.path().isEmpty());
    QVERIFY(QDir(folder()).isEmpty());
    QVERIFY(keeper.keep(someDraft()).ok()); // the next change after a save
    QVERIFY(QFileInfo::exists(keeper.path()));
}

void DraftFileTest::onlyTheOwnerReadsIt()
{
#ifdef Q_OS_UNIX
    DraftKeeper keeper(folder(), store());
    for (int i = 0; i < 2; ++i) {
        QVERIFY(keeper.keep(someDraft()).ok());
        struct stat info = {};
        QCOMPARE(::stat(QFile::encodeName(keeper.path()).constData(), &info), 0);
        QCOMPARE(info.st_mode & 0777, mode_t(0600));
    }
#endif
}

void DraftFileTest::damagedFilesAreSetAside()
{
    {
        DraftKeeper keeper(folder(), store());
        QVERIFY(keeper.keep(someDraft()).ok());
    }
    QFile torn(folder() + text("/torn.draft.xml"));
    QVERIFY(torn.open(QIODevice::WriteOnly));
    torn.write("<Seriatim version=\"1\" content=\"draft\"><Sequen");
    torn.close();
    QFile foreign(folder() + text("/foreign.draft.xml"));
    QVERIFY(foreign.open(QIODevice::WriteOnly));
    foreign.write("<Seriatim version=\"1\"><SequentialTask name=\"x\"/></Seriatim>");
    foreign.close();
    const FoundDrafts all = found();
    QCOMPARE(all.drafts.size(), size_t(1));
    QCOMPARE(all.damaged, (QStringList{folder() + text("/foreign.draft.xml.damaged"), folder() + text("/torn.draft.xml.damaged")}));
    QVERIFY(QFileInfo::exists(all.damaged[1]));
    QCOMPARE(found().damaged, QStringList());
}

// A way back for people, should everything else fail.
void DraftFileTest::aDraftIsADefinition()
{
    Result<Workspace> workspace = Workspace::create(store());
    Package package(PackageId::mint(), text("P"));
    package.programs.emplace_back(ProgramId::mint(), text("p"));
    QVERIFY(workspace->store().catalogue().save(std::vector{package}).ok());
    SequentialTask task(TaskId::mint(), text("Rollout"));
    task.items.emplace_back(LineItemId::mint(), package.programs[0].id);
    DraftKeeper keeper(folder(), store());
    QVERIFY(keeper.keep(task).ok());
    const Result<ImportReport> imported = importFiles(*workspace, {keeper.path()});
    QVERIFY2(imported.ok(), imported.ok() ? "" : qPrintable(imported.error().message()));
    QCOMPARE(workspace->store().tasks().load(task.id)->items, task.items);
}

void DraftFileTest::isFastForAThousandItems()
{
    SequentialTask draft(TaskId::mint(), text("Large"));
    for (int i = 0; i < 1000; ++i) {
        draft.items.emplace_back(LineItemId::mint(), ProgramId::mint());
        if (i > 0)
            draft.items.back().dependencies = {{draft.items[static_cast<size_t>(i) - 1].id, std::nullopt}};
    }
    DraftKeeper keeper(folder(), store());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(keeper.keep(draft).ok());
    qInfo() << "a draft of 1,000 items kept in" << timer.elapsed() << "ms";
    QVERIFY(timer.elapsed() < 2000);
}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == u"--keep")
        return keepAndWait(arguments[2], arguments[3]);
    DraftFileTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "draftfile_test.moc"
