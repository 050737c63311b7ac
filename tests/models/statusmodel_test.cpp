#include "models/statusmodel.h"
#include "models/statuswords.h"
#include "tests/support/samplefleet.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

// How long this thread's event loop was kept from turning.
struct Heartbeat : QObject {
    Heartbeat()
    {
        watch.start();
        startTimer(1);
    }
    void timerEvent(QTimerEvent *) override { longestMs = std::max(longestMs, watch.restart()); }

    QElapsedTimer watch;
    qint64 longestMs = 0;
};

} // namespace

class StatusModelTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<test::SampleFleet> m_fleet;
    std::unique_ptr<StatusModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    void open(int items, int computers);
    void show();
    [[nodiscard]] QString cell(int row, int column) const { return m_model->index(row, column).data().toString(); }
    [[nodiscard]] static int itemColumn(int place) { return StatusModel::firstItemColumn + place - 1; }
    // Waits for another snapshot after a change.
    void changed();

private Q_SLOTS:
    void init();
    void cleanup();
    void showsWhatTheStoreHas();
    void showsComputersThatNeverReported();
    void changesOnlyWhatChanged();
    void insertsAndRemovesInPlace();
    void filtersAsTheStoreDoes_data();
    void filtersAsTheStoreDoes();
    void renewedTaskStartsAnew();
    void readsNowWhatHasOnlyBeenAskedFor();
    void readsNowAllThatIsWantedWhateverIsHere();
    void showsTenThousandComputersAtOnce();
};

void StatusModelTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void StatusModelTest::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_fleet.reset();
    m_session.reset();
}

void StatusModelTest::open(int items, int computers)
{
    auto session = StoreSession::create(m_folder->filePath(QStringLiteral("a.store")));
    QVERIFY(session.ok());
    m_session = std::move(session).value();
    m_fleet = std::make_unique<test::SampleFleet>(*m_session, items, computers);
    m_model = std::make_unique<StatusModel>(*m_session);
    connect(m_model.get(), &StatusModel::failed, this, [](const QString &message) { QFAIL(qPrintable(message)); });
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void StatusModelTest::show()
{
    QSignalSpy loaded(m_model.get(), &StatusModel::loaded);
    m_model->setTask(m_fleet->task);
    QTRY_VERIFY(loaded.count() >= 1); // not wait(): an answer that is there already comes at once
}

void StatusModelTest::changed()
{
    QSignalSpy loaded(m_model.get(), &StatusModel::loaded);
    m_session->noteStatusChange();
    QTRY_VERIFY(loaded.count() >= 1); // not wait(): an answer that is there already comes at once
}

void StatusModelTest::showsWhatTheStoreHas() // B38
{
    open(3, 2);
    m_fleet->apply(m_fleet->wholeRun(1));
    m_fleet->apply(m_fleet->wholeRun(2, 2));
    show();
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->columnCount(), 2 + 3 + 3);
    QTRY_COMPARE(cell(1, itemColumn(2)), QStringLiteral("failed 1603"));
    const auto stored = m_fleet->store.statuses().statuses(m_fleet->task.id);
    QVERIFY(stored.ok());
    for (int row = 0; row < 2; ++row) {
        const ComputerTaskStatus &computer = (*stored)[static_cast<size_t>(row)];
        QCOMPARE(cell(row, StatusModel::computerColumn), computer.computer);
        QCOMPARE(cell(row, StatusModel::statusColumn), statusText(computer));
        for (const LineItemStatus &item : computer.items) {
            QCOMPARE(cell(row, itemColumn(item.place)), statusText(item));
            QCOMPARE(m_model->index(row, itemColumn(item.place)).data(StatusModel::ItemStatusRole).toInt(), static_cast<int>(item.status));
            QCOMPARE(m_model->index(row, itemColumn(item.place)).data(Qt::ToolTipRole).toString(), item.explanation);
        }
    }
    QCOMPARE(m_model->headerData(itemColumn(2), Qt::Horizontal).toString(), QStringLiteral("2 Install part 2"));
    QVERIFY(m_model->headerData(itemColumn(2), Qt::Horizontal, Qt::ToolTipRole).toString().contains(QStringLiteral("failed: 1")));
}

void StatusModelTest::showsComputersThatNeverReported()
{
    open(2, 4);
    m_fleet->apply(m_fleet->wholeRun(3));
    m_fleet->apply(m_fleet->wholeRun(9)); // in no collection of the task
    show();
    QCOMPARE(m_model->rowCount(), 5);
    QCOMPARE(cell(0, StatusModel::statusColumn), QStringLiteral("not received"));
    QCOMPARE(cell(2, StatusModel::statusColumn), QStringLiteral("succeeded"));
    QCOMPARE(cell(4, StatusModel::computerColumn), test::computerName(9));
    QCOMPARE(m_model->summary().computers, 5);
    QCOMPARE(m_model->summary().byStatus.at(ComputerStatus::notReceived), 3);
    QCOMPARE(m_model->summary().byStatus.at(ComputerStatus::succeeded), 2);
    QVERIFY(!m_model->index(0, itemColumn(1)).data(StatusModel::ItemStatusRole).isValid());
}

void StatusModelTest::changesOnlyWhatChanged()
{
    open(2, 3);
    m_fleet->apply(m_fleet->wholeRun(1));
    m_fleet->apply({m_fleet->event(2, StatusEvent::Kind::runStarted), m_fleet->itemEvent(2, 1, ItemStatus::running)});
    show();
    QTRY_COMPARE(cell(1, itemColumn(1)), QStringLiteral("running"));
    QTRY_COMPARE(cell(0, itemColumn(1)), QStringLiteral("succeeded 0"));

    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy data(m_model.get(), &QAbstractItemModel::dataChanged);
    changed();
    QCOMPARE(data.count(), 0); // nothing happened, nothing is told
    m_fleet->apply({m_fleet->itemEvent(2, 1, ItemStatus::succeeded, 3010)});
    changed();
    QCOMPARE(data.count(), 1);
    QCOMPARE(data.front().front().toModelIndex().row(), 1);
    QCOMPARE(data.front().at(1).toModelIndex().row(), 1);
    QTRY_COMPARE(cell(1, itemColumn(1)), QStringLiteral("succeeded 3010"));
    QCOMPARE(reset.count(), 0);
    QCOMPARE(inserted.count(), 0);
}

void StatusModelTest::insertsAndRemovesInPlace()
{
    open(1, 3);
    show();
    QPersistentModelIndex third = m_model->index(2, StatusModel::statusColumn);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QVERIFY(m_fleet->store.catalogue().save(std::vector{Computer(ComputerId::mint(), QStringLiteral("pc-00002a"))}).ok());
    StatusEvent stranger = m_fleet->event(2, StatusEvent::Kind::runStarted);
    stranger.computer = QStringLiteral("pc-00002a");
    m_fleet->apply({stranger});
    changed();
    QCOMPARE(m_model->rowCount(), 4);
    QCOMPARE(cell(2, StatusModel::computerColumn), QStringLiteral("pc-00002a"));
    QCOMPARE(third.row(), 3);
    QCOMPARE(m_model->rowOf(QStringLiteral("PC-00002A")), 2);

    auto collections = m_fleet->store.catalogue().collections();
    QVERIFY(collections.ok());
    collections->front().members.erase(collections->front().members.begin());
    QVERIFY(m_fleet->store.catalogue().save(*collections).ok());
    QSignalSpy loaded(m_model.get(), &StatusModel::loaded);
    m_session->noteCatalogueChange();
    QTRY_VERIFY(loaded.count() >= 1); // not wait(): an answer that is there already comes at once
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(third.row(), 2);
    QCOMPARE(reset.count(), 0);
}

void StatusModelTest::filtersAsTheStoreDoes_data()
{
    QTest::addColumn<QString>("computer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("shown");
    const auto pc = &test::computerName;
    constexpr int all = -1;
    const auto word = [](ComputerStatus status) { return static_cast<int>(status); };
    QTest::newRow("a part") << QStringLiteral("c-0000") << all << QStringList{pc(1), pc(2), pc(3), pc(4)};
    QTest::newRow("wildcards") << QStringLiteral("pc-*3") << all << QStringList{pc(3)};
    QTest::newRow("failed") << QString() << word(ComputerStatus::failed) << QStringList{pc(2)};
    QTest::newRow("never reported") << QString() << word(ComputerStatus::notReceived) << QStringList{pc(3), pc(4)};
    QTest::newRow("both") << QStringLiteral("*4") << word(ComputerStatus::notReceived) << QStringList{pc(4)};
    QTest::newRow("none") << QStringLiteral("server") << all << QStringList{};
}

void StatusModelTest::filtersAsTheStoreDoes()
{
    QFETCH(const QString, computer);
    QFETCH(const int, status);
    QFETCH(const QStringList, shown);
    open(2, 4);
    m_fleet->apply(m_fleet->wholeRun(1));
    m_fleet->apply(m_fleet->wholeRun(2, 1));
    show();
    StatusListQuery filter;
    filter.computer = computer;
    if (status >= 0)
        filter.status = static_cast<ComputerStatus>(status);
    QSignalSpy loaded(m_model.get(), &StatusModel::loaded);
    m_model->setQuery(filter);
    QTRY_VERIFY(loaded.count() >= 1); // not wait(): an answer that is there already comes at once
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row)
        names.append(cell(row, StatusModel::computerColumn));
    QCOMPARE(names, shown);
    QCOMPARE(m_model->summary().computers, 4); // counts are of all, whatever is shown
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (cell(row, StatusModel::statusColumn) != QStringLiteral("not received"))
            QTRY_VERIFY(m_model->index(row, itemColumn(1)).data(StatusModel::ItemStatusRole).isValid());
    }
}

void StatusModelTest::renewedTaskStartsAnew() // B5
{
    open(2, 2);
    m_fleet->apply(m_fleet->wholeRun(1));
    show();
    SequentialTask draft = m_fleet->task;
    std::swap(draft.items[0], draft.items[1]);
    const auto saved = m_session->workspace().saveTask(draft, KeepFinished::no);
    QVERIFY(saved.ok() && saved->renewed);
    m_fleet->task = saved->task;
    show();
    QCOMPARE(m_model->summary().byStatus.at(ComputerStatus::notReceived), 2);
    QCOMPARE(cell(0, StatusModel::statusColumn), QStringLiteral("not received"));
}

void StatusModelTest::readsNowWhatHasOnlyBeenAskedFor()
{
    constexpr int row = 300; // beyond those that come with the list
    open(1, 400);
    std::vector<StatusEvent> events;
    for (int i = 1; i <= 400; ++i)
        events.push_back(m_fleet->event(i, StatusEvent::Kind::runStarted));
    m_fleet->apply(events);
    show();
    QCOMPARE(m_model->computerName(row), QString());
    QCOMPARE(cell(row, StatusModel::statusColumn), QStringLiteral("…")); // it comes into sight, and is asked for when the model's timer fires
    QTimer next; // fires after that one, before any answer
    next.setSingleShot(true);
    QString name;
    connect(&next, &QTimer::timeout, this, [&] {
        QVERIFY(m_model->readNow({row}).ok());
        name = m_model->computerName(row);
    });
    next.start(0);
    QTRY_VERIFY(!next.isActive());
    QCOMPARE(name, test::computerName(row + 1));
}

void StatusModelTest::readsNowAllThatIsWantedWhateverIsHere()
{
    constexpr int computers = 9000; // more than are kept
    open(1, computers);
    std::vector<StatusEvent> events;
    for (int i = 1; i <= computers; ++i)
        events.push_back(m_fleet->event(i, StatusEvent::Kind::runStarted));
    m_fleet->apply(events);
    show();
    const auto read = [this](int first, int last) {
        std::vector<int> rows;
        for (int row = first; row <= last; ++row)
            rows.push_back(row);
        return m_model->readNow(rows).ok() && std::ranges::all_of(rows, [this](int row) { return m_model->computerName(row) == test::computerName(row + 1); });
    };
    for (int first = 0; first < 8000; first += 1000)
        QVERIFY(read(first, first + 999));
    QVERIFY(read(7500, 8500)); // half of them are here, and there is no room for the others
}

void StatusModelTest::showsTenThousandComputersAtOnce()
{
    constexpr int computers = 10'000;
    constexpr int items = 40;
    open(items, computers);
    std::vector<StatusEvent> events;
    for (int i = 2; i <= computers; i += 2) {
        for (StatusEvent &event : m_fleet->wholeRun(i, i % 10 == 0 ? std::optional(7) : std::nullopt))
            events.push_back(std::move(event));
        if (i % 500 == 0) {
            m_fleet->apply(events);
            events.clear();
        }
    }
    m_tester.reset(); // it would look at every cell
    QElapsedTimer watch;
    watch.start();
    Heartbeat heartbeat;
    show();
    qInfo("all computers shown after %lld ms", watch.elapsed());
    QCOMPARE(m_model->rowCount(), computers);
    QCOMPARE(m_model->summary().byStatus.at(ComputerStatus::failed), computers / 10);
    watch.restart();
    QTRY_COMPARE(cell(9'999, itemColumn(7)), QStringLiteral("failed 1603"));
    qInfo("items of the last one shown after %lld ms", watch.elapsed());

    qInfo("the longest that this thread was away: %lld ms", heartbeat.longestMs);
    std::vector<StatusEvent> again;
    heartbeat.longestMs = 0;
    for (int i = 10; i <= computers; i += 10)
        again.push_back(m_fleet->event(i, StatusEvent::Kind::computerChanged));
    m_fleet->apply(again);
    changed();
    QTRY_COMPARE(cell(9'999, StatusModel::statusColumn), statusText(m_fleet->store.statuses().statusOf(m_fleet->task.id, test::computerName(10'000)).value().value()));
    qInfo("at a refresh of a tenth of the rows: %lld ms", heartbeat.longestMs);
}

QTEST_GUILESS_MAIN(StatusModelTest)
#include "statusmodel_test.moc"
