// How recorded runs are found by what people type.
#include "engine/workspace/recordedruns.h"

#include <QtTest>

using namespace seriatim;

namespace {

SimulationRun runWith(const char *guid)
{
    return {*SimulationId::parse(QString::fromUtf8(guid)), TaskId::mint()};
}

} // namespace

class RecordedRunsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsByWhatPeopleType_data();
    void findsByWhatPeopleType();
    void saysThatNothingIsRecorded();
    void shortIdsTellRunsApart();
    void countsAreTheSummarys();

private:
    const std::vector<SimulationRun> m_runs{runWith("{AAAA1111-0000-0000-0000-000000000001}"), runWith("{AAAA1111-0000-0000-0000-000000000002}"),
                                            runWith("{BBBB2222-0000-0000-0000-000000000003}")};
};

void RecordedRunsTest::findsByWhatPeopleType_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("index"); // -1: notFound, -2: invalidInput
    QTest::addColumn<QString>("mentions");
    const auto row = [](const char *name, int index, const char *mentions = "") {
        QTest::newRow(name) << QString::fromUtf8(name) << index << QString::fromUtf8(mentions);
    };
    row("latest", 0);
    row("Latest", 0);
    row("latest~0", 0);
    row("latest~2", 2);
    row("latest~3", -1, "only 3 are recorded");
    row("latest~", -2, "latest~1");
    row("latest~x", -2, "latest~1");
    row("latest~-1", -2, "latest~1");
    row("{AAAA1111-0000-0000-0000-000000000002}", 1);
    row("aaaa1111-0000-0000-0000-000000000002", 1);
    row("aaaa1111000000000000000000000002", 1);
    row("bbbb", 2);
    row("{BBBB22", 2);
    row("bbb", -2, "4 or more digits");
    row("aaaa1111", -2, "2 runs begin so");
    row("cccc", -1, "'runs' lists them");
    row("yesterday", -2, "latest~1");
    row("", -2, "latest~1");
}

void RecordedRunsTest::findsByWhatPeopleType()
{
    QFETCH(QString, name);
    QFETCH(int, index);
    QFETCH(QString, mentions);
    const Result<SimulationRun> found = findRun(m_runs, name);
    if (index >= 0) {
        QVERIFY(found.ok());
        QCOMPARE(*found, m_runs[static_cast<size_t>(index)]);
        return;
    }
    QVERIFY(!found.ok());
    QCOMPARE(found.error().code, index == -1 ? ErrorCode::notFound : ErrorCode::invalidInput);
    QVERIFY2(found.error().subject.contains(name) && found.error().detail.contains(mentions), qPrintable(found.error().message()));
}

void RecordedRunsTest::saysThatNothingIsRecorded()
{
    const Result<SimulationRun> found = findRun({}, QStringLiteral("latest"));
    QCOMPARE(found.error().code, ErrorCode::notFound);
    QVERIFY(found.error().detail.contains(QStringLiteral("--record")));
}

void RecordedRunsTest::shortIdsTellRunsApart()
{
    QCOMPARE(shortId(m_runs[2].id, m_runs), QStringLiteral("BBBB2222"));
    QCOMPARE(shortId(m_runs[0].id, m_runs), QStringLiteral("AAAA1111000000000000000000000001"));
    for (const SimulationRun &run : m_runs)
        QCOMPARE(*findRun(m_runs, shortId(run.id, m_runs)), run);
}

void RecordedRunsTest::countsAreTheSummarys()
{
    SimulationRun run = m_runs.front();
    run.summary = QStringLiteral("{\"summary\":{\"succeeded\":5,\"failed\":2,\"waiting\":1}}");
    QCOMPARE(countsOf(run), (RunCounts{5, 2, 1, 0}));
    run.summary.clear();
    QCOMPARE(countsOf(run), RunCounts());
}

QTEST_GUILESS_MAIN(RecordedRunsTest)
#include "recordedruns_test.moc"
