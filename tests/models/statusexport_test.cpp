#include "models/statusexport.h"
#include "tests/support/consolestore.h"
#include "tests/support/samplefleet.h"

#include <QTemporaryDir>

using namespace seriatim;

class StatusExportTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    JobControl m_control;

    [[nodiscard]] static QList<QByteArray> linesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>();
    }

private Q_SLOTS:
    void writesWhatIsListed();
    void writesOnlyWhatTheFilterShows();
    void anOrderThatWasReplacedWaitsForNobody();
    void leavesTheFileAloneWhenItIsEnded();
    void namesTheFileThatCannotBeWritten();
};

void StatusExportTest::writesWhatIsListed()
{
    ConsoleStore store;
    test::SampleFleet fleet(*store.session, 2, 3);
    fleet.apply(fleet.wholeRun(2, 1));
    const QString path = m_folder.filePath(QStringLiteral("all.csv"));
    const auto written = exportStatusCsv(store.session->workspace(), {fleet.task, {}}, path, m_control);
    QVERIFY(written.ok());
    QCOMPARE(*written, 3);
    const QList<QByteArray> lines = linesOf(path);
    QCOMPARE(lines.size(), 1 + 3 * 2 + 1); // the header, two items of each, the end
    QVERIFY(lines[0].startsWith("computer,status,run,"));
    QVERIFY2(lines[1].startsWith("PC-00001,notReceived,"), lines[1].constData());
    QVERIFY2(lines[3].startsWith("PC-00002,failed,1,0,") && lines[3].contains(",1,Qfiniti/Install part 1,failed,1603,1,"), lines[3].constData());
    QVERIFY2(lines[4].contains(",2,Qfiniti/Install part 2,skipped,,1,"), lines[4].constData());
    QVERIFY(lines[7].isEmpty());
}

void StatusExportTest::writesOnlyWhatTheFilterShows()
{
    ConsoleStore store;
    test::SampleFleet fleet(*store.session, 1, 5);
    fleet.apply(fleet.wholeRun(2, 1));
    fleet.apply(fleet.wholeRun(3));
    StatusListQuery query;
    query.status = ComputerStatus::failed;
    const QString path = m_folder.filePath(QStringLiteral("failed.csv"));
    const auto written = exportStatusCsv(store.session->workspace(), {fleet.task, query}, path, m_control);
    QVERIFY(written.ok());
    QCOMPARE(*written, 1);
    QVERIFY(linesOf(path).value(1).startsWith("PC-00002,failed,"));
}

void StatusExportTest::anOrderThatWasReplacedWaitsForNobody()
{
    ConsoleStore store;
    test::SampleFleet fleet(*store.session, 1, 5);
    fleet.apply(fleet.wholeRun(3));
    const auto written = exportStatusCsv(store.session->workspace(), {fleet.task, {}, OrderInForce::no}, m_folder.filePath(QStringLiteral("old.csv")), m_control);
    QVERIFY(written.ok());
    QCOMPARE(*written, 1);
}

void StatusExportTest::leavesTheFileAloneWhenItIsEnded()
{
    ConsoleStore store;
    test::SampleFleet fleet(*store.session, 1, 5);
    const QString path = m_folder.filePath(QStringLiteral("before.csv"));
    QFile before(path);
    QVERIFY(before.open(QIODevice::WriteOnly) && before.write("before") == 6);
    before.close();
    JobControl ended;
    ended.cancel();
    const auto written = exportStatusCsv(store.session->workspace(), {fleet.task, {}}, path, ended);
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, ErrorCode::cancelled);
    QCOMPARE(linesOf(path), QList<QByteArray>{"before"});
}

void StatusExportTest::namesTheFileThatCannotBeWritten()
{
    ConsoleStore store;
    test::SampleFleet fleet(*store.session, 1, 1);
    const QString path = m_folder.filePath(QStringLiteral("no/such/folder.csv"));
    const auto written = exportStatusCsv(store.session->workspace(), {fleet.task, {}}, path, m_control);
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, ErrorCode::io);
    QVERIFY(written.error().message().contains(path));
}

QTEST_GUILESS_MAIN(StatusExportTest)
#include "statusexport_test.moc"
