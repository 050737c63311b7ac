#include "models/navigatormodel.h"

#include "engine/workspace/catalogueediting.h"
#include "engine/workspace/folders.h"
#include "models/consolesettings.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

namespace {

// A store with what the test puts into it, and the navigator over it.
class Shown
{
public:
    Shown()
    {
        prepareSettings(m_folder.path());
        Result<std::unique_ptr<StoreSession>> made = StoreSession::create(m_folder.filePath(QStringLiteral("the.store")));
        m_session = std::move(made).value();
    }

    [[nodiscard]] StoreSession &session() { return *m_session; }
    [[nodiscard]] NavigatorModel &model() { return *m_model; }
    [[nodiscard]] SavedReports &savedReports() { return *m_savedReports; }
    [[nodiscard]] QString storePath() const { return m_folder.filePath(QStringLiteral("the.store")); }

    void reopenReadOnly()
    {
        m_model.reset();
        m_directory.reset();
        m_session = std::move(StoreSession::open(storePath(), Access::readOnly)).value();
    }

    SequentialTask add(const QString &name, const QString &folder = {}, bool enabled = true)
    {
        SequentialTask task(TaskId::mint(), name);
        task.folder = folder;
        task.enabled = enabled;
        return m_session->workspace().saveTask(task, KeepFinished::no)->task;
    }

    PackageId addPackage(const QString &name, const QString &folder)
    {
        Package package(PackageId::mint(), name);
        package.folder = folder;
        [[maybe_unused]] const bool saved = saveObject(m_session->workspace(), std::optional<Package>(), package).ok();
        return package.id;
    }

    CollectionId addCollection(const QString &name)
    {
        const Collection collection(CollectionId::mint(), name);
        [[maybe_unused]] const bool saved = saveObject(m_session->workspace(), std::optional<Collection>(), collection).ok();
        return collection.id;
    }

    bool show(const QStringList &recent = {})
    {
        m_directory = std::make_unique<CatalogueDirectory>(*m_session);
        m_savedReports = std::make_unique<SavedReports>(m_session->path());
        m_model = std::make_unique<NavigatorModel>(*m_session, *m_directory, *m_savedReports);
        m_model->setRecentTasks(recent);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        return QTest::qWaitFor([this] { return m_model->isFilled(); });
    }

    // "Sequential tasks(3)[Office(1)[Suite] Alone]"
    [[nodiscard]] QString section(const QString &name) const
    {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QModelIndex index = m_model->index(row, 0);
            if (index.data(Qt::EditRole).toString() == name)
                return text(index);
        }
        return {};
    }

    [[nodiscard]] QModelIndex task(const SequentialTask &task) const
    {
        return m_model->find(NavigatorModel::keyOf(NavigatorKind::task, task.id.toString()));
    }

    bool drop(const QModelIndexList &what, const QModelIndex &onto)
    {
        const std::unique_ptr<QMimeData> data(m_model->mimeData(what));
        return m_model->dropMimeData(data.get(), Qt::MoveAction, -1, -1, onto);
    }

    [[nodiscard]] QString folderOf(const SequentialTask &task)
    {
        return m_session->workspace().store().tasks().find(task.name)->folder;
    }

private:
    static QString text(const QModelIndex &index)
    {
        QString result = index.data().toString();
        if (const int count = index.data(NavigatorModel::CountRole).toInt(); count >= 0)
            result += QStringLiteral("(%1)").arg(count);
        QStringList children;
        for (int row = 0; row < index.model()->rowCount(index); ++row)
            children.append(text(index.model()->index(row, 0, index)));
        return children.isEmpty() ? result : result + u'[' + children.join(u' ') + u']';
    }

    QTemporaryDir m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<CatalogueDirectory> m_directory;
    std::unique_ptr<SavedReports> m_savedReports;
    std::unique_ptr<NavigatorModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

const QString tasksSection = QStringLiteral("Sequential tasks");

} // namespace

class NavigatorModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsFoldersTasksAndCounts();
    void showsPackageFoldersOnly();
    void theFilterKeepsWhatARowStandsInAndWhatIsInIt();
    void whatStaysKeepsItsRow();
    void aRenewedIdentityIsStillTheSameRow();
    void aNameThatPassesToAnotherTaskLeavesNoRowBehind();
    void renamesInTheStore();
    void refusedNamesAreSaid();
    void anOpenTaskIsRenamedInItsDraft();
    void dropsTasksAndFoldersIntoFolders();
    void refusesWhatDoesNotBelongThere();
    void recentTasksFollowTheirIdentity();
    void unsavedTasksHaveAnAsterisk();
    void nothingCanBeEditedReadOnly();
    void foldersAndCopiesGetFreeNames();
    void followsAnotherConsole();
    void everyReportHasARowWithItsSavedFilters();
    void savedFiltersAreRenamedInAReadOnlyStoreToo();
};

void NavigatorModelTest::showsFoldersTasksAndCounts()
{
    Shown shown;
    shown.add(QStringLiteral("Alone"));
    shown.add(QStringLiteral("Suite"), QStringLiteral("Office"));
    const SequentialTask off = shown.add(QStringLiteral("Patches"), QStringLiteral("Office/2007"), false);
    QVERIFY(addTaskFolder(shown.session().workspace(), QStringLiteral("Empty")).ok());
    QVERIFY(shown.show());
    QCOMPARE(shown.section(tasksSection), QStringLiteral("Sequential tasks(3)[Empty(0) Office(2)[2007(1)[Patches] Suite] Alone]"));
    QVERIFY(shown.task(off).data(NavigatorModel::DisabledRole).toBool());
}

void NavigatorModelTest::showsPackageFoldersOnly()
{
    Shown shown;
    shown.addPackage(QStringLiteral("A"), QStringLiteral("Tools"));
    shown.addPackage(QStringLiteral("B"), QStringLiteral("Tools/Small"));
    shown.addPackage(QStringLiteral("C"), {});
    shown.addCollection(QStringLiteral("Pilot"));
    QVERIFY(shown.show());
    QCOMPARE(shown.section(QStringLiteral("Packages")), QStringLiteral("Packages(3)[Tools(2)[Small(1)]]"));
    QCOMPARE(shown.section(QStringLiteral("Collections")), QStringLiteral("Collections(1)[Pilot(0)]"));
}

void NavigatorModelTest::theFilterKeepsWhatARowStandsInAndWhatIsInIt()
{
    Shown shown;
    shown.add(QStringLiteral("Économie"), QStringLiteral("Office"));
    shown.add(QStringLiteral("Suite"), QStringLiteral("Office"));
    shown.add(QStringLiteral("Other"));
    QVERIFY(shown.show());
    shown.model().setFilter(QStringLiteral("econ"));
    QCOMPARE(shown.model().rowCount(), 1);
    QCOMPARE(shown.section(tasksSection), QStringLiteral("Sequential tasks(3)[Office(2)[Économie]]"));
    shown.model().setFilter(QStringLiteral("office"));
    QCOMPARE(shown.section(tasksSection), QStringLiteral("Sequential tasks(3)[Office(2)[Économie Suite]]"));
    shown.model().setFilter({});
    QCOMPARE(shown.section(tasksSection), QStringLiteral("Sequential tasks(3)[Office(2)[Économie Suite] Other]"));
    shown.model().setFilter(QStringLiteral("no such thing"));
    QCOMPARE(shown.model().rowCount(), 0);
}

void NavigatorModelTest::whatStaysKeepsItsRow()
{
    Shown shown;
    const SequentialTask last = shown.add(QStringLiteral("Zebra"));
    QVERIFY(shown.show());
    const QPersistentModelIndex row = shown.task(last);
    QSignalSpy resets(&shown.model(), &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&shown.model(), &QAbstractItemModel::rowsInserted);
    shown.add(QStringLiteral("Ant"));
    shown.session().noteTaskChange();
    QTRY_COMPARE(inserted.count(), 1);
    QVERIFY(row.isValid());
    QCOMPARE(row.row(), 1);

    SequentialTask renamed = last;
    renamed.name = QStringLiteral("Aardvark");
    QVERIFY(shown.session().workspace().saveTask(renamed, KeepFinished::no).ok());
    shown.session().noteTaskChange();
    QTRY_COMPARE(row.row(), 0);
    QCOMPARE(row.data().toString(), QStringLiteral("Aardvark"));

    QVERIFY(shown.model().edits().removeTask(row.data(NavigatorModel::IdRole).toString()).ok());
    QTRY_COMPARE(shown.section(tasksSection), QStringLiteral("Sequential tasks(1)[Ant]"));
    QCOMPARE(resets.count(), 0);
}

void NavigatorModelTest::aRenewedIdentityIsStillTheSameRow()
{
    Shown shown;
    Package package(PackageId::mint(), QStringLiteral("P"));
    package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Install"));
    package.programs.front().commandLine = QStringLiteral("true");
    QVERIFY(saveObject(shown.session().workspace(), std::optional<Package>(), package).ok());
    SequentialTask task = shown.add(QStringLiteral("T"));
    QVERIFY(shown.show());
    const QPersistentModelIndex row = shown.task(task);
    task.items.emplace_back(LineItemId::mint(), package.programs.front().id);
    const TaskId renewed = shown.session().workspace().saveTask(task, KeepFinished::no)->task.id;
    QVERIFY(renewed != task.id);
    shown.session().noteTaskChange();
    QTRY_COMPARE(row.data(NavigatorModel::IdRole).toString(), renewed.toString());
}

void NavigatorModelTest::aNameThatPassesToAnotherTaskLeavesNoRowBehind()
{
    Shown shown;
    SequentialTask first = shown.add(QStringLiteral("A"));
    SequentialTask second = shown.add(QStringLiteral("B"));
    QVERIFY(shown.show());
    first.name = QStringLiteral("C");
    QVERIFY(shown.session().workspace().saveTask(first, KeepFinished::no).ok());
    second.name = QStringLiteral("A");
    QVERIFY(shown.session().workspace().saveTask(second, KeepFinished::no).ok());
    shown.session().noteTaskChange();
    QTRY_COMPARE(shown.section(tasksSection), QStringLiteral("Sequential tasks(2)[A C]"));
    QCOMPARE(shown.task(second).row(), 0);
    QCOMPARE(shown.task(first).row(), 1);
}

void NavigatorModelTest::renamesInTheStore()
{
    Shown shown;
    const SequentialTask task = shown.add(QStringLiteral("T"), QStringLiteral("F/G"));
    const CollectionId collection = shown.addCollection(QStringLiteral("Pilot"));
    shown.addPackage(QStringLiteral("P"), QStringLiteral("Tools/Small"));
    QVERIFY(shown.show());
    NavigatorModel &model = shown.model();
    QVERIFY(model.setData(shown.task(task), QStringLiteral(" Renamed ")));
    QVERIFY(model.setData(model.find(model.keyOf(NavigatorKind::taskFolder, QStringLiteral("F"))), QStringLiteral("Folder")));
    QVERIFY(model.setData(model.find(model.keyOf(NavigatorKind::packageFolder, QStringLiteral("Tools/Small"))), QStringLiteral("Tiny")));
    QVERIFY(model.setData(model.find(model.keyOf(NavigatorKind::collection, collection.toString())), QStringLiteral("Test")));
    QTRY_COMPARE(shown.section(tasksSection), QStringLiteral("Sequential tasks(1)[Folder(1)[G(1)[Renamed]]]"));
    QTRY_COMPARE(shown.section(QStringLiteral("Packages")), QStringLiteral("Packages(1)[Tools(1)[Tiny(1)]]"));
    QTRY_COMPARE(shown.section(QStringLiteral("Collections")), QStringLiteral("Collections(1)[Test(0)]"));
}

void NavigatorModelTest::refusedNamesAreSaid()
{
    Shown shown;
    const SequentialTask task = shown.add(QStringLiteral("T"), QStringLiteral("F"));
    shown.add(QStringLiteral("Taken"));
    QVERIFY(shown.show());
    QSignalSpy failed(&shown.model(), &NavigatorModel::editFailed);
    QVERIFY(!shown.model().setData(shown.task(task), QStringLiteral("taken")));
    QVERIFY(!shown.model().setData(shown.task(task), QStringLiteral("  ")));
    QVERIFY(!shown.model().setData(shown.task(task).parent(), QStringLiteral("A/B")));
    QCOMPARE(failed.count(), 3);
    QCOMPARE(failed.first().at(1).value<Error>().code, ErrorCode::alreadyExists);
}

void NavigatorModelTest::anOpenTaskIsRenamedInItsDraft()
{
    Shown shown;
    const SequentialTask task = shown.add(QStringLiteral("T"));
    const SequentialTask other = shown.add(QStringLiteral("U"));
    QVERIFY(addTaskFolder(shown.session().workspace(), QStringLiteral("F")).ok());
    QVERIFY(shown.show());
    QStringList heard;
    shown.model().edits().setOpenObjects({
        [&](NavigatorKind, const QString &guid, const QString &name) {
            heard.append(name);
            return guid == task.id.toString();
        },
        [&](const QString &guid, const QString &folder) {
            heard.append(folder);
            return guid == task.id.toString();
        },
    });
    QVERIFY(shown.model().setData(shown.task(task), QStringLiteral("Draft")));
    const QModelIndex folder = shown.model().find(NavigatorModel::keyOf(NavigatorKind::taskFolder, QStringLiteral("F")));
    QVERIFY(shown.drop({shown.task(task), shown.task(other)}, folder));
    QCOMPARE(heard, QStringList({QStringLiteral("Draft"), QStringLiteral("F"), QStringLiteral("F")}));
    QVERIFY(shown.session().workspace().store().tasks().find(QStringLiteral("T")).ok());
    QCOMPARE(shown.folderOf(task), QString());
    QCOMPARE(shown.folderOf(other), QStringLiteral("F"));
}

void NavigatorModelTest::dropsTasksAndFoldersIntoFolders()
{
    Shown shown;
    const SequentialTask task = shown.add(QStringLiteral("T"), QStringLiteral("A/B"));
    const SequentialTask other = shown.add(QStringLiteral("U"));
    shown.addPackage(QStringLiteral("P"), QStringLiteral("Tools/Small"));
    QVERIFY(addTaskFolder(shown.session().workspace(), QStringLiteral("C")).ok());
    QVERIFY(shown.show());
    NavigatorModel &model = shown.model();
    const auto folder = [&](const QString &path) { return model.find(model.keyOf(NavigatorKind::taskFolder, path)); };
    QVERIFY(shown.drop({folder(QStringLiteral("A/B")), shown.task(other)}, folder(QStringLiteral("C"))));
    QTRY_COMPARE(shown.section(tasksSection), QStringLiteral("Sequential tasks(2)[A(0) C(2)[B(1)[T] U]]"));
    QCOMPARE(shown.folderOf(task), QStringLiteral("C/B"));
    QVERIFY(shown.drop({shown.task(other)}, model.index(0, 0)));
    QTRY_COMPARE(shown.folderOf(other), QString());

    const QModelIndex small = model.find(model.keyOf(NavigatorKind::packageFolder, QStringLiteral("Tools/Small")));
    QVERIFY(shown.drop({small}, model.find(model.keyOf(NavigatorKind::packages, {}))));
    QTRY_COMPARE(shown.section(QStringLiteral("Packages")), QStringLiteral("Packages(1)[Small(1) Tools(0)]"));
}

void NavigatorModelTest::refusesWhatDoesNotBelongThere()
{
    Shown shown;
    const SequentialTask task = shown.add(QStringLiteral("T"), QStringLiteral("A/B"));
    shown.addPackage(QStringLiteral("P"), QStringLiteral("Tools"));
    QVERIFY(shown.show());
    NavigatorModel &model = shown.model();
    const QModelIndex packages = model.find(model.keyOf(NavigatorKind::packages, {}));
    const QModelIndex outer = model.find(model.keyOf(NavigatorKind::taskFolder, QStringLiteral("A")));
    const QModelIndex inner = model.find(model.keyOf(NavigatorKind::taskFolder, QStringLiteral("A/B")));
    QVERIFY(!shown.drop({shown.task(task)}, packages));
    QVERIFY(!shown.drop({outer}, inner));
    QVERIFY(!shown.drop({shown.task(task)}, shown.task(task)));
    QVERIFY(!shown.drop({shown.task(task)}, {}));
    QVERIFY(!model.canDropMimeData(nullptr, Qt::MoveAction, -1, -1, outer));
}

void NavigatorModelTest::recentTasksFollowTheirIdentity()
{
    Shown shown;
    const SequentialTask first = shown.add(QStringLiteral("First"));
    const SequentialTask second = shown.add(QStringLiteral("Second"));
    QVERIFY(shown.show({second.id.toString(), first.id.toString(), TaskId::mint().toString()}));
    QTRY_COMPARE(shown.section(QStringLiteral("Recent tasks")), QStringLiteral("Recent tasks[Second First]"));
    shown.model().setRecentTasks({first.id.toString()});
    QTRY_COMPARE(shown.section(QStringLiteral("Recent tasks")), QStringLiteral("Recent tasks[First]"));
}

void NavigatorModelTest::unsavedTasksHaveAnAsterisk()
{
    Shown shown;
    const SequentialTask task = shown.add(QStringLiteral("T"));
    QVERIFY(shown.show());
    QSignalSpy changed(&shown.model(), &QAbstractItemModel::dataChanged);
    shown.model().setUnsaved({task.id.toString()});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(shown.task(task).data().toString(), QStringLiteral("T *"));
    QCOMPARE(shown.task(task).data(Qt::EditRole).toString(), QStringLiteral("T"));
    shown.model().setUnsaved({});
    QCOMPARE(shown.task(task).data().toString(), QStringLiteral("T"));
}

void NavigatorModelTest::nothingCanBeEditedReadOnly()
{
    Shown shown;
    const SequentialTask task = shown.add(QStringLiteral("T"), QStringLiteral("F"));
    shown.reopenReadOnly();
    QVERIFY(shown.show());
    const Qt::ItemFlags flags = shown.model().flags(shown.task(task));
    QVERIFY(!(flags & (Qt::ItemIsEditable | Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled)));
    QVERIFY(flags & Qt::ItemIsEnabled);
    QVERIFY(!shown.model().setData(shown.task(task), QStringLiteral("Other")));
    QVERIFY(!shown.drop({shown.task(task)}, shown.model().index(0, 0)));
    QCOMPARE(shown.folderOf(task), QStringLiteral("F"));
}

void NavigatorModelTest::foldersAndCopiesGetFreeNames()
{
    Shown shown;
    const SequentialTask task = shown.add(QStringLiteral("T"), QStringLiteral("F"));
    const CollectionId collection = shown.addCollection(QStringLiteral("Pilot"));
    QVERIFY(shown.show());
    NavigatorEdits &edits = shown.model().edits();
    QCOMPARE(*edits.addFolder(NavigatorKind::tasks, {}), QStringLiteral("New folder"));
    QCOMPARE(*edits.addFolder(NavigatorKind::tasks, {}), QStringLiteral("New folder 2"));
    QCOMPARE(*edits.addFolder(NavigatorKind::packages, QStringLiteral("Tools")), QStringLiteral("Tools/New folder"));
    QVERIFY(edits.removeFolder(NavigatorKind::taskFolder, QStringLiteral("New folder")).ok());
    QCOMPARE(edits.removeFolder(NavigatorKind::taskFolder, QStringLiteral("F")).error().code, ErrorCode::refused);
    QVERIFY(edits.duplicateTask(task.id.toString()).ok());
    QVERIFY(edits.duplicateTask(task.id.toString()).ok());
    QVERIFY(edits.duplicateCollection(collection.toString()).ok());
    QTRY_COMPARE(shown.section(tasksSection), QStringLiteral("Sequential tasks(3)[F(3)[T T (copy) T (copy) 2] New folder 2(0)]"));
    QVERIFY(!shown.session().workspace().store().tasks().find(QStringLiteral("T (copy)"))->enabled);
    QTRY_COMPARE(shown.section(QStringLiteral("Collections")), QStringLiteral("Collections(2)[Pilot(0) Pilot (copy)(0)]"));
}

void NavigatorModelTest::followsAnotherConsole()
{
    Shown shown;
    QVERIFY(shown.show());
    Result<Workspace> other = Workspace::open(shown.storePath(), Access::readWrite);
    QVERIFY(other.ok());
    QVERIFY(other->saveTask(SequentialTask(TaskId::mint(), QStringLiteral("Theirs")), KeepFinished::no).ok());
    QTRY_COMPARE(shown.section(tasksSection), QStringLiteral("Sequential tasks(1)[Theirs]"));
}

void NavigatorModelTest::everyReportHasARowWithItsSavedFilters()
{
    Shown shown;
    QVERIFY(shown.show());
    const QString without = shown.section(QStringLiteral("Reports"));
    for (const ReportDescription &report : allReports())
        QVERIFY2(without.contains(report.title), qPrintable(without));
    const QPersistentModelIndex byTask = shown.model().find(NavigatorModel::keyOf(NavigatorKind::report, QStringLiteral("by-task")));
    QVERIFY(byTask.isValid());
    const QString id = *shown.savedReports().add(QStringLiteral("Last week"), {.kind = ReportKind::byTask, .days = 7});
    QVERIFY(shown.section(QStringLiteral("Reports")).contains(QStringLiteral("By task[Last week]")));
    QVERIFY(byTask.isValid());
    shown.savedReports().remove(id);
    QCOMPARE(shown.section(QStringLiteral("Reports")), without);
}

void NavigatorModelTest::savedFiltersAreRenamedInAReadOnlyStoreToo()
{
    Shown shown;
    shown.reopenReadOnly();
    QVERIFY(shown.show());
    const QString id = *shown.savedReports().add(QStringLiteral("Last week"), {.kind = ReportKind::byTask, .days = 7});
    QVERIFY(shown.savedReports().add(QStringLiteral("Taken"), {.kind = ReportKind::byTask}).ok());
    const QModelIndex row = shown.model().find(NavigatorModel::keyOf(NavigatorKind::savedReport, ReportKey{ReportKind::byTask, id}.toText()));
    QVERIFY(row.isValid());
    QVERIFY(shown.model().flags(row) & Qt::ItemIsEditable);
    QVERIFY(shown.model().setData(row, QStringLiteral("Seven days")));
    QCOMPARE(shown.savedReports().find(id)->name, QStringLiteral("Seven days"));
    QSignalSpy failures(&shown.model(), &NavigatorModel::editFailed);
    QVERIFY(!shown.model().setData(shown.model().find(NavigatorModel::keyOf(NavigatorKind::savedReport, ReportKey{ReportKind::byTask, id}.toText())),
                                   QStringLiteral("taken")));
    QCOMPARE(failures.count(), 1);
    QVERIFY(failures.front().at(1).value<Error>().message().contains(QStringLiteral("choose another")));
}

QTEST_GUILESS_MAIN(NavigatorModelTest)
#include "navigatormodel_test.moc"
