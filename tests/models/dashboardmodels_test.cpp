// The start page's failures as a model, and its figures in words.
#include "models/dashboardfailuresmodel.h"
#include "models/dashboardwords.h"
#include "models/englishplurals.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace seriatim;

namespace {

constexpr Instant now = 1'767'600'000'000;
constexpr Instant hour = 60 * millisPerMinute;

FailureGroup failure(const QString &program, std::optional<ReturnCode> code, qint64 computers)
{
    FailureGroup group(ProgramId::fromName(QUuid(), program.toUtf8()));
    group.programName = program;
    group.code = code;
    group.places.emplace_back(TaskId::mint(), LineItemId::mint());
    group.places.back().taskName = QStringLiteral("Rollout");
    group.places.back().place = 2;
    group.places.back().computers = computers;
    return group;
}

QString cell(const DashboardFailuresModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class DashboardModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }
    void rowsFollowNewFigures();
    void theSelectedCauseStaysTheSame();
    void causesInWords_data();
    void causesInWords();
    void rolloutsInWords();
    void neverHundredPercentWhileOneIsMissing();
    void agesInTheLargestUnit();
    void problemsInWords();

private:
    EnglishPlurals m_plurals;
};

void DashboardModelsTest::rowsFollowNewFigures()
{
    DashboardFailuresModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFailures({failure(QStringLiteral("Suite/Patch"), 1603, 4), failure(QStringLiteral("Suite/Install"), 67, 1)});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(cell(model, 0, DashboardFailuresModel::Computers), QStringLiteral("4"));
    QCOMPARE(cell(model, 0, DashboardFailuresModel::ProgramName), QStringLiteral("Suite/Patch"));
    QCOMPARE(cell(model, 0, DashboardFailuresModel::Result), QStringLiteral("failed: 1603"));
    QVERIFY(cell(model, 0, DashboardFailuresModel::Meaning).contains(QStringLiteral("ERROR_INSTALL_FAILURE")));
    QCOMPARE(cell(model, 0, DashboardFailuresModel::Places), QStringLiteral("Rollout, item 2"));
    model.setFailures({failure(QStringLiteral("Suite/Install"), 67, 1)});
    QCOMPARE(model.rowCount(), 1);
    model.setFailures({failure(QStringLiteral("A/B"), 1, 9), failure(QStringLiteral("Suite/Install"), 67, 1), failure(QStringLiteral("C/D"), {}, 1)});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(cell(model, 0, DashboardFailuresModel::ProgramName), QStringLiteral("A/B"));
    model.setFailures({});
    QCOMPARE(model.rowCount(), 0);
}

void DashboardModelsTest::theSelectedCauseStaysTheSame()
{
    DashboardFailuresModel model;
    model.setFailures({failure(QStringLiteral("Suite/Patch"), 1603, 4)});
    const QPersistentModelIndex selected(model.index(0, 0));
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setFailures({failure(QStringLiteral("A/B"), 1, 9), failure(QStringLiteral("Suite/Patch"), 1603, 5)});
    QVERIFY(selected.isValid());
    QCOMPARE(selected.row(), 1);
    QCOMPARE(selected.data().toString(), QStringLiteral("5"));
    QCOMPARE(changed.count(), 1);
}

void DashboardModelsTest::causesInWords_data()
{
    QTest::addColumn<ItemStatus>("status");
    QTest::addColumn<int>("code"); // 0: none
    QTest::addColumn<QString>("result");
    QTest::addColumn<QString>("meaning");
    QTest::newRow("no known code") << ItemStatus::failed << 123456 << "failed: 123456" << "";
    QTest::newRow("could not be started") << ItemStatus::failed << 0 << "failed" << "could not be started";
    QTest::newRow("timed out") << ItemStatus::timedOut << 0 << "timed out" << "longer than it may";
    QTest::newRow("not verified") << ItemStatus::notVerified << 3010 << "not verified: 3010" << "detection rule";
    QTest::newRow("interrupted") << ItemStatus::interrupted << 0 << "interrupted" << "went down";
}

void DashboardModelsTest::causesInWords()
{
    QFETCH(ItemStatus, status);
    QFETCH(int, code);
    QFETCH(QString, meaning);
    FailureGroup group = failure(QStringLiteral("Suite/Patch"), code == 0 ? std::nullopt : std::optional(code), 1);
    group.status = status;
    QTEST(resultText(group), "result");
    QVERIFY(meaning.isEmpty() ? meaningText(group).isEmpty() : meaningText(group).contains(meaning));
}

void DashboardModelsTest::rolloutsInWords()
{
    Rollout rollout(TaskId::mint());
    QCOMPARE(countsText(rollout, 0), QStringLiteral("No computer has reported yet"));
    QCOMPARE(countsText(rollout, 1), QStringLiteral("None of 1 computer has reported yet"));
    rollout.computers = {{ComputerStatus::failed, 4}, {ComputerStatus::succeeded, 1031}, {ComputerStatus::running, 5}};
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    const QString counts = countsText(rollout, 2040);
    QLocale::setDefault(before);
    QCOMPARE(counts, QStringLiteral("1,031 succeeded · 4 failed · 5 running of 2,040"));
    QVERIFY(curveText(rollout, now).contains(QStringLiteral("No computer has finished")));
    rollout.curve = {{now - 3 * hour, 0, 0}, {now - 2 * hour, 8, 2}, {now - hour, 31, 4}};
    const QString words = curveText(rollout, now);
    QVERIFY2(words.startsWith(QStringLiteral("31 succeeded and 4 failed from ")), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("half of them by ") + minuteText(now - hour, now)), qPrintable(words));
    rollout.lastReport = now - hour;
    QVERIFY(newsText(rollout, now).startsWith(QStringLiteral("Last report")));
    rollout.enabled = false;
    QVERIFY(newsText(rollout, now).endsWith(QStringLiteral("disabled")));
}

void DashboardModelsTest::neverHundredPercentWhileOneIsMissing()
{
    Rollout rollout(TaskId::mint());
    QCOMPARE(finishedText(rollout, 0), QString());
    rollout.computers = {{ComputerStatus::succeeded, 999'990}, {ComputerStatus::failed, 5}, {ComputerStatus::withdrawn, 4}, {ComputerStatus::running, 1}};
    QCOMPARE(finishedText(rollout, 1'000'000), QStringLiteral("99 %"));
    rollout.computers[ComputerStatus::failed] = 6;
    QCOMPARE(finishedText(rollout, 1'000'000), QStringLiteral("100 %"));
}

void DashboardModelsTest::agesInTheLargestUnit()
{
    QCOMPARE(ageText(0), QStringLiteral("1 minute"));
    QCOMPARE(ageText(59 * millisPerMinute), QStringLiteral("59 minutes"));
    QCOMPARE(ageText(hour), QStringLiteral("1 hour"));
    QCOMPARE(ageText(47 * hour), QStringLiteral("47 hours"));
    QCOMPARE(ageText(49 * hour), QStringLiteral("2 days"));
}

void DashboardModelsTest::problemsInWords()
{
    RolloutProblem problem(TaskId::mint());
    problem.computers = 1;
    problem.kind = RolloutProblem::Kind::runningSilent;
    QCOMPARE(problemText(problem), QStringLiteral("1 computer says that it runs, and nothing was heard of it for more than a day"));
    problem.computers = 2;
    QCOMPARE(problemText(problem), QStringLiteral("2 computers say that it runs, and nothing was heard of them for more than a day"));
    problem.kind = RolloutProblem::Kind::clockAhead;
    QCOMPARE(problemText(problem), QStringLiteral("the clock of 2 computers is ahead of the store's"));
    problem.computers = RolloutProblem::mostClocks;
    QVERIFY(problemText(problem).contains(QStringLiteral("and more")));
    for (const auto kind : {RolloutProblem::Kind::restartPending, RolloutProblem::Kind::runningSilent, RolloutProblem::Kind::clockAhead,
                            RolloutProblem::Kind::nothingToRun, RolloutProblem::Kind::notReceived}) {
        problem.kind = kind;
        QVERIFY(!problemText(problem).endsWith(u'.'));
        QVERIFY(remedyText(problem).endsWith(u'.'));
        QVERIFY(!problemText(problem).contains(u'('));
    }
}

QTEST_GUILESS_MAIN(DashboardModelsTest)
#include "dashboardmodels_test.moc"
